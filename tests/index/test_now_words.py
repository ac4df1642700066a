"""Words that ask how things stand now, and words that only look like them."""

from __future__ import annotations

import pytest

from index.dates.now_words import now_words


def read(text: str) -> list[str]:
    return [span.of(text) for span in now_words(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("What is the latest on the fund?", ["latest"]),
        ("Who is now prime minister?", ["now"]),
        ("Now who leads?", ["Now"]),
        ("Right now, who leads?", ["Right now"]),
        ("Who currently leads?", ["currently"]),
        ("As of today, how many have died?", ["As of today"]),
        ("How many have died so far?", ["so far"]),
        ("What are the newest and the most recent figures?", ["newest", "most recent"]),
        ("What is the current death toll?", ["current"]),
        ("What is France’s current position?", ["current"]),
    ],
)
def test_words_for_now_are_read(text: str, words: list[str]) -> None:
    assert read(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Who starred in Apocalypse Now?",
        "Which now-defunct firm built it?",
        "Who has to leave by March at the latest?",
        "Is it legal so far as anyone knows?",
        "Who was the newest member back then?",
        "What was the latest offer at that time?",
        "How strong is the electric current?",
        "Who knows?",
        "",
    ],
)
def test_other_uses_and_questions_about_then_are_not(text: str) -> None:
    assert read(text) == []
