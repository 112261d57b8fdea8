"""A server of others, started as a process on a free port of 127.0.0.1."""

import os
import signal
import socket
import subprocess
import tempfile
import time


class RealServer:
    """`line` is the command, `{port}` in it is replaced; `ready` looks at what was printed."""

    def __init__(self, line, ready, host="127.0.0.1", **more):
        for _ in range(3):  # somebody else may have been faster to take the port
            self._start(line, host, more)
            if self._wait(ready):
                return
            self.stop()
        raise RuntimeError(f"{line[0]} did not start:\n{self.printed()}")

    def _start(self, line, host, more):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://{host}:{self.port}"
        self.log = tempfile.NamedTemporaryFile("w+", prefix="leakgate-server-")
        words = [word.replace("{port}", str(self.port)) for word in line]
        self.process = subprocess.Popen(
            words, stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True, **more
        )

    def _wait(self, ready):
        for _ in range(600):
            if ready(self.printed()):
                return True
            if self.process.poll() is not None:
                return False
            time.sleep(0.2)
        return False

    def printed(self):
        with open(self.log.name) as log:
            return log.read()

    def stop(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(30)
