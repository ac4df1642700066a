from __future__ import annotations

import pytest

from index.support.numbers import amounts_in, times_in
from index.support.words import terms_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.5 million rounds", [("1500000", "", "round")]),
        ("$1.5m and €2bn", [("1500000", "dollar", ""), ("2000000000", "euro", "")]),
        ("five hundred thousand men", [("500000", "", "men")]),
        ("twenty-one ships", [("21", "", "ship")]),
        ("12% of 40 dollars", [("12", "percent", ""), ("40", "dollar", "")]),
        ("worth $60 billion (€55.8 billion)", [("60000000000", "dollar", ""),
                                               ("55800000000", "euro", "")]),
        ("the third ship of dozens", [("3th", "", "ship"), ("dozens", "", "")]),
        ("one of them waited a second", []),
        ("won 3-2", [("3", "", ""), ("2", "", "")]),
        ("on 3 March 2024", []),
        ("a million men and a dozen eggs", [("1000000", "", "men"), ("12", "", "egg")]),
        ("It paid $1800 in 2019", [("1800", "dollar", "")]),
    ],
    ids=["scale", "short scale", "words", "hyphen", "units", "sign after", "rough", "one", "score",
         "date", "scale alone", "sum like a year"],
)  # fmt: skip
def test_numbers_are_read_with_what_they_count(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert [(a.value, a.unit, a.thing) for a in amounts_in(terms_of([text]))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Monday, 3 March 2024", ["monday", "3 march", "2024"]),
        ("on March 3rd", ["3 march"]),
        ("in May it may march", ["may"]),
        ("last week and next year", ["last week", "next year"]),
        ("last Tuesday", ["last tuesday", "tuesday"]),
        ("tomorrow in Sept. or on Mondays", ["tomorrow", "september", "monday"]),
        ("the last ship of 80 men", []),
        ("It paid $1800 in 2019", ["2019"]),
    ],
    ids=["whole", "month first", "verbs", "periods", "weekday", "short", "none", "sum"],
)
def test_times_are_read_in_one_form(text: str, expected: list[str]) -> None:
    assert [time.name for time in times_in(terms_of([text]))] == expected
