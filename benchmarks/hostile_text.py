"""Growth of time with the length of texts written to make a program slow (docs/language.md, docs/personal-data.md).

    python -m benchmarks.hostile_text [--longest CHARACTERS] [--rounds N]

Each text repeats a few characters; each length is twice the one before. Measured are sentences, findings of personal
data and the redacted copy, by the processor's time, so that other work on the machine does not count. The power is that
of the length which the time grows with: 1 is growth in step, 2 would be quadratic. Needs the extra [benchmarks].
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from time import process_time

from rich.console import Console
from rich.table import Table

from benchmarks.scaling import exponent
from nlp.documents import Document
from nlp.language.pipeline import build_language, read_sentences
from nlp.personal_data.finder import find_personal_data
from nlp.personal_data.redaction import redact

SHORTEST = 25_000
OF_LANGUAGE = (
    *(".", ". ", '"', '" ', 'a."', "(", "x", "would ", "always not ", "a\n", "- ", "Q: ", "and she ", "1/2 A "),
    "I rang the depot, and they said that it was late. ",
)
OF_NAMES = (
    *("a", "1", "1 ", "1-", "a@", "a.a@a.", "Dean ", "Beatrice ", "Aa ", "1 Aa ", "Jan van ", "O'", "order no "),
    *("Mr and ", "Mr J ", "Mrs Garstang ", "07700 900111 ", "Ann Lee Ann ", "Learner: Dean Ormskirk. "),
)

Read = Callable[[str], object]


def readers() -> dict[str, tuple[Read, Sequence[str]]]:
    """What is measured, by name, and what each text repeats."""
    language = build_language()
    return {
        "sentences": (lambda text: read_sentences(language, Document.from_paragraphs([text])), OF_LANGUAGE),
        "findings": (find_personal_data, OF_NAMES),
        "redacted copy": (lambda text: redact(text, find_personal_data(text)), OF_NAMES),
    }


def seconds(read: Read, text: str, rounds: int) -> float:
    """The least processor time of so many."""
    taken = []
    for _ in range(rounds):
        begun = process_time()
        read(text)
        taken.append(process_time() - begun)
    return min(taken)


def main() -> None:
    """Print a row for each text, with the power of its length that its time grows with."""
    parser = argparse.ArgumentParser(description="Growth of time with the length of hostile texts.")
    parser.add_argument("--longest", type=int, default=200_000, help="characters (default: 200000)")
    parser.add_argument("--rounds", type=int, default=3, help="the best of so many for each length (default: 3)")
    options = parser.parse_args()
    lengths = [SHORTEST]
    while 2 * lengths[-1] <= options.longest:
        lengths.append(2 * lengths[-1])
    table = Table("read for", "repeated", *(f"s, {length:,}" for length in lengths), "power")
    for name, (read, units) in readers().items():
        for unit in units:
            taken = [seconds(read, unit * (length // len(unit)), options.rounds) for length in lengths]
            table.add_row(name, repr(unit), *(f"{each:.2f}" for each in taken), f"{exponent(lengths, taken):.2f}")
    Console().print(table)


if __name__ == "__main__":
    main()
