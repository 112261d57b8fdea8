"""Executes what the templates of the other CI systems run, the hook of git, and what a release writes into all of them."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import unittest

import project
import release
import steps
import tools

SOURCE = pathlib.Path(os.environ["SOURCE"])
LEAKGATE = os.environ["LEAKGATE"]
for program in ("git", "go", "curl"):
    tools.need(program)

# The same program, and less patience.
QUICK = """#!/bin/sh
command=$1
shift
[ "$command" = version ] || set -- --settle=200ms --confirm=off "$@"
exec "%s" "$command" "$@"
"""
COMMAND = re.compile(r"sh leakgate\.sh test [^'\n]*")
SYSTEMS = ("Jenkinsfile", "buildkite.yml") # the steps of the others are run below


class Anywhere(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="leakgate-anywhere-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        quick = self.folder / "quick"
        quick.write_text(QUICK % LEAKGATE)
        quick.chmod(0o755)
        self.release = release.Release(self.folder / "release", SOURCE, quick)
        self.addCleanup(self.release.server.close)
        self.environment = dict(os.environ, HOME=str(self.folder / "home"), GOFLAGS="", GOCACHE=tools.go_env("GOCACHE"),
                                GOMODCACHE=tools.go_env("GOMODCACHE"), GIT_CONFIG_GLOBAL=os.devnull)
        self.module = self.folder / "module"
        (self.module / "deep").mkdir(parents=True)
        (self.module / "go.mod").write_text("module example.com/m\n\ngo 1.24\n")
        (self.module / "deep/p_test.go").write_text(project.LEAKS)
        self.templates = self.pinned()
        shutil.copy(self.templates / "ci-templates/leakgate.sh", self.module)

    def pinned(self):
        """The templates as script/release leaves them."""
        folder = self.folder / "pinned"
        for name in ("ci-templates", "templates"):
            shutil.copytree(SOURCE / name, folder / name)
        subprocess.run([sys.executable, "-B", SOURCE / "script/dist/pin.py", release.VERSION, self.release.server.url,
                        self.release.folder, folder / "ci-templates", folder / "templates"], check=True)
        return folder

    def shell(self, command, **variables):
        return subprocess.run(["sh", "-c", command], cwd=self.module, env=self.environment | variables, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=300)

    def test_what_each_system_runs(self):
        asked = 0
        for name in SYSTEMS:
            text = (self.templates / "ci-templates" / name).read_text()
            [command] = COMMAND.findall(text)
            for test, code in ((project.LEAKS, 1), (project.MENDED, 0)):
                (self.module / "deep/p_test.go").write_text(test)
                run = self.shell(command)
                self.assertEqual(run.returncode, code, f"{name}: {run.stdout}")
                self.assertEqual("LEAK" in run.stdout, code == 1)
                for report in re.findall(r"--report \w+=(\S+)", command):
                    (self.module / report).unlink()
                    # What it keeps is the file.
                    self.assertIn(report, text.replace(command, ""), f"{name}: {report} is not kept")
            # Fetched once.
            asked = asked or len(self.release.server.asked)
            self.assertEqual(len(self.release.server.asked), asked)

    def test_the_steps_of_a_job(self):
        """Red, and its reports are kept all the same; green once it is mended, by the program that the cache has."""
        home = self.folder / "home"
        for name, run_steps in (("circleci.yml", steps.circleci), ("azure-pipelines.yml", steps.azure)):
            text = (self.templates / "ci-templates" / name).read_text()
            shutil.rmtree(home, ignore_errors=True)
            for folder in (".cache", "go"):
                (home / folder).mkdir(parents=True)
            environment = {key: value for key, value in self.environment.items() if key not in ("GOCACHE", "XDG_CACHE_HOME")}
            (home / ".cache/go-build").symlink_to(tools.go_env("GOCACHE")) # where Go has it without a word
            asked = []
            for test, code in ((project.LEAKS, 1), (project.MENDED, 0)):
                (self.module / "deep/p_test.go").write_text(test)
                shutil.rmtree(self.module / "leakgate", ignore_errors=True)
                job = run_steps(text, self.module, environment)
                self.assertEqual(job.code, code, f"{name}: {job.log}")
                self.assertEqual("LEAK" in job.log, code == 1)
                self.assertEqual(job.kept, {f"leakgate/leakgate.{kind}" for kind in ("xml", "json", "html")}, name)
                asked.append(len(self.release.server.asked))
                for path in job.cached:
                    self.assertTrue(any(path.iterdir()), f"{name}: {path} is empty")
            self.assertTrue(any(list(path.rglob("leakgate")) for path in job.cached), f"{name}: leakgate is fetched each time")
            self.assertEqual(asked[0], asked[1])

    def test_the_script_refuses_what_was_not_released(self):
        with (self.release.folder / "install.sh").open("a") as file:
            file.write("echo other\n")
        run = self.shell("sh leakgate.sh version")
        self.assertEqual(run.returncode, 2)
        self.assertIn("not what was released", run.stdout)
        (self.release.folder / "install.sh").unlink()
        self.assertIn("could not be downloaded", self.shell("sh leakgate.sh version").stdout)
        shutil.copy(SOURCE / "ci-templates/leakgate.sh", self.module)
        self.assertEqual(self.shell("sh leakgate.sh version").returncode, 2)

    def test_the_script_where_an_archive_is_another(self):
        for archive in self.release.archives.values():
            self.release.server.faults[archive] = "damaged"
        run = self.shell("sh leakgate.sh test ./...")
        self.assertEqual(run.returncode, 2)
        self.assertIn("could not be installed", run.stdout)
        self.release.server.faults.clear()
        self.assertEqual(self.shell("sh leakgate.sh version").returncode, 0)

    def git(self, *words, folder=None):
        return subprocess.run(["git", "-c", "user.name=t", "-c", "user.email=t@example.com", *words],
                              cwd=folder or self.module, env=self.environment, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, check=False, timeout=300)

    def push(self, message):
        for words in (["add", "."], ["commit", "--quiet", "--allow-empty", "--message", message]):
            self.assertEqual(self.git(*words).returncode, 0)
        return self.git("push", "origin", "HEAD:main")

    def test_the_hook(self):
        self.assertEqual(self.git("init", "--quiet", "--bare", str(self.folder / "bare.git")).returncode, 0)
        project.commit(self.module, str(self.folder / "bare.git"))
        hook = self.module / ".git/hooks/pre-push"
        shutil.copy(SOURCE / "ci-templates/pre-push", hook)
        hook.chmod(0o755)
        run = self.push("leaks")
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("LEAK", run.stdout)
        (self.module / "deep/p_test.go").write_text(project.MENDED)
        run = self.push("mended")
        self.assertEqual(run.returncode, 0, run.stdout)
        (self.module / "README").write_text("words")
        run = self.push("no Go")
        self.assertEqual(run.returncode, 0, run.stdout)
        self.assertNotIn("leakgate:", run.stdout)
        (self.module / "other").mkdir()
        (self.module / "other/p_test.go").write_text(project.LEAKS)
        self.assertIn("other/p_test.go:7", self.push("leaks elsewhere").stdout)
        self.assertEqual(self.git("push", "--quiet", "--no-verify", "origin", "HEAD:main").returncode, 0)
        shutil.rmtree(self.module / "other")
        run = self.push("a folder less")
        self.assertEqual(run.returncode, 0, run.stdout)

    def test_the_hook_without_leakgate(self):
        """A guard that cannot start is not off."""
        self.assertEqual(self.git("init", "--quiet", "--bare", str(self.folder / "bare.git")).returncode, 0)
        (self.module / "leakgate.sh").unlink()
        project.commit(self.module, str(self.folder / "bare.git"))
        shutil.copy(SOURCE / "ci-templates/pre-push", self.module / ".git/hooks/pre-push")
        run = self.git("push", "origin", "HEAD:main")
        self.assertNotEqual(run.returncode, 0)
        self.assertIn("leakgate: not found", run.stdout)

    def test_a_release_is_written_into_every_template(self):
        for path in sorted(self.templates.rglob("*")):
            text = path.read_text() if path.is_file() and path.suffix != ".md" else ""
            if re.search(r"LEAKGATE_URL(:|=) *'", text):
                self.assertIn(f"'{self.release.server.url}'", text, path)
                self.assertIn(f"'{self.release.digest('install.sh')}'", text, path)
        digests = dict(re.findall(r"(?m)^(\w+)=(.*)$", (self.templates / "ci-templates/digests").read_text()))
        self.assertEqual(digests, self.release.values())
        tool = tomllib.loads((self.templates / "ci-templates/mise.toml").read_text())["tools"]["http:leakgate"]
        self.assertEqual(tool["version"], release.VERSION)
        for name, arch in (("linux-x64", "x86_64"), ("linux-arm64", "aarch64")):
            archive = self.release.archives[arch]
            self.assertEqual(tool["platforms"][name], {"url": f"{self.release.server.url}/{archive}",
                                                       "checksum": f"sha256:{self.release.digest(archive)}"})

    def test_what_the_release_workflow_publishes(self):
        """Its last two steps: the digests are in the commit of the tag, and nowhere else."""
        text = (SOURCE / ".github/workflows/release.yml").read_text()
        steps = [re.sub(r"(?m)^ {10}", "", block) for block in re.findall(r"run: \|\n((?: {10}.*\n)+)", text)]
        self.assertEqual(len(steps), 2)
        work, bare = self.folder / "checkout", self.folder / "bare.git"
        work.mkdir()
        for name in ("ci-templates", "templates"):
            shutil.copytree(SOURCE / name, work / name)
        self.assertEqual(self.git("init", "--quiet", "--bare", str(bare)).returncode, 0)
        project.commit(work, str(bare))
        self.git("push", "--quiet", "origin", "main", folder=work)
        for name in ("ci-templates", "templates"):
            shutil.rmtree(work / name)
            shutil.copytree(self.templates / name, work / name)
        shutil.copytree(self.release.folder, work / "release")
        for name in ("a.deb", "a.spdx.json", "Dockerfile", "notes.md"):
            (work / "release" / name).write_text(name)
        (work / "release/digests.patch").write_text(self.git("diff", "--", "ci-templates", "templates", folder=work).stdout)
        self.git("checkout", "--quiet", ".", folder=work)
        (self.folder / "gh").write_text('#!/bin/sh\necho "gh $*"\nfor word; do case $word in release/*) [ -f "$word" ] || exit 1 ;; esac; done\n')
        (self.folder / "gh").chmod(0o755)
        path = f"{self.folder}:{os.environ['PATH']}"
        for step in steps:
            run = subprocess.run(["bash", "-eo", "pipefail", "-c", step], cwd=work, text=True, check=False,
                                 env=self.environment | {"VERSION": release.VERSION, "PATH": path},
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            self.assertEqual(run.returncode, 0, run.stdout)
        self.assertIn(f"gh release create v{release.VERSION} --verify-tag", run.stdout)
        for tree, there in ((f"v{release.VERSION}", True), ("main", False)):
            shown = self.git("show", f"{tree}:ci-templates/digests", folder=bare).stdout
            self.assertEqual(self.release.digest(self.release.archives["x86_64"]) in shown, there, tree)

    def test_the_repository_has_one_release_everywhere(self):
        """What is committed names one release, or none."""
        found = {kind: set() for kind in ("URL", "INSTALL_SHA256")}
        for folder in ("ci-templates", "templates"):
            for path in sorted((SOURCE / folder).iterdir()):
                for kind, value in re.findall(r"\bLEAKGATE_(URL|INSTALL_SHA256)(?:: |=| = )'([^'\n]*)'", path.read_text()):
                    found[kind].add(value)
        self.assertEqual([len(values) for values in found.values()], [1, 1], found)


if __name__ == "__main__":
    unittest.main()
