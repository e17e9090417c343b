"""Where sentences begin: rules over the tokens of a paragraph, without a parser (reasons: docs/language.md)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import numpy as np
from spacy.attrs import SENT_START
from spacy.tokens import Doc

from nlp.language.abbreviations import CONNECTIVES, MONTHS, NUMBERED, TITLES, TRAILING, WEEKDAYS
from nlp.language.openings import BULLETS, DASHES, UNMISTAKABLE_LABELS, date_heading, is_date_in_figures, is_item_number
from nlp.language.paragraph import CLOSING_BRACKETS, EXCLAMATIONS, TERMINATORS, Paragraph
from nlp.language.quotations import QUOTES
from nlp.language.run_ons import LONGEST_SENTENCE, split_run_ons
from nlp.language.tokens import PARAGRAPH_STARTS, words_of
from nlp.language.words import word_set

if TYPE_CHECKING:
    from thinc.types import Ints2d

NAME = "sentence_boundaries"

START, NO_START = 1, -1
"""Values of spaCy's SENT_START; 0 would leave it open."""

CONTINUING = frozenset(",;:%)]}/&")
"""What follows a full stop only in the middle of a sentence."""

REPORTING_VERBS = word_set("answered asked explained insisted put replied repeated said says suggested told wrote")

OPENING_BRACKETS = frozenset("([{")

STARTERS = word_set(
    "a after all also an and as at because before but by he her here his how i if in it its my next no now on one our "
    "she so some that the their then there these they this to we what when where which who with you your"
)
"""Words that begin a sentence with a capital; any other capital after an initial may be a surname (J. Smith)."""

NARROWEST_WRAP = 40
"""Characters: lines shorter than this were broken by hand, not by a margin."""


def sentence_starts(
    words: Sequence[str],
    spaces: Sequence[bool],
    *,
    narrowest_wrap: int = NARROWEST_WRAP,
    longest_sentence: int = LONGEST_SENTENCE,
) -> list[int]:
    """Indices of the words of one paragraph that begin a sentence, ascending; ``spaces``: whether a blank follows each.

    Every word is looked at a bounded number of times.
    """
    paragraph = Paragraph.of(words, spaces)
    heading = date_heading(words)
    starts = [0, heading] if heading else [0]
    index = heading
    following = [*words[1:], ""]
    while index < len(words):
        if words[index].isalpha() and following[index] != ":":
            index += 1
            continue
        start, index = _look_at(paragraph, index, starts[-1], narrowest_wrap)
        if starts[-1] < start < len(words):
            starts.append(start)
    return list(split_run_ons(words, starts, longest_sentence))


def _look_at(paragraph: Paragraph, index: int, begin: int, narrowest_wrap: int) -> tuple[int, int]:
    """Where a sentence begins because of the word at ``index`` (0: nowhere), and the index to look at next."""
    word = paragraph.words[index]
    if word[-1] in TERMINATORS:
        end = paragraph.terminator_end(index)
        following = paragraph.next_word(end + 1)
        ends = following < len(paragraph.words) and _ends(paragraph, begin, index, end, following)
        return following if ends else 0, end + 1
    if index in paragraph.line_breaks:
        wrapped = paragraph.widest >= narrowest_wrap and paragraph.wraps(index)
        following = paragraph.next_word(index)
        return 0 if wrapped and paragraph.word(following) not in BULLETS | DASHES else following, following
    return index if _opens_line(paragraph, index) else 0, index + 1


def _opens_line(paragraph: Paragraph, index: int) -> bool:
    """Whether the word at ``index`` opens a line that lost its break: a bullet, a speaker's label, a dated entry."""
    word, first = paragraph.words[index], paragraph.words[0]
    if word in BULLETS:
        return True
    if word in DASHES:
        return paragraph.spaces[index] and not paragraph.attached(index) and word == paragraph.bullet
    following = paragraph.word(index + 1)
    if following == ":":
        return word[0].isupper() and word.casefold() in UNMISTAKABLE_LABELS and not paragraph.attached(index)
    return word[0].isdigit() and is_date_in_figures(word) and is_date_in_figures(first) and following[:1].isupper()


def _ends(paragraph: Paragraph, begin: int, index: int, end: int, following: int) -> bool:
    """Whether the terminator at ``index``..``end`` ends the sentence that began at ``begin``."""
    if any(between in paragraph.line_breaks for between in range(end + 1, following)):
        return True
    if paragraph.words[following] in CONTINUING:
        return False
    if paragraph.attached(following):
        return _ends_glued(paragraph, index, end)
    lead = _first_letter(paragraph, following)
    if lead[0].islower() and (paragraph.quoted[index] or _is_ellipsis(paragraph.words[index])):
        return False
    if end > index and _closes_speech(paragraph.words[end]):
        return not (lead[0].islower() or _is_reporting(paragraph, following))
    return not _is_full_stop(paragraph.words[index]) or _full_stop_ends(paragraph, begin, index, lead)


def _full_stop_ends(paragraph: Paragraph, begin: int, index: int, lead: str) -> bool:
    mark = paragraph.words[index]
    stem = mark[:-1] or (paragraph.words[index - 1] if paragraph.attached(index) else "")
    key = stem.casefold()
    if key in TITLES or key in CONNECTIVES or (key in NUMBERED and lead[0].isdigit()):
        return False
    if is_item_number(paragraph.words[begin : index + 1 if mark[:-1] else index]):
        return False
    if stem[:1].isupper() and (key in WEEKDAYS or key in MONTHS):
        return not (lead[0].isdigit() or lead.casefold() in MONTHS)
    if key in TRAILING:
        return not lead[0].islower()
    if len(stem) == 1 and stem.isupper() and stem != "I":
        return lead[0].isupper() and lead.casefold() in STARTERS
    return True


def _ends_glued(paragraph: Paragraph, index: int, end: int) -> bool:
    """Whether a sentence ends although no blank follows its terminator, as in ``phone.She``."""
    before = paragraph.word(index - 1)
    following = paragraph.word(end + 1)
    return before[-1:].islower() and len(before) > 1 and (following[0].isupper() or following.lower() in STARTERS)


def _is_ellipsis(mark: str) -> bool:
    return mark[0] == "…" or mark.startswith("..")


def _is_full_stop(mark: str) -> bool:
    """Whether ``mark`` is one full stop, alone or at the end of a word (``Mr.``)."""
    return mark.endswith(".") and not mark.startswith("..") and not any(character in EXCLAMATIONS for character in mark)


def _first_letter(paragraph: Paragraph, index: int) -> str:
    """The word at ``index``, or the one after the marks and brackets that open there."""
    while index + 1 < len(paragraph.words) and (
        paragraph.words[index] in QUOTES or paragraph.words[index] in OPENING_BRACKETS
    ):
        index += 1
    return paragraph.words[index]


def _is_reporting(paragraph: Paragraph, index: int) -> bool:
    """Whether narration goes on with a capital that means nothing: ``"Who put it there?" I asked``."""
    return paragraph.words[index] == "I" and paragraph.word(index + 1) in REPORTING_VERBS


def _closes_speech(word: str) -> bool:
    return word in QUOTES or word in CLOSING_BRACKETS


class SentenceBoundaries:
    """Sets ``token.is_sent_start`` on every token."""

    def __init__(self, *, narrowest_wrap: int = NARROWEST_WRAP, longest_sentence: int = LONGEST_SENTENCE) -> None:
        self._narrowest_wrap = narrowest_wrap
        self._longest_sentence = longest_sentence

    def __call__(self, doc: Doc) -> Doc:
        """Mark the sentences of ``doc``; none lies in two paragraphs."""
        words, spaces = words_of(doc)
        marks = np.full(len(words), NO_START, dtype=np.int64)
        for begin, end in pairwise(sorted({0, len(words), *doc.user_data.get(PARAGRAPH_STARTS, ())})):
            for start in sentence_starts(
                words[begin:end],
                spaces[begin:end],
                narrowest_wrap=self._narrowest_wrap,
                longest_sentence=self._longest_sentence,
            ):
                marks[begin + start] = START
        # All at once: setting token.is_sent_start looks through the whole document every time.
        return doc.from_array([SENT_START], cast("Ints2d", marks.view(np.uint64).reshape(-1, 1)))
