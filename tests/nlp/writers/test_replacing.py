"""After a replacement the words are nowhere in the file, and the rest of it is what it was."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nlp.documents import Document
from nlp.errors import DocumentChanged, DocumentDamaged, UnsupportedFormat
from nlp.readers import Limits, Sandbox, read_bytes
from nlp.readers.parsers import parse
from nlp.writers import replace
from nlp.writers.replacing import replace as replace_here
from tests.nlp.writers.word_files import (
    DOCUMENTS,
    KINDS,
    NAMES,
    content_types,
    field,
    make_word,
    paragraph,
    run,
    table,
    text_box,
    tracked,
    unzipped,
)

LIMITS = Limits()
NAME, MAIL, PHONE = "Margaret Ellwood", "m.ellwood@example.org", "07700 900123"
STAND_INS = {NAME: "Person A", MAIL: "[e-mail 1]", PHONE: "[telephone 1]"}
KIND_OF = {NAME: "full_name", MAIL: "email", PHONE: "phone"}


@dataclass(frozen=True)
class Replacement:
    start: int
    end: int
    text: str
    kind: str = ""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as shared:
        yield shared


def text_of(data: bytes) -> str:
    return Document.from_paragraphs(parse(data, ".docx", LIMITS)).text


def replacements(text: str) -> list[Replacement]:
    """What to put in the place of our three strings."""
    return [
        Replacement(match.start(), match.end(), stand_in, KIND_OF[string])
        for string, stand_in in STAND_INS.items()
        for match in re.finditer(re.escape(string), text)
    ]


def redacted(data: bytes) -> bytes:
    items = [vars(item) for item in replacements(text_of(data))]
    return replace_here(data, {"replacements": items}, LIMITS)


def everything(data: bytes) -> str:
    """All that a person with a text editor, or with a program that joins runs, could read in the file."""
    parts = [html.unescape(content.decode("utf-8", "replace")) for content in unzipped(data).values()]
    return "\n".join([*unzipped(data), *parts, *(re.sub(r"<[^>]*>", "", part) for part in parts)])


TEXT = paragraph(run("I rang "), run("Margaret "), run("Ell"), run("wood"), run(f" on {PHONE} and wrote to {MAIL}."))
DELETED = "<w:r><w:delText>{}</w:delText></w:r>"
RELATIONSHIP = '<Relationship Id="{id}" Type="' + KINDS + '/{kind}" Target="{target}"{mode}/>'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def links(*relationships: tuple[str, str, str]) -> str:
    made = [
        RELATIONSHIP.format(id=f"r{number}", kind=kind, target=target, mode=mode and f' TargetMode="{mode}"')
        for number, (kind, target, mode) in enumerate(relationships)
    ]
    return f'<Relationships xmlns="{PACKAGE}/relationships">{"".join(made)}</Relationships>'


PLACES = {
    "in a deletion": {"body": paragraph(tracked("del", DELETED.format(f"Ask {NAME}.")))},
    "half in a deletion": {"body": paragraph(run("Old "), tracked("del", DELETED.format(PHONE[:5])), run(PHONE[5:]))},
    "in a deletion in the middle of the name": {
        "body": paragraph(
            tracked("del", DELETED.format("Margaret ") + DELETED.format("Ell")), tracked("del", DELETED.format("wood"))
        )
    },
    "before an insertion": {
        "body": paragraph(run("Ell"), tracked("ins", run("x")), tracked("del", DELETED.format("wood")))
    },
    "moved away": {"body": paragraph(tracked("moveFrom", run(NAME)), run("There."))},
    "hidden": {"body": paragraph(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{NAME}</w:t></w:r>")},
    "in the old rendering of a text box": {"body": paragraph(f"<w:r>{text_box(paragraph(run(NAME)))}</w:r>")},
    "as the author of a change": {"body": paragraph(f'<w:ins w:id="1" w:author="{NAME}">{run("New.")}</w:ins>')},
    "in an alternative text": {
        "body": paragraph(
            f'<w:r><w:drawing><wps:docPr id="1" name="Picture" descr="{NAME} at her desk"/></w:drawing></w:r>'
        )
    },
    "in the tip of a link": {"body": paragraph(f'<w:hyperlink w:tooltip="Write to {MAIL}">{run("her")}</w:hyperlink>')},
    "in the code of a field": {"body": paragraph(field(f'HYPERLINK "mailto:{MAIL}"', run("her")))},
    "in a simple field": {"body": paragraph(f'<w:fldSimple w:instr="AUTHOR {NAME}">{run("me")}</w:fldSimple>')},
    "in a bookmark": {"body": paragraph('<w:bookmarkStart w:id="3" w:name="Margaret_Ellwood"/>', run("Here."))},
    "in a content control": {
        "body": paragraph(
            f'<w:sdt><w:sdtPr><w:alias w:val="{NAME}"/><w:showingPlcHdr/></w:sdtPr>',
            f"<w:sdtContent>{run(NAME)}</w:sdtContent></w:sdt>",
        )
    },
    "in capitals": {"body": paragraph(tracked("del", DELETED.format(NAME.upper())))},
    "with odd spaces": {"body": paragraph(tracked("del", DELETED.format("Margaret\u00a0 Ell\u00adwood")))},
    "by her surname alone": {"body": paragraph(tracked("del", DELETED.format("Mrs Ellwood was cross.")))},
    "by her first name alone": {"body": paragraph(tracked("del", DELETED.format("Margaret was cross.")))},
    "in a comment": {
        "parts": {
            "comments": f'<w:comment w:id="1" w:author="{NAME}" w:initials="ME">{paragraph(run(NAME))}</w:comment>'
        }
    },
    "in a note that nothing refers to": {
        "parts": {"footnotes": f'<w:footnote w:id="9">{paragraph(run(NAME))}</w:footnote>'}
    },
    "in a header": {"parts": {"header": paragraph(run("Marga"), run("ret"), run(" Ellwood"))}},
    "in a footer": {"parts": {"footer": paragraph(run(f"Call {PHONE}"))}},
    "in a document variable": {
        "extra": {
            "word/settings.xml": f'<w:s {NAMES}><w:docVars><w:docVar w:name="x" w:val="{NAME}"/></w:docVars></w:s>'
        }
    },
    "in the template's address": {
        "extra": {
            "word/_rels/settings.xml.rels": links(("attachedTemplate", "file:///C:/Users/anybody/a.dotm", "External"))
        }
    },
    "in the address of a link": {
        "extra": {
            "word/_rels/document.xml.rels": links(("hyperlink", "https://a.example/?q=Margaret%20Ellwood", "External"))
        }
    },
    "in a mail address to link to": {
        "extra": {"word/_rels/document.xml.rels": links(("hyperlink", "MAILTO:someone.else@example.org", "External"))}
    },
    "in the properties": {
        "extra": {
            "_rels/.rels": links(
                ("officeDocument", "word/document.xml", ""),
                ("core-properties", "docProps/core.xml", ""),
                ("extended-properties", "docProps/app.xml", ""),
                ("custom-properties", "docProps/custom.xml", ""),
                ("thumbnail", "docProps/thumbnail.jpeg", ""),
            ),
            "docProps/core.xml": (
                f"<c><creator>anybody</creator><title>On {NAME}</title><lastModifiedBy>anybody</lastModifiedBy></c>"
            ),
            "docProps/app.xml": f"<a><Company>anybody</Company><Manager>anybody</Manager><t>{NAME}</t></a>",
            "docProps/custom.xml": "<custom><property>anybody</property></custom>",
            "docProps/thumbnail.jpeg": b"anybody",
        }
    },
    "among the people": {
        "extra": {
            "word/_rels/document.xml.rels": links(("people", "people.xml", "")),
            "word/people.xml": '<people><person author="anybody"/></people>',
        }
    },
    "in data that a control is bound to": {
        "extra": {"customXml/item1.xml": f"<form><customer>{NAME}</customer></form>"}
    },
    "in a chart": {
        "extra": {
            "word/charts/chart1.xml": (
                '<c xmlns:a="a"><a:p><a:r><a:t>Margaret </a:t></a:r><a:r><a:t>Ellwood</a:t></a:r></a:p>'
                f"<v>{PHONE}</v></c>"
            )
        }
    },
    "in the text of the glossary": {
        "extra": {"word/glossary/document.xml": f"<w:doc {NAMES}>{paragraph(run(NAME))}</w:doc>"}
    },
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_the_words_are_nowhere_in_the_file(place: dict[str, object]) -> None:
    body = place.get("body", "")
    data = make_word(TEXT + str(body), place.get("parts"), place.get("extra"))  # type: ignore[arg-type]
    before = everything(data)
    assert any(word in before for word in ("wood", "anybody", "someone", "07700", "Ell", "ELLWOOD", "Margaret was"))
    after = everything(redacted(data))
    for trace in ("Margaret", "wood", "07700", "m.ellwood", "example.org", "anybody", "Marga"):
        assert trace.casefold() not in after.casefold(), trace
    assert "Person A on [telephone 1] and wrote to [e-mail 1]." in text_of(redacted(data))


def test_the_first_run_gives_the_format() -> None:
    bold = "<w:rPr><w:b/></w:rPr>"
    data = make_word(paragraph(run("I rang "), run("Margaret", bold), run(" Ellwood"), run(" then.")))
    assert (
        f'<w:r>{bold}<w:t xml:space="preserve">Person A</w:t></w:r>'
        in unzipped(redacted(data))["word/document.xml"].decode()
    )


def test_other_parts_stay_byte_for_byte() -> None:
    styles = f'<?xml version="1.0"?>\r\n<w:styles {NAMES}  ><w:style w:styleId="a"/></w:styles>'
    data = make_word(TEXT, extra={"word/styles.xml": styles, "word/media/image1.png": b"\x89PNG"})
    before, after = unzipped(data), unzipped(redacted(data))
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}


def test_words_that_only_look_alike_stay() -> None:
    header = paragraph(run("Ellwoods Lane, call 107700 9001234, margaret"))
    assert (
        b"Ellwoods Lane, call 107700 9001234"
        in unzipped(redacted(make_word(TEXT, {"header": header})))["word/header.xml"]
    )


def test_a_word_of_everyday_is_left_in_small_letters() -> None:
    data = make_word(paragraph(run("I rang Will.")), {"header": paragraph(run("I will ring WILL"))})
    cleaned = replace_here(data, {"replacements": [vars(Replacement(7, 11, "Person A"))]}, LIMITS)
    assert b"I will ring Person A" in unzipped(cleaned)["word/header.xml"]


def test_a_text_that_is_replaced_by_part_of_itself_does_not_run_in_circles() -> None:
    data = make_word(paragraph(run("I rang Ann.")), {"header": paragraph(run("Ann"))})
    cleaned = replace_here(data, {"replacements": [vars(Replacement(7, 10, "Mrs Ann"))]}, LIMITS)
    assert text_of(cleaned) == "I rang Mrs Ann."
    assert b"Mrs Ann<" in unzipped(cleaned)["word/header.xml"]


@settings(max_examples=50)
@given(DOCUMENTS, st.data())
def test_the_text_is_as_asked_for(data: bytes, choice: st.DataObject) -> None:
    text = text_of(data)
    assume(max(text.count("Note 2."), text.count("Note 3.")) <= 1)  # each note stands in the file once
    letters = [match.span() for match in re.finditer(r"(?<![^ -~])\b[a-zA-Z]+\b(?![^ -~])", text)]
    chosen = choice.draw(st.lists(st.sampled_from(letters), unique=True, max_size=4).map(sorted))
    items = [vars(Replacement(start, end, "[gone]")) for start, end in chosen]
    expected, position = "", 0
    for start, end in chosen:
        expected, position = f"{expected}{text[position:start]}[gone]", end
    assert text_of(replace_here(data, {"replacements": items}, LIMITS)) == expected + text[position:]


def test_a_tab_between_the_words_goes_too() -> None:
    data = make_word(paragraph("<w:r><w:t>Ask Margaret</w:t><w:tab/><w:t>Ellwood now.</w:t></w:r>"))
    items = [vars(Replacement(4, 20, "Person A"))]
    assert text_of(replace_here(data, {"replacements": items}, LIMITS)) == "Ask Person A now."


def test_words_over_two_cells_are_replaced_in_both() -> None:
    data = make_word(table((paragraph(run("Margaret")), paragraph(run("Ellwood")))))
    items = [vars(Replacement(0, 16, "Person A"))]
    assert text_of(replace_here(data, {"replacements": items}, LIMITS)) == "Person A"


@pytest.mark.parametrize(
    "name", ["word/embeddings/sheet.xlsx", "word/embeddings/object1.bin", "word/afchunk.mht", "word/activeX/x.bin"]
)
def test_files_in_the_file_are_refused(sandbox: Sandbox, name: str) -> None:
    with pytest.raises(UnsupportedFormat, match="other files"):
        replace(make_word(TEXT, extra={name: b"PK"}), [], sandbox=sandbox)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_picture_that_holds_the_words_is_refused(sandbox: Sandbox, encoding: str) -> None:
    data = make_word(TEXT, extra={"word/media/image1.jpg": b"\xff\xd8\xff" + NAME.encode(encoding)})
    with pytest.raises(UnsupportedFormat, match="picture"):
        replace(data, replacements(text_of(data)), sandbox=sandbox)


def test_a_part_that_is_called_by_the_name_is_refused(sandbox: Sandbox) -> None:
    data = make_word(TEXT, extra={"word/media/Margaret Ellwood.jpg": b"\xff\xd8\xff"})
    with pytest.raises(UnsupportedFormat, match="cannot be replaced"):
        replace(data, replacements(text_of(data)), sandbox=sandbox)


def test_another_documents_replacements_are_refused(sandbox: Sandbox) -> None:
    with pytest.raises(DocumentChanged, match="Analyse it again"):
        replace(make_word(paragraph(run("Short."))), [Replacement(4, 90, "x")], sandbox=sandbox)


def test_damage_and_macros_are_refused(sandbox: Sandbox) -> None:
    macros = content_types({}, "application/vnd.ms-word.document.macroEnabled.main+xml")
    with pytest.raises(UnsupportedFormat, match="macros"):
        replace(make_word(TEXT, extra={"[Content_Types].xml": macros}), [], sandbox=sandbox)
    with pytest.raises(DocumentDamaged):
        replace(make_word(TEXT, extra={"word/header9.xml": "<w:hdr>"}), [], sandbox=sandbox)


def test_a_real_document_still_opens(sandbox: Sandbox) -> None:
    document = docx.Document()
    document.core_properties.author = NAME
    document.add_paragraph(f"I rang {NAME} on {PHONE}.")
    document.sections[0].header.paragraphs[0].text = f"About {NAME}"
    buffer = BytesIO()
    document.save(buffer)
    data = buffer.getvalue()
    cleaned = replace(data, replacements(read_bytes(data).text), sandbox=sandbox)
    opened = docx.Document(BytesIO(cleaned))
    assert [one.text for one in opened.paragraphs] == ["I rang Person A on [telephone 1]."]
    assert opened.sections[0].header.paragraphs[0].text == "About Person A"
    assert opened.core_properties.author == ""
