"""Half-open offsets."""

from __future__ import annotations

import pytest

from index.spans import Span


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2)])
def test_a_span_covers_at_least_one_character_of_a_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"not a span: {start}:{end}"):
        Span(start=start, end=end)


def test_a_span_gives_the_words_it_covers_in_code_points() -> None:
    assert Span(start=2, end=6).of("😀 Kyiv") == "Kyiv"


def test_spans_sort_by_where_they_begin() -> None:
    early, late = Span(start=1, end=9), Span(start=2, end=3)
    assert sorted([late, early]) == [early, late]
