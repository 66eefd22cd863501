"""An Elasticsearch with TLS and users, its certificate signed by an authority made for the test."""

import ipaddress
import json
import os
import shutil
import ssl
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.elastic_server import COMPILE_LESS, free_port

PASSWORD = "pa55 of the test"  # noqa: S105  (of a server that lives for one test)
_PATIENCE_S = 150
_PEM = serialization.Encoding.PEM
_UNPRIVILEGED = "nobody"
_SETTINGS = """
discovery.type: single-node
network.host: 127.0.0.1
cluster.routing.allocation.disk.threshold_enabled: false
xpack.security.enabled: true
xpack.security.autoconfiguration.enabled: false
xpack.security.http.ssl: {enabled: true, key: node.key, certificate: node.pem}
"""


@dataclass(frozen=True, kw_only=True)
class Secured:
    """Where it is, the authority that signed for it, and the fingerprint of its certificate."""

    url: str
    ca_file: Path
    fingerprint: str

    def ask(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """A request of the superuser, without our client."""
        user = b64encode(f"elastic:{PASSWORD}".encode()).decode()
        headers = {"Authorization": f"Basic {user}", "Content-Type": "application/json"}
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(self.url + path, data=data, method=method, headers=headers)  # noqa: S310  (a server of this machine)
        context = ssl.create_default_context(cafile=str(self.ca_file))
        try:
            with urllib.request.urlopen(request, context=context, timeout=30) as answer:  # noqa: S310  (a server of this machine)
                return dict(json.load(answer))
        except urllib.error.HTTPError as error:
            raise OSError(error.read().decode()[:400]) from error


def certificates(folder: Path) -> str:
    """Write an authority (ca.pem) and a certificate of 127.0.0.1 with its key; the certificate's fingerprint."""
    authority, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    named, node = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in ("authority", "node"))
    begins, ends = datetime.now(UTC) - timedelta(days=1), datetime.now(UTC) + timedelta(days=2)
    ca = x509.CertificateBuilder(named, named, authority.public_key(), 1, begins, ends)
    ca = ca.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    of_node = x509.CertificateBuilder(named, node, own.public_key(), 2, begins, ends)
    signed = of_node.add_extension(address, critical=False).sign(authority, hashes.SHA256())
    folder.mkdir(exist_ok=True)
    (folder / "ca.pem").write_bytes(ca.sign(authority, hashes.SHA256()).public_bytes(_PEM))
    (folder / "node.pem").write_bytes(signed.public_bytes(_PEM))
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "node.key").write_bytes(own.private_bytes(_PEM, *plain))
    return sha256(signed.public_bytes(serialization.Encoding.DER)).hexdigest()


@contextmanager
def secured_elasticsearch() -> Iterator[Secured]:
    """Start one from the distribution that the plain server of the tests runs from."""
    root = os.geteuid() == 0
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    installed = sorted((Path("/var/tmp") if root else cache).glob("lexgap-elasticsearch/elasticsearch-*"))  # noqa: S108  (where `start` puts it)
    if not installed:
        pytest.skip("the distribution of Elasticsearch is not where its start script puts it")
    folder = Path(tempfile.mkdtemp(prefix="lexgap-secured-"))
    conf, port = folder / "config", free_port()
    shutil.copytree(installed[-1] / "config", conf)
    secured = Secured(url=f"https://127.0.0.1:{port}", ca_file=folder / "ca.pem", fingerprint=certificates(conf))
    shutil.copy(conf / "ca.pem", secured.ca_file)
    own = f"http.port: {port}\ntransport.port: {port + 1000}\npath: {{data: {folder}/data, logs: {folder}/logs}}"
    (conf / "elasticsearch.yml").write_text(_SETTINGS + own, encoding="utf-8")
    programs, before = installed[-1] / "bin", []
    if root:
        subprocess.run(["chown", "-R", _UNPRIVILEGED, str(folder)], check=True)
        before = ["setpriv", f"--reuid={_UNPRIVILEGED}", "--regid=nogroup", "--clear-groups"]
    java = Path(shutil.which("javac") or "/usr/bin/javac").resolve().parents[1]
    environment = {
        "HOME": str(folder),
        "ES_JAVA_HOME": str(java),
        "ES_PATH_CONF": str(conf),
        "PATH": os.environ["PATH"],
    }
    environment["ES_JAVA_OPTS"] = f"-Xms400m -Xmx400m {COMPILE_LESS}"
    keystore = [*before, str(programs / "elasticsearch-keystore"), "add", "-x", "-f", "bootstrap.password"]
    subprocess.run(keystore, input=PASSWORD.encode(), env=environment, check=True, capture_output=True)
    with (folder / "out.log").open("wb") as log:
        command = [*before, str(programs / "elasticsearch")]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
    try:
        _wait(secured, process)
        yield secured
    finally:
        process.terminate()
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(secured: Secured, process: subprocess.Popen[bytes]) -> None:
    ends = time.monotonic() + _PATIENCE_S
    while time.monotonic() < ends and process.poll() is None:
        try:
            secured.ask("GET", "/_security/_authenticate")
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    pytest.fail("the secured Elasticsearch did not start")
