"""Closed classes of English words that grammar is read from, in lower case; contractions as spaCy splits them."""

from __future__ import annotations

from collections.abc import Sequence

from nlp.language.words import word_set

MOST_ADVERBS = 4
"""Adverbs in a row that a rule looks past."""


NEGATIONS = word_set(
    "n't nt not never no none nobody nothing nowhere neither nor cannot without hardly scarcely barely nowt nae "
    "didnae didna cannae canna wasnae wasna isnae isna dinnae dinna couldnae couldna wouldnae wouldna hadnae "
    "doesnae werenae carnt"
)

BE_PRESENT = word_set("am is are 'm m 're ai")
BE_PAST = word_set("was were wasnae wasna werenae")
PRESENT_AUXILIARIES = BE_PRESENT | word_set("has have 've do does dinnae dinna isnae isna doesnae")
PAST_AUXILIARIES = BE_PAST | word_set("had did hadnae didnae didna")
FUTURE_AUXILIARIES = word_set("will 'll shall wo sha gonna")
PRESENT_MODALS = word_set("can ca cannot cannae canna may must should might ought carnt")
PAST_MODALS = word_set("would could couldnae couldna wouldnae wouldna")
PERFECT = word_set("have 've ve of")
"""After a modal: ``should of`` is how many people write ``should have``."""

SINGULAR = word_set("i")
PLURAL = word_set("we")
OTHER_SUBJECTS = word_set(
    "he she it they you this that these those there who everyone everybody someone somebody nobody one"
)
SUBJECTS = SINGULAR | PLURAL | OTHER_SUBJECTS
THIRD_SINGULAR = word_set("he she it this that there who everyone everybody someone somebody nobody one")

ADVERBS = word_set(
    "actually again almost already also always certainly clearly constantly currently definitely even eventually ever "
    "fully generally genuinely gladly hardly honestly immediately instead just later literally mainly maybe "
    "merely mostly n't nearly never normally not now nt obviously occasionally often only originally perhaps "
    "personally politely possibly probably properly quickly quietly rarely really regularly simply since "
    "sometimes soon still straight successfully then therefore though thus today tomorrow truly typically usually "
    "well yesterday"
)
DETERMINERS = word_set("a an the my our your his her its their this that these those some any no each every another")
SUBORDINATORS = word_set(
    "after although as because before by considering despite during even following given if in once since though "
    "unless until upon when whenever where whereas while with"
)

NOT_PAST = word_set(
    "bed bleed breed embed exceed feed greed hundred indeed kindred need proceed red sacred seed shed speed "
    "succeed thread weed naked wicked based compared provided supposed unscheduled unexpected so-called biased"
)
"""Words in -ed that are no past tense, or stand where a preposition would."""

IRREGULAR_PAST = word_set(
    "ate became began bent bit blew bought bound broke brought built burnt came caught chose clung crept dealt "
    "drank drew drove dug fed fell felt flew forgot forgave fought found froze gave got grew held hid hung kept "
    "knelt knew laid learnt led left lent lost made meant met misunderstood overheard paid ran rang rode rose "
    "said sang sank sat saw sent shook shot shone slept slid sold spelt spent spoke spoilt stole stood strove "
    "struck stuck swore taught telled thought threw told took tore undertook understood went wept withdrew woke "
    "won wore wrote"
)
IRREGULAR_PARTICIPLES = word_set(
    "been begun bitten blown broken chosen come done drawn driven drunk eaten fallen flown forgotten forgiven "
    "frozen given gone gotten grown hidden known lain ridden risen rung run seen shaken shown spoken stolen sung "
    "sunk sworn taken thrown torn undertaken withdrawn woken worn written"
)
PAST_IN_DIALECT = word_set("been begun come done give run rung seen sung wrote")
"""Past tense right after a subject in much spoken English: ``he come back``, ``I seen her``, ``we done it``."""

UNCHANGING = word_set("bet burst cast cost cut fit hit hurt let put quit read rid set shut split spread")
"""The same in present and past."""

COMMON_PRESENT = word_set(
    "allows becomes believes brings comes depends enables ensures expects explains feels focuses gets gives goes "
    "happens helps involves keeps knows leads looks makes matters means needs offers prefers provides relies "
    "requires says seems shows starts suggests takes tells thinks tries understands uses values wants works"
)
"""Third person singular of verbs that accounts of work use; a noun before them is taken to be their subject."""

REPORTING = word_set(
    "said says say told tell explained promised assured agreed replied mentioned added insisted stated confirmed "
    "thought think knew know felt believed hoped expected asked wondered worried afraid warned reckoned suggested "
    "decided meant sure informed advised guaranteed understood realised"
)
"""What follows is what somebody said or thought: its ``would`` is a reported ``will``."""

WHETHER = word_set(
    "ask asked asks asking see saw check checked checking know knew wonder wondered wondering sure unsure find "
    "discover decide decided tell told said clarify confirm confirmed enquire enquired inquire establish"
)
"""An ``if`` after one of these means ``whether``."""

HABIT = word_set(
    "always usually often every each whenever regularly sometimes normally generally mostly constantly daily "
    "weekly mornings evenings mondays tuesdays wednesdays thursdays fridays saturdays sundays"
)
PERCEPTION = word_set("see hear tell feel sense smell understand notice imagine remember")


def is_past(word: str) -> bool:
    """Whether ``word`` has the form of a past tense (or of a participle in -ed)."""
    return word in IRREGULAR_PAST or (word.endswith("ed") and len(word) > len("bed") and word not in NOT_PAST)


def is_participle(word: str) -> bool:
    """Whether ``word`` can follow ``had``."""
    return word in IRREGULAR_PARTICIPLES or is_past(word)


def is_perfect(words: Sequence[str], index: int) -> bool:
    """Whether ``have`` and a participle stand at ``index``, adverbs apart; ``of`` and ``'ve`` need none."""
    index = skip_adverbs(words, index)
    word = words[index] if index < len(words) else ""
    if word != "have":
        return word in PERFECT
    following = after_adverbs(words, index + 1)
    return is_participle(following) or following == "had" or following in UNCHANGING


def skip_adverbs(words: Sequence[str], index: int) -> int:
    """First index from ``index`` on that is no adverb."""
    last = min(len(words), index + MOST_ADVERBS)
    while index < last and words[index] in ADVERBS:
        index += 1
    return index


def after_adverbs(words: Sequence[str], index: int) -> str:
    """First word from ``index`` on that is no adverb; empty where there is none."""
    index = skip_adverbs(words, index)
    return words[index] if index < len(words) else ""


def before_adverbs(words: Sequence[str], index: int) -> str:
    """Last word up to ``index`` that is no adverb; empty where there is none."""
    first = max(-1, index - MOST_ADVERBS)
    while index > first and (words[index] in ADVERBS or words[index].endswith("ly")):
        index -= 1
    return words[index] if index >= 0 else ""
