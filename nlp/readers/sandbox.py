"""Parsers of untrusted files run in a process of their own, which is stopped when it takes too long.

The process (`nlp.readers.child`) gets a request on its standard input, a line of JSON and then the file's bytes, and
answers with a line of JSON, after which the bytes of a rewritten file may follow; nothing is pickled. It bounds its
own memory, processor time and files before it looks at the bytes, and inherits neither environment variables nor open
files.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from threading import Event, Lock, Timer
from types import TracebackType
from typing import IO, Any, NamedTuple, Self, cast

from nlp import errors
from nlp.errors import DocumentDamaged, DocumentError, DocumentTooLarge, ReadingTimedOut
from nlp.readers.limits import Limits

_LOGGER = logging.getLogger(__name__)

_BOOT = "import sys; sys.path[:] = sys.argv[1:]; from nlp.readers.child import main; main()"
# What an interpreter may need to find its own shared libraries; everything else (keys, addresses) stays here.
_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH", "SYSTEMROOT")
_BYTES_PER_CHARACTER = 12  # "\\ud83d\\ude00": the longest that JSON makes of one character
_SLACK_BYTES = 1_000_000
_FILE_FOLLOWS = b'{"bytes":'
# A rewritten file is about as large as it was; compressed anew, or with many comments, somewhat larger.
_MOST_GROWTH = 3
# Exit statuses of a process ended by a signal. A kill that is not ours comes from a kernel short of memory.
_KILLED = -9
_OUT_OF_PROCESSOR_TIME = -24

_STOPPED = "The document is damaged, or too complex to read. Save it again as a plain .docx, and hand that in."
_TIMED_OUT = "The document took too long to read. Save the account on its own as .docx, and hand that in."
_OUT_OF_MEMORY = "The document needs too much memory to read. Save the account on its own as .docx, and hand that in."


class _Answer(NamedTuple):
    """What the process said (a line of JSON) and the bytes of the file that it made, if it was to make one."""

    line: bytes
    content: bytes


_NO_ANSWER = _Answer(b"\n", b"")


class _Stopped(Exception):
    """The process ended without judging the document; ``error`` is what to raise if it was not to blame."""

    def __init__(self, error: DocumentError) -> None:
        super().__init__(str(error))
        self.error = error


class Sandbox:
    """A confined process that reads documents one after another; restarted after one that it does not survive.

    Starting the process costs about 0.1 s and reading a short document a few milliseconds, so keep one for many:

        with Sandbox() as sandbox:
            for path in paths:
                document = read_file(path, sandbox=sandbox)

    Safe to call from several threads, which then wait for each other.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def prepare(self, suffix: str) -> None:
        """Start the process and let it import what reads that format, without waiting for it.

        The caller's own work goes on beside it. What goes wrong with it, the next document is told.
        """
        with self._lock:
            self._process = self._process or _start()
            stdin, _ = _pipes(self._process)
            with suppress(OSError):
                stdin.write(json.dumps({"prepare": suffix}).encode() + b"\n")
                stdin.flush()

    @property
    def process_id(self) -> int | None:
        """The id of the process that is running, if one is."""
        return self._process.pid if self._process else None

    def close(self) -> None:
        """Stop the process. Reading again starts a new one."""
        with self._lock:
            self._stop()

    def parse(self, data: bytes, suffix: str) -> list[str]:
        """Paragraphs of ``data`` (see `nlp.readers.parsers.parse`); raises a `DocumentError`."""
        with self._lock:
            match self._answer({"suffix": suffix}, data):
                case {"paragraphs": [*paragraphs]}, _:
                    return [str(paragraph) for paragraph in paragraphs]
                case _:
                    raise DocumentDamaged(_STOPPED)

    def run(self, job: str, data: bytes, arguments: Mapping[str, Any]) -> bytes:
        """The file that a job makes of ``data``; raises a `DocumentError`.

        ``job`` names a function, ``package.module:name``, that takes the bytes, ``arguments`` (as JSON carries them)
        and the limits, and returns bytes.
        """
        with self._lock:
            match self._answer({"job": job, "arguments": arguments}, data):
                case {"bytes": int(size)}, content if len(content) == size:
                    return content
                case _:
                    raise DocumentDamaged(_STOPPED)

    def _answer(self, request: Mapping[str, Any], data: bytes) -> tuple[object, bytes]:
        was_used = self._process is not None
        try:
            return self._ask(request, data)
        except _Stopped as stopped:
            if not was_used:
                raise stopped.error from None
        # What earlier documents left behind in the process must not decide over this one: once more, in a new one.
        return self._answer(request, data)

    def _ask(self, request: Mapping[str, Any], data: bytes) -> tuple[object, bytes]:
        process = self._process = self._process or _start()
        expired = Event()

        def expire() -> None:
            expired.set()
            process.kill()

        timer = Timer(self.limits.seconds, expire)
        timer.daemon = True
        timer.start()
        try:
            answer = self._exchange(process, request, data)
        finally:
            timer.cancel()
        if answer.line.endswith(b"\n"):
            return self._unpack(answer)
        self._stop()
        if expired.is_set():
            raise ReadingTimedOut(_TIMED_OUT)
        raise _Stopped(_failure_of(process.returncode))

    def _exchange(self, process: subprocess.Popen[bytes], request: Mapping[str, Any], data: bytes) -> _Answer:
        """The process's answer; not a whole line when it ended before, or answered more than it may."""
        header = {**request, "bytes": len(data), "limits": asdict(self.limits)}
        stdin, stdout = _pipes(process)
        with suppress(OSError):
            stdin.write(json.dumps(header).encode() + b"\n")
            stdin.write(data)
            stdin.flush()
            line = stdout.readline(self.limits.characters * _BYTES_PER_CHARACTER + _SLACK_BYTES)
            size = _size_of(line)
            if size > self.limits.file_bytes * _MOST_GROWTH:
                return _NO_ANSWER
            return _Answer(line, stdout.read(size))
        return _Answer(b"", b"")

    def _unpack(self, answer: _Answer) -> tuple[object, bytes]:
        match decoded := _decode(answer.line):
            case {"paragraphs": _} | {"bytes": _}:
                return decoded, answer.content
            case {"error": str(class_name), "message": str(message)}:
                raise _error_of(class_name, message)
            case {"crash": str(crash)}:
                _LOGGER.warning("A reader stopped: %s", crash)
                self._stop()
                is_memory = crash.startswith(MemoryError.__name__)
                raise _Stopped(DocumentTooLarge(_OUT_OF_MEMORY) if is_memory else DocumentDamaged(_STOPPED))
            case _:
                self._stop()
                raise _Stopped(DocumentDamaged(_STOPPED))

    def _stop(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        for pipe in _pipes(self._process):
            # What was still to be written has nobody to read it.
            with suppress(OSError):
                pipe.close()
        self._process.wait()
        self._process = None


def _start() -> subprocess.Popen[bytes]:
    # The process finds our package and its libraries where this one did: wheel, editable install or source tree.
    package_root = str(Path(__file__).parents[2])
    paths = [*(path for path in sys.path if path), package_root]
    return subprocess.Popen(  # noqa: S603 - our own interpreter and constants; the document comes by standard input
        [sys.executable, "-I", "-S", "-c", _BOOT, *paths],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
    )


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    return cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)


def _failure_of(return_code: int) -> DocumentError:
    if return_code == _OUT_OF_PROCESSOR_TIME:
        return ReadingTimedOut(_TIMED_OUT)
    if return_code == _KILLED:
        return DocumentTooLarge(_OUT_OF_MEMORY)
    return DocumentDamaged(_STOPPED)


def _decode(answer: bytes) -> object:
    try:
        return cast("object", json.loads(answer))
    except ValueError:
        return None


def _size_of(line: bytes) -> int:
    """How many bytes follow the line."""
    announced = _decode(line) if line.startswith(_FILE_FOLLOWS) else None
    return max(int(announced["bytes"]), 0) if isinstance(announced, dict) else 0


def _error_of(class_name: str, message: str) -> DocumentError:
    error = getattr(errors, class_name, None)
    if isinstance(error, type) and issubclass(error, DocumentError):
        return error(message)
    return DocumentDamaged(_STOPPED)
