"""The tables of standardisation, and what the database itself refuses there."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from service.storage.columns import Moment
from service.storage.migrations.immutability import never_change, only_lose_words, refuse_insert

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_RECORDS = (
    "standardisation",
    "standardisation_closing",
    "standardisation_script",
    "standardisation_invitation",
)
_CLOSED = (
    "SELECT 1 FROM standardisation_closing AS closing JOIN standardisation_script AS script "
    "ON script.standardisation_id = closing.standardisation_id WHERE script.id = NEW.script_id"
)

_INVITED = (
    "SELECT 1 FROM standardisation_invitation AS invitation "
    "JOIN standardisation_script AS script ON script.standardisation_id = invitation.standardisation_id "
    "JOIN submission ON submission.id = script.submission_id WHERE script.id = NEW.script_id "
    "AND invitation.person_id = NEW.person_id AND submission.learner_id <> NEW.person_id"
)


def upgrade() -> None:
    """Apply."""
    _exercises()
    _marks()
    for table in _RECORDS:
        never_change(table)
    only_lose_words(
        "standardisation_mark",
        "note",
        ["id", "script_id", "person_id", "marking_point", "status", "suggested", "at"],
    )
    only_lose_words(
        "standardisation_standard",
        "rationale",
        ["id", "script_id", "marking_point", "status", "by", "at"],
    )
    _rules()


def _exercises() -> None:
    op.create_table(
        "standardisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("centre_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_standardisation_by")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_standardisation_centre_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standardisation")),
    )
    op.create_index(op.f("ix_standardisation_by"), "standardisation", ["by"])
    op.create_index(op.f("ix_standardisation_centre_id"), "standardisation", ["centre_id"])
    op.create_table(
        "standardisation_closing",
        sa.Column("standardisation_id", sa.Uuid(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_standardisation_closing_by")),
        _of_exercise("standardisation_closing"),
        sa.PrimaryKeyConstraint("standardisation_id", name=op.f("pk_standardisation_closing")),
    )
    op.create_index(op.f("ix_standardisation_closing_by"), "standardisation_closing", ["by"])
    op.create_table(
        "standardisation_script",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("standardisation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Uuid(), nullable=False),
        sa.Column("draft_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_standardisation_script_draft_id")),
        _of_exercise("standardisation_script"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_standardisation_script_submission_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standardisation_script")),
        sa.UniqueConstraint(
            "standardisation_id", "number", name=op.f("uq_standardisation_script_standardisation_id_number")
        ),
        sa.UniqueConstraint(
            "standardisation_id",
            "submission_id",
            name=op.f("uq_standardisation_script_standardisation_id_submission_id"),
        ),
    )
    for column in ("draft_id", "submission_id"):
        op.create_index(op.f(f"ix_standardisation_script_{column}"), "standardisation_script", [column])
    op.create_table(
        "standardisation_invitation",
        sa.Column("standardisation_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_standardisation_invitation_person_id")),
        _of_exercise("standardisation_invitation"),
        sa.PrimaryKeyConstraint("standardisation_id", "person_id", name=op.f("pk_standardisation_invitation")),
    )
    op.create_index(op.f("ix_standardisation_invitation_person_id"), "standardisation_invitation", ["person_id"])


def _marks() -> None:
    op.create_table(
        "standardisation_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("script_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("marking_point", sa.String(length=20), nullable=False),
        sa.Column("status", _status("status_known"), nullable=False),
        sa.Column("suggested", _status("suggested_known"), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("erased_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_standardisation_mark_person_id")),
        _of_script("standardisation_mark"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standardisation_mark")),
        sa.UniqueConstraint(
            "script_id",
            "person_id",
            "marking_point",
            name=op.f("uq_standardisation_mark_script_id_person_id_marking_point"),
        ),
    )
    op.create_index(op.f("ix_standardisation_mark_person_id"), "standardisation_mark", ["person_id"])
    op.create_table(
        "standardisation_standard",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("script_id", sa.Uuid(), nullable=False),
        sa.Column("marking_point", sa.String(length=20), nullable=False),
        sa.Column("status", _status("status_known"), nullable=False),
        sa.Column("rationale", sa.String(), nullable=True),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("erased_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["person.id"], name=op.f("fk_standardisation_standard_by")),
        _of_script("standardisation_standard"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standardisation_standard")),
        sa.UniqueConstraint(
            "script_id", "marking_point", name=op.f("uq_standardisation_standard_script_id_marking_point")
        ),
    )
    op.create_index(op.f("ix_standardisation_standard_by"), "standardisation_standard", ["by"])


def _rules() -> None:
    refuse_insert(
        "standardisation_script",
        "draft",
        "NOT EXISTS (SELECT 1 FROM draft JOIN submission ON submission.id = draft.submission_id "
        "JOIN standardisation AS exercise ON exercise.centre_id = submission.centre_id "
        "WHERE draft.id = NEW.draft_id AND submission.id = NEW.submission_id "
        "AND exercise.id = NEW.standardisation_id AND exercise.unit_id = submission.unit_id)",
        "a script is a draft of the centre for the unit of the exercise",
    )
    refuse_insert(
        "standardisation_mark",
        "invited",
        f"EXISTS ({_CLOSED}) OR NOT EXISTS ({_INVITED})",
        "only whoever is invited marks, while it is open, and nobody her own work",
    )
    refuse_insert(
        "standardisation_standard",
        "closed",
        f"NOT EXISTS ({_CLOSED})",
        "a standard is set when nobody marks any more",
    )


def _status(name: str) -> sa.Enum:
    return sa.Enum("met", "partial", "not", name=name, native_enum=False, create_constraint=True)


def _of_exercise(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_standardisation_id")
    return sa.ForeignKeyConstraint(["standardisation_id"], ["standardisation.id"], name=name)


def _of_script(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["script_id"], ["standardisation_script.id"], name=op.f(f"fk_{table}_script_id"))
