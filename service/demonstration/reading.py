"""What the program says of the scripts of a demonstration, each read by the model once."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor

from nlp.documents import Document, Span
from nlp.pipeline import Analysed, Analyser
from nlp.results import MarkingPointFinding
from service.demonstration.deciding import Suggestion, Suggestions
from service.demonstration.scripts import Script
from service.storage.tables.analyses import Status


class RememberingAnalyser(Analyser):
    """An analyser that remembers what the model made of each document: they are judged more than once."""

    def __init__(self, analyser: Analyser) -> None:
        super().__init__(analyser.loaded_unit, analyser.classifier, analyser.rules)
        self._read: dict[Document, Analysed] = {}
        self._suggested: dict[Document, Suggestions] = {}

    def read(self, document: Document) -> Analysed:
        """See `Analyser.read`."""
        if document not in self._read:
            self._read[document] = super().read(document)
        return self._read[document]

    def read_all(self, documents: Iterable[Document]) -> None:
        """Read documents on all processor cores."""
        with ThreadPoolExecutor() as pool:
            list(pool.map(self.read, documents))

    def suggestions(self, script: Script) -> Suggestions:
        """What it says of each marking point."""
        document = script.document
        if document not in self._suggested:
            findings = self.analyse(document).marking_points
            said = {finding.id: Suggestion(Status(finding.status), _evidence(finding)) for finding in findings}
            self._suggested[document] = said
        return self._suggested[document]


def _evidence(finding: MarkingPointFinding) -> tuple[Span, ...]:
    found = [one for element in finding.elements for one in element.evidence]
    by_probability = sorted(found, key=lambda one: -one.probability)
    return tuple(dict.fromkeys(Span(one.start, one.end) for one in by_probability))
