"""The sentence that names what a quote leans on."""

from __future__ import annotations

import pytest

from app.answering.openers import opener_of
from tests.app.test_shapes import told

FIRST = "Penn halted the sale."


@pytest.mark.parametrize(
    ("second", "is_brought"),
    [
        ("The move surprised Teland.", True),
        ("At that meeting nobody spoke.", True),
        ("There Holm proposed a truce.", True),
        ("There is no other buyer.", False),
        ("Teland was surprised.", False),
        ("Nobody, she said, was asked.", True),
        ("Nobody, Holm said, was asked.", False),
        ("But he also stressed it.", True),
        ("Meanwhile, it waited.", True),
        ("On Wednesday he was to travel on.", True),
        ("At 14 she joined.", True),
        ("Heavy rain fell.", False),
        ("But Holm stayed.", False),
    ],
)
def test_a_sentence_that_leans_on_another_brings_it(second: str, is_brought: bool) -> None:
    _, leaning = told(f"{FIRST} {second}")
    opener = opener_of(leaning)
    assert (opener and opener.text) == (FIRST if is_brought else None)


@pytest.mark.parametrize(
    ("second", "is_brought"),
    [
        ("He left.", True),
        ("But she left.", True),
        ("His son left.", True),
        ("It failed.", False),
        ("But it failed.", False),
        ("Heavy rain led her to leave, he said.", False),
    ],
)
def test_only_a_person_is_looked_for_in_the_paragraph_before(second: str, is_brought: bool) -> None:
    _, leaning = told(f"{FIRST}\n\n{second}")
    assert (opener_of(leaning) is not None) is is_brought


def test_the_first_sentence_of_an_article_brings_nothing() -> None:
    (only,) = told("He left.")
    assert opener_of(only) is None
