"""script/house fails for what it is there for, on small trees made for it; the real one is `script/house` itself.

    house_test.py SOURCE
"""

import os
import pathlib
import subprocess
import sys
import tempfile

SOURCE = pathlib.Path(sys.argv[1]).resolve()
TABLE = """const std::map<std::string, std::set<std::string>> k_may_include = {
    {"gate/base", {}},
    {"gate/model",
     {"gate/base"}},
    {"rules", {"gate/base", "gate/model"}},
    {"rules/text", {"rules"}},
};
"""


def house(files):
    """Exit code and output for a tree with these files (path -> text)."""
    with tempfile.TemporaryDirectory() as folder:
        table = {"tests/support/layering_test.cpp": TABLE}
        for name, text in {**table, "gate/base/text.hpp": "", "reporters/.keep": "", **files}.items():
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        made = subprocess.run([sys.executable, "-B", SOURCE / "script/house", "--list"], check=False, text=True,
                              env=dict(os.environ, SOURCE=folder), stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return made.returncode, made.stdout


def include(name):
    return f'#include "{name}"\n'


DOWN = {"gate/model/a.hpp": include("gate/base/text.hpp"), "gate/model/a.cpp": include("gate/model/a.hpp"),
        "rules/b.cpp": include("gate/model/a.hpp")}
# What, files, exit code, words of the output.
CASES = (
    ("includes that go down", DOWN, 0, "headers that one file uses, of 2                        2"),
    ("own source and one more use a header", DOWN, 0, "gate/model/a.hpp (1 lines, rules/b.cpp)"),
    ("an include against the table", {**DOWN, "gate/base/c.cpp": include("gate/model/a.hpp")}, 1,
     "gate/base/c.cpp includes gate/model/a.hpp"),
    ("a circle of folders, though the table allows each step",
     {"rules/d.hpp": include("rules/text/e.hpp"), "rules/text/e.hpp": include("rules/d.hpp"), "rules/text/f.cpp": ""}, 1,
     "includes that run in a circle of folders                2"),
    ("a folder that the table does not know", {**DOWN, "rules/odd/g.cpp": include("gate/base/text.hpp")}, 1, "rules/odd/g.cpp"),
    ("eighteen sources", {f"rules/s{number}.cpp": "" for number in range(18)}, 0, "fullest folder                          18"),
    ("nineteen sources", {f"rules/s{number}.cpp": "" for number in range(19)}, 1, "rules has 19 sources, at most 18"),
    ("a table in another form", {**DOWN, "tests/support/layering_test.cpp": "int table;"}, 1, "k_may_include was not found"),
)


def main():
    wrong = []
    for what, files, code, words in CASES:
        got, output = house(files)
        if got != code or words not in output:
            wrong.append(f"{what}: expected {code} and {words!r}, got {got}:\n{output}")
    print("\n".join(wrong) or f"{len(CASES)} trees")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
