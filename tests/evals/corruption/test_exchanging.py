from __future__ import annotations

import pytest

from evals.corruption.exchanging import exchanged


@pytest.mark.parametrize(
    ("sentence", "others"),
    [
        (
            "The mayors say Norrby beat Lund, and Lund beat Ystad.",
            [
                "The mayors say Lund beat Norrby, and Lund beat Ystad.",
                "The mayors say Norrby beat Lund, and Ystad beat Lund.",
            ],
        ),
        ("It rose from 3 to 1,200.", ["It rose from 1,200 to 3."]),
        ("The mayor met Anna Lind.", []),
        ("Norrby met Lund.", []),  # the first capital may be that of the sentence
        ("", []),
    ],
    ids=["names", "numbers", "one name", "at the beginning", "nothing"],
)
def test_each_name_or_number_changes_places_with_the_next_that_differs(
    sentence: str, others: list[str]
) -> None:
    assert list(exchanged(sentence)) == others
