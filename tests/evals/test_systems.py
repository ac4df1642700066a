from __future__ import annotations

from collections.abc import Iterator

import pytest

from app.limits import Limits
from app.reply import Abstention, Answer
from evals.homes import home_of_articles
from evals.systems import CLIPPINGS, SYSTEMS
from index.home import Home
from index.query import Filters

BESIDE = [name for name in SYSTEMS if name != CLIPPINGS]
PARIS = "Thirty army chiefs met in Paris. The mayor wore a hat. Rain fell all day."
OSLO = "Nobody met in Oslo. The chess club was closed for repairs. A cat slept on the piano."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "paris.md").write_text(f"---\nheadline: Chiefs\n---\n\n{PARIS}\n", encoding="utf-8")
    (folder / "oslo.md").write_text(f"---\nheadline: Chess\n---\n\n{OSLO}\n", encoding="utf-8")
    with home_of_articles(folder, say=lambda _: None) as measured:
        yield measured.home


@pytest.mark.parametrize("name", BESIDE)
def test_the_sentence_nearest_the_question_comes_first(home: Home, name: str) -> None:
    reply = SYSTEMS[name](home).ask("How many army chiefs met in Paris?")
    assert isinstance(reply, Answer)
    assert reply.citations[0].quote.text == "Thirty army chiefs met in Paris."
    assert len(reply.citations) == 3
    shares = [citation.relevance for citation in reply.citations]
    assert shares == sorted(shares, reverse=True)
    assert all(0 <= share <= 1 for share in shares)


@pytest.mark.parametrize("name", BESIDE)
def test_limits_are_kept(home: Home, name: str) -> None:
    (oslo,) = [a.article_id for a in home.library.articles() if a.headline == "Chess"]
    limits = Limits(filters=Filters(articles=(oslo,)))
    reply = SYSTEMS[name](home).ask("Who met in Paris?", limits=limits)
    assert isinstance(reply, Answer)
    assert {citation.quote.article.article_id for citation in reply.citations} == {oslo}
    nowhere = Limits(filters=Filters(outlets=("No such outlet",)))
    assert isinstance(SYSTEMS[name](home).ask("Who met?", limits=nowhere), Abstention)


def test_bm25_finds_nothing_where_no_word_stands(home: Home) -> None:
    assert isinstance(SYSTEMS["bm25-sentence"](home).ask("Xylophone?"), Abstention)


def test_a_rare_word_weighs_more_than_a_common_one(home: Home) -> None:
    # "met" stands in both passages, "piano" in one: its sentence wins though each holds one word.
    reply = SYSTEMS["bm25-sentence"](home).ask("met piano")
    assert isinstance(reply, Answer)
    assert reply.citations[0].quote.text == "A cat slept on the piano."
