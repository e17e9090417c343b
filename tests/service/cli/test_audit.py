"""`tallymark audit`: from a spreadsheet to findings, a report and every figure, without the service."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from service.cli.app import app
from service.cli.audit_folder import FILES, LEFT_OUT
from service.judging.auditing import Audit
from service.judging.simulation.centre import SimulatedAssessor, SimulatedCentre, simulate
from tests.service.cli.test_cold_start import HEAVY, RUN, loaded

SECRET = "Mrs Garstang rang again"
PEOPLE = (
    SimulatedAssessor("Assessor A", severity=1.5),
    SimulatedAssessor("Assessor B"),
    SimulatedAssessor("Assessor C"),
)
HEADINGS = {
    "assessor": "Marked by",
    "submission": "Portfolio",
    "marking_point": "Criterion",
    "status": "Outcome",
    "decided_on": "Date assessed",
    "suggestion": "Suggested",
}
WORDS = {"met": "Achieved", "partial": "Partly achieved", "not": "Not yet"}


@pytest.fixture(scope="module")
def spreadsheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a centre may have: its own headings and words, and three rows that cannot be used."""
    table = simulate(SimulatedCentre(PEOPLE, submissions=60, shared=0.5), seed=4)
    path = tmp_path_factory.mktemp("centre") / "decisions.csv"
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([*HEADINGS.values(), "Remarks"])
        for row in table.astype(object).itertuples(index=False):
            day = f"{row.decided_on:%d/%m/%Y}"
            cells = (
                row.assessor,
                row.submission,
                row.marking_point,
                WORDS[str(row.status)],
                day,
                WORDS[str(row.suggestion)],
            )
            writer.writerow([*cells, SECRET])
        writer.writerow(["Assessor A", "P1", "MP1", SECRET, "25/03/2026", "", SECRET])
        writer.writerow(["Assessor A", "P1", "MP1", "Achieved", "31/02/2026", "", SECRET])
        writer.writerow(["", "P1", "MP1", "Achieved", "25/03/2026", "", SECRET])
    return path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["audit", *map(str, arguments)])


def test_findings_on_the_terminal_and_everything_in_the_folder(spreadsheet: Path, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    done = run(spreadsheet, "--out", folder)
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith("Do assessors judge alike?")
    assert "decisions read, 3 rows left out." in done.stderr
    assert SECRET not in done.output
    assert sorted(path.name for path in folder.iterdir()) == sorted([*FILES, LEFT_OUT])

    audit = Audit.model_validate_json((folder / "audit.json").read_text(encoding="utf-8"))
    assert {one.name for pair in audit.agreement.between_people.pairs for one in pair.assessors} == {
        person.id for person in PEOPLE
    }
    assert load_workbook(folder / "figures.xlsx")["About"]["B2"].value == "decisions.csv"
    with (folder / LEFT_OUT).open(encoding="utf-8-sig", newline="") as file:
        left_out = list(csv.DictReader(file))
    assert [one["column"] for one in left_out] == ["Outcome", "Date assessed", "Marked by"]
    assert not any(SECRET in cell for one in left_out for cell in one.values())


def test_an_earlier_audit_is_replaced_only_where_that_is_asked(spreadsheet: Path, tmp_path: Path) -> None:
    folder = tmp_path / "report"
    folder.mkdir()
    (folder / "audit.json").write_text("{}")
    (folder / LEFT_OUT).write_text("old")
    refused = run(spreadsheet, "--out", folder)
    assert refused.exit_code == 2
    assert "--replace" in refused.output
    assert (folder / "audit.json").read_text() == "{}"

    clean = spreadsheet.with_name("clean.csv")
    clean.write_bytes(b"\n".join(spreadsheet.read_bytes().splitlines()[:-3]))
    assert run(clean, "--out", folder, "--replace").exit_code == 0
    assert not (folder / LEFT_OUT).exists()
    assert json.loads((folder / "audit.json").read_bytes())["agreement"]["decisions"] > 0


def test_people_can_go_by_letters_in_what_is_handed_on(spreadsheet: Path, tmp_path: Path) -> None:
    named = spreadsheet.with_name("named.csv")
    named.write_bytes(spreadsheet.read_bytes().replace(b"Assessor B", b"Bo Garstang"))
    done = run(named, "--out", tmp_path / "report", "--pseudonyms")
    assert "Assessor C: Bo Garstang" in done.stderr
    assert "Garstang" not in done.stdout
    assert b"Garstang" not in (tmp_path / "report" / "audit.json").read_bytes()
    assert b"Garstang" not in (tmp_path / "report" / "report.html").read_bytes()


def test_json_is_the_whole_audit_and_nothing_else(spreadsheet: Path) -> None:
    done = run(spreadsheet, "--json")
    assert Audit.model_validate_json(done.stdout).agreement.decisions > 0


def test_only_the_first_faults_are_told_on_the_screen(spreadsheet: Path, tmp_path: Path) -> None:
    file = tmp_path / "faulty.csv"
    file.write_bytes(spreadsheet.read_bytes() + b"".join(b"A;P;M%d;Achieved;soon;;\n" % row for row in range(20)))
    done = run(file)
    assert done.stderr.count("row ") == 10
    assert "and 13 more (--out writes them to a file)." in done.stderr


def test_faults_can_be_fatal(spreadsheet: Path) -> None:
    done = run(spreadsheet, "--strict")
    assert done.exit_code == 3
    assert "3 of the rows cannot be used" in done.stderr


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--column", "assessor"], 2, "Give a name and a heading"),
        (["--column", "who=Marked by"], 2, "There is no column 'who'"),
        (["--status", "Achieved=very"], 2, "Give a word and what it means"),
        (["--dates", "year-first"], 2, "day-first or month-first"),
        (["--column", "assessor=Nobody"], 3, "There is no column 'Nobody'"),
        (["--column", "assessor=Suggested", "--status", "Achieved=met", "--dates", "day-first"], 0, "decisions read"),
    ],
)
def test_what_somebody_says_about_the_file(spreadsheet: Path, options: list[str], code: int, said: str) -> None:
    done = run(spreadsheet, *options)
    assert (done.exit_code, " ".join(said.split()) in " ".join(done.output.replace("│", " ").split())) == (code, True)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        ({"report": "file"}, "is a file"),
        ({}, "There is no folder"),
    ],
)
def test_where_nothing_can_be_written_nothing_is_read(
    spreadsheet: Path, tmp_path: Path, made: Mapping[str, str], said: str
) -> None:
    for name, text in made.items():
        (tmp_path / name).write_text(text)
    done = run(spreadsheet, "--out", tmp_path / "report" if made else tmp_path / "no" / "report")
    assert (done.exit_code, said in done.output) == (2, True)


def test_a_file_that_is_not_there_or_no_table(tmp_path: Path) -> None:
    assert run(tmp_path / "none.csv").exit_code == 2
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7")
    done = run(tmp_path / "scan.pdf")
    assert (done.exit_code, "This is a PDF" in done.stderr) == (3, True)


def test_help_waits_for_nothing_heavy() -> None:
    assert not loaded(RUN, "audit", "--help") & HEAVY
