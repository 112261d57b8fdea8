"""The Markdown of the project can be read: links lead somewhere, files that are named exist, cells of tables are short.

    pages_test.py SOURCE

Relative links are followed, with the heading behind `#`. Cells are measured as they are shown, without the address of a link.
"""

import os
import pathlib
import re
import sys

SOURCE = pathlib.Path(sys.argv[1]).resolve()
MOST_OF_CELL = 120
MOST_OF_README = 150
# What programs write (goldens, the pages of rules), and a record of findings in tables.
NOT_MEASURED = ("rules/RULES.md", "tests/e2e/REAL.md")
# Renders hostile verdicts on purpose; what other modules bring is theirs.
NOT_READ = ("tests/golden", "build", ".git", "tests/e2e/cases")
LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\(([^()\s]+)\)")


def pages():
    for folder, below, files in os.walk(SOURCE):
        here = pathlib.Path(folder).relative_to(SOURCE)
        below[:] = sorted(name for name in below if (here / name).as_posix() not in NOT_READ)
        yield from (((here / name).as_posix(), SOURCE / here / name) for name in sorted(files) if name.endswith(".md"))


def prose(text):
    """The text with its lines kept, without blocks and spans of code, where brackets mean something else."""
    text = re.sub(r"^```.*?^```$", lambda block: "\n" * block[0].count("\n"), text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "``", text)


def anchors(path):
    """The headings of a page as GitHub names them."""
    found = set()
    for heading in re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE):
        words = re.sub(r"[^\w\- ]", "", re.sub(r"\]\([^)]*\)", "", heading).strip().lower())
        found.add(words.replace(" ", "-"))
    return found


def broken_links(name, path):
    for number, line in enumerate(prose(path.read_text(encoding="utf-8")).split("\n"), 1):
        for target in LINK.findall(line):
            if re.match(r"[a-z]+:", target):
                continue
            file, _, anchor = target.partition("#")
            there = (path.parent / file).resolve() if file else path
            if not there.exists():
                yield f'{name}:{number}: link to "{target}", there is no such file'
            elif anchor and there.suffix == ".md" and anchor not in anchors(there):
                yield f'{name}:{number}: link to "{target}", there is no such heading'


def missing_files(name, path):
    """Files that are named in backticks by their path, from the root, from `gate`, from `gate/app` or from the page.

    The tests that docs/security.md names have a test of their own: security_page."""
    tops = {folder.name for above in (SOURCE, SOURCE / "gate", SOURCE / "gate/app") for folder in above.iterdir() if folder.is_dir()}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        for word in re.findall(r"`((?:\w[\w.-]*/)+[\w.-]+)`", line):
            if word.split("/")[0] not in tops - {"build"} or re.search(r"NAME|LAYER|_test$", word):
                continue
            if not any((folder / (word + ending)).exists() for ending in ("", ".cpp", ".hpp")
                       for folder in (SOURCE, SOURCE / "gate", SOURCE / "gate/app", *path.parents)):
                yield f"{name}:{number}: names {word}, there is no such file"


def long_cells(name, path):
    inside = False
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        inside = inside != line.startswith("```")
        if inside or not line.startswith("|") or name in NOT_MEASURED:
            continue
        for cell in re.split(r"(?<!\\)\|", line)[1:-1]:
            shown = re.sub(r"\]\([^)]*\)", "]", cell.strip())
            if len(shown) > MOST_OF_CELL:
                yield f"{name}:{number}: a cell of {len(shown)} characters, at most {MOST_OF_CELL}: {shown[:50]}…"


def main():
    wrong, read = [], 0
    for name, path in pages():
        read += 1
        wrong += broken_links(name, path)
        wrong += long_cells(name, path)
        wrong += missing_files(name, path)
    length = (SOURCE / "README.md").read_text(encoding="utf-8").count("\n")
    if length >= MOST_OF_README:
        wrong.append(f"README.md: {length} lines, it should be under {MOST_OF_README} (move what is long to docs/)")
    index = (SOURCE / "docs/README.md").read_text(encoding="utf-8")
    wrong += [f"docs/README.md: does not name {page.name}" for page in sorted((SOURCE / "docs").glob("*.md"))
              if page.name != "README.md" and f"]({page.name})" not in index]
    if read < 15:
        wrong.append(f"expected 15 pages or more, read {read}")
    print("\n".join(wrong) or f"{read} pages")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
