"""The process that analyses: takes documents, answers with rows. Started by `nlp.cluster.process`."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from multiprocessing.connection import Connection

from nlp.cluster.piece import Piece
from nlp.cluster.recipe import Identity, Recipe
from nlp.cluster.rows import Row, problem_row, result_row
from nlp.collecting import end_start
from nlp.documents import Document
from nlp.pipeline import Analyser
from nlp.readers import Sandbox, read_text

_SOME_WORDS = "I rang the customer back."


def main() -> None:
    """Answer until there is nobody left to ask."""
    # Ctrl-C is for whoever started the run; this process ends when its questions do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    asked, answers = Connection(os.dup(0), writable=False), Connection(os.dup(1), readable=False)
    # What a library prints is no answer.
    os.dup2(2, 1)
    try:
        _serve(asked, answers)
    except (EOFError, BrokenPipeError):
        sys.exit()


def _serve(asked: Connection, answers: Connection) -> None:
    recipe: Recipe = asked.recv()
    try:
        analyser = recipe.analyser()
    except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits is told
        answers.send(error)
        return
    # What an analyser makes when it is first used counts as starting, not as the first document's time.
    analyser.analyse(read_text(_SOME_WORDS))
    end_start()
    answers.send(Identity.of(analyser))
    with Sandbox() as sandbox:
        worker = Worker(analyser, recipe, sandbox)
        while True:
            match asked.recv():
                case Piece() as piece, Exception() as reason:
                    answers.send(worker.failed(piece, reason))
                case [*pieces]:
                    answers.send(worker.rows(pieces))


class Worker:
    """Makes a row of each document, whatever becomes of the others."""

    def __init__(self, analyser: Analyser, recipe: Recipe, sandbox: Sandbox) -> None:
        self._analyser = analyser
        self._identity = Identity.of(analyser)
        self._problem = recipe.problem
        self._sandbox = sandbox

    def rows(self, pieces: Sequence[Piece]) -> list[Row]:
        """One row for each document, in order."""
        documents: list[Document] = []
        rows: list[Row | None] = []
        for piece in pieces:
            try:
                documents.append(piece.read(self._sandbox))
                rows.append(None)
            except Exception as error:  # noqa: BLE001 - one bad document costs one row
                rows.append(self.failed(piece, error))
        readable = [piece for piece, row in zip(pieces, rows, strict=True) if row is None]
        analysed = iter(self._analysed(readable, documents))
        return [row or next(analysed) for row in rows]

    def failed(self, piece: Piece, error: Exception) -> Row:
        """The row of a document that has no result."""
        return problem_row(piece, self._identity, self._problem(error))

    def _analysed(self, pieces: Sequence[Piece], documents: Sequence[Document]) -> list[Row]:
        try:
            results = list(self._analyser.analyse_many(documents))
        except Exception:  # noqa: BLE001 - which one it was is found out one by one
            return [self._alone(piece, document) for piece, document in zip(pieces, documents, strict=True)]
        return [result_row(piece, self._identity, result) for piece, result in zip(pieces, results, strict=True)]

    def _alone(self, piece: Piece, document: Document) -> Row:
        try:
            return result_row(piece, self._identity, self._analyser.analyse(document))
        except Exception as error:  # noqa: BLE001 - one bad document costs one row
            return self.failed(piece, error)
