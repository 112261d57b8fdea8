"""Validates the golden JUnit files of the strict dialect with the schema of Jenkins' xUnit
plugin, junit-10.xsd. pytest's source distribution carries it; it is fetched once. Given a file
as a third argument that schema is used."""

import pathlib
import subprocess
import sys
import tarfile

try:
    from lxml import etree
except ImportError:
    print("skipped: python3-lxml is not installed")
    sys.exit(77)

PACKAGE = "pytest==8.3.4"
MEMBER = "pytest-8.3.4/testing/example_scripts/junit-10.xsd"


def schema_file(tools):
    path = tools / "junit-10.xsd"
    if path.exists():
        return path
    tools.mkdir(parents=True, exist_ok=True)
    fetched = subprocess.run(
        [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
         "--no-deps", "--no-binary", ":all:", "--dest", str(tools), PACKAGE],
        capture_output=True)
    if fetched.returncode != 0:
        print(f"skipped: {PACKAGE} could not be fetched")
        sys.exit(77)
    with tarfile.open(next(tools.glob("pytest-*.tar.gz"))) as archive:
        path.write_bytes(archive.extractfile(MEMBER).read())
    return path


def main(folder, tools, schema=None):
    path = pathlib.Path(schema) if schema else schema_file(pathlib.Path(tools))
    known = etree.XMLSchema(etree.parse(str(path)))
    strict = sorted((pathlib.Path(folder) / "strict").glob("*.xml"))
    found = [] if strict else [f"no XML files in {folder}/strict"]
    for file in strict:
        if not known.validate(etree.parse(str(file))):
            found.append(f"{file.name}: {known.error_log}")
        # A check that never fails would prove nothing: the other dialect is not valid.
        if known.validate(etree.parse(str(pathlib.Path(folder) / file.name))):
            found.append(f"{file.name}: the extended dialect is accepted")
    print("\n".join(found) or f"{len(strict)} reports are valid")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
