"""What is written into the audit log, and to what it was done. docs/records.md prints the table."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Action(StrEnum):
    """One thing that somebody did; ``meaning`` says it in a sentence. A value is never renamed: entries outlive us."""

    meaning: str

    def __new__(cls, value: str, meaning: str) -> Self:
        """Let a member carry its meaning."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    SIGNED_IN = "session.began", "Somebody signed in."
    SIGNED_OUT = "session.ended", "Somebody signed out, or ended one of her sessions."
    SIGN_IN_LOCKED = "sign_in.locked", "Wrong passwords locked an account for a while."
    PASSWORD_CHANGED = "password.changed", "Somebody changed her password."
    PASSWORD_RESET_ASKED = "password.reset_asked", "A link to choose a password was asked for and mailed."
    TOKEN_MADE = "token.made", "Somebody made a token for a program of hers."
    TOKEN_REVOKED = "token.revoked", "A token was made useless."
    PERSON_ADDED = "person.added", "A person was added."
    PERSON_CHANGED = "person.changed", "Name, address, reference or roles of a person were changed."
    PERSON_DEACTIVATED = "person.deactivated", "A person can no longer sign in."
    PERSON_REACTIVATED = "person.reactivated", "A person can sign in again."
    PEOPLE_IMPORTED = "people.imported", "A table of people was taken over."
    ROSTER_DOWNLOADED = "roster.downloaded", "Somebody downloaded the table of people."
    CHARACTERISTICS_LISTED = "centre.characteristics_listed", "What a centre records of its learners was changed."
    CHARACTERISTICS_RECORDED = "person.characteristics_recorded", "What is recorded of a learner was changed."
    COHORT_ADDED = "cohort.added", "A cohort was added."
    COHORT_CHANGED = "cohort.changed", "A cohort or its members were changed."
    COHORT_REMOVED = "cohort.removed", "A cohort was removed."
    CENTRE_ADDED = "centre.added", "A centre was added."
    CENTRE_CHANGED = "centre.changed", "Settings of a centre were changed."
    CENTRE_CLOSED = "centre.closed", "Nobody of a centre can sign in any more."
    CENTRE_REOPENED = "centre.reopened", "The people of a centre can sign in again."
    SSO_CHANGED = "centre.sso_changed", "Where a centre's people sign in was set, changed or removed."
    SUBMISSION_STARTED = "submission.started", "A learner began a submission."
    DRAFT_ADDED = "draft.added", "A learner added a draft."
    DRAFT_TAKEN_BACK = "draft.taken_back", "A learner erased a draft that she had not handed in."
    ANALYSIS_CANCELLED = "analysis.cancelled", "A learner cancelled the analysis of a draft."
    ANALYSIS_ASKED_AGAIN = "analysis.asked_again", "Somebody asked anew for an analysis that came to nothing."
    SUBMISSION_MOVED = "submission.moved", "A submission went from one state to another."
    SUBMISSION_SAMPLED = "submission.sampled", "A quality assurer chose a submission, and said why."
    SAMPLING_PLANNED = "sampling.planned", "A quality assurer drew a plan of what to look at."
    SUBMISSION_ALLOCATED = "submission.allocated", "A submission was given to an assessor, taken or put back."
    ORIGINAL_READ = "original.read", "Somebody opened an original file that is not hers."
    DECISIONS_DOWNLOADED = "decisions.downloaded", "Somebody downloaded the table of decisions."
    DECIDED = "decision.made", "An assessor decided on a marking point."
    STANCE_TAKEN = "decision.stance_taken", "An assessor said whether she agrees with the suggestion."
    FEEDBACK_ISSUED = "feedback.issued", "An assessor wrote to the learner."
    CONTESTED = "contest.opened", "A learner asked for another person to look at a decision."
    CONTEST_REVIEWED = "contest.reviewed", "Another person looked at a contested decision."
    OBJECTED = "objection.made", "Somebody disagreed with an observation of the program."
    OBJECTION_WITHDRAWN = "objection.withdrawn", "Somebody took an objection to an observation back."
    STANDARDISATION_MADE = "standardisation.made", "A quality assurer set up an exercise, and asked people to mark."
    STANDARDISATION_MARKED = "standardisation.marked", "Somebody marked a script of an exercise."
    STANDARDISATION_CLOSED = "standardisation.closed", "A quality assurer ended the marking of an exercise."
    STANDARD_SET = "standardisation.standard_set", "A quality assurer said what a script should be given, and why."
    STANDARD_CORRECTED = (
        "standardisation.standard_corrected",
        "A quality assurer corrected what a script should be given, and said why.",
    )
    STANDARDISATION_EXPORTED = "standardisation.exported", "Somebody downloaded an exercise with its marks."
    WEBHOOK_ADDED = "webhook.added", "An address was added that is told of events."
    WEBHOOK_CHANGED = "webhook.changed", "An address that is told of events was changed."
    WEBHOOK_REMOVED = "webhook.removed", "An address is no longer told of events."
    WEBHOOK_TESTED = "webhook.tested", "A test was posted to an address that is told of events."
    PERSON_EXPORTED = "person.exported", "Everything about a person was given out."
    PERSON_ERASED = "person.erased", "A person's name and words were erased."
    SUBMISSION_ERASED = "submission.erased", "The words of a submission were erased."
    HOLD_PLACED = "hold.placed", "A person or a submission may not be erased or swept."
    HOLD_LIFTED = "hold.lifted", "A person or a submission may be erased and swept again."
    RETENTION_CHANGED = "retention.changed", "How long a kind of record is kept was changed."
    RETENTION_SWEPT = "retention.swept", "Records whose time had passed were removed."
    REANALYSED = "analyses.repeated", "Drafts were analysed again under another unit or model."
    RESTORED = "installation.restored", "The installation was restored from a backup."


class Subject(StrEnum):
    """The kinds of thing that something is done to."""

    PERSON = "person"
    SESSION = "session"
    TOKEN = "token"  # noqa: S105
    COHORT = "cohort"
    CENTRE = "centre"
    SUBMISSION = "submission"
    DRAFT = "draft"
    DOCUMENT = "document"
    DECISION = "decision"
    CONTEST = "contest"
    SAMPLING_PLAN = "sampling_plan"
    STANDARDISATION = "standardisation"
    FEEDBACK = "feedback"
    WEBHOOK = "webhook"
    UNIT_VERSION = "unit_version"
    INSTALLATION = "installation"
