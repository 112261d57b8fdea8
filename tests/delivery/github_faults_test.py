"""What a server, a network or a token does wrong, and what the binary makes of it: never another
verdict, never a second comment, the content in the job's summary instead."""

import signal
import socket
import time

from fake_github import TOKEN
from fake_server import Answer
from harness import CLEAN, LEAKS, Scenario, github_event, main

LIST = r"^GET .*/issues/7/comments$"
CREATE = r"^POST .*/issues/7/comments$"
LIMIT = "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
REFUSED = {"message": "Resource not accessible by integration"}


class Trap:
    """Another host: remembers what came."""

    def handle(self, _):
        return Answer(200, [])

    def state(self):
        return {}


class GithubFaults(Scenario):
    def comment(self, server, *more, result=LEAKS, **environment):
        environment = self.github_environment(server, **environment)
        return self.report(result, "github-comment", environment, *more)

    def assert_posted_once(self, server, run, creates=1):
        self.assertEqual(run.code, 1, run.err)
        self.only(server.forge.comments)
        self.assertEqual(len(server.calls(CREATE)), creates, run.err)
        self.assertEqual(run.summary, "", "it stands there, no other place is needed")

    def assert_degraded(self, server, run, pattern):
        """Said in one line; the verdict stands; the content is in the summary and the log."""
        self.assertEqual(run.code, 1, run.err)
        self.assert_said_once(run, "github-comment", pattern)
        self.assertIn("TestTotalFails", run.out)
        self.assertIn("TestTotalFails", run.summary)
        self.assertEqual(server.forge.comments, [])

    def test_the_token_of_a_fork_can_only_read(self):
        server = self.github(read_only=True)
        run = self.comment(server, event=github_event(fork=True))
        self.assert_degraded(server, run, r"fork|403")

    def test_a_job_without_the_permission(self):
        server = self.github(read_only=True)
        run = self.comment(server)
        self.assert_degraded(server, run, r"403.*Resource not accessible.*pull-requests: write")

    def test_delivery_can_be_required(self):
        server = self.github()
        self.assertEqual(self.comment(server).code, 1)
        server.forge.read_only = True
        for words, code in (((), 0), (("--require-delivery",), 3)):
            run = self.comment(server, *words, result=CLEAN, GITHUB_RUN_ID="101")
            self.assertEqual(run.code, code)
            self.assert_said_once(run, "github-comment", "403")
            self.assertEqual("exit code 3" in run.err, code == 3, run.err)
        run = self.comment(server, "--require-delivery", GITHUB_RUN_ID="102")
        self.assertIn(run.code, (1, 3), "leaks stay red")

    def test_what_has_nothing_to_say_is_not_missing(self):
        server = self.github(read_only=True)
        event = github_event(fork=True)
        run = self.comment(server, "--require-delivery", result=CLEAN, event=event)
        self.assertEqual(run.code, 0)

    def test_no_token(self):
        server = self.github()
        run = self.comment(server, GITHUB_TOKEN=None)
        self.assert_degraded(server, run, "GITHUB_TOKEN")
        self.assertEqual(server.calls(), [])

    def test_a_wrong_token(self):
        server = self.github()
        run = self.comment(server, GITHUB_TOKEN="ghs_expired")
        self.assert_degraded(server, run, "401.*Bad credentials")
        self.assertNotIn("ghs_expired", run.out + run.err)
        self.assertEqual(len(server.calls()), 1)

    def test_a_token_of_our_own_name_is_preferred(self):
        server = self.github()
        run = self.comment(server, GITHUB_TOKEN="ghs_expired", LEAKGATE_GITHUB_TOKEN=TOKEN)
        self.assert_posted_once(server, run)

    def test_the_server_is_broken_for_a_while(self):
        server = self.github()
        server.fail(LIST, status=500)
        server.fail(LIST, status=502, body="<html>Bad Gateway</html>")
        run = self.comment(server)
        self.assert_posted_once(server, run)

    def test_retry_after_is_honoured(self):
        server = self.github()
        server.fail(CREATE, status=429, headers={"Retry-After": "2"})
        start = time.monotonic()
        run = self.comment(server)
        self.assertGreaterEqual(time.monotonic() - start, 2)
        self.assert_posted_once(server, run, creates=2)

    def test_the_primary_limit_says_when_it_ends(self):
        server = self.github()
        reset = {"x-ratelimit-remaining": "0", "x-ratelimit-reset": str(int(time.time()) + 2)}
        server.fail(LIST, status=403, headers=reset, body={"message": "API rate limit exceeded"})
        run = self.comment(server)
        self.assert_posted_once(server, run)

    def test_the_secondary_limit(self):
        server = self.github()
        server.fail(CREATE, status=403, headers={"Retry-After": "1"}, body={"message": LIMIT})
        run = self.comment(server)
        self.assert_posted_once(server, run, creates=2)

    def test_an_answer_of_422_about_abuse(self):
        server = self.github()
        error = {"resource": "IssueComment", "code": "abuse", "field": "body"}
        body = {"message": "Validation Failed", "errors": [error]}
        server.fail(CREATE, status=422, headers={"Retry-After": "1"}, body=body)
        run = self.comment(server)
        self.assert_posted_once(server, run, creates=2)

    def test_a_wait_that_is_too_long_is_not_begun(self):
        for status, body in ((429, {}), (403, {"message": LIMIT}), (503, {})):
            with self.subTest(status=status):
                server = self.github()
                server.fail(CREATE, status=status, headers={"Retry-After": "3600"}, body=body)
                start = time.monotonic()
                run = self.comment(server)
                self.assertLess(time.monotonic() - start, 60)
                self.assert_degraded(server, run, f"{status}")
                self.assertEqual(len(server.calls(CREATE)), 1)
                (self.folder / "summary.md").unlink()

    def test_an_answer_that_is_lost_makes_no_second_comment(self):
        lost = ({"cut": "after"}, {"truncate": True}, {"replace": "{"}, {"replace": "<html>"})
        for how in lost:
            with self.subTest(how=how):
                server = self.github()
                server.fail(CREATE, **how)
                run = self.comment(server)
                self.assert_posted_once(server, run)

    def test_a_connection_that_is_cut_before(self):
        server = self.github()
        server.fail(CREATE, cut="before")
        run = self.comment(server)
        self.assert_posted_once(server, run, creates=2)

    def test_a_create_that_is_answered_502_but_was_done(self):
        server = self.github()

        handle, answers = server.forge.handle, [Answer(502, b"<html>")]

        def act_and_fail(request):
            answer = handle(request)
            return answers.pop() if answers and request.method == "POST" else answer

        server.forge.handle = act_and_fail
        self.assert_posted_once(server, self.comment(server))

    def test_a_slow_answer_is_waited_for(self):
        server = self.github()
        server.fail(LIST, sleep=3)
        self.assert_posted_once(server, self.comment(server))

    def test_damaged_answers_are_said(self):
        bodies = ["<html>login</html>", "[", '{"a": 1}', '[1, {"id": "x", "body": 3}]', "[" * 9999]
        for body in bodies:
            with self.subTest(body=body[:20]):
                server = self.github()
                server.fail(LIST, times=99, status=200, body=body)
                run = self.comment(server)
                self.assertEqual(run.code, 1, run.err)
                self.assertLessEqual(len(server.forge.comments), 1)
                self.assertLess(len(run.err), 2000)

    def test_control_bytes_of_a_server_do_not_reach_the_terminal(self):
        server = self.github()
        message = "\x1b[2J\n::error::forged\r\n" + "x" * 100_000
        server.fail(CREATE, times=99, status=422, body={"message": message})
        run = self.comment(server)
        self.assert_degraded(server, run, "422")
        self.assertNotIn("\x1b[2J", run.err)
        self.assertNotRegex(run.err, r"(?m)^::error::forged")
        self.assertLess(len(run.err), 4000)

    def test_a_redirect_to_another_host_gets_no_token(self):
        for status in (301, 302, 307, 308):
            for route in (LIST, CREATE):
                with self.subTest(status=status, route=route):
                    server, trap = self.github(), self.serve(Trap())
                    to = f"{trap.url}/repos/acme/shop/issues/7/comments"
                    server.fail(route, times=99, status=status, headers={"Location": to})
                    run = self.comment(server)
                    self.assertEqual(run.code, 1)
                    self.assertEqual([c.headers for c in trap.calls()], [])
                    self.assert_said_once(run, "github-comment", str(status))

    def test_a_redirect_on_the_same_host_is_followed(self):
        server = self.github()
        to = f"{server.url}/repos/acme/shop/issues/7/comments?per_page=100"
        server.fail(LIST, status=301, headers={"Location": to})
        self.assert_posted_once(server, self.comment(server))

    def test_a_next_page_on_another_host_gets_no_token(self):
        server, trap = self.github(), self.serve(Trap())
        link = {"Link": f'<{trap.url}/repos/acme/shop/issues/7/comments?page=2>; rel="next"'}
        server.fail(LIST, status=200, body="[]", headers=link)
        run = self.comment(server)
        self.assertEqual(run.code, 1)
        self.assertEqual(trap.calls(), [])

    def test_pages_without_end(self):
        server = self.github()
        link = {"Link": f'<{server.url}/repos/acme/shop/issues/7/comments?page=2>; rel="next"'}
        server.fail(LIST, times=9999, status=200, body="[]", headers=link)
        run = self.comment(server)
        self.assertEqual(run.code, 1)
        self.assertLess(len(server.calls(LIST)), 310)

    def test_nobody_is_there(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            server = self.github()
            url = f"http://127.0.0.1:{free.getsockname()[1]}"
            run = self.comment(server, GITHUB_API_URL=url)
        self.assert_degraded(server, run, r"127\.0\.0\.1")

    def test_a_proxy_of_the_environment_is_used(self):
        server = self.github()
        run = self.comment(server, GITHUB_API_URL="http://api.invalid", http_proxy=server.url)
        self.assertEqual(run.code, 1)
        for call in server.calls():
            self.assertEqual(call.headers["host"], "api.invalid")
        self.assert_posted_once(server, run)

    def test_the_password_of_a_proxy_is_not_shown(self):
        server = self.github()
        proxy = "http://me:verysecret@127.0.0.1:1"
        run = self.comment(server, GITHUB_API_URL="http://api.invalid", http_proxy=proxy)
        self.assert_degraded(server, run, "127.0.0.1|could not connect")
        self.assertNotIn("verysecret", run.out + run.err)

    def test_a_token_that_cannot_be_one(self):
        server = self.github()
        for token in (TOKEN + "\r\nX-More: header", TOKEN + "\x01"):
            with self.subTest(token=token):
                run = self.comment(server, GITHUB_TOKEN=token)
                self.assertEqual(run.code, 1)
                self.assertEqual(len(run.said("github-comment")), 1, run.err)
                self.assertEqual(server.forge.comments, [])

    def test_a_comment_that_is_deleted_meanwhile_is_written_anew(self):
        server = self.github()
        self.comment(server)
        handle = server.forge.handle

        def delete_first(request):
            if request.method == "PATCH":
                server.forge.comments.clear()
            return handle(request)

        server.forge.handle = delete_first
        run = self.comment(server, GITHUB_RUN_ID="101")
        self.assertEqual(run.code, 1)
        self.assertIn("run=101", self.only(server.forge.comments)["body"].split("\n")[0])

    def test_an_interrupt_ends_the_waiting(self):
        server = self.github()
        server.fail(LIST, times=9, status=429, headers={"Retry-After": "50"})
        for number in (signal.SIGINT, signal.SIGTERM):
            with self.subTest(signal=number):
                before = len(server.calls())
                environment = self.github_environment(server)
                process = self.start_report(LEAKS, "github-comment", environment)
                while len(server.calls()) == before and process.poll() is None:
                    time.sleep(0.01)
                time.sleep(0.2)
                process.send_signal(number)
                run = self.finish(process, 20)
                self.assertNotEqual(run.code, 0)

    def test_an_address_that_makes_no_sense(self):
        server = self.github()
        for url in ("file:///etc/passwd", "ftp://127.0.0.1/", "nonsense"):
            with self.subTest(url=url):
                run = self.comment(server, GITHUB_API_URL=url)
                self.assertEqual(run.code, 1)
                self.assertEqual(server.forge.comments, [])
                self.assertEqual(len(run.said("github-comment")), 1, run.err)

    def test_event_files_that_make_no_sense(self):
        server = self.github()
        texts = ["", "{", "[]", '{"pull_request": 7}', '{"number": "seven"}', "[" * 9999]
        for text in texts:
            with self.subTest(text=text[:20]):
                environment = self.github_environment(server, GITHUB_REF="refs/heads/main")
                (self.folder / "event.json").write_text(text)
                run = self.report(LEAKS, "github-comment", environment)
                self.assertEqual(run.code, 1)
                self.assertEqual(len(run.said("github-comment")), 1, run.err)

    def test_outside_of_github_it_is_said(self):
        run = self.report(LEAKS, "github-comment", {})
        self.assertEqual(run.code, 1)
        self.assertEqual(len(run.said("github-comment")), 1, run.err)


if __name__ == "__main__":
    main()
