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
from index.sentences import sentence_spans

READ = [
    ("What did the dam do?", "Floods | Gazette", "The dam at Oru held firm. Trams were late."),
    ("Who opened the bridge?", "Bridge", "The mayor opened the bridge on Monday. Rain fell."),
    ("When was the ferry lost?", "Ferry", "The ferry was lost on 3 May 2019. Nobody was hurt."),
    ("How many were hurt?", "Crash", "Forty people were hurt in the crash. A train was late."),
    ("Why was the plant shut?", "Plant", "It was shut because of a leak. Workers went home."),
    ("Which town won the prize?", "Prize", "The prize went to Lund. Oslo was second."),
]


def test_a_network_of_these_weights_says_what_the_file_says() -> None:
    network = RankerNetwork(default_model_files().folder).eval()
    network.load_state_dict(weights_of_small(NETWORK.checked, network.state_dict()))
    tokens = RankerTokens(default_model_files().tokenizer)
    encoded = [
        each
        for question, header, text in READ
        for each in tokens.encode(
            question, [Reading(header=header, text=text, sentences=tuple(sentence_spans(text)))]
        )
    ]
    inputs = inputs_of(encoded)
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
        assert apart.mean() < 0.1 * told
        assert apart.max() < 0.35 * told


def test_a_file_of_another_network_is_refused() -> None:
    with pytest.raises(ValueError, match=r"'judge\.0\.weight'.* are in only one of both"):
        weights_of_small(NETWORK.checked, {"holds.bias": torch.ones(1)})
