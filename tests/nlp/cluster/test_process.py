"""One bad document costs one row, also one that takes its process down."""

from __future__ import annotations

import pytest

from criteria_bank.errors import UnitNotFound
from nlp.cluster.piece import Piece
from nlp.cluster.process import AnalysingProcess
from nlp.cluster.recipe import Recipe
from nlp.pipeline import fake_analyser
from nlp.readers import read_text
from nlp.results import AnalysisResult
from service.cli.problems import problem_json
from tests.nlp.cluster.conftest import account
from tests.nlp.cluster.stand_ins import DEADLY, ODD, SLOW, fragile


def test_a_row_holds_the_result_that_the_pipeline_gives(process: AnalysingProcess) -> None:
    (row,) = process.rows([Piece.of_text("a", account(1))])

    expected = fake_analyser().analyse(read_text(account(1)))
    assert AnalysisResult.model_validate_json(row["result"]) == expected
    assert row["marking_points"] == {point.id: point.status for point in expected.marking_points}
    assert (row["outcome"], row["source"], row["words"]) == ("analysed", "a", expected.text.words)
    assert row["unit_sha256"] == expected.unit.sha256
    assert row["model"] == "fake"


def test_what_cannot_be_read_costs_its_own_row(process: AnalysingProcess) -> None:
    rows = process.rows(
        [
            Piece.of_text("empty", " "),
            Piece.of_file("torn", b"PK\x03\x04 this is no archive", "torn.docx"),
            Piece.of_file("note", b"# My account\n\nI rang her back.", "note.md"),
        ]
    )

    assert [row["outcome"] for row in rows] == ["failed", "failed", "analysed"]
    assert [row.get("problem_type", "").rpartition(":")[2] for row in rows] == [
        "document-empty",
        "document-damaged",
        "",
    ]
    assert all(row["problem_title"] and row["problem_detail"] for row in rows[:2])


def test_more_documents_than_a_batch_keep_their_order(process: AnalysingProcess) -> None:
    pieces = [Piece.of_text(str(number), account(number) if number % 7 else "") for number in range(40)]

    rows = process.rows(pieces)
    assert [row["source"] for row in rows] == [piece.source for piece in pieces]
    assert [row["outcome"] for row in rows] == ["analysed" if number % 7 else "failed" for number in range(40)]


def test_a_document_that_ends_or_stops_its_process_costs_one_row_and_is_not_quoted() -> None:
    texts = [account(1), DEADLY, account(2), SLOW, account(3), ODD]
    with AnalysingProcess(fragile(), seconds=4) as process:
        rows = process.rows([Piece.of_text(str(number), text) for number, text in enumerate(texts)])

    assert [row["outcome"] for row in rows] == ["analysed", "failed", "analysed", "failed", "analysed", "failed"]
    details = [row["problem_detail"] for row in rows if row["outcome"] == "failed"]
    assert "ended the process" in details[0]
    assert "too long" in details[1]
    assert "ValueError" in details[2]
    assert not any(text in detail for text in texts for detail in details)


def test_an_analyser_that_cannot_be_made_says_why() -> None:
    with pytest.raises(UnitNotFound):
        AnalysingProcess(Recipe(problem_json, unit="no-such-unit", load=fake_analyser))


def test_documents_are_the_same_by_content_and_what_it_is_read_as(process: AnalysingProcess) -> None:
    def key(piece: Piece) -> str:
        return piece.key(process.identity)

    words = b"I rang her back."
    assert key(Piece.of_file("a", words, "a.txt")) == key(Piece.of_file("b", words, "b.TXT"))
    assert key(Piece.of_file("a", words, "a.txt")) != key(Piece.of_file("a", words, "a.md"))
    assert Piece.of_text("a", "b").source_key != Piece.of_text("ab", "").source_key
