"""One worker of a run: takes a slice of the corpus, and commits a row for each document that has none yet."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.cluster.known import Known
from nlp.cluster.piece import Piece, Unreadable, distinct
from nlp.cluster.places import Place
from nlp.cluster.process import AnalysingProcess
from nlp.cluster.rows import ANALYSED, RESULTS, SOURCES, source_row
from nlp.cluster.slices import Slice, pieces
from nlp.cluster.tables import Table

DOCUMENTS_A_BLOCK = 128
COUNTS = ("found", "analysed", "failed", "kept", "unreadable")


@dataclass(frozen=True)
class Target:
    """Where results go: a table of results and one of where each document was found."""

    place: Place

    @property
    def results(self) -> Table:
        """One row for each distinct document and analysis."""
        return Table(self.place, "results", RESULTS)

    @property
    def sources(self) -> Table:
        """One row for each document of the corpus."""
        return Table(self.place, "sources", SOURCES)

    @property
    def tables(self) -> tuple[Table, Table]:
        """Both."""
        return self.results, self.sources


class Worker:
    """Analyses slices with one process. ``known``: the documents that have a settled row already.

    Its memory does not grow with the corpus: it holds one block of documents and their rows.
    """

    def __init__(
        self, process: AnalysingProcess, corpus: Place, target: Target, known: Known, block: int = DOCUMENTS_A_BLOCK
    ) -> None:
        self._process = process
        self._corpus = corpus
        self._target = target
        self._known = known
        self._block = block

    def work(self, slice_: Slice) -> Counter[str]:
        """Commit what a slice lacks; documents ``found``, ``analysed``, ``failed``, ``kept``, ``unreadable``.

        ``kept``: those that have a row already, also from another document with the same content.
        """
        counts: Counter[str] = Counter()
        documents = pieces(self._corpus, slice_)
        while block := list(itertools.islice(documents, self._block)):
            counts += self._work_on(block)
        return counts

    def _work_on(self, block: Sequence[Piece | Unreadable]) -> Counter[str]:
        readable = [found for found in block if isinstance(found, Piece)]
        counts = Counter(found=len(block), unreadable=len(block) - len(readable))
        counts += self._commit_results(self._without_row(distinct(readable, self._process.identity)))
        counts["kept"] = len(readable) - counts["analysed"] - counts["failed"]
        self._commit_sources(block)
        return counts

    def _without_row(self, by_key: Mapping[str, Piece]) -> dict[str, Piece]:
        return {key: piece for key, piece in by_key.items() if not self._known.holds(piece.sha256[0], key)}

    def _commit_results(self, new: Mapping[str, Piece]) -> Counter[str]:
        name = self._target.results.block_name(new)
        # A slice that is tried again after its worker was lost has committed some of its blocks already.
        if not new or self._target.place.holds(name):
            return Counter()
        rows = self._process.rows(list(new.values()))
        self._target.results.commit(name, rows)
        return Counter("analysed" if row["outcome"] == ANALYSED else "failed" for row in rows)

    def _commit_sources(self, block: Sequence[Piece | Unreadable]) -> None:
        rows = {
            found.source_key: source_row(
                found, self._process.recipe.problem(found.error) if isinstance(found, Unreadable) else None
            )
            for found in block
        }
        name = self._target.sources.block_name(rows)
        if not self._target.place.holds(name):
            self._target.sources.commit(name, list(rows.values()))
