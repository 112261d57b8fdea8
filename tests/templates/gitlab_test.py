"""Runs the job of GitLab with `gitlab-ci-local`, on this machine and without Docker.

LEAKGATE is the binary, SOURCE leakgate's repository. The module includes the template as a
project does, with inputs. Only the compilation is left out (project.py).
"""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as xml

import project
import release
import tools

SOURCE = pathlib.Path(os.environ["SOURCE"])
LEAKGATE = os.environ["LEAKGATE"]

sys.path.insert(0, str(SOURCE / "tests" / "delivery"))
import fake_gitlab  # noqa: E402
from fake_server import FakeServer  # noqa: E402

CI_LOCAL = tools.from_npm("gitlab-ci-local", "gitlab-ci-local@4.61.0")
for program in ("git", "go", "rsync"):
    tools.need(program)

INCLUDE = """
include:
  - local: leakgate.yml
    inputs:
      source: {source}
      args: --confirm=off --settle=200ms
      {more}
"""

COMPONENT = """
include:
  - component: gitlab.example.com/acme/shop/{name}@{commit}
    inputs:
      args: --confirm=off --settle=200ms
      {more}
"""


class Run:
    """What one run of the job said. Each line of its log has the job in front."""

    def __init__(self, process):
        self.code = process.returncode
        self.log = process.stdout

    def said(self, text):
        return text in self.log


class Gitlab(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="leakgate-gitlab-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.leakgate = project.leakgate(self.folder / "leakgate", SOURCE, LEAKGATE)
        project.commit(self.leakgate, "https://gitlab.example.com/tools/leakgate.git")

    def module(self, make, more=""):
        module = make(self.folder / "module")
        shutil.copy(SOURCE / "templates/leakgate.yml", module)
        include = INCLUDE.format(source=f"file://{self.leakgate}", more=more)
        (module / ".gitlab-ci.yml").write_text(include)
        project.commit(module, "https://gitlab.example.com/acme/shop.git")
        return module

    def leaky(self, folder):
        return project.leaky(folder, SOURCE)

    def run_job(self, module, words=("leakgate",), **variables):
        # The tool says that it is not GitLab; the build cache of this machine saves a minute.
        variables = {"GITLAB_CI": "true", "GOCACHE": tools.go_env("GOCACHE")} | variables
        line = [CI_LOCAL, "--force-shell-executor", "--no-color", *words]
        for name, value in variables.items():
            line += ["--variable", f"{name}={value}"]
        environment = dict(os.environ, HOME=str(self.folder / "home"), GOFLAGS="",
                           GOMODCACHE=tools.go_env("GOMODCACHE"))
        process = subprocess.run(line, cwd=module, env=environment, text=True, timeout=500,
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        log = tools.FOLDER / f"{self.id()}.log"
        log.write_text(process.stdout)
        print(f"the log is {log}")
        return Run(process)

    def assert_reports(self, module, outcome, findings):
        """They are there under the names that GitLab is told."""
        self.assertEqual(json.loads((module / "leakgate.json").read_text())["outcome"], outcome)
        quality = json.loads((module / "gl-code-quality-report.json").read_text())
        self.assertEqual(len(quality), findings)
        failures = list(xml.parse(module / "leakgate.xml").getroot().iter("failure"))
        self.assertEqual(bool(failures), findings > 0)
        self.assertTrue((module / "leakgate-metrics.txt").read_text().endswith("# EOF\n"))
        self.assertIn("<!DOCTYPE html>", (module / "leakgate.html").read_text())

    def test_a_module_that_leaks(self):
        """Without a token nothing is posted, and nothing is missing."""
        module = self.module(self.leaky)
        run = self.run_job(module)
        self.assertTrue(run.said("FAIL 1"))
        self.assertNotEqual(run.code, 0)
        self.assert_reports(module, "leaks", 4)

    def test_a_clean_module(self):
        """With the template's own cache; the binary is built once."""
        module = self.module(project.clean)
        cache = tools.build_cache(module / ".cache/go-build")
        run = self.run_job(module, GOCACHE=str(cache), LEAKGATE_GITLAB_TOKEN=fake_gitlab.TOKEN)
        self.assertEqual(run.code, 0)
        self.assertTrue(run.said("build: done"))
        self.assertTrue((cache / "leakgate").is_dir())
        self.assert_reports(module, "pass", 0)
        run = self.run_job(module, GOCACHE=str(cache))
        self.assertEqual(run.code, 0)
        self.assertFalse(run.said("build: done"))

    def component(self, make, name, more="image: golang:1.27-alpine"):
        """A module that includes the component NAME, as a project does that has the release."""
        self.release = release.Release(self.folder / "release", SOURCE, LEAKGATE)
        self.addCleanup(self.release.server.close)
        module = make(self.folder / "module")
        shutil.copytree(SOURCE / "templates", module / "templates")
        project.commit(module, "https://gitlab.example.com/acme/shop.git")
        self.include(module, name, more)
        return module

    def include(self, module, name, more):
        """The component of the module's own commit, which is the only one that can be had here."""
        commit = subprocess.run(["git", "-C", module, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
        (module / ".gitlab-ci.yml").write_text(COMPONENT.format(name=name, commit=commit.stdout.strip(), more=more))

    def pins(self, install=None):
        return {"LEAKGATE_URL": self.release.server.url,
                "LEAKGATE_INSTALL_SHA256": install or self.release.digest("install.sh")}

    def test_the_component_with_a_release(self):
        module = self.component(self.leaky, "leakgate")
        self.assertTrue(self.run_job(module, LEAKGATE_URL="").said("leakgate: no release"))
        run = self.run_job(module, **self.pins(install="0" * 64))
        self.assertNotEqual(run.code, 0)
        self.assertFalse((module / "leakgate.json").exists())
        run = self.run_job(module, **self.pins())
        self.assertTrue(run.said("FAIL 1"))
        self.assert_reports(module, "leaks", 4)
        self.release.server.asked.clear()
        (module / ".cache/leakgate/archive").stat()
        self.run_job(module, **self.pins())
        self.assertFalse(any("tar.gz" in path for path in self.release.server.asked))

    def test_the_commit_that_mends_it(self):
        """Red, and the next commit of the same repository is green, with reports both times."""
        more = "allow_failure: false"
        module = self.component(project.small, "leakgate", more)
        self.assertNotEqual(self.run_job(module, **self.pins()).code, 0)
        self.assert_reports(module, "leaks", 1)
        project.mend(module)
        self.include(module, "leakgate", more)
        run = self.run_job(module, **self.pins())
        self.assertEqual(run.code, 0, run.log)
        self.assert_reports(module, "pass", 0)

    def test_several_jobs_and_the_one_that_joins_them(self):
        """More jobs than packages; then one that leaves no result, which is no pass."""
        module = self.component(self.leaky, "parallel", "jobs: 4")
        run = self.run_job(module, [], **self.pins())
        self.assertNotEqual(run.code, 0)
        self.assert_reports(module, "leaks", 4)
        self.assertTrue(run.said("3 packages"), run.log)
        self.release.server.close()

    def test_a_part_without_a_result_is_no_pass(self):
        module = self.component(project.clean, "parallel", "jobs: 2")
        run = self.run_job(module, [], **self.pins())
        self.assertEqual(run.code, 0, run.log)
        self.assert_reports(module, "pass", 0)
        template = module / "templates/parallel.yml"
        template.write_text(template.read_text().replace("code=0\n", 'rm -f "leakgate-$CI_NODE_INDEX.json"; exit 0\n'))
        (module / "leakgate-1.json").unlink()
        run = self.run_job(module, [], **self.pins())
        self.assertNotEqual(run.code, 0)
        self.assertTrue(run.said("no verdict, got no result of job 1 of 2"), run.log)

    def test_to_look_before_gating(self):
        module = self.module(self.leaky, "allow_failure: true")
        run = self.run_job(module)
        self.assertTrue(run.said("WARN 1"))
        self.assertEqual(run.code, 0)
        self.assert_reports(module, "leaks", 4)

    def test_a_merge_request(self):
        server = FakeServer(fake_gitlab.FakeGitlab(project.patches(SOURCE, "stock/pool_test.go")))
        server.__enter__()
        self.addCleanup(server.__exit__)
        run = self.run_job(
            self.module(self.leaky), CI_PIPELINE_SOURCE="merge_request_event",
            CI_API_V4_URL=server.url + "/api/v4", CI_COMMIT_SHA=fake_gitlab.SHAS["head_sha"],
            CI_MERGE_REQUEST_IID=str(fake_gitlab.MERGE_REQUEST),
            CI_MERGE_REQUEST_PROJECT_ID=str(fake_gitlab.PROJECT),
            CI_PROJECT_ID=str(fake_gitlab.PROJECT), LEAKGATE_GITLAB_TOKEN=fake_gitlab.TOKEN)
        self.assertTrue(run.said("FAIL 1"))
        marks = [note for note in server.forge.notes if "position" in note]
        notes = [note for note in server.forge.notes if "position" not in note]
        self.assertEqual([mark["position"]["new_path"] for mark in marks], ["stock/pool_test.go"])
        self.assertEqual(len(notes), 1)
        self.assertIn("TestTotalFails", notes[0]["body"])
        self.assertFalse(run.said(fake_gitlab.TOKEN))

    def test_a_damaged_template_is_refused(self):
        """Every run begins with GitLab's schema; a check that cannot fail is none."""
        module = self.module(project.clean)
        template = module / "leakgate.yml"
        template.write_text(template.read_text().replace("    reports:", "    report:"))
        self.assertNotEqual(self.run_job(module, ["--list-csv"]).code, 0)

    def test_where_it_runs(self):
        """In merge requests, and on the default branch, which they are compared with."""
        module = self.module(project.clean)
        for source, branch, runs in (("merge_request_event", "", True), ("push", "main", True),
                                     ("push", "change", False)):
            run = self.run_job(module, ["--list-csv"], CI_PIPELINE_SOURCE=source,
                               CI_COMMIT_BRANCH=branch, CI_DEFAULT_BRANCH="main")
            self.assertEqual(run.code, 0)
            self.assertEqual(run.said("leakgate;"), runs, (source, branch))


if __name__ == "__main__":
    unittest.main()
