"""A provider on this machine that lies in every way that it is told to, and the way of a browser there and back."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.testclient import TestClient

KEY = RSAKey.generate_key(2048, parameters={"kid": "first"})
Change = Callable[[dict[str, Any]], None]
OpenStaffSite = Callable[..., TestClient]


@dataclass
class Liar:
    """A provider on this machine. ``change`` may falsify the claims, ``said`` its description of itself."""

    change: Change = lambda _: None
    said: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: KEY)
    published: list[Any] = field(default_factory=lambda: [KEY])
    header: dict[str, Any] = field(default_factory=lambda: {"alg": "RS256", "kid": "first"})
    token: dict[str, Any] = field(default_factory=dict)
    challenge: str = ""
    nonce: str = ""
    address: str = ""
    asked: list[str] = field(default_factory=list)

    def description(self) -> dict[str, Any]:
        ends = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
        return {"issuer": self.address} | {name: self.address + path for name, path in ends.items()} | self.said

    def exchange(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        if create_s256_code_challenge(form["code_verifier"]) != self.challenge:
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.address, "sub": "lin-1", "aud": "lexgap", "exp": now + 60, "iat": now}
        claims["nonce"] = self.nonce
        self.change(claims)
        token = jwt.encode(self.header, claims, self.key, algorithms=[self.header["alg"]])
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": token} | self.token


def _handler(liar: Liar) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            liar.asked.append(self.path)
            keys = {"keys": [key.as_dict(private=key.key_type == "oct") for key in liar.published]}
            self._answer(200, keys if self.path == "/keys" else liar.description())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer(*liar.exchange(dict(parse_qsl(body))))

        def _answer(self, status: int, said: dict[str, Any]) -> None:
            body = json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    return Handler


@contextmanager
def lying() -> Iterator[Liar]:
    """The provider, served."""
    made = Liar()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    made.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()


def leave(client: TestClient, wanted: str = "/account") -> dict[str, str]:
    """What the browser brings to the provider."""
    answer = client.get("/sign-in/openid", params={"next": wanted})
    assert answer.status_code == 303, answer.text[:500]
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def come_back(client: TestClient, liar: Liar, **changes: str) -> Any:
    brought = leave(client)
    liar.challenge, liar.nonce = brought["code_challenge"], brought["nonce"]
    return client.get("/sign-in/openid/back", params={"code": "c", "state": brought["state"]} | changes)
