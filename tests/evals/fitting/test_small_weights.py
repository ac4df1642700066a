"""Weights of 8 bits, read back: the network they make judges as the file does."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from evals.fitting.ranker.network import RankerNetwork
from evals.fitting.ranker.small_weights import weights_of_small
from index.model_files import default_model_files
from index.networks import open_network
from index.ranker.inputs import RankerTokens, Reading, inputs_of
from index.ranker.reader import INPUTS, NETWORK
from index.spans import Span


def test_a_network_of_these_weights_says_what_the_file_says() -> None:
    network = RankerNetwork(default_model_files().folder).eval()
    network.load_state_dict(weights_of_small(NETWORK.checked, network.state_dict()))
    text = "The dam at Oru held firm. Trams were late."
    reading = Reading(
        header="Floods | Gazette",
        text=text,
        sentences=(Span(start=0, end=25), Span(start=26, end=42)),
    )
    tokens = RankerTokens(default_model_files().tokenizer)
    inputs = inputs_of(tokens.encode("What did the dam do?", [reading]))
    arrays = (inputs.ids, inputs.mask, inputs.segments, inputs.members)
    by_file = open_network(NETWORK.checked).run(None, dict(zip(INPUTS, arrays, strict=True)))
    with torch.no_grad():
        by_weights = network(*map(torch.from_numpy, arrays))
    for one, other in zip(by_file, by_weights, strict=True):
        inside = np.asarray(other) > -20  # what stands outside the passage is nowhere in both
        # The file rounds what passes between its layers to 8 bits, too: it differs, but by little
        # beside what is told, which grows with the time of training.
        apart = np.abs(np.asarray(one) - np.asarray(other))[inside]
        told = np.abs(np.asarray(other))[inside].mean()
        assert apart.mean() < 0.15 * told
        assert apart.max() < 0.2 * told


def test_a_file_of_another_network_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'judge\.0\.weight'.* are in only one of both"):
        weights_of_small(NETWORK.checked, {"holds.bias": torch.ones(1)})
