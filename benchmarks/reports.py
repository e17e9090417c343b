"""How long a report takes to make, and how large it gets (docs/reports.md).

    python benchmarks/reports.py [--rounds N]

An example account is repeated until it is long; the analysis itself is not measured. Time that grows as fast as the
account means that nothing is gone through again and again.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from rich.console import Console
from rich.table import Table

from nlp.documents import Document
from nlp.pipeline import Analyser, load_analyser
from nlp.readers import read_file
from service.reports.html import render_html
from service.reports.pdf import render_pdf
from service.reports.view import ReportView, view_of

ACCOUNT = Path(__file__).parent.parent / "examples" / "strong.docx"
COPIES = (1, 4, 16)


def main() -> None:
    """Print a row for each length."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="The best of so many is taken.")
    rounds = parser.parse_args().rounds
    analyser, paragraphs = load_analyser(), read_file(ACCOUNT).paragraph_texts()
    table = Table("words", "view, ms", "HTML, ms", "HTML, KB", "PDF, s", "PDF, KB", title="Reports")
    for copies in COPIES:
        table.add_row(*measure(analyser, Document.from_paragraphs(paragraphs * copies), rounds))
    Console().print(table)


def measure(analyser: Analyser, document: Document, rounds: int) -> list[str]:
    """The cells of a row: words, and for each part of the work how long it takes and the size of what it makes."""
    result = analyser.analyse(document)

    def view() -> ReportView:
        return view_of(result, analyser.unit, ACCOUNT.name)

    shown = view()
    page, pdf = render_html(shown), render_pdf(shown)
    return [
        f"{result.text.words:,}",
        f"{1000 * best(view, rounds):.0f}",
        f"{1000 * best(lambda: render_html(shown), rounds):.0f}",
        f"{len(page) / 1000:.0f}",
        f"{best(lambda: render_pdf(shown), rounds):.2f}",
        f"{len(pdf) / 1000:.0f}",
    ]


def best(work: Callable[[], object], rounds: int) -> float:
    """The fewest seconds that the work took: whatever else the machine does only adds to them."""
    return min(timed(work) for _ in range(rounds))


def timed(work: Callable[[], object]) -> float:
    """Seconds that the work takes."""
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    main()
