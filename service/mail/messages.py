"""From what happened to a mail: the templates' words, and headers that nothing given can break out of."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.errors import MailRefused

TEMPLATES = Path(__file__).parent / "templates"
_LONGEST_NAME = 80
# Whoever fills in a roster could make us send an advertisement by putting it into a person's name.
_LIKE_AN_ADDRESS = re.compile(r"[/@:]|\w\.\w\w")


class MailKind(StrEnum):
    """What a mail is about; its value is the name of its template."""

    PASSWORD_RESET = "password_reset"  # noqa: S105 - a kind of mail
    INVITATION = "invitation"
    DECIDED = "decided"
    REFERRED_BACK = "referred_back"
    CONTEST_RESOLVED = "contest_resolved"
    ASKED_TO_MARK = "asked_to_mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is to be said to whom.

    ``facts``: what the kind's template names besides ``name``, ``centre`` and ``link``. ``key``: what makes this mail
    one and the same however often it is sent; mail programs show two with the same key as one.
    """

    kind: MailKind
    name: str
    address: str
    centre: str
    link: str
    key: str
    facts: Mapping[str, str] = field(default_factory=dict)


def compose(letter: Letter, sender: Address, at: datetime) -> EmailMessage:
    """The mail, from ``sender``, dated ``at``.

    Raises:
        MailRefused: the letter's address is none.
    """
    subject, body = _write(letter)
    message = EmailMessage()
    message["From"] = sender
    message["To"] = _address(letter.name, letter.address)
    message["Subject"] = subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{hashlib.sha256(letter.key.encode()).hexdigest()[:40]}@{sender.domain}>"
    # RFC 3834: no out-of-office answer comes back.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(body)
    return message


def _write(letter: Letter) -> tuple[str, str]:
    """The subject (the template's first line) and the body."""
    text = _templates().get_template(f"{letter.kind}.txt.j2")
    given = {"name": _greeting(letter.name), "centre": letter.centre, "link": letter.link, **letter.facts}
    subject, _, body = text.render({name: _one_line(value) for name, value in given.items()}).partition("\n\n")
    return subject.removeprefix("Subject: "), body


def _address(name: str, address: str) -> Address:
    try:
        return Address(_one_line(name)[:_LONGEST_NAME], addr_spec=address)
    except (MessageError, ValueError, IndexError):
        raise MailRefused("No mail can be sent to this address. Correct it.") from None


def _greeting(name: str) -> str:
    """The name, or nothing where it is too long or looks like an address to follow."""
    plain = _one_line(name)
    return "" if len(plain) > _LONGEST_NAME or _LIKE_AN_ADDRESS.search(plain) else plain


def _one_line(value: str) -> str:
    """``value`` without line breaks, control characters and those that turn the direction of writing."""
    kept = (" " if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Cs") else char for char in value)
    return " ".join("".join(kept).split())


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,  # noqa: S701 - plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
