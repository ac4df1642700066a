from __future__ import annotations

import pytest

from corpus.article import Article, ArticleId
from index.telling_sentences import FEWEST_WORDS, MOST_CHARACTERS, telling_sentences

HARBOUR = "The council of Ostvik voted on Monday to close the old harbour for good."


def article_of(text: str) -> Article:
    return Article(
        article_id=ArticleId("a0123456789ab"), source_key="here", text=text, headline="A headline"
    )


def texts_of(text: str) -> list[str]:
    return [each.text for each in telling_sentences(article_of(text))]


@pytest.mark.parametrize(
    "left_out",
    [
        "The harbour will close.",
        "Who would have thought that of the council of Ostvik?",
        "Ten pictures of the old harbour of Ostvik",
        "voted on Monday to close the old harbour of Ostvik for good.",
        "Sign up here to get our newsletter from Ostvik every morning.",
        f"The council {'very ' * 90}firmly voted to close the harbour.",
    ],
    ids=["short", "question", "no full stop", "torn", "to readers", "over 400 characters"],
)
def test_a_sentence_that_tells_little_is_left_out(left_out: str) -> None:
    assert texts_of(f"{HARBOUR}\n\n{left_out}") == [HARBOUR]


@pytest.mark.parametrize(
    "leaning",
    [
        "It had been in use for a hundred years and more.",
        "But the fishermen of the town want to fight the vote.",
        "Under these conditions the ferries to the islands cannot go on.",
        "The Harbour Post compares this with the closure of the mill.",
        '"We were never asked about any of this," he said on the quay.',
        "The move comes after the storm that broke the northern wall.",
    ],
)
def test_a_sentence_that_needs_the_one_before_says_so(leaning: str) -> None:
    first, second = telling_sentences(article_of(f"{HARBOUR} {leaning}"))
    assert first.leans_on is None
    assert second.leans_on == first.span.start


@pytest.mark.parametrize(
    "standing",
    [
        "Mayor Ane Lund wants to build forty flats on the quay.",
        '"We were never asked about any of this," said Ane Lund on the quay.',
        "€4 million have been set aside for the new ferry landing.",
        "¥4 million have been set aside for the new ferry landing.",
        "Östra quay in the north will have forty flats next year.",
    ],
)
def test_a_sentence_that_stands_alone_leans_on_none(standing: str) -> None:
    assert [each.leans_on for each in telling_sentences(article_of(f"{HARBOUR} {standing}"))] == [
        None,
        None,
    ]


def test_a_first_sentence_has_nothing_to_lean_on() -> None:
    (only,) = telling_sentences(article_of("It was closed on Monday after a hundred years of use."))
    assert only.leans_on is None


def test_places_count_what_can_be_shown() -> None:
    text = f"{HARBOUR} No more. Mayor Ane Lund wants to build forty flats there."
    assert [each.position for each in telling_sentences(article_of(text))] == [1, 2]


def test_the_limits_are_those_that_are_told() -> None:
    just = " ".join(["Ostvik"] * FEWEST_WORDS) + "."
    assert texts_of(just) == [just]
    assert texts_of("O" * (MOST_CHARACTERS + 1) + " and six more words follow here.") == []
