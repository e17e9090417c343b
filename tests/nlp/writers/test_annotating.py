"""The annotated file is the learner's own but for the comments, whatever it holds."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from nlp.documents import Document
from nlp.errors import DocumentChanged, DocumentDamaged, DocumentEncrypted, DocumentTooLarge, UnsupportedFormat
from nlp.readers import Limits, Sandbox, read_bytes
from nlp.readers.archive import Archive
from nlp.readers.docx import read_stories
from nlp.readers.docx_names import attribute, name_of
from nlp.readers.parsers import parse
from nlp.writers import Comment, annotate
from nlp.writers.anchors import Anchors
from nlp.writers.annotating import annotate as annotate_here
from tests.nlp.writers.word_files import (
    DOCUMENTS,
    WORD,
    content_types,
    field,
    make_word,
    paragraph,
    relationships,
    run,
    table,
    text_box,
    tracked,
    unzipped,
    zipped,
)

LIMITS = Limits()
ELSEWHERE = {"w:txbxContent", "w:footnote"}
MARKERS = {"w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"}
PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
REWRITTEN = {"[Content_Types].xml", "word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels"}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as shared:
        yield shared


def text_of(data: bytes) -> str:
    return Document.from_paragraphs(parse(data, ".docx", LIMITS)).text


def fields(start: int, end: int, text: str = "Say more.") -> dict[str, Any]:
    return {"start": start, "end": end, "text": text, "author": "Tallymark", "initials": "TM", "date": None}


def annotated(data: bytes, *places: tuple[int, int]) -> bytes:
    return annotate_here(data, {"comments": [fields(*place) for place in places]}, LIMITS)


def on(data: bytes, *quotes: str) -> bytes:
    """Annotate each of these words."""
    text = text_of(data)
    return annotated(data, *((text.index(quote), text.index(quote) + len(quote)) for quote in quotes))


def body(data: bytes) -> str:
    """The document's content without the names of its namespaces."""
    document = unzipped(data)["word/document.xml"].decode()
    return re.sub(r' xml:space="preserve"| xmlns:\w+="[^"]*"', "", document[document.index("<w:body>") :])


def commented(data: bytes) -> dict[str, str]:
    """For each comment's id, the printed characters between its two markers."""
    root = etree.fromstring(unzipped(data)["word/document.xml"])
    open_, found = set[str](), dict[str, str]()
    for element in root.iter():
        name = name_of(str(element.tag))
        if name == "w:commentRangeStart":
            open_.add(attribute(element, "id"))
            found[attribute(element, "id")] = ""
        elif name == "w:commentRangeEnd":
            open_.remove(attribute(element, "id"))
        elif name in {"w:t", "m:t", "w:tab"}:
            for identifier in open_:
                found[identifier] += element.text or "\t"
    assert open_ == set()
    return found


def without_comments(xml: bytes) -> bytes:
    """The document without markers, neighbouring runs and texts of one format made one."""
    root = etree.fromstring(xml)
    for element in [element for element in root.iter() if name_of(str(element.tag)) in MARKERS]:
        parent = element.getparent()
        assert parent is not None
        parent.remove(element)
        if name_of(parent.tag) == "w:r":
            assert len(parent) == 0
            parent.getparent().remove(parent)  # type: ignore[union-attr]
    for element in root.iter(f"{{{WORD}}}t", f"{{{WORD}}}delText"):
        element.attrib.pop(PRESERVE, "")
    for first in list(root.iter(f"{{{WORD}}}r")):
        while (second := first.getnext()) is not None and _format(first) == _format(second):
            first.extend([child for child in second if name_of(child.tag) != "w:rPr"])
            second.getparent().remove(second)  # type: ignore[union-attr]
    for first in list(root.iter(f"{{{WORD}}}t")):
        while (second := first.getnext()) is not None and name_of(second.tag) == "w:t":
            first.text = (first.text or "") + (second.text or "")
            second.getparent().remove(second)  # type: ignore[union-attr]
    return etree.tostring(root, method="c14n")


def _format(run_: etree._Element) -> tuple[str, bytes] | None:
    if name_of(run_.tag) != "w:r":
        return None
    properties = [deepcopy(child) for child in run_ if name_of(child.tag) == "w:rPr"]
    return str(run_.items()), b"".join(etree.tostring(child, method="c14n") for child in properties)


def letters(text: str) -> str:
    return re.sub("[^a-z]", "", text)


def stands_in(word: str, text: str) -> bool:
    """Whether the letters follow each other in ``text``, others (hidden ones) perhaps between."""
    remaining = iter(text)
    return all(letter in remaining for letter in word)


def spans(text: str) -> st.SearchStrategy[list[tuple[int, int]]]:
    offsets = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    return st.lists(offsets.map(lambda pair: (min(pair), max(pair))), min_size=1, max_size=6)


@settings(max_examples=60)
@given(DOCUMENTS, st.data())
def test_only_markers_are_added(data: bytes, choice: st.DataObject) -> None:
    text = text_of(data)
    places = choice.draw(spans(text))
    result = annotated(data, *places)
    assert text_of(result) == text
    before, after = unzipped(data), unzipped(result)
    assert {name: after[name] for name in before.keys() - REWRITTEN} == {
        name: before[name] for name in before.keys() - REWRITTEN
    }
    assert without_comments(after["word/document.xml"]) == without_comments(before["word/document.xml"])
    assert len(commented(result)) == len(places)
    assert len(list(docx.Document(BytesIO(result)).comments)) == len(places)


@settings(max_examples=60)
@given(DOCUMENTS, st.data())
def test_comments_cover_their_words(data: bytes, choice: st.DataObject) -> None:
    """All of them, and more only where a marker may not stand between; those on boxes and notes stand elsewhere."""
    anchors = Anchors(read_stories(Archive(data, LIMITS)).paragraphs)
    words = [match.span() for match in re.finditer(r"[a-z]+(?: [a-z]+)*", anchors.text)]
    places = choice.draw(st.lists(st.sampled_from([(0, 5), *words]), min_size=1, max_size=4))
    covered = commented(annotated(data, *places))
    for number, (start, end) in enumerate(places):
        nodes = [place.node for place in anchors.places(start, end)]
        if not any(name_of(outer.tag) in ELSEWHERE for node in nodes for outer in node.iterancestors()):
            assert stands_in(letters(anchors.text[start:end]), letters(covered[str(number)]))


def test_a_run_is_cut_in_runs_of_the_same_format() -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    result = body(on(make_word(paragraph(run("I rang her on Friday.", bold))), "her"))
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    mark = '<w:r><w:commentReference w:id="0"/></w:r>'
    runs = [f"<w:r>{bold}<w:t>{text}</w:t></w:r>" for text in ("I rang ", "her", " on Friday.")]
    assert f"<w:p>{runs[0]}{start}{runs[1]}{end}{mark}{runs[2]}</w:p>" in result


def test_a_comment_may_cover_runs_changes_links_and_paragraphs() -> None:
    data = make_word(
        paragraph(run("I "), tracked("ins", run("really ")), tracked("del", "<w:r><w:delText>not </w:delText></w:r>"))
        + paragraph(run("rang "), f"<w:hyperlink>{run('our office')}</w:hyperlink>", run(" then."))
        + table((paragraph(run("When")), paragraph(run("What"))))
    )
    result = on(data, "really", "ally\n\nrang our", "office then.\n\nWhen\tWh")
    assert commented(result) == {"0": "really", "1": "ally rang our", "2": "office then.WhenWh"}
    assert text_of(result) == text_of(data)


def test_what_no_marker_may_stand_in_is_commented_as_a_whole() -> None:
    control = f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('a name')}</w:sdtContent></w:sdt>"
    formula = "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"
    simple = f'<w:fldSimple w:instr="TITLE">{run("the title")}</w:fldSimple>'
    result = body(on(make_word(paragraph(run("x "), control, formula, simple)), "name", "+", "title"))
    for number, whole in enumerate((control, formula, simple)):
        expected = f'<w:commentRangeStart w:id="{number}"/>{whole}<w:commentRangeEnd w:id="{number}"/>'
        assert expected.replace(' xml:space="preserve"', "") in result


def test_a_comment_on_a_text_box_stands_at_its_paragraph() -> None:
    box = text_box(paragraph(run("In the box.")))
    result = on(
        make_word(paragraph(run("Before"), f"<w:r><w:t>q</w:t>{box}<w:t>r</w:t></w:r>", run("after"))), "the box"
    )
    assert (
        f'<w:t>q</w:t></w:r><w:commentRangeStart w:id="0"/><w:r>{box}</w:r><w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r><w:r><w:t>r</w:t>'
    ).replace(' xml:space="preserve"', "") in body(result)


def test_a_comment_on_a_note_stands_at_its_mark() -> None:
    notes = f'<w:footnote w:id="2">{paragraph(run("It was May."))}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = make_word(paragraph(run("I rang"), mark, run(" her.")), {"footnotes": notes})
    result = on(data, "was May")
    assert f'<w:commentRangeStart w:id="0"/>{mark}<w:commentRangeEnd w:id="0"/>' in body(result)
    assert unzipped(result)["word/footnotes.xml"] == unzipped(data)["word/footnotes.xml"]


def test_a_paragraph_that_runs_on_over_a_table_is_commented_in_order() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    data = make_word(paragraph(mark, run("I rang ")) + table((paragraph(run("When")),)) + paragraph(run("her.")))
    assert text_of(data) == "When\n\nI rang her."
    assert commented(on(data, "When\n\nI rang", "rang her")) == {"0": "I rang When", "1": "rang Whenher"}


def test_fields_keep_their_code() -> None:
    data = make_word(paragraph(run("See "), field('REF "x"', run("the form")), run(" of ours.")))
    result = on(data, "form of")
    assert commented(result) == {"0": "form of"}
    assert '<w:instrText> REF "x" </w:instrText>' in body(result)


def test_earlier_comments_keep_their_ids_and_words() -> None:
    old = f'<w:comment w:id="6" w:author="Assessor" w:initials="A">{paragraph(run("Good."))}</w:comment>'
    marks = '<w:commentRangeStart w:id="6"/>', '<w:commentRangeEnd w:id="6"/><w:r><w:commentReference w:id="6"/></w:r>'
    data = make_word(paragraph(marks[0], run("I rang her."), marks[1]), {"comments": old})
    result = on(data, "rang")
    assert commented(result) == {"6": "I rang her.", "7": "rang"}
    comments = docx.Document(BytesIO(result)).comments
    assert [(one.author, one.text) for one in comments] == [("Assessor", "Good."), ("Tallymark", "Say more.")]


def test_comments_say_who_when_and_what(sandbox: Sandbox) -> None:
    comment = Comment(start=0, end=1, text="One & two\nthree < four", date=datetime(2026, 5, 4, 9, 30, tzinfo=UTC))
    (found,) = docx.Document(
        BytesIO(annotate(make_word(paragraph(run("I rang."))), [comment], sandbox=sandbox))
    ).comments
    assert (found.author, found.initials, found.timestamp) == ("Tallymark", "TM", comment.date)
    assert [line.text for line in found.paragraphs] == ["One & two", "three < four"]


def test_the_same_input_makes_the_same_file() -> None:
    data = make_word(paragraph(run("I rang her.")))
    assert on(data, "rang") == on(data, "rang")


def test_members_keep_their_order_and_dates() -> None:
    data = make_word(paragraph(run("I rang her.")), extra={"word/media/image1.png": b"\x89PNG" * 99})
    before, after = (zipfile.ZipFile(BytesIO(file)).infolist() for file in (data, on(data, "rang")))
    assert [(one.filename, one.date_time) for one in after[: len(before)]] == [
        (one.filename, one.date_time) for one in before
    ]
    assert [one.filename for one in after[len(before) :]] == ["word/comments.xml"]


def test_strict_office_open_xml_stays_strict() -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = f'<w:document xmlns:w="{strict}"><w:body>{paragraph(run("Strict words."))}</w:body></w:document>'
    links = relationships({"officeDocument": "word/document.xml"}).replace(
        "http://schemas.openxmlformats.org/officeDocument", "http://purl.oclc.org/ooxml/officeDocument"
    )
    data = make_word("", extra={"word/document.xml": document, "_rels/.rels": links})
    after = unzipped(on(data, "words"))
    assert after["word/comments.xml"].count(strict.encode()) == 1
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in after["word/_rels/document.xml.rels"]


def test_a_comment_on_no_words_is_on_the_nearest() -> None:
    data = make_word(paragraph(run("One.")) + paragraph(run("Two.")))
    covered = commented(annotated(data, (4, 6), (10, 10), (0, 0)))
    assert covered == {"0": "T", "1": ".", "2": "O"}


@pytest.mark.parametrize("place", [(0, 99), (-1, 2), (3, 2)])
def test_a_comment_outside_of_the_text_is_for_another_document(sandbox: Sandbox, place: tuple[int, int]) -> None:
    comment = Comment(start=place[0], end=place[1], text="Say more.")
    with pytest.raises(DocumentChanged, match="Analyse it again"):
        annotate(make_word(paragraph(run("I rang."))), [comment], sandbox=sandbox)


COMMENT = Comment(start=0, end=1, text="Say more.")
WORDS = paragraph(run("I rang."))
MACROS = content_types({}, "application/vnd.ms-word.document.macroEnabled.main+xml")


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (b"I rang her.", UnsupportedFormat, "Word document"),
        (b"%PDF-1.7", UnsupportedFormat, "Word document"),
        (b"{\\rtf1 I rang}", UnsupportedFormat, "Word document"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), UnsupportedFormat, "Word document"),
        (zipped({"xl/workbook.xml": ""}), UnsupportedFormat, "spreadsheet"),
        (make_word(WORDS, extra={"[Content_Types].xml": MACROS}), UnsupportedFormat, "macros"),
        (make_word(WORDS)[:-30], DocumentDamaged, "damaged"),
        (zipped({"word/document.xml": WORDS}), DocumentDamaged, "damaged"),
        (make_word("<w:p>" * 5), DocumentDamaged, "damaged"),
        (make_word("") + b"", DocumentChanged, "Analyse it again"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            DocumentEncrypted,
            "Remove the password",
        ),
        (make_word(WORDS, extra={"word/media/a.bmp": b"\0" * 31 * 1024 * 1024}), DocumentTooLarge, "unpacks"),
    ],
)
def test_what_cannot_be_annotated_is_refused(
    sandbox: Sandbox, data: bytes, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        annotate(data, [COMMENT], sandbox=sandbox)


def test_a_long_document_with_many_comments_stays_within_the_limits(sandbox: Sandbox) -> None:
    words = "I rang her on Friday because she had not heard from us since the move. " * 15
    data = make_word(paragraph(run(words)) * 250)
    text = read_bytes(data, sandbox=sandbox).text
    comments = [Comment(start=at, end=at + 60, text="Say more.") for at in range(0, len(text) - 60, len(text) // 300)]
    assert read_bytes(annotate(data, comments, sandbox=sandbox), sandbox=sandbox).text == text
