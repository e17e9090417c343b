"""The workbook of an audit holds every figure, numbers as numbers, and opens in a spreadsheet program."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pydantic import Field

from service.audit_workbook.workbook import ABOUT, COLUMNS, audit_workbook
from service.judging.auditing import Audit, audit
from service.judging.estimates import Answered, Assessor, Estimate
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate

OFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def audited() -> Audit:
    """An audit of a centre one of whose assessors is severe, and one has judged nothing that anybody else has."""
    people = (SimulatedAssessor("Ann", severity=1), SimulatedAssessor("Bo"), SimulatedAssessor("Cy"))
    return audit(simulate(SimulatedCentre(people, submissions=60, shared=0.4, shown=0.5), seed=2), {"Ann": "Ann Lee"})


def cells(content: bytes) -> Iterator[Any]:
    for sheet in load_workbook(BytesIO(content)):
        if sheet.title not in (ABOUT, COLUMNS):
            for row in sheet.iter_rows(values_only=True):
                yield from row


def leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, own in value.items():
            yield from (f"not estimable: {own}" for own in [own] if own and key == "why_not" and "low" in value)
            yield from leaves(own) if key != "why_not" or "low" not in value else ()
    elif isinstance(value, (list, tuple)):
        for own in value:
            yield from leaves(own)
    elif value not in (None, ""):
        yield value


def comparable(value: Any) -> Any:
    if isinstance(value, datetime):
        value = value.replace(tzinfo=value.tzinfo or UTC)
        return round(value.timestamp())
    return round(value, 12) if isinstance(value, float) else value


def test_every_leaf_of_the_audit_stands_in_the_workbook(audited: Audit) -> None:
    expected = Counter(map(comparable, leaves(audited.model_dump())))
    assert sum(expected.values()) > 500
    assert not expected - Counter(map(comparable, cells(audit_workbook(audited))))


def test_every_column_is_explained_and_the_first_sheet_says_how_it_came_about(audited: Audit) -> None:
    content = audit_workbook(audited, {"File": "decisions.csv"}, ["Dates were read so."])
    workbook = load_workbook(BytesIO(content))
    explained = {row[:2]: row[2:] for row in workbook[COLUMNS].iter_rows(min_row=2, values_only=True)}
    for sheet in workbook:
        if sheet.title not in (ABOUT, COLUMNS):
            headings = next(sheet.iter_rows(max_row=1, values_only=True))
            assert all(all(explained[sheet.title, heading]) for heading in headings)
    about = {row[0]: row[1] for row in workbook[ABOUT].iter_rows(min_row=2, values_only=True)}
    assert (about["File"], about["Read 1"]) == ("decisions.csv", "Dates were read so.")
    assert {"Made", "Tallymark", "Intervals"} <= about.keys()


class Item(Answered):
    """A thing with figures."""

    assessor: Assessor = Field(description="Who.")
    share: Estimate = Field(description="How much.")
    pair: tuple[Assessor, Assessor] | None = Field(None, description="Which two.")
    days: tuple[datetime, ...] = Field((), description="When.")


class Result(Answered):
    """A result of a kind that nobody has thought of yet."""

    note: str = Field(description="A note.")
    items: tuple[Item, ...] = Field(description="The things.")


ANN = Assessor(id="1", name="=HYPERLINK(1)")


def test_formulas_are_text_and_what_cannot_be_estimated_says_why() -> None:
    item = Item(assessor=ANN, share=Estimate(why_not="There are too few."), pair=(ANN, ANN), days=(datetime.now(UTC),))
    result = Result(note="\x00@SUM(A1)", items=(item, Item(assessor=ANN, share=Estimate(value=0.5, low=0.25, high=1))))
    workbook = load_workbook(BytesIO(audit_workbook(result)))

    assert workbook["Figures"]["B2"].value == "'@SUM(A1)"
    headings, first, second = workbook["Items"].iter_rows(values_only=True)
    rows = [dict(zip(headings, row, strict=True)) for row in (first, second)]
    assert rows[0]["assessor name"] == rows[0]["pair 2 name"] == "'=HYPERLINK(1)"
    assert [row["share"] for row in rows] == ["not estimable: There are too few.", 0.5]
    assert (rows[1]["share, low"], rows[1]["share, high"]) == (0.25, 1)
    assert [cell.value for cell in workbook["Items days"][1]][:3] == ["of", "of assessor id", "of assessor name"]


@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice (apt install libreoffice-calc-nogui)")
def test_a_spreadsheet_program_opens_it(audited: Audit, tmp_path: Path) -> None:
    (tmp_path / "figures.xlsx").write_bytes(audit_workbook(audited))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    # The filter's last number asks for all sheets, each in a file of its own.
    wanted = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    command = [str(OFFICE), profile, "--headless", "--convert-to", wanted, "--outdir", str(tmp_path)]
    done = subprocess.run([*command, str(tmp_path / "figures.xlsx")], capture_output=True, text=True, check=False)
    if "could not be loaded" in done.stderr:
        pytest.skip("LibreOffice is there without Calc (apt install libreoffice-calc-nogui)")
    with (tmp_path / "figures-Figures.csv").open(encoding="utf-8", newline="") as file:
        figures = {row["figure"]: row["value"] for row in csv.DictReader(file)}
    assert figures["agreement decisions"] == str(audited.agreement.decisions)
