"""script/pre-commit refuses what is staged without its format, and looks at nothing else.

    pre_commit_test.py SOURCE
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(sys.argv[1]).resolve()
GOOD, BAD = "int x = 1;\n", "int   x=1 ;\n"
GO, BAD_GO = "package a\n\nvar x = 1\n", "package a\nvar   x=1\n"
# What, staged files, files of the checkout that differ from that, exit code, a file that is named.
CASES = (
    ("nothing to look at", {"a.txt": BAD}, {}, 0, ""),
    ("formatted", {"gate/a.cpp": GOOD, "gate/facts/a.go": GO}, {}, 0, ""),
    ("a source", {"gate/a.cpp": BAD}, {}, 1, "gate/a.cpp"),
    ("a header with a space in its name", {"gate/a b.hpp": BAD}, {}, 1, "gate/a b.hpp"),
    ("Go", {"gate/facts/a.go": BAD_GO}, {}, 1, "gate/facts/a.go"),
    ("Go of a case, which is written as the case needs it", {"tests/e2e/cases/x/a.go": BAD_GO}, {}, 0, ""),
    ("what is not staged does not count", {"gate/a.cpp": GOOD}, {"gate/a.cpp": BAD}, 0, ""),
    ("what was mended after it was staged counts", {"gate/a.cpp": BAD}, {"gate/a.cpp": GOOD}, 1, "gate/a.cpp"),
)


def run(folder, *words):
    return subprocess.run(words, cwd=folder, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def main():
    for tool in ("git", "clang-format", "gofmt"):
        if not shutil.which(tool):
            print(f"skipped: {tool} is not here")
            return 77
    wrong = []
    for what, staged, differing, code, named in CASES:
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            run(folder, "git", "init", "-q")
            write(folder, {".clang-format": (SOURCE / ".clang-format").read_text(encoding="utf-8"), **staged})
            run(folder, "git", "add", "-A")
            write(folder, differing)
            made = run(folder, SOURCE / "script/pre-commit")
            if made.returncode != code or named not in made.stdout:
                wrong.append(f"{what}: expected {code} and {named!r}, got {made.returncode}:\n{made.stdout}")
    print("\n".join(wrong) or f"{len(CASES)} commits")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
