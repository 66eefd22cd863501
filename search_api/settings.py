"""Settings, read at the edge from the environment (``LEXGAP_…``); nothing below the edge reads them."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Each setting is the environment variable ``LEXGAP_`` + its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="LEXGAP_", extra="ignore")

    home: Path = Field(default=Path("var"), description="The data directory: corpus, indexes, model, reviews.")
    database: str | None = Field(default=None, description="A database URL instead of the SQLite file in home.")
    host: str = Field(default="127.0.0.1", description="The address that `lexgap serve` binds to.")
    port: int = Field(default=8000, description="The port that `lexgap serve` binds to.")
    embedder: Literal["auto", "graph", "wheel", "fetched", "none"] = Field(
        default="auto", description="Which embedder gives the vectors; none keeps search lexical."
    )
    request_seconds: float = Field(default=5.0, gt=0, description="How long an answer may take before it is refused.")
    gap_seconds: float = Field(
        default=30.0, gt=0, description="The same for the gap analysis, which goes on behind it."
    )
    threads: int | None = Field(default=None, description="Threads for vectors; by default what the machine has.")
