"""What changed in the text itself."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from nlp.comparison.alignment import Kind, Pair
from nlp.comparison.drafts import Draft, Drafts
from nlp.comparison.results import DraftReference, SentenceChange, TextComparison
from nlp.comparison.wording import changed_words
from nlp.documents import Span
from nlp.results import AnalysisResult, Extent


def compare_texts(drafts: Drafts) -> TextComparison:
    """Every change of a sentence, and how much the drafts have in common."""
    counts = Counter(pair.kind for pair in drafts.pairs)
    return TextComparison(
        shared=round(_shared(drafts), 4),
        counts={kind: counts[kind] for kind in get_args(Kind)},
        changes=tuple(_change(drafts, pair) for pair in drafts.pairs if pair.kind != "same"),
    )


def refer_to(result: AnalysisResult) -> DraftReference:
    """What a comparison tells of a draft beside its changes."""
    text = result.text
    digest = hashlib.sha256(text.content.encode("utf-8", "surrogatepass")).hexdigest()
    return DraftReference(sha256=digest, words=text.words, sentences=len(text.sentences))


def _shared(drafts: Drafts) -> float:
    """Of the draft that has more of it: a draft that has grown by much still holds all of the one before."""
    both = [pair for pair in drafts.pairs if pair.first and pair.second]
    return max(
        _share(drafts.first, (index for pair in both for index in pair.first)),
        _share(drafts.second, (index for pair in both for index in pair.second)),
    )


def _share(draft: Draft, indices: Iterable[int]) -> float:
    words = [len(draft.words(index).split()) for index in range(len(draft.sentences))]
    return sum(words[index] for index in indices) / max(1, sum(words))


def _change(drafts: Drafts, pair: Pair) -> SentenceChange:
    before, after = _joined(drafts.first, pair.first), _joined(drafts.second, pair.second)
    removed, inserted = ((), ()) if pair.kind == "moved" else changed_words(before, after)
    return SentenceChange(
        kind=pair.kind,
        first=drafts.first.quote(pair.first),
        second=drafts.second.quote(pair.second),
        removed=_extents([drafts.first.sentences[index] for index in pair.first], removed),
        inserted=_extents([drafts.second.sentences[index] for index in pair.second], inserted),
    )


def _joined(draft: Draft, indices: Sequence[int]) -> str:
    """The sentences as they stand, with a space for whatever lies between them."""
    return " ".join(draft.words(index) for index in indices)


def _extents(sentences: Sequence[Extent], spans: Sequence[Span]) -> tuple[Extent, ...]:
    """Spans of the joined sentences as places in the draft; a span over two sentences becomes two."""
    found: list[Extent] = []
    offset = 0
    for sentence in sentences:
        for span in spans:
            start, end = max(span.start - offset, 0), min(span.end - offset, sentence.end - sentence.start)
            if start < end:
                found.append(Extent(start=sentence.start + start, end=sentence.start + end))
        offset += sentence.end - sentence.start + 1
    return tuple(sorted(found, key=lambda extent: extent.start))
