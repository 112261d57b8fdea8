"""Runs a step of Buildkite by its own agent, without Buildkite: `agent bootstrap` checks out, runs the command and uploads.

Of the service there is what the agent asks of it for one job: where artifacts go, and that the commit is known.
"""

import http.server
import json
import os
import pathlib
import re
import subprocess
import threading


class Service(http.server.BaseHTTPRequestHandler):
    def log_message(self, *rest):
        pass

    def answer(self, data):
        body = json.dumps(data).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def do_POST(self):
        body = self.body()
        if self.path.endswith("/data/exists"):
            self.answer({"exists": True})
        elif self.path.endswith("/artifacts"):
            asked = json.loads(body)
            to = {"url": f"http://127.0.0.1:{self.server.server_port}", "method": "POST", "path": "upload", "file_input": "file"}
            self.answer({"id": asked["id"], "artifact_ids": [str(i) for i in range(len(asked["artifacts"]))],
                         "upload_instructions": {"data": {}, "action": to}})
        else:
            self.server.kept.add(re.search(rb'filename="([^"]+)"', body)[1].decode())
            self.answer({})

    def do_PUT(self):
        self.body()
        self.answer({})


def run_step(agent, template, repository, folder, environment):
    """The agent's exit code, what it printed, and the names of what it uploaded."""
    text = pathlib.Path(template).read_text()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
    server.kept = set()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (folder / "bin").mkdir(parents=True, exist_ok=True)
    if not (folder / "bin/buildkite-agent").exists():
        (folder / "bin/buildkite-agent").symlink_to(agent)
    job = {"AGENT_ENDPOINT": f"http://127.0.0.1:{server.server_port}", "AGENT_ACCESS_TOKEN": "none", "JOB_ID": "job", "BUILD_ID": "build",
           "BUILD_NUMBER": "1", "AGENT_NAME": "agent", "ORGANIZATION_SLUG": "o", "PIPELINE_SLUG": "p", "PIPELINE_PROVIDER": "git",
           "REPO": repository, "COMMIT": "HEAD", "BRANCH": "main", "BUILD_PATH": folder / "builds", "BIN_PATH": folder / "bin",
           "PLUGINS_PATH": folder / "plugins", "HOOKS_PATH": folder / "hooks", "SHELL": "/bin/sh -e -c",
           "COMMAND": re.search(r"(?m)^ +command: (.*)$", text)[1],
           "ARTIFACT_PATHS": ";".join(re.findall(r"(?m)^ +- ([\w.]+)$", text))}
    done = subprocess.run([folder / "bin/buildkite-agent", "bootstrap"], text=True, check=False, timeout=600,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          env=dict(os.environ) | environment | {f"BUILDKITE_{name}": str(value) for name, value in job.items()})
    server.shutdown()
    server.server_close()
    return done.returncode, done.stdout, server.kept
