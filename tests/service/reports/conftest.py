"""Results to report on: of an instant model that means nothing, with findings put in where a test needs them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from criteria_bank.schema import Unit
from nlp.pipeline import Analyser, fake_analyser
from nlp.readers import read_text
from nlp.results import (
    AnalysisResult,
    CheckFinding,
    Correction,
    ElementFinding,
    Evidence,
    Extent,
    Feedback,
    FlagFinding,
    MarkingPointFinding,
    NextStep,
    Overlap,
    PersonalData,
    QualityHint,
    Strength,
)
from service.reports.view import ReportView, view_of

ACCOUNT = """On Monday Małgorzata Price rang about the mower. She sounded tired, so I asked what would help her most.

I offered to collect it myself, because a second trip was the last thing she needed. It worked, and she rang again \
in May.

Next time I would write the call down at once.
"""
Find = Callable[[AnalysisResult, str], Evidence]


@pytest.fixture(scope="session")
def analyser() -> Analyser:
    return fake_analyser()


@pytest.fixture(scope="session")
def unit(analyser: Analyser) -> Unit:
    return analyser.unit


@pytest.fixture(scope="session")
def result(analyser: Analyser) -> AnalysisResult:
    """A result in which every part of a report has something to say."""
    return full_result(analyser)


@pytest.fixture(scope="session")
def view(result: AnalysisResult, unit: Unit) -> ReportView:
    return view_of(result, unit, "account.docx")


@pytest.fixture(scope="session")
def assessors_view(result: AnalysisResult, unit: Unit) -> ReportView:
    return view_of(result, unit, "account.docx", "assessor")


def place(result: AnalysisResult, words: str, probability: float = 0.9) -> Evidence:
    """Where the account says these words."""
    start = result.text.content.index(words)
    return Evidence(start=start, end=start + len(words), probability=probability)


def full_result(analyser: Analyser, text: str = ACCOUNT) -> AnalysisResult:
    """The result on ``text``, by default `ACCOUNT`, with a finding of every kind."""
    result = analyser.analyse(read_text(text))
    asked, offered, worked = (
        place(result, words)
        for words in (
            "She sounded tired, so I asked what would help her most.",
            "I offered to collect it myself, because a second trip was the last thing she needed.",
            "It worked, and she rang again in May.",
        )
    )
    name, later = place(result, "Małgorzata Price"), place(result, "Next time I would write the call down at once.")
    return result.model_copy(
        update={
            "marking_points": tuple(_point(point, asked, worked) for point in result.marking_points),
            "checks": (
                CheckFinding(
                    id="dated_entries",
                    kind="advice",
                    status="missing",
                    message="Add a date.",
                    cites=("TIP3",),
                    evidence=(worked,),
                ),
                CheckFinding(
                    id="model_applied",
                    kind="advice",
                    status="found",
                    message="A model is used.",
                    cites=("TIP1",),
                    evidence=(asked,),
                ),
                CheckFinding(
                    id="scoping_tool",
                    kind="advice",
                    status="not_applicable",
                    message="Not told.",
                    cites=(),
                    evidence=(),
                ),
            ),
            "flags": (
                FlagFinding(id="overpromise", severity="should_fix", message="A promise.", evidence=(offered,)),
                FlagFinding(id="undocumented", severity="note", message="Not written down.", evidence=(later,)),
            ),
            "quality": (QualityHint(id="we", quality="authentic", message="Say who did it.", evidence=(offered,)),),
            "overlaps": (Overlap(source="another-learner.docx", share=0.4, passages=(offered,)),),
            "personal_data": (PersonalData(start=name.start, end=name.end, kind="full_name"),),
            "feedback": _feedback(result.feedback, asked, offered, worked),
        }
    )


def _point(point: MarkingPointFinding, asked: Evidence, worked: Evidence) -> MarkingPointFinding:
    first, second, *others = point.elements
    elements = (
        ElementFinding(id=first.id, status="evidenced", evidence=(asked, worked)),
        ElementFinding(id=second.id, status="weak", evidence=(worked,)),
        *(ElementFinding(id=other.id, status="missing", evidence=()) for other in others),
    )
    status = {"MP1": "met", "MP2": "not"}.get(point.id, "partial")
    return point.model_copy(
        update={"status": status, "elements": elements, "missing": tuple(other.id for other in others)}
    )


def _feedback(feedback: Feedback, asked: Extent, offered: Evidence, worked: Evidence) -> Feedback:
    step = NextStep(
        text="Say more about how it worked.",
        question="What did it change between you?",
        marking_point="MP3",
        element="3.effectiveness",
        guidance="TIP8",
        tip="Look back at what you did.",
        evidence=(worked,),
    )
    correction = Correction(
        flag="overpromise",
        severity="should_fix",
        text="A promise that may not be yours to keep.",
        question="What could you be sure of?",
        correction="Promise what is in your hands.",
        cites=("CM8",),
        evidence=(offered,),
    )
    return feedback.model_copy(
        update={
            "policy": "full",
            "summary": "Your account has some evidence.",
            "strengths": (Strength(text="You asked before you offered.", quote=None, evidence=(_evidence(asked),)),),
            "next_steps": (step, step.model_copy(update={"evidence": (), "tip": None, "marking_point": None})),
            "corrections": (correction,),
            "cautions": ("The program is not sure about point 2.",),
        }
    )


def _evidence(extent: Extent) -> Evidence:
    return Evidence(start=extent.start, end=extent.end, probability=0.9)


def without_findings(result: AnalysisResult) -> AnalysisResult:
    """The result of a program that notices nothing."""
    silent = {"strengths": (), "next_steps": (), "corrections": ()}
    nothing = dict.fromkeys(("marking_points", "constraints", "flags", "checks", "quality", "personal_data"), ())
    return result.model_copy(update={**nothing, "feedback": result.feedback.model_copy(update=silent)})


def without_verdicts(result: AnalysisResult) -> AnalysisResult:
    """The result as it is where the feedback policy is ``signpost``."""
    return result.model_copy(
        update={
            "marking_points": (),
            "text": result.text.model_copy(
                update={
                    "sentences": tuple(
                        sentence.model_copy(update={"elements": ()}) for sentence in result.text.sentences
                    )
                }
            ),
            "feedback": result.feedback.model_copy(update={"policy": "signpost", "next_steps": ()}),
        }
    )
