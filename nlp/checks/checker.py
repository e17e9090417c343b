"""Runs every check of a unit over an account."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from criteria_bank.checks import (
    Check,
    CheckEntry,
    ConstraintsCheck,
    DepthCheck,
    EntriesCheck,
    MistakeCheck,
    PartsCheck,
    ReferencesCheck,
    TermsCheck,
)
from criteria_bank.schema import Unit
from nlp.checks.account import Account, Outcome
from nlp.checks.depth import check_depth
from nlp.checks.entries import check_entries
from nlp.checks.limits import check_constraints
from nlp.checks.mistakes import check_mistake
from nlp.checks.own_words import MOST, OwnWordsReader, phrase_lists
from nlp.checks.parts import check_parts
from nlp.checks.references import check_references
from nlp.checks.terms import check_terms
from nlp.judgement.flags import Whole
from nlp.judgement.rules import JudgementRules
from nlp.results import CheckFinding, CheckKind, Depth, FlagFinding


class Checker:
    """Holds what the checks of a unit need for every account; safe to share between threads.

    ``most``: how much is kept of sentences read before (`nlp.checks.own_words`).
    """

    def __init__(self, unit: Unit, most: int = MOST) -> None:
        self._unit = unit
        self._reader = OwnWordsReader(unit, phrase_lists(unit.checks), most)
        self._tips = {tip.id for tip in unit.guidance}

    def check(
        self, whole: Whole, depth: Depth, flags: tuple[FlagFinding, ...], rules: JudgementRules
    ) -> tuple[CheckFinding, ...]:
        """One finding for each check of the unit, in its order."""
        if not self._unit.checks:
            return ()
        seen = whole.observations
        account = Account(
            unit=self._unit,
            text=whole.text,
            observations=seen,
            rules=rules,
            own=self._reader.read(whole.text, seen.sentences),
            depth=depth,
            constraints=whole.constraints,
            flags=flags,
        )
        return tuple(self._finding(check, run(check, account)) for check in self._unit.checks)

    def _finding(self, check: Check, outcome: Outcome) -> CheckFinding:
        template: str = getattr(check.messages, outcome.message)
        kind: CheckKind = "advice" if self._tips.issuperset(check.cites) else "mistake"
        return CheckFinding(
            id=check.id,
            kind=kind,
            status=outcome.status,
            message=template.format(**outcome.fills),
            cites=check.cites,
            evidence=outcome.evidence,
        )


def run(check: Check, account: Account) -> Outcome:
    """What one check finds."""
    return DETECTORS[type(check)](check, account)


DETECTORS: Mapping[type[CheckEntry], Callable[[Any, Account], Outcome]] = {
    PartsCheck: check_parts,
    TermsCheck: check_terms,
    EntriesCheck: check_entries,
    ReferencesCheck: check_references,
    DepthCheck: check_depth,
    ConstraintsCheck: check_constraints,
    MistakeCheck: check_mistake,
}
