"""Passages are slices of their article, and leave no sentence out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article, ArticleId, Draft
from corpus.readers import find_files, read_path
from index.home import Home
from index.passages import Passage, PassageCutter, header_of
from index.sentences import sentence_spans
from index.spans import Span

_WORDS = ("Kyiv", "said", "the", "€800", "billion,", "Zürich", "“peace”", "minister", "欧洲", "😀")
_ID = ArticleId("a0123456789ab")
_wordings = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=60).map(" ".join)
quick = settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def article_of(text: str) -> Article:
    return Article(article_id=_ID, source_key="test", text=text, headline="Test")


def check_slices(article: Article, passages: tuple[Passage, ...]) -> None:
    for passage in passages:
        assert article.text[passage.start : passage.end] == passage.text
        assert all(passage.start <= span.start < passage.end for span in passage.sentences)


def check_every_sentence_begins_in_one(article: Article, passages: tuple[Passage, ...]) -> None:
    held = {span for passage in passages for span in passage.sentences}
    assert held == set(sentence_spans(article.text))


# Each sentence is numbered, as in news: none of them is another word for word.
@given(wordings=st.lists(_wordings, min_size=1, max_size=12), gap=st.sampled_from([" ", "\n\n"]))
@quick
def test_passages_slice_exactly_and_every_sentence_begins_in_one(
    cutter: PassageCutter, wordings: list[str], gap: str
) -> None:
    text = gap.join(f"Item {n} says {wording}." for n, wording in enumerate(wordings))
    article = article_of(text)
    passages = cutter.cut(article)
    check_slices(article, passages)
    check_every_sentence_begins_in_one(article, passages)


@given(text=st.text(min_size=1, max_size=300).filter(str.strip))
@quick
def test_any_text_at_all_is_cut_into_exact_slices(cutter: PassageCutter, text: str) -> None:
    article = article_of(text)
    passages = cutter.cut(article)
    assert passages
    check_slices(article, passages)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 900 + "end",
        "alpha beta; gamma, delta: " * 200 + "end",
        "欧洲领导人讨论防务。" * 80,
    ],
    ids=["no stops", "clauses", "Chinese"],
)
def test_a_sentence_longer_than_a_passage_is_still_cut_into_slices(
    cutter: PassageCutter, text: str
) -> None:
    article = article_of(text)
    passages = cutter.cut(article)
    assert len(passages) > 1
    check_slices(article, passages)


def test_passages_of_the_sample_are_no_longer_than_the_settings_say(
    sample: Home, cutter: PassageCutter
) -> None:
    for article in sample.library.articles():
        passages = cutter.cut(article)
        check_slices(article, passages)
        check_every_sentence_begins_in_one(article, passages)
        assert all(cutter.count_tokens(p.text) <= cutter.passage_tokens for p in passages)


def test_the_real_articles_are_cut_into_exact_slices(
    shared_articles: Path, cutter: PassageCutter
) -> None:
    drafts = [d for file in find_files([shared_articles]).files for d in read_path(file)]
    assert len(drafts) == 5
    for draft in drafts:
        assert isinstance(draft, Draft)
        article = article_of(draft.text)
        passages = cutter.cut(article)
        check_slices(article, passages)
        check_every_sentence_begins_in_one(article, passages)


def test_a_passage_id_names_article_and_span() -> None:
    passage = Passage(article_id=_ID, start=2, end=5, text="abc")
    assert passage.passage_id == "a0123456789ab:2-5"


def test_a_passage_whose_text_is_not_as_long_as_its_span_is_refused() -> None:
    with pytest.raises(ValueError, match="a0123456789ab:2-5 does not span its text"):
        Passage(article_id=_ID, start=2, end=5, text="ab", sentences=(Span(start=2, end=4),))


def test_a_splitter_that_alters_words_is_found_out(
    cutter: PassageCutter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PassageCutter, "_chunks", lambda _cutter, _text: ["Other words."])
    with pytest.raises(ValueError, match="the splitter altered the words of a0123456789ab"):
        cutter.cut(article_of("These words."))


def test_a_header_holds_what_is_known_and_nothing_else() -> None:
    article = article_of("It rained.")
    dated = replace(article, published_at=date(2025, 2, 18))
    assert header_of(article) == "Test"
    assert header_of(dated) == "Test\n18 February 2025"
    assert header_of(replace(dated, outlet="RFI")) == "Test\nRFI, 18 February 2025"
