"""Lists that stand in several places say the same, everything that needs a test has one, and every test is run.

    lists_test.py SOURCE

Each check gives the differences as lines; nothing is built and nothing is run.
"""

import fnmatch
import json
import pathlib
import re
import sys

SOURCE = pathlib.Path(sys.argv[1]).resolve()


def text(name):
    return (SOURCE / name).read_text(encoding="utf-8")


def found(pattern, name, least=1):
    """All that the pattern captures in the file; that there is enough of it shows that the pattern still fits."""
    every = re.findall(pattern, text(name), re.MULTILINE)
    if len(every) < least:
        sys.exit(f"{name}: expected {least} or more of {pattern!r}, got {len(every)} (the form has changed: change this test)")
    return every


def differences(what, sets):
    """Lines for what is not in all of the named sets."""
    every = set().union(*sets.values())
    return [f'{what} "{item}": not in {name}' for item in sorted(every) for name, items in sets.items() if item not in items]


def fuzz_targets():
    sanitize = [word[5:] for words in found(r"targets=\(([^)]*)\)", "script/sanitize", 3) for word in words.split()
                if word.startswith("fuzz_")]
    return differences("fuzz target", {
        "tests/fuzz/CMakeLists.txt": set(found(r"^leakgate_fuzz\((\w+) ", "tests/fuzz/CMakeLists.txt", 5)),
        "tests/fuzz/*_fuzz.cpp": {path.name.removesuffix("_fuzz.cpp") for path in (SOURCE / "tests/fuzz").glob("*_fuzz.cpp")},
        "script/fuzz": set(found(r"^known=\(([^)]*)\)", "script/fuzz")[0].split()),
        "script/sanitize": set(sanitize),
        "docs/security.md": set(found(r"`fuzz_(\w+)`", "docs/security.md", 5)),
        ".github/workflows/nightly.yml": set(" ".join(found(r"^          - ([a-z_ ]+)$", ".github/workflows/nightly.yml", 2)).split()),
    })


def setup_packages():
    """What script/setup installs: (always, with --test, with --fuzz, with --release)."""
    lists = found(r"packages\+?=\(([^)]*)\)", "script/setup", 4)
    return set(lists[0].split()), set(lists[1].split()), set(lists[-1].split()), set(lists[-2].split())


def debian_packages():
    build, test, fuzz, release = setup_packages()
    needed = set(" ".join(found(r'^ *leakgate_find\([\w-]+ "?([\w .-]+?)"?(?: COMPONENTS \w+)?\)', "CMakeLists.txt", 8)).split())
    needed |= set(found(r"list\(APPEND leakgate_missing (lib\S+)\)", "CMakeLists.txt"))
    said = found(r"^apt-get install ([a-z0-9. +-]+)$", "docs/install.md", 4)
    return (differences("Debian package", {"docs/install.md (to build)": set(said[0].split()), "script/setup": build})
            + differences("Debian package", {"docs/install.md (to test)": set(said[1].split()), "script/setup --test": test})
            + differences("Debian package", {"docs/install.md (to fuzz)": set(said[2].split()), "script/setup --fuzz": fuzz})
            + differences("Debian package", {"docs/install.md (to release)": set(said[3].split()), "script/setup --release": release})
            + [f'Debian package "{name}": CMakeLists.txt asks for it, not in script/setup'
               for name in sorted(needed - build - test)])


def action_installs_by_setup():
    """No third list of packages: what builds leakgate elsewhere runs script/setup."""
    # Before script/setup there is nothing but an image: these bring the checkout itself.
    bare = {"git", "ca-certificates"}
    wrong = []
    for path in [SOURCE / "action.yml", *sorted((SOURCE / ".github/workflows").glob("*.yml"))]:
        for words in re.findall(r"apt-get install ([^&|\n]*)", path.read_text(encoding="utf-8")):
            wrong += [f'{path.relative_to(SOURCE)}: installs "{word}" beside script/setup'
                      for word in words.split() if not word.startswith("-") and word not in bare]
    return wrong if "script/setup" in text("action.yml") else [*wrong, "action.yml: does not run script/setup"]


def exit_codes():
    """Help and manual page go by a table in exit_code.cpp."""
    numbers = dict(found(r"^  (\w+) = (\d+),", "gate/app/line/exit_code.hpp", 5))
    code = set(numbers.values())
    table = r"^\| (\d+) \|"
    return differences("exit code", {
        "gate/app/line/exit_code.hpp": code,
        "gate/app/line/exit_code.cpp": {numbers[name] for name in found(r"^    \{ExitCode::(\w+),", "gate/app/line/exit_code.cpp", 5)},
        "README.md": set(found(table, "README.md", 5)),
        "docs/reports.md": set(found(table, "docs/reports.md", 5)),
    })


def fixture_for_each_pattern():
    """Each built-in pattern is the `rule=` of a leak in a case, and stands in RULES.md."""
    cases = "\n".join(path.read_text(encoding="utf-8") for path in sorted((SOURCE / "tests/e2e/cases").rglob("*.go")))
    # What no other pattern knows; Go has no state today that a program could show it with: pattern_book_test.
    shown = {"goroutine-leak"}
    patterns = {path.stem for path in (SOURCE / "rules/patterns").glob("*.yml")}
    if len(patterns) < 50:
        sys.exit(f"rules/patterns: expected 50 patterns or more, got {len(patterns)}")
    for line in re.findall(r"// leak: ([^\n]*)", cases):
        shown |= set(re.findall(r"\brule=([\w-]+)", line))
    pages = set(found(r"^## ([\w-]+)", "rules/RULES.md", 50))
    return ([f'pattern "{name}": no leak in tests/e2e/cases says rule={name}' for name in sorted(patterns - shown)]
            + [f'pattern "{name}": not in rules/RULES.md' for name in sorted(patterns - pages)])


# Report -> a golden that shows it, for each verdict or for one.
GOLDENS = {
    "codequality": "several.codequality", "folded": "several.folded", "github-annotations": "several.commands",
    "html": None, "json": "several.json", "junit": "several.xml", "junit-strict": "strict/several.xml",
    "markdown": "several.md", "openmetrics": "several.openmetrics", "pprof": "several.pb.gz", "sarif": "several.sarif",
    "github-output": None, "github-summary": None,
}
# Without bytes in tests/golden: a test that reads what is rendered, with the reason.
INSTEAD = {
    "html": "tests/unit/reporters/html/page_test.cpp",  # the page is put to a parser and a browser: check_html.py
    "github-output": "tests/unit/reporters/ci/workflow_commands_test.cpp",  # a few lines, exact there
    "github-summary": "tests/unit/reporters/markdown/report_test.cpp",  # the Markdown with a larger limit
    "github": "tests/unit/app/deliver/plan_test.cpp",  # stands for others
    "gitlab": "tests/unit/app/deliver/plan_test.cpp",
    "github-check": "tests/unit/reporters/github/check_test.cpp",
    "github-comment": "tests/delivery/github_comment_test.py",
    "github-review": "tests/delivery/github_review_test.py",
    "gitlab-discussions": "tests/delivery/gitlab_test.py",
    "gitlab-note": "tests/delivery/gitlab_test.py",
    "webhook": "tests/unit/reporters/webhook/webhook_test.cpp",
}


def golden_for_each_report():
    """Each row of the registry has a golden or, where it has no bytes of its own, the test named above; docs know it."""
    rows = set(found(r'^    \{"([\w-]+)",', "reporters/reporter.cpp", 10))
    wrong = []
    for name in sorted(rows):
        golden = GOLDENS.get(name)
        if golden and not (SOURCE / "tests/golden/reporters" / golden).is_file():
            wrong.append(f'report "{name}": tests/golden/reporters/{golden} is missing')
        if not golden and not (name in INSTEAD and (SOURCE / INSTEAD[name]).is_file()):
            wrong.append(f'report "{name}": no golden (name it in GOLDENS of this test)')
        if f"`{name}`" not in text("docs/reports.md"):
            wrong.append(f'report "{name}": not in docs/reports.md')
    return wrong + [f'report "{name}": in this test, not in reporters/reporter.cpp'
                    for name in sorted((set(GOLDENS) | set(INSTEAD)) - rows)]


def pages_for_users():
    return ["README.md", "action.yml", *(path.relative_to(SOURCE).as_posix() for folder in ("docs", "ci-templates", "templates")
                                         for path in sorted((SOURCE / folder).iterdir()))]


def options_and_reports_of_pages():
    """What pages and templates tell people to type is there."""
    sources = "".join(path.read_text(encoding="utf-8") for folder in ("line", "commands")
                      for path in sorted((SOURCE / "gate/app" / folder).glob("*.cpp")))
    options = set(re.findall(r'"(--[a-z-]+)', sources)) - {"--"}
    reports = set(found(r'^    \{"([\w-]+)",', "reporters/reporter.cpp", 10))
    wrong, seen = [], set()
    for name in pages_for_users():
        for line in text(name).splitlines():
            if re.search(r"cmake|gotestsum|\bgit |push with|script/setup|script/bench|sha256sum|install\.sh|gh attestation", line):
                continue
            for option in re.findall(r"(?<![\w-])--[a-z][a-z-]*", line):
                seen.add(option)
                if option not in options:
                    wrong.append(f"{name}: there is no option {option}")
            for report in re.findall(r"--report[ =]([a-z][a-z-]*)", line):
                if report not in reports:
                    wrong.append(f'{name}: there is no report "{report}"')
    if len(seen) < 10:
        wrong.append(f"expected 10 options or more in the pages, got {len(seen)} (has the form changed?)")
    return wrong


def keys_of_the_configuration():
    """docs/configuration.md names each key of .leakgate.yml, of its thresholds and of an allow entry."""
    keys = json.loads(text("rules/config/leakgate.schema.json"))["properties"]
    allow = keys["allow"]["items"]["properties"]
    # docs/configuration.md shows short forms: {tier, severity}.
    page = set(re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"`([^`\n]+)`", text("docs/configuration.md")))))
    return [f'key "{key}": not in docs/configuration.md' for key in [*keys, *keys["thresholds"]["properties"], *allow] if key not in page]


def variables():
    """docs/options.md, the manual page's, names the variables of the environment that leakgate reads for people to set."""
    read = set()
    for path in [*(SOURCE / "gate/app").rglob("*.cpp"), *(SOURCE / "gate/base").rglob("*.cpp"), *(SOURCE / "reporters").rglob("*.cpp")]:
        read |= set(re.findall(r'(?:environment_variable|take_first)\("(\w+)"', path.read_text(encoding="utf-8")))
    # What the CI system or the terminal sets by itself; CURL_CA_BUNDLE and SSL_CERT_DIR stand beside SSL_CERT_FILE.
    read -= {"GITHUB_EVENT_PATH", "TERM", "PWD", "PATH", "CURL_CA_BUNDLE", "SSL_CERT_DIR"}
    rows = set(found(r'^    \{"([A-Z_]+)",', "gate/app/line/man_page.cpp", 4))
    return differences("variable", {"gate/app/line/man_page.cpp": rows, "the sources": read})


# What is decided in one place -> the files that may do it themselves.
HOMES = {
    r"\bfrom_chars\(": {"gate/base/number.hpp", "rules/config/values.cpp"},  # the latter reads numbers with a point
    r"0xC0U?\) == 0x80": {"gate/base/utf8.hpp"},
    r"\btolower\(|\+ 32\)": set(),  # text::lower
    r'"goroutine "': {"gate/model/goroutine_line.cpp"},
    r"#include <CLI/": {"gate/app/line/given_options.cpp"},
}


def one_home():
    """Numbers, UTF-8, lower case, the header of a goroutine and the parser of options each have one home."""
    wrong = []
    for top in ("gate", "rules", "reporters"):
        for path in sorted((SOURCE / top).rglob("*.[ch]pp")):
            name, words = path.relative_to(SOURCE).as_posix(), path.read_text(encoding="utf-8")
            wrong += [f"{name}: has {pattern!r}, which belongs to {', '.join(sorted(homes)) or 'gate/base/text.hpp'}"
                      for pattern, homes in HOMES.items() if name not in homes and re.search(pattern, words)]
    for pattern, homes in HOMES.items():
        wrong += [f"{name}: expected {pattern!r} (has it moved?)" for name in sorted(homes) if not re.search(pattern, text(name))]
    return wrong


def every_test_is_run():
    """Each file of a test is named by the CMakeLists.txt of a folder at or above it, and each such folder is added."""
    wrong = []
    for path in sorted((SOURCE / "tests").rglob("*")):
        name = path.relative_to(SOURCE).as_posix()
        if "/cases/" in name or not re.search(r"(_test\.(cpp|py)|/check_\w+\.(py|js))$", name):
            continue
        if name == "tests/delivery/gitea_test.py":  # a real server: script/real-servers
            continue
        lists = [folder / "CMakeLists.txt" for folder in path.parents if SOURCE in folder.parents]
        if not any(build.is_file() and names_file(build, path) for build in lists):
            wrong.append(f"{name}: in no CMakeLists.txt, so it is never run")
    for build in sorted((SOURCE / "tests").rglob("CMakeLists.txt")):
        folder = build.parent
        if folder == SOURCE / "tests" or "cases" in folder.parts:
            continue
        above = [parent for parent in folder.parents if (parent / "CMakeLists.txt").is_file() and SOURCE in parent.parents]
        if not any(re.search(rf"(?<![\w/]){re.escape(folder.relative_to(parent).as_posix())}(?![\w/])",
                             (parent / "CMakeLists.txt").read_text(encoding="utf-8")) for parent in above):
            wrong.append(f"{folder.relative_to(SOURCE)}: no CMakeLists.txt above adds it")
    return wrong


def names_file(build, path):
    words = build.read_text(encoding="utf-8")
    relative = path.relative_to(build.parent).as_posix()
    if re.search(rf"(?:^|[\s(]|SOURCE_DIR\}}/){re.escape(relative)}(?!\w)", words):
        return True
    # Functions of tests/delivery add the ending themselves.
    return path.suffix == ".py" and path.parent == build.parent and "${name}_test.py" in words and re.search(
        rf"(?<!\w){re.escape(path.name.removesuffix('_test.py'))}(?!\w)", words) is not None


def every_e2e_case_is_chosen():
    """The entries of tests/e2e choose test cases by the start of their title: each is chosen, each choice has one."""
    titles = set()
    for path in sorted((SOURCE / "tests/e2e").glob("*_test.cpp")):
        titles |= set(re.findall(r'TEST_CASE\(\s*"([^":]+)', path.read_text(encoding="utf-8")))
    chosen = set(found(r'"--test-case=([\w ]+):\*"', "tests/e2e/CMakeLists.txt", 5))
    # The one that a folder of cases/ is given to: --case chooses it.
    titles.discard("a Go module is judged as its comments say")
    on_a_disk = found(r'on_a_disk "([^"]+)"', "tests/e2e/CMakeLists.txt")[0].split(",")
    faults = found(r'TEST_CASE\("(fault: [^"]+)', "tests/e2e/fault_test.cpp", 10)
    return (differences("title", {"tests/e2e/*_test.cpp": titles, "tests/e2e/CMakeLists.txt": chosen})
            + [f'title "{words}" (on_a_disk in tests/e2e/CMakeLists.txt): fits no test case'
               for words in on_a_disk if not any(fnmatch.fnmatchcase(title, words) for title in faults)])


def presets():
    """The scripts use presets that exist."""
    known = {preset["name"] for preset in json.loads(text("CMakePresets.json"))["configurePresets"]}
    used = {name: set(re.findall(r"(?:--preset |preset=)([a-z]+)\b", text(name)))
            for name in ("script/sanitize", "script/fuzz", "script/check-style", "script/build", "script/test")}
    wrong = [f'{name}: preset "{preset}" is not in CMakePresets.json' for name, words in used.items()
             for preset in sorted(words - known)]
    for preset in ("asan", "tsan", "fuzz", "tidy"):
        if not any(preset in words for words in used.values()):
            wrong.append(f'preset "{preset}": no script uses it')
    return wrong


CHECKS = (fuzz_targets, debian_packages, action_installs_by_setup, exit_codes, options_and_reports_of_pages,
          keys_of_the_configuration, variables, one_home, fixture_for_each_pattern, golden_for_each_report, every_test_is_run,
          every_e2e_case_is_chosen, presets)


def main():
    wrong = [f"{check.__name__}: {line}" for check in CHECKS for line in check()]
    print("\n".join(wrong) or f"{len(CHECKS)} lists agree")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
