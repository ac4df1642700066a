"""The table from which the threshold of refusals is chosen, over groups judged by hand."""

from __future__ import annotations

import pytest

from evals.fitting.confidence import read_weights, table
from evals.fitting.confidence_groups import Judged, Reread


def judged(odds: float, *, right: bool, answerable: bool = True) -> Judged:
    return Judged(answerable=answerable, row={"odds": odds}, right=right)


def test_the_table_counts_refusals_and_good_replies_refused() -> None:
    # Odds tell right from wrong but for one right reply, of which a fit cannot be sure.
    sure = [judged(4.0, right=True)] * 8
    wrong = [judged(-4.0, right=False, answerable=False)] * 8
    unlucky = [judged(-4.0, right=True)] * 2
    lines = table({"ours": [*sure, *wrong, *unlucky]})
    told = {line.split(" | ")[0]: line.split(" | ")[1] for line in lines}
    assert told["0.00"] == "ours: precision 0/0, recall 0/8, good refused 0/10"
    # At 0.5 all of low odds are refused: 8 without an answer, 2 with one.
    assert told["0.50"] == "ours: precision 8/10, recall 8/8, good refused 2/10"


def test_what_found_nothing_is_refused_at_any_threshold_but_0() -> None:
    nothing = Judged(answerable=False, row=None, right=False)
    pair = [judged(4.0, right=True)] * 2 + [judged(-4.0, right=False)] * 2  # one for each half
    both = [*pair, nothing, nothing] * 2
    assert "recall 4/4" in next(line for line in table({"ours": both}) if line.startswith("0.20"))


@pytest.mark.parametrize("copies", [1, 50], ids=["as many", "fifty times as many"])
def test_a_group_weighs_the_same_whatever_its_size(copies: int) -> None:
    # One group says that odds of 0 are right, the other that they are wrong: a fit of both halves
    # sees 0.5, on which 0.44 shows everything and 0.60 refuses everything.
    yes, no = [judged(0.0, right=True)] * 4 * copies, [judged(0.0, right=False)] * 4
    lines = {line[:4]: line for line in table({"yes": yes, "no": no})}
    assert f"yes: precision 0/0, recall 0/0, good refused 0/{4 * copies}" in lines["0.44"]
    assert f"good refused {4 * copies}/{4 * copies}" in lines["0.60"]


def test_the_second_reading_leads_where_it_weighs_enough() -> None:
    wrong = Reread(score=1.0, read=-2.0, right=False)
    right = Reread(score=0.0, read=2.0, right=True)
    hopeful = Judged(answerable=True, row=None, right=True, again=(wrong, right))
    hopeless = Judged(answerable=True, row=None, right=False, again=(wrong,))
    lines = dict(line.split(" | ") for line in read_weights({"ours": [hopeful, hopeless]}))
    assert lines["read weighs 0.2"] == "ours: 0/1"  # the score alone prefers the other by 1
    assert lines["read weighs 0.3"] == "ours: 1/1"
