from __future__ import annotations

import pytest

from nlp.language.english import english_share


@pytest.mark.parametrize(
    "text",
    [
        "I rang her back on the Thursday because she had waited two days and was cross with us.",
        "He phone me every Saturday and shout, he say always same, napkins are short.",
        "Rang her, said sorry, said it was me. She was ok about it after.",
    ],
)
def test_english_of_every_kind_is_told_from(text: str) -> None:
    assert english_share(text) > 0.35


@pytest.mark.parametrize(
    "text",
    [
        "J'ai rappelé la cliente le jeudi parce qu'elle attendait depuis deux jours sans rien entendre.",
        "Ich habe die Kundin am Donnerstag zurückgerufen, weil sie so lange nichts von uns gehört hatte.",
        "Oddzwoniłam do klientki w czwartek, bo czekała dwa dni bez żadnej wiadomości od nas.",
        "",
    ],
)
def test_other_languages(text: str) -> None:
    assert english_share(text) < 0.2
