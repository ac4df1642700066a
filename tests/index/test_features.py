"""Features become a score and a probability by weights that were fitted."""

from __future__ import annotations

import math
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.features import (
    CONFIDENCE_FEATURES,
    Features,
    Lacking,
    blended,
    confidence_row,
    fitted,
    probability,
    score_of,
)

_NAMES = tuple(field.name for field in fields(Features))
_NONE = Features(**dict.fromkeys(_NAMES, 0.0))
_HALF = Features(**dict.fromkeys(_NAMES, 0.5))
features = st.builds(Features, **dict.fromkeys(_NAMES, st.floats(0, 1)))
log_odds = st.floats(-30, 30)


def test_every_feature_has_a_fitted_weight_and_no_other_has() -> None:
    assert set(fitted()["weights"]) == set(_NAMES)


def test_the_score_is_the_weighted_sum_of_the_features() -> None:
    assert score_of(_NONE) == 0.0
    for name in _NAMES:
        expected = 0.5 * fitted()["weights"][name]
        assert score_of(replace(_NONE, **{name: 0.5})) == pytest.approx(expected)


@given(features=features, odds=st.none() | log_odds)
def test_a_probability_is_between_0_and_1_whatever_the_features(
    features: Features, odds: float | None
) -> None:
    assert 0.0 <= probability(features, odds) <= 1.0


@pytest.mark.parametrize(
    ("fit", "odds"), [("confidence", None), ("confidence_with_ranker", 2.0)], ids=["alone", "with"]
)
def test_a_probability_is_the_logistic_of_its_own_fit(fit: str, odds: float | None) -> None:
    weights = fitted()[fit]
    total = weights["intercept"] + 0.5 * sum(weights[name] for name in CONFIDENCE_FEATURES)
    total += weights["lacking_anywhere"]
    total += weights["odds"] * odds if odds is not None else 0.0
    found = probability(_HALF, odds, lacking=Lacking(anywhere=True))
    assert found == pytest.approx(1 / (1 + math.exp(-total)))


@pytest.mark.parametrize(
    ("lacking", "odds"),
    [
        (Lacking(in_place=True), None),
        (Lacking(anywhere=True), None),
        (Lacking(anywhere=True), 2.0),  # what is lacking in its place alone the ranker sees itself
    ],
)
def test_what_lacks_a_name_is_less_likely(lacking: Lacking, odds: float | None) -> None:
    assert probability(_HALF, odds, lacking=lacking) < probability(_HALF, odds)


@pytest.mark.parametrize("lacking", [Lacking(in_place=True), Lacking(anywhere=True)], ids=str)
@pytest.mark.parametrize("odds", [None, 2.0], ids=["alone", "with ranker"])
def test_what_lacks_a_name_is_never_likelier(lacking: Lacking, odds: float | None) -> None:
    assert probability(_HALF, odds, lacking=lacking) <= probability(_HALF, odds)


def test_a_second_reading_has_a_fit_of_its_own_and_a_say() -> None:
    weights = fitted()["confidence_with_reader"]
    total = weights["intercept"] + 0.5 * sum(weights[name] for name in CONFIDENCE_FEATURES)
    total += 2.0 * weights["odds"] - weights["read"]
    assert probability(_HALF, 2.0, read=-1.0) == pytest.approx(1 / (1 + math.exp(-total)))
    assert probability(_HALF, 2.0, read=-1.0) < probability(_HALF, 2.0, read=1.0)


@given(features=features, odds=log_odds, more=st.floats(0, 10))
def test_better_odds_never_make_a_sentence_less_likely(
    features: Features, odds: float, more: float
) -> None:
    assert probability(features, odds) <= probability(features, odds + more)


@pytest.mark.parametrize("name", sorted(set(_NAMES) - set(CONFIDENCE_FEATURES)))
def test_a_probability_reads_no_rank_nor_place(name: str) -> None:
    assert probability(replace(_HALF, **{name: 1.0}), None) == probability(_HALF, None)


def test_nothing_known_blends_to_0() -> None:
    assert blended(0.0, 0.0) == 0.0


@given(score=st.floats(-30, 30), odds=log_odds, more=st.floats(0.1, 10))
def test_a_blend_rises_with_the_score_and_with_the_odds(
    score: float, odds: float, more: float
) -> None:
    assert blended(score + more, odds) > blended(score, odds)
    assert blended(score, odds + more) > blended(score, odds)


def test_a_confidence_row_names_what_is_read_and_the_odds_only_if_there_are_any() -> None:
    features = replace(_NONE, cosine=0.1, overlap=0.2, overlap_in_place=0.3, pairs=0.4, lead=0.5)
    row = {
        "cosine": 0.1,
        "overlap": 0.2,
        "overlap_in_place": 0.3,
        "pairs": 0.4,
        "holds_kind": 0.0,
        "lacking_in_place": 1.0,
        "lacking_anywhere": 0.0,
    }
    assert confidence_row(features, None, lacking=Lacking(in_place=True)) == row
    assert confidence_row(features, -1.5, lacking=Lacking(in_place=True)) == row | {"odds": -1.5}
    both = confidence_row(features, -1.5, read=0.5, lacking=Lacking(in_place=True))
    assert both == row | {"odds": -1.5, "read": 0.5}
