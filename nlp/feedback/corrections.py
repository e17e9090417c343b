"""What to look at again: the flags that were raised, with the sentences that show them and what would put it right."""

from __future__ import annotations

from typing import get_args

from criteria_bank.schema import Flag, Unit
from nlp.feedback.findings import Findings
from nlp.feedback.voice import Voice
from nlp.results import Correction, FlagFinding, Severity

_GRAVEST_FIRST = get_args(Severity)


def find_corrections(voice: Voice, findings: Findings) -> tuple[Correction, ...]:
    """The unit's number of corrections at most, one for each flag, gravest first."""
    flags = sorted(findings.flags, key=lambda finding: _GRAVEST_FIRST.index(finding.severity))
    return tuple(_correct(voice, finding) for finding in flags[: voice.rules.most_corrections])


def corrections_of(unit: Unit, flag: Flag, level: int) -> dict[str, str]:
    """What the unit says would put a flag right, by the id of the common mistake or misconception that says it."""
    mistakes = {one.id: one.correction for one in unit.common_mistakes if one.flag == flag.id}
    return mistakes | {one.id: one.advice_for(level) for one in unit.misconceptions if one.flag == flag.id}


def _correct(voice: Voice, finding: FlagFinding) -> Correction:
    flag = next(flag for flag in voice.unit.flags if flag.id == finding.id)
    known = corrections_of(voice.unit, flag, voice.level)
    return Correction(
        flag=flag.id,
        severity=finding.severity,
        text=finding.message,
        question=flag.question_for(voice.level),
        correction=flag.correction or next(iter(known.values()), None),
        cites=tuple(known),
        evidence=finding.evidence,
    )
