"""Who says a sentence: in a recorded discussion, the assessor's questions are no evidence of the learner's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from nlp.language.quotations import CLOSING, STRAIGHT
from nlp.language.sentences import Speaker
from nlp.language.tokens import paragraph_numbers, words_of
from nlp.language.turns import Turn, find_turns, roles_of

NAME = "speaker"

LONGEST_PREAMBLE = 2
"""Sentences that an assessor says before the question, where only the assessor is labelled."""

FEWEST_QUESTIONS = 2
"""Paragraphs that put a question to the reader, from which they are taken to be an assessor's without any label."""

_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_AFTER_QUESTION = "".join(CLOSING | STRAIGHT) + "*_)]"
_PROMPT = re.compile(
    r"(?:[^:]{1,40}:\s*)?(?:(?:so|ok|okay|right|and|now|please|can you|could you)[, ]+)*"
    r"(?:describe|explain|give|let['\N{RIGHT SINGLE QUOTATION MARK}]s|outline|pick|say|show|start|take|talk|tell|walk)"
    r"\b",
    re.IGNORECASE,
)


def speakers(sentences: Sequence[str], paragraphs: Sequence[int]) -> list[Speaker]:
    """Who says each sentence; ``paragraphs`` holds the number of the paragraph of each.

    Where the learner's turns are labelled too, a turn of the assessor lasts until the next label or paragraph; where
    only the assessor's are, until the question is put. Without labels, paragraphs that consist of a question to the
    reader are the assessor's, provided there are several.
    """
    result: list[Speaker] = ["learner"] * len(sentences)
    turns = find_turns(sentences, paragraphs)
    roles = roles_of(turns, sentences)
    answers_labelled = "learner" in roles.values()
    for turn in turns:
        if roles.get(turn.label) == "assessor":
            end = turn.end if answers_labelled else _end_of_question(sentences, turn)
            result[turn.start : end] = ["assessor"] * (end - turn.start)
    if not roles:
        for index in _unlabelled_questions(sentences, paragraphs):
            result[index] = "assessor"
    return result


def _end_of_question(sentences: Sequence[str], turn: Turn) -> int:
    """Where the assessor stops speaking in a turn that the learner's answer, without a label, runs on from."""
    end = turn.start + 1
    if not _is_question(sentences[turn.start]) and not _PROMPT.match(sentences[turn.start]):
        preamble = range(end, min(turn.end, end + LONGEST_PREAMBLE))
        end = next((i + 1 for i in preamble if _is_question(sentences[i]) and _YOU.search(sentences[i])), end)
    while end < turn.end and _is_question(sentences[end]) and _YOU.search(sentences[end]):
        end += 1
    return end


def _unlabelled_questions(sentences: Sequence[str], paragraphs: Sequence[int]) -> list[int]:
    """Sentences that are paragraphs of their own, ask the reader something and are followed by an answer."""
    questions = [
        index
        for index, sentence in enumerate(sentences[:-1])
        if _is_question(sentence)
        and _YOU.search(sentence)
        and (index == 0 or paragraphs[index - 1] != paragraphs[index])
        and paragraphs[index + 1] != paragraphs[index]
        and not _is_question(sentences[index + 1])
    ]
    return questions if len(questions) >= FEWEST_QUESTIONS else []


def _is_question(sentence: str) -> bool:
    return sentence.rstrip(_AFTER_QUESTION).endswith("?")


class SpeakerTagger:
    """Sets ``span._.speaker`` on every sentence."""

    def __init__(self) -> None:
        Span.set_extension("speaker", default="learner", force=True)

    def __call__(self, doc: Doc) -> Doc:
        """Tag the sentences of ``doc``."""
        sents = list(doc.sents)
        words = [word + " " * space for word, space in zip(*words_of(doc), strict=True)]
        texts = ["".join(words[sent.start : sent.end]).strip() for sent in sents]
        for sent, speaker in zip(sents, speakers(texts, paragraph_numbers(doc, sents)), strict=True):
            sent._.speaker = speaker
        return doc
