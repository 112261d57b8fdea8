"""Every request that we make is one that the server's own description knows: the flows run against
the fake, and what it saw is sent again to prism, which checks it against GitHub's OpenAPI
description (@octokit/openapi), or against gitlab-openapi.json."""

import json
import pathlib
import re
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request

from gitlab_test import Gitlab
from harness import (
    CLEAN,
    FEWER,
    LEAKS,
    Scenario,
    added,
    golden,
    main,
    many,
    shown,
    workflow_run_event,
)
from real_server import RealServer

HERE = pathlib.Path(__file__).parent
BROKER, STOCK, RATES = "broker/hub_test.go", "stock/pool_test.go", "rates/client_test.go"


class Prism(RealServer):
    """Answers as the description says, or why the request is not one of it."""

    def __init__(self, description):
        line = ["prism", "mock", "-h", "127.0.0.1", "-p", "{port}", "--errors", str(description)]
        super().__init__(line, lambda text: "Prism is listening" in text)

    def judge(self, request):
        """What the description has against a request; empty: nothing."""
        sent = ("accept", "content-type", "private-token", "authorization", "user-agent")
        query = "?" + urllib.parse.urlencode(request.query) if request.query else ""
        again = urllib.request.Request(
            self.url + request.path + query,
            data=request.body.encode() or None,
            method=request.method,
            headers={name: request.headers[name] for name in sent if name in request.headers},
        )
        try:
            with urllib.request.urlopen(again, timeout=60) as answer:
                return self._violations(answer)
        except urllib.error.HTTPError as error:
            # A 500 is about the examples of the description, which break their own rules.
            refused = [f"{error.code}: {error.read()}"] if error.code < 500 else []
            return self._violations(error) + refused

    @staticmethod
    def _violations(answer):
        found = json.loads(answer.headers.get("sl-violations", "[]"))
        return [one["message"] for one in found if one["location"][0] == "request"]


class Described(Scenario):
    def assert_described(self, prism, requests, routes, damage):
        """All are accepted, each route is among them, and one whose body is damaged is not."""
        for request in requests:
            self.assertEqual(prism.judge(request), [], f"{request.line}\n{request.body}")
        for route in routes:
            self.assertTrue(any(re.search(route, r.line) for r in requests), f"none is {route}")
        for request in requests:
            if request.body:
                request.body = json.dumps(damage(request.json))
                self.assertNotEqual(prism.judge(request), [], f"{request.line}\n{request.body}")


class GithubDescription(Described):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="leakgate-openapi-")
        cls.addClassCleanup(folder.cleanup)
        part = pathlib.Path(folder.name) / "github.json"
        subprocess.run(["node", HERE / "openapi_subset.js", part], check=True)
        cls.prism = Prism(part)
        cls.addClassCleanup(cls.prism.stop)

    @staticmethod
    def damage(body):
        """A key that must be there has another name, a number is a text."""
        return {f"{k}_": str(v) for k, v in body.items()} | {"body": 42, "name": 42, "output": 42}

    def test_the_comment(self):
        server = self.github()
        for number in range(120):
            server.forge.add_comment(f"{number}")
        for number, result in enumerate((LEAKS, FEWER, CLEAN, golden("hostile"))):
            environment = self.github_environment(server, run_id=100 + number)
            self.report(result, "github-comment", environment)
        routes = [r"GET .*/issues/7/comments", r"POST .*/issues/7/comments", "PATCH .*/comments/"]
        self.assert_described(self.prism, server.calls(), routes, self.damage)

    def test_two_runs_at_once(self):
        server = self.github()
        server.fail(r"^GET .*/issues/7/comments$", times=2, meet=2)
        environment = self.github_environment(server)
        runs = [self.start_report(LEAKS, "github-comment", environment) for _ in range(2)]
        self.assertEqual([self.finish(run).code for run in runs], [1, 1])
        self.assert_described(self.prism, server.calls(), ["DELETE .*/comments/"], self.damage)

    def test_the_review(self):
        files = {BROKER: added(BROKER), STOCK: added(STOCK), RATES: shown(RATES, 1, 6)}
        server = self.github(files)
        for number, result in enumerate((LEAKS, FEWER, LEAKS, CLEAN)):
            environment = self.github_environment(server, run_id=100 + number)
            self.report(result, "github-review", environment)
        routes = [
            "GET .*/pulls/7/files",
            "GET .*/pulls/7/comments",
            "POST .*/pulls/7/reviews",
            "POST .*/pulls/7/comments",
            "PATCH .*/pulls/comments/",
        ]
        self.assert_described(self.prism, server.calls(), routes, self.damage)

    def test_a_refused_review(self):
        server = self.github({BROKER: added(BROKER), STOCK: added(STOCK)})
        server.fail("POST .*/reviews$", status=422, body={"message": "Line could not be resolved"})
        self.report(LEAKS, "github-review", self.github_environment(server))
        self.assert_described(self.prism, server.calls(), ["POST .*/pulls/7/"], self.damage)

    def test_the_check_run(self):
        server = self.github()
        for result in (LEAKS, CLEAN, golden("hostile"), golden("no_verdict"), many(self)):
            self.report(result, "github-check", self.github_environment(server))
        routes = ["POST .*/check-runs$", r"PATCH .*/check-runs/\d+$"]
        self.assert_described(self.prism, server.calls(), routes, self.damage)

    def test_the_pull_request_of_a_fork_is_looked_up(self):

        server = self.github()
        environment = self.github_environment(
            server, event=workflow_run_event(), GITHUB_EVENT_NAME="workflow_run"
        )
        self.report(LEAKS, "github-comment", environment)
        self.assert_described(self.prism, server.calls(), ["GET .*/pulls$"], self.damage)


class GitlabDescription(Described, Gitlab):
    @classmethod
    def setUpClass(cls):
        cls.prism = Prism(HERE / "gitlab-openapi.json")
        cls.addClassCleanup(cls.prism.stop)

    @staticmethod
    def damage(body):
        return {f"{key}_": value for key, value in body.items()}

    def described(self, server, routes):
        calls = server.calls()
        for call in calls:
            call.path = call.path.removeprefix(self.prefix())
        self.assert_described(self.prism, calls, routes, self.damage)

    @staticmethod
    def prefix():
        """prism serves the paths below the address of `servers`."""
        description = json.loads((HERE / "gitlab-openapi.json").read_text())
        known = any(path.startswith("/api/v4") for path in description["paths"])
        return "" if known else "/api/v4"

    def test_the_note(self):
        server = self.gitlab()
        for number, result in enumerate((LEAKS, FEWER, CLEAN, golden("hostile"))):
            self.note(server, result, run_id=100 + number)
        self.described(server, ["GET .*/notes$", "POST .*/notes$", r"PUT .*/notes/\d+$"])

    def test_two_runs_at_once(self):
        server = self.gitlab()
        server.fail(r"^GET .*/notes$", times=2, meet=2)
        environment = self.gitlab_environment(server)
        runs = [self.start_report(LEAKS, "gitlab-note", environment) for _ in range(2)]
        self.assertEqual([self.finish(run).code for run in runs], [1, 1])
        self.described(server, [r"DELETE .*/notes/\d+$"])

    def test_the_discussions(self):
        server = self.gitlab({BROKER: added(BROKER), STOCK: shown(STOCK, 28, 36)})
        for number, result in enumerate((LEAKS, FEWER, LEAKS, CLEAN)):
            self.discuss(server, result, run_id=100 + number)
        self.described(server, ["GET .*/versions", "POST .*/discussions$", "PUT .*/discussions/"])

    def test_a_request_without_a_token_is_refused(self):
        server = self.gitlab()
        self.note(server, LEAKS)
        call = server.calls("POST")[0]
        call.path = call.path.removeprefix(self.prefix())
        call.headers = {k: v for k, v in call.headers.items() if k != "private-token"}
        self.assertRegex(str(self.prism.judge(call)), "401")


if __name__ == "__main__":
    main()
