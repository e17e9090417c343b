"""Texts that share something, and an index of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit
from nlp.overlap.index import Overlaps

AMIRA = (
    "On Thursday a man brought back a heater that hummed. I asked him when it hummed, and he said only at "
    "night, when the "
    "rest of the house was quiet. I had not thought of that. I wrote it on the form and rang the maker while he "
    "waited.\n\n"
    "What I took from it is that people tell you what is wrong last, so I leave a pause before I reach for the form."
)
COPIED = (
    "I asked him when it hummed, and he said only at night, when the rest of the house was quiet. "
    "I had not thought of that."
)
BEN = f"We sell fans and lamps on the second floor. {COPIED} Since then each of us writes the hour down as well."
OTHER = (
    "My round goes from the quay up to the church. Mrs Lowe wants her milk in the porch, where the cat cannot "
    "get at it, and "
    "I put it there and knock twice so that she knows. She told her niece, who now takes two pints and the eggs."
)


@pytest.fixture(scope="session")
def unit() -> Unit:
    return load_unit(default_unit_id()).unit


@pytest.fixture
def index_of() -> Callable[..., Overlaps]:
    def make(**texts: str) -> Overlaps:
        index = Overlaps()
        for name, text in texts.items():
            index.add(name, text)
        return index

    return make
