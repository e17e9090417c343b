"""From a result to what the queue goes by. Nothing of it is anybody's words."""

from __future__ import annotations

from criteria_bank.schema import Unit
from nlp.classifier.repeats import same_words
from nlp.language.english import english_share
from nlp.results import AnalysisResult, MarkingPointFinding, Sentence, Text
from service.triage.signals import FlagSignal, PointSignal, Signals


def signals_of(result: AnalysisResult, unit: Unit) -> Signals:
    """The signals of ``result``; ``unit`` is the one that it was made with. To be stored as ``model_dump()``."""
    told = _told(result, unit)
    sentences = result.text.sentences
    evidence = {
        (item.start, item.end)
        for point in result.marking_points
        for element in point.elements
        if element.status == "evidenced"
        for item in element.evidence
    }
    return Signals(
        points=tuple(map(_point, result.marking_points)),
        words=result.text.words,
        sentences=len(sentences),
        evidence_share=_share(sum((one.start, one.end) in evidence for one in told), len(told)),
        content_share=_share(len(told), len(sentences)),
        repeated_share=_share(_repeated(result.text), len(sentences)),
        english_share=round(english_share(result.text.content), 4),
        depth=result.depth.label,
        reflective_share=result.depth.reflective_share,
        flags=tuple(FlagSignal(id=flag.id, severity=flag.severity) for flag in result.flags),
        hints=_hints(result, unit),
        personal_data=sum(item.certainty == "strong" for item in result.personal_data),
        personal_data_weak=sum(item.certainty == "weak" for item in result.personal_data),
        overlap_share=max((overlap.share for overlap in result.overlaps), default=0.0),
    )


def _point(finding: MarkingPointFinding) -> PointSignal:
    shares = finding.probabilities
    return PointSignal(
        id=finding.id, status=finding.status, met=shares["met"], partial=shares["partial"], not_met=shares["not"]
    )


def _told(result: AnalysisResult, unit: Unit) -> list[Sentence]:
    """The sentences with content of their own."""
    without = {stage.id for stage in unit.stages if not stage.content}
    return [sentence for sentence in result.text.sentences if sentence.stage.label not in without]


def _repeated(text: Text) -> int:
    said = [same_words(text.content[sentence.start : sentence.end]) for sentence in text.sentences]
    return len(said) - len(set(said))


def _hints(result: AnalysisResult, unit: Unit) -> tuple[str, ...]:
    """The conditions behind the hints: what a unit calls a hint is its own affair."""
    if unit.quality is None:
        return ()
    conditions = {hint.id: hint.when for hint in unit.quality.hints}
    return tuple(dict.fromkeys(conditions[hint.id] for hint in result.quality))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
