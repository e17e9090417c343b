"""How far an account's English departs from the standard, counted from its text: a stand-in for the writer's level.

The labelled accounts do not say how well their writers know English. What can be counted are marks of hurried, dialect
or second-language writing: misspelt words, missing apostrophes, capitals and articles, verbs that do not agree. The
lists hold common cases only, so that they part accounts roughly and measure no single one (docs/evaluation.md).
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from nlp.corpus.accounts import Account
from nlp.language.words import key_of, word_set

STANDARD, SOME, MANY = "standard", "some departures", "many departures"

MANY_FROM = 1.0
"""Departures per hundred words above which they are many."""

FEWEST_ARTICLES = 5.0
"""Articles per hundred words below which some are taken to be missing; nine in ten accounts here have more."""

_ARTICLES = word_set("a an the")
_NOTES = frozenset({"log"})
"""Forms that are written in notes, where missing articles say nothing about the writer."""

_TOKEN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|[^\sA-Za-z]")
_MISSPELT = word_set(
    "abit accomodation acheive acheived adress agressive allready alot angrey apoligise apologys apparantly apolagise"
    " appologise appologised aswell atleast basicly becuase becasue begining beleive beleived belive buisness busness"
    " calender coz cuboard custumer custumers comming communicaton comunicate comunication deffinately definatley"
    " definately definetly diffrent disapointed dissapointed enviroment excactly excelent explaination finaly frendly"
    " freind garantee garanteed garenteed greatful guarentee guarenteed happend immediatly importent incase infact"
    " insted intrested knowlege libary maintainance neccessary noticable occured oppertunity oportunity peice peices"
    " personaly posible prefered probaly proffesional realy reccomend recieve recieved recomend recomended refered"
    " relashonship relatonship reseption responsability satified secretery seperate similiar sincerly somthing stoped"
    " succesful supose suposed suprised thankyou theirself thier tommorow tommorrow tomorow truely untill usefull"
    " usualy warrenty wensday wether wich writting"
)
_NO_APOSTROPHE = word_set(
    "arent cant carnt couldnt couldve didnt doesnt dont hadnt hasnt havent im isnt ive shes shouldnt thats theres theyd"
    " theyll theyre theyve wasnt werent weve wouldnt wouldve youd youll youre youve"
)
_NO_PLURAL = word_set("advices equipments feedbacks furnitures informations knowledges luggages staffs")
_SINGULARS = word_set(
    "appointment bag bill book box card client colleague counter customer desk doctor email form guest kitchen lady man"
    " manager notebook order parcel patient pharmacy phone problem question receipt resident room screen shelf shop"
    " supervisor table telephone tenant ticket till window woman"
)
_BEFORE_NOUNS = word_set(
    "about ask asked at check checked find for from gave give have help helped in into make near of on open opened put"
    " see serve served show tell to told took with write"
)
_AFTER_NOUNS = word_set("about and because but for had has how if in is on so that to was what when who why with")
_THIRD = word_set("he it she")
_BASES = word_set("ask buy come do feel get give go have know like look make need ring say speak take tell think want")
_HELPERS = word_set(
    "and can could did do does hear heard help helped i let made make makes may might must or ran run saw see should"
    " than that to will would"
)
_PASTS = word_set("asked bought came felt gave got knew needed said saw spoke thought told took understood wanted went")
_PAIRS: tuple[tuple[Set[str], Set[str]], ...] = (
    (word_set("customers people they we"), word_set("has is was")),
    (word_set("didn't didnt to"), _PASTS),
    (word_set("could must should would"), word_set("of")),
    (word_set("more"), word_set("better easier happier quicker worse")),
)
"""One word of the first set right before one of the second is a mark."""


def english_of(account: Account) -> str:
    """How far its English departs from the standard: `STANDARD` (not that we can see), `SOME` or `MANY` departures."""
    found = departures(account)
    if found == 0.0:
        return STANDARD
    return SOME if found <= MANY_FROM else MANY


def departures(account: Account) -> float:
    """Marks per hundred words, and how many articles short of `FEWEST_ARTICLES` in a hundred words the account is."""
    texts = [_TOKEN.findall(sentence.text) for sentence in account.sentences]
    words = [key_of(token) for tokens in texts for token in tokens if token[0].isalpha()]
    share = 100.0 / max(len(words), 1)
    marks = share * sum(_marks(tokens) for tokens in texts)
    articles = share * sum(word in _ARTICLES for word in words)
    return marks if account.form in _NOTES else marks + max(0.0, FEWEST_ARTICLES - articles)


def _marks(tokens: Sequence[str]) -> int:
    keys = ["", "", *map(key_of, tokens), "."]
    uncapitalised = tokens.count("i") + any(first.islower() for first in tokens[:1])
    return uncapitalised + sum(_is_mark(*keys[at : at + 4]) for at in range(len(tokens)))


def _is_mark(second_last: str, last: str, word: str, following: str) -> bool:
    if word in _MISSPELT or word in _NO_APOSTROPHE or word in _NO_PLURAL:
        return True
    if word in _SINGULARS and last in _BEFORE_NOUNS:
        return following in _AFTER_NOUNS or not following[0].isalpha()
    if word in _BASES and last in _THIRD:
        return second_last not in _HELPERS
    return any(last in first and word in second for first, second in _PAIRS)
