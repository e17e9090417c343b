"""The tables of decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.storage.columns import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("analysis_id", sa.Uuid(), nullable=True),
        sa.Column("marking_point", sa.String(length=20), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "assessment", "contest", "sampling", name="purpose_known", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.Column(
            "status",
            sa.Enum("met", "partial", "not", name="status_known", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column("assessor_id", sa.Uuid(), nullable=False),
        sa.Column(
            "knowledge",
            sa.Enum("shown", "hidden", "none", name="knowledge_known", native_enum=False, create_constraint=True),
            nullable=False,
        ),
        sa.Column(
            "suggested",
            sa.Enum("met", "partial", "not", name="suggested_known", native_enum=False, create_constraint=True),
            nullable=True,
        ),
        sa.Column("evidence", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("opened_at", Moment(), nullable=True),
        sa.Column("decided_at", Moment(), nullable=False),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(suggested IS NULL) = (knowledge = 'none')", name=op.f("ck_decision_knows_what_was_suggested")
        ),
        sa.CheckConstraint("supersedes_id IS NULL OR supersedes_id <> id", name=op.f("ck_decision_supersedes_another")),
        sa.ForeignKeyConstraint(["analysis_id"], ["analysis.id"], name=op.f("fk_decision_analysis_id")),
        sa.ForeignKeyConstraint(["assessor_id"], ["person.id"], name=op.f("fk_decision_assessor_id")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_decision_draft_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_decision_submission_id")),
        sa.ForeignKeyConstraint(["supersedes_id"], ["decision.id"], name=op.f("fk_decision_supersedes_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_decision_supersedes_id")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_assessor_id"), ["assessor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index("ix_decision_point", ["submission_id", "marking_point", "decided_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_submission_id"), ["submission_id"], unique=False)
        batch_op.create_index(
            "uq_decision_first",
            ["submission_id", "marking_point"],
            unique=True,
            sqlite_where=sa.text("supersedes_id IS NULL AND purpose <> 'sampling'"),
            postgresql_where=sa.text("supersedes_id IS NULL AND purpose <> 'sampling'"),
        )
        batch_op.create_index(
            "uq_decision_first_sampled",
            ["submission_id", "marking_point", "assessor_id"],
            unique=True,
            sqlite_where=sa.text("supersedes_id IS NULL AND purpose = 'sampling'"),
            postgresql_where=sa.text("supersedes_id IS NULL AND purpose = 'sampling'"),
        )

    op.create_table(
        "issued_feedback",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("erased_at", Moment(), nullable=True),
        sa.Column("supersedes_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_issued_feedback_by")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_issued_feedback_draft_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_issued_feedback_submission_id")),
        sa.ForeignKeyConstraint(
            ["supersedes_id"], ["issued_feedback.id"], name=op.f("fk_issued_feedback_supersedes_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issued_feedback")),
        sa.UniqueConstraint("supersedes_id", name=op.f("uq_issued_feedback_supersedes_id")),
    )
    with op.batch_alter_table("issued_feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_issued_feedback_by"), ["by"], unique=False)
        batch_op.create_index(batch_op.f("ix_issued_feedback_submission_id"), ["submission_id"], unique=False)
        batch_op.create_index(
            "uq_issued_feedback_first",
            ["draft_id"],
            unique=True,
            sqlite_where=sa.text("supersedes_id IS NULL"),
            postgresql_where=sa.text("supersedes_id IS NULL"),
        )

    op.create_table(
        "opening",
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_opening_draft_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_opening_person_id")),
        sa.PrimaryKeyConstraint("draft_id", "person_id", name=op.f("pk_opening")),
    )
    op.create_table(
        "sampling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("decisions", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_sampling_by")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_sampling_draft_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_sampling_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sampling")),
    )
    with op.batch_alter_table("sampling", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sampling_by"), ["by"], unique=False)
        batch_op.create_index(batch_op.f("ix_sampling_submission_id"), ["submission_id"], unique=False)

    op.create_table(
        "contest",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_contest_by")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_contest_decision_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_contest_submission_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_contest_decision_id")),
    )
    with op.batch_alter_table("contest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contest_by"), ["by"], unique=False)
        batch_op.create_index(batch_op.f("ix_contest_submission_id"), ["submission_id"], unique=False)

    op.create_table(
        "decision_comment",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("erased_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_comment_decision_id")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decision_comment")),
    )
    op.create_table(
        "stance",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_stance_by")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_stance_decision_id")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_stance")),
    )
    with op.batch_alter_table("stance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stance_by"), ["by"], unique=False)

    op.create_table(
        "contest_reason",
        sa.Column("contest_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.String(), nullable=True),
        sa.Column("erased_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_contest_reason_contest_id")),
        sa.PrimaryKeyConstraint("contest_id", name=op.f("pk_contest_reason")),
    )
    op.create_table(
        "contest_review",
        sa.Column("contest_id", sa.Uuid(), nullable=False),
        sa.Column("reviewer_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("upheld", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["contest_id"], ["contest.id"], name=op.f("fk_contest_review_contest_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_contest_review_decision_id")),
        sa.ForeignKeyConstraint(["reviewer_id"], ["person.id"], name=op.f("fk_contest_review_reviewer_id")),
        sa.PrimaryKeyConstraint("contest_id", name=op.f("pk_contest_review")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_contest_review_decision_id")),
    )
    with op.batch_alter_table("contest_review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contest_review_reviewer_id"), ["reviewer_id"], unique=False)
