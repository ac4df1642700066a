from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.support.words import terms_of


def keys(text: str) -> list[str]:
    return [term.key for term in terms_of([text])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It won't, can’t and didn't.", "It will not, cannot and did not."),
        ("12% of it", "12 per cent of it"),
        ("$5bn", "$5 billion"),
        ("1,500 men", "1500 men"),
        ("on May 3", "on 3 May"),
        ("on the 3rd of May", "on the 3 May"),
        ("three men", "3 men"),
        ("British and u.s. ships", "UK and US ships"),
        ("Norrby’s port", "Norrby port"),
    ],
    ids=[
        "denials",
        "percent",
        "bn",
        "thousands",
        "month first",
        "ordinal",
        "words",
        "places",
        "of",
    ],
)
def test_two_ways_to_write_one_thing_are_one(one: str, other: str) -> None:
    assert keys(one) == keys(other)


def test_a_short_name_of_a_country_keeps_its_capitals() -> None:
    assert [term.text for term in terms_of(["US, EU, UK"])] == ["USA", "EU", "UK"]


def test_a_year_after_a_day_stays_a_number_of_its_own() -> None:
    assert keys("In 2010, 200 men") == ["in", "2010", "200", "men"]


def test_a_clause_begins_after_punctuation_but_not_after_a_hyphen_in_a_word() -> None:
    terms = terms_of(["The port, he said, was ice-free."])
    assert [term.text for term in terms if term.opens] == ["The", "he", "was", "free"]


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_is_read_and_every_term_names_its_sentence(texts: list[str]) -> None:
    terms = terms_of(texts)
    assert all(term.key and 0 <= term.sentence < len(texts) for term in terms)
    assert list(terms) == sorted(terms, key=lambda term: term.sentence)
