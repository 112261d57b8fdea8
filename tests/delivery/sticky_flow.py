"""The life of a sticky comment on a server that is not ours: created, left, updated, cleared."""

import json
import urllib.request

from harness import CLEAN, FEWER, LEAKS, Scenario, github_event


class StickyFlow(Scenario):
    """A subclass has `address` (of the interface), `token`, `repository` and `pull` (a number)."""


    def call(self, method, path, body=None, token=None):
        request = urllib.request.Request(
            self.address + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Authorization": f"token {token or self.token}",
                "Content-Type": "application/json",
            },
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.loads(answer.read() or "null")

    def comments(self):
        path = f"/repos/{self.repository}/issues/{self.pull}/comments?per_page=100"
        return self.call("GET", path)

    def bring(self, result, run_id, code):
        event = github_event(number=self.pull)
        event["repository"]["full_name"] = self.repository
        environment = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_API_URL": self.address,
            "GITHUB_SERVER_URL": self.address.split("/api/")[0],
            "GITHUB_REPOSITORY": self.repository,
            "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
            "GITHUB_REF": f"refs/pull/{self.pull}/merge",
            "GITHUB_SHA": "f" * 40,
            "GITHUB_RUN_ID": str(run_id),
            "GITHUB_RUN_ATTEMPT": "1",
            "GITHUB_JOB": "test",
            "GITHUB_WORKFLOW": "ci",
            "GITHUB_TOKEN": self.token,
        }
        (self.folder / "event.json").write_text(json.dumps(event))
        run = self.report(result, "github-comment", environment)
        self.assertEqual(run.code, code, run.err)
        return run

    def live(self):
        before = len(self.comments())
        self.bring(CLEAN, 100, 0)
        self.assertEqual(len(self.comments()), before)
        self.bring(LEAKS, 101, 1)
        self.bring(LEAKS, 101, 1)
        created = self.comments()[-1]
        self.assertEqual(len(self.comments()), before + 1)
        self.assertIn("TestTotalFails", created["body"])
        self.bring(FEWER, 102, 1)
        updated = self.comments()[-1]
        self.assertEqual(updated["id"], created["id"])
        self.assertNotIn("TestTotalFails", updated["body"])
        self.assertIn("TestUnsubscribe", updated["body"])
        self.bring(CLEAN, 103, 0)
        cleared = self.comments()[-1]
        self.assertEqual(cleared["id"], created["id"])
        self.assertNotIn("TestUnsubscribe", cleared["body"])
        self.bring(LEAKS, 102, 1)
        self.assertEqual(self.comments()[-1]["body"], cleared["body"])
