"""What the ranker reads: each token's place, what is cut, and how readings are padded."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Article, ArticleId
from index.home import Home
from index.model_files import default_model_files
from index.passages import Passage
from index.ranker.inputs import (
    HEADER_TOKENS,
    MOST_TOKENS,
    NO_ROW,
    QUESTION_ROW,
    QUESTION_TOKENS,
    RankerTokens,
    Reading,
    header_of,
    inputs_of,
    reading_of,
)
from index.spans import Span

READING = Reading(
    header="Floods | Gazette",
    text="Rain fell. The dam held firm.",
    sentences=(Span(start=0, end=10), Span(start=11, end=29)),
)
LONE = Reading(header="", text="No.", sentences=(Span(start=0, end=3),))
LONG = Reading(header="word " * 100, text="word " * 400, sentences=(Span(start=0, end=2000),))


@pytest.fixture(scope="module")
def tokens() -> RankerTokens:
    return RankerTokens(default_model_files().tokenizer)


def _article(**known: object) -> Article:
    given_fields = {
        "article_id": ArticleId("a000000000001"),
        "source_key": "dam.md",
        "text": "Rain fell. The dam held firm.",
        "headline": "Floods",
    }
    return Article(**(given_fields | known))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "header"),
    [
        ({"outlet": "RFI", "published_at": date(2025, 2, 18)}, "Floods | RFI | 18 February 2025"),
        ({"published_at": date(2025, 2, 18)}, "Floods | 18 February 2025"),
        ({"outlet": "RFI"}, "Floods | RFI"),
        ({}, "Floods"),
    ],
    ids=["all", "no outlet", "no day", "headline alone"],
)
def test_a_header_says_what_is_known(known: dict[str, object], header: str) -> None:
    assert header_of(_article(**known)) == header


def test_the_sentences_of_a_reading_are_slices_of_its_passage(sample: Home) -> None:
    articles = {each.article_id: each for each in sample.library.articles()}
    ids = sample.lexical.ids_of(list(articles))
    for passage in sample.lexical.load(ids, articles):
        article = articles[passage.article_id]
        for told, span in zip(
            reading_of(passage, article).sentences, passage.sentences, strict=True
        ):
            assert span.of(article.text).startswith(told.of(passage.text))


def test_a_sentence_that_outlasts_its_passage_ends_with_it() -> None:
    article = _article()
    passage = Passage(
        article_id=article.article_id,
        start=11,
        end=18,  # "The dam", of a sentence that ends at 29
        text="The dam",
        sentences=(Span(start=11, end=29),),
    )
    assert reading_of(passage, article).sentences == (Span(start=0, end=7),)


def test_each_token_belongs_to_the_question_a_sentence_or_nothing(tokens: RankerTokens) -> None:
    # [CLS] what held ? [SEP] floods | gazette : rain fell . the dam held firm . [SEP]
    (encoded,) = tokens.encode("What held?", [READING])
    nothing, asked = [NO_ROW], [QUESTION_ROW] * 3
    expected = [*nothing, *asked, *nothing, *nothing * 4, *[1] * 3, *[2] * 5, *nothing]
    assert encoded.rows.tolist() == expected
    assert encoded.segments.tolist() == [0] * 5 + [1] * 13
    assert encoded.read_sentences() == [0, 1]


def test_a_token_knows_its_characters_in_the_passage(tokens: RankerTokens) -> None:
    (encoded,) = tokens.encode("What held?", [READING])
    inside = encoded.rows > QUESTION_ROW
    words = [READING.text[start:end] for start, end in encoded.offsets[inside]]
    assert words == ["Rain", "fell", ".", "The", "dam", "held", "firm", "."]
    assert not encoded.offsets[~inside].any()


def test_without_a_header_the_passage_follows_the_question(tokens: RankerTokens) -> None:
    (encoded,) = tokens.encode("What?", [LONE])
    # [CLS] what ? [SEP] no . [SEP]
    assert encoded.rows.tolist() == [-1, 0, 0, -1, 1, 1, -1]


def test_question_header_and_passage_are_cut_to_what_the_network_reads(
    tokens: RankerTokens,
) -> None:
    (encoded,) = tokens.encode("why " * 90, [LONG])
    assert len(encoded.ids) == MOST_TOKENS
    assert (encoded.rows == QUESTION_ROW).sum() == QUESTION_TOKENS
    passage = MOST_TOKENS - QUESTION_TOKENS - HEADER_TOKENS - 3  # [CLS] and two [SEP]
    assert (encoded.rows == 1).sum() == passage


def test_of_a_long_header_its_end_is_kept(tokens: RankerTokens) -> None:
    # [CLS] what ? [SEP], then the header with its colon; "gazette :" are its last two tokens.
    headed = Reading(header=f"{LONG.header} | Gazette", text=LONE.text, sentences=LONE.sentences)
    (encoded,), (short,) = tokens.encode("What?", [headed]), tokens.encode("What?", [READING])
    assert (encoded.rows == NO_ROW).sum() == HEADER_TOKENS + 3  # [CLS] and two [SEP]
    end = 4 + HEADER_TOKENS
    assert encoded.ids[end - 2 : end].tolist() == short.ids[6:8].tolist()


def test_a_sentence_that_was_cut_off_is_counted_and_not_read(tokens: RankerTokens) -> None:
    late = Reading(
        header="", text=LONG.text, sentences=(Span(start=0, end=5), Span(start=1995, end=2000))
    )
    (encoded,) = tokens.encode("What?", [late])
    assert encoded.sentences == 2
    assert encoded.read_sentences() == [0]


def test_readings_are_padded_to_the_longest(tokens: RankerTokens) -> None:
    inputs = inputs_of(tokens.encode("What held?", [READING, LONE]))
    # [CLS] what held ? [SEP] floods | gazette : rain fell . the dam held firm . [SEP], 18 tokens;
    # [CLS] what held ? [SEP] no . [SEP], 8 tokens.
    assert inputs.ids.shape == inputs.segments.shape == (2, 18)
    assert inputs.mask.sum(axis=1).tolist() == [18, 8]
    assert not inputs.ids[1, 8:].any()
    assert not inputs.segments[1, 8:].any()


def test_members_average_the_tokens_of_each_sentence(tokens: RankerTokens) -> None:
    inputs = inputs_of(tokens.encode("What held?", [READING, LONE]))
    assert inputs.members.shape == (2, 3, 18)
    np.testing.assert_allclose(inputs.members[0].sum(axis=1), [1, 1, 1], rtol=1e-6)
    np.testing.assert_allclose(inputs.members[1].sum(axis=1), [1, 1, 0], rtol=1e-6)  # one sentence
    np.testing.assert_allclose(inputs.members[0, 1, 9:12], [1 / 3] * 3)  # "rain fell ."


@given(
    question=st.text(max_size=200),
    header=st.text(max_size=200),
    sentences=st.lists(st.text(min_size=1, max_size=120), min_size=1, max_size=20),
)
@settings(
    deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_the_words_every_token_has_its_place(
    tokens: RankerTokens, question: str, header: str, sentences: list[str]
) -> None:
    ends = np.cumsum([len(each) for each in sentences]).tolist()
    spans = tuple(
        Span(start=end - len(each), end=end) for each, end in zip(sentences, ends, strict=True)
    )
    text = "".join(sentences)
    (encoded,) = tokens.encode(question, [Reading(header=header, text=text, sentences=spans)])
    count = len(encoded.ids)
    assert count == len(encoded.segments) == len(encoded.rows) == len(encoded.offsets)
    assert count <= MOST_TOKENS
    for row, (start, _) in zip(encoded.rows, encoded.offsets, strict=True):
        if row > QUESTION_ROW:
            assert spans[row - 1].start <= start < spans[row - 1].end
