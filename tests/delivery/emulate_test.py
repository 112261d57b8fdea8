"""The sticky comment against `emulate`, a GitHub that others wrote (npm)."""

import pathlib
import tempfile
import unittest

from real_server import RealServer
from sticky_flow import StickyFlow

SEED = """
tokens:
  test_token_user1: {login: octocat, scopes: [repo, user]}
  test_token_user2: {login: hubot, scopes: [repo, user]}
github:
  users: [{login: octocat, name: Octocat}, {login: hubot, name: Hubot}]
  repos: [{owner: octocat, name: hello-world, auto_init: true}]
"""


class Emulate(StickyFlow):
    token = "test_token_user1"
    repository = "octocat/hello-world"

    def test_the_comment_lives(self):
        folder = tempfile.TemporaryDirectory(prefix="leakgate-emulate-")
        self.addCleanup(folder.cleanup)
        seed = pathlib.Path(folder.name) / "seed.yaml"
        seed.write_text(SEED)
        line = ["emulate", "start", "--service", "github", "--port", "{port}", "--seed", str(seed)]
        # Its pages are linked by this name.
        server = RealServer(line, lambda text: "test_token_user2" in text, host="localhost")
        self.addCleanup(server.stop)
        self.address = server.url
        issue = {"title": "stands for a pull request: both have the same comments"}
        self.pull = self.call("POST", f"/repos/{self.repository}/issues", issue)["number"]
        path = f"/repos/{self.repository}/issues/{self.pull}/comments"
        for number in range(130):
            self.call("POST", path, {"body": f"me too {number}"}, token="test_token_user2")
        self.live()

    def comments(self):
        path = f"/repos/{self.repository}/issues/{self.pull}/comments?per_page=100"
        return self.call("GET", path) + self.call("GET", path + "&page=2")


if __name__ == "__main__":
    unittest.main()
