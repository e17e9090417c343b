"""Make the gallery: everything that the program says about the examples, as pictures (``make gallery``).

Runs the real commands with the installed model, and writes ``docs/feedback/images`` and the table in
``docs/feedback/README.md``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pictures import COLUMNS, picture_of_page, picture_of_pdf, picture_of_terminal
from readings import write_table
from word_pages import picture_of_word

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
IMAGES = Path(__file__).parent / "images"
LEVEL_3, LEVEL_4 = "icq-level-3-diploma-customer-service", "icq-level-4-nvq-diploma-customer-service"
QUALIFICATIONS = {
    "weak-narrative": LEVEL_3,
    "strong": LEVEL_4,
    "second-language": LEVEL_3,
    "log": LEVEL_3,
    "transcript": LEVEL_3,
}
DRAFTS = ("weak-narrative", "weak-narrative-second-draft")
SCREEN, TELEPHONE = 900, 390  # pixels
TALLYMARK = (sys.executable, "-c", "from service.cli import main; main()")


def tallymark(*arguments: str) -> str:
    """Run a command as in a terminal of `COLUMNS` columns with colours; returns what it printed."""
    settings = os.environ | {
        "FORCE_COLOR": "1",
        "COLUMNS": str(COLUMNS),
        "TERM": "xterm-256color",
        "TTY_COMPATIBLE": "1",
    }
    settings.pop("NO_COLOR", None)
    done = subprocess.run(  # noqa: S603 - our own interpreter and commands
        [*TALLYMARK, *arguments], cwd=ROOT, env=settings, check=True, capture_output=True, text=True, encoding="utf-8"
    )
    return done.stdout


def picture_example(name: str, folder: Path) -> None:
    """One example in every form that the program gives it back."""
    check = ("check", f"examples/{name}.docx", "--qualification", QUALIFICATIONS[name])
    page, print_out, annotated = (folder / f"{name}.{suffix}" for suffix in ("html", "pdf", "docx"))
    picture_of_terminal(tallymark(*check), f"tallymark check examples/{name}.docx", IMAGES / f"{name}-terminal.png")
    tallymark(*check, "--report", str(page))
    picture_of_page(page, IMAGES / f"{name}-html.png", width=SCREEN)
    tallymark(*check, "--report", str(print_out))
    picture_of_pdf(print_out, IMAGES / f"{name}-pdf.png")
    tallymark(*check, "--annotate", str(annotated))
    picture_of_word(annotated, IMAGES / f"{name}-word.png")


def picture_telephone(name: str, folder: Path) -> None:
    """The web page that was written for an example, on a narrow screen."""
    picture_of_page(folder / f"{name}.html", IMAGES / f"{name}-telephone.png", width=TELEPHONE)


def picture_redaction(name: str, folder: Path) -> None:
    """An example with third parties' personal data replaced."""
    copy = folder / f"{name}-redacted.docx"
    tallymark("redact", f"examples/{name}.docx", "--out", str(copy))
    picture_of_word(copy, IMAGES / f"{name}-redacted.png")


def picture_comparison() -> None:
    """Two drafts of one account."""
    drafts = [f"examples/{name}.docx" for name in DRAFTS]
    picture_of_terminal(
        tallymark("compare", *drafts, "--qualification", QUALIFICATIONS[DRAFTS[0]]),
        f"tallymark compare {' '.join(drafts)}",
        IMAGES / "compare-terminal.png",
    )


def main() -> None:
    """Write all pictures and the table."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for name in QUALIFICATIONS:
            picture_example(name, Path(folder))
        picture_telephone(DRAFTS[0], Path(folder))
        picture_redaction(DRAFTS[0], Path(folder))
    picture_comparison()
    write_table()


if __name__ == "__main__":
    main()
