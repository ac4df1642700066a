"""The first lines of an article tell its headline, author, outlet and day, and no more."""

from datetime import date

import pytest

from corpus.cleaning import clean
from corpus.header import day_of_line

FIRST = "The harbour of Piraeus was closed on Monday after a ferry ran aground."
SECOND = "Nobody was hurt, the coast guard said, but forty cars were lost."
BOTH = f"{FIRST}\n\n{SECOND}"


def test_the_opening_lines_tell_headline_author_outlet_and_date() -> None:
    opening = "# Ferry aground\n\nMaría de la Cruz  \n18 February 2025\nSource: Harbour Post\n\n"
    cleaned = clean(opening + BOTH)
    told = cleaned.told
    assert cleaned.text == BOTH
    assert (told.headline, told.author) == ("Ferry aground", "María de la Cruz")
    assert (told.outlet, told.published_at) == ("Harbour Post", date(2025, 2, 18))


def test_a_byline_needs_no_date_beside_it() -> None:
    assert clean(f"Ferry aground at Piraeus\nBy Jane Doe\n{BOTH}").told.author == "Jane Doe"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe and Juan de la Cruz", "Jane Doe and Juan de la Cruz"),
        ("By Jane Doe, Ana Lee, and Juan Ruiz", "Jane Doe, Ana Lee, and Juan Ruiz"),
        ("By Jane Doe and Juan Ruiz, Harbour Post", "Jane Doe and Juan Ruiz"),
        ("By Jane Doe, transport correspondent", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
        ("by Jane Doe", "Jane Doe"),
        ("By: Jane Doe", "Jane Doe"),
        ("Author: Jane Doe", "Jane Doe"),
        ("Author: By Jane Doe", "Jane Doe"),
        ("By Jane Doe political editor", "Jane Doe"),
        ("By Jane Doe in Port Ellery", "Jane Doe"),
        ("By Jane Doe, Reuters", "Jane Doe"),
        ("By Courier staff", None),
        ("By the harbour wall", None),
    ],
)
def test_a_byline_names_people(line: str, author: str | None) -> None:
    assert clean(f"# Ferry aground\n\n{line}\n\n{BOTH}").told.author == author


def test_a_bare_name_without_a_date_is_not_an_author() -> None:
    assert clean(f"# Ferry aground\n\nWest Piraeus\n\n{BOTH}").told.author is None


@pytest.mark.parametrize("outlet", ["Harbour Post", "The Ellery Courier", "Radio Orra"])
def test_an_outlet_beside_a_date_is_not_an_author(outlet: str) -> None:
    told = clean(f"# Ferry aground\n\n{outlet}\n18 February 2025\n\n{BOTH}").told
    assert (told.author, told.published_at) == (None, date(2025, 2, 18))


def test_an_address_is_no_outlet() -> None:
    opening = "# Ferry aground\n\nSource: https://post.example/a\n\n"
    assert clean(opening + BOTH).told.outlet is None


def test_the_day_of_an_update_is_not_that_of_publication() -> None:
    lines = "Updated: 19 February 2025\n\nPublished: 18 February 2025"
    cleaned = clean(f"# Ferry aground\n\n{lines}\n\n{BOTH}")
    assert cleaned.text == BOTH
    assert cleaned.told.published_at == date(2025, 2, 18)
    assert cleaned.told.modified_at == date(2025, 2, 19)


def test_the_day_of_an_update_stands_in_where_no_other_is_known() -> None:
    told = clean(f"# Ferry aground\n\nUpdated 19 February 2025\n\n{BOTH}").told
    assert told.published_at == told.modified_at == date(2025, 2, 19)


def test_a_date_glued_to_the_first_sentence_becomes_metadata() -> None:
    cleaned = clean(f" date 2025-03-11 {BOTH}")
    assert (cleaned.text, cleaned.told.published_at) == (BOTH, date(2025, 3, 11))


def test_an_impossible_glued_date_stays_in_the_text() -> None:
    assert clean(f"date 2025-13-11 {FIRST}").text == f"date 2025-13-11 {FIRST}"


def test_a_date_in_a_sentence_is_not_the_date_of_publication() -> None:
    assert clean(f"On 18 February 2025 a ferry sank.\n\n{SECOND}").told.published_at is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Tuesday, September 1, 2015", date(2015, 9, 1)),
        ("Published on: 2 Apr. 2024 - 10:32", date(2024, 4, 2)),
        ("2025-03-11T08:00:00Z", date(2025, 3, 11)),
        ("Tue. 18 February 2025", date(2025, 2, 18)),
        ("Tue, 18 February 2025", date(2025, 2, 18)),
        ("18 February 2025, Tuesday", date(2025, 2, 18)),
        ("31 February 2025", None),
        ("May 2025", None),
        ("2025-13-01", None),
    ],
)
def test_a_line_that_is_a_date_names_its_day(line: str, day: date | None) -> None:
    assert day_of_line(line) == day
