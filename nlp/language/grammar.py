"""Person, tense, modality and negation of a sentence, from closed-class words and endings, without a tagger."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Span

from nlp.language import verbs
from nlp.language.modality import has_modal, is_counterfactual_opening, is_hypothetical, is_negated
from nlp.language.quotations import QUOTES, inside_quotation, quotation_pairs
from nlp.language.sentences import Grammar, Person, Tense
from nlp.language.tokens import words_of
from nlp.language.words import key_of

NAME = "grammar"

LONGEST_OPENING_CLAUSE = 25
"""Words within which an opening clause (``When she rang, …``) must end for what follows to be the main clause."""

NO_GRAMMAR = Grammar(person="other", tense="none", modal=False, negated=False, hypothetical=False)


def grammar_of(words: Sequence[str], spaces: Sequence[bool]) -> Grammar:
    """Features of one sentence; ``words`` as spaCy's tokeniser splits them, ``spaces``: whether a blank follows each.

    Person and tense are those of the first finite verb of the main clause, outside quotations where there is one.
    """
    keys = [key_of(word) for word in words]
    main = _outside_quotations(words, spaces, keys) or keys
    hypothetical = is_hypothetical(main)
    start = _main_clause(main)
    verb, tense = _finite_verb(main, start, hypothetical=hypothetical)
    if verb is None and start:
        start = 0
        verb, tense = _finite_verb(main, 0, hypothetical=hypothetical)
    return Grammar(
        person=_person(main, start, verb),
        tense=tense,
        modal=has_modal(words, keys),
        negated=is_negated(keys),
        hypothetical=hypothetical,
    )


def _outside_quotations(words: Sequence[str], spaces: Sequence[bool], keys: Sequence[str]) -> Sequence[str]:
    """The ``keys`` of the words that stand in no quotation, without the marks."""
    if QUOTES.isdisjoint(words):
        return keys
    pairs = quotation_pairs(words, spaces)
    inside = inside_quotation(pairs, len(words))
    return [key for word, key, quoted in zip(words, keys, inside, strict=True) if not quoted and word not in QUOTES]


def _main_clause(words: Sequence[str]) -> int:
    """Where the main clause begins: after an opening subordinate clause, which a comma ends or else a new I or we."""
    if not words or (words[0] not in verbs.SUBORDINATORS and not is_counterfactual_opening(words)):
        return 0
    opening = words[:LONGEST_OPENING_CLAUSE]
    if "," in opening:
        return opening.index(",") + 1
    verb, _ = _finite_verb(opening, 1, hypothetical=False)
    return next((i for i in range((verb or 0) + 1, len(opening)) if opening[i] in {"i", "we"}), 0) if verb else 0


def _finite_verb(words: Sequence[str], start: int, *, hypothetical: bool) -> tuple[int | None, Tense]:
    for index in range(start, len(words)):
        if tense := _tense_at(words, index, hypothetical=hypothetical):
            return index, tense
    return None, "none"


def _tense_at(words: Sequence[str], index: int, *, hypothetical: bool) -> Tense | None:
    """Tense of the finite verb at ``index``; None where there is none."""
    before = words[index - 1] if index else ""
    if before == "to" or (before in verbs.DETERMINERS and before not in verbs.SUBJECTS):
        return None
    return _tense_of_auxiliary(words, index, before, hypothetical=hypothetical) or _tense_of_main_verb(words, index)


def _tense_of_auxiliary(words: Sequence[str], index: int, before: str, *, hypothetical: bool) -> Tense | None:
    word, following = words[index], verbs.after_adverbs(words, index + 1)
    contracted = before in verbs.SUBJECTS
    if word in verbs.FUTURE_AUXILIARIES or (word, following) == ("gon", "na"):
        return "future"
    if word in verbs.PAST_MODALS or (contracted and word in {"'d", "d"}):
        counterfactual = verbs.is_perfect(words, index + 1) or verbs.is_participle(following)
        return "past" if counterfactual or not hypothetical else "present"
    if word in verbs.PRESENT_MODALS and (word != "may" or index or following in verbs.SUBJECTS):
        return "past" if verbs.is_perfect(words, index + 1) else "present"
    if word in verbs.PRESENT_AUXILIARIES or (contracted and word in {"'s", "s"}):
        return "future" if _is_going_to(words, index) else "present"
    return "past" if word in verbs.PAST_AUXILIARIES else None


def _tense_of_main_verb(words: Sequence[str], index: int) -> Tense | None:
    word, subject = words[index], verbs.before_adverbs(words, index - 1)
    participle = subject in {"be", "been", "being"}  # ``customers want to be treated well``
    if (verbs.is_past(word) and not participle) or (word in verbs.PAST_IN_DIALECT and subject in verbs.SUBJECTS):
        return "past"
    if word in verbs.UNCHANGING and subject in verbs.SUBJECTS:
        return "past" if subject in verbs.THIRD_SINGULAR or any(map(verbs.is_past, words)) else "present"
    if word in verbs.COMMON_PRESENT:
        return "present"
    if not word.isalpha() or word in verbs.ADVERBS or word in verbs.SUBJECTS or word in verbs.DETERMINERS:
        return None
    if subject in verbs.THIRD_SINGULAR and subject not in verbs.DETERMINERS:
        return "present" if word.endswith("s") and word not in {"as", "less"} else None
    return "present" if subject in {"i", "we", "they", "you"} and word not in {"and", "or", "who", "to", "at"} else None


def _is_going_to(words: Sequence[str], index: int) -> bool:
    if words[index] not in verbs.BE_PRESENT and words[index] not in {"'s", "s"}:
        return False
    going = verbs.skip_adverbs(words, index + 1)
    if list(words[going : going + 2]) == ["gon", "na"]:
        return True
    after = words[going + 2] if going + 2 < len(words) else ""
    return list(words[going : going + 2]) == ["going", "to"] and after not in verbs.DETERMINERS


def _person(words: Sequence[str], start: int, verb: int | None) -> Person:
    """Person of the subject before the verb at ``verb``; a past tense without a subject (``Rang her back.``) is I."""
    if verb is None:
        candidates = list(words)
    else:
        candidates = list(words[start:verb]) or list(words[verb + 1 : verb + 2])
        elided = all(
            word in verbs.ADVERBS or word in {"and", "but", "so"} or not word[0].isalpha() for word in words[start:verb]
        )
        if elided and verbs.is_past(words[verb]):
            return "first_singular"
    for index, word in enumerate(candidates):
        joined = index and candidates[index - 1] == "and"
        if word in verbs.PLURAL or (word in {"i", "me"} and joined):
            return "first_plural"
        if word == "me" and candidates[index + 1 : index + 2] == ["and"]:
            return "first_plural"
    return "first_singular" if "i" in candidates else "other"


class GrammarTagger:
    """Sets ``span._.grammar`` on every sentence."""

    def __init__(self) -> None:
        Span.set_extension("grammar", default=NO_GRAMMAR, force=True)

    def __call__(self, doc: Doc) -> Doc:
        """Tag the sentences of ``doc``."""
        words, spaces = words_of(doc)
        for sent in doc.sents:
            sent._.grammar = grammar_of(words[sent.start : sent.end], spaces[sent.start : sent.end])
        return doc
