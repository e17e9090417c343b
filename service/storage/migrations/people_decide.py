"""Triggers that let nobody but people decide, and nobody review herself, on SQLite and PostgreSQL.

The service checks all of it before; these are for what is not the service, and for the service's own mistakes.
Constraints of the tables do the rest: a decision has a person, a chain has one beginning and never forks.
"""

from __future__ import annotations

from service.storage.migrations.immutability import refuse_insert

_SUPERSEDED = "SELECT 1 FROM decision AS before WHERE before.id = NEW.supersedes_id"
_OPEN_CONTEST = (
    "SELECT 1 FROM contest LEFT JOIN contest_review ON contest_review.contest_id = contest.id "
    "WHERE contest_review.contest_id IS NULL AND contest.decision_id = NEW.supersedes_id"
)
_OWN = (
    "SELECT 1 FROM decision AS own WHERE own.submission_id = NEW.submission_id "
    "AND own.assessor_id = NEW.assessor_id AND own.purpose <> 'contest'"
)
_CORRECTED = (
    "SELECT 1 FROM issued_feedback AS before WHERE before.id = NEW.supersedes_id AND before.draft_id = NEW.draft_id"
)
_DRAFT_OF_ANOTHER = (
    "NOT EXISTS (SELECT 1 FROM draft WHERE draft.id = NEW.draft_id AND draft.submission_id = NEW.submission_id)"
)


def people_decide() -> None:
    """Make the triggers."""
    _decisions()
    _contests()
    refuse_insert(
        "stance",
        "own",
        # Unquoted, it would be a word of PL/pgSQL's own.
        'NOT EXISTS (SELECT 1 FROM decision WHERE decision.id = NEW.decision_id AND decision.assessor_id = NEW."by" '
        "AND decision.suggested IS NOT NULL)",
        "a stance is of whoever decided, on a suggestion that there was",
    )
    refuse_insert(
        "issued_feedback",
        "chain",
        f"{_DRAFT_OF_ANOTHER} OR (NEW.supersedes_id IS NOT NULL AND NOT EXISTS ({_CORRECTED}))",
        "feedback belongs to a draft of the submission and corrects feedback on the same draft",
    )


def _decisions() -> None:
    refuse_insert(
        "decision",
        "person",
        "NOT EXISTS (SELECT 1 FROM person JOIN person_role ON person_role.person_id = person.id "
        "JOIN submission ON submission.centre_id = person.centre_id "
        "WHERE submission.id = NEW.submission_id AND person.id = NEW.assessor_id "
        "AND submission.learner_id <> person.id AND (person_role.role = 'assessor' AND NEW.purpose <> 'sampling' "
        "OR person_role.role = 'iqa' AND NEW.purpose <> 'assessment'))",
        "only an assessor or a quality assurer of the centre decides, and nobody on her own work",
    )
    refuse_insert(
        "decision",
        "chain",
        f"{_DRAFT_OF_ANOTHER} OR (NEW.supersedes_id IS NOT NULL AND NOT EXISTS "
        f"({_SUPERSEDED} AND before.submission_id = NEW.submission_id "
        "AND before.marking_point = NEW.marking_point AND (before.purpose = 'sampling') = (NEW.purpose = 'sampling') "
        "AND (NEW.purpose <> 'sampling' OR before.assessor_id = NEW.assessor_id)))",
        "a decision belongs to a draft of the submission and supersedes one of its own kind on the same point",
    )
    refuse_insert(
        "decision",
        "review",
        f"(NEW.purpose = 'contest' AND (NOT EXISTS ({_OPEN_CONTEST}) OR EXISTS ({_OWN}))) "
        f"OR (NEW.purpose = 'assessment' AND (EXISTS ({_OPEN_CONTEST}) "
        f"OR EXISTS ({_SUPERSEDED} AND before.purpose = 'contest' AND before.draft_id = NEW.draft_id)))",
        "a contested decision is superseded by another person, whose decision on that draft is the last",
    )


def _contests() -> None:
    refuse_insert(
        "contest",
        "learner",
        "NOT EXISTS (SELECT 1 FROM decision JOIN submission ON submission.id = decision.submission_id "
        "WHERE decision.id = NEW.decision_id AND submission.id = NEW.submission_id "
        "AND submission.learner_id = NEW.\"by\" AND decision.purpose = 'assessment') "
        "OR EXISTS (SELECT 1 FROM decision WHERE decision.supersedes_id = NEW.decision_id)",
        "what a learner contests is a decision of record on her own work that is in force",
    )
    refuse_insert(
        "contest_review",
        "other",
        "NOT EXISTS (SELECT 1 FROM contest JOIN decision AS contested ON contested.id = contest.decision_id "
        "JOIN decision AS made ON made.supersedes_id = contested.id WHERE contest.id = NEW.contest_id "
        "AND made.id = NEW.decision_id AND made.purpose = 'contest' AND made.assessor_id = NEW.reviewer_id "
        "AND contested.assessor_id <> NEW.reviewer_id "
        "AND NEW.upheld = (made.status = contested.status))",
        "a contest is reviewed by another person with a decision of her own",
    )
