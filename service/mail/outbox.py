"""Where mail leaves from: the server, the sender and the addresses of pages that an installation has set."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.utils import parseaddr

from service.errors import MailUnavailable, SettingsInvalid
from service.mail.links import Links
from service.mail.messages import Letter, compose
from service.mail.smtp import Mailer, SmtpServer
from service.settings import Settings
from service.storage.columns import now


@dataclass(frozen=True, slots=True)
class Outbox:
    """Sends letters. ``mailer``: None where no mail server is set."""

    mailer: Mailer | None
    sender: Address
    links: Links

    @classmethod
    def of(cls, settings: Settings) -> Outbox:
        """What the settings say; raises SettingsInvalid where mail would come from what is no address."""
        return cls(_server(settings) if settings.smtp_host else None, _sender(settings), Links(settings.public_url))

    def send(self, letter: Letter) -> None:
        """Send a letter.

        Raises:
            MailUnavailable: not now; also where no mail server is set.
            MailRefused: never.
        """
        if self.mailer is None:
            raise MailUnavailable("No mail server is set. Set TALLYMARK_SMTP_HOST, or hand over links yourself.")
        self.mailer.send(compose(letter, self.sender, now()))


def _server(settings: Settings) -> SmtpServer:
    return SmtpServer(
        host=settings.smtp_host,
        port=settings.smtp_port,
        security=settings.smtp_security,
        user=settings.smtp_user,
        password=settings.smtp_password.get_secret_value(),
    )


def _sender(settings: Settings) -> Address:
    name, address = parseaddr(settings.mail_from)
    try:
        return Address(name, addr_spec=address)
    except (ValueError, IndexError):
        raise SettingsInvalid(
            "TALLYMARK_MAIL_FROM cannot be used. Write it as Name <name@example.org>, or unset it."
        ) from None
