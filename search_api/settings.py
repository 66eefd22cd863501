"""Settings, read at the edge from the environment (``LEXGAP_…``); nothing below the edge reads them."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.cluster import LOCAL, Cluster
from index.engine import EngineName


class Settings(BaseSettings):
    """Each setting is the environment variable ``LEXGAP_`` + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="LEXGAP_", extra="ignore")

    home: Path = Field(default=Path("var"), description="The data directory: corpus, indexes, model, reviews.")
    database: str | None = Field(default=None, description="A database URL instead of the SQLite file in home.")
    host: str = Field(default="127.0.0.1", description="The address that `lexgap serve` binds to.")
    port: int = Field(default=8000, description="The port that `lexgap serve` binds to.")
    embedder: Literal["auto", "graph", "wheel", "fetched", "haystack", "none"] = Field(
        default="auto", description="Which embedder gives the vectors; none keeps search lexical."
    )
    embedder_file: Path | None = Field(default=None, description="The Haystack embedder, as a YAML file describes it.")
    reranker_file: Path | None = Field(
        default=None, description="A Haystack ranker for the first hits, as a YAML file describes it; none without."
    )
    request_seconds: float = Field(default=5.0, gt=0, description="How long an answer may take before it is refused.")
    gap_seconds: float = Field(
        default=30.0, gt=0, description="The same for the gap analysis, which goes on behind it."
    )
    page_seconds: float = Field(
        default=1.0, gt=0, description="The same for a page, which then says what is still being judged."
    )
    places_ahead: int = Field(
        default=16, ge=0, le=48, description="Places judged behind a service before anybody asks; 0 for none."
    )
    requests_per_minute: int = Field(
        default=600, ge=0, description="Requests that one address may send to the API; 0 for no limit."
    )
    engine: EngineName | None = Field(
        default=None, description="The engine of the index; by default that of the index that is there, or tantivy."
    )
    elasticsearch_url: str = Field(default=LOCAL, description="Addresses of Elasticsearch nodes, with commas between.")
    elasticsearch_api_key: SecretStr | None = Field(default=None, description="An API key in its encoded form.")
    elasticsearch_user: str | None = Field(default=None, description="A user, where there is no API key.")
    elasticsearch_password: SecretStr | None = Field(default=None, description="The user's password.")
    elasticsearch_ca_file: Path | None = Field(default=None, description="The authority that signed its certificate.")
    elasticsearch_fingerprint: str | None = Field(default=None, description="The SHA-256 of its certificate instead.")
    elasticsearch_index: str = Field(
        default="lexgap", pattern=r"^[a-z][a-z0-9_.-]{0,99}$", description="What the names of its indices begin with."
    )
    elasticsearch_shards: int = Field(default=1, ge=1, le=1024, description="Parts that an index is divided into.")
    elasticsearch_replicas: str = Field(
        default="0-1", pattern=r"^\d+-(\d+|all)$", description="Further copies of an index, at least and at most."
    )
    contact: str | None = Field(
        default=None, description="An e-mail address or web page at which publishers reach whoever harvests."
    )
    public_url: str | None = Field(
        default=None, pattern=r"^https?://[^/?#]+$", description="The address under which readers reach the service."
    )
    oidc_issuer: str | None = Field(
        default=None, pattern=r"^https?://", description="The OpenID provider through which accounts may sign in."
    )
    oidc_client_id: str = Field(default="", description="What Lexgap is called there.")
    oidc_client_secret: SecretStr | None = Field(default=None, description="Its secret there, if it has one.")
    oidc_label: str = Field(default="OpenID", description="What the sign-in page calls the provider.")
    alerts: bool = Field(default=True, description="Send what is due of the saved searches unasked.")
    webhook_hosts: str = Field(
        default="", description="Hosts inside the own network that accounts' alerts may go to, with commas between."
    )
    smtp_host: str | None = Field(default=None, description="The mail server that alerts are handed to.")
    smtp_port: int = Field(default=587, ge=1, le=65535, description="Its port.")
    smtp_security: Literal["starttls", "tls", "none"] = Field(default="starttls", description="How it is spoken to.")
    smtp_user: str | None = Field(default=None, description="A user there, if it asks for one.")
    smtp_password: SecretStr | None = Field(default=None, description="The user's password.")
    smtp_from: str | None = Field(default=None, description="The address that alerts come from.")
    generator_url: str | None = Field(
        default=None, pattern=r"^https?://", description="An OpenAI-compatible endpoint that words answers from quotes."
    )
    generator_model: str = Field(default="", description="The model asked there.")
    generator_key: SecretStr | None = Field(default=None, description="Its API key, if it asks for one.")
    generator_seconds: float = Field(default=20, gt=0, le=120, description="How long it may take.")
    threads: int | None = Field(default=None, description="Threads for vectors; by default what the machine has.")

    def inside_hosts(self) -> frozenset[str]:
        """The hosts inside the own network that accounts' alerts may go to."""
        return frozenset(host.strip().lower() for host in self.webhook_hosts.split(",") if host.strip())

    def cluster(self) -> Cluster:
        """Where Elasticsearch is; asked only where an index lies there."""
        key, password = self.elasticsearch_api_key, self.elasticsearch_password
        return Cluster(
            urls=tuple(url.strip() for url in self.elasticsearch_url.split(",") if url.strip()) or (LOCAL,),
            api_key=key.get_secret_value() if key else None,
            username=self.elasticsearch_user,
            password=password.get_secret_value() if password else None,
            ca_file=self.elasticsearch_ca_file,
            fingerprint=self.elasticsearch_fingerprint,
            index=self.elasticsearch_index,
            shards=self.elasticsearch_shards,
            replicas=self.elasticsearch_replicas,
            seconds=max(0.5, self.request_seconds - 0.5),
        )
