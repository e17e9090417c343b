"""Sending over SMTP."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Literal, Protocol

from service.errors import MailRefused, MailUnavailable

Security = Literal["starttls", "tls", "none"]
_PERMANENT = 500


class Mailer(Protocol):
    """Something that sends mail."""

    def send(self, message: EmailMessage) -> None:
        """Hand a mail over.

        Raises:
            MailUnavailable: not now; trying again later makes sense.
            MailRefused: this mail will never be taken.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """A mail server, and how we sign in to it; without a ``user`` we do not.

    ``security``: ``starttls`` turns the connection into an encrypted one before anything is said, ``tls`` encrypts
    from the start. Both check the server's certificate, and neither falls back. ``timeout``: seconds for each answer.
    """

    host: str
    port: int
    security: Security = "starttls"
    user: str = ""
    password: str = field(default="", repr=False)
    timeout: float = 20.0

    def send(self, message: EmailMessage) -> None:
        """Hand a mail over; it has one recipient."""
        with _explained(), self._connection() as smtp:
            if self.user:
                _sign_in(smtp, self.user, self.password)
            smtp.send_message(message)

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        smtp = self._connect()
        try:
            yield smtp
        finally:
            # What was taken is taken, even where the server does not answer our goodbye.
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()
            smtp.close()

    def _connect(self) -> smtplib.SMTP:
        if self.security == "tls":
            return smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=ssl.create_default_context())
        smtp = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        if self.security == "starttls":
            try:
                _start_tls(smtp)
            except BaseException:
                smtp.close()
                raise
        return smtp


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mailer that only keeps what it is given, in ``messages``; for tests and for trying things out."""

    messages: list[EmailMessage] = field(default_factory=list)

    def send(self, message: EmailMessage) -> None:
        """Keep the mail."""
        self.messages.append(message)


def _start_tls(smtp: smtplib.SMTP) -> None:
    try:
        smtp.starttls(context=ssl.create_default_context())
    except smtplib.SMTPNotSupportedError:
        raise MailUnavailable(
            "The mail server does not offer STARTTLS. Set TALLYMARK_SMTP_SECURITY to what it offers."
        ) from None


def _sign_in(smtp: smtplib.SMTP, user: str, password: str) -> None:
    try:
        smtp.login(user, password)
    except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError):
        raise MailUnavailable(
            "The mail server does not let us sign in. Check TALLYMARK_SMTP_USER and TALLYMARK_SMTP_PASSWORD."
        ) from None


@contextmanager
def _explained() -> Iterator[None]:
    """Turn what smtplib raises into ours; servers' answers quote addresses, so none is passed on."""
    try:
        yield
    except smtplib.SMTPRecipientsRefused as error:
        raise _by_code(max(code for code, _ in error.recipients.values())) from None
    except smtplib.SMTPNotSupportedError:
        raise MailRefused("The mail server cannot write to this address. Use one in plain letters.") from None
    except smtplib.SMTPConnectError:
        raise _unavailable() from None
    except smtplib.SMTPResponseException as error:
        raise _by_code(error.smtp_code) from None
    except ssl.SSLError:
        raise MailUnavailable(
            "No encrypted connection to the mail server. Check its certificate, and TALLYMARK_SMTP_SECURITY."
        ) from None
    except (smtplib.SMTPException, OSError):
        raise _unavailable() from None


def _by_code(code: int) -> MailRefused | MailUnavailable:
    if code >= _PERMANENT:
        return MailRefused(f"The mail server refuses this mail (code {code}). Check the recipient's address.")
    return MailUnavailable(f"The mail server puts this mail off (code {code}). It is tried again later.")


def _unavailable() -> MailUnavailable:
    return MailUnavailable("The mail server cannot be reached. Check TALLYMARK_SMTP_HOST and TALLYMARK_SMTP_PORT.")
