"""Compose feedback from findings: every sentence comes from the unit; only the learner's own words are filled in."""

from __future__ import annotations

from criteria_bank.schema import Qualification, Unit
from nlp.feedback.cautions import find_cautions
from nlp.feedback.corrections import find_corrections
from nlp.feedback.findings import Findings
from nlp.feedback.next_steps import find_next_steps, general_steps
from nlp.feedback.strengths import find_strengths
from nlp.feedback.summary import summarise
from nlp.feedback.voice import Voice
from nlp.results import Feedback


def compose(unit: Unit, qualification: Qualification, findings: Findings) -> Feedback:
    """A summary, strengths, next steps, corrections and cautions. The same findings always make the same feedback.

    Where the qualification's policy is ``signpost`` nothing is said of single marking points; where it is ``off``
    nothing is said of the account at all.
    """
    voice = Voice(unit, qualification)
    is_full, is_off = voice.policy == "full", voice.policy == "off"
    steps = find_next_steps(voice, findings) if is_full else general_steps(voice)
    return Feedback(
        qualification=qualification.id,
        level=qualification.level,
        policy=qualification.feedback,
        summary=summarise(voice, findings),
        strengths=find_strengths(voice, findings) if is_full else (),
        next_steps=() if is_off else steps,
        corrections=() if is_off else find_corrections(voice, findings),
        cautions=find_cautions(voice, findings),
    )
