"""Does it move the right way? A good sentence lowers nothing; an empty or repeated one earns no `met`.

The decision never falls with more evidence, but the encoder reads a sentence among its neighbours: a new one moves
their probabilities and, in a long account, where the windows are cut. So it is measured how often that costs a status.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from nlp.documents import PARAGRAPH_BREAK
from nlp.evaluation.behaviour.cases import Additions, EvidenceSentence
from nlp.evaluation.behaviour.judging import Changes, Judged, Share, judge, summarise
from nlp.pipeline import Analyser
from nlp.readers.reading import read_text
from nlp.results import AnalysisResult

Place = Literal["start", "middle", "end", "own paragraph"]
PLACES: tuple[Place, ...] = ("start", "middle", "end", "own paragraph")


@dataclass(frozen=True, slots=True)
class Addition:
    """What one more sentence did to an account.

    ``evidence_before``: elements that were evidenced, those of the sentence left out; ``lost``: those of them that no
    longer are. ``new``: elements of the sentence that were not evidenced before; ``found``: those of them that now are.
    ``met``: marking points that were raised to `met`.
    """

    what: str
    changes: Changes
    evidence_before: int
    lost: int
    new: int
    found: int
    met: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Additions of one kind, or in one place, counted together."""

    changes: Changes
    lost: Share
    found: Share
    raised_to_met: Share


@dataclass(frozen=True)
class _Longer:
    what: str
    text: str
    elements: frozenset[str] = field(default_factory=frozenset)


def additions(analyser: Analyser, accounts: Sequence[str], added: Additions) -> list[Addition]:
    """Put each sentence into each account in every place, and repeat what the account says; see `Addition.what`."""
    return [addition for account in accounts for addition in _of_account(analyser, account, added)]


def moved(found: Sequence[Addition]) -> dict[str, Moved]:
    """The additions counted together by what was added, and where."""
    return {
        what: _together([one for one in found if one.what == what]) for what in dict.fromkeys(a.what for a in found)
    }


def insert(result: AnalysisResult, sentence: str, place: Place) -> str:
    """The analysed text with a sentence put in.

    The middle is behind the sentence that ends the first half; a paragraph of its own comes behind the first one.
    """
    content = result.text.content
    sentences, paragraphs = result.text.sentences, result.text.paragraphs
    where: dict[Place, tuple[int, str, str]] = {
        "start": (0, "", " "),
        "middle": (sentences[(len(sentences) - 1) // 2].end, " ", ""),
        "end": (len(content), " ", ""),
        "own paragraph": (paragraphs[0].end, PARAGRAPH_BREAK, ""),
    }
    at, before, behind = where[place]
    return f"{content[:at]}{before}{sentence}{behind}{content[at:]}"


def _of_account(analyser: Analyser, account: str, added: Additions) -> list[Addition]:
    result = analyser.analyse(read_text(account))
    before = summarise(result)
    longer = [*_with_evidence(result, added.evidence), *_without_evidence(result, added.irrelevant)]
    judged = judge(analyser, [one.text for one in longer])
    return [_compare(one, before, after) for one, after in zip(longer, judged, strict=True)]


def _with_evidence(result: AnalysisResult, sentences: Sequence[EvidenceSentence]) -> Iterator[_Longer]:
    for place in PLACES:
        for sentence in sentences:
            yield _Longer(f"evidence, {place}", insert(result, sentence.text, place), frozenset(sentence.elements))


def _without_evidence(result: AnalysisResult, sentences: Sequence[str]) -> Iterator[_Longer]:
    for place in PLACES:
        for sentence in sentences:
            yield _Longer("irrelevant", insert(result, sentence, place))
    content = result.text.content
    best = max(result.text.sentences, key=lambda sentence: len(sentence.elements))
    yield _Longer("best sentence repeated", insert(result, content[best.start : best.end], "end"))
    yield _Longer("account pasted twice", f"{content}{PARAGRAPH_BREAK}{content}")


def _compare(longer: _Longer, before: Judged, after: Judged) -> Addition:
    kept = before.evidenced - longer.elements
    new = longer.elements - before.evidenced
    newly_met = set(after.with_status("met")) - set(before.with_status("met"))
    return Addition(
        what=longer.what,
        changes=Changes.between(before, after),
        evidence_before=len(kept),
        lost=len(kept - after.evidenced),
        new=len(new),
        found=len(new & after.evidenced),
        met=len(newly_met),
    )


def _together(found: Sequence[Addition]) -> Moved:
    changes = sum((one.changes for one in found), Changes())
    return Moved(
        changes,
        Share(sum(one.lost for one in found), sum(one.evidence_before for one in found)),
        Share(sum(one.found for one in found), sum(one.new for one in found)),
        Share(sum(one.met for one in found), changes.compared),
    )
