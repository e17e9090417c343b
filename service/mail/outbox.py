"""Where mail leaves from: the server, the sender and the addresses of pages that an installation has set."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address

from service.errors import MailUnavailable
from service.mail.links import Links
from service.mail.messages import Letter, compose
from service.mail.smtp import Mailer, SmtpServer
from service.setting_types import address_in
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
        """What the settings say."""
        server = _server(settings) if settings.smtp_host else None
        return cls(server, address_in(settings.mail_from), Links(settings.public_url))

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
