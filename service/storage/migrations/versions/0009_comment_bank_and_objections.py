"""A bank of comments for each assessor; objections that say on which draft and can be taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.storage.columns import Moment
from service.storage.migrations.immutability import drop_with_triggers, only_end

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "bank_comment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.String(length=100), nullable=False),
        sa.Column("marking_point", sa.String(length=20), nullable=True),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_bank_comment_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bank_comment")),
    )
    op.create_index("ix_bank_comment_of_person", "bank_comment", ["person_id", "unit_id", "marking_point"])
    _objections()


def _objections() -> None:
    if op.get_bind().execute(sa.text("SELECT 1 FROM objection LIMIT 1")).first():
        # No program before this one could write any.
        raise RuntimeError("The table `objection` holds rows that do not say on which draft they are. Move them first.")
    drop_with_triggers("objection", "change", "delete")
    op.create_table(
        "objection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("analysis_id", sa.Uuid(), nullable=False),
        sa.Column("observation", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=100), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("withdrawn_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_objection_draft_id")),
        sa.ForeignKeyConstraint(["analysis_id"], ["analysis.id"], name=op.f("fk_objection_analysis_id")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_objection_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    op.create_index(op.f("ix_objection_analysis_id"), "objection", ["analysis_id"])
    op.create_index(op.f("ix_objection_by"), "objection", ["by"])
    op.create_index(
        "uq_objection_standing",
        "objection",
        ["draft_id", "analysis_id", "observation", "by"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    only_end(
        "objection",
        "withdrawn_at",
        ("id", "draft_id", "analysis_id", "observation", "kind", "about", '"by"', "at"),
    )
