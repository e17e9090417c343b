"""What to look at again: the flags that were raised, with the sentences that show them and what would put it right."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import get_args

from criteria_bank.schema import Flag, Unit
from nlp.feedback.findings import Findings
from nlp.feedback.voice import Voice
from nlp.results import Correction, FlagFinding, Severity

_GRAVEST_FIRST = get_args(Severity)


def find_corrections(voice: Voice, findings: Findings) -> tuple[Correction, ...]:
    """The unit's number of corrections at most: personal data first, then one for each flag, gravest first.

    Of equally grave ones the depth comes first, then those that a sentence shows, the surest first.
    """
    about_depth = {flag.id for flag in voice.unit.flags if flag.depth is not None}
    flags = sorted(findings.flags, key=lambda finding: _order(finding, about_depth))
    found = [*_about_personal_data(voice, findings), *(_correct(voice, finding) for finding in flags)]
    return tuple(found[: voice.rules.most_corrections])


def corrections_of(unit: Unit, flag: Flag, level: int) -> dict[str, str]:
    """What the unit says would put a flag right, by the id of the common mistake or misconception that says it."""
    mistakes = {one.id: one.correction for one in unit.common_mistakes if one.flag == flag.id}
    return mistakes | {one.id: one.advice_for(level) for one in unit.misconceptions if one.flag == flag.id}


def _order(finding: FlagFinding, about_depth: Container[str]) -> tuple[int, bool, float]:
    surest = max((item.probability for item in finding.evidence), default=0.0)
    return _GRAVEST_FIRST.index(finding.severity), finding.id not in about_depth, -surest


def _about_personal_data(voice: Voice, findings: Findings) -> Iterator[Correction]:
    words = voice.rules.personal_data
    kinds = dict.fromkeys(item.kind for item in findings.personal_data if item.certainty == "strong")
    if words and kinds:
        named = [words.kinds.get(kind, kind.replace("_", " ")) for kind in kinds]
        yield Correction(
            flag=None,
            severity="must_fix",
            text=words.text.format(kinds=", ".join(named)),
            question=words.question,
            correction=words.correction,
            cites=(),
            evidence=(),
        )


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
