"""From a result to comments: one at the top, and one beside each sentence that there is something to say about."""

from __future__ import annotations

from dataclasses import dataclass, field

from criteria_bank.schema import Unit
from nlp.annotation.observations import Observation, joined, observations, sentence_at
from nlp.results import AnalysisResult, Extent
from nlp.writers import Comment


@dataclass
class _Margin:
    """What is said beside one sentence."""

    sentence: Extent
    said: list[Observation] = field(default_factory=list)

    def comment(self) -> Comment:
        """One comment: on the sentence, or, where that is all, on the words that identify somebody."""
        (only, *others) = self.said
        place = only.place if not others and only.place else self.sentence
        ordered = sorted(self.said, key=lambda observation: observation.rank)
        return Comment(start=place.start, end=place.end, text=joined(observation.text for observation in ordered))


def comments(result: AnalysisResult, unit: Unit) -> tuple[Comment, ...]:
    """Comments in the order of the text: what counts as evidence, what to ask oneself, what to look at again.

    The unit's section ``annotation`` says how they are put, and how many there may be; the most important ones are
    kept. None holds the learner's words, nor a number that could be taken for a mark.
    """
    margins: dict[int, _Margin] = {}
    general: list[str] = []
    for observation in observations(result, unit):
        if not observation.text:
            continue
        if observation.place is None:
            general.append(observation.text)
        else:
            _place(margins, observation, result, unit)
    beside = [margins[start].comment() for start in sorted(margins)]
    top = _top(result, unit, general)
    return tuple([top, *beside] if top.text else beside)


def _place(margins: dict[int, _Margin], observation: Observation, result: AnalysisResult, unit: Unit) -> None:
    """Beside its sentence, as long as there is room for one more."""
    if observation.place is None:
        return
    sentence = sentence_at(result, observation.place)
    margin = margins.get(sentence.start)
    if margin is None and len(margins) < unit.annotation.most:
        margin = margins[sentence.start] = _Margin(sentence)
    if margin is not None and len(margin.said) < unit.annotation.most_together:
        margin.said.append(observation)


def _top(result: AnalysisResult, unit: Unit, general: list[str]) -> Comment:
    templates, feedback = unit.annotation, result.feedback
    kept = list(dict.fromkeys(general))[: templates.most_general]
    lines = [
        templates.opening.format(summary=feedback.summary),
        templates.general if kept else "",
        *kept,
        templates.how_to_read,
        *(templates.caution.format(caution=caution) for caution in feedback.cautions),
        templates.people_decide,
    ]
    first = result.text.paragraphs[0]
    return Comment(start=first.start, end=first.end, text=joined(line.strip() for line in lines))
