"""Structured logs: one JSON object a line. They hold lengths, identifiers and code locations, never anybody's words."""

from __future__ import annotations

import json
import logging
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from traceback import extract_tb
from types import TracebackType

from criteria_bank.errors import CriteriaBankError
from nlp.errors import NlpError

logger = logging.getLogger(__name__)

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "color_message", "taskName"}
# What these say was read for words before they were listed here.
_KNOWN = frozenset({"criteria_bank", "nlp", "service", "uvicorn"})
_WITHHELD = "withheld, as it may quote what was being worked on"


class JsonFormatter(logging.Formatter):
    """Time, level, logger, message and whatever was given as ``extra``; of an exception, only what `describe` tells.

    Of a library that may quote what it works on, such as a database's driver, only the text that its authors wrote is
    kept, without what was put into it, and the place in its code.
    """

    def format(self, record: logging.LogRecord) -> str:
        """See `logging.Formatter.format`."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
        }
        if record.name.partition(".")[0] in _KNOWN:
            line |= {"message": record.getMessage()}
            line |= {name: value for name, value in vars(record).items() if name not in _STANDARD}
        else:
            # A message without arguments may have been put together before it came here.
            line |= {"message": record.msg if record.args and isinstance(record.msg, str) else _WITHHELD}
            line |= {"place": f"{record.filename}:{record.lineno} {record.funcName}"}
        if record.exc_info and record.exc_info[1]:
            line |= describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def configure_logging(level: str) -> None:
    """Send all logs to standard error as JSON lines; the caller is the program, never a library.

    So is what Python would print by itself: warnings, and exceptions that nobody has caught.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonFormatter())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    # It tells at each look at the database what kind of database it is.
    logging.getLogger("alembic").setLevel(logging.WARNING)
    logging.captureWarnings(True)
    # What could not be logged would be printed as it is.
    logging.raiseExceptions = False
    sys.excepthook = _log_uncaught
    sys.unraisablehook = lambda it: _log_uncaught(it.exc_type, it.exc_value, it.exc_traceback)
    threading.excepthook = lambda it: _log_uncaught(it.exc_type, it.exc_value, it.exc_traceback)


def log_failure(logger: logging.Logger, message: str, error: BaseException, **fields: object) -> None:
    """Log that ``error`` happened, without what it says: the message of a foreign exception may quote its input."""
    reason = {"reason": str(error)} if isinstance(error, CriteriaBankError | NlpError) else {}
    logger.error(message, extra=describe(error) | reason | fields)


def _log_uncaught(
    kind: type[BaseException], error: BaseException | None, _traceback: TracebackType | None = None
) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        log_failure(logger, "nobody caught an error", error or kind())


def describe(error: BaseException) -> dict[str, object]:
    """The classes of an exception and its causes, and the code locations that it passed through."""
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in extract_tb(error.__traceback__)]
    return {"error": [type(link).__qualname__ for link in _chain(error)], "frames": frames}


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in seen:
        yield link
        seen.append(link)
        link = link.__cause__ or link.__context__
