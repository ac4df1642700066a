from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date

import pytest

from corpus.article import Article, ArticleId
from evals.cases import summaries
from evals.cases.reports import cases
from evals.cases.summaries import Told, lead_of, recalls, refused
from evals.homes import SAMPLE, MeasuredHome, home_of_articles

SAY = logging.getLogger(__name__).info


@pytest.fixture(scope="module")
def measured() -> Iterator[MeasuredHome]:
    with home_of_articles(SAMPLE, say=SAY) as home:
        yield home


def told(points: int, summary: int, *, sentences: int = 3, lead_3: int = 0) -> Told:
    return Told(
        case="x",
        points=points,
        summary=summary,
        lead_3=lead_3,
        lead_n=0,
        sentences=sentences,
    )


def article(number: int, text: str, day: date) -> Article:
    return Article(
        article_id=ArticleId(f"a{number:012x}"),
        source_key=text,
        text=text,
        headline="A headline",
        published_at=day,
    )


def test_every_case_weighs_the_same_however_many_points_it_has() -> None:
    # (1/2 + 4/4) / 2 = 0.75; the case without points counts for refusals alone.
    shares = recalls([told(2, 1), told(4, 4, lead_3=2), told(0, 0)])
    assert shares["summary"] == pytest.approx(0.75)
    assert shares["lead_3"] == pytest.approx(0.25)


def test_refusals_are_right_where_there_are_no_points() -> None:
    score = refused([told(2, 0, sentences=0), told(0, 0, sentences=0), told(0, 0)])
    assert (score.right, score.found, score.expected) == (1, 2, 2)


def test_the_lead_of_several_articles_takes_each_in_turn_newest_first() -> None:
    old = article(1, "Old one. Old two.", date(2025, 1, 1))
    new = article(2, "New one. New two.", date(2025, 2, 1))
    assert lead_of([old, new], 3) == ["New one.", "Old one.", "New two."]
    assert lead_of([], 3) == []


def test_summaries_of_the_frozen_half_tell_no_less_than_its_first_three_sentences(
    measured: MeasuredHome,
) -> None:
    of_half = summaries.told(measured, "frozen")
    shares = recalls(of_half)
    assert shares["summary"] >= shares["lead_3"]
    precision = refused(of_half).precision
    assert precision is not None
    assert precision >= 0.9


@pytest.mark.parametrize("split", ["dev", "frozen"])
def test_half_of_each_split_has_points(split: str) -> None:
    points = [case["points"] for case in cases(summaries.FILE, split)]
    assert len(points) == 20
    assert points.count([]) == 10
