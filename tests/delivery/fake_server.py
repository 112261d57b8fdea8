"""An HTTP server whose answers come from a forge (fake_github, fake_gitlab), with faults put in
between: it counts and keeps every request, and on demand answers wrongly, late, or not at all.

By hand: `fake_server.py github|gitlab PORT`; faults are posted to /_script as the keyword
arguments of FakeServer.fail, the state is at /_state.
"""

import dataclasses
import http.server
import json
import re
import socket
import sys
import threading
import time
import urllib.parse


@dataclasses.dataclass
class Request:
    method: str
    path: str  # without the query
    query: dict
    headers: dict  # names in lower case
    body: str
    status: int = 0  # what was answered; 0: the connection was cut

    @property
    def line(self):
        return f"{self.method} {self.path}"

    @property
    def json(self):
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclasses.dataclass
class Answer:
    status: int
    content: object = None  # bytes as they are, anything else as JSON; None: no body
    headers: dict = dataclasses.field(default_factory=dict)

    def data(self):
        if self.content is None:
            return b""
        if isinstance(self.content, bytes):
            return self.content
        return json.dumps(self.content).encode()


@dataclasses.dataclass
class Fault:
    """`route` is searched in `METHOD path`. One of `status` (answered in place of acting), `cut`
    (`before` or `after` acting), `truncate`, `replace` (acted on, but this text is the body),
    `sleep` (seconds before acting), `meet` (the answers wait until so many are there) is set."""

    route: str
    times: int = 1
    after: int = 0  # so many requests are let pass first
    status: int = 0
    headers: dict = dataclasses.field(default_factory=dict)
    body: object = None
    cut: str = ""
    truncate: bool = False
    replace: str = ""
    sleep: float = 0
    meet: int = 0

    def __post_init__(self):
        self.barrier = threading.Barrier(self.meet) if self.meet else None


class FakeServer:
    """`with FakeServer(forge) as server:` listens on a free port of 127.0.0.1."""

    def __init__(self, forge, port=0):
        self.forge = forge
        self.requests = []
        self._faults = []
        self._lock = threading.Lock()
        self._http = _Listener(("127.0.0.1", port), _Handler)
        self._http.fake = self
        self.port = self._http.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._http.shutdown()
        self._http.server_close()

    def fail(self, route, **how):
        """Puts a fault in; several on one route come one after the other."""
        with self._lock:
            self._faults.append(Fault(route, **how))

    def calls(self, route=""):
        """The requests whose `METHOD path` matches."""
        with self._lock:
            return [r for r in self.requests if re.search(route, r.line)]

    def take_fault(self, request):
        with self._lock:
            self.requests.append(request)
            for fault in self._faults:
                if fault.times < 1 or not re.search(fault.route, request.line):
                    continue
                if fault.after > 0:
                    fault.after -= 1
                    return None
                fault.times -= 1
                return fault
        return None

    def act(self, request):
        with self._lock:
            if request.path == "/_script":
                self._faults.append(Fault(**request.json))
                return Answer(204)
            if request.path == "/_state":
                return Answer(200, self.forge.state())
            return self.forge.handle(request)


class _Listener(http.server.ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def _request(self):
        address = urllib.parse.urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        return Request(
            self.command,
            address.path,
            dict(urllib.parse.parse_qsl(address.query)),
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(length).decode("utf-8", "surrogateescape"),
        )

    def _cut(self):
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def _send(self, answer, request, data=None):
        whole = answer.data() if data is None else data
        request.status = answer.status
        self.send_response(answer.status)
        headers = {"Content-Type": "application/json; charset=utf-8", **answer.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        if answer.status != 204:
            self.send_header("Content-Length", str(len(whole)))
        self.end_headers()
        return whole

    def _serve(self):
        server = self.server.fake
        request = self._request()
        fault = server.take_fault(request) or Fault("")
        time.sleep(fault.sleep)
        if fault.cut == "before":
            return self._cut()
        if fault.status:
            body = fault.body if fault.body is not None else {"message": f"fault {fault.status}"}
            content = body.encode() if isinstance(body, str) else body
            answer = Answer(fault.status, content, fault.headers)
        else:
            answer = server.act(request)
        if fault.barrier:
            fault.barrier.wait(20)
        if fault.cut == "after":
            return self._cut()
        data = self._send(answer, request, fault.replace.encode() or None)
        self.wfile.write(data[: len(data) // 2] if fault.truncate else data)
        if fault.truncate:
            self._cut()

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve


def page(request, items, default):
    """The part of a list that `page` and `per_page` (at most 100) ask for, and the `Link`."""

    def number(name, otherwise):
        value = request.query.get(name, "")
        return max(1, int(value)) if value.isdigit() else otherwise

    size = min(number("per_page", default), 100)
    at = number("page", 1)
    last = max(1, -(-len(items) // size))
    base = f"http://{request.headers['host']}{request.path}"

    def link(to, rel):
        query = urllib.parse.urlencode({**request.query, "page": to})
        return f'<{base}?{query}>; rel="{rel}"'

    links = [link(at - 1, "prev")] if at > 1 else []
    links += [link(at + 1, "next"), link(last, "last")] if at < last else []
    headers = {"Link": ", ".join(links)} if links else {}
    return items[(at - 1) * size : at * size], headers, str(at + 1) if at < last else ""


def new_lines(patch):
    """The lines that a patch shows on its new side: {new line: old line, None when added}."""
    shown, old, new = {}, 0, 0
    for line in patch.split("\n"):
        hunk = re.match(r"@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@", line)
        if hunk:
            old, new = int(hunk[1]), int(hunk[2])
        elif line.startswith("+"):
            shown[new] = None
            new += 1
        elif line.startswith("-"):
            old += 1
        elif line.startswith(" "):
            shown[new] = old
            old, new = old + 1, new + 1
    return shown


def main():
    from fake_github import FakeGithub
    from fake_gitlab import FakeGitlab

    forge = {"github": FakeGithub, "gitlab": FakeGitlab}[sys.argv[1]]()
    with FakeServer(forge, int(sys.argv[2])) as server:
        print(server.url, flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
