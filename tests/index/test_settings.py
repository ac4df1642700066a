"""Settings refuse what cannot work."""

from __future__ import annotations

import pytest

from index.settings import IndexSettings


@pytest.mark.parametrize(("passage", "overlap"), [(100, 100), (100, 101), (100, -1), (0, 0)])
def test_an_overlap_is_smaller_than_its_passage(passage: int, overlap: int) -> None:
    with pytest.raises(ValueError, match=f"overlap {overlap} is not below {passage}"):
        IndexSettings(passage_tokens=passage, overlap_tokens=overlap)


def test_the_default_settings_stay_within_what_the_model_reads() -> None:
    assert IndexSettings().passage_tokens + 64 <= 256  # 64 tokens of headline is a very long one
