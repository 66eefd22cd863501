"""Identity tokens: who signed them, for whom, for which sign-in and until when (OpenID Connect Core 1.0, 3.1.3.7)."""

from dataclasses import dataclass
from typing import Any, Final

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

_ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
"""Signatures by the provider's own key. Neither ``none`` nor any that whoever knows a shared secret can make."""
_LEEWAY_S: Final = 60
_LONGEST_SUBJECT: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whom a token names; without ``subject`` it was refused for the reason ``why``."""

    subject: str | None = None
    why: str = ""
    key_unknown: bool = False


def read_identity(token: str, keys: KeySet, *, issuer: str, client_id: str, nonce: str, now: int) -> Identity:
    """Read a token. ``now`` is in seconds since 1970; clocks may differ by a minute."""
    asked = jwt.JWTClaimsRegistry(
        now=now,
        leeway=_LEEWAY_S,
        iss={"essential": True, "value": issuer},
        sub={"essential": True},
        aud={"essential": True, "value": client_id},
        exp={"essential": True},
        iat={"essential": True},
        nonce={"essential": True, "value": nonce},
    )
    try:
        claims: dict[str, Any] = jwt.decode(token, keys, algorithms=_ALGORITHMS).claims
        asked.validate(claims)
    except InvalidKeyIdError as error:
        return Identity(why=str(error), key_unknown=True)
    except (JoseError, ValueError) as error:
        return Identity(why=str(error))
    return _named(claims, client_id)


def _named(claims: dict[str, Any], client_id: str) -> Identity:
    party = claims.get("azp", client_id)
    if party != client_id or (isinstance(claims["aud"], list) and len(claims["aud"]) > 1 and "azp" not in claims):
        return Identity(why="the token was made for another program")
    subject = claims["sub"]
    if not 0 < len(subject) <= _LONGEST_SUBJECT or not subject.isascii() or not subject.isprintable():
        return Identity(why="the subject is not 1 to 255 printable ASCII characters")
    return Identity(subject=subject)
