"""HTTPS on loopback: a server that notes what it is asked, and github.com for tools that take a release from nowhere else."""

import http.server
import pathlib
import ssl
import subprocess
import threading


def certificate(folder, names, kind=("rsa:2048",)):
    """The paths of a new key and of the certificate for NAMES that it has signed itself."""
    key, path = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", *kind, "-nodes", "-keyout", key, "-out", path, "-days", "2", "-subj",
                    "/CN=" + names[0], "-addext", "subjectAltName=" + ",".join("DNS:" + name for name in names)],
                   check=True, capture_output=True)
    return key, path


class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *rest):
        pass

    def do_CONNECT(self):
        """As a proxy: what is asked for inside is answered here."""
        self.server.asked.append(self.path)
        self.send_response_only(200)
        self.end_headers()
        self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.close_connection = False

    def do_GET(self):
        self.server.asked.append(self.path)
        path = self.server.files.get(self.path)
        body = path.read_bytes() if path else b"{}"
        self.send_response(200 if path else 404)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class Server(http.server.ThreadingHTTPServer):
    """Serves FILES, paths of them by their path in the URL."""

    def __init__(self, key, path, files):
        super().__init__(("127.0.0.1", 0), Handler)
        self.tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self.tls.load_cert_chain(path, key)
        self.asked, self.files = [], files
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, *rest):
        """A handshake that fails is what some ask for."""

    def speak(self, version):
        """TLS from the first byte on, of this version alone."""
        self.tls.minimum_version = self.tls.maximum_version = version
        if version < ssl.TLSVersion.TLSv1_2:
            self.tls.set_ciphers("ALL:@SECLEVEL=0")
        self.socket = self.tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        return self

    def close(self):
        self.shutdown()
        self.server_close()


def github(release, version, folder):
    """Has the files of RELEASE (a folder) as those of OWNER/leakgate's release VERSION. Returns the server, and what a program
    needs in its environment to reach it: the proxy and the certificate that it shows. FOLDER gets key and certificate."""
    key, path = certificate(folder, ["github.com", "api.github.com"])
    server = Server(key, path, {f"/OWNER/leakgate/releases/download/v{version}/{file.name}": file
                                for file in pathlib.Path(release).iterdir()})
    proxy = f"http://127.0.0.1:{server.server_port}"
    return server, {"HTTPS_PROXY": proxy, "https_proxy": proxy, "SSL_CERT_FILE": str(path), "NO_PROXY": "", "no_proxy": ""}
