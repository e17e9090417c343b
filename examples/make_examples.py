"""Make the example documents from examples/sources (``python examples/make_examples.py``).

The accounts are invented, and so are their people, firms, numbers and addresses (telephone numbers are Ofcom's for
drama). They were written as learners write, typing errors and names of customers included, before the program was run
on them.
"""

from __future__ import annotations

from pathlib import Path

from markdown_source import read_source
from word_file import word_file

EXAMPLES = Path(__file__).parent
SOURCES = EXAMPLES / "sources"


def make(target: Path) -> list[Path]:
    """Write every example into ``target``; returns the files."""
    made = []
    for source in sorted(SOURCES.glob("*.md")):
        file = target / f"{source.stem}.docx"
        file.write_bytes(word_file(read_source(source)))
        made.append(file)
    return made


if __name__ == "__main__":
    make(EXAMPLES)
