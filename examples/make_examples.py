"""Make the example document (``python examples/make_examples.py``).

The account is invented. It is of middling quality on purpose: some marking points are well evidenced, some partly,
some not at all; it has typing errors, and it names a customer in full, as learners' accounts do.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import docx
from docx.document import Document

TARGET = Path(__file__).with_name("reflective-account.docx")
WRITTEN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

OPENING = (
    "I am the office assistant at a small music school. Parents ring me about lessons, fees and moving times, so "
    "I am usually the first person they speak to and somtimes the only one. What they want underneath is to know "
    "their child is not just a name on a timetable."
)
INTERACTION = (
    "On 9 February Margaret Ellwood rang to stop her son's cello lessons. She said it was only the money, but she "
    "went quiet after every sentance and her voice dropped, so I did not think that was all. I stopped typing and "
    "let her finish. Then I asked, “What has changed for him since Christmas?” and she told me he had cried "
    "before the last two lessons becuase the new teacher moved too fast. I said back what I had heard so that she "
    "could put me right. I told her I could not change the fee, as that is not mine to decide, but I could find "
    "him a slower teacher on a Thursday and ring her by Wednesday, and I did."
)
REFLECTION = (
    "I felt nervous because I thought she would be angry. Listening worked better than explaining the notice "
    "period would have, because she only told me the real reason once she could hear that I was not arguing. Next "
    "time I would ask the open question sooner. She has since booked the summer term, which I take as a sign that "
    "she trusts us more than before."
)
REVIEW = (
    "Every half term we send parents a short survey and I read the answers with the manager. I wrote the main "
    "points on the wall planner so evryone could see:"
)
SURVEY = (
    ("What parents said", "Replies", "What we do now"),
    ("Told too late about changes", "14", "Text the day before"),
    ("Office hard to reach", "5", "Nothing yet"),
)
PLAN_OPENING = "For the families I look after I now want to do the following:"
PLAN = (
    "ring new parents in week three, because they do not always read e-mail",
    "text changes by 4 pm the day before, for parents who work shifts",
    "pass a complaint about a teacher to the manager the same day",
)
CLOSING = (
    "I have learnt that being polite is not enough on it's own and that people tell you things when you give them room."
)


def make() -> Document:
    """The document, with a heading, a table and a bulleted list."""
    document = docx.Document()
    document.core_properties.author = "Tallymark"
    document.core_properties.created = document.core_properties.modified = WRITTEN
    document.add_heading("Reflective account: customer relations at the music school", level=1)
    for text in (OPENING, INTERACTION, REFLECTION, REVIEW):
        document.add_paragraph(text)
    table = document.add_table(rows=0, cols=len(SURVEY[0]), style="Table Grid")
    for row in SURVEY:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph(PLAN_OPENING)
    for item in PLAN:
        document.add_paragraph(item, style="List Bullet")
    document.add_paragraph(CLOSING)
    return document


if __name__ == "__main__":
    make().save(str(TARGET))
