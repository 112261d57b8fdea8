"""Checks a file against the schema of its system, and that the schema refuses a damaged one (a
check that cannot fail is none): schema_test.py SCHEMA FILE LINE, LINE being what is damaged.
"""

import pathlib
import subprocess
import sys
import tempfile

import tools


def accepts(checker, schema, path):
    # As JavaScript reads patterns without its flag `u`: that of Azure has escapes which that refuses.
    done = subprocess.run([checker, "--regex-variant", "nonunicode", "--builtin-schema", schema, path], check=False, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode == 0, done.stdout


def main(schema, path, line):
    checker = tools.from_pypi("check-jsonschema", "check-jsonschema==0.39.0")
    fine, why = accepts(checker, schema, path)
    if not fine:
        print(why)
        return 1
    text = pathlib.Path(path).read_text(encoding="utf-8")
    if line not in text:
        print(f"there is no {line!r} to damage")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        damaged = pathlib.Path(folder) / "damaged.yml"
        damaged.write_text(text.replace(line, "damaged" + line.strip()), encoding="utf-8")
        if accepts(checker, schema, damaged)[0]:
            print(f"the schema accepts {path} without {line!r}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
