"""Analyses run in a process of their own, so that a document that takes it down costs one row and no more.

It has one thread for each numeric library: a run has such a process for each core. Documents and rows pass through its
standard input and output; what it prints is thrown away, as it could quote a learner.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from nlp.cluster.piece import Piece
from nlp.cluster.recipe import Identity, Recipe
from nlp.cluster.rows import Row
from nlp.errors import AnalysisStopped, AnalysisTimedOut, DocumentError, ProcessUnusable

BATCH = 16
"""Documents that go through the pipe together."""
SECONDS_A_DOCUMENT = 120.0
_SECONDS_TO_START = 300.0
_BOOT = """
import sys
sys.path[:] = sys.argv[1:]
from nlp.collecting import begin_start
begin_start()
from nlp.cluster.child import main
main()
"""
_THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "RAYON_NUM_THREADS",
)

_STOPPED = (
    "The analysis of this document ended the process that ran it, twice. Open the document, save it again as a plain "
    ".docx, and run the command on it alone."
)
_TIMED_OUT = "The analysis of this document took too long. Hand in the account on its own, without attachments."


class _Ended(Exception):
    """The process ended, or did not answer in time (``timed_out``)."""

    def __init__(self, *, timed_out: bool) -> None:
        super().__init__()
        self.timed_out = timed_out


class AnalysingProcess:
    """An analyser behind a pipe; started anew after a document that it does not survive.

    ``seconds``: how long a document may take, and so may some that are analysed together.
    Raises on entering what making the analyser raises, and `ProcessUnusable` where it cannot start.
    """

    def __init__(self, recipe: Recipe, *, seconds: float = SECONDS_A_DOCUMENT) -> None:
        self.recipe = recipe
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._asks: Connection | None = None
        self._answers: Connection | None = None
        self.identity = self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def process_id(self) -> int | None:
        """The id of the process that is running, if one is."""
        return self._process.pid if self._process else None

    def rows(self, pieces: Sequence[Piece]) -> list[Row]:
        """One row for each document, in order."""
        batches = [pieces[start : start + BATCH] for start in range(0, len(pieces), BATCH)]
        return [row for batch in batches for row in self._batch(batch)]

    def close(self) -> None:
        """End the process."""
        for pipe in (self._asks, self._answers):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = self._asks = self._answers = None

    def _batch(self, batch: Sequence[Piece]) -> list[Row]:
        try:
            rows: list[Row] = self._ask(list(batch), self._seconds)
        except _Ended:
            # Which one it was is found out one by one.
            return [self._alone(piece) for piece in batch]
        return rows

    def _alone(self, piece: Piece) -> Row:
        error: DocumentError = AnalysisStopped(_STOPPED)
        try:
            rows: list[Row] = self._ask([piece], self._seconds)
        except _Ended as ended:
            if ended.timed_out:
                error = AnalysisTimedOut(_TIMED_OUT)
        else:
            return rows[0]
        row: Row = self._ask((piece, error), _SECONDS_TO_START)
        return row

    def _ask(self, question: object, seconds: float) -> Any:  # noqa: ANN401 - pickled by ourselves
        if self._process is None:
            self._start()
        try:
            return self._exchange(question, seconds)
        except _Ended:
            self.close()
            raise

    def _start(self) -> Identity:
        # The process finds our package and its libraries where this one did: wheel, editable install or source tree.
        paths = [*(path for path in sys.path if path), str(Path(__file__).parents[2])]
        process = self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and constants
            [sys.executable, "-c", _BOOT, *paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **dict.fromkeys(_THREADS, "1")},
        )
        self._asks, self._answers = _connections(process)
        try:
            answer = self._exchange(self.recipe, _SECONDS_TO_START)
        except _Ended:
            self.close()
            raise ProcessUnusable(
                "The process that analyses did not start. Check that 'tallymark check' works on this machine."
            ) from None
        if isinstance(answer, Identity):
            return answer
        self.close()
        raise answer

    def _exchange(self, question: object, seconds: float) -> Any:  # noqa: ANN401 - pickled by ourselves
        assert self._asks is not None  # noqa: S101 - it was started
        assert self._answers is not None  # noqa: S101
        try:
            self._asks.send(question)
            if not self._answers.poll(seconds):
                raise _Ended(timed_out=True)
            return self._answers.recv()
        except (EOFError, OSError):
            raise _Ended(timed_out=False) from None


def _connections(process: subprocess.Popen[bytes]) -> tuple[Connection, Connection]:
    """The process's pipes as connections, which own them."""
    assert process.stdin is not None  # noqa: S101 - both were asked for
    assert process.stdout is not None  # noqa: S101
    pipes = Connection(os.dup(process.stdin.fileno()), readable=False), Connection(os.dup(process.stdout.fileno()))
    process.stdin.close()
    process.stdout.close()
    return pipes
