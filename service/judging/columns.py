"""The columns of a table of decisions: one row a decision, one column a fact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

Status: TypeAlias = Literal["not", "partial", "met"]
STATUSES: tuple[Status, ...] = ("not", "partial", "met")
"""In their order."""
Kind: TypeAlias = Literal["id", "status", "source", "knowledge", "moment", "flag", "number", "text"]
GROUP = "group."
"""What the name of a column begins with that says which group a learner or an account belongs to."""

PROTECTED = "protected."
"""The same for characteristics that the law protects: only the audit of the program reads them, and only in sums."""


class Source(StrEnum):
    """What brought a person to judge."""

    ASSESSMENT = "assessment"
    """She had the submission to assess."""
    SAMPLING = "sampling"
    """She marked it a second time for quality assurance, and could see the first decision."""
    CONTEST = "contest"
    """She looked at it because the learner contested a decision, and could see that."""
    STANDARDISATION = "standardisation"
    """She marked it in an exercise, where she could see neither a colleague's decision nor a suggestion."""


class Knowledge(StrEnum):
    """What somebody knew of the program's suggestion when she decided."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    """There was one, and she could not see it."""
    NONE = "none"
    """There was none."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one column holds; ``required``: whether every table has it."""

    kind: Kind
    meaning: str
    required: bool = False


COLUMNS: Mapping[str, Column] = {
    "assessor": Column("id", "Who decided.", required=True),
    "submission": Column("id", "What she decided on.", required=True),
    "marking_point": Column("id", "Which marking point.", required=True),
    "status": Column("status", "`not`, `partial` or `met`.", required=True),
    "decided_on": Column("moment", "When, in UTC.", required=True),
    "unit": Column("id", "The unit that the marking point is of; one unit where it is left out."),
    "draft": Column("id", "Which words were judged: only decisions on the same can be compared. Else the submission."),
    "learner": Column("id", "Whose work it is."),
    "cohort": Column("id", "The learner's cohort."),
    "method": Column("id", "How the evidence came about: account, observation, discussion."),
    "location": Column("id", "Where it was assessed."),
    "source": Column("source", "Why she decided: `assessment`, `sampling`, `contest` or `standardisation`."),
    "knowledge": Column("knowledge", "What she knew of the program's suggestion: `shown`, `hidden` or `none`."),
    "suggestion": Column("status", "What the program had suggested."),
    "probability_not": Column("number", "How probable the program held `not`, 0 to 1, calibrated."),
    "probability_partial": Column("number", "How probable it held `partial`."),
    "probability_met": Column("number", "How probable it held `met`."),
    "standard": Column("status", "What people agreed that this script should be given, in a standardisation exercise."),
    "opened_on": Column("moment", "When she first opened the text, in UTC."),
    "words": Column("number", "How many words the text has."),
    "comment": Column("text", "What she wrote to the decision."),
    "contested": Column("flag", "Whether the learner contested it."),
    "in_force": Column("flag", "Whether it is the decision of record now; true where it is left out."),
}
"""All columns but groups: a group is any column named `GROUP`, or `PROTECTED`, and its dimension."""
REQUIRED = tuple(name for name, column in COLUMNS.items() if column.required)
