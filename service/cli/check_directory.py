"""Check a folder: every document in it becomes one line of the results file, whatever becomes of the others.

For an assessor its documents are compared with each other too. All are read first, and each is compared with all
others whatever was checked before, so that a run that was interrupted and one that was not come to the same.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from nlp.documents import Document
from nlp.overlap.ignoring import wording_of
from nlp.overlap.index import Overlaps
from nlp.pipeline import Analyser
from nlp.readers import Sandbox
from nlp.results import AnalysisResult, Overlap
from service.audience import Reader
from service.cli.exit_codes import ExitCode
from service.cli.failures import failure_of
from service.cli.problems import problem_json
from service.cli.results_file import Origin, ResultsFile
from service.cli.sources import Source, find_sources, read_found
from service.cli.terminal import messages, printable
from service.cli.wording import count


class DirectoryCheck:
    """One run over a folder.

    ``outcomes`` counts the sources that are ``done``, ``failed``, or were ``kept``, with passages in common found
    anew (``compared``) where the folder changed. ``as_of``: the day to judge dates by.
    """

    def __init__(self, folder: Path, analyser: Analyser, read_by: Reader, out: Path, as_of: date | None = None) -> None:
        self.found = find_sources(folder, out)
        self.outcomes: Counter[str] = Counter()
        self._analyser = read_by.bind(analyser)
        self._read_by = read_by
        self._as_of = as_of
        self._documents: dict[str, Document | Exception] = {}
        self._others = Overlaps(wording_of(self._analyser.unit)) if read_by.audience == "assessor" else None
        self._out = out
        self._console = messages()

    def run(self) -> ExitCode:
        """Analyse what the results file has no result for yet, and say on standard error how it went."""
        reference = self._analyser.reference
        origin = Origin(
            self._analyser.unit_reference.sha256,
            reference.model,
            reference.version,
            self._analyser.qualification.id,
            self._read_by.sees_everything(self._analyser),
            self._as_of.isoformat() if self._as_of else None,
        )
        with ResultsFile(self._out, origin) as results, Sandbox() as sandbox:
            try:
                with self._progress() as progress:
                    if self._others:
                        for source in progress.track(self.found.sources, description="Reading"):
                            self._gather(source, self._others, sandbox)
                    for source in progress.track(self.found.sources, description="Checking"):
                        self.outcomes[self._check(source, results, sandbox)] += 1
            finally:
                self._report(results)
        return ExitCode.SOME_FAILED if self.outcomes["failed"] else ExitCode.OK

    def _gather(self, source: Source, others: Overlaps, sandbox: Sandbox) -> None:
        document = _attempt(source, sandbox)
        # Two names with odd bytes can be told by the same text.
        if isinstance(document, Document) and source.name not in self._documents:
            others.add(source.name, document.text)
        self._documents[source.name] = document

    def _check(self, source: Source, results: ResultsFile, sandbox: Sandbox) -> str:
        try:
            document = self._documents.pop(source.name, None) or _attempt(source, sandbox)
            if isinstance(document, Exception):
                raise document  # noqa: TRY301 - handled like what goes wrong below
            overlaps = self._others.find(document.text, leaving_out={source.name}) if self._others else ()
            if results.has(source.name, document.text):
                return "compared" if results.update_overlaps(source.name, overlaps) else "kept"
            result_json = self._result(document, overlaps).model_dump_json()
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one document, the others are still checked
            self._console.print(printable(f"{source.name}: {failure_of(error).message}"))
            results.write_error(source.name, problem_json(error))
            return "failed"
        results.write_result(source.name, result_json, document.text)
        return "done"

    def _result(self, document: Document, overlaps: tuple[Overlap, ...]) -> AnalysisResult:
        seen = self._read_by.seen(self._analyser.analyse(document, as_of=self._as_of))
        return seen.model_copy(update={"overlaps": overlaps})

    def _progress(self) -> Progress:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        return Progress(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)

    def _report(self, results: ResultsFile) -> None:
        for line in self._summary(results.others({source.name for source in self.found.sources})):
            self._console.print(printable(line))

    def _summary(self, gone: int) -> list[str]:
        done, failed, compared = (self.outcomes[outcome] for outcome in ("done", "failed", "compared"))
        kept = self.outcomes["kept"] + compared
        hidden = self.found.hidden
        waiting = len(self.found.sources) - self.outcomes.total()
        facts = [
            (True, f"{count(done, 'document')} analysed; the results are in {self._out}."),
            (kept, f"{count(kept, 'document')} already had a result, which was kept."),
            (compared, f"{count(compared, 'of them has', 'of them have')} other passages in common with the rest now."),
            (failed, f"{count(failed, 'document')} could not be analysed; the results file says why."),
            (hidden, f"{count(hidden, 'hidden file or folder', 'hidden files or folders')} left out."),
            (gone, f"{count(gone, 'result')} in the file kept for documents that are no longer in the folder."),
            (waiting, f"{count(waiting, 'document')} still to do: run the same command again to go on."),
        ]
        return [line for applies, line in facts if applies]


def _attempt(source: Source, sandbox: Sandbox) -> Document | Exception:
    """The document, or why it cannot be read: to be said when its turn has come."""
    try:
        return read_found(source.path, sandbox)
    except Exception as error:  # noqa: BLE001 - it is raised again, by `DirectoryCheck._check`
        return error
