"""The real service in a process of its own, asked through HTTP."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection, HTTPResponse, RemoteDisconnected
from pathlib import Path
from typing import Any

from index.records import Mode

ROOT = Path(__file__).resolve().parents[1]
_PATIENCE_S = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A running service and one kept connection to it."""

    pid: int
    connection: HTTPConnection

    def search(self, query: str, mode: Mode, on: date) -> dict[str, Any]:
        """One search through HTTP, read to its end; an answer that is not 200 ends the benchmark."""
        asked = urllib.parse.urlencode({"q": query, "mode": mode.value, "on": on.isoformat()})
        answer = self._answer(f"/api/v1/search?{asked}")
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} for {query!r}: {body[:300]!r}")
        return dict(json.loads(body))

    def _answer(self, path: str) -> HTTPResponse:
        """Of a connection that the service has closed meanwhile, a new one is made."""
        try:
            self.connection.request("GET", path)
            return self.connection.getresponse()
        except RemoteDisconnected:
            self.connection.close()
            self.connection.request("GET", path)
            return self.connection.getresponse()


@contextmanager
def serve(home: Path, *, semantic: bool) -> Iterator[Server]:
    """Start the service on a free port of this machine and end it afterwards.

    Without ``semantic`` it has no model, since it would compute missing vectors beside what is measured.
    """
    port = _free_port()
    words = [sys.executable, "-m", "ui", "serve", "--port", str(port)]
    environment = {**os.environ, "LEXGAP_HOME": str(home), **({} if semantic else {"LEXGAP_EMBEDDER": "none"})}
    with subprocess.Popen(words, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port, semantic=semantic)
            connection = HTTPConnection("127.0.0.1", port, timeout=120)
            yield Server(pid=process.pid, connection=connection)
            connection.close()
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, *, semantic: bool) -> None:
    """Until the service answers and, where vectors take part, until they are all there."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api/v1/health", timeout=30) as answer:
                health = json.load(answer)
            if not semantic or health["semantic"]["held"] >= health["semantic"]["total"] > 0:
                return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.2)
    raise RuntimeError("the service did not come up")
