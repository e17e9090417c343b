"""The feedback page: what she sees first, how she gets from it to her words and back, and what she never sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI
from playwright.sync_api import Page, expect
from sqlalchemy import update

from nlp.pipeline import fake_analyser
from service.analysers import Analysers
from service.storage.tables.analyses import AnalysisJob, JobState
from service.unit_store import UnitStore
from tests.pages.accessibility import check_accessible
from tests.pages.conftest import Site
from tests.pages.learner.conftest import ACCOUNT, Learner


def feedback(learner: Learner, text: str = ACCOUNT, **options: object) -> Page:
    return learner.see(f"{learner.a_draft(text)}/drafts/1", **options)


def test_what_she_reads_first(learner: Learner) -> None:
    page = feedback(learner)
    order = page.get_by_role("heading", level=2).all_inner_texts()
    first = ["What already works", "What to work on next", "The marking points at a glance"]
    assert [each for each in order if each in first] == first
    assert order.index("The marking points at a glance") < order.index("Your account, with highlights")
    assert order.index("Your account, with highlights") < order.index("Look at these again")
    expect(page.locator(".summary")).to_be_in_viewport()
    expect(page.locator(".glance > li")).to_have_count(8)
    expect(page.get_by_text("your assessor decides").first).to_be_visible()
    check_accessible(page)


def test_from_a_question_to_the_place_in_her_text_and_back(learner: Learner) -> None:
    page = feedback(learner)
    page.get_by_role("link", name="Go to the place in your text").first.click()
    sentence = page.locator(".sentence:target")
    expect(sentence).to_be_in_viewport()
    sentence.get_by_role("link", name="Question 1").click()
    expect(page.locator("#question-1:target")).to_be_in_viewport()


def test_highlights_are_switched_in_place_and_stay_so(learner: Learner) -> None:
    page = feedback(learner)
    of_first = page.locator(".highlight-label[data-group='1']")
    some = of_first.count()
    assert some
    expect(of_first.first).to_be_visible()
    page.locator("#show-1").uncheck()
    expect(of_first.first).to_be_hidden()
    expect(page.locator("mark[data-group='1']").first).to_have_css("text-decoration-line", "none")
    page.reload()
    expect(page.locator("#show-1")).not_to_be_checked()
    expect(of_first.first).to_be_hidden()
    page.get_by_role("button", name="Turn all off").click()
    assert page.locator(".highlight-label:visible").count() == 0
    check_accessible(page)
    page.get_by_role("button", name="Show all").click()
    expect(of_first.first).to_be_visible()
    assert page.url.endswith("/drafts/1")


def test_start_and_end_of_each_mark_are_read_out(learner: Learner) -> None:
    page = feedback(learner)
    words = page.locator("[data-marked-text]").inner_text()
    starts, ends = words.count("[Start: "), words.count("[End:")
    assert starts == ends == page.locator(".highlight-label").count()


def test_what_is_selected_is_known_by_its_offsets(learner: Learner) -> None:
    page = feedback(learner, "Ça va 👩‍👩‍👧 bien. I rang Mrs Price the same day, because she had waited long.")
    found = page.evaluate(
        """async () => {
            const source = document.querySelector("script[src*='marked-text.js']").src;
            const { offsetsOf } = await import(source);
            const root = document.querySelector("[data-marked-text]");
            const range = document.createRange();
            range.selectNodeContents(root);
            const whole = offsetsOf(range, root);
            const stretch = document.querySelector("#s2 [data-start]");
            const inner = document.createTreeWalker(stretch, NodeFilter.SHOW_TEXT).nextNode();
            range.setStart(inner, 2);
            range.setEnd(inner, 6);
            return [whole, offsetsOf(range, root), range.toString()];
        }"""
    )
    content = learner.client.get(page.url.replace("/submissions", "/v1/submissions") + "/text").json()["content"]
    whole, part, words = found
    assert (whole["start"], whole["end"]) == (0, len(content))
    assert content[part["start"] : part["end"]] == words == "rang"


def test_she_disagrees_beside_the_observation_and_keeps_her_place(learner: Learner) -> None:
    page = feedback(learner)
    button = page.locator("#objection-feedback-next_steps-0-button")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#objection-feedback-next_steps-0")).to_contain_text("You disagreed.")
    expect(button).to_be_focused()
    check_accessible(page)
    page.reload()
    expect(page.locator("#objection-feedback-next_steps-0")).to_contain_text("You disagreed.")
    found = learner.client.get(page.url.replace("/submissions", "/v1/submissions") + "/objections").json()["items"]
    assert [each["observation"] for each in found] == ["/feedback/next_steps/0"]
    button.click()
    expect(page.locator("#objection-feedback-next_steps-0")).not_to_contain_text("You disagreed.")


def test_every_observation_that_can_be_disagreed_with_is_one(learner: Learner) -> None:
    page = feedback(learner)
    here = page.url.removeprefix(page.url.partition("/submissions")[0])
    for place in page.locator(".disagree input[name=observation]").evaluate_all("all => all.map((one) => one.value)"):
        answer = learner.client.post(f"{here}/objections", data={"observation": place}, follow_redirects=False)
        assert answer.status_code == 303, place


def test_no_grade_and_no_probability(learner: Learner) -> None:
    page = feedback(learner)
    page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
    words = page.locator("main").inner_text().lower()
    assert not re.search(r"\b(distinction|merit|grade|probability|confidence|0\.\d+)\b", words)


def test_personal_data_comes_first_where_there_is_some(learner: Learner) -> None:
    page = feedback(learner, f"{ACCOUNT}\n\nHer number is 07700 900123.")
    section = page.locator("section[aria-labelledby='corrections']")
    expect(section.locator("h3").first).to_have_text("Personal data")
    section.get_by_role("link", name=re.compile("paragraph")).first.click()
    expect(page.locator(".sentence:target")).to_be_in_viewport()


def test_an_analysis_that_failed_can_be_asked_for_again(site: Site, learner: Learner) -> None:
    here = learner.a_draft(read=False)
    with site.world.database.write() as session:
        session.execute(update(AnalysisJob).values(state=JobState.FAILED, problem="analysis-failed"))
    page = learner.see(f"{here}/drafts/1")
    expect(page.get_by_role("heading", name="The program could not read this draft")).to_be_visible()
    check_accessible(page)
    page.get_by_role("button", name="Read it again").click()
    expect(page.get_by_role("heading", name="The program is reading your draft")).to_be_visible()


def test_a_very_short_account_is_told_so(learner: Learner) -> None:
    page = feedback(learner, "I rang her.")
    expect(page.locator(".cautions")).to_contain_text("There is little to go on yet.")
    check_accessible(page)


def test_what_was_handed_in_is_still_there_to_read(learner: Learner) -> None:
    here = learner.a_draft()
    learner.hand_in(here)
    page = learner.see(f"{here}/drafts/1")
    expect(page.get_by_text("You have handed this draft in.")).to_be_visible()
    expect(page.get_by_role("heading", name="What to work on next")).to_be_visible()


@pytest.fixture
def with_policies(site: Site, policies: None) -> Iterator[None]:  # noqa: ARG001
    """A service that has the unit with a qualification for each feedback policy."""
    app = site.world.anonymous.app
    assert isinstance(app, FastAPI)
    before = app.state.services
    app.state.services = replace(before, units=UnitStore(), analysers=Analysers(fake_analyser))
    app.state.services.analysers.start(before.workers.executor)
    yield
    app.state.services = before


@pytest.mark.usefixtures("with_policies")
def test_a_signpost_says_nothing_of_single_points(learner: Learner) -> None:
    here = learner.college.begin(learner.client, qualification="signpost").removeprefix("/v1")
    learner.add(here)
    page = learner.see(f"{here}/drafts/1")
    expect(
        page.get_by_text("Your qualification does not let a program comment on single marking points")
    ).to_be_visible()
    expect(page.locator(".glance")).to_have_count(0)
    expect(page.locator("#show-1")).to_have_count(0)
    check_accessible(page)


@pytest.mark.usefixtures("with_policies")
def test_where_nothing_may_be_told_the_page_says_so_and_the_way_on(learner: Learner) -> None:
    here = learner.college.begin(learner.client, qualification="off").removeprefix("/v1")
    page = learner.see(here)
    expect(page.get_by_text("so there is no feedback on drafts")).to_be_visible()
    expect(page.get_by_role("button", name="Add this draft")).to_be_visible()
    learner.add(here)
    page.goto(f"{here}/drafts/1")
    expect(page.get_by_role("heading", name="There is no feedback from the program here")).to_be_visible()
    expect(page.locator("[data-marked-text]")).to_have_count(0)
    check_accessible(page)


def test_a_hostile_account_of_forty_thousand_words_shows_harmlessly(learner: Learner) -> None:
    strange = '<script>document.title = "caught"</script> <img src=x onerror=alert(1)> שלום مرحبا 👩‍👩‍👧 \u202etfel.'
    page = feedback(learner, f"{strange}\n\n" + "I rang her back the same day, because she had waited long. " * 3_400)
    expect(page.locator("[data-marked-text]")).to_contain_text('<script>document.title = "caught"</script>')
    expect(page).to_have_title(re.compile("Feedback on draft 1"))
    page.locator("#show-1").uncheck()
    expect(page.locator(".highlight-label[data-group='1']").first).to_be_hidden()
