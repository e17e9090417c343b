"""The two sentences that a learner reads first: how many marking points have evidence, and how deep it goes."""

from __future__ import annotations

from collections import Counter

from criteria_bank.conditions import Fact
from nlp.feedback.findings import Findings
from nlp.feedback.voice import Voice


def summarise(voice: Voice, findings: Findings) -> str:
    """One sentence about the marking points, and one about depth (none where the policy is ``off``)."""
    counts = Counter(point.status for point in findings.points)
    named: dict[str, Fact] = {
        "points_met": counts["met"],
        "points_partial": counts["partial"],
        "points_not": counts["not"],
    }
    about_points = voice.say("summary", named, points=len(findings.points), **named)
    return about_points if voice.policy == "off" else f"{about_points} {_about_depth(voice, findings)}"


def _about_depth(voice: Voice, findings: Findings) -> str:
    share = round(100 * findings.depth.reflective_share)
    facts: dict[str, Fact] = {
        "depth": findings.depth.label,
        "reflects": share > 0,
        "few_words": findings.words < voice.rules.few_words,
    }
    return voice.say("depth", facts, share=share)
