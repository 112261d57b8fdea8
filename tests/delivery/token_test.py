"""The token reaches the server and nothing else: no test, no child, no file, no core."""

import os
import pathlib
import subprocess
import time

import fake_github
import fake_gitlab
from harness import LEAKGATE, LEAKS, Scenario, main

# Prints what a test can see of the environments of the processes between it and the binary, and no
# further up: whose they are is unknown, and what they hold is nobody's business.
SPY = """package spy

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestLook(t *testing.T) {
	fmt.Printf("MINE %q\\n", os.Environ())
	last := os.Getenv("SPY_LAST")
	for pid, name := os.Getppid(), ""; pid > 1 && name != last; {
		folder := fmt.Sprintf("/proc/%d/", pid)
		name, _ = os.Readlink(folder + "exe")
		environ, err := os.ReadFile(folder + "environ")
		line, _ := os.ReadFile(folder + "cmdline")
		fmt.Printf("PARENT %s %q %q %v\\n", name, environ, line, err)
		status, _ := os.ReadFile(folder + "status")
		_, after, _ := strings.Cut(string(status), "PPid:")
		fmt.Sscan(after, &pid)
		if os.IsPermission(err) {
			fmt.Println("PARENT " + last + " shows nothing")
			break
		}
	}
	go func() { select {} }()
}
"""
GOLANG = ("PATH", "HOME", "GOROOT", "GOPATH", "GOCACHE", "GOMODCACHE", "GOPROXY", "GOFLAGS")


class Token(Scenario):
    def spy_module(self):
        module = self.folder / "spy"
        module.mkdir()
        (module / "go.mod").write_text("module example.com/spy\n\ngo 1.24\n")
        (module / "spy_test.go").write_text(SPY)
        return module

    def gate(self, environment, *words):
        golang = subprocess.run(
            ["go", "env", *GOLANG[2:]], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        known = {k: v for k, v in zip(GOLANG[2:], golang) if v}
        known["SPY_LAST"] = os.path.realpath(LEAKGATE)
        usual = ["-C", str(self.folder / "spy"), "--no-cache", "--confirm=off", "--settle=100ms"]
        self.spy_module()
        return self.finish(
            self.start(["test", *usual, *words, "-v", "./..."], known | environment), 200
        )

    def assert_looked(self, run):
        self.assertEqual(run.code, 1, run.err)
        self.assertIn("MINE [", run.out)
        self.assertIn(f"PARENT {os.path.realpath(LEAKGATE)} ", run.out)

    @staticmethod
    def wait_for_call(server, process):
        while not server.calls() and process.poll() is None:
            time.sleep(0.01)

    def test_no_child_has_it(self):
        server = self.github()
        environment = self.github_environment(server, LEAKGATE_GITHUB_TOKEN=fake_github.TOKEN)
        del environment["GITHUB_TOKEN"]
        run = self.gate(environment, "--report", "github-comment")
        self.assert_looked(run)
        self.only(server.forge.comments)

    def test_no_child_has_the_common_one(self):
        server = self.github()
        run = self.gate(self.github_environment(server), "--report", "github-comment")
        self.assert_looked(run)
        self.only(server.forge.comments)

    def test_no_child_has_it_when_both_are_the_same(self):
        server = self.github()
        environment = self.github_environment(server, LEAKGATE_GITHUB_TOKEN=fake_github.TOKEN)
        environment["GITHUB_TOKEN"] = "of the tests themselves"
        run = self.gate(environment, "--report", "github")
        self.assert_looked(run)
        self.assertIn("GITHUB_TOKEN=of the tests themselves", run.out)

    def test_no_child_has_one_of_gitlab(self):
        server = self.gitlab()
        environment = self.gitlab_environment(server, LEAKGATE_GITLAB_TOKEN=fake_gitlab.TOKEN)
        del environment["GITLAB_TOKEN"]
        run = self.gate(environment, "--report", "gitlab-note")
        self.assert_looked(run)
        self.only(server.forge.notes)

    def test_our_own_variable_is_taken_whatever_is_reported(self):
        environment = {
            "LEAKGATE_GITHUB_TOKEN": fake_github.TOKEN,
            "LEAKGATE_GITLAB_TOKEN": fake_gitlab.TOKEN,
        }
        self.assert_looked(self.gate(environment, "--report", f"json={self.folder}/r.json"))

    def test_while_it_waits_nobody_reads_its_memory(self):
        server = self.github()
        server.fail("GET .*/comments$", sleep=3)
        process = self.start_report(LEAKS, "github-comment", self.github_environment(server))
        self.wait_for_call(server, process)
        environ = pathlib.Path(f"/proc/{process.pid}/environ")
        line = pathlib.Path(f"/proc/{process.pid}/cmdline")
        try:
            seen = environ.read_text() + line.read_text()
        except PermissionError:
            seen = ""
        self.finish(process)
        self.assertNotIn(fake_github.TOKEN, seen)

    def test_a_crash_leaves_it_in_no_core_file(self):
        """Skipped where the system keeps core files elsewhere or nowhere."""
        pattern = pathlib.Path("/proc/sys/kernel/core_pattern").read_text().strip()
        if pattern.startswith("|") or "/" in pattern:
            self.skipTest(f"core files go elsewhere: {pattern}")
        server = self.github()
        server.fail("GET .*/comments$", sleep=3)
        environment = self.github_environment(server)
        words = [LEAKGATE, "report", LEAKS, "--report", "github-comment"]
        shell = ["bash", "-c", 'ulimit -c unlimited; exec "$@"', "-", *words]
        process = subprocess.Popen(
            shell,
            env=environment | {"PATH": "/usr/bin:/bin"},
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self.wait_for_call(server, process)
        process.send_signal(6)
        self.assertEqual(process.wait(), -6)
        # What is written is read after the scenario, as every file is.


if __name__ == "__main__":
    main()
