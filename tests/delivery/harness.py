"""Runs the binary as a step of a CI job, with an environment of nothing but what is given.

LEAKGATE is the binary, RESULTS the folder that results.py filled. After each scenario the tokens
are looked for in all that the runs have printed and written.
"""

import concurrent.futures
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
import unittest

import fake_github
import fake_gitlab
from fake_github import FakeGithub
from fake_gitlab import FakeGitlab
from fake_server import FakeServer

LEAKGATE = os.environ["LEAKGATE"]
RESULTS = pathlib.Path(os.environ["RESULTS"])
MODULE = RESULTS / "shop"
TOKENS = [fake_github.TOKEN, fake_gitlab.TOKEN]
MERGE = "feedfacefeedfacefeedfacefeedfacefeedface"  # what a job on a pull request has checked out

LEAKS, CLEAN, FEWER = (str(RESULTS / f"{name}.json") for name in ("leaks", "clean", "fewer"))

if not pathlib.Path(CLEAN).exists():
    print("skipped: delivery.results has made no results")
    sys.exit(77)


def golden(name):
    """The JSON result that a golden file of the reporters is."""
    return str(pathlib.Path(os.environ["GOLDENS"], name + ".json"))


@dataclasses.dataclass
class Run:
    code: int
    out: str
    err: str
    summary: str

    def said(self, report):
        """The lines on standard error that speak of a report."""
        return [line for line in self.err.splitlines() if report in line]


def added(path):
    """The patch of a file of the module that is new in the change."""
    lines = (MODULE / path).read_text().splitlines()
    return "\n".join([f"@@ -0,0 +1,{len(lines)} @@", *("+" + line for line in lines)])


def shown(path, first, last):
    """The patch of a change that shows these lines unchanged, behind one that was taken out."""
    lines = (MODULE / path).read_text().splitlines()[first - 1 : last]
    count = len(lines)
    head = f"@@ -{first},{count + 1} +{first},{count} @@"
    return "\n".join([head, "-// taken out", *(" " + line for line in lines)])


def github_event(fork=False, number=fake_github.PULL, head=fake_github.HEAD):
    here = {"full_name": fake_github.REPOSITORY, "id": 1, "fork": False}
    there = {"full_name": "mallory/shop", "id": 2, "fork": True} if fork else here
    pull = {
        "number": number,
        "head": {"sha": head, "ref": "change", "repo": there},
        "base": {"sha": "b" * 40, "ref": "main", "repo": here},
    }
    return {"action": "opened", "number": number, "pull_request": pull, "repository": here}


def workflow_run_event():
    """Of the privileged second workflow: it names no pull request when the first was a fork's."""
    run = {
        "id": 9,
        "event": "pull_request",
        "head_branch": "change",
        "head_sha": fake_github.HEAD,
        "head_repository": {"owner": {"login": "fork"}, "full_name": "fork/shop"},
        "pull_requests": [],
    }
    return {"workflow_run": run, "repository": github_event()["repository"]}


def many(scenario):
    """A result with so many findings that no comment holds them."""
    with open(LEAKS) as file:
        data = json.load(file)
    one = next(one for one in data["findings"] if one["package"].endswith("/broker"))
    for number in range(400):
        data["findings"].append(one | {"fingerprint": f"v1:{number:032x}"})
    path = scenario.folder / "many.json"
    path.write_text(json.dumps(data))
    return str(path)


class Scenario(unittest.TestCase):
    """One of them is one function."""

    maxDiff = None

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="leakgate-delivery-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.runs = []

    def tearDown(self):
        texts = {"what was printed": "".join(run.out + run.err for run in self.runs)}
        for path in self.folder.rglob("*"):
            if path.is_file():
                texts[path.name] = path.read_bytes().decode("utf-8", "replace")
        for name, text in texts.items():
            # Not assertNotIn: it would print all of it.
            self.assertFalse(any(token in text for token in TOKENS), f"a token is in {name}")

    def serve(self, forge):
        server = FakeServer(forge)
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server

    def github(self, files=None, **more):
        return self.serve(FakeGithub(files, **more))

    def github_environment(self, server, event=None, run_id=100, **more):
        path = self.folder / "event.json"
        path.write_text(json.dumps(github_event() if event is None else event))
        return {
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": server.url,
            "GITHUB_SERVER_URL": "https://github.example.com",
            "GITHUB_REPOSITORY": fake_github.REPOSITORY,
            "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_EVENT_PATH": str(path),
            "GITHUB_REF": f"refs/pull/{fake_github.PULL}/merge",
            "GITHUB_SHA": MERGE,
            "GITHUB_RUN_ID": str(run_id),
            "GITHUB_RUN_ATTEMPT": "1",
            "GITHUB_JOB": "test",
            "GITHUB_WORKFLOW": "ci",
            "GITHUB_WORKSPACE": str(MODULE),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "GITHUB_OUTPUT": str(self.folder / "output.txt"),
            "GITHUB_TOKEN": fake_github.TOKEN,
            **more,
        }

    def gitlab(self, files=None, **more):
        return self.serve(FakeGitlab(files, **more))

    def gitlab_environment(self, server, run_id=100, **more):
        project = "https://gitlab.example.com/acme/shop"
        return {
            "GITLAB_CI": "true",
            "CI_API_V4_URL": server.url + "/api/v4",
            "CI_SERVER_URL": server.url,
            "CI_PROJECT_ID": str(fake_gitlab.PROJECT),
            "CI_PROJECT_DIR": str(MODULE),
            "CI_PROJECT_URL": project,
            "CI_MERGE_REQUEST_IID": str(fake_gitlab.MERGE_REQUEST),
            "CI_MERGE_REQUEST_PROJECT_ID": str(fake_gitlab.PROJECT),
            "CI_COMMIT_SHA": MERGE,
            "CI_MERGE_REQUEST_SOURCE_BRANCH_SHA": fake_gitlab.SHAS["head_sha"],
            "CI_PIPELINE_ID": str(run_id),
            "CI_PIPELINE_URL": f"{project}/-/pipelines/{run_id}",
            "CI_JOB_ID": str(run_id * 10),
            "CI_JOB_NAME": "leakgate",
            "CI_JOB_URL": f"{project}/-/jobs/{run_id * 10}",
            "GITLAB_TOKEN": fake_gitlab.TOKEN,
            **more,
        }

    def start(self, words, environment):
        base = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "LC_ALL": "C.UTF-8"}
        whole = {k: v for k, v in (base | environment).items() if v is not None}
        return subprocess.Popen(
            [LEAKGATE, *words],
            env=whole,
            cwd=self.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        )

    def finish(self, process, limit=60):
        try:
            out, err = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            self.fail(f"still running after {limit} s\n{out}{err}")
        summary = self.folder / "summary.md"
        text = summary.read_text() if summary.exists() else ""
        self.runs.append(Run(process.returncode, out, err, text))
        self.assertNotRegex(err, r"terminate called|Sanitizer|runtime error:|core dumped")
        return self.runs[-1]

    def report(self, result, report, environment, *more):
        """`leakgate report RESULT --report REPORT …` from beginning to end."""
        return self.finish(self.start_report(result, report, environment, *more))

    def start_report(self, result, report, environment, *more):
        reports = [word for name in report.split() for word in ("--report", name)]
        return self.start(["report", result, *reports, *more], environment)

    def assert_said_once(self, run, report, pattern):
        lines = run.said(report)
        self.assertEqual(len(lines), 1, run.err)
        self.assertRegex(lines[0], pattern)

    def only(self, items):
        self.assertEqual(len(items), 1, items)
        return items[0]


def main():
    """Runs the scenarios of a file, several at once: most of them wait most of the time."""
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    pattern = sys.argv[1] if len(sys.argv) > 1 else ""
    scenarios = [test for case in suite for test in case if pattern in test.id()]
    classes = {type(scenario) for scenario in scenarios}
    for one in classes:
        one.setUpClass()

    def run(scenario):
        result = unittest.TestResult()
        start = time.monotonic()
        scenario.run(result)
        return scenario.id(), result, time.monotonic() - start

    bad = 0
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        for name, result, seconds in pool.map(run, scenarios):
            troubles = result.failures + result.errors
            skipped = [reason for _, reason in result.skipped]
            state = "FAIL" if troubles else f"skip {skipped}" if skipped else "ok  "
            print(f"{state} {seconds:5.1f}s {name}", flush=True)
            for _, trace in troubles:
                print(trace)
            bad += bool(troubles)
    for one in classes:
        one.doClassCleanups()
    print(f"{len(scenarios)} scenarios, {bad} failed")
    sys.exit(1 if bad or not scenarios else 0)
