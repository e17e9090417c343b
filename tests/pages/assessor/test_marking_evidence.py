"""From words that are selected to the passage that a decision rests on, exact in code points."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from service.storage.tables.analyses import Status
from service.storage.tables.submissions import Text
from tests.pages.assessor.submissions_to_mark import ToMark, card, ready, saved, to_mark
from tests.pages.conftest import Open, Site

HARD = {
    "emoji": "I rang 👩🏽\u200d🔧 back 🇬🇧 at once. 🙂🙂 He\u0301.\n\nThen \U0001d518\U0001d52b 𠮷野家 rang.\n\n🙂",
    "right to left": "قالت لي إن الصمت أقلقها. I rang her back.\n\nאמרתי לה שאתקשר שוב 👍 ביום שישי. Then I did.",  # noqa: RUF001 - Hebrew
    "markup": 'She said <b>"no"</b> &amp; left.\n\n<script>alert(1)</script> was\u00a0all   she wrote.\n\nA < B > C.',
}
# Selects from the one to the other code point of what the paragraphs show, counted here from scratch.
SELECT = """([from, to]) => {
    const walker = document.createTreeWalker(document.querySelector("[data-words]"), NodeFilter.SHOW_TEXT, (node) =>
        node.parentElement.closest(".spoken, .highlight-label") || !node.parentElement.closest("p")
            ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    const range = document.createRange();
    let count = 0;
    while (walker.nextNode()) {
        let unit = 0;
        for (const character of walker.currentNode.data) {
            if (count === from) range.setStart(walker.currentNode, unit);
            unit += character.length;
            count += 1;
            if (count === to) range.setEnd(walker.currentNode, unit);
        }
    }
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@pytest.fixture
def waiting(site: Site) -> ToMark:
    return to_mark(site)


def words_of(it: ToMark) -> tuple[str, list[int]]:
    """The draft's text, and where in it each character lies that its paragraphs show."""
    with it.site.world.database.read() as session:
        text = session.get_one(Text, it.draft.text_id)
        content = text.content or ""
        return content, [place for start, end in text.paragraphs for place in range(start, end)]


@pytest.mark.parametrize("name", HARD)
def test_a_selection_becomes_exactly_its_passage(name: str, site: Site, open_page: Open) -> None:
    it = to_mark(site, words=HARD[name])
    content, shown = words_of(it)
    page = ready(open_page(it.path, it.college.assessor))
    page.keyboard.press("1")
    marked: set[tuple[int, int]] = set()

    @settings(max_examples=12, deadline=None, derandomize=True)
    @given(st.data())
    def select_anything(data: st.DataObject) -> None:
        first = data.draw(st.integers(0, len(shown) - 1))
        last = data.draw(st.integers(first, len(shown) - 1))
        solid = [place for place in shown[first : last + 1] if not content[place].isspace()]
        page.evaluate(SELECT, [first, last + 1])
        page.keyboard.press("e")
        if solid:
            marked.add((solid[0], solid[-1] + 1))
            expect(page.locator(f"[data-passages='1'] [data-passage='{solid[0]}-{solid[-1] + 1}']")).to_be_attached()

    select_anything()
    # However much is marked in between, and one upon the other, no offset changes.
    page.keyboard.press("m")
    saved(page)
    kept = {(span["start"], span["end"]) for span in it.decisions("MP1")[0].evidence}
    assert marked <= kept
    assert page.locator("[data-words] script").count() == 0


def test_words_are_marked_with_the_mouse(waiting: ToMark, open_page: Open) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    first, second = (
        page.locator("#marking-words .sentence [data-start]", has_text=each) for each in ("I rang", "ring")
    )
    start, end = first.first.bounding_box(), second.first.bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 1, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + 8, steps=4)
    page.mouse.up()
    card(page, 1).get_by_role("button", name="Add the words that are selected").click()
    row = card(page, 1).locator("li.own")
    expect(row).to_have_count(1)
    content, _ = words_of(waiting)
    begin, stop = map(int, (row.get_attribute("data-passage") or "").split("-"))
    assert content[begin:stop].startswith("I rang Mrs Osei")
    assert "\n\nNext" in content[begin:stop]
    expect(page.locator("#marking-words mark.own").first).to_be_visible()
    expect(page.locator("[data-own-label].highlight-label")).to_have_text("Your evidence, 1")


def test_sentences_are_marked_without_a_mouse_and_evidence_is_taken_off(waiting: ToMark, open_page: Open) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    said = page.locator("#announcements")
    for expected in ("Sentence 1 of", "Sentence 2 of"):
        page.keyboard.press("Shift+J")
        expect(said).to_contain_text(expected)
    page.keyboard.press("Shift+K")
    page.keyboard.press("Shift+J")
    page.keyboard.press("2")
    page.keyboard.press("e")
    expect(said).to_contain_text("Marked as your evidence for point 2")
    page.keyboard.press("n")
    saved(page)
    content, _ = words_of(waiting)
    only = waiting.decisions("MP2")[0].evidence
    first = content.index("I rang")
    assert [(span["start"], span["end"]) for span in only] == [(first, content.index(" She told"))]
    page.keyboard.press("2")
    page.keyboard.press("p")
    expect(card(page, 2).locator("summary .tag")).to_have_text("Partial")
    page.keyboard.press("2")
    ticked = [row.is_checked() for row in card(page, 2).locator("[data-passage] input").all()]
    for _ in range(ticked.index(True) + 1):
        page.keyboard.press("j")
    page.keyboard.press("x")
    expect(said).to_contain_text("Taken off point 2")
    expect(page.locator("#restore-2")).to_be_visible()
    saved(page)
    chain = waiting.decisions("MP2")
    assert [one.status for one in chain] == [Status.NOT, Status.PARTIAL, Status.PARTIAL]
    assert len(chain[2].evidence) == len(chain[1].evidence) - 1


def test_marking_needs_words_of_the_account(waiting: ToMark, open_page: Open) -> None:
    page = ready(open_page(waiting.path, waiting.college.assessor))
    select_title(page)
    page.keyboard.press("e")
    expect(page.locator("#announcements")).to_contain_text("Select some of the learner's words first")
    page.keyboard.press("0")
    page.keyboard.press("e")
    expect(page.locator("#announcements")).to_contain_text("Choose a point first")
    expect(page.locator("li.own")).to_have_count(0)


def select_title(page: Page) -> None:
    page.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
