"""Which sentences are near copies of their quotes."""

from __future__ import annotations

import pytest

from index.support.near_copies import is_near_copy

TEN = "one two three four five six seven eight nine ten"


@pytest.mark.parametrize(
    ("sentence", "quotes", "is_near"),
    [
        ("Oslo beat Rome.", ("Rome beat Oslo.",), True),
        ("Rome beat Oslo and Lund lost.", ("Rome beat Oslo.", "And Lund lost."), True),
        ("Rome beat Oslo and Lund lost.", ("Rome beat Oslo.", "Lagos won.", "Lund lost."), False),
        (TEN, (f"{TEN} eleven",), True),  # ten of eleven: .91
        (TEN, (f"{TEN} eleven twelve",), False),  # .83
        ("Rome lost.", ("Nobody beat Oslo.",), False),
        ("Rome lost.", (), False),
    ],
)
def test_a_near_copy_has_nearly_all_words_of_a_quote_or_of_two_neighbours(
    sentence: str, quotes: tuple[str, ...], is_near: bool
) -> None:
    assert is_near_copy(sentence, quotes) is is_near
