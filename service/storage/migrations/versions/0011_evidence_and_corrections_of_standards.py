"""Passages that a mark rests on; standards that a later one corrects."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.storage.columns import Moment
from service.storage.migrations.immutability import (
    drop_with_triggers,
    never_change_column,
    only_lose_words,
    refuse_insert,
)

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_KEPT = 'id, script_id, marking_point, status, rationale, "by", at, erased_at'
_CLOSED = (
    "SELECT 1 FROM standardisation_closing AS closing JOIN standardisation_script AS script "
    "ON script.standardisation_id = closing.standardisation_id WHERE script.id = NEW.script_id"
)
_CORRECTED = (
    "SELECT 1 FROM standardisation_standard AS earlier WHERE earlier.id = NEW.supersedes_id "
    "AND earlier.script_id = NEW.script_id AND earlier.marking_point = NEW.marking_point"
)


def upgrade() -> None:
    """Apply."""
    evidence = sa.Column("evidence", sa.JSON(none_as_null=True), nullable=False, server_default="[]")
    op.add_column("standardisation_mark", evidence)
    never_change_column("standardisation_mark", "evidence")
    # SQLite cannot drop a constraint: the table is made anew, and so on PostgreSQL.
    op.execute(f"CREATE TEMPORARY TABLE standards_kept AS SELECT {_KEPT} FROM standardisation_standard")  # noqa: S608
    drop_with_triggers("standardisation_standard", "change", "rewrite", "delete", "closed")
    _standards()
    op.execute(f"INSERT INTO standardisation_standard ({_KEPT}) SELECT {_KEPT} FROM standards_kept")  # noqa: S608
    op.execute("DROP TABLE standards_kept")
    _rules()


def _standards() -> None:
    status = sa.Enum("met", "partial", "not", name="status_known", native_enum=False, create_constraint=True)
    table = "standardisation_standard"
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("script_id", sa.Uuid(), nullable=False),
        sa.Column("marking_point", sa.String(length=20), nullable=False),
        sa.Column("status", status, nullable=False),
        sa.Column("rationale", sa.String(), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("erased_at", Moment(), nullable=True),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f(f"fk_{table}_by")),
        sa.ForeignKeyConstraint(["script_id"], ["standardisation_script.id"], name=op.f(f"fk_{table}_script_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], [f"{table}.id"], name=op.f(f"fk_{table}_supersedes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("supersedes_id", name=op.f(f"uq_{table}_supersedes_id")),
    )
    op.create_index(op.f(f"ix_{table}_by"), table, ["by"])
    op.create_index(
        f"uq_{table}_first",
        table,
        ["script_id", "marking_point"],
        unique=True,
        sqlite_where=sa.text("supersedes_id IS NULL"),
        postgresql_where=sa.text("supersedes_id IS NULL"),
    )


def _rules() -> None:
    only_lose_words(
        "standardisation_standard",
        "rationale",
        ["id", "script_id", "marking_point", "status", '"by"', "at", "supersedes_id"],
    )
    refuse_insert(
        "standardisation_standard",
        "closed",
        f"NOT EXISTS ({_CLOSED})",
        "a standard is set when nobody marks any more",
    )
    refuse_insert(
        "standardisation_standard",
        "corrected",
        f"NEW.supersedes_id IS NOT NULL AND NOT EXISTS ({_CORRECTED})",
        "a standard corrects one for the same point of the same script",
    )
