"""Only the reporting is left, in the words of the source."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import STAND_IN_CHARACTERS, clean, stand_in_headline
from corpus.header import day_of_line

FIRST = "The harbour of Piraeus was closed on Monday after a ferry ran aground."
SECOND = "Nobody was hurt, the coast guard said, but forty cars were lost."
BOTH = f"{FIRST}\n\n{SECOND}"

# Pieces of pages: whatever way they are put together, no word may change.
PIECES = st.sampled_from(
    [
        FIRST,
        SECOND,
        "Ferries under scrutiny",
        "Other Topics of Interest",
        "Comments (3)",
        "By Jane Doe",
        "2 April 2024",
        "Correction: The ferry was built in 1998.",
        "(With agencies)",
        "ran on\u00a0to the\u00ad end",
        "and went on",
        "They want:",
    ]
)
GAPS = st.sampled_from(["\n", "\n\n", "\n\n\n", " ", "  \n"])
PAGES = st.lists(st.tuples(PIECES | st.text(alphabet="aB é’.,?\u00ad\u200b\n( "), GAPS)).map(
    lambda pairs: "".join(piece + gap for piece, gap in pairs)
)


def normalised_words(source: str) -> list[str]:
    """What cleaning says it does inside a line, written down a second time for plain text."""
    without_hyphens = re.sub(r"\u00ad(?:[ \t]*\r?\n[ \t]*(?=\w))?", "", source)
    return re.sub("[\u200b\ufeff]", "", without_hyphens).split()


@given(PAGES)
def test_cleaning_only_ever_leaves_words_out(page: str) -> None:
    rest = iter(normalised_words(page))
    assert all(word in rest for word in clean(page).text.split())


@given(st.text())
def test_clean_text_is_paragraphs_parted_by_one_blank_line(source: str) -> None:
    text = clean(source).text
    paragraphs = text.split("\n\n") if text else []
    assert all(p == " ".join(p.split()) and p for p in paragraphs)


@given(st.text())
def test_clean_text_can_always_be_encoded(source: str) -> None:
    assert clean(source + "\ud800").text.encode() is not None


@given(st.text(min_size=1).filter(str.strip))
def test_a_stand_in_headline_is_never_longer_than_its_limit(text: str) -> None:
    assert len(stand_in_headline(text)) <= STAND_IN_CHARACTERS


@pytest.mark.parametrize(
    "noise",
    [
        pytest.param("Ministers meet over safety of the old ferries", id="related-headline"),
        pytest.param("Ferries head for safety\nSafety first", id="headline-and-crosshead"),
        pytest.param("'It must be safer', says union: a look at 'the fleet'", id="quoted-headline"),
        pytest.param("## What comes next?", id="heading"),
        pytest.param("One story\nOther Topics of Interest\n\nOne story", id="promotion"),
        pytest.param("Related stories:\nOne\nTwo\nThree\nFour", id="long-promotion"),
        pytest.param("Read more: Why did it sink?", id="pointer"),
        pytest.param("To report an error, write to us here.", id="correction-service"),
        pytest.param("Sign up for our morning newsletter.", id="newsletter"),
        pytest.param("(With agencies)", id="credit"),
        pytest.param(
            "To contact our union and the  \nHarbour Club visit:\n\n**[a.org](http://a.org)**",
            id="contact",
        ),
    ],
)
def test_what_is_not_reporting_is_left_out(noise: str) -> None:
    assert clean(f"{FIRST}\n\n{noise}\n\n{SECOND}").text == BOTH
    assert clean(f"{FIRST}\n{SECOND}\n{noise}").text == BOTH


def test_everything_from_the_comments_on_is_left_out() -> None:
    comments = "Comments ( 2)\nNice article, I read all of it.\n\nSo did I, and twice."
    assert clean(f"{BOTH}\n\n{comments}").text == BOTH


@pytest.mark.parametrize(
    "kept",
    [
        pytest.param("- forty cars\n- one bus", id="list"),
        pytest.param("Forty cars\n\nOne bus\n\nNo lorries", id="three-short-lines"),
        pytest.param("Who was on board?", id="question"),
        pytest.param("“It was dark”, he said.", id="short-sentence"),
        pytest.param(
            "More: that is what they want, and soon, all of them, from everyone who"
            + " is" * 30
            + " here.",
            id="long-paragraph-like-a-pointer",
        ),
    ],
)
def test_what_may_hold_facts_is_kept(kept: str) -> None:
    words = kept.replace("- ", "").split()
    assert clean(f"{FIRST}\n\n{kept}\n\n{SECOND}").text.split() == [
        *FIRST.split(),
        *words,
        *SECOND.split(),
    ]


def test_lines_announced_by_a_colon_are_kept() -> None:
    source = f"{FIRST} It lists two losses:\n\nForty cars\n\nOne bus\n\n{SECOND}"
    assert "Forty cars\n\nOne bus" in clean(source).text


def test_a_text_without_full_sentences_keeps_its_lines() -> None:
    assert clean("Ferry aground at Piraeus").text == "Ferry aground at Piraeus"


@pytest.mark.parametrize("source", ["", " \n", "# Only a headline", "\u00ad"])
def test_nothing_is_left_where_nothing_is_reported(source: str) -> None:
    assert clean(source).text == ""


@pytest.mark.parametrize(
    "correction",
    [
        "Correction: An earlier version gave the wrong year. It was 1998.",
        "An earlier version of this article misstated the ferry's name.",
        "This story has been corrected to show that forty cars were lost.",
    ],
)
def test_a_correction_of_facts_is_kept_apart(correction: str) -> None:
    cleaned = clean(f"{BOTH}\n\n{correction}")
    assert (cleaned.text, cleaned.correction) == (BOTH, correction)


def test_an_invitation_to_correct_is_no_correction() -> None:
    assert clean(f"{BOTH}\n\nTo suggest a correction, write to us").correction is None


def test_the_opening_lines_tell_headline_author_outlet_and_date() -> None:
    opening = "# Ferry aground\n\nMaría de la Cruz  \n18 February 2025\nSource: Harbour Post\n\n"
    cleaned = clean(opening + BOTH)
    told = cleaned.told
    assert cleaned.text == BOTH
    assert (told.headline, told.author) == ("Ferry aground", "María de la Cruz")
    assert (told.outlet, told.published_at) == ("Harbour Post", date(2025, 2, 18))


def test_a_byline_needs_no_date_beside_it() -> None:
    assert clean(f"Ferry aground at Piraeus\nBy Jane Doe\n{BOTH}").told.author == "Jane Doe"


def test_a_bare_name_without_a_date_is_not_an_author() -> None:
    assert clean(f"# Ferry aground\n\nWest Piraeus\n\n{BOTH}").told.author is None


def test_a_date_glued_to_the_first_sentence_becomes_metadata() -> None:
    cleaned = clean(f" date 2025-03-11 {BOTH}")
    assert (cleaned.text, cleaned.told.published_at) == (BOTH, date(2025, 3, 11))


def test_an_impossible_glued_date_stays_in_the_text() -> None:
    assert clean(f"date 2025-13-11 {FIRST}").text == f"date 2025-13-11 {FIRST}"


def test_a_date_in_a_sentence_is_not_the_date_of_publication() -> None:
    assert clean(f"On 18 February 2025 a ferry sank.\n\n{SECOND}").told.published_at is None


def test_a_known_headline_is_left_out_when_it_opens_the_text() -> None:
    assert clean(f"Did it sink?\n\n{BOTH}", headline="Did it sink").text == BOTH


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Tuesday, September 1, 2015", date(2015, 9, 1)),
        ("Published on: 2 Apr. 2024 - 10:32", date(2024, 4, 2)),
        ("2025-03-11T08:00:00Z", date(2025, 3, 11)),
        ("31 February 2025", None),
        ("May 2025", None),
        ("2025-13-01", None),
    ],
)
def test_a_line_that_is_a_date_names_its_day(line: str, day: date | None) -> None:
    assert day_of_line(line) == day


def test_the_first_sentence_stands_in_for_a_headline() -> None:
    assert stand_in_headline(f"Mr. Doe left the U.S. on Monday. {SECOND}") == (
        "Mr. Doe left the U.S. on Monday."
    )


def test_a_long_first_sentence_is_cut_at_a_word() -> None:
    # 24 times "word " are 120 characters; with the last space gone and "…" added, 120.
    assert stand_in_headline("word " * 40) == "word " * 23 + "word…"


@pytest.mark.timeout(20)  # a pattern that backtracks takes minutes on this much
@pytest.mark.parametrize(
    "piece", ["<!-- ", "*a ", "[a](", "A. ", "Comments\n", "word\n", "\\", "_ "]
)
def test_cleaning_time_grows_only_with_the_length_of_the_text(piece: str) -> None:
    source = piece * (50_000 // len(piece))
    assert len(clean(source).text) <= len(source) * 2
    assert stand_in_headline(source.strip())
