"""Typesetting with Typst, in a process of its own.

Typst remembers in its process whatever it has set, to set it again faster: in a service that would keep learners' words
in memory for good. So each report is set by a process that ends with it. The text goes in as data (JSON) and is
never read as Typst's own language.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from service.reports.errors import TypesettingFailed

SECONDS = 120.0
_FOLDER = Path(__file__).parent
REPORT = _FOLDER / "templates" / "report.typ"
"""The report on an account."""
_BOOT = "import sys; sys.path[:] = sys.argv[2:]; from service.reports.typesetting import main; main()"
# What an interpreter may need to find its own shared libraries; everything else (keys, addresses) stays here.
_ENVIRONMENT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PATH", "SYSTEMROOT")


def typeset(data: str, *, template: Path = REPORT, seconds: float = SECONDS) -> bytes:
    """The PDF of ``template`` with this JSON; raises TypesettingFailed, also after so many seconds."""
    # The process finds our package where this one did, before any other checkout of it.
    paths = [str(_FOLDER.parents[1]), *(path for path in sys.path if path)]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and constants; the data comes by standard input
            [sys.executable, "-I", "-S", "-c", _BOOT, str(template), *paths],
            input=data.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # its messages quote the text
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TypesettingFailed("The PDF took too long to make. Ask for the report as HTML, and print that.") from None
    if done.returncode or not done.stdout.startswith(b"%PDF"):
        raise TypesettingFailed("The PDF could not be made. Ask for the report as HTML, and print that.")
    return done.stdout


def main() -> None:
    """Set the JSON on standard input; the PDF goes to standard output."""
    sys.stdout.buffer.write(compile_report(sys.stdin.buffer.read().decode(), template=Path(sys.argv[1])))


def compile_report(data: str, *, template: Path = REPORT) -> bytes:
    """The PDF, set in this process; the same data always gives the same bytes. Raises typst.TypstError."""
    import typst  # noqa: PLC0415 - loaded where it runs

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_FOLDER / "fonts")])
    return typst.compile(
        template.read_bytes(),
        font_paths=fonts,
        sys_inputs={"data": data},
        pdf_standards=["ua-1"],
        timestamp=0,
    )
