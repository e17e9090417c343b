"""The numbers that comparing texts rests on, with where they come from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlapSettings:
    """How texts are compared. Lengths are in words, as `nlp.overlap.words` counts them.

    ``shingle``: how many words in a row are looked up at once. Broder (1997, "On the resemblance and containment of
    documents") compares web pages by 10; texts of people who edit what they take need fewer, and below 4 any two
    accounts of the same trade have shingles in common (docs/quality.md has the measurement).
    ``shortest_passage``: words that a passage needs, gaps of an edit left out. The 512 accounts of the corpus, which
    were written independently, share no passage of 15 words; four pairs share one of 12, all of them textbook wording.
    ``widest_gap``: words that may have been changed, on either side, for a passage to go on behind them.
    ``smallest_share``: of a text's own words, below which nothing is said: one sentence in a long account.
    ``permutations``: length of a signature; ``block``: shingles that one signature stands for. Two blocks that share a
    passage of 25 words (21 shingles) have a value of their signatures in common with a probability of
    1 - (1 - 21 / 491) ** 128, which is 0.996; for 12 words it is 0.87, and one of 40 words is never missed in practice.
    ``most_candidates``: texts that are compared word by word, those with most values in common first;
    ``most_sources``: texts that are told of. Where a hundred people filled in the same form, the first few tell it.
    """

    shingle: int = 5
    shortest_passage: int = 15
    widest_gap: int = 3
    smallest_share: float = 0.02
    permutations: int = 128
    block: int = 256
    most_candidates: int = 20
    most_sources: int = 5
