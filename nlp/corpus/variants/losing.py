"""Rewrites after which a sentence is no evidence any more, though its words are those of evidence.

Each makes a sentence without elements, constraints and mistakes, or none where it cannot be sure of the grammar or of
the labels. Stages are those of section 1 of models/corpus/GUIDE.md; docs/variants.md says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from criteria_bank.schema import Element, Unit
from nlp.corpus.accounts import LabelledSentence
from nlp.corpus.variants.data import variant_data
from nlp.corpus.variants.deeds import Deed, deed_of, is_about_the_writer, is_rule

FEWEST_TERMS, MOST_TERMS = 3, 6
SHORTEST_NOUN = 4
"""Letters that the end of an element's id must have to pass for a noun (``5.empathy``)."""

_MY = re.compile(r"\bmy\b")


def negated(sentence: LabelledSentence, unit: Unit, random: Random) -> str | None:  # noqa: ARG001
    """``I asked her …`` -> ``I did not ask her …``; only verbs whose absence is no limit kept and no mistake."""
    deed = deed_of(sentence)
    if deed is None or deed.verb.base not in variant_data().verbs.negatable:
        return None
    return _turned_round("negated", "deed", deed, random)


def hypothetical(sentence: LabelledSentence, unit: Unit, random: Random) -> str | None:  # noqa: ARG001
    """``I asked her …`` -> ``With hindsight I would have asked her …``."""
    deed = deed_of(sentence)
    return _turned_round("hypothetical", "deed", deed, random) if deed else None


def attributed(sentence: LabelledSentence, unit: Unit, random: Random) -> str | None:  # noqa: ARG001
    """``I asked her …`` -> ``My manager asked her …``, or ``The handbook says that staff should …``."""
    deed = deed_of(sentence)
    if deed is None:
        return None
    theirs = Deed(deed.verb, _MY.sub("their", deed.rest))
    if is_about_the_writer(theirs.rest):
        return None
    frames = random.choice(("person", "rule")) if is_rule(theirs.rest) else "person"
    return _turned_round("attributed", frames, theirs, random)


def claimed(sentence: LabelledSentence, unit: Unit, random: Random) -> str | None:
    """A claim to have shown it: ``I can demonstrate …``, ``This account shows that I …``."""
    deed = deed_of(sentence)
    if deed and random.choice((True, False)):
        return _turned_round("claimed", "deed", deed, random)
    own = [element for element in unit.elements if element.id in sentence.elements]
    return _filled("claimed", "terms", random, terms=_list_of(own, " and ", random)) if own else None


def listed(sentence: LabelledSentence, unit: Unit, random: Random) -> str | None:
    """Names of what it was evidence of, and of other elements of the unit, as a bare list."""
    own = [element for element in unit.elements if element.id in sentence.elements]
    if not own:
        return None
    others = [element for element in unit.elements if element.id not in sentence.elements]
    wanted = random.randint(FEWEST_TERMS, MOST_TERMS) - len(own)
    elements = own + random.sample(others, max(0, min(wanted, len(others))))
    random.shuffle(elements)
    text = _filled("listed", "terms", random, terms=_list_of(elements, ", ", random))
    return text[0].upper() + text[1:]


def _turned_round(name: str, kind: str, deed: Deed, random: Random) -> str:
    verb = deed.verb
    return _filled(name, kind, random, base=verb.base, past=verb.past, participle=verb.participle, rest=deed.rest)


def _filled(name: str, kind: str, random: Random, **parts: str) -> str:
    return random.choice(variant_data().lost[name].frames[kind]).format(**parts)


def _list_of(elements: Sequence[Element], last: str, random: Random) -> str:
    *names, end = (_name(element, random) for element in elements)
    return f"{', '.join(names)}{last}{end}" if names else end


def _name(element: Element, random: Random) -> str:
    """The element's topic, or the end of its id where that is a noun."""
    noun = element.id.rpartition(".")[2].replace("_", " ")
    is_noun = len(noun) >= SHORTEST_NOUN and noun.replace(" ", "").isalpha()
    topic = element.topic or element.label
    return random.choice((topic, noun)) if is_noun else topic


@dataclass(frozen=True, slots=True)
class Loss:
    """A rewrite that loses the labels, and the stage of what it makes."""

    rewrite: Callable[[LabelledSentence, Unit, Random], str | None]
    stage: str

    def apply(self, sentence: LabelledSentence, unit: Unit, random: Random) -> LabelledSentence | None:
        """The sentence that is no evidence any more; none where the rewrite cannot be sure."""
        text = self.rewrite(sentence, unit, random)
        return LabelledSentence(text, self.stage) if text else None


LOSING: Mapping[str, Loss] = MappingProxyType(
    {
        rewrite.__name__: Loss(rewrite, variant_data().lost[rewrite.__name__].stage)
        for rewrite in (negated, hypothetical, attributed, claimed, listed)
    }
)
"""Every rewrite that loses the labels, by its name."""

TURNING: Mapping[str, Loss] = MappingProxyType(
    {name: LOSING[name] for name in ("negated", "hypothetical", "attributed")}
)
"""Those that turn round what the sentence says, rather than name what it was evidence of."""
