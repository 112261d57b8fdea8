"""check_junitparser.py FOLDER: reads the JUnit reports of FOLDER with junitparser, which
EnricoMi/publish-unit-test-result-action reads with, and compares what it understood with the
JSON results beside them: every reported finding is one failed case whose file and line it finds.
"""

import json
import pathlib
import sys

import junitparser


def cases_of(path):
    root = junitparser.JUnitXml.fromfile(str(path))
    suites = [root] if isinstance(root, junitparser.TestSuite) else list(root)
    return [(suite, case) for suite in suites for case in suite]


def failures_of(case):
    return [result for result in case.result if isinstance(result, junitparser.Failure)]


def problems_of(path):
    found = cases_of(path)
    failed = [case for _, case in found if failures_of(case)]
    errors = [case for _, case in found if any(isinstance(r, junitparser.Error) for r in case.result)]
    for suite in {id(suite): suite for suite, _ in found}.values():
        if (suite.tests, suite.failures, suite.errors) != (
            len(list(suite)),
            sum(bool(failures_of(case)) for case in suite),
            sum(any(isinstance(r, junitparser.Error) for r in case.result) for case in suite),
        ):
            yield f"{path.name}: the numbers of suite {suite.name!r} are not those of its cases"
    result = path.with_suffix(".json")
    if not result.exists():
        return
    verdict = json.loads(result.read_text())
    reported = [f for f in verdict["findings"] if f["disposition"] == "reported"]
    leaks = [c for c in failed if failures_of(c)[0].type != "go-test-failure" and c._elem.get("line")]
    if len(leaks) < len([f for f in reported if f.get("at", {}).get("line")]):
        yield f"{path.name}: {len(leaks)} cases with a line for {len(reported)} findings"
    for case in leaks:
        if not case._elem.get("file") or not failures_of(case)[0].message:
            yield f"{path.name}: case {case.name!r} has no file or no message"
    if verdict["outcome"] == "pass" and (failed or errors):
        yield f"{path.name}: a failed case in a run that passed"
    if reported and not failed:
        yield f"{path.name}: no failed case for {len(reported)} findings"


def main(folder):
    reports = sorted(pathlib.Path(folder).glob("*.xml"))
    problems = [p for report in reports for p in problems_of(report)]
    if not any(report.with_suffix(".json").exists() for report in reports):
        problems.append(f"no reports with a result beside them in {folder}")
    print("\n".join(problems) or f"{len(reports)} reports are understood")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
