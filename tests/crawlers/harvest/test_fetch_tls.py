"""Certificates are verified, but for the hosts that a source names with a reason."""

import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawlers.harvest.desk import FailureKind
from tests.crawlers.harvest.fetching_child import Outcome, Plan, fetched, quick
from tests.crawlers.harvest.hostile_server import Hostile, answer, hostile, redirect

NOW = datetime.now(tz=UTC)


def certificate(folder: Path, *, name: str = "127.0.0.1", ends: datetime = NOW + timedelta(days=1)) -> Path:
    """A self-signed certificate with its key, in one PEM file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(name))])
    signed = (
        x509.CertificateBuilder(subject, subject, key.public_key(), 1, NOW - timedelta(days=9), ends)
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "server.pem"
    path.write_bytes(secret + signed.public_bytes(serialization.Encoding.PEM))
    return path


def served(path: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def crawled(
    path: Path, *, insecure: dict[str, str] | None = None, trusted: Path | None = None
) -> tuple[Hostile, Outcome]:
    behaviours = {"/down": redirect("http://127.0.0.1/"), "/law": answer()}
    with hostile(behaviours, context=served(path)) as server:
        plan = Plan(hosts=(server.at, "127.0.0.1"), insecure_hosts=insecure or {})
        return server, fetched([server.url("/law"), server.url("/down")], plan, quick(), trusted)


def test_a_certificate_that_the_machine_trusts_is_accepted(tmp_path: Path) -> None:
    path = certificate(tmp_path)
    server, outcome = crawled(path, trusted=path)
    assert server.url("/law") in outcome.pages


def test_an_unknown_certificate_is_refused(tmp_path: Path) -> None:
    server, outcome = crawled(certificate(tmp_path))
    assert outcome.kind(server.url("/law")) is FailureKind.REFUSED
    assert "certificate" in outcome.failures[server.url("/law")].reason
    assert server.received == []


@pytest.mark.parametrize("wrong", [{"name": "127.0.0.9"}, {"ends": NOW - timedelta(days=1)}], ids=["name", "expired"])
def test_a_certificate_for_another_host_or_time_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    path = certificate(tmp_path, **wrong)  # type: ignore[arg-type]  # One of two settings of different types.
    server, outcome = crawled(path, trusted=path)
    assert outcome.kind(server.url("/law")) is FailureKind.REFUSED


def test_one_bad_certificate_speaks_for_every_page_of_the_host(tmp_path: Path) -> None:
    with hostile({}, otherwise=answer(), context=served(certificate(tmp_path))) as server:
        urls = [server.url(f"/{n}") for n in range(40)]
        outcome = fetched(urls, Plan(hosts=(server.at,)), quick())
    assert {outcome.kind(url) for url in urls} == {FailureKind.REFUSED}
    assert len({failure.reason for failure in outcome.failures.values()}) == 1
    assert server.received == []


def test_a_named_exception_is_asked_and_logged(tmp_path: Path) -> None:
    server, outcome = crawled(certificate(tmp_path), insecure={"127.0.0.1": "self-signed since 2019"})
    assert server.url("/law") in outcome.pages
    assert any("self-signed since 2019" in line for line in outcome.told)


def test_https_is_never_left_for_http(tmp_path: Path) -> None:
    server, outcome = crawled(certificate(tmp_path), insecure={"127.0.0.1": "self-signed since 2019"})
    assert outcome.kind(server.url("/down")) is FailureKind.REFUSED
    assert "https for http" in outcome.failures[server.url("/down")].reason
