"""Tables of the corpus, for SQLite and PostgreSQL alike (SQLAlchemy Core). Migrations are in ``law/migrations``."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

revision = Table(
    "revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("source", String, nullable=False),
    Column("counts", JSON, nullable=False),
)

instrument = Table(
    "instrument",
    metadata,
    Column("id", String, primary_key=True),
    Column("jurisdiction", String, nullable=False, index=True),
    Column("kind", String),
    Column("title_key", String, nullable=False, index=True),
    Column("titles", JSON, nullable=False),
    Column("short_titles", JSON, nullable=False),
    Column("issuing_body", String),
    Column("number", String),
    Column("alternates", JSON, nullable=False),
)

version = Table(
    "version",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("instrument_id", String, ForeignKey("instrument.id"), nullable=False, index=True),
    Column("key", String, nullable=False),
    Column("language", String, nullable=False),
    Column("source", String, nullable=False),
    Column("source_ref", String, nullable=False),
    Column("source_url", String),
    Column("sha256", String, nullable=False),
    Column("text_sha256", String, nullable=False),
    Column("retrieved_at", DateTime(timezone=True), nullable=False),
    Column("as_of", Date),
    Column("is_primary", Boolean, nullable=False, default=False),
    Column("status", String, nullable=False),
    Column("status_code", String),
    Column("status_mapping", String),
    Column("text_state", String, nullable=False),
    Column("dates", JSON, nullable=False),
    Column("events", JSON, nullable=False),
    Column("problems", JSON, nullable=False),
    Column("revision", Integer, ForeignKey("revision.id"), nullable=False),
    UniqueConstraint("instrument_id", "key", "language", "source", "source_ref", "text_sha256"),
)

provision = Table(
    "provision",
    metadata,
    Column("version_id", Integer, ForeignKey("version.id"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("id", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("label", String, nullable=False),
    Column("heading", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("path", JSON, nullable=False),
    Column("parent", String),
    Index("ix_provision_address", "version_id", "id"),
)

repeal_clause = Table(
    "repeal_clause",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("version_id", Integer, ForeignKey("version.id"), nullable=False, index=True),
    Column("provision_id", String, nullable=False),
    Column("target_title", String, nullable=False),
    Column("target_id", String, index=True),
    Column("quote", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("repealed_on", Date),
)

refusal = Table(
    "refusal",
    metadata,
    Column("source", String, primary_key=True),
    Column("source_ref", String, primary_key=True),
    Column("outcome", String, nullable=False),
    Column("reason", Text, nullable=False),
    Column("sha256", String),
    Column("seen_at", DateTime(timezone=True), nullable=False),
)
