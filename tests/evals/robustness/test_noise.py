from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from evals.errors import BadRun
from evals.metrics.judging import holds_answer
from evals.robustness.noise import noise_articles, noise_for, renamed, source_of
from evals.robustness.noise_words import PLACES
from tests.evals.scripted import article, fact

SOURCE = source_of([article()])


def test_the_source_knows_names_from_other_words() -> None:
    # "Thirty chiefs met in Paris. Twelve stayed. The fund holds €150 billion. It rained."
    assert {"chiefs", "met", "stayed"} <= SOURCE.plain
    assert SOURCE.plain.isdisjoint({"Paris", "paris", "Thirty"})
    assert SOURCE.days == (date(2025, 3, 11),)


@given(st.floats(0, 0.9), st.integers(0, 500))
def test_noise_makes_up_its_share_to_within_half_an_article(share: float, articles: int) -> None:
    number = noise_for(share, articles)
    assert abs(number * (1 - share) - share * articles) <= 0.5 + 1e-9


def test_no_noise_holds_an_accepted_answer() -> None:
    # Everyday answers, so that some of the first forty drafts have to be passed over.
    facts = [fact(answers=("rain", "canal", "7")), fact(fact_id="f-2", answers=("Tarnby",))]
    made = noise_articles(40, SOURCE, facts)
    assert len(made) == 40
    for draft in made:
        for asked in facts:
            assert not holds_answer(f"{draft.headline}\n{draft.text}", asked)
    assert made[-1].source_key > "/robustness/noise-0039.md"


def test_more_noise_begins_with_the_same_articles() -> None:
    facts = [fact(answers=("canal",))]
    assert noise_articles(9, SOURCE, facts) == noise_articles(24, SOURCE, facts)[:9]


def test_no_two_articles_of_noise_are_alike() -> None:
    made = noise_articles(144, SOURCE, [fact()])
    assert len({draft.text for draft in made}) == 144
    assert len({draft.source_key for draft in made}) == 144


def test_half_of_the_noise_is_on_the_topics_of_the_library() -> None:
    made = noise_articles(10, SOURCE, [fact()])
    assert sum("Word from" in draft.headline for draft in made) == 5
    assert all("{" not in draft.headline + draft.text for draft in made)
    assert {draft.published_at for draft in made} == {date(2025, 3, 11)}


def test_noise_for_a_library_without_days_is_undated() -> None:
    plain = article()
    undated = Article(
        article_id=plain.article_id, source_key="/a.md", text=plain.text, headline="Chiefs meet"
    )
    assert {each.published_at for each in noise_articles(4, source_of([undated]), [])} == {None}


def test_answers_that_stand_everywhere_are_named() -> None:
    with pytest.raises(BadRun, match=r"^Only 0 of 2 noise articles hold no accepted answer\."):
        noise_articles(2, SOURCE, [fact(answers=("of", "in", "to", "by"))])


def test_names_and_figures_of_a_headline_are_replaced() -> None:
    plain = frozenset({"ships", "storm"})
    headline = renamed("Storm hits Arland’s 12 Korean ships, Arland says", plain, 3)
    place = next(place for place in PLACES if place in headline)
    assert headline.count(place) == 2  # one name, one stand-in
    assert headline.startswith(f"Storm hits {place}’s ")
    assert "12" not in headline
    assert "Korean" not in headline


def test_a_headline_without_names_is_told_of_a_place() -> None:
    told = renamed("Heat harms crops", frozenset({"heat"}), 1)
    assert told.startswith("Word from ")
    assert told.endswith(": Heat harms crops")
