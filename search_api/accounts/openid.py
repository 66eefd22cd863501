"""Signing in through an OpenID provider: the authorization code flow with PKCE (OpenID Connect Core 1.0, RFC 7636)."""

import logging
import secrets
from dataclasses import dataclass, field
from typing import Any, Final

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import OAuth2Client

from search_api.accounts.identity_token import read_identity
from search_api.accounts.provider_facts import ProviderFacts, read_facts

_LOG: Final = logging.getLogger("lexgap.sign_in")
_SECONDS: Final = 4.0
"""Of waiting for the provider, below what an answer of ours may take."""
_RANDOM_BYTES: Final = 32


class OpenIdFailed(Exception):
    """The provider's answer does not prove who somebody is; begin again. Why is in the log, not in the answer."""


class OpenIdUnavailable(Exception):
    """The provider cannot be reached, or says of itself what cannot be: try later, or tell whoever runs the service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """A sign-in under way. All but ``address`` stays with the browser that began it, until it comes back."""

    address: str
    state: str
    nonce: str
    verifier: str


@dataclass(slots=True, kw_only=True)
class OpenIdProvider:
    """One provider as the settings name it; its endpoints and keys are asked of itself and kept for an hour."""

    issuer: str
    client_id: str
    client_secret: str | None = None
    label: str = ""
    _facts: ProviderFacts | None = field(default=None, repr=False)

    def start(self, back: str) -> Started:
        """Where to send a browser, which comes back to the address ``back``. Raises OpenIdUnavailable."""
        state, nonce, verifier = (secrets.token_urlsafe(_RANDOM_BYTES) for _ in range(3))
        with self._client(back) as client:
            endpoint = self._known().authorization_endpoint
            address, _ = client.create_authorization_url(endpoint, state=state, nonce=nonce, code_verifier=verifier)
        return Started(address=address, state=state, nonce=nonce, verifier=verifier)

    def finish(self, back: str, *, code: str, nonce: str, verifier: str, now: int) -> str:
        """``issuer subject`` of whom the provider has named. ``now`` is in seconds since 1970.

        Raises OpenIdFailed, OpenIdUnavailable.
        """
        with self._client(back) as client:
            token = self._token(client, code, verifier)
            keys = self._known().keys
            identity = read_identity(token, keys, issuer=self.issuer, client_id=self.client_id, nonce=nonce, now=now)
            if identity.key_unknown:
                # Providers change their keys; what was kept may be older than the change.
                self._facts = None
                keys = self._known().keys
                identity = read_identity(
                    token, keys, issuer=self.issuer, client_id=self.client_id, nonce=nonce, now=now
                )
        if identity.subject is None:
            _LOG.warning("an identity token of %s was refused: %s", self.issuer, identity.why)
            raise OpenIdFailed
        return f"{self.issuer} {identity.subject}"

    def _known(self) -> ProviderFacts:
        facts = self._facts
        if facts is None or facts.is_old():
            try:
                with httpx2.Client(timeout=_SECONDS, follow_redirects=False) as client:
                    facts = read_facts(client, self.issuer)
            except (httpx2.HTTPError, ValueError) as error:
                _LOG.warning("the OpenID provider %s cannot be used: %s", self.issuer, error)
                raise OpenIdUnavailable from error
            self._facts = facts
        return facts

    def _token(self, client: OAuth2Client, code: str, verifier: str) -> str:
        """The identity token that a code is exchanged for."""
        endpoint = self._known().token_endpoint
        try:
            answer: dict[str, Any] = client.fetch_token(endpoint, code=code, code_verifier=verifier)
        except httpx2.HTTPError as error:
            _LOG.warning("the OpenID provider %s does not answer: %s", self.issuer, error)
            raise OpenIdUnavailable from error
        except (AuthlibBaseError, ValueError) as error:
            _LOG.warning("the OpenID provider %s gave no token: %s", self.issuer, error)
            raise OpenIdFailed from error
        token = answer.get("id_token")
        if not isinstance(token, str):
            _LOG.warning("the OpenID provider %s gave no identity token", self.issuer)
            raise OpenIdFailed
        return token

    def _client(self, back: str) -> OAuth2Client:
        return OAuth2Client(
            client_id=self.client_id,
            client_secret=self.client_secret,
            token_endpoint_auth_method="client_secret_basic" if self.client_secret else "none",
            code_challenge_method="S256",
            scope="openid",
            redirect_uri=back,
            timeout=_SECONDS,
            follow_redirects=False,
        )
