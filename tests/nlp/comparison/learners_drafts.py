"""An account as a learner might hand it in, and how she might revise it."""

from __future__ import annotations

FIRST = (
    "I work in the ticket office of a small ferry company that runs to two islands. Most of our "
    "passengers are islanders "
    "and we see them every week.",
    "In October Mr Baptiste came in about his weekly crossing. He goes over to his brother on Thursdays, and three "
    "Thursdays running the boat had been cancelled. He did not shout. He put his season ticket on the "
    "counter and said "
    "nothing for a while, and I noticed that he had folded it so often that it was coming apart. I asked "
    "him, “What does "
    "a cancelled Thursday mean for you?” He said that his brother cannot manage the stove on his own.",
    "I could not promise him that the boat would sail, because that is up to the skipper and the weather. I told him "
    "so. I offered to ring him before eight every Thursday, whichever way it went, and I wrote it in the day book so "
    "that whoever was on shift would do it.",
    "He has renewed his ticket for the whole year. Last month he brought his neighbour in and asked her "
    "to deal with me.",
)

WHY = (
    "Looking back, I think he trusted us again not because of the phone calls but because we did what we "
    "had said, week "
    "after week."
)
ADDS_A_WHY = (*FIRST[:3], f"{FIRST[3]} {WHY}")

QUESTION = "I asked him, “What does a cancelled Thursday mean for you?”"
REMOVES_A_SENTENCE = (FIRST[0], FIRST[1].replace(f"{QUESTION} ", ""), *FIRST[2:])

JOINS_TWO = (
    *FIRST[:2],
    FIRST[2].replace(
        "because that is up to the skipper and the weather. I told him so.",
        "because that is up to the skipper and the weather, and I told him so.",
    ),
    FIRST[3],
)

MOVES_A_PARAGRAPH = (FIRST[0], FIRST[3], FIRST[1], FIRST[2])

WITH_TYPING_ERRORS = (
    FIRST[0].replace("company", "compnay"),
    FIRST[1].replace("cancelled", "canceled").replace("noticed", "notised").replace("on the counter", "on teh counter"),
    FIRST[2].replace("weather", "wether").replace("whoever", "who ever"),
    FIRST[3].replace("neighbour", "nieghbour"),
)

IN_A_SECOND_LANGUAGE = (
    "I am working in ticket office of small ferry company that goes to two islands. Most of our "
    "passengers is islanders "
    "and we see them every week.",
    "In October Mr Baptiste came in about his weekly crossing. He go over to his brother on the Thursdays, and three "
    "Thursdays one after other the boat had been cancelled. He did not shout. He put his season ticket on the counter "
    "and said nothing for a while, and I noticed he had folded it so often that it come apart. I asked "
    "him, “What does "
    "a cancelled Thursday mean for you?” He said that his brother can not manage the stove alone.",
    FIRST[2].replace("I offered to ring him", "I have offered him to ring"),
    FIRST[3].replace("Last month he brought his neighbour in", "Last month he brang his neighbour in"),
)

ANOTHER_ACCOUNT = (
    "Our launderette opens at six. A nurse comes in with her uniforms on Tuesdays, straight from nights.",
    "One morning a drier had burnt her best coat. I looked up who had serviced it, and paid her from the till.",
)
