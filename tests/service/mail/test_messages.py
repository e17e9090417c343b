"""What mails say, and that nobody can make them say more."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.headerregistry import Address
from email.message import EmailMessage
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import MailRefused
from service.mail.links import Links
from service.mail.messages import TEMPLATES, Letter, MailKind, compose

SENDER = Address("Tallymark", addr_spec="no-reply@tallymark.example")
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LINK = "https://tallymark.example/set-password#abc_-9"
SIGN_IN = "https://tallymark.example/sign-in?centre=northgate"
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted",
           "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]  # fmt: skip


def letter(kind: MailKind = MailKind.INVITATION, **changes: str) -> Letter:
    given = {"name": "Ann Lee", "address": "ann@example.org", "centre": "Northgate College", "link": LINK, "key": "k1"}
    facts = {"expires": "29 November 2026, 09:30 UTC", "sign_in": SIGN_IN}
    return Letter(kind=kind, facts=facts, **(given | changes))


def sent(what: Letter) -> EmailMessage:
    """The mail as its recipient's program reads it."""
    return message_from_bytes(compose(what, SENDER, AT).as_bytes(), policy=policy.default)


def test_an_invitation_says_where_to_sign_in_from_then_on() -> None:
    assert f"From then on you sign in at {SIGN_IN}" in sent(letter()).get_content()


@pytest.mark.parametrize("kind", MailKind)
def test_every_kind_has_words_of_its_own_and_the_link(kind: MailKind) -> None:
    mail = sent(letter(kind))
    body = mail.get_content()
    assert mail["To"] == "Ann Lee <ann@example.org>"
    assert mail["From"] == str(SENDER)
    assert mail["Date"] == "Sun, 22 Nov 2026 09:30:00 +0000"
    assert body.startswith("Hello Ann Lee,\n\n")
    assert LINK in body.splitlines()
    assert body.endswith("Replies to it are not read.\n")


def test_every_template_is_of_a_kind() -> None:
    parts = {"greeting", "footer"}
    assert {file.name.removesuffix(".txt.j2") for file in TEMPLATES.iterdir()} == set(MailKind) | parts


def test_no_mail_says_how_it_was_decided() -> None:
    for kind in MailKind:
        words = sent(letter(kind)).get_content().lower()
        assert not any(word in words for word in ("not met", "met ", "pass ", "passed", "failed", "referred"))


def test_the_same_mail_sent_again_has_the_same_id() -> None:
    ids = [sent(letter(key=key))["Message-ID"] for key in ("k1", "k1", "k2")]
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize("name", ["", "Win at www.example.com", "http://example.com", "a@b", "x" * 81])
def test_a_name_that_advertises_is_left_out_of_the_greeting(name: str) -> None:
    assert sent(letter(name=name)).get_content().startswith("Hello,\n")


def test_names_in_other_scripts_arrive() -> None:
    mail = sent(letter(name="Zoë Łukasz", centre="Coláiste"))
    assert mail["To"] == "Zoë Łukasz <ann@example.org>"
    assert mail.get_content().startswith("Hello Zoë Łukasz,")


@pytest.mark.parametrize(
    "address",
    ["", "ann", "ann@", "@example.org", "a@b, c@d", "ann@example.org\nBcc: x@y.z", "ann@example.org\r\n\r\nhello",
     "Ann <ann@example.org>", "ann@exa mple.org"],
)  # fmt: skip
def test_what_is_no_address_is_refused_and_not_quoted(address: str) -> None:
    with pytest.raises(MailRefused) as caught:
        compose(letter(address=address), SENDER, AT)
    assert "ann@" not in str(caught.value)


hostile = st.text(st.characters() | st.sampled_from('\r\n\x00\x0b\x0c\x1c\x85\u2028\u202e,;<>@"()[]\\=?'), max_size=120)


@given(name=hostile, centre=hostile)
def test_nothing_given_becomes_a_header_or_a_recipient(name: str, centre: str) -> None:
    mail = sent(letter(name=f"{name}\r\nBcc: mallory@example.com\r\n\r\nHello", centre=f"{centre}\nBcc: m@example.com"))
    assert sorted(mail.keys()) == sorted(HEADERS)
    assert [address.addr_spec for address in mail["To"].addresses] == ["ann@example.org"]
    assert [address.addr_spec for address in mail["From"].addresses] == [SENDER.addr_spec]
    assert LINK in mail.get_content().splitlines()


def test_links_lead_to_the_installation() -> None:
    links = Links("https://assess.example/tallymark/")
    assert links.sign_in("northgate") == "https://assess.example/tallymark/sign-in?centre=northgate"
    assert links.sign_in("") == "https://assess.example/tallymark/sign-in"
    assert links.set_password("t0k") == "https://assess.example/tallymark/set-password#t0k"
    number = UUID(int=7)
    assert links.submission(number) == f"https://assess.example/tallymark/submissions/{number}"
