"""Where there is no room to mark every sentence with personal data, those that surely identify somebody are marked."""

from __future__ import annotations

from nlp.annotation.observations import observations
from nlp.pipeline import fake_analyser
from nlp.readers import read_text


def test_a_full_name_is_marked_before_titles_with_surnames() -> None:
    analyser = fake_analyser()
    most = analyser.unit.annotation.most_personal_data
    surnames = ("Garstang", "Okafor", "Patel", "Ollerby", "Qorri", "Blamire", "Tattersall", "Featherby", "Iqbal")[
        : most + 1
    ]
    titled = " ".join(f"I rang Mrs {surname}." for surname in surnames)
    result = analyser.analyse(read_text(f"{titled} I rang Beatrice Thistlewood."))

    first = next(iter(observations(result, analyser.unit)))

    assert first.place is not None
    assert result.text.content[first.place.start : first.place.end] == "Beatrice Thistlewood"
