"""Courtesies are left out before a question is searched, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answering.courtesies import without_courtesies

PLAIN = "Who leads the harbour board?"


@pytest.mark.parametrize(
    "asked",
    [
        "Please tell me: who leads the harbour board?",
        "Could you tell me who leads the harbour board?",
        "Hello, can you please tell us who leads the harbour board?",
        "I'd like to know who leads the harbour board?",
        "I was wondering, who leads the harbour board?",
        "A question for you: who leads the harbour board?",
        "Do you happen to know who leads the harbour board?",
        "Who leads the harbour board, please?",
        "Good morning! Who leads the harbour board? ",
    ],
)
def test_what_asks_nothing_is_left_out(asked: str) -> None:
    assert without_courtesies(asked).strip() == PLAIN


@pytest.mark.parametrize(
    "asked",
    [
        PLAIN,
        "Tell me more",
        "Could you help me?",
        "Please",
        "Can you translate this article?",
        "Do you know Emmanuel Macron?",
        "Will you tell the mayor who won?",
        "Could the mayor tell us who won?",
        "A question for you",
        "Can you tell me whether the mayor resigned?",
        "Do we know if the mayor resigned?",
        "",
    ],
)
def test_what_is_asked_stays(asked: str) -> None:
    assert without_courtesies(asked) == asked


@given(st.text(max_size=80))
def test_it_only_ever_takes_words_away(text: str) -> None:
    left = without_courtesies(text)
    assert left == text or len(left) < len(text)
