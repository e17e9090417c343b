"""Errors as a person at a terminal meets them: one message on standard error, and an exit status."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from traceback import extract_tb

from criteria_bank.errors import CriteriaBankError
from nlp.errors import (
    ArtefactError,
    ClusterUnavailable,
    CorpusError,
    DocumentError,
    FeedbackWithheld,
    PlaceUnusable,
    RunError,
    TrainingUnavailable,
)
from service.cli.exit_codes import ExitCode
from service.errors import RequestInvalid, ServiceError, SettingsInvalid
from service.judging.reading.errors import ReadingError
from service.reports.errors import ReportError

_ROOT = Path(__file__).parents[2]
_PACKAGES = tuple(_ROOT / name for name in ("criteria_bank", "nlp", "service"))
_EXIT_CODES: tuple[tuple[type[Exception], ExitCode], ...] = (
    (DocumentError, ExitCode.DOCUMENT),
    (CorpusError, ExitCode.DOCUMENT),
    (ReadingError, ExitCode.DOCUMENT),
    (FeedbackWithheld, ExitCode.UNIT),
    (CriteriaBankError, ExitCode.UNIT),
    (ArtefactError, ExitCode.MODEL),
    (TrainingUnavailable, ExitCode.TRAINING_UNAVAILABLE),
    (ClusterUnavailable, ExitCode.CLUSTER_UNAVAILABLE),
    (PlaceUnusable, ExitCode.USAGE),
    (RunError, ExitCode.FAULT),
    (ReportError, ExitCode.FAULT),
    (SettingsInvalid, ExitCode.USAGE),
    (ServiceError, ExitCode.REFUSED),
    (OSError, ExitCode.DOCUMENT),
)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a command ends early: what to tell, and the exit status."""

    message: str
    code: ExitCode


def failure_of(error: Exception) -> Failure:
    """Put an error into words. Of one that nobody foresaw only the place is told: its message may quote a learner."""
    for kind, code in _EXIT_CODES:
        if isinstance(error, kind):
            return Failure(message_of(error), code)
    return Failure(
        f"This is a fault of the program, not of your document ({type(error).__name__} at {_place(error)}). "
        "Please report it with that place and the output of 'tallymark --version'.",
        ExitCode.FAULT,
    )


def message_of(error: Exception) -> str:
    """The error's own message; for one of the operating system, the file and the reason."""
    if isinstance(error, OSError):
        name = f"'{error.filename}'" if error.filename else "The file"
        return f"{name} cannot be used ({error.strerror}). Check its name, its folder and that you may open it."
    if isinstance(error, RequestInvalid):
        return "\n".join(fault.detail for fault in error.faults)
    return str(error)


def _place(error: Exception) -> str:
    """The last line of our own code that the error came through."""
    frames = [(Path(frame.filename), frame.lineno) for frame in extract_tb(error.__traceback__)]
    ours = [(path.relative_to(_ROOT), line) for path, line in frames if any(map(path.is_relative_to, _PACKAGES))]
    return ":".join(map(str, ours[-1])) if ours else "an unknown place"
