"""The tables of places."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.storage.columns import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "place",
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("group", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("rules", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_place_centre_id")),
        sa.ForeignKeyConstraint(["submission_id"], ["submission.id"], name=op.f("fk_place_submission_id")),
        sa.PrimaryKeyConstraint("submission_id", "blind", name=op.f("pk_place")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index("ix_place_order", ["centre_id", "blind", "rank", "since", "submission_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_place_rules"), ["rules"], unique=False)

    op.create_table(
        "place_reason",
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["submission_id", "blind"],
            ["place.submission_id", "place.blind"],
            name=op.f("fk_place_reason_submission_id"),
        ),
        sa.PrimaryKeyConstraint("submission_id", "blind", "code", name=op.f("pk_place_reason")),
    )
    with op.batch_alter_table("place_reason", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_place_reason_code"), ["code"], unique=False)
