"""Abbreviations that learners write with a full stop, by what the full stop can mean (lower case, no full stop)."""

from __future__ import annotations

from nlp.language.words import word_set

TITLES = word_set("capt cllr col dr fr gen hon lt maj mr mrs ms mx prof rep rev sgt sr st supt")
"""Stand before a name: the full stop never ends a sentence."""

CONNECTIVES = word_set("al approx ca cf e.g eg esp i.e ie incl viz vs")
"""Point to what follows: the full stop never ends a sentence."""

NUMBERED = word_set("app art cl ext fig no nos p para pp ref s sec tel vol")
"""Stand before a number: the full stop ends no sentence when a digit follows."""

WEEKDAYS = word_set("mon tue tues wed weds thu thur thurs fri sat sun")
MONTHS = word_set("jan feb mar apr jun jul aug sep sept oct nov dec")
"""Parts of a date: the full stop ends no sentence before a digit or a month, nor after a day that opens an entry."""

TRAILING = word_set(
    "a.m am asst assoc ave avg bldg bros co corp dept depts dist est etc excl govt hr hrs inc info int lb ltd max "
    "mgr min mins misc mth mths n.b nb oz p.a p.m pa plc pm pt qty rd resp sec secs sq temp tbc u.k u.s uni wk "
    "wks yr yrs"
)
"""May end a sentence or not: the full stop ends one unless a lower-case word follows."""
