"""Lexical search: by word, with everything that FTS5 would read as syntax taken as text."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.home import Home
from index.lexical import LexicalIndex

any_home = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60
)


@pytest.fixture
def lexical(sample: Home) -> LexicalIndex:
    return sample.lexical


def headline_of(home: Home, passage_id: str) -> str:
    return home.library.get(passage_id.split(":", maxsplit=1)[0]).headline


def test_the_passage_that_holds_a_rare_word_is_first(sample: Home) -> None:
    best = sample.lexical.best("Which city opened a lantern festival with a pig?", k=3)
    assert headline_of(sample, best[0]) == "Giant rotating pig opens Taipei's lantern festival"


@pytest.mark.parametrize(
    "question",
    [
        '"lantern', "lantern OR", "NEAR(lantern", "lantern*", "lantern AND NOT", "body:lantern",
        "-lantern", "{lantern}", "lantern ^", "(lantern", 'lan"tern" lantern', "lantern\0",
    ],
    ids=[
        "quote", "or", "near", "star", "and not", "column", "minus", "braces", "caret",
        "parenthesis", "quotes inside", "nul",
    ],
)  # fmt: skip
def test_full_text_syntax_in_a_question_is_only_text(sample: Home, question: str) -> None:
    best = sample.lexical.best(question, k=3)
    assert headline_of(sample, best[0]) == "Giant rotating pig opens Taipei's lantern festival"


@given(text=st.text(max_size=80))
@any_home
def test_no_text_breaks_the_search(lexical: LexicalIndex, text: str) -> None:
    assert len(lexical.best(text, k=4)) <= 4


@pytest.mark.parametrize("question", ["", "   ", "?!", "… — “”", '"" * ()'])
def test_a_question_without_words_finds_nothing(lexical: LexicalIndex, question: str) -> None:
    assert lexical.best(question, k=5) == []


def test_a_question_of_common_words_alone_still_searches_for_them(lexical: LexicalIndex) -> None:
    assert lexical.best("what is it?", k=5)


def test_a_very_long_question_is_searched_whole(sample: Home) -> None:
    question = " ".join(f"nonword{n}" for n in range(3000)) + " lantern"
    best = sample.lexical.best(question, k=1)
    assert headline_of(sample, best[0]) == "Giant rotating pig opens Taipei's lantern festival"


def test_a_country_is_found_by_every_form_of_its_name(lexical: LexicalIndex) -> None:
    counts = {name: lexical.passages_with(name) for name in ("france", "french")}
    assert lexical.passages_with("france") >= counts["french"] > 0


def test_a_search_among_articles_finds_no_other(sample: Home) -> None:
    only = sample.library.articles()[5].article_id
    found = sample.lexical.best("Ukraine Mecca crane election festival", k=50, among=[only])
    assert {passage_id.split(":")[0] for passage_id in found} <= {only}


def test_more_k_only_adds_at_the_end(lexical: LexicalIndex) -> None:
    few, many = (lexical.best("military aid to Ukraine", k=k) for k in (3, 12))
    assert many[:3] == few


def test_every_passage_has_one_full_text_row(lexical: LexicalIndex) -> None:
    assert lexical.count() == lexical.count_rows() == sum(lexical.counts().values()) > 36


def test_loaded_passages_are_slices_in_the_order_asked(sample: Home) -> None:
    articles = {article.article_id: article for article in sample.library.articles()}
    ids = sample.lexical.ids_of(articles)[::-1]
    loaded = sample.lexical.load(ids, articles)
    assert [passage.passage_id for passage in loaded] == ids
    for passage in loaded:
        text = articles[passage.article_id].text
        assert text[passage.start : passage.end] == passage.text
        assert passage.sentences


def test_ids_of_what_is_gone_are_passed_over(sample: Home) -> None:
    article = sample.library.articles()[0]
    known = {article.article_id: article}
    gone = [f"{article.article_id}:1-2", "a000000000000:0-5"]
    assert sample.lexical.load(gone, known) == []


def test_the_vocabulary_is_folded(lexical: LexicalIndex) -> None:
    vocabulary = lexical.vocabulary()
    assert "lantern" in vocabulary
    assert all(term == term.lower() for term in vocabulary)


def test_scores_fall_from_best_to_worst_and_are_over_zero(sample: Home) -> None:
    scored = sample.lexical.scored("military aid to Ukraine", k=20)
    assert list(scored) == sample.lexical.best("military aid to Ukraine", k=20)
    assert list(scored.values()) == sorted(scored.values(), reverse=True)
    assert min(scored.values()) > 0
