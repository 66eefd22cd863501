"""What an OpenID provider says of itself: its endpoints and keys (OpenID Connect Discovery 1.0)."""

import time
from dataclasses import dataclass
from typing import Final

import httpx2
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import BaseModel, JsonValue

from search_api.secure_address import is_secure

KEPT_S: Final = 3600.0
_WELL_KNOWN: Final = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderFacts:
    """Endpoints as absolute addresses, keys by their identifiers; ``read_at`` on the machine's own steady clock."""

    authorization_endpoint: str
    token_endpoint: str
    keys: KeySet
    read_at: float

    def is_old(self) -> bool:
        """Whether the provider should be asked again."""
        return time.monotonic() - self.read_at > KEPT_S


class _Said(BaseModel):
    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


class _Keys(BaseModel):
    keys: list[dict[str, JsonValue]]


def read_facts(client: httpx2.Client, issuer: str) -> ProviderFacts:
    """Ask the provider. Raises ValueError for what cannot be true of it, httpx2.HTTPError where it does not answer."""
    said = _Said.model_validate_json(_body(client, safe_address(issuer).rstrip("/") + _WELL_KNOWN))
    if said.issuer != issuer:
        raise ValueError(f"it calls itself {said.issuer!r}: LEXGAP_OIDC_ISSUER must be exactly that")
    held = _Keys.model_validate_json(_body(client, safe_address(said.jwks_uri)))
    try:
        keys = KeySet.import_key_set(held.model_dump())  # type: ignore[arg-type]  # its own check is stricter
    except JoseError as error:
        raise ValueError(f"its keys cannot be read: {error}") from error
    return ProviderFacts(
        authorization_endpoint=safe_address(said.authorization_endpoint),
        token_endpoint=safe_address(said.token_endpoint),
        keys=keys,
        read_at=time.monotonic(),
    )


def safe_address(address: str) -> str:
    """The address itself. Raises ValueError where it is not https; plain http is for this machine alone."""
    if not is_secure(address):
        raise ValueError(f"{address!r} is no https address")
    return address


def _body(client: httpx2.Client, address: str) -> bytes:
    answer = client.get(address)
    answer.raise_for_status()
    return answer.content
