"""Everything that can go wrong in the service itself; every class but the first two becomes a problem (`problems`).

    ServiceError
    ├── SettingsInvalid             an environment variable cannot be used
    ├── NotSignedIn                 nobody is signed in, or no longer
    ├── SignInFailed                centre, address or password is wrong, or there is a pause after failures
    ├── LinkUnusable                a link to choose a password has been used, or its time is over
    ├── NotPermitted                whoever is signed in may not do this
    ├── CrossSiteRequest            another site's page makes somebody's browser ask
    ├── Conflict                    it does not fit the present state
    ├── RequestMalformed            the body cannot be parsed at all
    ├── RequestInvalid              it can, but says something that the route does not accept
    │   └── RosterInvalid           rows of a table of people cannot be taken over
    ├── MediaTypeUnsupported        a body of a kind that the route does not read
    ├── ServiceStarting             the model is still being loaded
    ├── ModelUnavailable            the model could not be loaded
    ├── NotReady                    something that the service needs cannot be used
    ├── ServiceBusy                 every worker is taken and the queue is full
    ├── BeingMeasured               what a large centre's decisions say is being worked out
    ├── AnalysisTimedOut            an analysis took longer than we allow
    ├── NotFound                    there is no such thing, or the caller may not know of it
    ├── PreconditionRequired        a change without the version that the caller has seen
    ├── ChangedMeanwhile            somebody else has changed it since the caller saw it
    ├── TooManyRequests             somebody asks more often than we allow
    ├── IdempotencyKeyReused        a key that stands for another request already
    ├── FilesUnavailable            the place where original files are kept cannot be reached
    ├── OriginalLost                an original file cannot be given as it was handed in
    │   ├── OriginalMissing         it is not there
    │   └── OriginalAltered         it is not what was kept
    ├── WebhookNotTaken             a receiver of webhooks does not take a message now
    ├── JobUnsettled                an attempt at a job failed, and so did writing that down
    ├── BackupFailed                a backup cannot be made or restored here and now
    ├── BackupUnusable              a backup is damaged, or not for this installation
    ├── MailUnavailable             the mail server cannot be used now
    ├── MailRefused                 a mail that no server will take
    ├── SsoNotSet                   the centre has no single sign-on
    ├── SsoUnavailable              the centre's identity provider cannot be used
    ├── SsoFailed                   what came back from the identity provider cannot be relied on
    ├── SsoUnknown                  the identity provider knows the person, and the centre does not
    └── RosterUnreadable            a file is no table of people

Messages are shown to callers: they say what to do and quote nothing of what was sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class ServiceError(Exception):
    """Base of this package's errors; never raised itself."""


class SettingsInvalid(ServiceError):
    """An environment variable cannot be used; the message names it and what it may hold."""


class RequestMalformed(ServiceError):
    """The body cannot be parsed at all."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault in a request: where it is (a JSON Pointer, RFC 6901, into the body) and what is wrong there."""

    pointer: str
    detail: str


class RequestInvalid(ServiceError):
    """The body can be parsed but says something that the route does not accept; ``faults`` names every fault."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("Correct what `errors` lists and send the request again.")


class MediaTypeUnsupported(ServiceError):
    """The body is of a kind that the route does not read."""


class ServiceStarting(ServiceError):
    """The model is still being loaded."""


class ModelUnavailable(ServiceError):
    """The model could not be loaded."""


class NotReady(ServiceError):
    """Something that the service needs cannot be used."""


class ServiceBusy(ServiceError):
    """Every worker is taken and the queue is full."""


class BeingMeasured(ServiceError):
    """What a large centre's decisions say is being worked out for the first time."""

    def __init__(self) -> None:
        super().__init__("So many decisions take up to a minute. Look again then.")


class AnalysisTimedOut(ServiceError):
    """An analysis took longer than we allow."""


class NotFound(ServiceError):
    """There is no such thing, or the caller may not know of it: both are told in the same words."""

    def __init__(self) -> None:
        super().__init__("There is nothing here, or nothing that you may see. Check the address.")


class PreconditionRequired(ServiceError):
    """A change was sent without the version that the caller has seen."""


class ChangedMeanwhile(ServiceError):
    """Somebody else has changed it since the caller saw it; the message may say who and when."""


class TooManyRequests(ServiceError):
    """Somebody asks more often than we allow; ``seconds`` from now she may ask again."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"Too many requests in a short time. Try again in {seconds} seconds.")


class IdempotencyKeyReused(ServiceError):
    """An Idempotency-Key that the same person sent with another request."""


class FilesUnavailable(ServiceError):
    """The place where original files are kept cannot be reached."""


class OriginalLost(ServiceError):
    """An original file cannot be given as it was handed in."""


class OriginalMissing(OriginalLost):
    """The original file is not there."""


class OriginalAltered(OriginalLost):
    """The original file is not what was kept."""


class WebhookNotTaken(ServiceError):
    """A receiver of webhooks does not take a message now; trying again later makes sense."""


class JobUnsettled(ServiceError):
    """An attempt at a job failed, and so did writing that down; the log says where."""


class BackupFailed(ServiceError):
    """A backup cannot be made or restored here and now; the message says what is in the way."""


class BackupUnusable(ServiceError):
    """A backup is damaged, or not for this installation."""


class MailUnavailable(ServiceError):
    """The mail server cannot be used now; trying again later makes sense."""


class MailRefused(ServiceError):
    """A mail that no server will take, however often it is tried."""


class SsoNotSet(ServiceError):
    """The centre has no single sign-on; or there is no such centre, which is nobody's business."""


class SsoUnavailable(ServiceError):
    """The centre's identity provider cannot be reached, or does not say what a provider has to."""


class SsoFailed(ServiceError):
    """What came back from the identity provider cannot be relied on."""


class SsoUnknown(ServiceError):
    """The identity provider knows the person, and the centre does not."""


class RosterUnreadable(ServiceError):
    """A file is no table of people."""


class RosterInvalid(RequestInvalid):
    """Rows of a table of people cannot be taken over; ``faults`` names every one."""


class NotSignedIn(ServiceError):
    """Nobody is signed in, or the session or token is not valid any more."""


class SignInFailed(ServiceError):
    """Centre, address or password is wrong, or there is a pause after failures; which of them is nobody's business."""


class LinkUnusable(ServiceError):
    """A link to choose a password has been used, was replaced, or its time is over."""


class NotPermitted(ServiceError):
    """Whoever is signed in may not do this."""


class CrossSiteRequest(ServiceError):
    """A page of another site makes somebody's browser ask for this."""


class Conflict(ServiceError):
    """What is asked for does not fit the present state of things."""
