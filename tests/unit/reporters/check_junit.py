"""Reads every golden JUnit file with libxml2 and checks what readers of JUnit files rely on."""

import pathlib
import re
import sys

try:
    from lxml import etree
except ImportError:
    print("skipped: python3-lxml is not installed")
    sys.exit(77)

STATES = {"failure": "failures", "error": "errors", "skipped": "skipped"}
CASE_ATTRIBUTES = {"classname", "name", "file", "line", "time"}
TIME = re.compile(r"[0-9]+\.[0-9]{3}")
# GitLab's XML converter casts elements by these values of `type`.
CAST_TYPES = {"symbol", "date", "datetime", "integer", "float", "decimal", "boolean", "string",
              "yaml", "base64Binary", "binary", "file", "double", "dateTime", "array", "hash"}


def case_faults(case):
    name = case.get("name")
    if not set(case.keys()) <= CASE_ATTRIBUTES:
        yield f"{name!r}: unknown attributes {sorted(case.keys())}"
    if not name or not case.get("classname"):
        yield f"{name!r}: a case needs name and classname"
    if ("file" in case.attrib) != ("line" in case.attrib):
        yield f"{name!r}: file and line come together"
    if not TIME.fullmatch(case.get("time", "")):
        yield f"{name!r}: time {case.get('time')!r}"
    states = [element for element in case if element.tag != "system-out"]
    if len(states) > 1:
        yield f"{name!r}: more than one state"
    # GitLab's expression; it reads the output of failed cases only.
    for output in case.iterfind("system-out"):
        if case.find("failure") is None or not re.search(r"\[\[ATTACHMENT\|([^\[\]|]+?)\]\]", output.text):
            yield f"{name!r}: output that is no attachment of a failure"
    for state in states:
        if state.tag not in STATES:
            yield f"{name!r}: unknown element {state.tag}"
        elif state.tag != "skipped":
            text = state.text or ""
            # GitLab shows the text only, others the attribute only.
            if text.split("\n", 1)[0] != state.get("message"):
                yield f"{name!r}: the text does not start with the message"
            if not state.get("type") or state.get("type") in CAST_TYPES:
                yield f"{name!r}: type {state.get('type')!r}"
            if case.get("file") and f" {case.get('file')}:{case.get('line')}" not in text:
                yield f"{name!r}: the text does not hold the place"


def count_faults(element):
    cases = list(element.iter("testcase"))
    if element.get("tests") != str(len(cases)):
        yield f"{element.get('name')!r}: tests={element.get('tests')}, but {len(cases)} cases"
    for tag, attribute in STATES.items():
        found = sum(1 for case in cases for _ in case.iter(tag))
        if element.get(attribute) != str(found):
            yield f"{element.get('name')!r}: {attribute}={element.get(attribute)}, but {found}"
    if not TIME.fullmatch(element.get("time", "")):
        yield f"{element.get('name')!r}: time {element.get('time')!r}"


def faults(data):
    if not data.startswith(b'<?xml version="1.0" encoding="UTF-8"?>'):
        yield "no declaration with an encoding"
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError as error:
        yield f"not well-formed: {error}"
        return
    if root.tag != "testsuites" or any(suite.tag != "testsuite" for suite in root):
        yield "not testsuites over testsuite"
    yield from count_faults(root)
    seen = set()
    for suite in root:
        yield from count_faults(suite)
        for case in suite:
            identity = (suite.get("name"), case.get("classname"), case.get("name"))
            if identity in seen:
                yield f"{identity}: twice"
            seen.add(identity)
            yield from case_faults(case)


def main(folder):
    files = sorted(pathlib.Path(folder).glob("*.xml"))
    found = [] if files else [f"no XML files in {folder}"]
    for path in files:
        data = path.read_bytes()
        found += [f"{path.name}: {fault}" for fault in faults(data)]
        # A check that never fails would prove nothing: an escape byte loses the whole file.
        if not list(faults(data.replace(b'name="', b'name="\x1b', 1))):
            found.append(f"{path.name}: a control byte is accepted")
    print("\n".join(found) or f"{len(files)} reports are fine")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
