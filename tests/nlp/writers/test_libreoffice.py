"""What LibreOffice makes of annotated files. Slow, so few; skipped where it is not installed."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest
from docx.document import Document as WordDocument
from lxml import etree

from nlp.readers import read_bytes
from nlp.readers.docx_names import attribute, name_of
from nlp.writers import Comment, annotate
from tests.nlp.writers.word_files import field, make_word, paragraph, run, table, tracked, unzipped
from tests.patience import PATIENCE

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice: apt-get install libreoffice-writer-nogui")

LINK = f'<w:hyperlink w:anchor="here">{run("our web page")}</w:hyperlink>'
CONTROL = f"<w:sdt><w:sdtPr><w:text/></w:sdtPr><w:sdtContent>{run('a form field')}</w:sdtContent></w:sdt>"
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
BOX = (
    '<w:r><w:pict><v:shape style="width:200pt;height:60pt" type="#_x0000_t202"><v:textbox>'
    f"<w:txbxContent>{paragraph(run('Words in a box.'))}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
DOCUMENT = make_word(
    paragraph('<w:bookmarkStart w:id="1" w:name="here"/><w:bookmarkEnd w:id="1"/>', run("I rang her on Friday."))
    + paragraph(
        run("She was "), tracked("ins", run("really ")), tracked("del", "<w:r><w:delText>not </w:delText></w:r>")
    )
    + paragraph(run("cross with "), LINK, run(" and with "), CONTROL, run("."), NOTE)
    + paragraph(run("See "), field("PAGE", run("1")), run(" for more."), BOX)
    + table((paragraph(run("When")), paragraph(run("What"))), (paragraph(run("May")), paragraph(run("A call"))))
    + paragraph(run("The end.")),
    {"footnotes": f'<w:footnote w:id="2">{paragraph(run("It was May."))}</w:footnote>'},
)
QUOTES = [
    "rang her",
    "really",
    "cross with our",
    "page and",
    "form",
    "1 for",
    "in a box",
    "What",
    "May\tA call",
    "was May",
    "end",
]


def convert(data: bytes, target: str, folder: Path) -> bytes:
    assert OFFICE is not None
    source = folder / "account.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", target, "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    (made,) = (folder / "out").iterdir()
    return made.read_bytes()


def annotated() -> bytes:
    text = read_bytes(DOCUMENT).text
    places = [(quote, text.index(quote)) for quote in QUOTES]
    return annotate(
        DOCUMENT, [Comment(start=at, end=at + len(quote), text=f"On: {quote.split()}") for quote, at in places]
    )


def covered(data: bytes) -> dict[str, str]:
    """What each comment says, with the words that it stands at."""
    word: WordDocument = docx.Document(BytesIO(data))
    said = {str(comment.comment_id): comment.text for comment in word.comments}
    open_, found = set[str](), dict.fromkeys(said.values(), "")
    for element in etree.fromstring(unzipped(data)["word/document.xml"]).iter():
        match name_of(str(element.tag)):
            case "w:commentRangeStart":
                open_.add(attribute(element, "id"))
            case "w:commentRangeEnd":
                open_.remove(attribute(element, "id"))
            case "w:t":
                for identifier in open_:
                    found[said[identifier]] += element.text or ""
    return found


@needs_office
def test_comments_survive_being_saved_by_libreoffice(tmp_path: Path) -> None:
    before = annotated()
    after = convert(before, "docx:Office Open XML Text", tmp_path)
    assert covered(after) == covered(before)
    assert read_bytes(after).text == read_bytes(DOCUMENT).text


@needs_office
def test_comments_are_notes_of_a_pdf(tmp_path: Path) -> None:
    content = convert(annotated(), 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}', tmp_path)
    document = pypdfium2.PdfDocument(content)
    page = document[0]
    raw = pypdfium2.raw
    notes = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, index)
        size = raw.FPDFAnnot_GetStringValue(note, b"Contents", None, 0)
        buffer = (raw.FPDF_WCHAR * (size // 2))()
        raw.FPDFAnnot_GetStringValue(note, b"Contents", buffer, size)
        notes.append(bytes(buffer).decode("utf-16-le").rstrip("\0"))
        raw.FPDFPage_CloseAnnot(note)
    document.close()
    assert {note for note in notes if note.startswith("On: ")} == {f"On: {quote.split()}" for quote in QUOTES}
