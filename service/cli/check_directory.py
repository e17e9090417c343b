"""Check a folder: every document in it becomes one line of the results file, whatever becomes of the others."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from nlp.documents import Document
from nlp.errors import UnsupportedFormat
from nlp.pipeline import Analyser
from nlp.readers import Sandbox, read_file
from service.audience import Reader
from service.cli.exit_codes import ExitCode
from service.cli.failures import failure_of
from service.cli.problems import problem_json
from service.cli.results_file import Origin, ResultsFile
from service.cli.sources import Source, find_sources
from service.cli.terminal import messages, printable
from service.cli.wording import count


class DirectoryCheck:
    """One run over a folder. ``outcomes`` counts the sources that are ``done``, ``failed`` or were ``kept``."""

    def __init__(self, folder: Path, analyser: Analyser, read_by: Reader, out: Path) -> None:
        self.found = find_sources(folder, out)
        self.outcomes: Counter[str] = Counter()
        self._analyser = read_by.bind(analyser)
        self._read_by = read_by
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
        )
        with ResultsFile(self._out, origin) as results, Sandbox() as sandbox:
            try:
                with self._progress() as progress:
                    for source in progress.track(self.found.sources, description="Checking"):
                        self.outcomes[self._check(source, results, sandbox)] += 1
            finally:
                self._report(results)
        return ExitCode.SOME_FAILED if self.outcomes["failed"] else ExitCode.OK

    def _check(self, source: Source, results: ResultsFile, sandbox: Sandbox) -> str:
        try:
            document = _read(source.path, sandbox)
            if results.has(source.name, document.text):
                return "kept"
            result_json = self._read_by.seen(self._analyser.analyse(document)).model_dump_json()
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one document, the others are still checked
            self._console.print(printable(f"{source.name}: {failure_of(error).message}"))
            results.write_error(source.name, problem_json(error))
            return "failed"
        results.write_result(source.name, result_json, document.text)
        return "done"

    def _progress(self) -> Progress:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        return Progress(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)

    def _report(self, results: ResultsFile) -> None:
        for line in self._summary(results.others({source.name for source in self.found.sources})):
            self._console.print(printable(line))

    def _summary(self, gone: int) -> list[str]:
        done, failed, kept = (self.outcomes[outcome] for outcome in ("done", "failed", "kept"))
        hidden = self.found.hidden
        waiting = len(self.found.sources) - self.outcomes.total()
        facts = [
            (True, f"{count(done, 'document')} analysed; the results are in {self._out}."),
            (kept, f"{count(kept, 'document')} already had a result, which was kept."),
            (failed, f"{count(failed, 'document')} could not be analysed; the results file says why."),
            (hidden, f"{count(hidden, 'hidden file or folder', 'hidden files or folders')} left out."),
            (gone, f"{count(gone, 'result')} in the file kept for documents that are no longer in the folder."),
            (waiting, f"{count(waiting, 'document')} still to do: run the same command again to go on."),
        ]
        return [line for applies, line in facts if applies]


def _read(path: Path, sandbox: Sandbox) -> Document:
    # A pipe would keep the run waiting for somebody to write into it.
    if path.exists() and not path.is_file():
        raise UnsupportedFormat("This is no file but a pipe, a socket or a device. Hand in the account as a file.")
    return read_file(path, sandbox=sandbox)
