"""Mail goes out encrypted or not at all, and every way in which it can fail says what to do."""

from __future__ import annotations

import socket
import ssl
from email.message import EmailMessage
from pathlib import Path

import pytest

from service.errors import MailRefused, MailUnavailable
from service.mail.smtp import SmtpServer
from tests.patience import PATIENCE
from tests.service.mail.mail_server import PASSWORD, USER, Inbox, certificate, mail_server, server_context


@pytest.fixture(scope="module")
def certificate_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certificate(tmp_path_factory.mktemp("mail"))


@pytest.fixture
def tls(certificate_file: Path) -> ssl.SSLContext:
    return server_context(certificate_file)


@pytest.fixture
def trusted(certificate_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our side knows the server's certificate, as it would a provider's own authority."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate_file))


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


def mail(to: str = "ann@example.org") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "no-reply@example.org", to, "A link"
    message.set_content("https://tallymark.example/submissions/1\n")
    return message


def on(port: int, security: str, **more: object) -> SmtpServer:
    return SmtpServer(host="127.0.0.1", port=port, security=security, timeout=PATIENCE, **more)  # type: ignore[arg-type]


@pytest.mark.usefixtures("trusted")
def test_goes_out_over_starttls_and_signs_in(inbox: Inbox, tls: ssl.SSLContext) -> None:
    with mail_server(inbox, starttls=tls, auth=True) as port:
        on(port, "starttls", user=USER, password=PASSWORD).send(mail())
    assert inbox.envelopes == [("no-reply@example.org", ["ann@example.org"])]
    assert inbox.messages[0]["Subject"] == "A link"
    assert inbox.signed_in == 1


@pytest.mark.usefixtures("trusted")
def test_goes_out_over_tls_from_the_start_and_signs_in(inbox: Inbox, tls: ssl.SSLContext) -> None:
    with mail_server(inbox, tls=tls, auth=True) as port:
        on(port, "tls", user=USER, password=PASSWORD).send(mail())
    assert (len(inbox.messages), inbox.signed_in) == (1, 1)


def test_goes_out_in_the_clear_only_when_told_to(inbox: Inbox) -> None:
    with mail_server(inbox) as port:
        on(port, "none").send(mail())
        with pytest.raises(MailUnavailable, match="STARTTLS"):
            on(port, "starttls").send(mail())
    assert len(inbox.messages) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_that_nobody_vouches_for_is_not_taken(security: str, inbox: Inbox, tls: ssl.SSLContext) -> None:
    with (
        mail_server(
            inbox, starttls=tls if security == "starttls" else None, tls=tls if security == "tls" else None
        ) as port,
        pytest.raises(MailUnavailable, match="certificate"),
    ):
        on(port, security).send(mail())
    assert inbox.messages == []


@pytest.mark.usefixtures("trusted")
def test_a_wrong_password_names_the_settings_and_not_itself(inbox: Inbox, tls: ssl.SSLContext) -> None:
    with mail_server(inbox, starttls=tls, auth=True) as port, pytest.raises(MailUnavailable) as caught:
        on(port, "starttls", user=USER, password="not that one").send(mail())
    assert "TALLYMARK_SMTP_PASSWORD" in str(caught.value)
    assert "not that one" not in str(caught.value)


@pytest.mark.parametrize(
    ("answer", "kind"), [("550 no such person", MailRefused), ("451 come back later", MailUnavailable)]
)
def test_a_recipient_who_is_refused_for_good_is_told_from_one_put_off(
    answer: str, kind: type[Exception], inbox: Inbox
) -> None:
    inbox.answers["ann@example.org"] = answer
    with mail_server(inbox) as port, pytest.raises(kind) as caught:
        on(port, "none").send(mail())
    assert "ann" not in str(caught.value)
    assert inbox.messages == []


def test_addresses_in_other_letters_need_a_server_that_knows_them(inbox: Inbox) -> None:
    with mail_server(inbox) as port:
        on(port, "none").send(mail("zoë@exämple.org"))
    assert inbox.messages[0]["To"] == "zoë@exämple.org"
    with mail_server(inbox, utf8=False) as port, pytest.raises(MailRefused, match="plain letters"):
        on(port, "none").send(mail("zoë@exämple.org"))


def test_a_server_that_does_not_answer_can_be_tried_again_later() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: refused at once
        with pytest.raises(MailUnavailable, match="TALLYMARK_SMTP_HOST"):
            on(taken.getsockname()[1], "none").send(mail())


def test_a_password_is_not_shown() -> None:
    assert "hush" not in repr(on(25, "tls", user="u", password="hush"))
