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

harvest_run = Table(
    "harvest_run",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source", String, nullable=False, index=True),
    Column("began_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("state", String, nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("said_to_exist", Integer),
    Column("counts", JSON, nullable=False),
    Column("failures", JSON, nullable=False),
)
"""One harvest. ``state`` is running, finished or stopped; ``whole`` is false for one narrowed by a limit or a day."""

source_document = Table(
    "source_document",
    metadata,
    Column("source", String, primary_key=True),
    Column("source_ref", String, primary_key=True),
    Column("url", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("first_seen", DateTime(timezone=True), nullable=False),
    Column("last_seen", DateTime(timezone=True), nullable=False),
    Column("gone_since", DateTime(timezone=True)),
)
"""What harvests saw at a source. ``gone_since`` is when a whole harvest first no longer found it; its text is kept."""

amendment = Table(
    "amendment",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source", String, nullable=False),
    Column("source_id", String, nullable=False),
    Column("affected", String, nullable=False, index=True),
    Column("affected_provisions", Text, nullable=False),
    Column("affecting", String, index=True),
    Column("affecting_title", Text, nullable=False),
    Column("affecting_provisions", Text, nullable=False),
    Column("action", String, nullable=False),
    Column("applied", Boolean),
    Column("made_on", Date),
    Column("commencements", JSON, nullable=False),
    Column("quote", Text, nullable=False),
    UniqueConstraint("source", "source_id"),
)
"""Who changed what and when: from feeds of changes, history lines and the decisions that amend."""

source_switch = Table(
    "source_switch",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source", String, nullable=False, index=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
)
"""Append-only: the last row of a source says whether its texts are withdrawn from index, exports and pages."""
