"""The key goes to the server that its certificate vouches for, as the server reads it, and to nobody else."""

import base64
import json
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from index.cluster import Cluster
from index.elastic_client import ClusterUnavailable, connect
from search_api.settings import Settings
from tests.elastic_secure import certificates

KEY = base64.b64encode(b"id of the key:s3cret").decode()
WHOLE = {"timed_out": False, "_shards": {"total": 1, "successful": 1}, "hits": {"hits": []}, "status": 200}


@dataclass
class Listener:
    """A server with TLS that notes who asks and lets nobody in but with the key."""

    url: str
    ca_file: Path
    told: list[str | None] = field(default_factory=list)


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[Listener]:
    certificates(tmp_path / "authority")
    told: list[str | None] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            told.append(self.headers.get("Authorization"))
            known = told[-1] == f"ApiKey {KEY}"
            error = {"error": {"type": "security_exception", "reason": "missing authentication"}, "status": 401}
            content = json.dumps({"responses": [WHOLE]} if known else error).encode()
            self.send_response(200 if known else 401)
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing is told."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "authority" / "node.pem", tmp_path / "authority" / "node.key")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    ca_file = tmp_path / "authority" / "ca.pem"
    yield Listener(url=f"https://127.0.0.1:{server.server_address[1]}", ca_file=ca_file, told=told)
    server.shutdown()
    server.server_close()


def ask(cluster: Cluster) -> None:
    connect(cluster).searches([({"index": "any"}, {"size": 0})])


def test_the_key_of_the_settings_is_sent_as_the_server_reads_it(
    listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEXGAP_ELASTICSEARCH_URL", listener.url)
    monkeypatch.setenv("LEXGAP_ELASTICSEARCH_API_KEY", KEY)
    monkeypatch.setenv("LEXGAP_ELASTICSEARCH_CA_FILE", str(listener.ca_file))
    ask(Settings(home=tmp_path).cluster())
    assert listener.told == [f"ApiKey {KEY}"]


def test_without_the_key_the_message_names_the_setting(listener: Listener) -> None:
    with pytest.raises(ClusterUnavailable, match="LEXGAP_ELASTICSEARCH_API_KEY"):
        ask(Cluster(urls=(listener.url,), ca_file=listener.ca_file))
    assert listener.told == [None]


def test_the_key_is_not_sent_to_a_server_that_nothing_vouches_for(listener: Listener) -> None:
    with pytest.raises(ClusterUnavailable, match="certificate is not trusted"):
        ask(Cluster(urls=(listener.url,), api_key=KEY))
    assert listener.told == []
