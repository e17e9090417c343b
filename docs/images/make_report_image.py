"""Draw the first screen of the terminal report on the example account, for the README.

    .venv/bin/python docs/images/make_report_image.py

writes ``docs/images/report.svg``. It is the program's own output with the installed model, not a drawing of it.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

from rich.console import Console
from rich.segment import Segment, Segments
from rich.terminal_theme import TerminalTheme

from criteria_bank.schema import Unit
from nlp.pipeline import load_analyser
from nlp.readers import read_file
from nlp.results import AnalysisResult
from service.cli.report import report
from service.cli.report.context import Context

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "examples" / "reflective-account.docx"
IMAGE = Path(__file__).with_name("report.svg")
WIDTH, HEIGHT = 100, 78
FONTS = "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"
# Every colour has a contrast of at least 4.5:1 with the background (WCAG 2.2, 1.4.3).
BACKGROUND, FOREGROUND, GREY, WHITE = (22, 27, 34), (230, 237, 243), (139, 148, 158), (255, 255, 255)
RED, GREEN, YELLOW = (255, 123, 114), (86, 211, 100), (227, 179, 65)
BLUE, MAGENTA, CYAN = (121, 192, 255), (210, 168, 255), (86, 212, 221)
COLOURS = [RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN]
THEME = TerminalTheme(BACKGROUND, FOREGROUND, [GREY, *COLOURS, FOREGROUND], [GREY, *COLOURS, WHITE])


def draw(result: AnalysisResult, unit: Unit, name: str) -> str:
    """The first `HEIGHT` lines of the report as an SVG that loads nothing from elsewhere."""
    console = Console(
        record=True, width=WIDTH, force_terminal=True, color_system="truecolor", file=io.StringIO(), highlight=False
    )
    lines = console.render_lines(report(Context(result, unit, name)))
    for line in lines[:HEIGHT]:
        console.print(Segments([*line, Segment.line()]), end="")
    if len(lines) > HEIGHT:
        console.print("  ⋮")
    svg = console.export_svg(title=f"tallymark check examples/{name}", theme=THEME, unique_id="report")
    without_fonts = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return re.sub(r"font-family: Fira Code, monospace", f"font-family: {FONTS}", without_fonts)


def main() -> None:
    """Write the image."""
    analyser = load_analyser()
    result = analyser.analyse(read_file(DOCUMENT))
    IMAGE.write_text(draw(result, analyser.unit, DOCUMENT.name), encoding="utf-8")


if __name__ == "__main__":
    main()
