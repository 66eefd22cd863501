"""Sending an alert: by e-mail, or signed to a web address."""

import hashlib
import hmac
import json
import smtplib
import ssl
import urllib.request
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from http.client import HTTPException
from typing import Any, Final, Literal
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import BaseHandler, OpenerDirector

from search_api.alerts.public_hosts import PublicOnly
from search_api.alerts.records import Alert, Mail
from search_api.secure_address import THIS_MACHINE

NOT_LAW: Final = "Found in what is held; what is absent is not found in it. Not legal advice."
_SECONDS: Final = 20
_TOLD: Final = ("key", "title", "href", "summary", "quote")
Send = Callable[[Alert, datetime], None]
Word = Callable[[Alert, str], Mail]
"""Words an alert for an e-mail; links begin with the address of the service."""


class NotSent(Exception):
    """An alert did not arrive; the message says why. ``again`` is False where trying again cannot help."""

    def __init__(self, message: str, *, again: bool = True) -> None:
        super().__init__(message)
        self.again = again


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where e-mail is handed over."""

    host: str
    port: int
    sender: str
    user: str | None = None
    password: str | None = None
    security: Literal["starttls", "tls", "none"] = "starttls"


def sender_for(mail: MailServer | None, site: str, inside: Collection[str] = (), word: Word | None = None) -> Send:
    """What sends an alert; ``site`` is the address of the service, which links begin with. Raises NotSent when used.

    ``inside`` are the hosts of the own network that what accounts have saved may be sent to. ``word`` words e-mails;
    without pages there are no words for readers, and an e-mail holds the JSON.
    """

    def send(alert: Alert, at: datetime) -> None:
        if not alert.saved.to.startswith("mailto:"):
            trusted = not alert.saved.account or urlsplit(alert.saved.to).hostname in inside
            _post(alert, at, site, _opener() if trusted else _opener(PublicOnly()))
        elif mail is None:
            raise NotSent("no mail server is set: set LEXGAP_SMTP_HOST and LEXGAP_SMTP_FROM", again=False)
        else:
            _mail(alert.saved.to, alert.id, at, mail, (word or json_mail)(alert, site))

    return send


def alert_record(alert: Alert, site: str = "") -> dict[str, Any]:
    """The JSON form of an alert."""
    items = [{**{name: getattr(item, name) for name in _TOLD}, "href": f"{site}{item.href}"} for item in alert.items]
    saved = alert.saved
    known: dict[str, Any] = {
        "id": alert.id,
        "name": saved.short_name,
        "watch": saved.watch.value,
        "asks": dict(saved.asks),
    }
    return {
        **known,
        "since": alert.since,
        "revision": alert.revision,
        "complete": alert.complete,
        "items": items,
        "remark": NOT_LAW,
    }


def signature(secret: str, at: datetime, body: bytes) -> str:
    """``t=SECONDS,v1=HEX``: HMAC-SHA256 over the seconds since 1970, a full stop and the body.

    The receiver computes it again, compares in constant time, and refuses what is too old.
    """
    seconds = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
    return f"t={seconds},v1={digest}"


def _opener(*handlers: BaseHandler) -> OpenerDirector:
    return urllib.request.build_opener(_NoRedirect, *handlers)


def _post(alert: Alert, at: datetime, site: str, opener: OpenerDirector) -> None:
    body = json.dumps(alert_record(alert, site), ensure_ascii=False).encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Lexgap",
        "Lexgap-Alert": alert.id,
        "Lexgap-Signature": signature(alert.saved.secret, at, body),
    }
    request = urllib.request.Request(alert.saved.to, data=body, headers=headers, method="POST")  # noqa: S310  (is_web checked the scheme)
    try:
        with opener.open(request, timeout=_SECONDS) as answer:
            answer.read(1)
    except HTTPError as error:
        message = f"{alert.saved.to} answered {error.code}"
        raise NotSent(message, again=error.code in (408, 425, 429) or error.code >= 500) from error
    except (OSError, HTTPException) as error:
        raise NotSent(f"{alert.saved.to} cannot be reached: {error}") from error
    except ValueError as error:
        raise NotSent(f"{alert.saved.to} is no address: {error}", again=False) from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is answered as a failure: what is signed goes only where its owner said."""

    def redirect_request(self, *_: object) -> None:
        return None


def json_mail(alert: Alert, site: str) -> Mail:
    """The alert as JSON, for a service without pages."""
    text = json.dumps(alert_record(alert, site), ensure_ascii=False, indent=2)
    return Mail(subject=f"Lexgap: {alert.saved.short_name}", text=text, language="en")


def _mail(to: str, alert: str, at: datetime, server: MailServer, mail: Mail) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = server.sender, to.removeprefix("mailto:"), mail.subject
    message["Message-ID"], message["Date"] = f"<{alert}@lexgap>", at
    # RFC 3834: nobody's absence note answers it.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    message["Content-Language"] = mail.language
    try:
        with _opened(server) as connection:
            if server.security == "starttls":
                connection.starttls(context=ssl.create_default_context())
            if server.user and server.password:
                connection.login(server.user, server.password)
            connection.send_message(message)
    except smtplib.SMTPResponseException as error:
        raise NotSent(f"{server.host} answered {error.smtp_code}", again=error.smtp_code < 500) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(f"{server.host} did not take it: {error}") from error
    except ValueError as error:
        raise NotSent(f"{to} is no address: {error}", again=False) from error


def _opened(server: MailServer) -> smtplib.SMTP:
    """A connection, whose certificate is checked: what is sent tells what somebody watches."""
    if server.security == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_SECONDS, context=ssl.create_default_context())
    if server.security == "none" and server.host not in THIS_MACHINE:
        raise NotSent(f"{server.host} is another machine: set LEXGAP_SMTP_SECURITY to starttls or tls", again=False)
    return smtplib.SMTP(server.host, server.port, timeout=_SECONDS)
