from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.alignment import Alignment, align, cut_words

TEXT = (
    "He said nothing at all. The minister told reporters in Torun that 1.5 million bricks would be"
    " sent to the harbour by the end of the year, a week late."
)
TEXTS = st.lists(
    st.sampled_from("red brick bridge over the river 5 “of” Torun’s".split()), min_size=9
)


def aligned(excerpt: str, text: str = TEXT) -> Alignment:
    found = align(cut_words(excerpt), cut_words(text))
    assert found is not None
    return found


def gaps(excerpt: str, text: str = TEXT) -> list[tuple[str, str]]:
    """What differs: the excerpt's words and the text's."""
    return [
        (" ".join(w.folded for w in gap.excerpt), " ".join(w.folded for w in gap.text))
        for gap in aligned(excerpt, text).gaps
    ]


def test_words_carry_their_own_offsets() -> None:
    text = "“Zürich’s” 1.5 m, $5 – no_go"
    assert [text[w.start : w.end] for w in cut_words(text)] == [
        "Zürich", "s", "1.5", "m", "$", "5", "no", "go",
    ]  # fmt: skip
    assert cut_words(text)[0].folded == "zurich"


def test_the_span_is_exact_whatever_the_quotation_marks_and_spacing() -> None:
    found = aligned("the MINISTER  told\nreporters “in Torun”")
    assert found.span.of(TEXT) == "The minister told reporters in Torun"
    assert (found.cost, found.gaps) == (0.0, ())


@pytest.mark.parametrize(
    ("excerpt", "expected"),
    [
        ("minister told reporters in Oslo that 1.5 million bricks", [("oslo", "torun")]),
        ("minister told reporters in Torun that 15 million bricks", [("15", "1.5")]),
        ("bricks would never be sent to the harbour", [("never", "")]),
        ("bricks would be to the harbour by the end", [("", "sent")]),
        ("The minister told rep0rters in Torun", [("rep0rters", "reporters")]),
        ("The minis-\nter told reporters in Torun", []),
        ("told reporters inTorun that 1.5 million", []),
        ("would be sent to the har-bour", []),
    ],
    ids=["changed", "number", "added", "left out", "misread", "hyphen", "joined", "cut at the end"],
)  # fmt: skip
def test_what_differs_is_told_apart(excerpt: str, expected: list[tuple[str, str]]) -> None:
    assert gaps(excerpt) == expected


def test_a_word_changed_at_the_end_belongs_to_the_span() -> None:
    found = aligned("would be sent to the bridge")
    assert found.span.of(TEXT) == "would be sent to the harbour"
    assert found.cost == 1.0


def test_a_misspelt_word_costs_less_than_another_word() -> None:
    # One letter of eight: 0.125. Numbers are never misspelt: 1.0.
    assert aligned("The minlster told reporters in Torun").cost == pytest.approx(1 / 8)
    assert aligned("told reporters that in Torun that 1.6 million").cost > 1.0


@pytest.mark.parametrize("excerpt", ["", "stones", "of the sea and all that swims in it by night"])
def test_a_text_that_only_shares_words_has_no_place(excerpt: str) -> None:
    assert align(cut_words(excerpt), cut_words(TEXT)) is None


def test_a_text_of_one_pair_of_words_over_and_over_takes_no_time() -> None:
    words = cut_words("ha ha " * 3_000)
    assert align(words, cut_words("one of the ha ha " * 1_000)) is None


@given(words=TEXTS, data=st.data())
def test_every_run_of_a_text_is_found_word_for_word(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 8))
    found = aligned(" ".join(words[start : start + 8]), " ".join(words))
    assert found.cost == 0.0
    cut = cut_words(found.span.of(" ".join(words)))
    assert [w.folded for w in cut] == [
        w.folded for w in cut_words(" ".join(words[start : start + 8]))
    ]
