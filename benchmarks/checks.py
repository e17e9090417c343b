"""How often the checks agree with what people labelled: ``python benchmarks/checks.py``.

Every account of the training corpus is judged from scores, calibration and rules that never saw its sector or file.
The labels say nothing about checks; each row of the table holds a check against the labels that come nearest to it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from criteria_bank.loader import LoadedUnit, default_unit_id, load_unit
from nlp.corpus.accounts import Account
from nlp.corpus.reader import read_corpus
from nlp.language.grammar import grammar_of
from nlp.language.pipeline import build_language
from nlp.language.sentences import Sentence
from nlp.language.speaker import speakers
from nlp.results import AnalysisResult, CheckStatus
from nlp.training.cross_validate import SCORES, load_out_of_fold
from nlp.training.replay import held_out_analysers
from nlp.training.settings import TrainingSettings

MODELS = Path(__file__).parents[1] / "models"


@dataclass(frozen=True)
class Claim:
    """A check's status, and what labels must hold where it is said."""

    check: str
    says: tuple[CheckStatus, ...]
    labels: str
    holds: Callable[[Account], bool]


def _carries(account: Account, *labels: str) -> bool:
    return any(not sentence.labels.isdisjoint(labels) for sentence in account.sentences)


def _of_stage(account: Account, stage: str) -> bool:
    return any(sentence.stage == stage for sentence in account.sentences)


def _flagged(*flags: str) -> Callable[[Account], bool]:
    return lambda account: not set(account.flags).isdisjoint(flags)


def _shows(mistake: str) -> Callable[[Account], bool]:
    return lambda account: _carries(account, mistake)


SEEN: tuple[CheckStatus, ...] = ("partly", "missing")
MISTAKES = {
    "one_off_service": "transactional",
    "one_measure": "single_metric",
    "same_for_all": "uniform",
    "not_written_down": "undocumented",
    "promises": "overpromise",
    "politeness_only": "politeness",
    "complaints_as_bad": "complaints_negative",
    "box_ticking": "tick_box",
}
CLAIMS = (
    Claim("model_applied", ("found",), "1.theory", lambda account: _carries(account, "1.theory")),
    Claim("dated_entries", ("found",), "the form is a log", lambda account: account.form == "log"),
    Claim("before_and_after", ("found",), "4.impact", lambda account: _carries(account, "4.impact")),
    Claim(
        "smart_plan",
        ("found", "partly"),
        "4.plan, 7.goals or 8.improvements",
        lambda account: _carries(account, "4.plan", "7.goals", "8.improvements"),
    ),
    Claim(
        "cycle",
        ("found",),
        "an element of planning, of doing and of reviewing",
        lambda account: (
            _carries(
                account, "2.opportunities", "2.prioritisation", "2.alignment", "7.goals", "7.tailored", "7.complex"
            )
            and _carries(account, "3.technique", "3.interaction", "6.listening", "6.questioning")
            and _carries(account, "4.mechanism", "4.strength", "4.impact", "8.feedback", "8.kpi")
        ),
    ),
    Claim(
        "legislation",
        ("found", "partly"),
        "data_protection, regulation or policy",
        lambda account: _carries(account, "data_protection", "regulation", "policy"),
    ),
    Claim(
        "real_examples",
        ("found",),
        "3.interaction, an element of doing, and one of outcome",
        lambda account: (
            _carries(account, "3.interaction")
            and _carries(account, "3.technique", "5.empathy", "5.communication", "6.listening", "6.questioning")
            and _carries(account, "3.effectiveness", "4.strength", "4.impact", "5.trust")
        ),
    ),
    Claim(
        "why_learned_next",
        ("found",),
        "sentences of analysis, conclusion and action plan",
        lambda account: all(_of_stage(account, stage) for stage in ("analysis", "conclusion", "action_plan")),
    ),
    Claim("descriptive", ("missing",), "depth: descriptive", lambda account: account.depth == "descriptive"),
    Claim(
        "constraints_overlooked",
        SEEN,
        "the flag constraints or data_protection",
        _flagged("constraints", "data_protection"),
    ),
    *(Claim(check, SEEN, f"the flag {mistake}", _flagged(mistake)) for check, mistake in MISTAKES.items()),
    *(Claim(check, SEEN, f"a sentence of {mistake}", _shows(mistake)) for check, mistake in MISTAKES.items()),
)


def judged(unit: LoadedUnit) -> Iterator[tuple[Account, AnalysisResult]]:
    """Every account of the corpus with the result of an analyser that never saw it."""
    accounts = read_corpus(MODELS / "corpus", unit.unit)
    scores = load_out_of_fold(MODELS / "cross_validation" / SCORES, accounts)
    for analyser, own in held_out_analysers(unit, accounts, scores, TrainingSettings().rules_inbox_weight):
        for account in own:
            yield account, analyser.analyse_sentences(account.document(), sentences_of(account))


def sentences_of(account: Account) -> tuple[Sentence, ...]:
    """The labelled sentences, with their speakers and grammar as the program reads them."""
    texts = [sentence.text for sentence in account.sentences]
    paragraphs = account.sentence_paragraphs
    made = []
    for span, paragraph, text, speaker in zip(
        account.sentence_spans(), paragraphs, texts, speakers(texts, paragraphs), strict=True
    ):
        tokens = list(_LANGUAGE.tokenizer(text))
        grammar = grammar_of([token.text for token in tokens], [bool(token.whitespace_) for token in tokens])
        made.append(Sentence(span, paragraph, speaker, grammar))
    return tuple(made)


def main() -> None:
    """Print how often each status is said, and how far the claims hold."""
    results = list(judged(load_unit(default_unit_id())))
    print(f"{len(results)} accounts, each judged by a model that never saw its sector or file\n")
    print("| check | found | partly | missing | not applicable |\n| --- | --- | --- | --- | --- |")
    for number, finding in enumerate(results[0][1].checks):
        said = Counter(result.checks[number].status for _, result in results)
        shares = (said[status] / len(results) for status in ("found", "partly", "missing", "not_applicable"))
        print(f"| {finding.id} | " + " | ".join(f"{share:.0%}" for share in shares) + " |")
    print("\n| check says | people labelled | precision | recall | n | precision, inbox | recall, inbox | n, inbox |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for claim in CLAIMS:
        print(_row(claim, results))


def _row(claim: Claim, results: list[tuple[Account, AnalysisResult]]) -> str:
    inbox = [(account, result) for account, result in results if account.kind == "inbox"]
    cells = " | ".join(_precision_and_recall(claim, some) for some in (results, inbox))
    return f"| {claim.check}: {' or '.join(claim.says)} | {claim.labels} | {cells} |"


def _precision_and_recall(claim: Claim, results: list[tuple[Account, AnalysisResult]]) -> str:
    pairs = [
        (finding.status in claim.says, claim.holds(account))
        for account, result in results
        for finding in result.checks
        if finding.id == claim.check
    ]
    right = sum(said and holds for said, holds in pairs)
    said, holds = sum(said for said, _ in pairs), sum(holds for _, holds in pairs)
    return f"{_share(right, said)} | {_share(right, holds)} | {holds}"


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.2f}" if whole else "–"


_LANGUAGE = build_language()

if __name__ == "__main__":
    main()
