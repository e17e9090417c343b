"""Which comments are nearly the same, without laying each beside every other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from service.judging.patterns.settings import settings

# Words that begin with a small letter: names, and what stands first in a sentence, do not tell comments apart.
_WORD = re.compile(r"\b[a-z][a-z'’]*\b")


def alike(comments: pd.Series[str]) -> NDArray[np.int64]:
    """A number for each comment, the same for those that are nearly the same.

    Names, numbers and punctuation are left out. What is left is sorted, from its beginning and once more from its end,
    and neighbours are compared (the sorted-neighbourhood method, Hernández and Stolfo 1995): texts with one change have
    the same beginning or the same end.
    """
    places, different = pd.factorize(comments)
    kinds, bare = pd.factorize(np.array([_bare(text) for text in different], dtype=object))
    texts = [str(text) for text in bare]
    forwards = sorted(range(len(texts)), key=lambda place: texts[place])
    backwards = sorted(range(len(texts)), key=lambda place: texts[place][::-1])
    pairs = [pair for order in (forwards, backwards) for pair in pairwise(order)]
    merged = _merged(texts, np.array(pairs, dtype=np.int64).reshape(-1, 2))
    found: NDArray[np.int64] = merged[kinds[places]] if len(places) else places
    return found


def _bare(comment: str) -> str:
    # Of words in another script nothing would be left.
    return " ".join(_WORD.findall(comment)) or " ".join(comment.casefold().split())


def _merged(texts: Sequence[str], pairs: NDArray[np.int64]) -> NDArray[np.int64]:
    least = settings().patterns.pasted_comments.likeness.number
    one, other = pairs.T
    like = process.cpdist([texts[place] for place in one], [texts[place] for place in other], scorer=fuzz.ratio)
    joined = pairs[like >= least].T
    graph = coo_matrix((np.ones(joined.shape[1]), joined), shape=(len(texts), len(texts)))
    labels: NDArray[np.int64] = connected_components(graph, directed=False)[1]
    return labels
