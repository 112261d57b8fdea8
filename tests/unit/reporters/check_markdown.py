"""Renders every golden Markdown file with GitHub's own parser (cmark-gfm) and checks that what
comes from a verdict stays text: no elements, links or pictures but the reporter's own, nobody
is mentioned, no issue or commit is referred to. GitHub looks for those in the text that is
not code, after Markdown; the expressions here are those of its open html-pipeline, wider where
in doubt."""

import html.parser
import pathlib
import re
import shutil
import subprocess
import sys

EXTENSIONS = ["table", "autolink", "strikethrough", "tagfilter", "tasklist", "footnotes"]
VOID = {"br", "hr", "img", "input"}
ALLOWED = {"h2", "h3", "p", "strong", "em", "code", "pre", "ul", "li", "details", "summary",
           "table", "thead", "tbody", "tr", "th", "td", "br", "span"}
REFERENCES = {
    "mention": re.compile(r"@[a-z0-9]", re.I),
    "issue": re.compile(r"#[0-9]|\bgh-[0-9]", re.I),
    "commit": re.compile(r"(?<![a-z0-9])[0-9a-f]{7,40}(?![a-z0-9])", re.I),
    "address": re.compile(r"[a-z]://|\bwww\.|@[a-z]+\.", re.I),
    "reference of GitLab": re.compile(r"[!%~&][a-z0-9\"]", re.I),
    "emoji": re.compile(r":[a-z0-9_+-]+:", re.I),
    "formula": re.compile(r"\$[^$]+\$"),
    "direction": re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
    "control byte": re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]"),
}
IN_CODE = {"direction", "control byte"}


class Page(html.parser.HTMLParser):
    """Elements in the order of the page, with the faults found on the way."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []
        self.counts = {}
        self.faults = []
        self.text = ""

    def handle_starttag(self, tag, attrs):
        self.counts[tag] = self.counts.get(tag, 0) + 1
        language = tag == "code" and [name for name, _ in attrs] == ["class"]
        aligned = tag in ("td", "th") and [name for name, _ in attrs] == ["align"]
        if tag not in ALLOWED or (attrs and not language and not aligned):
            self.faults.append(f"an element <{tag}> with {attrs}")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.faults.append(f"</{tag}> closes something else")

    def handle_comment(self, data):
        self.faults.append(f"a comment {data!r}")

    def handle_data(self, data):
        in_code = "code" in self.open or "pre" in self.open
        for name, pattern in REFERENCES.items():
            found = pattern.search(data)
            if found and (name in IN_CODE or not in_code):
                self.faults.append(f"{name} in {data[max(0, found.start() - 20):found.end() + 20]!r}")
        self.text += data


def rendered(markdown):
    command = ["cmark-gfm", "--unsafe"] + [part for name in EXTENSIONS for part in ("-e", name)]
    page = Page()
    page.feed(subprocess.run(command, input=markdown.encode(), capture_output=True,
                             check=True).stdout.decode())
    page.close()
    return page


def faults(markdown):
    page = rendered(markdown)
    yield from page.faults
    if page.open:
        yield f"not closed: {page.open}"
    # As many blocks as the reporter wrote: nothing swallowed them, nothing added to them.
    fences = 0
    quote = None
    for line in markdown.split("\n"):
        ticks = re.match(r"(`{3,})(go|text)?$", line)
        if ticks and quote is None:
            quote, fences = ticks[1], fences + 1
        elif line == quote:
            quote = None
    if quote is not None:
        yield "an open fence"
    if page.counts.get("pre", 0) != fences:
        yield f"{page.counts.get('pre', 0)} blocks of code, expected {fences}"
    if page.counts.get("details", 0) != markdown.count("\n<details><summary>"):
        yield f"{page.counts.get('details', 0)} folded sections"
    if page.counts.get("h2", 0) != 1:
        yield f"{page.counts.get('h2', 0)} headlines"


def main(folder):
    if not shutil.which("cmark-gfm"):
        print("skipped: cmark-gfm is not installed")
        return 77
    files = sorted(pathlib.Path(folder).glob("*.md"))
    found = [] if files else [f"no Markdown files in {folder}"]
    for path in files:
        found += [f"{path.name}: {fault}" for fault in faults(path.read_text(encoding="utf-8"))]
    # A check that never fails would prove nothing.
    good = "## leakgate\n\n"
    for bad in ("@octocat", "x #12", "GH-12", "<b>x</b>", "[l](http://e.example)", "![i](i.png)",
                "www.e.example", "a@e.example", "deadbeef1", "$x$", "```\nopen", "<details>",
                ":smile:", "\u202e", "[^1]\n\n[^1]: note", "# heading", "- [ ] task"):
        if not list(faults(good + bad + "\n")):
            found.append(f"accepted: {bad!r}")
    print("\n".join(found) or f"{len(files)} reports are fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
