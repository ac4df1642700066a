"""Outlets named in a question, told apart from the ordinary words they look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.outlets import outlets_named

OUTLETS = (
    "AFP", "Associated Press", "BBC News", "CBSSports.com", "FOX News - Health",
    "FOX News - Lifestyle", "Fortune", "Kyiv Post", "People", "RFI", "TechCrunch", "The Age",
    "The Guardian", "The New York Times", "Time", "WSWS", "Wikinews",
)  # fmt: skip
WORDS = frozenset("fortune people age guardian time".split())


def named(text: str) -> tuple[str, ...]:
    mentions = outlets_named(text, OUTLETS, is_word=WORDS.__contains__)
    return tuple(outlet for mention in mentions for outlet in mention.outlets)


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("According to the Kyiv Post, how many?", ("Kyiv Post",)),
        ("What did WSWS and RFI say?", ("WSWS", "RFI")),
        ("what does wsws say", ("WSWS",)),
        ("What was TechCrunch's report about?", ("TechCrunch",)),
        ("the Wikinews article", ("Wikinews",)),
        ("what did the kyiv post report", ("Kyiv Post",)),
        ("WHAT DID THE GUARDIAN SAY ABOUT TIME", ("The Guardian",)),
        ("What did Time, Fortune and People write?", ("Time", "Fortune", "People")),
        ("articles from 'Fortune' and \"Time\"", ("Fortune", "Time")),
        ("In the Guardian, who won?", ("The Guardian",)),
        ("fortune's article", ("Fortune",)),
    ],
)
def test_an_outlet_is_read_by_its_name(text: str, outlets: tuple[str, ...]) -> None:
    assert named(text) == outlets


@pytest.mark.parametrize(
    ("text", "outlets"),
    [
        ("Is the line of CBSSports.com right?", ("CBSSports.com",)),
        ("Did CBS Sports report it?", ("CBSSports.com",)),
        ("What did CBSSports say?", ("CBSSports.com",)),
        ("What did Fox News say?", ("FOX News - Health", "FOX News - Lifestyle")),
        ("The FOX News - Health article", ("FOX News - Health",)),
        ("What did the BBC say?", ("BBC News",)),
        ("According to AP, who won?", ("Associated Press",)),
        ("What's the NYT story?", ("The New York Times",)),
        ("A New York Times article", ("The New York Times",)),
        ("What did Agence France-Presse say?", ("AFP",)),
        ("Guardian article on ozone", ("The Guardian",)),
    ],
)
def test_an_outlet_is_read_by_what_else_it_is_called(text: str, outlets: tuple[str, ...]) -> None:
    assert named(text) == outlets


@pytest.mark.parametrize(
    "text",
    [
        "Who was the child's guardian?",
        "What did people say about time?",
        "How many came? People ran. Time will tell.",
        "What did a fortune cost?",
        "How much did Fortune Brands pay?",
        "Was the Age of Ultron any good?",
        "the age of reason",
        "What did the Financial Times say?",
        "Who won a BBC Sound award?",
        "What does AP Møller ship?",
        "Who Owns The Time Of People?",
        "",
    ],
)
def test_a_word_that_looks_like_an_outlet_is_none(text: str) -> None:
    assert named(text) == ()


def test_initials_of_two_outlets_mean_neither() -> None:
    outlets = ("New York Times", "North Yorkshire Times")
    assert outlets_named("the NYT report", outlets, is_word=WORDS.__contains__) == ()


def test_a_name_of_its_own_is_no_short_form_of_another() -> None:
    outlets = ("The Independent", "The Independent - Sports")
    found = outlets_named("What did The Independent say?", outlets, is_word=WORDS.__contains__)
    assert [mention.outlets for mention in found] == [("The Independent",)]


def test_a_mention_spans_the_name_with_its_own_the() -> None:
    text = "What did the Guardian and the Kyiv Post say?"
    found = outlets_named(text, OUTLETS, is_word=WORDS.__contains__)
    assert [mention.span.of(text) for mention in found] == ["the Guardian", "Kyiv Post"]


@given(
    text=st.text(max_size=60),
    outlets=st.lists(st.text(min_size=1, max_size=15), max_size=4).map(tuple),
)
def test_any_text_and_any_outlets_can_be_read(text: str, outlets: tuple[str, ...]) -> None:
    for mention in outlets_named(text, outlets, is_word=lambda _: True):
        assert set(mention.outlets) <= set(outlets)
        assert mention.span.of(text)
