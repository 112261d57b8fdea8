"""Reads the HTML pages of the tests with a parser, and runs them in a browser.

check_html.py UNIT_REPORTERS FOLDER MODE: UNIT_REPORTERS writes its pages to FOLDER; MODE is
`parse` (html5lib) or `browser` (chromium).
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

SKIP = 77
SECTIONS = ["verdict", "failed", "findings", "timeline", "stacks", "gone", "packages", "heap", "policy",
            "runtime", "metrics", "ledger", "problems"]


def pages(program, folder):
    environment = dict(os.environ, LEAKGATE_HTML_PAGES=str(folder))
    subprocess.run([program, "--test-case=html: *"], check=True, env=environment,
                   stdout=subprocess.DEVNULL)
    return sorted(folder.glob("*.html"))


def structure_faults(root):
    identifiers = [node.get("id") for node in root.iter() if node.get("id")]
    if len(identifiers) != len(set(identifiers)):
        yield "an id stands twice"
    for node in root.iter():
        if set(node.keys()) & {"src", "onclick", "onerror", "onload"}:
            yield f"{node.tag} has {sorted(node.keys())}"
        labelled = node.get("aria-labelledby")
        if labelled and labelled not in identifiers:
            yield f"nothing is called {labelled}"
    sections = [node.get("id") for node in root.iter("section")]
    if sections != [name for name in SECTIONS if name in sections] or "verdict" not in sections:
        yield f"sections {sections}"
    if len(list(root.iter("h1"))) != 1 or len(list(root.iter("main"))) != 1:
        yield "not one h1 in one main"
    for table in root.iter("table"):
        columns = {sum(1 for _ in row) for row in table.iter("tr")}
        if len(columns) != 1:
            yield f"a table with rows of {sorted(columns)} cells"


def data_faults(root):
    scripts = list(root.iter("script"))
    if len(scripts) != 2 or scripts[0].get("type") != "application/json":
        yield f"{len(scripts)} scripts"
        return
    data = json.loads(scripts[0].text)
    for finding in data["findings"]:
        for at in (finding["at"], finding["started"], finding["blocked"]):
            if not -1 <= at < len(data["frames"]):
                yield f"no frame {at}"
        if not 0 <= finding["stack"] < len(data["stacks"]):
            yield f"no stack {finding['stack']}"


def parse_faults(path):
    import html5lib
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(path.read_text(encoding="utf-8"))
    yield from (f"line {place[0]}: {code}" for place, code, _ in parser.errors)
    yield from structure_faults(root)
    yield from data_faults(root)


def browser_faults(path, chromium, profile):
    run = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={profile}",
         "--enable-logging=stderr", "--virtual-time-budget=3000", "--dump-dom", path.as_uri()],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    state = re.search(r'data-script="([^"]*)"', run.stdout)
    if not state or state.group(1) != "ready":
        yield f"the script is {state.group(1) if state else 'not run'}"
    yield from re.findall(r"CONSOLE.*", run.stderr)
    raw = path.read_text(encoding="utf-8")
    data = json.loads(re.search(r'id="data">(.*?)</script>', raw, re.DOTALL).group(1))
    rows = len(re.findall(r'<tr class="finding ', run.stdout))
    if rows != min(100, len(data["findings"])):
        yield f"{rows} rows for {len(data['findings'])} findings"
    leaks = any(f["kind"] == "goroutine" and f["disposition"] == "reported" for f in data["findings"])
    if leaks != ('role="treeitem"' in run.stdout):
        yield "leaked stacks are not drawn"


def main(program, folder, mode):
    folder = pathlib.Path(folder).resolve() / mode
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if mode == "browser":
        if not chromium:
            print("skipped: chromium is not installed")
            return SKIP
        check = lambda path: browser_faults(path, chromium, folder / "profile")
    else:
        try:
            import html5lib  # noqa: F401
        except ImportError:
            print("skipped: html5lib is not installed")
            return SKIP
        check = parse_faults
    found = [f"{path.name}: {fault}" for path in pages(program, folder) for fault in check(path)]
    print("\n".join(found) or "all pages are fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
