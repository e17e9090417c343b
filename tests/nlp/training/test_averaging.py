from __future__ import annotations

import pytest

try:
    import torch
    from torch import nn

    from nlp.training.averaging import RunningAverage
except ImportError:
    pytest.skip("needs the extra [train]: make test-train", allow_module_level=True)

pytestmark = pytest.mark.training


def set_to(network: nn.Linear, value: float) -> None:
    with torch.no_grad():
        network.weight.fill_(value)


def test_the_average_lags_behind_the_weights_and_forgets_where_they_started() -> None:
    network = nn.Linear(1, 1)
    set_to(network, 0.0)
    average = RunningAverage(network, share=0.9)

    set_to(network, 1.0)
    lags = []
    for _ in range(60):
        average.update()
        set_to(network, 1.0)
        average.apply()
        lags.append(1.0 - network.weight.item())
        set_to(network, 1.0)

    assert lags == sorted(lags, reverse=True)
    assert 0.0 < lags[1] < lags[0] < 1.0
    assert lags[-1] < 0.01


def test_a_share_of_none_keeps_the_last_weights() -> None:
    network = nn.Linear(2, 2)
    average = RunningAverage(network, share=0.0)
    set_to(network, 3.5)
    average.update()
    average.apply()

    assert (network.weight == 3.5).all()


def test_frozen_weights_are_left_alone() -> None:
    network = nn.Linear(1, 1)
    network.bias.requires_grad_(False)
    average = RunningAverage(network, share=0.5)
    with torch.no_grad():
        network.bias.fill_(7.0)

    average.apply()

    assert network.bias.item() == 7.0
