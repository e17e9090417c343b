"""What everyone is said to say."""

from __future__ import annotations

import pytest

from tests.nlp.quality.conftest import Judge


@pytest.mark.parametrize(
    "text",
    [
        "Everyone says I am good with people.",
        "Customers always say how clean it is.",
        "People tell me I am their favourite.",
        "Everyone say I do good job here.",
        "My colleagues all agree that I am patient.",
    ],
)
def test_what_many_are_said_to_say_is_asked_after(judge: Judge, text: str) -> None:
    assert judge(text)["everyone_says"].places == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "Mrs Kaur says I am good with people.",
        "Two customers said it was clean.",
        "If customers say it hurts, we stop.",
        "Everyone should say what they think.",
        "On the first visit everyone says “oh, anything, dear”.",
        "Customers never say that.",
        "What customers say goes into the book.",
        "Do people say thank you?",
    ],
)
def test_what_somebody_said_is_not(judge: Judge, text: str) -> None:
    assert "everyone_says" not in judge(text).ids
