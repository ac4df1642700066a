"""The newsroom: each quote has one place, near misses have none; what is learnt is not held."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from evals.errors import BadRun
from evals.fitting.ranker.newsroom import BRIEFS, read_newsroom
from evals.fitting.ranker.sources import Part, brief_sources, newsroom_source
from tests.evals.benchmarks.files import lines

TEXT = "A goat won the race in Oru. Its owner wept. The goat ate hay."
ARTICLE = {
    "id": "a1",
    "outlet": "Oru Gazette",
    "published": "2021-03-02",
    "headline": "Goat wins race",
    "text": TEXT,
}
TOLD: dict[str, object] = {
    "question": "Which animal came first?",
    "evidence": [{"article": "a1", "quote": "A goat won the race"}],
    "short_answer": "goat",
}
NEAR_MISS: dict[str, object] = {
    "question": "How old is the goat?",
    "evidence": [],
    "short_answer": None,
}
CLUSTER: dict[str, object] = {
    "name": "goats-1",
    "articles": [ARTICLE],
    "questions": [TOLD, NEAR_MISS],
}
SHARE_OF_NEAR_MISSES = (0.25, 0.5)


def test_a_cluster_is_read_with_its_reports_and_the_places_of_its_quotes(tmp_path: Path) -> None:
    (cluster,) = read_newsroom(lines(tmp_path / "newsroom.jsonl", [CLUSTER]))
    (draft,) = cluster.drafts
    assert (draft.source_key, draft.text, draft.outlet) == ("goats-1 a1", TEXT, "Oru Gazette")
    assert draft.published_at == date(2021, 3, 2)
    told, near_miss = cluster.questions
    assert [quote.span.of(TEXT) for quote in told.evidence] == ["A goat won the race"]
    (short,) = told.short_answers
    assert (short.source_key, short.span.start, short.span.of(TEXT)) == ("goats-1 a1", 2, "goat")
    assert (near_miss.evidence, near_miss.short_answers) == ((), ())


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"evidence": [{"article": "a1", "quote": "A cow won"}]},
            r"questions\[0\]: evidence\[0\]: 'quote' is 'A cow won', not words that stand in the",
        ),
        (
            {"evidence": [{"article": "a1", "quote": "goat"}]},
            r"questions\[0\]: evidence\[0\]: 'quote' is 'goat', not words that stand in the report",
        ),
        (
            {"evidence": [{"article": "a9", "quote": "goat"}]},
            r"questions\[0\]: evidence\[0\]: the cluster has no report a9",
        ),
        (
            {"short_answer": "cow"},
            r"questions\[0\]: 'short_answer' is 'cow', not words of a quote",
        ),
        ({"question": " "}, r"questions\[0\]: 'question' is ' ', not a text"),
    ],
    ids=["not there", "there twice", "no such report", "short answer elsewhere", "no question"],
)
def test_a_wrong_question_is_named_with_file_and_line(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    path = lines(tmp_path / "newsroom.jsonl", [CLUSTER | {"questions": [TOLD | change]}])
    with pytest.raises(BadRun, match=rf"{re.escape(str(path))}:1: {message}"):
        read_newsroom(path)


def test_a_report_without_a_day_is_named(tmp_path: Path) -> None:
    wrong = CLUSTER | {"articles": [ARTICLE | {"published": "in March"}]}
    path = lines(tmp_path / "newsroom.jsonl", [wrong])
    with pytest.raises(BadRun, match=r"articles\[0\]: 'published' is 'in March', not a day as"):
        read_newsroom(path)


def test_no_cluster_is_both_learnt_from_and_held_back() -> None:
    learnt, held = newsroom_source("fit"), newsroom_source("held")
    assert learnt.questions
    assert held.questions
    searched_in_learning = {draft.source_key for draft in learnt.drafts}
    asked_of_held = {place.source_key for q in held.questions for place in q.right}
    assert not searched_in_learning & asked_of_held


def test_each_cluster_of_briefs_is_a_source_of_its_own_and_learnt_from_or_held_back() -> None:
    learnt, held = brief_sources("fit"), brief_sources("held")
    names = [source.name for source in (*learnt, *held)]
    assert len(held) > 10
    assert sorted(names) == sorted(cluster.name for cluster in read_newsroom(BRIEFS))
    for source in (*learnt, *held):
        keys = {draft.source_key for draft in source.drafts}
        assert len(keys) == len(source.drafts) == 4
        assert all(place.source_key in keys for each in source.questions for place in each.right)


@pytest.mark.parametrize("part", ["fit", "held"])
def test_near_misses_have_no_place_and_are_a_good_part(part: Part) -> None:
    for source in (newsroom_source(part), *brief_sources(part)):
        questions = source.questions
        open_ones = [each for each in questions if not each.right]
        low, high = SHARE_OF_NEAR_MISSES
        assert low < len(open_ones) / len(questions) < high
        assert not any(each.own or each.short_answers for each in open_ones)
