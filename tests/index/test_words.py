"""Words as they are compared: folded, stemmed, one name for one place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.aliases import canonical, is_country, other_forms, with_short_names
from index.words import content_words, fold, spelling_variant, stems, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zürich’s mayor", ["zurich", "mayor"]),
        ("The U.S. and the UK", ["the", "usa", "and", "the", "uk"]),
        ("United States of America", ["usa"]),
        ("French troops", ["france", "troops"]),
        ("1.5 million, 84,121", ["1.5", "million", "84,121"]),
        ("€800", ["euro", "800"]),
        ("58%", ["58", "percent"]),
        ("Kiev and Kyiv", ["kyiv", "and", "kyiv"]),
        ("?!…", []),
    ],
    ids=[
        "accent and possessive", "letters with stops", "long name", "adjective",
        "numbers", "currency", "percent sign", "old spelling", "no word",
    ],
)  # fmt: skip
def test_words_are_folded_and_country_names_made_one(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_content_words_leave_out_what_only_makes_a_question() -> None:
    assert content_words("How many people died in the crane collapse?") == [
        "people", "died", "crane", "collapse",
    ]  # fmt: skip


def test_stems_make_inflections_meet() -> None:
    assert stems("cranes collapsing") == stems("the crane collapsed")


@given(st.text(st.characters(max_codepoint=0x24F), max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_content_words_are_words_in_the_same_order(text: str) -> None:
    every = iter(words(text))
    assert all(word in every for word in content_words(text))


@pytest.mark.parametrize(
    ("word", "other"),
    [("zelensky", "zelenskyy"), ("zelenskiy", "zelensky"), ("netanyahu", "netanyahou")],
)
def test_two_spellings_of_a_name_are_variants(word: str, other: str) -> None:
    assert spelling_variant(word, ["macron", other, "trump"]) == other


@pytest.mark.parametrize(
    ("word", "other"),
    [("macron", "marconi"), ("iran", "iraq"), ("austria", "bustria"), ("trump", "tramp")],
    ids=["another name", "too short", "another first letter", "one letter of five"],
)
def test_different_names_are_no_variants(word: str, other: str) -> None:
    assert spelling_variant(word, [other]) is None


def test_nothing_is_a_variant_among_no_words() -> None:
    assert spelling_variant("zelensky", []) is None


def test_every_other_form_of_a_country_leads_back_to_its_name() -> None:
    for name in ("france", "germany", "ukraine", "turkey", "kyiv"):
        assert {canonical(form) for form in other_forms(name)} == {name}
    assert canonical("weather") == "weather"
    assert other_forms("weather") == ()


@pytest.mark.parametrize("word", ["France", "French", "Peru", "Zealand", "Sudan"])
def test_a_country_is_known_by_its_name(word: str) -> None:
    assert is_country(canonical(fold(word)))


@pytest.mark.parametrize("word", ["chad", "georgia", "jordan", "weather"])
def test_what_may_be_a_persons_name_is_no_country(word: str) -> None:
    assert not is_country(canonical(word))


def test_short_names_replace_only_whole_names() -> None:
    told = with_short_names("The U.S. met the E.U. and the United Kingdom; USAID did not.")
    assert told == "The usa met the eu and the uk; USAID did not."
