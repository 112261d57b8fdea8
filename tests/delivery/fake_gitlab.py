"""GitLab as leakgate sees it: one project with one merge request. docs.gitlab.com "Notes API",
"Discussions API", "Merge requests API"."""

import re

from fake_server import Answer, new_lines, page

TOKEN = "glpat-leakgate0RECOGNISABLE0token"
OTHER_TOKEN = "glpat-of0somebody0else000000000"
PROJECT = 42
MERGE_REQUEST = 7
NOTE_LIMIT = 1_000_000
SHAS = {"base_sha": "a" * 40, "start_sha": "b" * 40, "head_sha": "d" * 40}
BOT = {"id": 5, "username": "project_42_bot", "name": "leakgate", "bot": True}
PERSON = {"id": 66, "username": "mallory", "name": "Mallory", "bot": False}


def refused(message):
    return Answer(400, {"message": message})


class FakeGitlab:
    """`files` is {path: patch} of the merge request. A note is {id, body, author, …}, a
    discussion holds notes; a plain note is a discussion of its own."""

    def __init__(self, files=None, read_only=False):
        self.files = files or {}
        self.read_only = read_only
        self.users = {TOKEN: BOT, OTHER_TOKEN: PERSON}
        self.discussions = []
        self._ids = 2000

    def state(self):
        return {"discussions": self.discussions}

    @property
    def notes(self):
        return [note for discussion in self.discussions for note in discussion["notes"]]

    def add_note(self, body, author=PERSON, position=None, system=False):
        self._ids += 1
        note = {
            "id": self._ids,
            "type": "DiffNote" if position else None,
            "body": body,
            "author": author,
            "system": system,
            "resolvable": position is not None,
        }
        if position:
            note |= {"position": position, "resolved": False}
        identity = f"{self._ids:040x}"
        plain = position is None
        self.discussions.append({"id": identity, "individual_note": plain, "notes": [note]})
        return self.discussions[-1]

    def handle(self, request):
        token = request.headers.get("private-token") or request.headers.get(
            "authorization", ""
        ).removeprefix("Bearer ")
        user = self.users.get(token)
        if user is None:
            return Answer(401, {"message": "401 Unauthorized"})
        if self.read_only and request.method != "GET":
            return Answer(403, {"message": "403 Forbidden"})
        if request.path == "/api/v4/user":
            return Answer(200, user)
        base = f"/api/v4/projects/{PROJECT}/merge_requests/{MERGE_REQUEST}"
        for route, act in ROUTES:
            known = re.fullmatch(re.escape(base) + route, request.path)
            if known and request.method in act:
                return act[request.method](self, request, user, *known.groups())
        return Answer(404, {"message": "404 Not Found"})

    @staticmethod
    def _list(request, items):
        part, headers, following = page(request, items, 20)
        return Answer(200, part, headers | {"X-Next-Page": following})

    def get_merge_request(self, request, _):
        refs = {"base_sha": SHAS["base_sha"], "head_sha": SHAS["head_sha"]}
        refs["start_sha"] = SHAS["start_sha"]
        return Answer(200, {"iid": MERGE_REQUEST, "sha": SHAS["head_sha"], "diff_refs": refs})

    def list_notes(self, request, _):
        newest_first = request.query.get("sort", "desc") == "desc"
        return self._list(request, sorted(self.notes, key=lambda n: n["id"], reverse=newest_first))

    @staticmethod
    def _bad_body(body):
        if not isinstance(body, str) or not body.strip():
            return refused("400 Bad request - Note can't be blank")
        if len(body) > NOTE_LIMIT:
            return refused("400 Bad request - Note is too long (maximum is 1000000 characters)")
        return None

    def create_note(self, request, user):
        body = (request.json or {}).get("body")
        bad = self._bad_body(body)
        return bad or Answer(201, self.add_note(body, user)["notes"][0])

    def change_note(self, request, user, identity):
        given = request.json or {}
        for note in self.notes:
            if note["id"] == int(identity):
                if "body" in given:
                    bad = self._bad_body(given["body"])
                    if bad:
                        return bad
                    if note["author"] != user:
                        return Answer(403, {"message": "403 Forbidden"})
                    note["body"] = given["body"]
                if "resolved" in given:
                    note["resolved"] = given["resolved"]
                return Answer(200, note)
        return Answer(404, {"message": "404 Note Not Found"})

    def delete_note(self, request, user, identity):
        for discussion in self.discussions:
            for note in discussion["notes"]:
                if note["id"] == int(identity):
                    if note["author"] != user:
                        return Answer(403, {"message": "403 Forbidden"})
                    discussion["notes"].remove(note)
                    self.discussions = [d for d in self.discussions if d["notes"]]
                    return Answer(204)
        return Answer(404, {"message": "404 Note Not Found"})

    def list_versions(self, request, _):
        version = {f"{name[:-4]}_commit_sha": sha for name, sha in SHAS.items()}
        return self._list(request, [version | {"id": 110, "state": "collected"}])

    def get_version(self, request, _, identity):
        diffs = [self._diff(path) for path in self.files]
        return Answer(200, {"id": int(identity), "diffs": diffs})

    def _diff(self, path):
        patch = self.files[path]
        return {
            "old_path": path,
            "new_path": path,
            "diff": patch or "",
            "new_file": False,
            "renamed_file": False,
            "deleted_file": False,
            "too_large": patch is None,
        }

    def list_diffs(self, request, _):
        return self._list(request, [self._diff(path) for path in self.files])

    def list_discussions(self, request, _):
        return self._list(request, self.discussions)

    def _bad_position(self, position):
        for name, sha in SHAS.items():
            if position.get(name) != sha:
                return refused(f"400 Bad request - Note {{:position=>[\"{name} is invalid\"]}}")
        if not (position.get("old_path") and position.get("new_path") in self.files):
            return refused('400 Bad request - Note {:position=>["is incomplete"]}')
        if position.get("position_type") == "file":
            return None
        shown = new_lines(self.files[position["new_path"]] or "")
        line = position.get("new_line")
        if line not in shown or position.get("old_line") != shown[line]:
            return refused(
                '400 Bad request - Note {:line_code=>["can\'t be blank", '
                '"must be a valid line code"]}'
            )
        return None

    def create_discussion(self, request, user):
        given = request.json or {}
        position = given.get("position")
        bad = self._bad_body(given.get("body")) or (position and self._bad_position(position))
        return bad or Answer(201, self.add_note(given["body"], user, position))

    def change_discussion(self, request, user, identity):
        for discussion in self.discussions:
            if discussion["id"] == identity:
                for note in discussion["notes"]:
                    note["resolved"] = request.json["resolved"]
                return Answer(200, discussion)
        return Answer(404, {"message": "404 Discussion Not Found"})

    def change_discussion_note(self, request, user, _, identity):
        if len(request.json or {}) != 1:
            return refused("body, resolved are mutually exclusive")
        return self.change_note(request, user, identity)


ROUTES = [
    (r"", {"GET": FakeGitlab.get_merge_request}),
    (r"/notes", {"GET": FakeGitlab.list_notes, "POST": FakeGitlab.create_note}),
    (r"/notes/(\d+)", {"PUT": FakeGitlab.change_note, "DELETE": FakeGitlab.delete_note}),
    (r"/versions", {"GET": FakeGitlab.list_versions}),
    (r"/versions/(\d+)", {"GET": FakeGitlab.get_version}),
    (r"/diffs", {"GET": FakeGitlab.list_diffs}),
    (
        r"/discussions",
        {"GET": FakeGitlab.list_discussions, "POST": FakeGitlab.create_discussion},
    ),
    (r"/discussions/([0-9a-f]+)", {"PUT": FakeGitlab.change_discussion}),
    (r"/discussions/([0-9a-f]+)/notes/(\d+)", {"PUT": FakeGitlab.change_discussion_note}),
]
