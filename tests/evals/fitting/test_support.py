from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.answering.support import support_read
from evals.fitting.support import (
    DATA,
    FALSE_SHARE,
    Stated,
    fit,
    held_claims,
    is_for_reader,
    judged_sentences,
    sure_from,
)
from index.support.features import WEIGHTS

ARTICLE = ("The ferry to town {} sank in May.", "Nobody was hurt, the coast guard said.")
BACKED = "The ferry sank in May."
INVENTED = "A purple zebra praised the trawler."


def stated(count: int) -> list[Stated]:
    return [
        Stated(
            group=f"article {number}",
            sentence=sentence,
            quotes=tuple(quote.format(number) for quote in ARTICLE),
            is_said=sentence is BACKED,
        )
        for number in range(count)
        for sentence in (BACKED, INVENTED)
    ]


def test_sentences_that_differ_plainly_are_told_apart_on_articles_not_seen() -> None:
    fitted = fit(stated(20))
    assert fitted.held_out_accuracy == 1.0
    assert fitted.weights["price"] < 0 < fitted.weights["pairs"]


def test_the_reader_is_sure_where_one_false_claim_in_a_hundred_passes() -> None:
    claims = held_claims("dev")
    sure = sure_from(claims)
    false = [each for each in claims if not each.is_said]
    passing = [
        each
        for each in false
        if is_for_reader(each) and support_read(each.sentence, each.quotes) >= sure
    ]
    assert 0 < len(passing) <= FALSE_SHARE * len(false)


def test_what_the_check_is_fitted_on_is_not_what_its_card_reports_on() -> None:
    fitted_on = {each.group for each in held_claims("dev")}
    assert fitted_on
    assert fitted_on.isdisjoint(each.group for each in held_claims("final"))


def test_the_packaged_weights_are_those_of_the_fit(shared_data: Path) -> None:
    fitted = fit(judged_sentences(shared_data))
    kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert kept["data"] == DATA
    assert kept["weights"] == pytest.approx(fitted.weights, abs=0.01)
    assert kept["decision"]["threshold"] == pytest.approx(fitted.threshold, abs=0.01)
