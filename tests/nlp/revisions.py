"""Texts and what becomes of them: drafts in which sentences and paragraphs come, go, move, part and come back."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from nlp.documents import Document
from nlp.readers.reading import read_text

SENTENCES = (
    "I rang Mrs Garstang on 07700 900123 about the late delivery.",
    "The refund was not issued.",
    "Next time I will ask what she needs!",
    'She said "you have been very kind to me, thank you" and rang off.',
    "Why did you ring her back?",
    "Assessor: What would you do differently?",
    "Me: I would use SWOT analysis, as we had not used it.",
    "Ann Qorri",
    "12/03/2024 - rang the depot",
    "customers should always be listened to because trust matters",
    "Mr A. Listening came in on Tuesday and 40 of us saw it",
    "listening is a skill.",
    "AC 1.2",
    "It was 9 p.m. and e.g. nobody, Dr. Bell said, was in",
    "From July I will:",
    "- ask first",
    "My name is Priya Shah.",
    "Flat 4, 12 Mill Lane, Leeds, LS1 4AB",
)
"""What the parts of an analysis look at: names, labels, quotations, figures, dates, lists, plans."""

LINE_ENDS = (" ", " ", " ", "\n", "  ", "\n\n", "")
PARAGRAPH_ENDS = ("\n\n", "\n\n", "\n", " \n\n ", "\n\n\n")

Draft = tuple[tuple[str, str], ...]
"""Pieces of a text, each with what stands behind it."""

pieces = st.tuples(
    st.sampled_from(SENTENCES) | st.text("aI.B 1!?:-'\"(é\n\t", min_size=1, max_size=12),
    st.sampled_from((*LINE_ENDS, *PARAGRAPH_ENDS)),
)


@st.composite
def revisions(draw: st.DrawFn) -> list[Draft]:
    """A draft and those after it."""
    drafts: list[Draft] = [tuple(draw(st.lists(pieces, min_size=1, max_size=14)))]
    for _ in range(draw(st.integers(1, 3))):
        draft = draw(st.sampled_from(drafts))
        start, end = sorted(draw(st.tuples(st.integers(0, len(draft)), st.integers(0, len(draft)))))
        new = draw(
            st.one_of(st.lists(pieces, max_size=3), st.permutations(draft[start:end]), _parted(draft[start:end]))
        )
        drafts.append((*draft[:start], *new, *draft[end:]) or draft)
    return drafts


def documents(drafts: Sequence[Draft]) -> list[Document]:
    """The drafts that hold words, with the paragraphs that readers see and with those between blank lines."""
    texts = ["".join(piece + end for piece, end in draft) for draft in drafts]
    worded = [text for text in texts if any(map(str.isalnum, text))]
    return [*map(read_text, worded), *(Document.from_paragraphs(text.split("\n\n")) for text in worded)]


def _parted(some: Sequence[tuple[str, str]]) -> st.SearchStrategy[list[tuple[str, str]]]:
    """The same words with other ends of lines and paragraphs."""
    ends = st.sampled_from((*LINE_ENDS, *PARAGRAPH_ENDS))
    return st.tuples(*(ends for _ in some)).map(
        lambda chosen: [(piece, end) for (piece, _), end in zip(some, chosen, strict=True)]
    )
