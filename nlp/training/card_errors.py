"""The model card on errors: the worst ones, and what errors have in common."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.evaluation.error_patterns import CROWDED, LONG, OUTCOMES
from nlp.evaluation.report import Report
from nlp.training.card_tables import shown, table

_WORST = """\
## The worst errors

Where held-out judgements were surest of what is wrong, by how much worse each is than an answer that knows only how
frequent every label is; one a sentence, at most two of one label and three that are wrong in one way. Described from
facts, without the learners' words.
"""

_PATTERNS = """\
## What errors about elements have in common

Share of the elements missed, wrongly said and rightly found to which each applies; several may apply to one. A cause
explains something only where it is more frequent among errors than among what was found.
"""

_CAUSES = {
    "long_sentence": f"the sentence has over {LONG} words",
    "many_labels": f"it carries {CROWDED} labels or more",
    "stage_wrong": "its stage was wrong as well",
    "in_neighbour": "the sentence before or after has it",
    "same_point": "another element of the same marking point was said, or is there, instead or as well",
}


def error_sections(report: Report) -> Iterator[str]:
    """The sections on errors; none of an empty list."""
    if report["worst_errors"]:
        errors = (f"{place}. {error['description']}" for place, error in enumerate(report["worst_errors"], 1))
        yield _WORST + "\n" + "\n".join(errors) + "\n"
    yield _PATTERNS
    for kind, own in report["by_kind"].items():
        first = own["error_patterns"]["long_sentence"]
        titles = [f"{outcome.replace('_', ' ')} ({first[outcome]['n']})" for outcome in OUTCOMES]
        rows = (
            [words, *(shown(own["error_patterns"][cause][outcome]) for outcome in OUTCOMES)]
            for cause, words in _CAUSES.items()
        )
        yield table(f"{kind.capitalize()} accounts", titles, rows)
