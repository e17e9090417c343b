from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import docx
import pytest

from nlp.errors import DocumentDamaged
from nlp.readers.limits import Limits
from nlp.readers.parsers import parse

MakeDocument = Callable[..., bytes]


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def read(data: bytes) -> list[str]:
    return parse(data, ".docx", Limits())


def test_a_document_of_word_processor_parts_is_read_in_order() -> None:
    document = docx.Document()
    document.add_heading("My account")
    document.add_paragraph("I work in a shop.")
    document.add_paragraph("rang her back", style="List Bullet")
    document.add_paragraph("wrote it down", style="List Number")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ["When", "What", "3 May", "A call"], strict=True
    ):
        cell.text = text
    document.sections[0].header.paragraphs[0].text = "Unit 2"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    first = document.paragraphs[1]
    document.add_comment(first.runs, text="Say more.", author="Assessor")
    buffer = BytesIO()
    document.save(buffer)
    assert read(buffer.getvalue()) == [
        "My account",
        "I work in a shop.",
        "rang her back",
        "wrote it down",
        "When\tWhat",
        "3 May\tA call",
    ]


def test_insertions_are_kept_and_deletions_dropped(make_docx: MakeDocument) -> None:
    body = paragraph(
        run("I was "),
        "<w:del><w:r><w:delText>not </w:delText></w:r></w:del>",
        f"<w:ins>{run('very ')}</w:ins>",
        f"<w:moveFrom>{run('calm ')}</w:moveFrom>",
        run("patient"),
        f"<w:moveTo>{run(' and calm')}</w:moveTo>",
    )
    assert read(make_docx(body)) == ["I was very patient and calm"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs(make_docx: MakeDocument) -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    assert read(make_docx(paragraph(mark, run("I rang ")) + paragraph(run("her.")))) == ["I rang her."]


def test_deleted_table_rows_are_dropped(make_docx: MakeDocument) -> None:
    def row(text: str, properties: str = "") -> str:
        return f"<w:tr>{properties}<w:tc>{paragraph(run(text))}</w:tc></w:tr>"

    body = f"<w:tbl>{row('gone', '<w:trPr><w:del/></w:trPr>')}<w:ins>{row('new')}</w:ins>{row('old')}</w:tbl>"
    assert read(make_docx(body)) == ["new", "old"]


def test_cells_with_several_paragraphs_keep_them(make_docx: MakeDocument) -> None:
    label, account = paragraph(run("Trust")), paragraph(run("I rang.")) + paragraph(run("She came."))
    body = f"<w:tbl><w:tr><w:tc>{label}</w:tc><w:tc>{account}</w:tc></w:tr></w:tbl>"
    assert read(make_docx(body)) == ["Trust", "I rang.", "She came."]


def test_a_text_box_is_read_once_after_its_paragraph(make_docx: MakeDocument) -> None:
    box = f"<w:txbxContent>{paragraph(run('In the box.'))}</w:txbxContent>"
    new = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    old = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    drawing = f"<w:r><mc:AlternateContent>{new}{old}</mc:AlternateContent></w:r>"
    assert read(make_docx(paragraph(run("Before"), drawing, run(" and after.")))) == [
        "Before and after.",
        "In the box.",
    ]


def test_a_text_box_with_only_an_old_rendering_is_read(make_docx: MakeDocument) -> None:
    box = f"<w:pict><v:textbox><w:txbxContent>{paragraph(run('Old box.'))}</w:txbxContent></v:textbox></w:pict>"
    choice, fallback = '<mc:Choice Requires="wps"/>', f"<mc:Fallback>{box}</mc:Fallback>"
    alternatives = f"<mc:AlternateContent>{choice}{fallback}</mc:AlternateContent>"
    assert read(make_docx(paragraph(f"<w:r>{alternatives}</w:r>"))) == ["Old box."]


def test_field_codes_are_dropped_and_results_kept(make_docx: MakeDocument) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText> HYPERLINK "http://a.example" </w:instrText></w:r>'
    nested = mark("begin") + run("never shown") + mark("end")
    field = mark("begin") + code + nested + mark("separate") + run("the form") + mark("end")
    simple = f'<w:fldSimple w:instr="AUTHOR">{run(" of ours")}</w:fldSimple>'
    assert read(make_docx(paragraph(run("See "), field, simple))) == ["See the form of ours"]


def test_wrappers_breaks_and_special_characters(make_docx: MakeDocument) -> None:
    body = paragraph(
        f"<w:hyperlink>{run('Our site')}</w:hyperlink>",
        "<w:r><w:br/></w:r>",
        f"<w:smartTag>{run('on Friday')}</w:smartTag>",
        "<w:r><w:tab/></w:r>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('follow')}</w:sdtContent></w:sdt>",
        "<w:r><w:noBreakHyphen/><w:t>up</w:t><w:softHyphen/></w:r>",
        '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
        '<w:r><w:sym w:font="Arial" w:char="00E9"/></w:r>',
    )
    assert read(make_docx(body)) == ["Our site\non Friday\tfollow-up é"]


def test_placeholders_contents_tables_and_hidden_text_are_dropped(make_docx: MakeDocument) -> None:
    placeholder = (
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Click here')}</w:sdtContent></w:sdt>"
    )
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{paragraph(run('Contents'))}</w:sdtContent></w:sdt>"
    entry = paragraph('<w:pPr><w:pStyle w:val="TOC1"/></w:pPr>', run("Trust 3"))
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t></w:r>'
    assert read(make_docx(contents + entry + paragraph(placeholder, hidden, shown))) == ["shown"]


def test_notes_come_last_in_the_order_of_their_references(make_docx: MakeDocument) -> None:
    notes = "".join(
        f'<w:footnote w:id="{number}">{paragraph("<w:r><w:footnoteRef/></w:r>", run(text))}</w:footnote>'
        for number, text in [(0, "separator"), (1, "First note."), (2, "Second note."), (3, "Of deleted text.")]
    )

    def reference(number: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    body = paragraph(run("One"), reference(2), f"<w:del>{reference(3)}</w:del>") + paragraph(run("Two"), reference(1))
    assert read(make_docx(body, footnotes=notes)) == ["One", "Two", "Second note.", "First note."]


def test_strict_office_open_xml_is_read(make_docx: MakeDocument) -> None:
    strict = (
        '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main">'
        "<w:body><w:p><w:r><w:t>Strict.</w:t></w:r></w:p></w:body></w:document>"
    )
    assert read(make_docx("", extra={"word/document.xml": strict})) == ["Strict."]


def test_a_main_part_under_another_name_is_found(make_docx: MakeDocument) -> None:
    relationships = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="/word/document2.xml"/></Relationships>'
    )
    document = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>Here.</w:t></w:r></w:p></w:body></w:document>"
    )
    extra = {"_rels/.rels": relationships, "word/document2.xml": document}
    assert read(make_docx(paragraph(run("Not here.")), extra=extra)) == ["Here."]


def test_a_missing_main_part_is_damage(make_zip: Callable[[dict[str, str]], bytes]) -> None:
    with pytest.raises(DocumentDamaged, match="save it again"):
        read(make_zip({"word/styles.xml": "<styles/>"}))
