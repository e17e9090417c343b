"""Sampling plans; where a cohort is assessed, and how the evidence of a submission came about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.storage.columns import Moment
from service.storage.migrations.immutability import never_change, refuse_insert

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("cohort", sa.Column("location", sa.String(length=200), nullable=True))
    op.add_column("submission", sa.Column("method", sa.String(length=11), nullable=True))
    _plans()
    _choices()
    for table in ("sampling_plan", "sampling_plan_choice"):
        never_change(table)
    refuse_insert(
        "sampling_plan_choice",
        "others",
        "NOT EXISTS (SELECT 1 FROM draft JOIN submission ON submission.id = draft.submission_id "
        "JOIN sampling_plan AS plan ON plan.centre_id = submission.centre_id "
        "WHERE draft.id = NEW.draft_id AND submission.id = NEW.submission_id AND plan.id = NEW.plan_id "
        "AND submission.learner_id <> NEW.assurer_id) OR EXISTS (SELECT 1 FROM decision "
        "WHERE decision.submission_id = NEW.submission_id AND decision.assessor_id = NEW.assurer_id "
        "AND decision.purpose <> 'sampling')",
        "a plan names work of the centre for somebody who neither wrote it nor decided on it",
    )


def _plans() -> None:
    op.create_table(
        "sampling_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("rules", sa.String(length=20), nullable=False),
        sa.Column("drawn", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_sampling_plan_by")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_sampling_plan_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampling_plan")),
    )
    for column in ("by", "centre_id"):
        op.create_index(op.f(f"ix_sampling_plan_{column}"), "sampling_plan", [column])


def _choices() -> None:
    table = "sampling_plan_choice"
    people = ("assessor_id", "assurer_id")
    op.create_table(
        table,
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("assessor_id", sa.Uuid(), nullable=False),
        sa.Column("assurer_id", sa.Uuid(), nullable=False),
        sa.Column("band", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("stratum", sa.String(length=20), nullable=False),
        sa.Column("probability", sa.Double(), nullable=False),
        sa.Column("reasons", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("covers", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("decisions", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["sampling_plan.id"], name=op.f(f"fk_{table}_plan_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f(f"fk_{table}_submission_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f(f"fk_{table}_draft_id")),
        *(sa.ForeignKeyConstraint([one], ["person.id"], name=op.f(f"fk_{table}_{one}")) for one in people),
        sa.PrimaryKeyConstraint("plan_id", "submission_id", name=op.f(f"pk_{table}")),
    )
    for column in ("submission_id", "draft_id", *people):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
