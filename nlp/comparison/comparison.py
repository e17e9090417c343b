"""Compare two drafts: their results, or the documents themselves.

compared = compare_documents(analyser, read_file(first), read_file(second))
compared.comparison.summary
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from criteria_bank.schema import Unit
from nlp.classifier.repeats import FEWEST_WORDS
from nlp.comparison.alignment import Pair, align, same_sentence
from nlp.comparison.drafts import UNCHANGED, Drafts
from nlp.comparison.evidence import compare_constraints, compare_points
from nlp.comparison.naming import naming
from nlp.comparison.personal_data import compare_personal_data
from nlp.comparison.results import Comparison
from nlp.comparison.steps import compare_steps
from nlp.comparison.summary import Told, summarise
from nlp.comparison.texts import compare_texts, refer_to
from nlp.comparison.whole import compare_checks, compare_depth, compare_flags
from nlp.documents import Document
from nlp.errors import NotComparable
from nlp.judgement.rules import JudgementRules
from nlp.pipeline import Analyser, sentence_texts
from nlp.results import AnalysisResult, FeedbackPolicy

NAMES = ("The first draft", "The second draft")


@dataclass(frozen=True)
class ComparedDrafts:
    """Both results and their comparison."""

    first: AnalysisResult
    second: AnalysisResult
    comparison: Comparison


def compare_documents(
    analyser: Analyser,
    first: Document,
    second: Document,
    *,
    names: tuple[str, str] = NAMES,
    everything: bool = False,
) -> ComparedDrafts:
    """Analyse the first draft, what changed in the second, and compare; raises DocumentEmpty, which ``names`` one.

    Sentences that the second draft kept are not judged again but keep what was made of them in the first: no evidence
    comes or goes through a neighbour. ``everything``: see `compare`.
    """
    with naming(names[0]):
        earlier = analyser.read(first)
    with naming(names[1]):
        sentences = analyser.sentences(second)
    texts = sentence_texts(second, sentences)
    pairs = align(earlier.texts, texts)
    later = analyser.reread(second, sentences, earlier, kept_sentences(pairs, earlier.texts, texts))
    before, after = analyser.judge(earlier), analyser.judge(later)
    comparison = compare(before, after, analyser.unit, pairs, rules=analyser.rules, everything=everything)
    return ComparedDrafts(before, after, comparison)


def kept_sentences(pairs: Sequence[Pair], first: Sequence[str], second: Sequence[str]) -> Mapping[int, int]:
    """For sentences of the second draft that need not be judged again, which sentence of the first each one is.

    Those that are the same or were moved, and further copies of any: a sentence that is said twice is judged once
    (`nlp.classifier.repeats`), short ones excepted, which belong where they stand.
    """
    copies = {same_sentence(text): index for index, text in enumerate(first) if len(text.split()) >= FEWEST_WORDS}
    kept = {index: copies[same_sentence(text)] for index, text in enumerate(second) if same_sentence(text) in copies}
    return kept | {pair.second[0]: pair.first[0] for pair in pairs if pair.kind in UNCHANGED}


def compare(
    first: AnalysisResult,
    second: AnalysisResult,
    unit: Unit,
    alignment: Sequence[Pair],
    *,
    rules: JudgementRules | None = None,
    everything: bool = False,
) -> Comparison:
    """Compare the results of two drafts whose sentences are aligned.

    Where the second result's feedback may only signpost, a learner sees no statuses, and so only text, depth and flags
    are compared; where it is off, the text alone. ``everything``: compare all the same, for an assessor. ``rules``:
    those that the second result was judged by, where kept sentences were not read again for it. Raises NotComparable
    where the results were not made alike.
    """
    if (first.unit, first.analyser) != (second.unit, second.analyser):
        raise NotComparable("These results were made by different versions. Analyse both drafts anew.")
    drafts = Drafts.of(unit, first, second, alignment)
    policy: FeedbackPolicy = "full" if everything else second.feedback.policy
    told = _tell(drafts, policy, rules)
    return Comparison(
        unit=second.unit,
        analyser=second.analyser,
        policy=policy,
        first=refer_to(first),
        second=refer_to(second),
        summary=summarise(drafts, told),
        personal_data=told.personal_data,
        marking_points=tuple(told.points),
        next_steps=tuple(told.steps),
        constraints=tuple(told.constraints),
        flags=tuple(told.flags),
        checks=tuple(told.checks),
        depth=told.depth,
        text=told.text,
    )


def _tell(drafts: Drafts, policy: FeedbackPolicy, rules: JudgementRules | None) -> Told:
    """What may be told."""
    text = compare_texts(drafts)
    if policy == "off":
        return Told(policy, text)
    private = compare_personal_data(drafts)
    depth, constraints = compare_depth(drafts), compare_constraints(drafts)
    flags = compare_flags(drafts, depth, constraints)
    if policy == "signpost":
        return Told(policy, text, private, depth, flags)
    points, checks = compare_points(drafts, rules), compare_checks(drafts)
    steps = compare_steps(drafts, points, checks)
    return Told(policy, text, private, depth, flags, points, constraints, checks, steps)
