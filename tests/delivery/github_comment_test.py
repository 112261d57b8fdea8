"""The sticky comment of a pull request, from the binary's start to its end."""

import re

from fake_github import BOT, COMMENT_LIMIT, HEAD, OTHER_TOKEN, PERSON
from harness import CLEAN, FEWER, LEAKS, Scenario, golden, main, many, workflow_run_event

LIST = r"^GET .*/issues/7/comments$"
CREATE = r"^POST .*/issues/7/comments$"
UPDATE = r"^PATCH .*/issues/comments/"
WRITE = r"^(POST|PATCH|DELETE) "


class GithubComment(Scenario):
    def comment(self, server, result, **environment):
        return self.report(result, "github-comment", self.github_environment(server, **environment))

    def test_a_comment_is_created(self):
        server = self.github()
        run = self.comment(server, LEAKS)
        self.assertEqual(run.code, 1)
        comment = self.only(server.forge.comments)
        self.assertRegex(comment["body"], r"\A<!-- leakgate [^\n]*-->\n")
        for part in ("TestTotalFails", "stock/pool.go:25", "TestUnsubscribe", HEAD[:7]):
            self.assertIn(part, comment["body"])
        self.assertEqual(len(server.calls(CREATE)), 1)
        for call in server.calls():
            self.assertEqual(call.headers["accept"], "application/vnd.github+json")
            self.assertEqual(call.headers["x-github-api-version"], "2022-11-28")
            self.assertIn("leakgate", call.headers["user-agent"])
        self.assertEqual(run.summary, "")

    def test_it_is_updated_in_place(self):
        server = self.github()
        self.comment(server, LEAKS)
        before = dict(self.only(server.forge.comments))
        self.comment(server, FEWER, run_id=101)
        after = self.only(server.forge.comments)
        self.assertEqual(after["id"], before["id"])
        self.assertIn("TestTotalFails", before["body"])
        self.assertNotIn("TestTotalFails", after["body"])

    def test_the_same_again_changes_nothing(self):
        server = self.github()
        self.comment(server, LEAKS)
        writes = len(server.calls(WRITE))
        run = self.comment(server, LEAKS)
        self.assertEqual(run.code, 1)
        self.assertEqual(len(server.calls(WRITE)), writes)

    def test_when_the_leaks_are_gone_it_says_so(self):
        server = self.github()
        self.comment(server, LEAKS)
        run = self.comment(server, CLEAN, run_id=101)
        self.assertEqual(run.code, 0)
        body = self.only(server.forge.comments)["body"]
        self.assertNotIn("TestTotalFails", body)
        self.assertRegex(body, r"(?i)all clear|no leak")
        self.comment(server, LEAKS, run_id=102)
        self.assertIn("TestTotalFails", self.only(server.forge.comments)["body"])

    def test_nothing_is_posted_when_nothing_is_wrong(self):
        server = self.github()
        run = self.comment(server, CLEAN)
        self.assertEqual((run.code, server.forge.comments), (0, []))
        self.assertEqual(server.calls(WRITE), [])

    def test_each_job_has_a_comment_of_its_own(self):
        server = self.github()
        for key in ("linux", "windows"):
            environment = self.github_environment(server)
            self.report(LEAKS, "github-comment", environment, "--comment-key", key)
        self.assertEqual(len(server.forge.comments), 2)
        environment = self.github_environment(server, run_id=101)
        self.report(CLEAN, "github-comment", environment, "--comment-key", "linux")
        self.assertEqual(len(server.forge.comments), 2)
        red = [c for c in server.forge.comments if "TestTotalFails" in c["body"]]
        self.assertIn("windows", self.only(red)["body"].split("\n")[0])

    def test_the_names_of_workflow_and_job_are_the_key_otherwise(self):
        server = self.github()
        self.comment(server, LEAKS, GITHUB_JOB="linux")
        self.comment(server, LEAKS, GITHUB_JOB="windows")
        self.assertEqual(len(server.forge.comments), 2)

    def test_two_runs_at_once_leave_one_comment_of_the_newer(self):
        server = self.github()
        server.fail(LIST, times=2, meet=2)
        runs = [(LEAKS, 100), (FEWER, 101)]
        processes = [
            self.start_report(
                result, "github-comment", self.github_environment(server, run_id=run_id)
            )
            for result, run_id in runs
        ]
        self.assertEqual([self.finish(process).code for process in processes], [1, 1])
        self.assertEqual(len(server.calls(CREATE)), 2)
        self.assertNotIn("TestTotalFails", self.only(server.forge.comments)["body"])

    def test_an_older_run_does_not_overwrite(self):
        server = self.github()
        self.comment(server, FEWER, run_id=101)
        writes = len(server.calls(WRITE))
        run = self.comment(server, CLEAN, run_id=100)
        self.assertEqual(run.code, 0)
        self.assertEqual(len(server.calls(WRITE)), writes)
        self.comment(server, CLEAN, run_id=101, GITHUB_RUN_ATTEMPT="2")
        self.assertEqual(len(server.calls(WRITE)), writes + 1)

    def test_the_comment_is_found_on_the_third_page(self):
        server = self.github()
        for number in range(250):
            server.forge.add_comment(f"me too, {number}")
        self.comment(server, LEAKS)
        for number in range(250):
            server.forge.add_comment(f"bump, {number}")
        self.comment(server, FEWER, run_id=101)
        ours = [c for c in server.forge.comments if c["user"] == BOT]
        self.assertNotIn("TestTotalFails", self.only(ours)["body"])

    def test_a_marker_of_somebody_else_is_ignored(self):
        """Also of a run far in the future, which would silence ours."""
        server = self.github()
        self.comment(server, LEAKS)
        body = server.forge.comments.pop()["body"]
        forged = server.forge.add_comment(body.replace("run=100 ", "run=999999999 "))
        before = dict(forged)
        self.assertIn("run=999999999 ", forged["body"])
        self.comment(server, FEWER, run_id=101)
        self.assertEqual(len(server.forge.comments), 2)
        self.assertEqual(forged, before)
        self.assertEqual(server.calls(UPDATE), [])

    def test_a_person_may_be_the_one_who_posts(self):
        server = self.github()
        self.comment(server, LEAKS, GITHUB_TOKEN=OTHER_TOKEN)
        self.comment(server, FEWER, run_id=101, GITHUB_TOKEN=OTHER_TOKEN)
        comment = self.only(server.forge.comments)
        self.assertEqual(comment["user"], PERSON)
        self.assertNotIn("TestTotalFails", comment["body"])

    def test_asked_for_twice_it_is_brought_once(self):
        server = self.github()
        run = self.report(LEAKS, "github github-comment", self.github_environment(server))
        self.assertEqual(run.code, 1)
        self.assertEqual(len(server.calls(CREATE)), 1)
        self.assertEqual(run.err.count("github-comment"), 1, run.err)

    def test_a_quoted_marker_is_no_marker(self):
        server = self.github()
        self.comment(server, LEAKS)
        first = server.forge.comments.pop()["body"]
        server.forge.add_comment("look:\n" + first, BOT)
        self.comment(server, LEAKS)
        self.assertEqual(len(server.forge.comments), 2)

    def test_a_comment_is_cut_to_what_github_takes(self):
        server = self.github()
        run = self.report(many(self), "github-comment", self.github_environment(server))
        self.assertEqual(run.code, 1)
        body = self.only(server.forge.comments)["body"]
        self.assertLessEqual(len(body), COMMENT_LIMIT)
        self.assertRegex(body, r"\A<!-- leakgate ")
        self.assertEqual(len(re.findall(r"<details", body)), len(re.findall(r"</details>", body)))

    def test_the_base_says_what_is_new(self):
        server = self.github()
        environment = self.github_environment(server)
        self.report(LEAKS, "github-comment", environment, "--base", FEWER)
        body = self.only(server.forge.comments)["body"]
        self.assertRegex("\n".join(body.split("\n")[:4]), r"(?i)\b1 new\b")

    def test_a_run_without_a_pull_request_is_told(self):
        server = self.github()
        event = {"ref": "refs/heads/main", "head_commit": {"id": HEAD}}
        run = self.comment(
            server, LEAKS, event=event, GITHUB_EVENT_NAME="push", GITHUB_REF="refs/heads/main"
        )
        self.assertEqual(run.code, 1)
        self.assert_said_once(run, "github-comment", "pull request")
        self.assertEqual(server.calls(WRITE), [])

    def test_a_workflow_run_finds_the_pull_request_of_a_fork(self):
        server = self.github()
        run = self.comment(
            server,
            LEAKS,
            event=workflow_run_event(),
            GITHUB_EVENT_NAME="workflow_run",
            GITHUB_REF="refs/heads/main",
        )
        self.assertEqual(run.code, 1)
        self.assertIn("TestTotalFails", self.only(server.forge.comments)["body"])

    def test_an_enterprise_server_has_its_interface_below_a_path(self):
        server = self.github(prefix="/api/v3")
        self.comment(server, LEAKS, GITHUB_API_URL=server.url + "/api/v3")
        self.only(server.forge.comments)

    def test_no_verdict_speaks(self):
        server = self.github()
        run = self.report(golden("no_verdict"), "github-comment", self.github_environment(server))
        self.assertEqual(run.code, 3)
        self.only(server.forge.comments)

    def test_hostile_names_call_nobody(self):
        server = self.github()
        environment = self.github_environment(server)
        self.report(golden("hostile"), "github-comment", environment)
        body = self.only(server.forge.comments)["body"]
        shown = re.sub(r"(?s)(`{3,}).*?\1|(`+).*?\2|<pre>.*?</pre>|<code>.*?</code>", "", body)
        self.assertNotRegex(shown, r"(?<![\w`])@[a-z]")
        self.assertNotIn("<script", body.lower())


if __name__ == "__main__":
    main()
