"""Passages that a decision rests on: as a form names them, and as the decision store wants them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from service.decisions.evidence import Span, origins
from service.decisions.schemas import EvidenceSpan, Origin
from service.errors import Fault, RequestInvalid
from service.storage.tables.analyses import Status

MOST = 50
"""Passages of one decision; the decision store takes no more."""
_NAMED = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")


def name_of(span: Span) -> str:
    """What a form calls a passage: its offsets in code points, ``12-86``."""
    return f"{span[0]}-{span[1]}"


def read_spans(names: Iterable[str]) -> tuple[Span, ...]:
    """The passages that a form names, each once, in reading order; raises RequestInvalid."""
    found = [_NAMED.fullmatch(name) for name in names]
    if not all(found):
        raise RequestInvalid([Fault("#/evidence", "This is no passage of the text. Load the page again.")])
    spans = sorted({(int(one[1]), int(one[2])) for one in found if one})
    if len(spans) > MOST:
        raise RequestInvalid([Fault("#/evidence", f"A decision rests on at most {MOST} passages. Take some off.")])
    return tuple(spans)


def evidence_of(spans: Iterable[Span], cited: Set[Span], status: Status) -> tuple[EvidenceSpan, ...]:
    """The passages that go with a decision of ``status``, each with where it comes from.

    ``cited``: what the program cites for the point and she could see. Of that nothing goes with the decision that
    there is no evidence: only what she marked herself. A passage that shares words with a cited one is a change of it
    where she took the cited one off, and beside it her own.
    """
    wanted = set(spans)
    taken = wanted if status is not Status.NOT else wanted - cited
    return tuple(
        EvidenceSpan(start=start, end=end, origin=_origin((start, end), cited, wanted)) for start, end in sorted(taken)
    )


def _origin(span: Span, cited: Set[Span], wanted: Set[Span]) -> Origin:
    possible = origins(span, cited)
    if len(possible) == 1:
        return next(iter(possible))
    return "changed" if "changed" in origins(span, cited - wanted) else "own"
