from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.metrics.abstention import (
    Judged,
    Refusal,
    abstention_precision,
    abstention_recall,
    calibration_bins,
    expected_calibration_error,
    false_refusal_rate,
    risk_coverage_auc,
    risk_coverage_curve,
)

answers = st.lists(
    st.builds(Judged, confidence=st.floats(0, 1), is_right=st.booleans()), min_size=1, max_size=30
)


def judged(*pairs: tuple[float, bool]) -> list[Judged]:
    return [Judged(confidence=confidence, is_right=right) for confidence, right in pairs]


def test_refusals_are_counted_over_the_right_facts() -> None:
    refusals = [
        Refusal(is_answerable=True, is_refused=True),
        Refusal(is_answerable=True, is_refused=False),
        Refusal(is_answerable=False, is_refused=True),
        Refusal(is_answerable=False, is_refused=True),
        Refusal(is_answerable=False, is_refused=False),
    ]
    assert abstention_precision(refusals) == pytest.approx(2 / 3)  # of 3 refused, 2 unanswerable
    assert abstention_recall(refusals) == pytest.approx(2 / 3)  # of 3 unanswerable, 2 refused
    assert false_refusal_rate(refusals) == 0.5  # of 2 answerable, 1 refused


@pytest.mark.parametrize("metric", [abstention_precision, abstention_recall, false_refusal_rate])
def test_a_share_of_nothing_is_undefined(metric: object) -> None:
    assert callable(metric)
    assert metric([]) is None


def test_area_under_risk_and_coverage_is_the_mean_risk() -> None:
    # right, wrong, right by confidence: risks 0/1, 1/2, 1/3; their mean is 5/18.
    value = risk_coverage_auc(judged((0.9, True), (0.8, False), (0.1, True)))
    assert value == pytest.approx(5 / 18)


def test_the_order_of_equal_confidences_does_not_matter() -> None:
    one = risk_coverage_auc(judged((0.5, True), (0.5, False)))
    assert one == risk_coverage_auc(judged((0.5, False), (0.5, True))) == 0.5


def test_calibration_error_weighs_bins_by_their_size() -> None:
    # Bin 9: 0.9, 0.9 with one right: |0.5 - 0.9| · 2/3. Bin 1: 0.1 wrong: 0.1 · 1/3. Sum 0.3.
    value = expected_calibration_error(judged((0.9, True), (0.9, False), (0.1, False)))
    assert value == pytest.approx(0.3)


def test_curves_are_undefined_without_answers() -> None:
    assert risk_coverage_auc([]) is None
    assert expected_calibration_error([]) is None


def test_a_confidence_outside_0_and_1_is_refused() -> None:
    with pytest.raises(ValueError, match=r"confidence 1\.5 is outside \[0, 1\]"):
        Judged(confidence=1.5, is_right=True)


@given(answers)
def test_curves_stay_between_0_and_1(cases: list[Judged]) -> None:
    for metric in (risk_coverage_auc, expected_calibration_error):
        value = metric(cases)
        assert value is not None
        assert 0 <= value <= 1


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_answers_that_are_all_right_carry_no_risk(confidences: list[float]) -> None:
    assert risk_coverage_auc(judged(*((each, True) for each in confidences))) == 0


def test_certain_answers_that_are_right_are_calibrated() -> None:
    assert expected_calibration_error(judged((1.0, True), (0.0, False))) == 0


def test_the_curve_keeps_the_most_confident_first() -> None:
    # By confidence right, wrong, right: of one 0/1 wrong, of two 1/2, of three 1/3.
    curve = risk_coverage_curve(judged((0.1, True), (0.9, True), (0.8, False)))
    assert [point.coverage for point in curve] == pytest.approx([1 / 3, 2 / 3, 1])
    assert [point.risk for point in curve] == pytest.approx([0, 1 / 2, 1 / 3])


def test_bins_hold_their_lower_end_and_the_last_one_its_upper() -> None:
    bins = calibration_bins(judged((1.0, True), (0.9, False), (0.5, True)))
    assert [(b.low, b.high, b.count) for b in bins] == [(0.5, 0.6, 1), (0.9, 1.0, 2)]
    assert bins[1].mean_confidence == pytest.approx(0.95)
    assert bins[1].share_right == 0.5


def test_there_is_no_curve_and_no_bin_without_answers() -> None:
    assert risk_coverage_curve([]) == ()
    assert calibration_bins([]) == ()


@given(answers)
def test_the_area_is_the_mean_risk_of_the_curve(cases: list[Judged]) -> None:
    risks = [point.risk for point in risk_coverage_curve(cases)]
    assert risk_coverage_auc(cases) == pytest.approx(sum(risks) / len(risks))


@given(answers)
def test_the_error_is_the_gap_of_the_bins_weighed_by_size(cases: list[Judged]) -> None:
    bins = calibration_bins(cases)
    weighed = sum(each.count * abs(each.share_right - each.mean_confidence) for each in bins)
    assert expected_calibration_error(cases) == pytest.approx(weighed / len(cases))
