"""Centres, the people in them, and what they sign in with."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Identifier, Made, OfCentre, OfPerson, Sha256, Table, one_of


class Role(StrEnum):
    """What a person does. One person can have several roles."""

    LEARNER = "learner"
    ASSESSOR = "assessor"
    IQA = "iqa"
    CENTRE_ADMIN = "centre_admin"
    SYSTEM_ADMIN = "system_admin"


class AllocationRule(StrEnum):
    """How submissions come to assessors."""

    POOL = "pool"
    """Whoever takes one next."""
    COHORT = "cohort"
    """The assessors of the learner's cohort."""
    BALANCED = "balanced"
    """The assessor of the cohort (of the centre, where it has none) with the least open work."""


class Centre(Table):
    """A training provider. Centres of one installation know nothing of each other."""

    __tablename__ = "centre"

    id: Mapped[Identifier]
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    """Its name in addresses and at sign-in."""
    name: Mapped[str] = mapped_column(String(200))
    blind_first: Mapped[bool] = mapped_column(default=False)
    """Whether an assessor sees the program's suggestion for a marking point only after her own decision."""
    allocation: Mapped[AllocationRule] = mapped_column(one_of(AllocationRule), default=AllocationRule.POOL)
    sso_enrols: Mapped[bool] = mapped_column(default=False)
    """Whether single sign-on makes an account for a learner who has none."""
    demonstration: Mapped[bool] = mapped_column(default=False)
    """Whether its people and their work are invented."""
    created_at: Mapped[Made]
    closed_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Person(Table):
    """Somebody who can sign in. A system administrator belongs to no centre; everybody else to one."""

    __tablename__ = "person"
    __table_args__ = (
        UniqueConstraint("centre_id", "email"),
        UniqueConstraint("centre_id", "reference"),
        Index("uq_person_email_without_centre", "email", unique=True, sqlite_where=text("centre_id IS NULL"),
              postgresql_where=text("centre_id IS NULL")),
    )  # fmt: skip

    id: Mapped[Identifier]
    centre_id: Mapped[UUID | None] = mapped_column(ForeignKey("centre.id"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254))
    """In lower case: what she signs in with."""
    reference: Mapped[str | None] = mapped_column(String(100))
    """The centre's own number for her."""
    created_at: Mapped[Made]
    deactivated_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    """When name, e-mail and reference were replaced at her request; decisions still point at the row."""
    version: Mapped[int] = mapped_column(default=1)


class PersonRole(Table):
    """One role of a person."""

    __tablename__ = "person_role"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[Role] = mapped_column(one_of(Role), primary_key=True)


class Password(Table):
    """The password of a person who has one, as argon2id makes it, and the failed attempts to guess it."""

    __tablename__ = "password"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(300))
    changed_at: Mapped[Made]
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class SignIn(Table):
    """A session: from signing in to signing out or to the end of its time."""

    __tablename__ = "sign_in"

    id: Mapped[Identifier]
    person_id: Mapped[OfPerson]
    token_sha256: Mapped[Sha256] = mapped_column(unique=True)
    method: Mapped[str] = mapped_column(String(20))
    """``password`` or ``sso``."""
    created_at: Mapped[Made]
    last_seen_at: Mapped[Made]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    ended_at: Mapped[datetime | None]


class Purpose(StrEnum):
    """What a one-time token lets its holder do."""

    RESET = "reset"
    INVITATION = "invitation"


class OneTimeToken(Table):
    """A token that was mailed to a person; only its hash is known here."""

    __tablename__ = "one_time_token"

    id: Mapped[Identifier]
    person_id: Mapped[OfPerson]
    purpose: Mapped[Purpose] = mapped_column(one_of(Purpose))
    token_sha256: Mapped[Sha256] = mapped_column(unique=True)
    created_at: Mapped[Made]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ApiToken(Table):
    """A token with which a person's own programs act for her, within its scopes and until it expires."""

    __tablename__ = "api_token"

    id: Mapped[Identifier]
    person_id: Mapped[OfPerson]
    name: Mapped[str] = mapped_column(String(100))
    token_sha256: Mapped[Sha256] = mapped_column(unique=True)
    scopes: Mapped[list[Any]]
    created_at: Mapped[Made]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class IdentityProvider(Table):
    """Where the people of a centre sign in with OpenID Connect."""

    __tablename__ = "identity_provider"

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"), primary_key=True)
    issuer: Mapped[str] = mapped_column(String(500))
    client_id: Mapped[str] = mapped_column(String(200))
    client_secret_encrypted: Mapped[str] = mapped_column(String(1000))
    """Encrypted with a key derived from the installation's secret."""
    changed_at: Mapped[Made]


class ExternalIdentity(Table):
    """Who a person is at an identity provider."""

    __tablename__ = "external_identity"
    __table_args__ = (UniqueConstraint("centre_id", "issuer", "subject"),)

    id: Mapped[Identifier]
    centre_id: Mapped[OfCentre]
    person_id: Mapped[OfPerson]
    issuer: Mapped[str] = mapped_column(String(500))
    subject: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[Made]


class Cohort(Table):
    """Learners who are taught and assessed together."""

    __tablename__ = "cohort"
    __table_args__ = (UniqueConstraint("centre_id", "name"),)

    id: Mapped[Identifier]
    centre_id: Mapped[OfCentre]
    name: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    location: Mapped[str | None] = mapped_column(String(200))
    """Where its learners are assessed."""
    created_at: Mapped[Made]
    version: Mapped[int] = mapped_column(default=1)


class CohortMember(Table):
    """A learner or an assessor of a cohort; nobody is both."""

    __tablename__ = "cohort_member"
    __table_args__ = (
        CheckConstraint("role IN ('learner', 'assessor')", name="learns_or_assesses"),
        Index("uq_cohort_member_one_role", "cohort_id", "person_id", unique=True),
    )

    cohort_id: Mapped[UUID] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    role: Mapped[Role] = mapped_column(one_of(Role), primary_key=True)


class Characteristic(Table):
    """Something that a centre records of its learners to see whether all are judged alike, and what it can be."""

    __tablename__ = "characteristic"
    __table_args__ = (UniqueConstraint("centre_id", "key"),)

    id: Mapped[Identifier]
    centre_id: Mapped[OfCentre]
    key: Mapped[str] = mapped_column(String(40))
    """Its name in figures: ``level_of_english``."""
    name: Mapped[str] = mapped_column(String(100))
    protected: Mapped[bool]
    """Whether the law protects it: used in sums alone."""
    options: Mapped[list[Any]]


class LearnerCharacteristic(Table):
    """What is recorded of one learner. Never shown beside her work."""

    __tablename__ = "learner_characteristic"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    characteristic_id: Mapped[UUID] = mapped_column(ForeignKey("characteristic.id"), primary_key=True, index=True)
    value: Mapped[str] = mapped_column(String(100))
