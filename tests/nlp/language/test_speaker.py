"""Transcripts are written one sentence a line, the assessor's after ``>``; a blank line begins a new paragraph."""

from __future__ import annotations

import pytest
from spacy.language import Language

from nlp.documents import Document
from nlp.language.pipeline import read_sentences
from nlp.language.speaker import speakers


def check(transcript: str) -> None:
    sentences: list[str] = []
    paragraphs: list[int] = []
    expected: list[str] = []
    for number, paragraph in enumerate(transcript.strip().split("\n\n")):
        for line in paragraph.splitlines():
            sentences.append(line.strip().removeprefix(">").strip())
            paragraphs.append(number)
            expected.append("assessor" if line.strip().startswith(">") else "learner")
    assert speakers(sentences, paragraphs) == expected


TRANSCRIPTS = {
    "both labelled, a paragraph a turn": """
        > Assessor: Tell me about the garage.

        Learner: We do tyres and exhausts.
        Mostly vans.

        > Assessor: Right, vans.
        > And who drives them?

        Learner: Who doesn't?
        Couriers, mainly.""",
    "both labelled, in one paragraph": """
        > Interviewer: What went wrong?
        Candidate: The lift stuck.
        Is that enough?
        > Interviewer: Go on.
        Candidate: I rang the engineer.""",
    "question and answer": """
        > Q. Who did you ring?

        A. The engineer.

        > Q. And then?

        A. Nobody.""",
    "numbered questions": """
        > Q1: Who are your customers?

        A1: Couriers.

        > Q2: How do you keep them?

        A2: I ring them.""",
    "only the assessor labelled": """
        > Assessor: Describe one customer.
        A courier called Len, in every Friday.
        He never says much.
        > Assessor: That helps.
        > How did you get him talking?
        I asked about his dog.
        The dog?
        He lit up.""",
    "only the assessor labelled, two questions": """
        > Assessor: What did you do?
        > And how did you know that it helped?
        He came back.""",
    "initials and a role in brackets": """
        > KD (assessor): Who are they?

        TP (learner): Couriers.

        > KD: Do you know their names?

        TP: All of them.""",
    "initials without roles": """
        > KD: Who comes in?

        TP: Couriers.

        > KD: What do you ask them?

        TP: How the van is.""",
    "assessor as A, learner as L": """
        > A: What do you do?
        L: Tyres.
        > A: Who for?
        L: Couriers.""",
    "a name for the learner": """
        > Assessor: Who comes in?

        Len: Couriers.

        > Assessor: And what do they want?

        Len: To be gone by ten.""",
    "me": """
        > Interviewer: Who comes in?

        Me: Couriers.""",
    "a label on a line of its own": """
        > Assessor:

        > What did you do?

        Learner:

        I rang him.""",
    "times and bold labels": """
        > [00:12] **Assessor:** What did you do?

        [00:20] **Learner:** I rang him.""",
    "a dash after a role": """
        > Assessor \N{EN DASH} what did you do?

        Learner \N{EN DASH} I rang him.""",
    "a table": """
        > Assessor\tWhat did you do?

        Learner\tI rang him.""",
    "no labels, questions on their own": """
        > What do you do at the garage?

        I fit tyres.

        > How do you look after your regulars?

        I ring them.""",
    "questions of a learner": """
        What would you do with a man who shouts?
        I gave him a chair.

        Why did it work?
        Because nobody had.""",
    "one rhetorical question on its own": """
        How would you feel?

        He had waited since eight.""",
    "a customer's questions in an account": """
        I was on the desk.

        A man came in.
        "Where is my van?" he said.

        Customer: Where is it?
        Me: It is on the ramp.
        Customer: When can I have it?
        Me: By four.""",
    "labels that are no speakers": """
        Monday: busy.
        Target: ninety calls.
        Result: can you believe it?
        Q3: ninety-four calls.
        Customer A: a courier.""",
}


@pytest.mark.parametrize("transcript", TRANSCRIPTS.values(), ids=TRANSCRIPTS.keys())
def test_who_speaks(transcript: str) -> None:
    check(transcript)


def test_an_unlabelled_paragraph_after_the_discussion_is_the_learners() -> None:
    check("""
        > Assessor: What did you do?

        Learner: I rang him.

        > Assessor: Anything else?

        Looking back, I would ring sooner.""")


def test_no_sentences() -> None:
    assert speakers([], []) == []


def test_the_pipeline_tags_the_sentences_it_finds(language: Language) -> None:
    document = Document.from_paragraphs(["Assessor: Who rang? Me, I did.", "Assessor: Would you ring again? I would."])
    found = [(document.text[s.span.start : s.span.end], s.speaker) for s in read_sentences(language, document)]
    assert found == [
        ("Assessor: Who rang?", "assessor"),
        ("Me, I did.", "learner"),
        ("Assessor: Would you ring again?", "assessor"),
        ("I would.", "learner"),
    ]
