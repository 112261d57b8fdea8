"""The sticky comment against Gitea, a real forge whose interface is like GitHub's. GITEA is its
binary, GITEA_SOURCE its source folder; script/real-servers makes both."""

import base64
import os
import pathlib
import subprocess
import tempfile
import time
import unittest
import urllib.error

from harness import LEAKS
from real_server import RealServer
from sticky_flow import StickyFlow

SETTINGS = """
RUN_MODE = prod
WORK_PATH = {folder}
[server]
HTTP_ADDR = 127.0.0.1
ROOT_URL = {url}
STATIC_ROOT_PATH = {source}
[database]
DB_TYPE = sqlite3
PATH = {folder}/gitea.db
[security]
INSTALL_LOCK = true
[indexer]
ISSUE_INDEXER_TYPE = db
"""


class Gitea(StickyFlow):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="leakgate-gitea-", ignore_cleanup_errors=True)
        cls.addClassCleanup(folder.cleanup)
        cls.home = pathlib.Path(folder.name)
        cls.settings = cls.home / "app.ini"
        text = SETTINGS.format(
            folder=cls.home, url="http://127.0.0.1/", source=os.environ["GITEA_SOURCE"]
        )
        cls.settings.write_text(text)
        cls.environment = os.environ | {
            "HOME": str(cls.home),
            # It refuses to run as root otherwise.
            "GITEA_I_AM_BEING_UNSAFE_RUNNING_AS_ROOT": "true",
        }
        cls.gitea("migrate")
        cls.token = cls.user("gate", "--admin")
        cls.other = cls.user("reader")
        web = [os.environ["GITEA"], "web", "--config", str(cls.settings), "--port", "{port}"]
        started = "Starting new Web server"
        server = RealServer(web, lambda text: started in text, env=cls.environment)
        cls.addClassCleanup(server.stop)
        cls.address = server.url + "/api/v1"

    @classmethod
    def gitea(cls, *words):
        line = [os.environ["GITEA"], *words, "--config", str(cls.settings)]
        run = subprocess.run(
            line, env=cls.environment, cwd=cls.home, capture_output=True, text=True
        )
        if run.returncode != 0:
            raise RuntimeError(f"{words}: {run.stdout}{run.stderr}")
        return run.stdout

    @classmethod
    def user(cls, name, *more):
        create = ["--username", name, "--password", "long-enough-1", "--email", f"{name}@x.example"]
        cls.gitea("admin", "user", "create", *create, "--must-change-password=false", *more)
        token = ["--username", name, "--token-name", "t", "--scopes", "all", "--raw"]
        return cls.gitea("admin", "user", "generate-access-token", *token).split()[-1]

    def pull_request(self, name):
        """A repository with a pull request that adds a file."""
        self.repository = f"gate/{name}"
        create = {"name": name, "auto_init": True, "default_branch": "main"}
        self.wait_for(lambda: self.call("POST", "/user/repos", create))
        text = base64.b64encode(b"package shop\n").decode()
        change = {"content": text, "message": "change", "new_branch": "change"}
        self.call("POST", f"/repos/{self.repository}/contents/shop.go", change)
        pull = {"head": "change", "base": "main", "title": "Change"}
        return self.call("POST", f"/repos/{self.repository}/pulls", pull)["number"]

    @staticmethod
    def wait_for(act):
        for _ in range(100):
            try:
                return act()
            except urllib.error.HTTPError:
                raise
            except OSError:
                time.sleep(0.2)
        return act()

    def test_the_comment_lives(self):
        self.pull = self.pull_request("lives")
        path = f"/repos/{self.repository}/issues/{self.pull}/comments"
        for number in range(40):
            self.call("POST", path, {"body": f"me too {number}"}, token=self.other)
        self.live()

    def test_a_token_that_may_not_write(self):
        self.pull = self.pull_request("guarded")
        self.call("PATCH", f"/repos/{self.repository}", {"private": True})
        real, self.token = self.token, self.other
        run = self.bring(LEAKS, 1, 1)
        self.token = real
        self.assertRegex(self.only(run.said("github-comment")), "40[34]")
        self.assertEqual(self.comments(), [])

    def test_a_forged_marker(self):
        self.pull = self.pull_request("forged")
        self.bring(LEAKS, 100, 1)
        path = f"/repos/{self.repository}/issues/{self.pull}/comments"
        ours = self.only(self.comments())
        self.call("DELETE", f"/repos/{self.repository}/issues/comments/{ours['id']}")
        self.call("POST", path, {"body": ours["body"]}, token=self.other)
        self.bring(LEAKS, 101, 1)
        self.assertEqual(len(self.comments()), 2)


if __name__ == "__main__":
    unittest.main()
