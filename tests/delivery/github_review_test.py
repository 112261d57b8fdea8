"""Review comments on the lines of the diff, and the check run."""

from fake_github import BOT, HEAD, PERSON
from harness import CLEAN, FEWER, LEAKS, Scenario, added, github_event, golden, main, many, shown

REVIEW = r"^POST .*/pulls/7/reviews$"
SINGLE = r"^POST .*/pulls/7/comments$"
FILES = r"^GET .*/pulls/7/files$"
WRITE = r"^(POST|PATCH|DELETE) "
BROKER, STOCK, RATES = "broker/hub_test.go", "stock/pool_test.go", "rates/client_test.go"


def places(server):
    return sorted((c["path"], c["line"]) for c in server.forge.review_comments)


class GithubReview(Scenario):
    def review(self, server, result, *more, **environment):
        environment = self.github_environment(server, **environment)
        return self.report(result, "github-review", environment, *more)

    def test_findings_stand_on_their_lines_of_the_diff(self):
        server = self.github({BROKER: added(BROKER), STOCK: shown(STOCK, 28, 36)})
        run = self.review(server, LEAKS)
        self.assertEqual(run.code, 1)
        self.assertEqual(places(server), [(BROKER, 23), (STOCK, 32)])
        review = self.only(server.calls(REVIEW)).json
        self.assertEqual((review["commit_id"], review["event"]), (HEAD, "COMMENT"))
        for comment in server.forge.review_comments:
            self.assertRegex(comment["body"], r"\A<!-- leakgate [^\n]*-->\n")

    def test_lines_of_the_merge_are_found_in_the_head(self):
        """The base has put lines above it: the number is another, the text the same."""
        server = self.github({STOCK: shown(STOCK, 28, 36).replace("-28,10 +28,9", "-18,10 +18,9")})
        self.review(server, LEAKS)
        self.assertEqual(places(server), [(STOCK, 22)])

    def test_what_is_off_the_diff_stands_on_its_file(self):
        server = self.github({RATES: shown(RATES, 1, 6), BROKER: None})
        run = self.review(server, LEAKS)
        self.assertEqual(run.code, 1)
        self.assertEqual({c["path"] for c in server.forge.review_comments}, {RATES, BROKER})
        self.assertEqual({c["subject_type"] for c in server.forge.review_comments}, {"file"})

    def test_a_change_that_touches_none_gets_no_comment(self):
        server = self.github({"README.md": "@@ -1 +1 @@\n-a\n+b"})
        run = self.review(server, LEAKS)
        self.assertEqual(run.code, 1)
        self.assertEqual(server.calls(WRITE), [])
        self.assertTrue(run.said("github-review"), run.err)

    def test_the_second_run_posts_nothing(self):
        server = self.github({BROKER: added(BROKER), RATES: shown(RATES, 1, 6)})
        self.review(server, LEAKS)
        self.assertGreaterEqual(len(server.forge.review_comments), 2)
        writes = len(server.calls(WRITE))
        run = self.review(server, LEAKS, run_id=101)
        self.assertEqual(run.code, 1)
        self.assertEqual(len(server.calls(WRITE)), writes)

    def test_what_is_gone_says_so_and_what_comes_back_too(self):
        server = self.github({BROKER: added(BROKER), STOCK: added(STOCK)})
        self.review(server, LEAKS)
        bodies = {c["path"]: c["body"] for c in server.forge.review_comments}
        self.review(server, FEWER, run_id=101)
        after = {c["path"]: c["body"] for c in server.forge.review_comments}
        self.assertEqual(len(server.forge.review_comments), 2)
        self.assertEqual(after[BROKER], bodies[BROKER])
        self.assertRegex(after[STOCK], r"(?i)gone|fixed|no longer")
        self.review(server, LEAKS, run_id=102)
        back = [c for c in server.forge.review_comments if c["path"] == STOCK]
        self.assertTrue(any("pool.go:25" in c["body"] and "gone" not in c["body"] for c in back))
        writes = len(server.calls(WRITE))
        self.review(server, LEAKS, run_id=103)
        self.assertEqual(len(server.calls(WRITE)), writes)

    def test_a_refused_review_is_tried_comment_by_comment(self):
        """A line that the server does not take, although the diff shows it, costs no other one."""
        server = self.github({BROKER: added(BROKER), STOCK: added(STOCK)})
        server.fail(REVIEW, status=422, body={"message": "Line could not be resolved"})
        run = self.review(server, LEAKS)
        self.assertEqual(run.code, 1)
        self.assertEqual({c["path"] for c in server.forge.review_comments}, {BROKER, STOCK})

    def test_without_the_permission_the_lines_are_annotated(self):
        server = self.github({BROKER: added(BROKER)}, read_only=True)
        run = self.review(server, LEAKS, event=github_event(fork=True))
        self.assertEqual(run.code, 1)
        self.assertEqual(len(run.said("github-review")), 1, run.err)
        self.assertRegex(run.out, r"(?m)^::error file=broker/hub_test\.go,line=23,")

    def test_a_lost_answer_makes_no_second_review(self):
        server = self.github({BROKER: added(BROKER)})
        server.fail(REVIEW, cut="after")
        run = self.review(server, LEAKS)
        self.assertEqual(run.code, 1)
        self.assertEqual(places(server), [(BROKER, 23)])

    def test_files_and_comments_are_read_page_by_page(self):
        files = {f"docs/{number}.md": "@@ -1 +1 @@\n-a\n+b" for number in range(230)}
        server = self.github(files | {BROKER: added(BROKER)})
        for number in range(230):
            server.forge._add_review_comment({"path": "docs/1.md", "line": 1, "body": "me"}, PERSON)
        self.review(server, LEAKS)
        self.review(server, LEAKS, run_id=101)
        self.only([c for c in server.forge.review_comments if c["user"] == BOT])

    def test_a_forged_line_comment_hides_no_finding(self):
        server = self.github({BROKER: added(BROKER)})
        self.review(server, LEAKS)
        forged = server.forge.review_comments[0]
        forged |= {"user": PERSON, "body": forged["body"].replace("run=100 ", "run=999999999 ")}
        self.review(server, LEAKS, run_id=101)
        self.assertEqual(len(server.forge.review_comments), 2)

    def test_a_run_posts_at_most_ten(self):
        server = self.github({BROKER: added(BROKER)})
        run = self.review(server, many(self))
        self.assertEqual(run.code, 1)
        self.assertEqual(len(server.forge.review_comments), 10)
        self.assertRegex(run.err, r"39\d findings")

    def test_two_jobs_do_not_call_each_others_findings_gone(self):
        server = self.github({BROKER: added(BROKER)})
        self.review(server, LEAKS, "--comment-key", "linux")
        before = [dict(c) for c in server.forge.review_comments]
        self.review(server, CLEAN, "--comment-key", "windows", run_id=101)
        self.assertEqual(server.forge.review_comments, before)

    def test_damaged_lists_of_files(self):
        for body in ("[", '{"files": 1}', '[{"filename": 3, "patch": {}}]', '[{"patch": "@@"}]'):
            with self.subTest(body=body):
                server = self.github({BROKER: added(BROKER)})
                server.fail(FILES, times=99, status=200, body=body)
                run = self.review(server, LEAKS)
                self.assertEqual(run.code, 1)
                self.assertEqual(server.forge.review_comments, [])


class GithubCheck(Scenario):
    def check(self, server, result, *more, **environment):
        environment = self.github_environment(server, **environment)
        return self.report(result, "github-check", environment, *more)

    def test_a_check_run_holds_the_annotations(self):
        server = self.github()
        run = self.check(server, LEAKS)
        self.assertEqual(run.code, 1)
        check = self.only(server.forge.checks)
        self.assertEqual((check["head_sha"], check["conclusion"]), (HEAD, "failure"))
        marks = [(a["path"], a["start_line"]) for a in check["annotations"]]
        self.assertIn((BROKER, 23), marks)

    def test_a_clean_run_is_a_success(self):
        server = self.github()
        self.assertEqual(self.check(server, CLEAN).code, 0)
        self.assertEqual(self.only(server.forge.checks)["conclusion"], "success")

    def test_more_annotations_than_one_call_takes(self):

        server = self.github()
        self.assertEqual(self.check(server, many(self)).code, 1)
        self.assertGreater(len(self.only(server.forge.checks)["annotations"]), 50)

    def test_without_the_permission_it_is_said(self):
        server = self.github(read_only=True)
        run = self.check(server, LEAKS)
        self.assertEqual(run.code, 1)
        self.assert_said_once(run, "github-check", "403.*checks: write")

    def test_hostile_names_are_no_reason_to_refuse(self):
        server = self.github()
        self.assertEqual(len(self.check(server, golden("hostile")).said("422")), 0)
        self.only(server.forge.checks)


class AllOfGithub(Scenario):
    def test_the_name_github_stands_for_all(self):
        server = self.github({BROKER: added(BROKER)})
        run = self.report(LEAKS, "github", self.github_environment(server))
        self.assertEqual(run.code, 1)
        self.assertIn("TestTotalFails", self.only(server.forge.comments)["body"])
        self.assertEqual(places(server), [(BROKER, 23)])
        self.assertIn("TestTotalFails", run.summary)
        self.assertIn("::error file=", run.out)

    def test_of_a_fork_it_is_what_needs_no_token(self):
        server = self.github({BROKER: added(BROKER)}, read_only=True)
        environment = self.github_environment(server, event=github_event(fork=True))
        run = self.report(LEAKS, "github", environment)
        self.assertEqual(run.code, 1)
        self.assertIn("TestTotalFails", run.summary)
        self.assertEqual(run.out.count("::error file=broker/hub_test.go,line=23,"), 1)

    def test_outside_of_github_it_is_nothing(self):
        run = self.report(LEAKS, "github", {})
        self.assertEqual(run.code, 1)
        self.assertNotIn("::error", run.out)


if __name__ == "__main__":
    main()
