"""Harvests, what they saw at the sources, amendments as data, and the switch that withdraws a source."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables of the harvest."""
    _harvest_run()
    _source_document()
    _amendment()
    _source_switch()


def _harvest_run() -> None:
    op.create_table(
        "harvest_run",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("source", sa.String, nullable=False, index=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True)),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("whole", sa.Boolean, nullable=False),
        sa.Column("said_to_exist", sa.Integer),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("failures", sa.JSON, nullable=False),
    )


def _source_document() -> None:
    op.create_table(
        "source_document",
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("source_ref", sa.String, primary_key=True),
        sa.Column("url", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("gone_since", sa.DateTime(timezone=True)),
    )


def _amendment() -> None:
    op.create_table(
        "amendment",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("source_id", sa.String, nullable=False),
        sa.Column("affected", sa.String, nullable=False, index=True),
        sa.Column("affected_provisions", sa.Text, nullable=False),
        sa.Column("affecting", sa.String, index=True),
        sa.Column("affecting_title", sa.Text, nullable=False),
        sa.Column("affecting_provisions", sa.Text, nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("applied", sa.Boolean),
        sa.Column("made_on", sa.Date),
        sa.Column("commencements", sa.JSON, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.UniqueConstraint("source", "source_id"),
    )


def _source_switch() -> None:
    op.create_table(
        "source_switch",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("source", sa.String, nullable=False, index=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
