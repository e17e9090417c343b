"""The check for constraints that apply and are overlooked."""

from __future__ import annotations

from criteria_bank.checks import ConstraintsCheck
from nlp.checks.account import MOST_EVIDENCE, Account, Outcome, listed
from nlp.results import ConstraintFinding, Extent


def check_constraints(check: ConstraintsCheck, account: Account) -> Outcome:
    """Found where every constraint that applies is addressed, missing where none of them is.

    Partly also where a flag says that little is made of them.

    The evidence is what makes the overlooked ones apply, or else where they are addressed.
    """
    watched = [finding for finding in account.constraints if finding.id in check.constraints]
    labels = {constraint.id: constraint.label for constraint in account.unit.constraints}
    addressed = [finding for finding in watched if finding.status == "addressed"]
    overlooked = [finding for finding in watched if finding.status == "overlooked"]
    fills: dict[str, str | int] = {
        "addressed": listed(labels[finding.id] for finding in addressed),
        "overlooked": listed(labels[finding.id] for finding in overlooked),
    }
    if not addressed and not overlooked:
        return Outcome("not_applicable", "not_applicable", fills)
    if not overlooked:
        places = _addressing(addressed)
        raised = _is_raised(check, account)
        return Outcome("partly", "thin", fills, places) if raised else Outcome("found", "found", fills, places)
    causes = tuple(dict.fromkeys(cause for finding in overlooked for cause in finding.because))[:MOST_EVIDENCE]
    return Outcome("partly", "partly", fills, causes) if addressed else Outcome("missing", "missing", fills, causes)


def _is_raised(check: ConstraintsCheck, account: Account) -> bool:
    raised = {flag.id for flag in account.flags}
    flags = (flag for flag in account.unit.flags if flag.id in raised)
    return any(not set(check.constraints).isdisjoint(flag.constraints_overlooked) for flag in flags)


def _addressing(findings: list[ConstraintFinding]) -> tuple[Extent, ...]:
    best = (finding.evidence[0] for finding in findings if finding.evidence)
    places = dict.fromkeys(Extent(start=item.start, end=item.end) for item in best)
    return tuple(places)[:MOST_EVIDENCE]
