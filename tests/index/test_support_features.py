from __future__ import annotations

import math
from dataclasses import replace

import pytest

from index.support import alignment
from index.support.alignment import Source, align
from index.support.features import SupportFeatures, features_of, probability_of
from index.support.words import terms_of

QUOTES = ("The old ferry to Norrby sank on Friday.", "Nobody was hurt in Lund.")


def features(sentence: str) -> SupportFeatures:
    said, source = terms_of([sentence]), Source(terms_of(QUOTES))
    return features_of(said, source, align(said, source), read=1.0)


def test_a_copy_costs_nothing_and_has_all_its_runs_and_pairs() -> None:
    copied = SupportFeatures(price=0, price_per_word=0, threes=1, pairs=1, read=1.0)
    assert features(QUOTES[0]) == copied


def test_what_is_left_out_costs_runs_but_no_pairs() -> None:
    # One skip, after "ferry"; of the runs ferry-sank-on and sank-on-Friday the second stands there;
    # of the pairs ferry-sank and sank-Friday both do, with Norrby between the first.
    found = features("ferry sank on Friday")
    assert found.price == pytest.approx(math.log1p(alignment.SKIP))
    assert found.price_per_word == pytest.approx(alignment.SKIP / 4)
    assert found.threes == pytest.approx(1 / 2)
    assert found.pairs == 1


def test_runs_across_two_sentences_in_one_are_not_looked_for() -> None:
    found = features("The old ferry to Norrby sank on Friday, and nobody was hurt in Lund.")
    assert (found.threes, found.pairs) == (1, 1)


def test_pairs_in_another_order_are_not_there() -> None:
    assert features("Friday sank ferry").pairs == 0


def test_the_probability_falls_with_the_price_and_rises_with_what_stands_there() -> None:
    copied = features(QUOTES[0])
    assert probability_of(replace(copied, price=1.0)) < probability_of(copied)
    assert probability_of(replace(copied, pairs=0.5)) < probability_of(copied)
    assert probability_of(replace(copied, read=-1.0)) < probability_of(copied)
