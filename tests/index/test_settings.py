"""Settings refuse what cannot work."""

from __future__ import annotations

import pytest

from index.settings import IndexSettings, SearchParts


@pytest.mark.parametrize(("passage", "overlap"), [(100, 100), (100, 101), (100, -1), (0, 0)])
def test_an_overlap_is_smaller_than_its_passage(passage: int, overlap: int) -> None:
    with pytest.raises(ValueError, match=f"overlap {overlap} is not below {passage}"):
        IndexSettings(passage_tokens=passage, overlap_tokens=overlap)


def test_the_default_settings_stay_within_what_the_model_reads() -> None:
    assert IndexSettings().passage_tokens + 64 <= 256  # 64 tokens of header is a very long one


def test_a_search_without_either_ranking_is_refused() -> None:
    with pytest.raises(ValueError, match="dense or lexical or both"):
        SearchParts(dense=False, lexical=False)
