from __future__ import annotations

from datetime import date

import pytest

from evals.adding.answers import plain_wordings, split_wordings, value_of, written_answers
from evals.errors import BadRun
from evals.facts.fact import Kind

MARCH = date(2025, 3, 11)


@pytest.mark.parametrize(
    ("mention", "kind", "value"),
    [
        ("Thirty", Kind.NUMBER, {"number": 30}),
        ("5 percent", Kind.NUMBER, {"number": 5, "unit": "%"}),
        ("50 minutes", Kind.NUMBER, {"number": 50, "unit": "minutes"}),
        ("NZ$26 million", Kind.MONEY, {"number": 26_000_000, "unit": "NZD"}),
        ("half", Kind.NUMBER, "half"),
        ("0.32%", Kind.NUMBER, "0.32%"),
        ("Feb. 17, 2024", Kind.DATE, {"date": "2024-02-17"}),
        ("May 2024", Kind.DATE, {"date": "2024-05"}),
        ("last week", Kind.DATE, "last week"),
        ("Paris", Kind.PLACE, "Paris"),
    ],
    ids=str,
)
def test_a_mention_becomes_a_value_where_it_has_one(
    mention: str, kind: Kind, value: object
) -> None:
    assert value_of(mention, kind, near=MARCH) == value


@pytest.mark.parametrize(
    ("mention", "day"),
    [("17 February", "2025-02-17"), ("24 December", "2024-12-24")],  # 76 days after, 77 before
)
def test_a_date_without_a_year_is_the_nearest_to_its_article(mention: str, day: str) -> None:
    assert value_of(mention, Kind.DATE, near=MARCH) == {"date": day}


def test_a_date_without_any_year_stays_as_it_is_written() -> None:
    assert value_of("17 February", Kind.DATE, near=None) == "17 February"


def test_what_begins_with_a_brace_is_a_value() -> None:
    typed = split_wordings('thirty | {"number": 30} | ')
    assert written_answers(typed) == ("thirty", {"number": 30})


def test_a_value_that_is_no_json_is_named() -> None:
    with pytest.raises(BadRun, match=r"The answer '\{number: 30\}' is no JSON .*plain text"):
        written_answers(["{number: 30}"])


def test_values_are_looked_for_by_their_spellings() -> None:
    assert plain_wordings({"number": 30, "unit": "ferries"}) == ("30",)
    assert plain_wordings({"date": "2025-02"}) == ("2025-02",)
    assert plain_wordings({"list": [["a"]]}) == ()
