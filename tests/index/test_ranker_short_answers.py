"""A short answer is made of whole words of its own sentence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.model_files import default_model_files
from index.ranker.inputs import Encoded, Floats, RankerTokens, Reading
from index.ranker.short_answers import ANSWER_TOKENS, ShortAnswer, short_answers, whole_words
from index.spans import Span

TEXT = "Rain fell. The dam held firm."
READING = Reading(
    header="", text=TEXT, sentences=(Span(start=0, end=10), Span(start=11, end=len(TEXT)))
)
# [CLS] what ? [SEP] rain fell . the dam held firm . [SEP]
RAIN, THE, DAM, HELD, FIRM, TOKENS = 4, 7, 8, 9, 10, 13
_WORDS = (
    "Kyiv",
    "said",
    "€800",
    "billion,",
    "Zürich",
    "“peace”",
    "unconstitutionally",
    "😀",
    "x-1",
)


@pytest.fixture(scope="module")
def tokens() -> RankerTokens:
    return RankerTokens(default_model_files().tokenizer)


def _told(encoded: Encoded, **logits: dict[int, float]) -> tuple[Floats, Floats]:
    """Starts and ends of 0, but for the tokens given."""
    starts, ends = (np.zeros(len(encoded.ids), dtype=np.float32) for _ in range(2))
    for at, logit in logits.get("starts", {}).items():
        starts[at] = logit
    for at, logit in logits.get("ends", {}).items():
        ends[at] = logit
    return starts, ends


def _found(
    tokens: RankerTokens, reading: Reading = READING, **logits: dict[int, float]
) -> tuple[ShortAnswer | None, ...]:
    (encoded,) = tokens.encode("What?", [reading])
    starts, ends = _told(encoded, **logits)
    return short_answers(encoded, starts, ends, reading=reading)


def test_the_best_start_and_end_are_the_answer_and_its_odds_are_against_none(
    tokens: RankerTokens,
) -> None:
    _, dam = _found(tokens, starts={0: 0.5, DAM: 3.0}, ends={0: 1.0, HELD: 2.0})
    assert dam is not None
    assert dam.span.of(TEXT) == "dam held"
    assert dam.odds == pytest.approx(3.0 + 2.0 - (0.5 + 1.0))


def test_each_sentence_has_its_own_best(tokens: RankerTokens) -> None:
    # The best start of all stands in the first sentence, the best end in the second.
    rain, dam = _found(tokens, starts={RAIN: 9.0, THE: 1.0}, ends={RAIN: 0.5, DAM: 9.0})
    assert rain is not None
    assert dam is not None
    assert (rain.span.of(TEXT), rain.odds) == ("Rain", 9.5)
    assert (dam.span.of(TEXT), dam.odds) == ("The dam", 10.0)


def test_an_answer_does_not_end_before_it_starts(tokens: RankerTokens) -> None:
    _, dam = _found(tokens, starts={HELD: 4.0}, ends={DAM: 4.0, FIRM: 1.0})
    assert dam is not None
    assert dam.span.of(TEXT) == "held firm"  # 4 + 1; "dam" and "held" alone have 4


def test_an_answer_has_so_many_tokens_and_no_more(tokens: RankerTokens) -> None:
    words = " ".join(["rain"] * (ANSWER_TOKENS + 1))
    long = Reading(header="", text=words, sentences=(Span(start=0, end=len(words)),))
    last = RAIN + ANSWER_TOKENS - 1  # of the longest answer that begins with the first word
    (found,) = _found(tokens, long, starts={RAIN: 2.0}, ends={last: 1.0, last + 1: 5.0})
    assert found is not None
    # From the second word to the last: 0 + 5. With the first, 2 + 5, it were a token too long.
    assert found.odds == 5.0
    assert len(found.span.of(words).split()) <= ANSWER_TOKENS


def test_padding_is_passed_over(tokens: RankerTokens) -> None:
    (encoded,) = tokens.encode("What?", [READING])
    padded = np.full(TOKENS + 5, 9.0, dtype=np.float32)
    padded[:TOKENS] = 0.0
    found = short_answers(encoded, padded, padded, reading=READING)
    assert [short.odds for short in found if short] == [0.0, 0.0]


def test_a_sentence_that_was_cut_off_has_none(tokens: RankerTokens) -> None:
    words = "word " * 400
    late = Reading(
        header="", text=words, sentences=(Span(start=0, end=4), Span(start=1995, end=1999))
    )
    read, cut = _found(tokens, late)
    assert read is not None
    assert cut is None


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("onstitu", "unconstitutionally"),
        ("tionally st", "unconstitutionally stopped"),
        ("it", "it"),
        (", un", ", unconstitutionally"),
        ("80", "800"),
        ("€800", "€800"),
    ],
)
def test_a_span_is_widened_to_the_words_it_cuts(part: str, whole: str) -> None:
    text = "For €800 it was, unconstitutionally stopped"
    start = text.index(part)
    assert whole_words(Span(start=start, end=start + len(part)), text).of(text) == whole


def test_an_accent_that_stands_on_its_own_belongs_to_its_word() -> None:
    assert whole_words(Span(start=0, end=4), "Cafe\u0301s").of("Cafe\u0301s") == "Cafe\u0301s"


@given(
    wordings=st.lists(
        st.lists(st.sampled_from(_WORDS), min_size=1, max_size=40).map(" ".join),
        min_size=1,
        max_size=8,
    ),
    seed=st.integers(0, 2**32 - 1),
)
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_a_short_answer_is_whole_words_of_its_sentence(
    tokens: RankerTokens, wordings: list[str], seed: int
) -> None:
    text = " ".join(f"{wording}." for wording in wordings)
    spans, start = [], 0
    for wording in wordings:
        spans.append(Span(start=start, end=start + len(wording) + 1))
        start += len(wording) + 2
    reading = Reading(header="Peace | RFI", text=text, sentences=tuple(spans))
    (encoded,) = tokens.encode("Who said it?", [reading])
    starts, ends = np.random.default_rng(seed).normal(size=(2, len(encoded.ids))).astype("float32")
    found = short_answers(encoded, starts, ends, reading=reading)
    assert len(found) == len(spans)
    for short, sentence in zip(found, spans, strict=True):
        if short is not None:
            assert sentence.start <= short.span.start < short.span.end <= sentence.end
            assert not _cuts_a_word(text, short.span.start)
            assert not _cuts_a_word(text, short.span.end)


def _cuts_a_word(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
