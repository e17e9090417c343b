from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from odf import table, text
from odf.opendocument import OpenDocumentText

from nlp.errors import DocumentEncrypted
from nlp.readers.limits import Limits
from nlp.readers.parsers import parse

MakeDocument = Callable[..., bytes]


def read(data: bytes) -> list[str]:
    return parse(data, ".odt", Limits())


def test_a_document_of_word_processor_parts_is_read_in_order() -> None:
    document = OpenDocumentText()
    document.text.addElement(text.H(outlinelevel=1, text="My account"))
    document.text.addElement(text.P(text="I work in a shop."))
    bullets, item = text.List(), text.ListItem()
    item.addElement(text.P(text="rang her back"))
    bullets.addElement(item)
    document.text.addElement(bullets)
    rows = table.Table()
    for words in (["When", "What"], ["3 May", "A call"]):
        row = table.TableRow()
        for word in words:
            cell = table.TableCell()
            cell.addElement(text.P(text=word))
            row.addElement(cell)
        rows.addElement(row)
    document.text.addElement(rows)
    buffer = BytesIO()
    document.write(buffer)
    assert read(buffer.getvalue()) == [
        "My account",
        "I work in a shop.",
        "rang her back",
        "When\tWhat",
        "3 May\tA call",
    ]


def test_deleted_text_is_dropped_and_inserted_text_kept(make_odt: MakeDocument) -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><text:p>gone</text:p></text:deletion>'
        "</text:changed-region></text:tracked-changes>"
        '<text:p>I was <text:change text:change-id="c1"/><text:change-start text:change-id="c2"/>very'
        '<text:change-end text:change-id="c2"/> calm.</text:p>'
    )
    assert read(make_odt(body)) == ["I was very calm."]


def test_spaces_tabs_and_breaks(make_odt: MakeDocument) -> None:
    body = '<text:p>one\n  two<text:s text:c="2"/>three<text:tab/>four<text:line-break/>five<text:s/></text:p>'
    assert read(make_odt(body)) == ["one two  three\tfour\nfive"]


def test_an_absurd_number_of_spaces_is_not_believed(make_odt: MakeDocument) -> None:
    (found,) = read(make_odt('<text:p>a<text:s text:c="999999999"/>b</text:p>'))
    assert len(found) < 200


def test_notes_come_last_and_annotations_are_left_out(make_odt: MakeDocument) -> None:
    body = (
        "<text:p>I rang<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Twice.</text:p>"
        "</text:note-body></text:note> her<office:annotation><text:p>Say more</text:p></office:annotation>.</text:p>"
        "<text:p>The end.</text:p>"
    )
    assert read(make_odt(body)) == ["I rang her.", "The end.", "Twice."]


def test_text_boxes_follow_their_paragraph(make_odt: MakeDocument) -> None:
    box = "<draw:frame><draw:text-box><text:p>In the box.</text:p></draw:text-box></draw:frame>"
    assert read(make_odt(f"<text:p>Before {box}and after.</text:p>")) == ["Before and after.", "In the box."]


def test_contents_tables_and_hidden_text_are_dropped(make_odt: MakeDocument) -> None:
    styles = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    body = (
        "<text:table-of-content><text:index-body><text:p>Trust 3</text:p></text:index-body></text:table-of-content>"
        '<text:p><text:span text:style-name="T1">hidden</text:span>shown</text:p>'
    )
    assert read(make_odt(body, styles=styles)) == ["shown"]


@pytest.mark.parametrize(
    "members",
    [
        {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>", "content.xml": b"\x07\x99"},
        {"encrypted-package": b"\x07\x99"},
    ],
)
def test_a_password_is_recognised(make_odt: MakeDocument, members: dict[str, str | bytes]) -> None:
    with pytest.raises(DocumentEncrypted, match="Remove the password"):
        read(make_odt("", extra=members))
