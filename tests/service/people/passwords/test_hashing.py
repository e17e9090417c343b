"""What is kept of a password."""

from __future__ import annotations

import pytest

from service.people.passwords.hashing import PRODUCTION, Cost, PasswordHasher

CHEAP = Cost(memory=8, passes=1)
DEARER = Cost(memory=16, passes=2)


@pytest.fixture(scope="module")
def hasher() -> PasswordHasher:
    return PasswordHasher(CHEAP)


def test_the_right_password_is_right_and_its_hash_is_never_the_same_twice(hasher: PasswordHasher) -> None:
    first, second = (hasher.hash("three tin whistles") for _ in range(2))
    assert first != second
    assert hasher.check("three tin whistles", first).right
    assert not hasher.check("three tin whistle", first).right
    assert "whistles" not in first


def test_one_password_is_the_same_however_it_was_typed(hasher: PasswordHasher) -> None:
    kept = hasher.hash("caf\u00e9 au lait tr\u00e8s")
    assert hasher.check("cafe\u0301 au lait tre\u0300s", kept).right


def test_without_a_kept_hash_nothing_is_right(hasher: PasswordHasher) -> None:
    assert hasher.check("three tin whistles", None).right is False


def test_a_hash_of_another_cost_is_renewed_when_the_password_is_known(hasher: PasswordHasher) -> None:
    kept = hasher.hash("three tin whistles")
    dearer = PasswordHasher(DEARER)
    assert dearer.check("a wrong password", kept).renewed is None
    renewed = dearer.check("three tin whistles", kept).renewed
    assert renewed is not None
    assert "m=16,t=2,p=1" in renewed
    assert dearer.check("three tin whistles", renewed).renewed is None


def test_outside_tests_a_hash_costs_what_is_recommended() -> None:
    hash_ = PasswordHasher().hash("three tin whistles")
    assert hash_.startswith("$argon2id$v=19$m=47104,t=1,p=1$")
    assert Cost(memory=47104, passes=1, lanes=1) == PRODUCTION
