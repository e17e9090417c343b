"""What a sentence says that its writer did, in a form that can be turned round."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.corpus.accounts import LabelledSentence
from nlp.corpus.variants.data import Verb, variant_data
from nlp.corpus.variants.wording import APOSTROPHES, negations, split_lead
from nlp.language import verbs

_QUOTES = '"“”‘«»'
_DEED = re.compile(
    r"(?:(?:^|[,;] )(?:(?:and|but|so|then) )*|\b(?:and|but|so|then) )I (?:(?:also|just|then|first) )?([a-z]+) "
    r"(?!(?<=used )to\b)",
    re.IGNORECASE,
)
_ELIDED = re.compile(r"^(?:Then |So |And )?([A-Za-z]+) (?!by\b|(?<=used )to\b)")
"""Notes leave the subject out: ``Asked her what …``."""

_END = re.compile(
    rf"[,.:](?!\d)|[;!?()–—{_QUOTES}]|(?<!\w)['’]|['’](?!\w)| - | (?:and|or|but|even|so|because|as|then|while|"
    r"until|before|after|since|although|though|cos) ",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r" (?:which|who|when|where|if) ", re.IGNORECASE)
"""Ends a clause too, except behind a verb of asking or telling."""

_GOES_ON = re.compile(r"(?:, | and | or | but )(?:(?:and|but|so|then|also) )*([\w’']+)", re.IGNORECASE)
_DANGLING = re.compile(
    r" (?:a|an|the|my|our|his|its|their|both|between|either|to|of|for|with|about|in|on|at|by|from|into)$", re.IGNORECASE
)
_FIRST_PERSON = re.compile(rf"\b(?:I(?:[{APOSTROPHES}]\w+)?|me|my|mine|myself|we|us|our|ours)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that the writer did: ``I`` + verb + rest, up to the end of the clause."""

    verb: Verb
    rest: str


def deed_of(sentence: LabelledSentence) -> Deed | None:
    """What ``sentence`` says that its writer did; none where it does not plainly say so in the simple past.

    Sentences with a constraint are left out: to have been told of it, or not to have promised, may take account of it.
    """
    text = split_lead(sentence.text)[1]
    if sentence.constraints:
        return None
    elided = _ELIDED.match(text)
    matches = [*([elided] if elided else []), *_DEED.finditer(text)]
    return next((deed for match in matches if (deed := _deed_at(text, match))), None)


def _deed_at(text: str, match: re.Match[str]) -> Deed | None:
    known = variant_data().verbs
    verb = known.by_past.get(match[1].lower())
    quoted = any(mark in text[: match.start()] for mark in _QUOTES)
    if verb is None or verb.base in known.never_lost or not verbs.is_past(verb.past) or quoted:
        return None
    clause = _clause(text[match.end() - 1 :], asks=not verbs.WHETHER.isdisjoint((verb.base, verb.past)))
    return Deed(verb, clause) if clause and not negations(clause) else None


def _clause(rest: str, *, asks: bool) -> str | None:
    """``rest`` up to the end of its first clause; none where it cannot be told from the middle of a phrase."""
    ends = [end for end in (_END.search(rest), None if asks else _RELATIVE.search(rest)) if end]
    end = min(ends, key=lambda each: each.start(), default=None)
    clause = rest[: end.start()] if end else rest
    joined = _GOES_ON.match(rest, end.start()) if end else None
    if not clause.strip() or _DANGLING.search(clause) or (joined and not _opens_clause(joined[1].lower())):
        return None
    return clause.strip()


def _opens_clause(word: str) -> bool:
    return (
        re.split(f"[{APOSTROPHES}]", word)[0] in verbs.SUBJECTS | verbs.SUBORDINATORS | {"which", "so"}
        or verbs.is_past(word)
        or word in verbs.UNCHANGING | verbs.PAST_AUXILIARIES
    )


def is_about_the_writer(text: str) -> bool:
    """Whether ``text`` says I, we, my, us or the like."""
    return bool(_FIRST_PERSON.search(text))


def is_rule(text: str) -> bool:
    """Whether ``text`` can follow "staff should": it names, counts and points at nothing."""
    pointing = variant_data().pointing
    return not any(word.lower() in pointing or word[0].isupper() or word[0].isdigit() for word in text.split())
