"""Abbreviations that learners write with a full stop, by what the full stop can mean (lower case, no full stop)."""

from __future__ import annotations

TITLES = frozenset("capt cllr col dr fr gen hon lt maj mr mrs ms mx prof rep rev sgt sr st supt".split())
"""Stand before a name: the full stop never ends a sentence."""

CONNECTIVES = frozenset("al approx ca cf e.g eg esp i.e ie incl viz vs".split())
"""Point to what follows: the full stop never ends a sentence."""

NUMBERED = frozenset("app art cl ext fig no nos p para pp ref s sec tel vol".split())
"""Stand before a number: the full stop ends no sentence when a digit follows."""

WEEKDAYS = frozenset("mon tue tues wed weds thu thur thurs fri sat sun".split())
MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
"""Parts of a date: the full stop ends no sentence when a digit or a month follows, or when a log entry opens with it."""

TRAILING = frozenset(
    "a.m am asst assoc ave avg bldg bros co corp dept depts dist est etc excl govt hr hrs inc info int lb ltd max mgr "
    "min mins misc mth mths n.b nb oz p.a p.m pa plc pm pt qty rd resp sec secs sq temp tbc u.k u.s uni wk wks yr yrs".split()
)
"""May end a sentence or not: the full stop ends one unless a lower-case word follows."""
