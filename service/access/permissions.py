"""What can be allowed, to which roles, and which scope a token needs for it. docs/people.md prints the table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.storage.tables.people import Role


class Scope(StrEnum):
    """What a token can be made for."""

    READ = "read"
    SUBMIT = "submit"
    ASSESS = "assess"
    MANAGE = "manage"


class Permission(StrEnum):
    """What a route can ask for."""

    SELF = "self"
    """See who one is, and what one may do."""
    MANAGE_SELF = "manage_self"
    """Change one's password, end sessions, make and revoke tokens. No token can: a leaked one must not make others."""
    SUBMIT = "submit"
    """Write drafts of one's own and hand them in."""
    READ_SUBMISSIONS = "read_submissions"
    """Read submissions: a learner her own, everybody else those of the centre."""
    ANALYSE = "analyse"
    """Have a text analysed of which nothing is kept."""
    ASSESS = "assess"
    """Take submissions into assessment, decide, refer back."""
    SAMPLE = "sample"
    """Choose decided submissions for quality assurance, and mark them a second time."""
    READ_QUEUE = "read_queue"
    """See what waits for assessors, and who has how much."""
    ALLOCATE = "allocate"
    """Give submissions to assessors."""
    CONTEST = "contest"
    """Ask for another person to look at a decision on one's own work."""
    REVIEW_CONTESTS = "review_contests"
    """Look at contested decisions of others."""
    KEEP_COMMENTS = "keep_comments"
    """Keep comments of one's own, to use them again."""
    READ_DECISIONS = "read_decisions"
    """Read all decisions of the centre as a table."""
    READ_PEOPLE = "read_people"
    """See who belongs to the centre and its cohorts."""
    MANAGE_PEOPLE = "manage_people"
    """Enter, change and deactivate people and cohorts of the centre."""
    MANAGE_CENTRE = "manage_centre"
    """Change the centre's own settings, single sign-on and webhooks."""
    MANAGE_RECORDS = "manage_records"
    """Set periods of retention, export and erase what is kept about somebody."""
    READ_AUDIT_LOG = "read_audit_log"
    """Read who did what."""
    MANAGE_CENTRES = "manage_centres"
    """Set up and close centres."""


@dataclass(frozen=True, slots=True)
class Grant:
    """Who has a permission, and the scope that a token of theirs needs for it; None where none will do."""

    roles: frozenset[Role]
    scope: Scope | None


STAFF = frozenset({Role.ASSESSOR, Role.IQA, Role.CENTRE_ADMIN})
"""Roles of those who see learners' work as assessors do."""
_OF_CENTRES = STAFF | {Role.LEARNER}
_EVERYBODY = frozenset(Role)

GRANTS: Mapping[Permission, Grant] = {
    Permission.SELF: Grant(_EVERYBODY, Scope.READ),
    Permission.MANAGE_SELF: Grant(_EVERYBODY, None),
    Permission.SUBMIT: Grant(frozenset({Role.LEARNER}), Scope.SUBMIT),
    Permission.READ_SUBMISSIONS: Grant(_OF_CENTRES, Scope.READ),
    Permission.ANALYSE: Grant(_EVERYBODY, Scope.READ),
    Permission.ASSESS: Grant(frozenset({Role.ASSESSOR}), Scope.ASSESS),
    Permission.SAMPLE: Grant(frozenset({Role.IQA}), Scope.ASSESS),
    Permission.READ_QUEUE: Grant(STAFF, Scope.READ),
    Permission.ALLOCATE: Grant(frozenset({Role.IQA, Role.CENTRE_ADMIN}), Scope.MANAGE),
    Permission.CONTEST: Grant(frozenset({Role.LEARNER}), Scope.SUBMIT),
    Permission.REVIEW_CONTESTS: Grant(frozenset({Role.ASSESSOR, Role.IQA}), Scope.ASSESS),
    Permission.KEEP_COMMENTS: Grant(frozenset({Role.ASSESSOR, Role.IQA}), Scope.ASSESS),
    Permission.READ_DECISIONS: Grant(frozenset({Role.IQA, Role.CENTRE_ADMIN}), Scope.READ),
    Permission.READ_PEOPLE: Grant(STAFF, Scope.READ),
    Permission.MANAGE_PEOPLE: Grant(frozenset({Role.CENTRE_ADMIN}), Scope.MANAGE),
    Permission.MANAGE_CENTRE: Grant(frozenset({Role.CENTRE_ADMIN}), Scope.MANAGE),
    Permission.MANAGE_RECORDS: Grant(frozenset({Role.CENTRE_ADMIN}), Scope.MANAGE),
    Permission.READ_AUDIT_LOG: Grant(frozenset({Role.IQA, Role.CENTRE_ADMIN}), Scope.READ),
    Permission.MANAGE_CENTRES: Grant(frozenset({Role.SYSTEM_ADMIN}), Scope.MANAGE),
}
