"""In a language of brackets, whatever stands outside them on a page would stay English for everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from service.storage.tables.people import Role
from service.unit_store import UnitStore
from tests.pages.conftest import Site
from tests.pages.pseudo_locale import CLOSING, OPENING, PSEUDO, offering, pseudo_catalogue

ACCOUNT = "I rang her back the same day, because it was the waiting that made her doubt us."
_BRACKETS = re.compile(f"{OPENING}[^{OPENING}{CLOSING}]*{CLOSING}")
_ATTRIBUTES = ("aria-label", "alt", "title", "placeholder")
_DATA = ("script", "style", "bdi", "time", "code", "kbd", "option", "textarea", "q")
"""What holds names, times, code, words of a unit and words of learners."""
_NOBODYS = re.compile(r"Tallymark|tallymark_\w+|[^A-Za-z]+")


@pytest.fixture
def brackets(site: Site, tmp_path: Path) -> Iterator[Site]:
    with offering(tmp_path / "locales", pseudo_catalogue()):
        yield site


def hard_wired(page: str) -> list[str]:
    """The words of a page that no catalogue can change."""
    root = lxml.html.document_fromstring(page)
    assert root.get("lang") == PSEUDO
    texts: list[Any] = root.xpath("//text()")  # type: ignore[assignment]
    found = [str(text) for text in texts if not _is_data(text.getparent(), is_tail=text.is_tail)]
    found += [str(each.attrib[name]) for name in _ATTRIBUTES for each in root.iter() if name in each.attrib]
    return [left for text in found if (left := _NOBODYS.sub("", _without_brackets(_without_unit(text))))]


@cache
def _titles() -> tuple[str, ...]:
    unit = UnitStore().get_or_default(None).unit
    return (unit.title, *(qualification.title for qualification in unit.qualifications))


def _without_unit(text: str) -> str:
    """What a unit says of itself stays in the language of its authors."""
    for title in _titles():
        text = text.replace(title, "")
    return text


def _without_brackets(text: str) -> str:
    # A message can hold others.
    while (shorter := _BRACKETS.sub("", text)) != text:
        text = shorter
    return text


def _is_data(element: Any, *, is_tail: bool) -> bool:
    if is_tail:
        element = element.getparent()
    return any(
        each.tag in _DATA or each.get("translate") == "no" or each.get("lang")
        for each in (element, *element.iterancestors())
        if each.tag != "html"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/help",
        "/privacy",
        "/accessibility",
        "/read",
        "/read/compare",
        "/read/redact",
        "/sign-in",
        "/forgotten-password",
        "/forgotten-password/sent",
        "/set-password",
        "/nowhere",
    ],
)
def test_everything_that_anybody_reads_is_translated(brackets: Site, path: str) -> None:
    page = brackets.world.anonymous.get(path, params={"language": PSEUDO}, headers={"Accept": "text/html"})
    brackets.world.anonymous.cookies.clear()
    assert hard_wired(page.text) == []


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.LEARNER, "/me"),
        (Role.LEARNER, "/submissions"),
        (Role.LEARNER, "/submissions/new"),
        (Role.ASSESSOR, "/queue"),
        (Role.ASSESSOR, "/comments"),
        (Role.IQA, "/workload"),
        (Role.IQA, "/centre/progress"),
        (Role.CENTRE_ADMIN, "/retention"),
        (Role.SYSTEM_ADMIN, "/centres"),
    ],
)
def test_everything_that_people_read_is_translated(brackets: Site, role: Role, path: str) -> None:
    centre = None if role is Role.SYSTEM_ADMIN else brackets.world.centre()
    client = brackets.world.client_of(brackets.world.person(centre, role))
    page = client.get(path, params={"language": PSEUDO}, headers={"Accept": "text/html"})
    assert hard_wired(page.text) == []


def test_a_form_that_is_refused_says_so_in_the_same_language(brackets: Site) -> None:
    client = brackets.world.anonymous
    answer = client.post(
        "/read?language=cy", data={"text": ACCOUNT, "choice": "no/such"}, headers={"Accept": "text/html"}
    )
    client.cookies.clear()
    assert hard_wired(answer.text) == []
