"""Tables as people have them: whatever program, language and country wrote the file."""

from __future__ import annotations

import csv
import zipfile
from contextlib import suppress
from datetime import date
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import RosterUnreadable
from service.people.roster.headings import unused_columns
from service.people.roster.reading import read_table
from service.people.roster.table import MOST_COLUMNS, MOST_ROWS, Row, clean
from tests.service.people.roster.files import csv_of, xlsx

ZOE = "Zoë Núñez"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_csv_in_the_encodings_that_spreadsheets_write(encoding: str) -> None:
    table = read_table(f"Name,Email,Cohort\r\n{ZOE},zoe@example.org,Café\r\n".encode(encoding))
    assert table.rows == (Row(2, (ZOE, "zoe@example.org", "Café")),)
    assert table.guessed_encoding == ("cp1252" if encoding == "cp1252" else None)


@pytest.mark.parametrize(
    "name",
    ["Zoë Núñez", "Siân Llewellyn", "Seán Ó Briain", "Müller", "François Lefèvre", "Bjørn Ødegård", "Ângela", "O’Neil"],
)
def test_accents_in_files_of_older_programs_are_guessed_and_said_to_be(name: str) -> None:
    table = read_table(f"name,email\r\n{name},a@example.org\r\n".encode("cp1252"))
    assert (table.rows[0].cells[0], table.guessed_encoding) == (name, "cp1252")


def test_a_mac_is_told_where_it_can_be() -> None:
    table = read_table("name,email\r\nSiân,a@example.org\r\nMüller,b@example.org\r\n".encode("mac_roman"))
    assert [row.cells[0] for row in table.rows] == ["Siân", "Müller"]
    assert table.guessed_encoding == "mac_roman"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_with_the_delimiters_of_other_countries(delimiter: str) -> None:
    cells = delimiter.join(["Lee, Ann" if delimiter != "," else '"Lee, Ann"', "ann@example.org", "", "7"])
    table = read_table(csv_of(cells, delimiter=delimiter, header=["Full name (as on ID)", "E-mail", "Role", "ULN"]))
    assert table.rows == (Row(2, ("Lee, Ann", "ann@example.org", "", "7")),)


def test_a_file_that_names_its_delimiter_is_believed_and_counted_from_its_first_line() -> None:
    table = read_table(b"sep=;\r\nname;email\r\nAnn;ann@example.org\r\n")
    assert (table.header.number, table.rows[0].number, table.rows[0].cells) == (2, 3, ("Ann", "ann@example.org"))


def test_blank_rows_are_left_out_and_counted() -> None:
    table = read_table(b"\r\n,,\r\nname,email\r\n\r\nAnn,ann@example.org\r\n , \r\nBob,bob@example.org")
    assert [(row.number, row.cells[0]) for row in (table.header, *table.rows)] == [(3, "name"), (5, "Ann"), (7, "Bob")]


def test_a_workbook_gives_what_is_seen_in_it() -> None:
    table = read_table(
        xlsx([["Name", "Email", "Reference", "Joined"], [ZOE, "zoe@example.org", 1234, date(2026, 9, 1)], [],
              ["Ann", "ann@example.org", 12.5, True]])
    )  # fmt: skip
    assert table.rows == (
        Row(2, (ZOE, "zoe@example.org", "1234", "2026-09-01T00:00:00")),
        Row(4, ("Ann", "ann@example.org", "12.5", "True")),
    )


def test_columns_that_are_not_used_are_named_by_their_letters() -> None:
    table = read_table(b"Shoe size,name,email,,Pets,Cohort\n42,Ann,ann@example.org,,2,\n,Bob,bob@example.org,x,,\n")
    assert unused_columns(table) == ["A", "D", "E"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  Ann \n Lee\t", "Ann Lee"),
        ("An\u200bn\ufeff", "Ann"),
        ("\u202eeeL nnA", "eeL nnA"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("a\u00a0b", "a b"),
        ("'=1+1", "=1+1"),
        ("' @Ann", "@Ann"),
        ("'tis", "'tis"),
        ("a\x00b", "a b"),
    ],
)
def test_cells_are_cleaned_of_what_cannot_be_seen(cell: str, text: str) -> None:
    assert clean(cell) == text


@given(st.text())
def test_a_clean_cell_is_one_printable_line(cell: str) -> None:
    assert clean(cell).replace("\xad", "").isprintable() or not clean(cell).isascii()
    assert clean(clean(cell)) == clean(cell) or clean(cell).startswith("'")


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Zs", "Zl", "Zp"]), min_size=1),
                         min_size=2, max_size=5), min_size=1, max_size=8))  # fmt: skip
def test_whatever_stands_in_quoted_cells_is_read_as_it_stands(rows: list[list[str]]) -> None:
    text = StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["name", "email"], *rows])
    table = read_table(text.getvalue().encode("utf-8-sig"))
    assert [row.cells for row in table.rows] == [tuple(clean(cell) for cell in row) for row in rows]


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xef\xbb\xbf", b"name,email\n"]))
def test_no_bytes_at_all_do_more_than_be_refused(data: bytes, start: bytes) -> None:
    with suppress(RosterUnreadable):
        read_table(start + data)


def test_what_is_no_table_is_refused_with_advice() -> None:
    refused = {
        b"": "nothing in the file",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)): "neither CSV nor XLSX",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100): "old kind",
        b"name,email\nA\0nn,a@example.org\n": "neither CSV nor XLSX",
        b"PK\x03\x04 and no more": "cannot be read",
        b'name,email\n"Ann,ann@example.org\n': "quotation marks",
        b"x" * (5 * 1024 * 1024 + 1): "larger than 5 MiB",
        b"name,email" + b",x" * MOST_COLUMNS: "columns",
        b"name,email\n" + b"," * (4 * 1024 * 1024): "columns",
        b"name,email" + b"\n" * (4 * 1024 * 1024): "goes on far below",
        b"name,email\n" + b"a,b\n" * (MOST_ROWS + 1): "5,000 people",
        archive({"word/document.xml": b"<document/>"}): "no XLSX workbook",
    }
    for data, advice in refused.items():
        with pytest.raises(RosterUnreadable, match=advice):
            read_table(data)


def archive(parts: dict[str, bytes]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return file.getvalue()


def changed(data: bytes, name: str, content: bytes) -> bytes:
    """The workbook with one part replaced."""
    with zipfile.ZipFile(BytesIO(data)) as container:
        parts = {part: container.read(part) for part in container.namelist()}
    return archive(parts | {name: content})


ROSTER = xlsx([["name", "email"], ["Ann", "ann@example.org"]])
SHEET = "xl/worksheets/sheet1.xml"


def sheet(rows: bytes, dimension: bytes = b"") -> bytes:
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return b"<worksheet " + space + b">" + dimension + b"<sheetData>" + rows + b"</sheetData></worksheet>"


def cell(place: bytes, text: bytes) -> bytes:
    return b'<c r="' + place + b'" t="inlineStr"><is><t>' + text + b"</t></is></c>"


def test_bombs_do_not_go_off() -> None:
    bombs = {
        "zeros": changed(ROSTER, "xl/media/picture.bin", bytes(60 * 1024 * 1024)),
        "one part": changed(ROSTER, SHEET, b" " * (30 * 1024 * 1024)),
        "many parts": archive({"xl/workbook.xml": b"", **{f"xl/{number}.xml": b"" for number in range(600)}}),
        "entities": changed(ROSTER, SHEET, b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + sheet(b"")),
        "entities in UTF-16": changed(ROSTER, SHEET, '<!DOCTYPE x [<!ENTITY a "aaaa">]>'.encode("utf-16")),
        "a row far below": changed(ROSTER, SHEET, sheet(b'<row r="1048576">' + cell(b"A1048576", b"Ann") + b"</row>")),
        "a column far out": changed(
            ROSTER, SHEET, sheet(b'<row r="1">' + cell(b"A1", b"name") + cell(b"AO1", b"x") + b"</row>")
        ),
        "no XML": changed(ROSTER, SHEET, b"<worksheet"),
    }
    for name, bomb in bombs.items():
        assert len(bomb) < 1024 * 1024
        with pytest.raises(RosterUnreadable):
            pytest.fail(f"{name}: {len(read_table(bomb).rows)} rows")


def test_a_sheet_that_lies_about_its_size_is_read_as_it_is() -> None:
    rows = b'<row r="1">' + cell(b"A1", b"name") + cell(b"B1", b"email") + b"</row>"
    rows += b'<row r="2">' + cell(b"A2", b"Ann") + cell(b"B2", b"ann@example.org") + b"</row>"
    for dimension in (b'<dimension ref="A1:XFD1048576"/>', b'<dimension ref="A1"/>'):
        table = read_table(changed(ROSTER, SHEET, sheet(rows, dimension)))
        assert table.rows == (Row(2, ("Ann", "ann@example.org")),)
