"""The tables of analyses."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.storage.columns import CompressedText, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "unit_version",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("unit_id", sa.String(length=100), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("first_used_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_unit_version")),
    )
    with op.batch_alter_table("unit_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_version_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "analysis",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("unit_sha256", sa.String(length=64), nullable=False),
        sa.Column("model", sa.String(length=100), nullable=False),
        sa.Column("program", sa.String(length=30), nullable=False),
        sa.Column("qualification_id", sa.String(length=100), nullable=False),
        sa.Column("result", CompressedText(), nullable=True),
        sa.Column("signals", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("erased_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_analysis_centre_id")),
        sa.ForeignKeyConstraint(["unit_sha256"], ["unit_version.sha256"], name=op.f("fk_analysis_unit_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analysis")),
    )
    with op.batch_alter_table("analysis", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_analysis_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_analysis_text_sha256"), ["text_sha256"], unique=False)
        batch_op.create_index(
            "uq_analysis_of_text",
            ["centre_id", "text_sha256", "unit_sha256", "model", "program", "qualification_id"],
            unique=True,
            sqlite_where=sa.text("erased_at IS NULL"),
            postgresql_where=sa.text("erased_at IS NULL"),
        )

    op.create_table(
        "objection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("analysis_id", sa.Uuid(), nullable=False),
        sa.Column("observation", sa.String(length=200), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["analysis_id"], ["analysis.id"], name=op.f("fk_objection_analysis_id")),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_objection_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sa.UniqueConstraint("analysis_id", "observation", "by", name=op.f("uq_objection_analysis_id_observation_by")),
    )
    with op.batch_alter_table("objection", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objection_analysis_id"), ["analysis_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_objection_by"), ["by"], unique=False)

    op.create_table(
        "suggestion",
        sa.Column("analysis_id", sa.Uuid(), nullable=False),
        sa.Column("marking_point", sa.String(length=20), nullable=False),
        sa.Column(
            "status",
            sa.Enum("met", "partial", "not", name="status_known", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("met", sa.Double(), nullable=False),
        sa.Column("partial", sa.Double(), nullable=False),
        sa.Column("not_met", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["analysis_id"], ["analysis.id"], name=op.f("fk_suggestion_analysis_id")),
        sa.PrimaryKeyConstraint("analysis_id", "marking_point", name=op.f("pk_suggestion")),
    )
    op.create_table(
        "analysis_job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "running",
                "done",
                "failed",
                "cancelled",
                name="jobstate_known",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("analysis_id", sa.Uuid(), nullable=True),
        sa.Column("problem", sa.String(length=60), nullable=True),
        sa.Column("requested_at", Moment(), nullable=False),
        sa.Column("began_at", Moment(), nullable=True),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["analysis_id"], ["analysis.id"], name=op.f("fk_analysis_job_analysis_id")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_analysis_job_centre_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_analysis_job_draft_id")),
        sa.ForeignKeyConstraint(["requested_by"], ["person.id"], name=op.f("fk_analysis_job_requested_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analysis_job")),
    )
    with op.batch_alter_table("analysis_job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_analysis_job_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_analysis_job_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index("ix_analysis_job_waiting", ["state", "priority", "requested_at"], unique=False)

    op.create_table(
        "draft_overlap",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("other_draft_id", sa.Uuid(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("passages", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("found_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_overlap_draft_id")),
        sa.ForeignKeyConstraint(["other_draft_id"], ["draft.id"], name=op.f("fk_draft_overlap_other_draft_id")),
        sa.PrimaryKeyConstraint("draft_id", "other_draft_id", name=op.f("pk_draft_overlap")),
    )
    with op.batch_alter_table("draft_overlap", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_overlap_other_draft_id"), ["other_draft_id"], unique=False)
