"""What the program is not sure of, and that a person decides."""

from __future__ import annotations

from criteria_bank.conditions import Fact
from nlp.feedback.findings import Findings
from nlp.feedback.voice import Voice
from nlp.language.english import english_share


def find_cautions(voice: Voice, findings: Findings) -> tuple[str, ...]:
    """Every caution of the unit that applies, in its order."""
    labels = {point.id: point.label for point in voice.unit.marking_points}
    unsure = [
        labels[point.id] for point in findings.points if max(point.probabilities.values()) < voice.rules.unsure_below
    ]
    facts: dict[str, Fact] = {
        "matching": findings.matching,
        "points_unsure": len(unsure),
        "few_words": findings.words < voice.rules.few_words,
        "english": english_share(findings.text) >= voice.rules.least_english,
    }
    return voice.say_all("caution", facts, labels="; ".join(unsure), words=findings.words)
