"""What the tests of the corpus share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from criteria_bank.loader import default_unit_id, load_unit
from criteria_bank.schema import Unit

WELL_FORMED = """\
# Garden centres. Invented.

@ garden-01 | sector=garden centres | level=3 | form=log
= MP1:partial MP2:not MP3:met MP4:not MP5:partial MP6:partial MP7:not MP8:not
= depth:descriptive | flags:descriptive,politeness | personal_data:Orla Fenwick;07700 900 555
I look after the returns desk at a garden centre. || description
Orla Fenwick (07700 900 555) frowned, so I asked about water. || description ; 3.interaction 6.cues 6.questioning

A smile is all a regular needs. || evaluation ; ; ; politeness

@ garden-02 | sector=garden centres | level=4 | form=account
= MP1:not MP2:not MP3:not MP4:not MP5:not MP6:not MP7:not MP8:not
= depth:mixed | flags:none | personal_data:none
We shred delivery slips monthly, as the data rules ask. || description ; 2.constraints ; data_protection records
"""


@pytest.fixture(scope="session")
def unit() -> Unit:
    return load_unit(default_unit_id()).unit


@pytest.fixture
def well_formed() -> str:
    return WELL_FORMED


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str, name: str = "garden.acc") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode())
        return path

    return write
