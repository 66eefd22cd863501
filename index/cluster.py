"""Where Elasticsearch is and how to speak to it; plain settings, so that nothing of its client is loaded for them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

LOCAL: Final = "http://127.0.0.1:9200"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """One cluster and the part of it that is ours. Secrets are never shown.

    ``index`` begins the names of all that Lexgap keeps there. ``replicas`` is Elasticsearch's auto_expand_replicas:
    ``0-1`` keeps a second copy as soon as there is a second node. ``seconds`` is how long one search may take.
    """

    urls: tuple[str, ...] = field(default=(LOCAL,), repr=False)
    api_key: str | None = field(default=None, repr=False)
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None
    fingerprint: str | None = None
    index: str = "lexgap"
    shards: int = 1
    replicas: str = "0-1"
    seconds: float = 4.5

    @property
    def shown(self) -> str:
        """The addresses without a name or password that may stand in them."""
        parts = [urlsplit(url) for url in self.urls]
        return ", ".join(f"{p.scheme}://{p.netloc.rpartition('@')[2]}" for p in parts)
