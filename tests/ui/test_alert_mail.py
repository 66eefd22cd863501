"""Alerts by e-mail, taken by a real mail server: encrypted with a certificate that is checked, by a user who may."""

import email
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from starlette.testclient import TestClient

from search_api.alerts.finding import what_is_new
from search_api.alerts.records import Alert, Every, Item, Saved, Watch
from search_api.alerts.sending import MailServer, NotSent, sender_for
from search_api.library import Library
from ui.alert_mail import alert_mail
from ui.locale import words_in

if TYPE_CHECKING:
    from email.message import Message

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
PASSWORD = "correct horse battery"  # noqa: S105  (of the test's own server)


class Box:
    """Keeps what is handed over."""

    def __init__(self) -> None:
        self.got: list[Message] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: Envelope) -> str:  # noqa: N802  (aiosmtpd's name)
        self.got.append(email.message_from_bytes(bytes(envelope.content or b"")))
        return "250 taken"


def right(_server: object, _session: object, _envelope: object, _method: str, given: Any) -> AuthResult:
    fits = isinstance(given, LoginPassword) and (given.login, given.password) == (b"lexgap", PASSWORD.encode())
    return AuthResult(success=fits, handled=False)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine with its key, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = tmp_path_factory.mktemp("mail") / "mail.pem"
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return file


@pytest.fixture
def server(certificate: Path) -> Iterator[tuple[Box, int]]:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    box = Box()
    controller = Controller(
        box, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True, auth_required=True,
        authenticator=right,
    )  # fmt: skip
    controller.start()
    yield box, port
    controller.stop()


def an_alert(number: int = 1) -> Alert:
    saved = Saved(
        name="数据出境", watch=Watch.SEARCH, asks={"q": "a"}, to="mailto:me@law.example", every=Every.DAILY, revision=0
    )
    item = Item(key="k", title="《新法》第一条", href="/api/v1/instruments/x", summary="xs", quote="应当公开。")
    return Alert(id="a1", saved=saved, since=0, revision=1, items=(item,) * number)


def sent(port: int, *, host: str = "127.0.0.1", password: str = PASSWORD, security: Any = "starttls") -> None:
    mail = MailServer(
        host=host, port=port, sender="lexgap@law.example", user="lexgap", password=password, security=security
    )
    sender_for(mail, "https://law.example", word=alert_mail)(an_alert(), NOON)


def test_an_alert_is_handed_over_encrypted_to_a_server_that_is_known(
    server: tuple[Box, int], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    box, port = server
    sent(port)
    (message,) = box.got
    assert (message["To"], message["Message-ID"]) == ("me@law.example", "<a1@lexgap>")
    assert parsedate_to_datetime(message["Date"]) == NOON
    words = message.get_payload(decode=True)
    assert isinstance(words, bytes)
    assert "《新法》第一条" in words.decode()
    assert "https://law.example/api/v1/instruments/x" in words.decode()


def test_nothing_is_told_to_a_server_whose_certificate_nobody_vouches_for(server: tuple[Box, int]) -> None:
    box, port = server
    with pytest.raises(NotSent, match="certificate"):
        sent(port)
    assert box.got == []


def test_a_wrong_password_is_not_tried_again(
    server: tuple[Box, int], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with pytest.raises(NotSent, match="535") as refused:
        sent(server[1], password=PASSWORD[:-1])
    assert not refused.value.again
    assert server[0].got == []


def test_without_encryption_mail_goes_to_this_machine_only() -> None:
    with pytest.raises(NotSent, match="LEXGAP_SMTP_SECURITY") as refused:
        sent(25, host="mail.law.example", security="none")
    assert not refused.value.again


def test_a_long_alert_ends_with_how_many_more_there_are() -> None:
    assert "… and 20 more." in alert_mail(an_alert(120), "").text


@pytest.fixture
def news(library: Library) -> Callable[..., Alert]:
    """What has come in since the corpus was empty."""

    def find(watch: Watch, language: str, account: str = "", **asks: object) -> Alert:
        name = f"{account}: “<news>”" if account else "“<news>”"
        saved = Saved(
            name=name, watch=watch, asks=asks, to="mailto:me@law.example", every=Every.DAILY, revision=0,
            language=language, account=account,
        )  # fmt: skip
        return what_is_new(library, saved)

    return find


@pytest.mark.parametrize(
    ("language", "subject", "standing"),
    [
        ("en", "Lexgap: {n} new in ““<news>””", "Samplia (invented), text of 2021-09-10, in force: in force from"),
        ("zh-Hans", "Lexgap：““<news>””有 {n} 条新内容", "样例国（虚构），2021-09-10 文本，现行有效："),
        ("zh-Hant", "Lexgap：「“<news>”」有 {n} 則新內容", "樣例國（虛構），2021-09-10 文本，現行有效："),
    ],
)
def test_what_is_new_is_told_in_the_language_of_the_search_with_links_to_pages(
    news: Callable[..., Alert], client: TestClient, language: str, subject: str, standing: str
) -> None:
    alert = news(Watch.SEARCH, language, "lin", q="政府信息公开", jurisdiction=["xs"], mode="lexical")
    mail = alert_mail(alert, "https://law.example")
    assert (mail.subject, mail.language) == (subject.format(n=len(alert.items)), language)
    assert standing in mail.text
    assert alert.items[0].quote[:40] in mail.text
    assert (" in force" in mail.text) is (language == "en"), "no sentence is left in English"
    assert "<span" not in mail.text
    assert "&lt;" not in mail.text
    links = re.findall(r"https://law\.example(\S+)", mail.text)
    pages = [link for link in links if not link.startswith("/api/")]
    assert len(pages) == len(alert.items) + 2
    assert all(f"lang={language}" in page for page in pages)
    for link in (pages[0], pages[-2], links[1]):
        assert client.get(link).status_code == 200, link
    assert pages[-1].startswith("/account/searches?")
    fragment = pages[0].partition("#")[2]
    assert f'id="{fragment}"' in client.get(pages[0]).text


@pytest.mark.parametrize(
    ("language", "name"), [("en", "Samplia (invented)"), ("zh-Hans", "样例国（虚构）"), ("zh-Hant", "樣例國（虛構）")]
)
def test_changed_cells_are_told_by_their_names(
    news: Callable[..., Alert], library: Library, client: TestClient, language: str, name: str
) -> None:
    mail = alert_mail(news(Watch.GAPS, language, requirement=["DIS-01"], jurisdiction=["xs"]), "https://law.example")
    called = library.checklist().requirement("DIS-01").names.in_language(language)
    assert any(line.startswith(f"DIS-01 {called}") and line.endswith(name) for line in mail.text.splitlines())
    assert str(words_in(language)("result.covered")) in mail.text
    (page,) = re.findall(r"https://law\.example(/gaps/DIS-01/\S+)", mail.text)
    assert client.get(page).status_code == 200


def test_an_e_mail_is_marked_as_sent_by_a_program(
    server: tuple[Box, int], certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    sent(server[1])
    (message,) = server[0].got
    assert (message["Auto-Submitted"], message["Content-Language"]) == ("auto-generated", "en")
