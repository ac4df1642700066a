"""Only the reporting is left, in the words of the source."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import STAND_IN_CHARACTERS, clean, clean_paragraphs, stand_in_headline
from corpus.markup import one_line
from corpus.paragraphs import Form, Paragraph

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
REPORTED = st.sampled_from(
    [FIRST, SECOND, "“We saw it”, he said.", "It cost $500, or €460, he said."]
)
LABELLED = [
    json.loads(row)["text"]
    for row in Path(__file__).with_name("noise.jsonl").read_text(encoding="utf-8").splitlines()
]
NOISE = st.sampled_from(LABELLED)
SENTENCES = [text for text in LABELLED if text[-1] in ".!?" and "\n" not in text]
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


def form_of(text: str) -> st.SearchStrategy[Paragraph]:
    return st.sampled_from(
        [
            Paragraph(text=text),
            Paragraph(text=text, form=Form.ENTRY),
            Paragraph(text=text, form=Form.HEADING, level=1),
            Paragraph(text=text, form=Form.HEADING, level=3),
        ]
    )


# What other formats hand over: paragraphs that are one clean line each.
MARKED = st.lists((PIECES | REPORTED | NOISE).map(one_line).filter(bool).flatmap(form_of))


@given(MARKED, st.none() | PIECES)
def test_whole_words_of_whole_paragraphs_are_kept_in_their_order(
    source: list[Paragraph], headline: str | None
) -> None:
    cleaned = clean_paragraphs(source, headline=headline)
    rest = iter(word for paragraph in source for word in paragraph.text.split())
    assert all(word in rest for word in cleaned.text.split())
    told = iter(word for paragraph in source for word in paragraph.text.split())
    assert all(word in told for word in (cleaned.correction or "").split())


@given(st.lists(REPORTED | NOISE, min_size=1), GAPS)
def test_words_are_only_left_out_of_pages_full_of_noise(page: list[str], gap: str) -> None:
    source = gap.join(page)
    rest = iter(normalised_words(source))
    assert all(word in rest for word in clean(source).text.split())


@given(st.lists(st.sampled_from(SENTENCES), min_size=1))
def test_cleaning_twice_is_cleaning_once_where_every_paragraph_is_a_sentence(
    page: list[str],
) -> None:
    # Elsewhere it need not be: marks that told a list from titles are gone the second time.
    once = clean("\n\n".join(page), headline="Ferry aground").text
    assert clean(once, headline="Ferry aground").text == once


@given(PAGES)
def test_offsets_into_clean_text_are_final(page: str) -> None:
    # What is stored is what was cited: nothing is left that a later step would take out.
    text = clean(page).text
    assert "\n\n".join(map(one_line, text.split("\n\n"))) == text


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
        pytest.param("This video is not available.", id="video-missing"),
        pytest.param("This content is blocked in your country.", id="video-blocked"),
        pytest.param("Will you support our journalism?", id="support"),
        pytest.param("Do you have any information to share?", id="tips"),
        pytest.param("This report has been first published by the Post.", id="first-printing"),
        pytest.param("(With agencies)", id="credit"),
        pytest.param(
            "Reporting by Jane Doe in Port Ellery, Max Roe in Torvik, Ana Lee in Senn and Juan"
            " Ruiz in Orra; Editing by Kim Poe",
            id="credit-of-many-towns",
        ),
        pytest.param(
            "Except for the headline, this story has not been edited by our staff.", id="syndicated"
        ),
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
        pytest.param("This video was shown to the jury on Friday.", id="video-in-the-news"),
        pytest.param(
            "Read our privacy policy. The US navy sent two ships to the mole.",
            id="the-us-is-not-us",
        ),
        pytest.param("Will you support our troops in the north?", id="support-in-the-news"),
        pytest.param("Have any stories of the crew reached the capital?", id="stories-in-the-news"),
        pytest.param("This report was published by the ministry in May.", id="report-in-the-news"),
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


@pytest.mark.parametrize(
    "dateline",
    ["PARIS, March 11 (Reuters) - ", "TORVIK (AP) — ", "Ellery, 3 March 2025 – ", "(AFP) — "],
)
def test_a_dateline_stays_with_its_sentence(dateline: str) -> None:
    assert clean(f"{dateline}{BOTH}").text == f"{dateline}{BOTH}"


def test_a_known_headline_is_left_out_when_it_opens_the_text() -> None:
    assert clean(f"Did it sink?\n\n{BOTH}", headline="Did it sink").text == BOTH


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
