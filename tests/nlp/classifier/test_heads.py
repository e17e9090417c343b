from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.classifier.heads import ATTENTION_CLIP, Heads


def explicit(heads: Heads, states: np.ndarray, starts: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """What `Heads.apply` is said to do, a sentence and a label at a time."""
    stages, labels = [], []
    for start, end in zip(starts, [*starts[1:], len(states)], strict=True):
        own = states[start:end].astype(np.float64)
        mean = own.mean(axis=0)
        stages.append(mean @ heads.stage_weight + heads.stage_bias)
        row = []
        for label in range(len(heads.label_bias)):
            weights = np.exp([np.clip(state @ heads.query[:, label], -ATTENTION_CLIP, ATTENTION_CLIP) for state in own])
            pooled = sum(weight * (state @ heads.value[:, label]) for weight, state in zip(weights, own, strict=True))
            row.append(mean @ heads.label_weight[:, label] + heads.label_bias[label] + pooled / weights.sum())
        labels.append(row)
    return np.array(stages), np.array(labels)


@given(lengths=st.lists(st.integers(1, 7), min_size=1, max_size=6), seed=st.integers(0, 2**16))
def test_heads_do_what_an_explicit_loop_does(heads: Heads, lengths: list[int], seed: int) -> None:
    states = np.random.default_rng(seed).normal(size=(sum(lengths), len(heads.query))).astype(np.float32)
    starts = np.cumsum([0, *lengths[:-1]])

    stages, labels = heads.apply(states, starts)

    expected_stages, expected_labels = explicit(heads, states, starts.tolist())
    assert np.allclose(stages, expected_stages, atol=1e-4)
    assert np.allclose(labels, expected_labels, atol=1e-4)
    assert stages.dtype == labels.dtype == np.float32


def test_states_of_any_size_give_finite_scores(heads: Heads) -> None:
    states = np.full((5, len(heads.query)), 1e4, dtype=np.float32)

    stages, labels = heads.apply(states, np.array([0, 2]))

    assert np.isfinite(stages).all()
    assert np.isfinite(labels).all()


def test_a_label_can_rest_on_one_word_of_a_sentence(heads: Heads) -> None:
    width = len(heads.query)
    spotlight = np.zeros((width, 4), dtype=np.float32)
    spotlight[0] = 10.0  # attend to states that are large in their first place …
    echo = np.zeros((width, 4), dtype=np.float32)
    echo[1] = 1.0  # … and say what stands in their second
    silent = {name: np.zeros_like(getattr(heads, name)) for name in ("label_weight", "label_bias")}
    heads = replace(heads, **silent, query=spotlight, value=echo)
    states = np.zeros((9, width), dtype=np.float32)
    states[4, :2] = (1.0, 3.0)

    _, labels = heads.apply(states, np.array([0]))

    assert labels[0] == pytest.approx([3.0] * 4, abs=0.01)


def test_heads_come_back_as_they_were_saved(heads: Heads, tmp_path: Path) -> None:
    heads.save(tmp_path / "heads.npz")

    loaded = Heads.load(tmp_path / "heads.npz")

    for name, array in vars(heads).items():
        assert np.array_equal(array, getattr(loaded, name))


def test_a_pickled_object_is_not_loaded(tmp_path: Path) -> None:
    names = Heads.__dataclass_fields__
    np.savez(tmp_path / "heads.npz", **dict.fromkeys(names, np.array([{"not": "numbers"}], dtype=object)))  # type: ignore[arg-type]

    with pytest.raises(ValueError, match="allow_pickle"):
        Heads.load(tmp_path / "heads.npz")
