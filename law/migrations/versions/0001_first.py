"""The first tables: revisions, instruments, versions, provisions, repeal clauses, refusals."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables as they were in this migration; later ones alter them."""
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("counts", sa.JSON, nullable=False),
    )
    op.create_table(
        "instrument",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("jurisdiction", sa.String, nullable=False, index=True),
        sa.Column("kind", sa.String),
        sa.Column("title_key", sa.String, nullable=False, index=True),
        sa.Column("titles", sa.JSON, nullable=False),
        sa.Column("short_titles", sa.JSON, nullable=False),
        sa.Column("issuing_body", sa.String),
        sa.Column("number", sa.String),
        sa.Column("alternates", sa.JSON, nullable=False),
    )
    _create_version()
    _create_text()
    op.create_table(
        "refusal",
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("source_ref", sa.String, primary_key=True),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("sha256", sa.String),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
    )


def _create_version() -> None:
    op.create_table(
        "version",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("instrument_id", sa.String, sa.ForeignKey("instrument.id"), nullable=False, index=True),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("language", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("source_ref", sa.String, nullable=False),
        sa.Column("source_url", sa.String),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("text_sha256", sa.String, nullable=False),
        sa.Column("retrieved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("as_of", sa.Date),
        sa.Column("is_primary", sa.Boolean, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("status_code", sa.String),
        sa.Column("status_mapping", sa.String),
        sa.Column("text_state", sa.String, nullable=False),
        sa.Column("dates", sa.JSON, nullable=False),
        sa.Column("events", sa.JSON, nullable=False),
        sa.Column("problems", sa.JSON, nullable=False),
        sa.Column("revision", sa.Integer, sa.ForeignKey("revision.id"), nullable=False),
        sa.UniqueConstraint("instrument_id", "key", "language", "source", "source_ref", "text_sha256"),
    )


def _create_text() -> None:
    op.create_table(
        "provision",
        sa.Column("version_id", sa.Integer, sa.ForeignKey("version.id"), primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("unit", sa.String, nullable=False),
        sa.Column("label", sa.String, nullable=False),
        sa.Column("heading", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("path", sa.JSON, nullable=False),
        sa.Column("parent", sa.String),
        sa.Index("ix_provision_address", "version_id", "id"),
    )
    op.create_table(
        "repeal_clause",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("version_id", sa.Integer, sa.ForeignKey("version.id"), nullable=False, index=True),
        sa.Column("provision_id", sa.String, nullable=False),
        sa.Column("target_title", sa.String, nullable=False),
        sa.Column("target_id", sa.String, index=True),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("repealed_on", sa.Date),
    )


def downgrade() -> None:
    """Drop every table: the corpus is rebuilt from its sources."""
    for table in ("refusal", "repeal_clause", "provision", "version", "instrument", "revision"):
        op.drop_table(table)
