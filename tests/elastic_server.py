"""A real Elasticsearch for tests, and a door in front of it that can be shut, or answer in its place."""

import os
import socket
import subprocess
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

RUNNING = "LEXGAP_TEST_ELASTICSEARCH"
# A server that lives for a minute is not worth compiling well: the first compiler alone takes half the processor time.
COMPILE_LESS = "-XX:TieredStopAtLevel=1"
Fault = Callable[[str, str, bytes], tuple[int, bytes] | None]
"""Given the method, the path and the body: an answer in place of the server's, or None to pass the request on."""


@contextmanager
def running_elasticsearch(shared: Path, *, nodes: int = 1) -> Iterator[str]:
    """The address of a server that was started for the tests, or of one that ``LEXGAP_TEST_ELASTICSEARCH`` names."""
    if nodes == 1 and os.environ.get(RUNNING):
        yield os.environ[RUNNING]
        return
    folder, port = shared / "elasticsearch", str(free_port())
    # What follows the size of the heap is read as further options of Java.
    heap = f"512m {COMPILE_LESS}"
    command = [str(folder / "start"), "--port", port, "--nodes", str(nodes), "--heap", heap]
    started = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        if started.returncode:
            unavailable(f"Elasticsearch did not start: {started.stderr.strip()[-300:]}")
        yield started.stdout.strip().splitlines()[-1]
    finally:
        subprocess.run([str(folder / "stop"), "--port", port, "--wipe"], capture_output=True, check=False)


def unavailable(reason: str) -> None:
    """Skip with the reason; in CI the test must run."""
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def free_port() -> int:
    """A port whose neighbours, which further nodes use, are most likely free too."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return 20_000 + int(probe.getsockname()[1]) % 20_000


class Door:
    """Passes requests on to a server while it is open. ``fault`` may answer instead; closed, nothing listens."""

    def __init__(self, target: str) -> None:
        self._target = target
        self._server: ThreadingHTTPServer | None = None
        self.port = 0
        self.fault: Fault | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        if self._server is not None:
            return
        door = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, headers, content = door.answer(self.command, self.path, body, dict(self.headers))
                self.send_response(status)
                for name, value in headers.items():
                    if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                # A door that was shut must not go on through a connection that was kept.
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(b"" if self.command == "HEAD" else content)

            def log_message(self, *_: object) -> None:
                """Nothing is told."""

        for method in ("GET", "POST", "PUT", "DELETE", "HEAD"):
            setattr(Handler, f"do_{method}", Handler.answer)
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def shut(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def answer(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        instead = self.fault(method, path, body) if self.fault else None
        if instead is not None:
            told = {"X-Elastic-Product": "Elasticsearch", "Content-Type": "application/json"}
            return instead[0], told, instead[1]
        kept = {name: value for name, value in headers.items() if name.lower() in ("content-type", "accept")}
        request = urllib.request.Request(self._target + path, data=body or None, method=method, headers=kept)  # noqa: S310  (a server of this machine)
        try:
            with urllib.request.urlopen(request) as response:  # noqa: S310  (a server of this machine)
                return response.status, dict(response.headers), response.read()
        except urllib.error.HTTPError as error:
            return error.code, dict(error.headers), error.read()
