"""Pictures of what the program puts out in a terminal, as a web page and as a PDF.

Needs Chromium. Fonts are the machine's own, so that pictures made elsewhere differ in detail.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

COLUMNS = 100
WIDEST, TALLEST = 1200, 3400  # pixels; a picture of something longer ends there
MOST_PAGES = 2
MARGIN = 24
COLOURS = 64  # text on a plain ground needs no more, and the files stay small
PAGE_SCALE = 1.2  # of 72 dots an inch
FONTS = "'DejaVu Sans Mono', ui-monospace, Menlo, Consolas, monospace"
# The colours of docs/images/report.svg: each has a contrast of at least 4.5:1 with the background.
FOREGROUND, GREY = (230, 237, 243), (139, 148, 158)
NORMAL = [(255, 123, 114), (86, 211, 100), (227, 179, 65), (121, 192, 255), (210, 168, 255), (86, 212, 221)]
THEME = TerminalTheme((22, 27, 34), FOREGROUND, [GREY, *NORMAL, FOREGROUND], [GREY, *NORMAL, (255, 255, 255)])


class ToolMissing(Exception):
    """A program that pictures need is not installed; the message says which package has it."""


def picture_of_terminal(output: str, command: str, target: Path) -> None:
    """A terminal's output, with its escape sequences, below the command that was typed."""
    console = Console(record=True, width=COLUMNS + 2, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi(output), end="")
    svg = console.export_svg(title=command, theme=THEME, unique_id=target.stem)
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = svg.replace("font-family: Fira Code, monospace", f"font-family: {FONTS}")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "terminal.html"
        page.write_text(
            f"<!doctype html><meta charset=utf-8><body style='margin:0;width:1000px'>{svg}", encoding="utf-8"
        )
        picture_of_page(page, target, width=1000)


def picture_of_page(page: Path, target: Path, *, width: int) -> None:
    """A web page as a browser window of this width shows it, from its head, without what is blank below it."""
    with tempfile.TemporaryDirectory() as folder:
        frame, shot = Path(folder) / "frame.html", Path(folder) / "shot.png"
        # Chromium's window has a least width, above a telephone's: a frame has none.
        frame.write_text(
            f"<!doctype html><body style='margin:0'><iframe src='{page.resolve().as_uri()}' style='border:0' "
            f"width={width} height={TALLEST}></iframe>",
            encoding="utf-8",
        )
        run(
            [tool("chromium", "chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"],
            [f"--user-data-dir={folder}/profile", f"--window-size={max(width, 600)},{TALLEST}"],
            [f"--screenshot={shot}", frame.as_uri()],
        )
        with Image.open(shot) as image:
            _save(without_blank_end(image.convert("RGB").crop((0, 0, width, TALLEST))), target)


def picture_of_pdf(pdf: Path, target: Path) -> None:
    """The first `MOST_PAGES` pages of a PDF, one below the other."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        shown = range(min(MOST_PAGES, len(document)))
        pages = [document[index].render(scale=PAGE_SCALE).to_pil().convert("RGB") for index in shown]
    finally:
        document.close()
    sheet = Image.new("RGB", (max(page.width for page in pages), sum(page.height + 8 for page in pages) - 8), "#808080")
    top = 0
    for page in pages:
        sheet.paste(page, (0, top))
        top += page.height + 8
    _save(sheet, target)


def tool(name: str, package: str) -> str:
    """Where a program is; raises ToolMissing where it is not installed."""
    found = shutil.which(name)
    if found is None:
        raise ToolMissing(f"Pictures need {name}. On Debian: apt-get install --no-install-recommends {package}")
    return found


def run(*arguments: list[str]) -> None:
    """Run a program to its end; raises CalledProcessError where it fails."""
    command = [part for group in arguments for part in group]
    subprocess.run(command, check=True, capture_output=True, timeout=300)  # noqa: S603 - programs found by `_tool`


def without_blank_end(image: Image.Image) -> Image.Image:
    """The picture down to just below the last thing in it."""
    ground = Image.new("RGB", image.size, image.getpixel((image.width - 1, image.height - 1)))
    box = ImageChops.difference(image, ground).getbbox()
    return image if box is None else image.crop((0, 0, image.width, min(box[3] + MARGIN, image.height)))


def _save(image: Image.Image, target: Path) -> None:
    if image.width > WIDEST:
        image = image.resize((WIDEST, round(image.height * WIDEST / image.width)), Image.Resampling.LANCZOS)
    image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(target, optimize=True)
