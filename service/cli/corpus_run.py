"""One run over a corpus: its progress, and how it went, on standard error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from nlp.cluster.run import Plan, analyse_corpus
from service.cli.exit_codes import ExitCode
from service.cli.terminal import messages, printable
from service.cli.wording import count


class CorpusRun:
    """Runs a plan; ``out`` is what the person called its target."""

    def __init__(self, plan: Plan, out: str) -> None:
        self._plan = plan
        self._out = out
        self._counts: Counter[str] = Counter()
        self._has_begun = self._is_done = False
        self._console = messages()

    def run(self) -> ExitCode:
        """Run it, and say how it went, also when it is interrupted; raises what the run raises."""
        try:
            with self._progress() as progress:
                analyse_corpus(self._plan, self._tell(progress))
            self._is_done = True
        except KeyboardInterrupt:
            self._has_begun = True
            raise
        finally:
            for line in self._summary():
                self._console.print(printable(line))
        return ExitCode.SOME_FAILED if self._counts["failed"] or self._counts["unreadable"] else ExitCode.OK

    def _tell(self, progress: Progress) -> Callable[[Counter[str], int, int], None]:
        task = progress.add_task("Starting", total=None, documents="")

        def tell(counts: Counter[str], done: int, slices: int) -> None:
            self._counts = Counter(counts)
            self._has_begun = True
            documents = count(counts["found"], "document")
            progress.update(task, description="Analysing", completed=done, total=slices, documents=documents)

        return tell

    def _progress(self) -> Progress:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.fields[documents]}"),
            TimeRemainingColumn(),
        )
        return Progress(*columns, console=self._console, transient=True, disable=not self._console.is_terminal)

    def _summary(self) -> list[str]:
        analysed, failed, kept, unreadable = (
            self._counts[outcome] for outcome in ("analysed", "failed", "kept", "unreadable")
        )
        facts = [
            (self._is_done, f"{count(analysed, 'document')} analysed; the results are in {self._out}."),
            (self._is_done and kept, f"{count(kept, 'document')} had a row already, or the content of another one."),
            (failed, f"{count(failed, 'document')} could not be analysed; their rows say why."),
            (unreadable, f"{count(unreadable, 'document')} could not be opened; the table of sources says why."),
            (self._has_begun and not self._is_done, "What is done is kept: run the same command again to go on."),
        ]
        return [line for applies, line in facts if applies]
