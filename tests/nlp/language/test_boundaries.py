"""Each text is written with ``|`` where a sentence must end; the rules get it without."""

from __future__ import annotations

import pytest
from confection import ConfigValidationError
from spacy.language import Language

from nlp.documents import Document
from nlp.language.boundaries import NAME, sentence_starts
from nlp.language.pipeline import read_sentences


def sentences(language: Language, *paragraphs: str) -> list[str]:
    document = Document.from_paragraphs(paragraphs)
    return [document.text[s.span.start : s.span.end] for s in read_sentences(language, document)]


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param("I rang the depot.| They had no record of it.", id="plain"),
        pytest.param("Mr. Okafor and Dr. Lunt came in.| Mrs. Bell did not.", id="titles"),
        pytest.param("Some things help, e.g. a note, i.e. a card.| We keep both.", id="connectives"),
        pytest.param("We sell bolts, hinges, etc. to the trade.| We sell paint, glue, etc.| Trade only.", id="etc"),
        pytest.param("He moved to St. Albans from approx. ten miles off.", id="places and amounts"),
        pytest.param("It is form no. 12 from Harlow Fittings Ltd. in Leeds.| I said no.| They rang off.", id="numbers"),
        pytest.param("J. R. Priestley signed it.| I saw Mrs B. in town.| My Uncle D. Price came.", id="initials"),
        pytest.param("I told Mr T.| She had left.", id="an initial that ends a sentence"),
        pytest.param("It opens at 9.30 a.m. on Mondays.| We close at 4 p.m.| The gate is locked then.", id="times"),
        pytest.param("It cost £4.50, down from 12.75.| That was 3.5% less.", id="prices and decimals"),
        pytest.param("See www.brindle.example.| Write to help@brindle.example.| Thanks.", id="addresses"),
        pytest.param("I waited... and waited… but nobody came.| So...| We left.", id="ellipses"),
        pytest.param("I put the phone down.|She rang again.| I picked up.", id="no blank before a capital"),
        pytest.param("I put the phone down.|she rang again", id="no blank before a common word"),
        pytest.param("rang him back.| he said thanks.| put it in the book", id="lower case throughout"),
        pytest.param("i was cross!!| then i saw the note?!| it was mine", id="several marks"),
        pytest.param("The van was late; the parts were wrong; nobody rang.", id="semi-colons"),
        pytest.param('"I have had enough." she said.| "So have I." I told him.', id="speech then narration"),
        pytest.param('He asked "where is it?" and sat down.| He said "It is lost."| Then he left.', id="quotations"),
        pytest.param("'Who moved it?' asked the driver.| Nobody knew.", id="single quotation marks"),
        pytest.param("“Is it mended?” she asked.| “Nearly.”| She smiled.", id="curly quotation marks"),
        pytest.param("'What is it for?' I asked.| It was a fuse.", id="I after a quoted question"),
        pytest.param("He wrote 'send it back. it is broken. sorry.'| I rang him.", id="a quoted message"),
        pytest.param('One mark " is never closed.| This is still a sentence.', id="a forgotten mark"),
        pytest.param("The drivers' room was full.| The cleaners' was not.", id="apostrophes"),
        pytest.param("She left (he had gone.)| We locked up (at six, by then).| (It was dark.)| Home.", id="brackets"),
        pytest.param("Thank you so much! 😀| She was thrilled 🎉🎉 with it.", id="emoji"),
        pytest.param("1. Ring the depot.| 2. Write it down.| iii. Tell her.| b) wait", id="numbered items"),
        pytest.param("2.1 Records are kept.| 2.2 They are locked away.", id="numbered clauses"),
        pytest.param("7 and 8. Plans and reviews.", id="two numbers for one item"),
        pytest.param("LO2. Scope of the work.| Q1. Who did it?", id="numbered outcomes"),
        pytest.param("• Rang the depot| • Wrote it down| • Told her", id="bullets run together"),
        pytest.param("What was wrong:| - the till was slow| - the queue was long", id="dashes after a colon"),
        pytest.param("- Rang the depot| - Wrote it down", id="dashes from the start"),
        pytest.param("He came - late as ever - and left.", id="dashes as brackets"),
        pytest.param("Tues. Van off the road.| Weds. Van back.", id="days as labels"),
        pytest.param("9th. Rain.| 12th. Sun, and ninety in.", id="days of the month as labels"),
        pytest.param("03/04 – rang the depot, no answer.| 05/04 – rang again.", id="entries with a dash"),
        pytest.param("Entry 2, 12 May: the boiler man came.| He was early.", id="a numbered entry"),
        pytest.param("Mon 4 March| Rang the depot.| No answer.", id="a date as a heading"),
        pytest.param("12.03.24| Rang Mrs B. about the boiler.", id="a date in figures as a heading"),
        pytest.param("Mon 4 March: rang the depot.", id="a date that a colon joins"),
        pytest.param("w/c 3 June| Took over the inbox.", id="a week as a heading"),
        pytest.param("4/9 Rang the depot| 5/9 Wrote to them| 6/9 They came", id="entries run together"),
        pytest.param("On 3 Feb. 14 of us met.| By Dec. 2024 we had stopped.", id="months"),
        pytest.param("A good day| Assessor: What did you do?| Learner: I rang.", id="a label without a full stop"),
        pytest.param("Q: Who rang?| A: I did.| Q: When?| A: At ten.", id="question and answer"),
        pytest.param("Customer A: a student with a pass.| Customer B: her mum.", id="labels of customers"),
        pytest.param("BACKGROUND AND AIMS", id="a heading in capitals"),
    ],
)
def test_sentences_end_where_marked(language: Language, marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    assert sentences(language, marked.replace("|", "")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Name: Jo\nDate: 3 May\nI rang.", ["Name: Jo", "Date: 3 May", "I rang."], id="short lines"),
        pytest.param(
            "I had to ring the depot twice before anybody there\ncould tell me which of the vans had the part on it.",
            ["I had to ring the depot twice before anybody there\ncould tell me which of the vans had the part on it."],
            id="lines wrapped at a margin",
        ),
        pytest.param(
            "What I did\nI rang the depot, and then I rang the customer to say that it was late.",
            ["What I did", "I rang the depot, and then I rang the customer to say that it was late."],
            id="a heading on a line of its own",
        ),
        pytest.param(
            "- the till was slow\n- the queue was long", ["- the till was slow", "- the queue was long"], id="items"
        ),
        pytest.param("I rang her.\n\n\nShe was out.", ["I rang her.", "She was out."], id="several line breaks"),
    ],
)
def test_lines_within_a_paragraph(language: Language, text: str, expected: list[str]) -> None:
    assert sentences(language, text) == expected


def test_no_sentence_crosses_a_paragraph(language: Language) -> None:
    assert sentences(language, "We try to", "answer the phone") == ["We try to", "answer the phone"]


def test_a_label_in_brackets_is_part_of_its_sentence(language: Language) -> None:
    assert sentences(language, "MT (assessor): Who rang? I did.") == ["MT (assessor): Who rang?", "I did."]


def test_a_sentence_of_sixty_words_stays_whole(language: Language) -> None:
    long = "We looked at " + "the till and " * 20 + "she said so."
    assert sentences(language, long) == [long]


def test_a_dictated_account_without_full_stops_is_taken_apart_between_clauses(language: Language) -> None:
    clause = "she came back in the week after that to tell me how the new boiler was getting on in her kitchen "
    dictated = "so the first thing is " + ("and " + clause) * 12
    found = sentences(language, dictated)
    assert len(found) > 3
    assert all(sentence.startswith("and she") for sentence in found[1:])
    assert all(30 <= len(sentence.split()) <= 90 for sentence in found[:-1])


def test_a_long_sentence_without_clauses_stays_whole(language: Language) -> None:
    assert len(sentences(language, "bolts, " * 200)) == 1


def test_settings_are_validated(language: Language) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        language.create_pipe(NAME, config={"narrowest_wrap": 0})
    with pytest.raises(ConfigValidationError):
        language.create_pipe(NAME, config={"longest_line": 3})
    with pytest.raises(ConfigValidationError):
        language.create_pipe(NAME, config={"longest_sentence": "many"})


def test_settings_change_the_rules() -> None:
    words = ["one", "\n", "two"]
    spaces = [False, False, False]
    assert sentence_starts(words, spaces) == [0, 2]
    assert sentence_starts(["a", *("b" * 40), "\n", "c"], [True] * 40 + [False, False, False]) == [0]
