"""The note of a merge request and the discussions on its lines."""

from fake_gitlab import BOT, NOTE_LIMIT, PERSON, TOKEN
from harness import CLEAN, FEWER, LEAKS, Scenario, added, main, many, shown

NOTES = r"/notes$"
CREATE_NOTE = r"^POST .*/notes$"
CREATE = r"^POST .*/discussions$"
WRITE = r"^(POST|PUT|DELETE) "
BROKER, STOCK = "broker/hub_test.go", "stock/pool_test.go"


class Gitlab(Scenario):
    def run_report(self, server, result, report, *more, **environment):
        return self.report(result, report, self.gitlab_environment(server, **environment), *more)

    def note(self, server, result, *more, **environment):
        return self.run_report(server, result, "gitlab-note", *more, **environment)

    def discuss(self, server, result, *more, **environment):
        return self.run_report(server, result, "gitlab-discussions", *more, **environment)


class GitlabNote(Gitlab):
    def test_created_updated_left_and_cleared(self):
        server = self.gitlab()
        self.assertEqual(self.note(server, LEAKS).code, 1)
        first = dict(self.only(server.forge.notes))
        self.assertIn("TestTotalFails", first["body"])
        writes = len(server.calls(WRITE))
        self.note(server, LEAKS)
        self.assertEqual(len(server.calls(WRITE)), writes)
        self.note(server, FEWER, run_id=101)
        second = dict(self.only(server.forge.notes))
        self.assertEqual(second["id"], first["id"])
        self.assertNotIn("TestTotalFails", second["body"])
        self.assertEqual(self.note(server, CLEAN, run_id=102).code, 0)
        self.assertNotIn("TestUnsubscribe", self.only(server.forge.notes)["body"])
        self.note(server, LEAKS, run_id=101)
        self.assertNotIn("TestUnsubscribe", self.only(server.forge.notes)["body"])

    def test_nothing_is_posted_when_nothing_is_wrong(self):
        server = self.gitlab()
        self.assertEqual(self.note(server, CLEAN).code, 0)
        self.assertEqual(server.calls(WRITE), [])

    def test_found_on_a_later_page_among_notes_of_the_system(self):
        server = self.gitlab()
        self.note(server, LEAKS)
        for number in range(250):
            server.forge.add_note(f"changed the description {number}", system=True)
        self.note(server, FEWER, run_id=101)
        ours = [note for note in server.forge.notes if note["author"] == BOT]
        self.assertNotIn("TestTotalFails", self.only(ours)["body"])

    def test_a_marker_of_somebody_else_is_ignored(self):
        server = self.gitlab()
        self.note(server, LEAKS)
        forged = server.forge.notes[0]
        forged |= {"author": PERSON, "body": forged["body"].replace("run=100 ", "run=999999999 ")}
        before = dict(forged)
        self.note(server, FEWER, run_id=101)
        self.assertEqual(len(server.forge.notes), 2)
        self.assertEqual(server.forge.notes[0], before)
        self.assertEqual(server.calls("^PUT"), [])

    def test_two_runs_at_once_leave_one_note_of_the_newer(self):
        server = self.gitlab()
        server.fail("^GET .*" + NOTES, times=2, meet=2)
        processes = [
            self.start_report(result, "gitlab-note", self.gitlab_environment(server, run_id=run_id))
            for result, run_id in ((LEAKS, 100), (FEWER, 101))
        ]
        self.assertEqual([self.finish(process).code for process in processes], [1, 1])
        self.assertNotIn("TestTotalFails", self.only(server.forge.notes)["body"])

    def test_a_lost_answer_makes_no_second_note(self):
        server = self.gitlab()
        server.fail(CREATE_NOTE, cut="after")
        self.assertEqual(self.note(server, LEAKS).code, 1)
        self.only(server.forge.notes)
        self.assertEqual(len(server.calls(CREATE_NOTE)), 1)

    def test_the_limit_of_the_instance_is_waited_for(self):
        server = self.gitlab()
        server.fail(CREATE_NOTE, status=429, headers={"Retry-After": "1"}, body="Retry later\n")
        self.assertEqual(self.note(server, LEAKS).code, 1)
        self.only(server.forge.notes)

    def test_many_findings_fit(self):

        server = self.gitlab()
        self.assertEqual(self.note(server, many(self)).code, 1)
        self.assertLessEqual(len(self.only(server.forge.notes)["body"]), NOTE_LIMIT)


class GitlabDiscussions(Gitlab):
    def lines(self, server):
        return sorted(
            (n["position"]["new_path"], n["position"].get("new_line")) for n in server.forge.notes
        )

    def test_findings_stand_on_their_lines(self):
        server = self.gitlab({BROKER: added(BROKER), STOCK: shown(STOCK, 28, 36)})
        self.assertEqual(self.discuss(server, LEAKS).code, 1)
        self.assertEqual(self.lines(server), [(BROKER, 23), (STOCK, 32)])
        writes = len(server.calls(WRITE))
        self.discuss(server, LEAKS, run_id=101)
        self.assertEqual(len(server.calls(WRITE)), writes)

    def test_what_is_gone_is_resolved_and_opened_again(self):
        server = self.gitlab({BROKER: added(BROKER), STOCK: added(STOCK)})

        def resolved():
            return {n["position"]["new_path"]: n["resolved"] for n in server.forge.notes}

        self.discuss(server, LEAKS)
        self.discuss(server, FEWER, run_id=101)
        self.assertEqual(resolved(), {BROKER: False, STOCK: True})
        self.discuss(server, LEAKS, run_id=102)
        self.assertEqual(resolved(), {BROKER: False, STOCK: False})
        self.assertEqual(len(server.forge.notes), 2)

    def test_a_marker_of_somebody_else_hides_no_finding(self):
        server = self.gitlab({BROKER: added(BROKER)})
        self.discuss(server, LEAKS)
        forged = server.forge.notes[0]
        forged |= {"author": PERSON, "body": forged["body"].replace("run=100 ", "run=999999999 ")}
        self.discuss(server, LEAKS, run_id=101)
        self.assertEqual(len(server.forge.notes), 2)

    def test_a_change_that_touches_none(self):
        server = self.gitlab({"README.md": "@@ -1 +1 @@\n-a\n+b\n"})
        self.assertEqual(self.discuss(server, LEAKS).code, 1)
        self.assertEqual(server.calls(WRITE), [])

    def test_a_line_that_is_refused_goes_to_its_file(self):
        server = self.gitlab({BROKER: added(BROKER), STOCK: added(STOCK)})
        server.fail(CREATE, status=400, body={"message": "400 Bad request - line_code invalid"})
        self.assertEqual(self.discuss(server, LEAKS).code, 1)
        kinds = sorted(note["position"]["position_type"] for note in server.forge.notes)
        self.assertEqual(kinds, ["file", "text"])

    def test_one_that_is_refused_costs_no_other(self):
        server = self.gitlab({BROKER: added(BROKER), STOCK: added(STOCK)})
        refused = {"message": "400 Bad request - line_code invalid"}
        server.fail(CREATE, times=2, status=400, body=refused)
        self.assertEqual(self.discuss(server, LEAKS).code, 1)
        self.only(server.forge.notes)

    def test_a_lost_answer_makes_no_second_discussion(self):
        server = self.gitlab({BROKER: added(BROKER)})
        server.fail(CREATE, cut="after")
        self.assertEqual(self.discuss(server, LEAKS).code, 1)
        self.assertEqual(self.lines(server), [(BROKER, 23)])


class GitlabDegrades(Gitlab):
    def said(self, run, pattern, report="gitlab-note"):
        self.assertEqual(run.code, 1, run.err)
        self.assert_said_once(run, report, pattern)
        self.assertIn("TestTotalFails", run.out)

    def test_no_merge_request(self):
        server = self.gitlab()
        run = self.note(server, LEAKS, CI_MERGE_REQUEST_IID=None)
        self.said(run, "merge request")
        self.assertEqual(server.calls(), [])

    def test_no_token(self):
        server = self.gitlab()
        self.said(self.note(server, LEAKS, GITLAB_TOKEN=None), "GITLAB_TOKEN")
        run = self.note(server, LEAKS, GITLAB_TOKEN=None, CI_JOB_TOKEN=TOKEN)
        self.said(run, "GITLAB_TOKEN")
        self.assertEqual(server.calls(), [])

    def test_no_permission(self):
        server = self.gitlab(read_only=True)
        self.said(self.note(server, LEAKS), "403")

    def test_a_wrong_token(self):
        server = self.gitlab()
        self.said(self.note(server, LEAKS, GITLAB_TOKEN="glpat-expired"), "401")

    def test_outside_of_gitlab(self):
        run = self.report(LEAKS, "gitlab-note gitlab-discussions", {})
        self.assertEqual(run.code, 1)
        self.assertEqual(len(run.said("gitlab-note")), 1, run.err)
        self.assertEqual(len(run.said("gitlab-discussions")), 1, run.err)

    def test_the_name_gitlab_stands_for_all(self):
        server = self.gitlab({BROKER: added(BROKER)})
        self.assertEqual(self.run_report(server, LEAKS, "gitlab").code, 1)
        self.assertEqual(len(server.forge.notes), 2)


if __name__ == "__main__":
    main()
