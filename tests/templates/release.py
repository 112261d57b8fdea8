"""A release as script/release lays it out, with the binary of the tests in it, and a server that has it."""

import functools
import hashlib
import http.server
import io
import pathlib
import tarfile
import threading

VERSION = "7.8.9"


def archive(binary):
    """An archive whose program hands on to BINARY."""
    program = f'#!/bin/sh\nexec "{binary}" "$@"\n'.encode()
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        entry = tarfile.TarInfo("bin/leakgate")
        entry.size, entry.mode = len(program), 0o755
        tar.addfile(entry, io.BytesIO(program))
    return out.getvalue()


def digest(data):
    return hashlib.sha256(data).hexdigest()


class Server:
    """Serves FOLDER. `faults` says what goes wrong with a file: `cut` or `damaged`; what is not there is a 404."""

    def __init__(self, folder):
        self.folder, self.faults, self.asked = folder, {}, []
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, self))
        self.url = f"http://127.0.0.1:{self.server.server_port}/v{VERSION}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Handler(http.server.BaseHTTPRequestHandler):
    def __init__(self, owner, *rest):
        self.owner = owner
        super().__init__(*rest)

    def log_message(self, *rest):
        pass

    def do_GET(self):
        name = self.path.rsplit("/", maxsplit=1)[-1]
        self.owner.asked.append(self.path)
        path = self.owner.folder / name
        if self.path != f"/v{VERSION}/{name}" or not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        fault = self.owner.faults.get(name)
        if fault == "damaged":
            data = data[:-1] + bytes([data[-1] ^ 1])
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[:len(data) // 2] if fault == "cut" else data)


class Release:
    """FOLDER holds what a release has; `server` serves it, `install` is its install.sh."""

    def __init__(self, folder, source, binary):
        folder.mkdir()
        self.folder, self.source = folder, source
        self.archives = {arch: f"leakgate_{VERSION}_linux_{arch}.tar.gz" for arch in ("x86_64", "aarch64")}
        for name in self.archives.values():
            (folder / name).write_bytes(archive(binary))
        self.server = Server(folder)
        self.install = folder / "install.sh"
        self.seal("".join(f"{digest((folder / name).read_bytes())}  {name}\n" for name in self.archives.values()))

    def seal(self, checksums):
        """Writes checksums.txt and the install.sh that knows it."""
        (self.folder / "checksums.txt").write_text(checksums)
        text = (self.source / "script/dist/install.sh").read_text()
        for name, value in {"@VERSION@": VERSION, "@URL@": self.server.url,
                            "@CHECKSUMS@": digest(checksums.encode())}.items():
            text = text.replace(name, value, 1)
        self.install.write_text(text)

    def values(self):
        """What CI is to know of it."""
        return {"version": VERSION, "url": self.server.url} | {arch: self.digest(name) for arch, name in self.archives.items()}

    def digest(self, name):
        return digest((self.folder / name).read_bytes())
