"""What an installation has set is what its mail leaves by."""

from __future__ import annotations

import pytest

from service.errors import MailUnavailable, SettingsInvalid
from service.mail.messages import Letter, MailKind
from service.mail.outbox import Outbox
from service.mail.smtp import KeptMail, SmtpServer
from service.settings import Settings

LETTER = Letter(
    kind=MailKind.DECIDED, name="Ann", address="ann@example.org", centre="North", link="https://a.example/1", key="1"
)


def test_the_settings_say_where_mail_goes_and_whom_it_comes_from() -> None:
    outbox = Outbox.of(
        Settings.from_environment(
            {
                "TALLYMARK_SMTP_HOST": "mail.example.org",
                "TALLYMARK_SMTP_PORT": "465",
                "TALLYMARK_SMTP_SECURITY": "tls",
                "TALLYMARK_SMTP_USER": "us",
                "TALLYMARK_SMTP_PASSWORD": "hush",
                "TALLYMARK_MAIL_FROM": "North College <no-reply@north.example>",
                "TALLYMARK_PUBLIC_URL": "https://assess.example",
            }
        )
    )
    assert outbox.mailer == SmtpServer(host="mail.example.org", port=465, security="tls", user="us", password="hush")
    assert str(outbox.sender) == "North College <no-reply@north.example>"
    assert outbox.links.set_password("t") == "https://assess.example/set-password#t"


def test_without_a_server_nothing_is_sent() -> None:
    with pytest.raises(MailUnavailable, match="TALLYMARK_SMTP_HOST"):
        Outbox.of(Settings()).send(LETTER)


def test_a_letter_becomes_a_mail_from_the_sender_that_is_set() -> None:
    kept = KeptMail()
    outbox = Outbox.of(Settings(mail_from="tallymark@north.example"))
    Outbox(kept, outbox.sender, outbox.links).send(LETTER)
    assert [mail["From"] for mail in kept.messages] == ["tallymark@north.example"]


@pytest.mark.parametrize("sender", ["North College", "a@b, c@d", "a@b\nBcc: c@d", "@b", "North <>"])
def test_what_is_no_address_is_found_out_at_the_start(sender: str) -> None:
    with pytest.raises(SettingsInvalid, match="TALLYMARK_MAIL_FROM"):
        Settings.from_environment({"TALLYMARK_MAIL_FROM": sender})
