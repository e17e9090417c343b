from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, ListFlowable, ListItem, PageBreak, Paragraph, SimpleDocTemplate, Table

from nlp.errors import DocumentDamaged, DocumentEmpty, DocumentEncrypted, DocumentHasNoText, DocumentTooLarge
from nlp.readers.limits import Limits
from nlp.readers.parsers import parse

STYLES = getSampleStyleSheet()
NORMAL: ParagraphStyle = STYLES["Normal"]
LONG = (
    "I work on the desk of a small yard that hires boats, and most of the people who ring us have never steered one. "
    "One family asked three times whether the river was safe, which told me that the leaflet had not answered them. "
    "So I slowed down, asked what worried them most, and wrote the answer on their booking."
)


def read(data: bytes, limits: Limits | None = None) -> list[str]:
    return parse(data, ".pdf", limits or Limits())


def typeset(*story: Flowable, head: str = "") -> bytes:
    def decorate(canvas: Canvas, _document: SimpleDocTemplate) -> None:
        if head:
            canvas.drawString(72, A4[1] - 40, head)
            canvas.drawCentredString(A4[0] / 2, 30, f"Page {canvas.getPageNumber()} of 3")

    buffer = BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4).build(list(story), onFirstPage=decorate, onLaterPages=decorate)
    return buffer.getvalue()


def drawn(draw: Callable[[Canvas], object], **options: object) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def lines(*texts: str) -> Callable[[Canvas], object]:
    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(texts):
            canvas.drawString(72, 700 - 14 * number, text)

    return draw


def test_wrapped_lines_become_paragraphs_again() -> None:
    data = typeset(Paragraph("My account", STYLES["Heading1"]), Paragraph(LONG, NORMAL), Paragraph("Short.", NORMAL))
    assert read(data) == ["My account", LONG, "Short."]


@pytest.mark.parametrize("style", [{"spaceBefore": 10}, {"firstLineIndent": 20}, {"leading": 28}, {"alignment": 4}])
def test_paragraphs_are_told_apart_however_they_are_set(style: dict[str, float]) -> None:
    paragraph_style = ParagraphStyle("set", parent=NORMAL, **style)
    assert read(typeset(*(Paragraph(LONG, paragraph_style) for _ in range(3)))) == [LONG] * 3


def test_list_items_stay_apart() -> None:
    items = [ListItem(Paragraph(text, NORMAL)) for text in (LONG, "I rang them back.", LONG)]
    assert read(typeset(ListFlowable(items, bulletType="bullet"))) == [f"• {LONG}", "• I rang them back.", f"• {LONG}"]


def test_table_rows_have_tabs_between_cells() -> None:
    assert read(typeset(Table([["When", "What"], ["3 May", "Rang her back"]], colWidths=100))) == [
        "When\tWhat",
        "3 May\tRang her back",
    ]


def test_running_heads_feet_and_page_numbers_are_dropped() -> None:
    story = [part for text in ("First.", "Second.", "Third.") for part in (Paragraph(text, NORMAL), PageBreak())]
    assert read(typeset(*story, head="Unit 2: customer relations")) == ["First.", "Second.", "Third."]


def test_a_sentence_that_comes_back_on_every_page_is_kept() -> None:
    story = [part for _ in range(3) for part in (Paragraph("I wrote it down.", NORMAL), PageBreak())]
    assert read(typeset(*story)) == ["I wrote it down."] * 3


@pytest.mark.parametrize("number", ["92%.", "92"])
def test_a_number_that_ends_a_sentence_is_no_page_number(number: str) -> None:
    assert read(drawn(lines("This month my quality score was", number))) == [
        f"This month my quality score was {number}"
    ]


def test_a_sentence_that_runs_over_the_page_is_joined() -> None:
    story = [Paragraph("I asked what", NORMAL), PageBreak(), Paragraph("worried them.", NORMAL)]
    assert read(typeset(*story)) == ["I asked what worried them."]


def test_words_broken_at_a_line_end_are_mended() -> None:
    text = lines("We sent them the infor-", "mation, and then a follow-", "up came; I follow what is up.")
    assert read(drawn(text)) == ["We sent them the information, and then a follow-up came; I follow what is up."]


def test_a_filled_in_form_is_read() -> None:
    def form(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "What did you do?")
        canvas.acroForm.textfield(name="answer", x=72, y=600, value="I rang her back.", width=300)
        canvas.acroForm.textfield(name="unused", x=72, y=500, value="", width=300)

    assert read(drawn(form)) == ["What did you do?", "I rang her back."]


def test_a_scan_is_refused_with_advice() -> None:
    picture = ImageReader(_picture())
    with pytest.raises(DocumentHasNoText, match="scan"):
        read(drawn(lambda canvas: canvas.drawImage(picture, 0, 0, 500, 700)))


def test_a_cover_sheet_does_not_hide_that_the_rest_is_scanned() -> None:
    def scanned_after_cover(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Cover sheet")
        for _ in range(3):
            canvas.showPage()
            canvas.drawImage(ImageReader(_picture()), 0, 0, 500, 700)

    with pytest.raises(DocumentHasNoText, match="scan"):
        read(drawn(scanned_after_cover))


def test_a_photograph_among_pages_of_text_is_no_obstacle() -> None:
    def illustrated(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "I rang her back.")
        canvas.showPage()
        canvas.drawImage(ImageReader(_picture()), 0, 0, 500, 700)

    assert read(drawn(illustrated)) == ["I rang her back."]


def test_blank_pages_are_empty() -> None:
    with pytest.raises(DocumentEmpty):
        read(drawn(lambda canvas: canvas.showPage()))


def test_a_password_is_recognised() -> None:
    with pytest.raises(DocumentEncrypted, match="Remove the password"):
        read(drawn(lines("Secret"), encrypt=StandardEncryption("word", strength=128)))


def test_a_password_for_changes_only_is_no_obstacle() -> None:
    locked = StandardEncryption("", ownerPassword="owner", canModify=0, strength=128)
    assert read(drawn(lines("Readable."), encrypt=locked)) == ["Readable."]


def test_too_many_pages_are_refused_before_they_are_read() -> None:
    with pytest.raises(DocumentTooLarge, match="more than 2 pages"):
        read(typeset(*[PageBreak() for _ in range(2)], Paragraph("x", NORMAL)), Limits(pages=2))


def test_too_many_words_are_refused() -> None:
    with pytest.raises(DocumentTooLarge, match="words"):
        read(typeset(Paragraph(LONG, NORMAL)), Limits(characters=100))


@pytest.mark.parametrize("keep", [5, 100, 700])
def test_a_truncated_file_is_damage_or_text_but_never_empty(keep: int) -> None:
    with pytest.raises(DocumentDamaged, match="save it again"):
        read(drawn(lines("Readable."))[:keep])


def _picture() -> BytesIO:
    buffer = BytesIO()
    Image.new("RGB", (40, 60), "white").save(buffer, "PNG")
    buffer.seek(0)
    return buffer
