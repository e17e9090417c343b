"""Sentences with the features they have: person, tense, then modal, negated, hypothetical where they apply."""

from __future__ import annotations

import pytest
from spacy.language import Language

from nlp.documents import Document
from nlp.language.grammar import NO_GRAMMAR, grammar_of
from nlp.language.pipeline import read_sentences
from nlp.language.sentences import Grammar, Person, Tense

PERSONS: dict[str, Person] = {"I": "first_singular", "we": "first_plural", "other": "other"}
TENSES: dict[str, Tense] = {"past": "past", "present": "present", "future": "future", "none": "none"}

STANDARD = """
I rang the customer back. | I past
Rang him back before nine. | I past
We check the records every morning. | we present
The customer was upset about the delay. | other past
I will ring her on Monday. | I future
I'm going to keep a call log. | I future
We're gonna try a shorter form. | we future
I was going to ring but the line was busy. | I past
When she came in I smiled. | I past
When she came in, I noticed her hands. | I past
If a customer were to complain, I would listen first. | I present modal hypothetical
I would have asked her more questions. | I past modal hypothetical
She said she would call back. | other past modal
Every Friday he would bring us biscuits. | other past modal
He wouldn't look at me. | other past modal negated
I could hear that she was tired. | I past modal
I couldn't find the order. | I past modal negated
We could send a text the day before. | we present modal hypothetical
Next time I'd ask her what she needs. | I present modal hypothetical
I'd asked her twice already. | I past
I'd better check the file. | I past
He must sign the form. | other present modal
I may ring her on Monday. | I present modal
May was a quiet month. | other past
She might come back next year. | other present modal hypothetical
Me and Priya covered the desk. | we past
My colleague and I agreed a plan. | we past
I asked if she would like a refund. | I past modal
If she rings again I will offer a visit. | I future hypothetical
If customers complain we log it. | we present
Had I known, I would have waited. | I past modal hypothetical
Customer service standards | other none
Not only was he calm, he thanked me. | other past
I have learnt to slow down. | I present
He's always early. | other present
She said "I would never come back". | other past modal negated
"I am fed up." she said. | other past
Customer service means listening. | other present
Customers want to be treated well. | other none
I put the phone down and wrote it up. | I past
I put the customer first. | I present
Based on this feedback we changed the form. | we past
Should a customer complain, I would ring them. | I present modal hypothetical
I wish I had listened. | I present hypothetical
It would be better to ask first. | other present modal hypothetical
I thought it would be easy. | I past modal
I can't give refunds. | I present negated
They will have had the letter by then. | other future
We should have a list. | we present modal
What would you do differently? | other present modal hypothetical
You’d think I’d know. | other present modal hypothetical
There's nobody at the desk. | other present negated
To improve I would like to shadow a colleague. | I present modal hypothetical
He asked would I ring him. | other past modal
I did not ring because I had no time. | I past negated
There is a box, even had we asked. | other present
She'd her coat on. | other past
I might have rung. | I past modal hypothetical
We could not reach him. | we past modal negated
I would always ring first. | I past modal
"""

DIALECT_AND_SECOND_LANGUAGE = """
I should of told her the truth. | I past modal hypothetical
could of gone better | other past modal hypothetical
I dont know what happened. | I present negated
I aint seen her since. | I present negated
He never did nothing about it. | other past negated
I were that tired. | I past
We was short of staff. | we past
She come in shouting. | other past
I seen the note on the desk. | I past
I didnae ken what tae say. | I past negated
See complaint no. 14. | other none
I am working since three years in this shop. | I present
Yesterday I go to the customer and explain him. | I present
The manager not agree with me. | other none negated
"""


def rows(table: str) -> list[tuple[str, Grammar]]:
    cases: list[tuple[str, Grammar]] = []
    for line in table.strip().splitlines():
        text, _, features = line.rpartition(" | ")
        person, tense, *others = features.split()
        assert set(others) <= {"modal", "negated", "hypothetical"}
        grammar = Grammar(
            PERSONS[person],
            TENSES[tense],
            modal="modal" in others,
            negated="negated" in others,
            hypothetical="hypothetical" in others,
        )
        cases.append((text.strip(), grammar))
    return cases


@pytest.mark.parametrize(("text", "expected"), [*rows(STANDARD), *rows(DIALECT_AND_SECOND_LANGUAGE)])
def test_grammar_of_a_sentence(language: Language, text: str, expected: Grammar) -> None:
    (sentence,) = read_sentences(language, Document.from_paragraphs([text]))
    assert sentence.grammar == expected


@pytest.mark.parametrize("words", [[], ["..."], ["\n"], ['"'], ["1", "/", "2"]])
def test_no_words_no_grammar(words: list[str]) -> None:
    assert grammar_of(words, [True] * len(words)) == NO_GRAMMAR
