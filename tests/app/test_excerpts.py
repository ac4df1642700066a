from __future__ import annotations

import pytest

from app.answering.excerpts import excerpt_in

WORDS = "the minister told reporters in Torun that bricks would be sent"
SHORT = "enough is enough"


@pytest.mark.parametrize(
    "message",
    [
        f"Who reported: “{WORDS}”?",
        f"who said this: {WORDS}",
        f'Which outlet wrote "{WORDS}"?',
        f"Who said '{WORDS}'?",
        f"Which paper first published the following passage: «{WORDS}»",
        f"Where is this quote from: {WORDS}",
        f"Is this passage in my library: “{WORDS}”?",
        f"“{WORDS}”",
        f'"{WORDS}" – who reported this?',
        f"“{WORDS}.” Where is this from?",
        f"Trace: “{WORDS}”",
        f"What's the source of this: “{WORDS}”",
    ],
)
def test_an_excerpt_whose_source_is_wanted_is_taken_out(message: str) -> None:
    found = excerpt_in(message)
    assert found is not None
    assert found.is_sure
    assert found.text.rstrip(".") == WORDS


@pytest.mark.parametrize(
    "message",
    [
        f"What did the minister mean by “{WORDS}”?",
        f"Who reported that Macron said “{WORDS}”?",
        f"“{WORDS}”: is that true?",
        f"“{WORDS}” and “{WORDS}”: what changed?",
        f"Who said: “{SHORT}”?",
        f"Who said “{SHORT}”?",
        "Who said this: was it the mayor of Torun or the minister of works?",
        "Who said that prices have risen since the summer of last year?",
        "Who reported this?",
        "Which outlets reported on the bridge over the Vistula in May?",
        "Where is this bridge that the mayor of Torun opened on Thursday?",
        "Tell me about the bridge that the mayor of Torun opened on Thursday",
        "the new bridge of Torun",
        "",
    ],
)
def test_a_question_that_looks_like_one_is_none(message: str) -> None:
    assert excerpt_in(message) is None


def test_pasted_words_are_an_excerpt_only_if_an_article_has_them() -> None:
    found = excerpt_in(f"{WORDS}.")
    assert found is not None
    assert not found.is_sure


def test_an_excerpt_of_four_words_is_short() -> None:
    found = excerpt_in("Who reported this: “one of the bricks”?")
    assert found is not None
    assert found.is_short
    five = excerpt_in("Who reported this: “one of the red bricks”?")
    assert five is not None
    assert not five.is_short
