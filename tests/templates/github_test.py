"""Runs the workflows of GitHub and the action with `act`, on this machine and without Docker.

LEAKGATE is the binary, SOURCE leakgate's repository. What cannot be here is replaced: actions of
github.com (stubs.py), the compilation (project.py), and GitHub's interface (tests/delivery).
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml

import project
import release
import stubs
import tools

SOURCE = pathlib.Path(os.environ["SOURCE"])
TEMPLATES = pathlib.Path(os.environ["TEMPLATES"])
LEAKGATE = os.environ["LEAKGATE"]

sys.path.insert(0, str(SOURCE / "tests" / "delivery"))
import fake_github  # noqa: E402
from fake_server import FakeServer  # noqa: E402

ACT = tools.from_go("act", "github.com/nektos/act@v0.2.81")
tools.need("git")
tools.need("go")

# What the demo's findings are marked at: the lines of the tests.
LEAKY_FILES = {"broker/hub_test.go", "rates/client_test.go", "stock/pool_test.go"}
RUN = "4711"

# The action on its own, as a project uses it that writes its workflow itself.
HEAD = """
on: [push, pull_request]
jobs:
  test:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - uses: actions/checkout@v4
        with: {repository: tools/leakgate, path: .leakgate, persist-credentials: false}
      - id: gate
        uses: ./.leakgate
        with:
"""
OWN_WORKFLOW = HEAD + """\
          packages: >
            ./stock ./$(touch${IFS}injected)`touch${IFS}injected`";touch${IFS}injected;"
          args: --confirm=off -count=1
          reports: github-output json=result.json
      - if: always()
        env:
          OUTPUTS: ${{ toJSON(steps.gate.outputs) }}
        run: |
          echo "$OUTPUTS" >"$STUB_ARTIFACTS/outputs.json"
          cp result.json "$STUB_ARTIFACTS/" || true
          find . -name injected
          echo "looked for injected"
"""

# Another one, of which it matters what leakgate was told.
TOLD_WORKFLOW = HEAD + """\
          working-directory: .
%s
"""
TOLD = """#!/bin/sh
printf 'told: %s; token %s\n' "$*" "${GITHUB_TOKEN:-none}${LEAKGATE_GITHUB_TOKEN:-}"
env | sed -n 's/^LEAKGATE_INPUT/seen: &/p'
"""


class Run:
    """What one run of `act` said. Each line of its log has the job in front."""

    def __init__(self, process):
        self.code = process.returncode
        self.log = re.sub(r"(?m)^\[[^\]]*\] ", "", process.stdout)
        self.annotations = re.findall(r"(?m)^\s*❗\s+::error (.*)$", self.log)
        self.outputs = dict(re.findall(r"(?m)^\s*⚙\s+::set-output:: ([\w-]+)=(.*)$", self.log))

    def said(self, text):
        return text in self.log


def pull_request(fork=False):
    here = {"full_name": fake_github.REPOSITORY, "id": 1, "fork": False}
    there = {"full_name": "fork/shop", "id": 2, "fork": True} if fork else here
    return {
        "action": "opened",
        "number": fake_github.PULL,
        "repository": here,
        "pull_request": {
            "number": fake_github.PULL,
            "head": {"sha": fake_github.HEAD, "ref": "change", "repo": there},
            "base": {"sha": "b" * 40, "ref": "main", "repo": here},
        },
    }


def finished_run(repository):
    """The event by which GitHub starts the second workflow; it names no pull request for forks."""
    here = {"full_name": fake_github.REPOSITORY, "id": 1, "fork": False}
    return {
        "action": "completed",
        "repository": here,
        "workflow_run": {
            "id": int(RUN),
            "event": "pull_request",
            "head_branch": "change",
            "head_sha": fake_github.HEAD,
            "head_repository": {"full_name": repository, "id": 2,
                                "owner": {"login": repository.split("/", maxsplit=1)[0]}},
            "pull_requests": [],
        },
    }


class Github(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="leakgate-act-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.stubs = stubs.write(self.folder / "stubs")
        self.leakgate = project.leakgate(self.folder / "leakgate", SOURCE, LEAKGATE)
        self.kept = self.folder / "kept"
        self.kept.mkdir()
        self.cache = self.folder / "cache"
        self.cache.mkdir()

    def repository(self, make, workflow):
        module = make(self.folder / "module")
        folder = module / ".github" / "workflows"
        folder.mkdir(parents=True)
        (folder / "leakgate.yml").write_text(workflow)
        project.commit(module, f"https://github.com/{fake_github.REPOSITORY}")
        return module

    def act(self, module, event, content=None, server=None):
        path = self.folder / "event.json"
        path.write_text(json.dumps(content or {}))
        # Without a server there is nobody to talk to: port 9 is closed.
        address = server.url if server else "http://127.0.0.1:9"
        environment = dict(os.environ, STUB_LEAKGATE=str(self.leakgate), STUB_RUN=RUN,
                           STUB_ARTIFACTS=str(self.kept), STUB_CACHE=str(self.cache),
                           XDG_CONFIG_HOME=str(self.folder / "config"), GOFLAGS="")
        line = [ACT, event, "-P", "ubuntu-24.04=-self-hosted", "--no-cache-server",
                "-W", ".github/workflows/leakgate.yml", "--eventpath", path,
                "--action-cache-path", self.folder / "act", *self.stubs,
                "--var", "LEAKGATE_REPOSITORY=tools/leakgate",
                "--secret", f"GITHUB_TOKEN={fake_github.TOKEN}",
                "--env", f"GITHUB_API_URL={address}"]
        process = subprocess.run(line, cwd=module, env=environment, text=True, timeout=500,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        log = tools.FOLDER / f"{self.id()}.{event}.log"
        log.write_text(process.stdout)
        print(f"the log is {log}")
        return Run(process)

    def workflow(self, make, event, content=None, server=None):
        template = (TEMPLATES / "github-workflow.yml").read_text()
        return self.act(self.repository(make, template), event, content, server)

    def leaky(self, folder):
        return project.leaky(folder, SOURCE)

    def serve(self, **how):
        server = FakeServer(fake_github.FakeGithub(**how))
        server.__enter__()
        self.addCleanup(server.__exit__)
        return server

    def assert_reports(self, outcome, failures):
        kept = self.kept / "leakgate"
        self.assertEqual(json.loads((kept / "leakgate.json").read_text())["outcome"], outcome)
        cases = xml.parse(kept / "leakgate.xml").getroot().iter("failure")
        self.assertEqual(bool(list(cases)), failures)
        self.assertIn("<!DOCTYPE html>", (kept / "leakgate.html").read_text())

    def test_a_module_that_leaks(self):
        run = self.workflow(self.leaky, "push")
        self.assertEqual(run.code, 1)
        self.assertTrue(run.said("exit status 1"))
        files = {re.search(r"file=([^,]*)", mark)[1] for mark in run.annotations}
        self.assertEqual(files, LEAKY_FILES)
        self.assertEqual(len(run.annotations), 4)
        self.assertTrue(run.said("Summary - "))
        self.assertEqual(run.outputs["outcome"], "leaks")
        self.assertEqual(run.outputs["leaks"], "8")
        self.assert_reports("leaks", True)

    def test_a_clean_module(self):
        run = self.workflow(project.clean, "push")
        self.assertEqual(run.code, 0)
        self.assertEqual(run.annotations, [])
        self.assertEqual(run.outputs["outcome"], "pass")
        self.assert_reports("pass", False)

    def test_the_commit_that_mends_it(self):
        """Red, and the next commit of the same repository is green, with reports both times."""
        run = self.workflow(project.small, "push")
        self.assertEqual((run.code, len(run.annotations)), (1, 1))
        self.assert_reports("leaks", True)
        module = self.folder / "module"
        project.mend(module)
        run = self.act(module, "push")
        self.assertEqual((run.code, run.annotations), (0, []), run.log)
        self.assertEqual(run.outputs["outcome"], "pass")
        self.assert_reports("pass", False)

    def test_a_pull_request(self):
        server = self.serve(files=project.patches(SOURCE, "stock/pool_test.go"))
        run = self.workflow(self.leaky, "pull_request", pull_request(), server)
        self.assertTrue(run.said("exit status 1"))
        self.assertEqual([mark["path"] for mark in server.forge.review_comments],
                         ["stock/pool_test.go"])
        self.assertEqual(len(server.forge.comments), 1)
        self.assertIn("TestTotalFails", server.forge.comments[0]["body"])
        self.assertFalse(run.said(fake_github.TOKEN))

    def test_a_pull_request_from_a_fork(self):
        """Its token can only read: all else is as before, and a second workflow comments."""
        server = self.serve(read_only=True)
        run = self.workflow(self.leaky, "pull_request", pull_request(fork=True), server)
        self.assertTrue(run.said("exit status 1"))
        self.assertEqual(len(run.annotations), 4)
        self.assertEqual(server.forge.comments, [])
        self.assert_reports("leaks", True)

        server.forge.read_only = False
        (self.folder / "module").rename(self.folder / "of-the-fork")
        run, _ = self.comment_workflow("fork/shop", server)
        self.assertEqual(run.code, 0)
        self.assertEqual(len(server.forge.comments), 1)
        self.assertIn("TestTotalFails", server.forge.comments[0]["body"])

    def comment_workflow(self, head, server=None):
        server = server or self.serve()
        template = (TEMPLATES / "github-fork-comment.yml").read_text()
        own = self.repository(project.clean, template)
        return self.act(own, "workflow_run", finished_run(head), server), server

    def test_the_comment_workflow_leaves_own_branches_alone(self):
        run, server = self.comment_workflow(fake_github.REPOSITORY)
        self.assertEqual(run.code, 0)
        self.assertFalse(run.said("Get the result"))
        self.assertEqual(server.calls(), [])

    def test_the_comment_workflow_without_a_result(self):
        """A run that was cancelled kept none."""
        run, server = self.comment_workflow("fork/shop")
        self.assertEqual(run.code, 0)
        self.assertFalse(run.said("build: done"))
        self.assertEqual(server.calls(), [])

    def test_the_comment_workflow_with_a_damaged_result(self):
        (self.kept / "leakgate").mkdir()
        (self.kept / "leakgate" / "leakgate.json").write_text('{"version": [')
        run, server = self.comment_workflow("fork/shop")
        self.assertEqual(run.code, 1)
        self.assertTrue(run.said("exit status 2"))
        self.assertEqual(server.calls(r"^(POST|PATCH|DELETE)"), [])

    def matrix(self, change=lambda text: text):
        template = (TEMPLATES / "github-matrix.yml").read_text()
        template = template.replace("leakgate test ", "leakgate test --confirm=off --settle=200ms ")
        return self.act(self.repository(self.leaky, change(template)), "push")

    def test_a_matrix_and_its_gate(self):
        """More jobs than packages; the parts are green, and the gate is not."""
        run = self.matrix()
        self.assertEqual(run.code, 1)
        self.assertTrue(run.said("Failure - Main Judge all of them"), run.log)
        self.assertFalse(run.said("Failure - Main Test under leakgate"), run.log)
        self.assertEqual(len(run.annotations), 4)
        self.assert_reports("leaks", True)
        self.assertEqual(len(json.loads((self.kept / "leakgate/leakgate.json").read_text())["packages"]), 3)

    def test_a_matrix_with_a_job_that_leaves_no_result(self):
        run = self.matrix(lambda text: text.replace("code=0\n", '[ "$THIS" != 2 ] || exit 9\n          code=0\n'))
        self.assertEqual(run.code, 1)
        self.assertTrue(run.said("no verdict, got no result of job 2 of 4"), run.log)
        self.assertFalse((self.kept / "leakgate/leakgate.json").exists())

    def test_a_matrix_of_other_than_its_parts(self):
        run = self.matrix(lambda text: text.replace("[1, 2, 3, 4]", "[1, 2, 3, 4, 5]"))
        self.assertEqual(run.code, 1)
        self.assertTrue(run.said("got 5 results (PARTS is 4"), run.log)

    def test_the_action_alone(self):
        """Its inputs are words, never a script; its outputs are there when it fails."""
        module = self.repository(self.leaky, OWN_WORKFLOW)
        run = self.act(module, "push")
        self.assertEqual(run.code, 1)
        outputs = json.loads((self.kept / "outputs.json").read_text())
        self.assertIn(outputs["outcome"], ("leaks", "tests_failed"))
        self.assertEqual(outputs["leaks"], "3")
        self.assertIn("stock/pool_test.go:", outputs["places"])
        self.assertTrue(run.said("  | looked for injected"))
        self.assertFalse(run.said("/injected"))
        self.assertTrue(run.said('$(touch${IFS}injected)'))
        self.assertFalse(run.said("::error"))

    def test_the_action_builds_once_for_each_content(self):
        module = self.repository(project.clean, (TEMPLATES / "github-workflow.yml").read_text())
        run = self.act(module, "push")
        self.assertTrue(run.said("build: done"))
        key = re.search(r"\| cache: key (\S+)", run.log)[1]
        (self.cache / key).write_bytes(pathlib.Path(LEAKGATE).read_bytes())
        (self.cache / key).chmod(0o755)
        run = self.act(module, "push")
        self.assertEqual(run.code, 0)
        self.assertFalse(run.said("build: done"))
        (self.leakgate / "new-file").write_text("another content")
        run = self.act(module, "push")
        self.assertTrue(run.said("build: done"))

    def told(self, **inputs):
        """A run of the action with a release, whose program prints what it is told."""
        if not hasattr(self, "release"):
            program = self.folder / "told"
            program.write_text(TOLD)
            program.chmod(0o755)
            self.release = release.Release(self.folder / "release", SOURCE, program)
            self.addCleanup(self.release.server.close)
            project.digests(self.leakgate, **self.release.values())
        module = self.folder / "told-module"
        shutil.rmtree(module, ignore_errors=True)
        lines = "".join(f"          {key.replace('_', '-')}: {value}\n" for key, value in inputs.items())
        (module / ".github/workflows").mkdir(parents=True)
        (module / ".github/workflows/leakgate.yml").write_text(TOLD_WORKFLOW % lines)
        project.commit(module, f"https://github.com/{fake_github.REPOSITORY}")
        return self.act(module, "push")

    def archive(self):
        return self.release.archives["aarch64" if os.uname().machine in ("aarch64", "arm64") else "x86_64"]

    def test_the_action_takes_the_archive_of_its_release(self):
        run = self.told(reports="json=r.json", config="a.yml", baseline="'off'", fail_on="growing", args="--quiet",
                        go_test_flags="-race -count=2", packages="./a ./b", token="secret-token")
        self.assertEqual(run.code, 0, run.log)
        self.assertTrue(run.said("told: test --quiet --report json=r.json --config a.yml --baseline off --fail-on growing "
                                 "-race -count=2 ./a ./b; token secret-token\n"), run.log)
        self.assertFalse(run.said("seen:"))
        self.assertFalse(run.said("build: done"))
        self.assertEqual(self.release.server.asked, [f"/v{release.VERSION}/{self.archive()}"])

    def test_the_action_posts_nothing_where_it_shall_not(self):
        self.assertTrue(self.told(comment="false", token="secret-token").said("./...; token none\n"))

    def test_the_action_refuses_another_archive(self):
        """Other bytes are no reason to build: somebody has put them there."""
        self.told(version=release.VERSION)
        self.release.server.faults[self.archive()] = "damaged"
        run = self.told()
        self.assertEqual(run.code, 1)
        self.assertTrue(run.said("not what was released"))
        self.assertFalse(run.said("told:"))
        self.assertFalse(run.said("build: done"))

    def test_the_action_builds_where_there_is_no_archive(self):
        self.told(install_only="true")
        for fault in ("cut", None):
            self.release.server.faults[self.archive()] = fault
            if not fault:
                (self.release.folder / self.archive()).unlink()
            run = self.told(install_only="true")
            self.assertEqual(run.code, 0, run.log)
            self.assertTrue(run.said("could not be downloaded"))
            self.assertTrue(run.said("build: done"))

    def test_the_version_of_the_action(self):
        run = self.told(version="source", install_only="true")
        self.assertTrue(run.said("build: done"))
        self.assertEqual(self.release.server.asked, [])
        self.assertEqual(self.told(version=f"v{release.VERSION}").code, 0)
        run = self.told(version="1.0.0")
        self.assertEqual(run.code, 1)
        self.assertTrue(run.said('version, got "1.0.0" (this commit has the digest of 7.8.9; take the action at the tag v1.0.0'))
        self.assertFalse(run.said("told:"))

    def test_the_action_keeps_the_archive_and_checks_it_again(self):
        run = self.told()
        key = re.search(r"\| cache: key (\S+)", run.log)[1]
        self.assertIn(self.release.digest(self.archive()), key)
        shutil.copy(self.release.folder / self.archive(), self.cache / key)
        self.release.server.asked.clear()
        self.assertEqual(self.told().code, 0)
        self.assertEqual(self.release.server.asked, [])
        (self.cache / key).write_bytes(release.archive("/bin/false"))
        run = self.told()
        self.assertTrue(run.said("told:"))
        self.assertEqual(len(self.release.server.asked), 1)


if __name__ == "__main__":
    unittest.main()
