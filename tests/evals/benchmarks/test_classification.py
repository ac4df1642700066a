from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import balanced_accuracy_score, precision_score, recall_score, roc_auc_score

from evals.benchmarks.classification import (
    Classified,
    area_under_roc,
    balanced_accuracy,
    best_threshold,
    precision_of_negatives,
    recall_of_negatives,
)

cases = st.builds(
    Classified,
    is_positive=st.booleans(),
    says_positive=st.booleans(),
    score=st.sampled_from([0.0, 0.25, 0.5, 1.0]),  # few, so that there are ties
)
of_both_classes = st.lists(cases, min_size=2, max_size=20).filter(
    lambda drawn: len({case.is_positive for case in drawn}) == 2
)


def case(*, true: bool, called: bool = True, score: float = 0.0) -> Classified:
    return Classified(is_positive=true, says_positive=called, score=score)


@given(of_both_classes)
def test_the_metrics_equal_those_of_scikit_learn(drawn: list[Classified]) -> None:
    true = [each.is_positive for each in drawn]
    called = [each.says_positive for each in drawn]
    scores = [each.score for each in drawn]
    assert balanced_accuracy(drawn) == pytest.approx(balanced_accuracy_score(true, called))
    assert area_under_roc(drawn) == pytest.approx(roc_auc_score(true, scores))
    assert recall_of_negatives(drawn) == pytest.approx(recall_score(true, called, pos_label=False))
    if not all(called):
        expected = precision_score(true, called, pos_label=False)
        assert precision_of_negatives(drawn) == pytest.approx(expected)


def test_equal_scores_are_a_coin_toss() -> None:
    # Two pairs: 0.9 above 0.1 counts 1, 0.1 beside 0.1 counts one half: 1.5 / 2.
    drawn = [case(true=True, score=0.9), case(true=True, score=0.1), case(true=False, score=0.1)]
    assert area_under_roc(drawn) == 0.75


@pytest.mark.parametrize("only", [True, False])
def test_what_takes_two_classes_is_undefined_with_one(only: bool) -> None:
    assert balanced_accuracy([case(true=only)]) is None
    assert area_under_roc([case(true=only)]) is None
    with pytest.raises(ValueError, match="a threshold is fitted on cases of both classes"):
        best_threshold([case(true=only)])


def test_precision_is_undefined_when_nothing_is_called_negative() -> None:
    assert precision_of_negatives([case(true=False)]) is None


def test_recall_is_undefined_without_negatives() -> None:
    assert recall_of_negatives([case(true=True, called=False)]) is None


def test_the_best_threshold_is_the_lowest_that_tells_the_classes_apart_best() -> None:
    # From 0.6 on: both positives right, one of two negatives wrong. From 0.8 on: all negatives
    # right, one of two positives wrong. Both 0.75; 0.2 gives 0.5, and the lower of equals wins.
    drawn = [
        case(true=True, score=0.6),
        case(true=True, score=0.8),
        case(true=False, score=0.2),
        case(true=False, score=0.7),
    ]
    assert best_threshold(drawn) == 0.6


@given(of_both_classes)
def test_the_best_threshold_is_never_worse_than_calling_everything_positive(
    drawn: list[Classified],
) -> None:
    threshold = best_threshold(drawn)
    called = [case(true=e.is_positive, called=e.score >= threshold, score=e.score) for e in drawn]
    found = balanced_accuracy(called)
    assert found is not None
    assert found >= 0.5
