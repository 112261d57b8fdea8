"""GitHub as leakgate sees it: one repository with one pull request, and the rules that its
OpenAPI description does not hold (lengths, lines of the diff, who may do what)."""

import re

from fake_server import Answer, new_lines, page

TOKEN = "ghs_leakgate0RECOGNISABLE0token0of0the0tests"
OTHER_TOKEN = "ghp_of0somebody0else0000000000000000000000"
REPOSITORY = "acme/shop"
PULL = 7
HEAD = "1234567890abcdef1234567890abcdef12345678"
COMMENT_LIMIT = 65536
BOT = {"login": "github-actions[bot]", "id": 41898282, "type": "Bot"}
PERSON = {"login": "mallory", "id": 666, "type": "User"}


def invalid(message, resource="IssueComment", field="body"):
    error = {"resource": resource, "code": "custom", "field": field, "message": message}
    return Answer(422, {"message": "Validation Failed", "errors": [error]})


def unresolved(what):
    return Answer(422, {"message": "Unprocessable Entity", "errors": [what]})


class FakeGithub:
    """`files` is {path: patch} of the pull request; a patch of None is not shown."""

    def __init__(self, files=None, read_only=False, prefix=""):
        self.files = files or {}
        self.renamed = {}  # path: path before
        self.read_only = read_only  # the token of a fork
        self.prefix = prefix  # /api/v3 on an Enterprise server
        self.users = {TOKEN: BOT, OTHER_TOKEN: PERSON}
        self.comments = []
        self.reviews = []
        self.review_comments = []
        self.checks = []
        self.head = HEAD
        self._ids = 1000

    def state(self):
        return {
            "comments": self.comments,
            "reviews": self.reviews,
            "review_comments": self.review_comments,
            "checks": self.checks,
        }

    def add_comment(self, body, user=PERSON):
        self._ids += 1
        self.comments.append({"id": self._ids, "body": body, "user": user})
        return self.comments[-1]

    def handle(self, request):
        token = re.sub(r"^(?i:bearer|token) ", "", request.headers.get("authorization", ""))
        user = self.users.get(token)
        if user is None:
            return Answer(401, {"message": "Bad credentials", "status": "401"})
        if "user-agent" not in request.headers:
            return Answer(403, b"Request forbidden by administrative rules.")
        if self.read_only and request.method != "GET":
            return self._forbidden()
        repository = f"{self.prefix}/repos/{REPOSITORY}"
        for route, act in ROUTES:
            known = re.fullmatch(re.escape(repository) + route, request.line.split(" ", 1)[1])
            if known and request.method in act:
                return act[request.method](self, request, user, *map(int, known.groups()))
        if request.path == self.prefix + "/user":
            return self._forbidden() if user["type"] == "Bot" else Answer(200, user)
        return Answer(404, {"message": "Not Found", "status": "404"})

    @staticmethod
    def _forbidden():
        return Answer(403, {"message": "Resource not accessible by integration", "status": "403"})

    @staticmethod
    def _list(request, items, default=30):
        part, headers, _ = page(request, items, default)
        return Answer(200, part, headers)

    def list_comments(self, request, _, pull):
        return self._list(request, self.comments) if pull == PULL else Answer(404, {})

    def create_comment(self, request, user, pull):
        body = (request.json or {}).get("body")
        if pull != PULL:
            return Answer(404, {"message": "Not Found"})
        if not isinstance(body, str) or not body.strip():
            return invalid("body can't be blank")
        if len(body) > COMMENT_LIMIT:
            return invalid(f"Body is too long (maximum is {COMMENT_LIMIT} characters)")
        return Answer(201, self.add_comment(body, user))

    def change_comment(self, request, user, identity):
        return self._change(self.comments, request, user, identity)

    def delete_comment(self, request, user, identity):
        return self._delete(self.comments, request, user, identity)

    def change_review_comment(self, request, user, identity):
        return self._change(self.review_comments, request, user, identity)

    def delete_review_comment(self, request, user, identity):
        return self._delete(self.review_comments, request, user, identity)

    def _change(self, comments, request, user, identity):
        body = (request.json or {}).get("body")
        for comment in comments:
            if comment["id"] == identity:
                if comment["user"] != user:
                    return self._forbidden()
                if not isinstance(body, str) or len(body) > COMMENT_LIMIT:
                    return invalid(f"Body is too long (maximum is {COMMENT_LIMIT} characters)")
                comment["body"] = body
                return Answer(200, comment)
        return Answer(404, {"message": "Not Found"})

    def _delete(self, comments, request, user, identity):
        for comment in comments:
            if comment["id"] == identity:
                if comment["user"] != user:
                    return self._forbidden()
                comments.remove(comment)
                return Answer(204)
        return Answer(404, {"message": "Not Found"})

    def get_pull(self, request, _, pull):
        return Answer(200, self._pull()) if pull == PULL else Answer(404, {})

    def list_pulls(self, request, _):
        wanted = request.query.get("head", "")
        here = request.query.get("state", "open") == "open" and wanted in ("", "fork:change")
        return Answer(200, [self._pull()] if here else [])

    def _pull(self):
        repository = {"full_name": REPOSITORY, "id": 1}
        return {
            "number": PULL,
            "state": "open",
            "head": {"sha": self.head, "ref": "change", "repo": repository},
            "base": {"sha": "b" * 40, "ref": "main", "repo": repository},
        }

    def list_files(self, request, _, pull):
        files = []
        for path, patch in self.files.items():
            entry = {"sha": "c" * 40, "filename": path, "status": "modified"}
            if path in self.renamed:
                entry |= {"status": "renamed", "previous_filename": self.renamed[path]}
            files.append(entry if patch is None else entry | {"patch": patch})
        return self._list(request, files)

    def list_review_comments(self, request, _, pull):
        return self._list(request, self.review_comments)

    def create_review_comment(self, request, user, pull):
        given = request.json or {}
        if given.get("commit_id") != self.head:
            return invalid("commit_id is not part of the pull request", "PullRequestReviewComment")
        if given.get("subject_type") != "file":
            line = given.get("line")
            if given.get("path") not in self.files:
                return invalid("pull_request_review_thread.path must be part of the diff")
            if line not in new_lines(self.files[given["path"]] or ""):
                return invalid("pull_request_review_thread.line must be part of the diff")
        elif given.get("path") not in self.files:
            return invalid("pull_request_review_thread.path must be part of the diff")
        if len(given["body"]) > COMMENT_LIMIT:
            return invalid(f"Body is too long (maximum is {COMMENT_LIMIT} characters)")
        return Answer(201, self._add_review_comment(given, user))

    def _add_review_comment(self, given, user):
        self._ids += 1
        comment = {
            "id": self._ids,
            "path": given["path"],
            "line": given.get("line"),
            "original_line": given.get("line"),
            "side": given.get("side", "RIGHT"),
            "subject_type": given.get("subject_type", "line"),
            "commit_id": self.head,
            "body": given["body"],
            "user": user,
        }
        self.review_comments.append(comment)
        return comment

    def list_reviews(self, request, _, pull):
        return self._list(request, self.reviews)

    def create_review(self, request, user, pull):
        """All or nothing: one bad line and nothing is posted."""
        given = request.json or {}
        if given.get("event") == "COMMENT" and not (given.get("body") or given.get("comments")):
            return unresolved("Body can't be blank")
        if given.get("commit_id", self.head) != self.head:
            return unresolved("Commit is not part of the pull request")
        for comment in given.get("comments", []):
            if comment["path"] not in self.files:
                return unresolved("Path could not be resolved")
            if comment.get("line") not in new_lines(self.files[comment["path"]] or ""):
                return unresolved("Line could not be resolved")
            if len(comment["body"]) > COMMENT_LIMIT:
                return unresolved("Body is too long (maximum is 65536 characters)")
        for comment in given.get("comments", []):
            self._add_review_comment(comment, user)
        self._ids += 1
        review = {"id": self._ids, "state": "COMMENTED", "body": given.get("body"), "user": user}
        self.reviews.append(review | {"commit_id": self.head})
        return Answer(200, self.reviews[-1])

    def create_check(self, request, _):
        given = request.json or {}
        if given.get("head_sha") != self.head:
            return Answer(422, {"message": f"No commit found for SHA: {given.get('head_sha')}"})
        refused = self._refused_output(given)
        if refused:
            return refused
        self._ids += 1
        self.checks.append({"id": self._ids, "annotations": []})
        return self._merge_check(self.checks[-1], given, 201)

    def change_check(self, request, _, identity):
        given = request.json or {}
        for check in self.checks:
            if check["id"] == identity:
                return self._refused_output(given) or self._merge_check(check, given, 200)
        return Answer(404, {"message": "Not Found"})

    @staticmethod
    def _refused_output(given):
        output = given.get("output") or {}
        if len(output.get("annotations", [])) > 50:
            return invalid("No more than 50 annotations", "CheckRun", "annotations")
        for name in ("summary", "text"):
            size = len((output.get(name) or "").encode())
            if size > 65535:
                message = f"Only 65535 characters are allowed; {size} were supplied."
                return invalid(message, "CheckRun", name)
        return None

    @staticmethod
    def _merge_check(check, given, status):
        annotations = (given.get("output") or {}).get("annotations", [])
        check["annotations"] = check["annotations"] + annotations
        check |= {key: value for key, value in given.items() if key != "annotations"}
        return Answer(status, check)

    def list_checks(self, request, _):
        name = request.query.get("check_name")
        runs = [c for c in self.checks if name in (None, c.get("name"))]
        return Answer(200, {"total_count": len(runs), "check_runs": runs})


ROUTES = [
    (
        r"/issues/(\d+)/comments",
        {"GET": FakeGithub.list_comments, "POST": FakeGithub.create_comment},
    ),
    (
        r"/issues/comments/(\d+)",
        {"PATCH": FakeGithub.change_comment, "DELETE": FakeGithub.delete_comment},
    ),
    (r"/pulls", {"GET": FakeGithub.list_pulls}),
    (r"/pulls/(\d+)", {"GET": FakeGithub.get_pull}),
    (r"/pulls/(\d+)/files", {"GET": FakeGithub.list_files}),
    (
        r"/pulls/(\d+)/comments",
        {"GET": FakeGithub.list_review_comments, "POST": FakeGithub.create_review_comment},
    ),
    (
        r"/pulls/comments/(\d+)",
        {"PATCH": FakeGithub.change_review_comment, "DELETE": FakeGithub.delete_review_comment},
    ),
    (
        r"/pulls/(\d+)/reviews",
        {"GET": FakeGithub.list_reviews, "POST": FakeGithub.create_review},
    ),
    (r"/check-runs", {"POST": FakeGithub.create_check}),
    (r"/check-runs/(\d+)", {"PATCH": FakeGithub.change_check}),
    (r"/commits/[0-9a-f]+/check-runs", {"GET": FakeGithub.list_checks}),
]
