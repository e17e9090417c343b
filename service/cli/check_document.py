"""Check one document: print what was found, or write it where it is wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nlp.pipeline import Analyser
from nlp.readers import Sandbox
from nlp.results import AnalysisResult
from service.audience import Reader
from service.cli.against import overlaps_with
from service.cli.annotated_file import AnnotatedFile
from service.cli.loading import installed_analyser
from service.cli.reading import read_source, source_name, source_path
from service.cli.report_file import ReportFile
from service.cli.terminal import tell, write_json


@dataclass(frozen=True, kw_only=True)
class DocumentCheck:
    """One document, who reads what is found in it, and where that goes: to the terminal unless something is wanted.

    ``sandbox``: the process that reads it; ``against``: a folder of texts that it is compared with; ``as_of``: the day
    to judge its dates by.
    """

    source: str
    sandbox: Sandbox
    unit: str | None
    read_by: Reader
    as_of: date | None
    against: Path | None
    report: Path | None
    annotate: Path | None
    as_json: bool

    def run(self) -> None:
        """Check it. What cannot be written is refused before anything is read; raises what loading raises."""
        path = source_path(self.source)
        report = ReportFile(self.report, path) if self.report else None
        annotated = AnnotatedFile(self.annotate, path) if self.annotate else None
        document = read_source(self.source, self.sandbox)
        analyser = self.read_by.bind(installed_analyser(self.unit))
        result = self.read_by.seen(analyser.analyse(document, as_of=self.as_of))
        if self.against is not None:
            overlaps = overlaps_with(self.against, analyser.unit, document, path)
            result = result.model_copy(update={"overlaps": overlaps})
        if report:
            self._write_report(report, result, analyser)
        if annotated:
            annotated.write(result, analyser.unit)
            tell(f"The document with comments is '{annotated.path}'.")
        self._print(result, analyser, anything_written=bool(report or annotated))

    def _write_report(self, report: ReportFile, result: AnalysisResult, analyser: Analyser) -> None:
        from service.reports.view import view_of

        report.write(view_of(result, analyser.unit, source_name(self.source), self.read_by.audience))
        tell(f"The report is in '{report.path}'.")

    def _print(self, result: AnalysisResult, analyser: Analyser, *, anything_written: bool) -> None:
        if self.as_json:
            write_json(result.model_dump_json())
        elif not anything_written:
            from service.cli.report import print_report

            in_full = self.read_by.audience == "assessor"
            print_report(result, analyser.unit, source_name(self.source), in_full=in_full)
