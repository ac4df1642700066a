from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, ArticleId, BasedOn
from index.dates.dated_words import DatedWords, dated_words, days_in_words
from index.spans import Span

TUESDAY = date(2025, 3, 11)


def article(text: str, day: date | None = TUESDAY, **more: object) -> Article:
    fields: dict[str, object] = {"published_at": day, "headline": "A headline", **more}
    return Article(article_id=ArticleId("a" + "0" * 12), source_key="k", text=text, **fields)  # type: ignore[arg-type]


def read(text: str, day: date | None = TUESDAY, **more: object) -> dict[str, str]:
    found = dated_words(article(text, day, **more), Span(start=0, end=len(text)))
    return {each.words: days_in_words(each.first, each.last) for each in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ministers will meet on Wednesday.", {"Wednesday": "12 March 2025"}),
        ("The mayor resigned on Monday.", {"Monday": "10 March 2025"}),
        ("The mayor resigned on Tuesday.", {"Tuesday": "11 March 2025"}),
        ("The mayor resigned last week.", {"last week": "3–9 March 2025"}),
        ("He leaves next week.", {"next week": "17–23 March 2025"}),
        ("The port closed the day before yesterday.", {"the day before yesterday": "9 March 2025"}),
        ("Profits fell in April last year.", {"April last year": "April 2024"}),
        ("The dam burst on 3 March.", {"3 March": "3 March 2025"}),
        ("The trial is to begin on March 24th.", {"March 24th": "24 March 2025"}),
        ("On Sunday, 16 March, they vote.", {"Sunday, 16 March": "16 March 2025"}),
        ("Exports grew last year.", {"last year": "2024"}),
        ("Two clerks were freed on Monday last week.", {"Monday last week": "3 March 2025"}),
        ("Two days ago the port closed.", {"Two days ago": "9 March 2025"}),
        ("Talks are scheduled for Wednesday.", {"Wednesday": "12 March 2025"}),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_words_are_counted_from_the_day_of_the_report(text: str, expected: dict[str, str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Shops were full on Black Friday.",
        "The club meets every Wednesday.",
        "He said: “We meet on Wednesday.”",
        "In 1974 the war began on a Wednesday and ended on the Sunday.",
        "The town fell in 1998, and on Monday it burned.",
        "Wednesday's paper printed the letter.",
        "The vote would be held on Friday.",
        "She criticised the vote on Sunday.",
        "The treaty was signed on 12 March 2021.",
        "On Sunday, 17 March, they vote.",  # a Monday in 2025, and a year ago is too long ago
        "The attack of September 11 was remembered.",
        "Mrs May left for May's constituency.",
        "Talks scheduled for Monday were cancelled.",
        "The state will compensate victims of the attack on Saturday.",
    ],
)
def test_what_may_mean_another_day_is_left_alone(text: str) -> None:
    assert read(text) == {}


def test_a_weekday_alone_reaches_four_days_back() -> None:
    assert read("The game was played on Friday.") == {"Friday": "7 March 2025"}
    assert read("The game was played on Thursday.") == {}


def test_nothing_is_resolved_without_the_day_of_the_report() -> None:
    assert read("The mayor resigned on Monday.", None) == {}
    assert read("The mayor resigned on Monday.", None, modified_at=TUESDAY) == {}


def test_a_summary_counts_from_its_report() -> None:
    based_on = BasedOn(outlet="RFI", published_at=TUESDAY)
    # From 13 March too "on Monday" is the 10th, but "yesterday" is the 12th.
    more = {"based_on": based_on}
    assert read("He left on Monday.", date(2025, 3, 13), **more) == {"Monday": "10 March 2025"}
    assert read("He left yesterday.", date(2025, 3, 13), **more) == {}


def test_a_later_change_leaves_only_what_means_the_same() -> None:
    text = "He left yesterday, after the vote last year."
    assert read(text, modified_at=date(2025, 3, 12)) == {"last year": "2024"}


def test_a_quotation_that_opens_in_an_earlier_sentence_is_spoken() -> None:
    text = "“I am glad. On Monday I was afraid,” he said."
    at = text.index("On Monday")
    assert dated_words(article(text), Span(start=at, end=len(text))) == ()


def test_days_in_words_name_a_range_briefly() -> None:
    assert days_in_words(date(2025, 2, 24), date(2025, 3, 2)) == "24 February – 2 March 2025"
    assert (
        days_in_words(date(2024, 12, 30), date(2025, 1, 5)) == "30 December 2024 – 5 January 2025"
    )
    assert days_in_words(date(2025, 2, 1), date(2025, 2, 28)) == "February 2025"


def test_dated_words_must_be_as_long_as_their_place() -> None:
    with pytest.raises(ValueError, match="no dated words"):
        DatedWords(start=0, end=3, words="Monday", first=TUESDAY, last=TUESDAY)


WORDS = st.sampled_from(
    "On Monday , 3 March last next week year yesterday tomorrow will met on in April “ ” 2024 said"
    " . ' the every this 31 September February 29 two days ago weekend\n".split(" ")
)


@pytest.mark.parametrize("day", [date.min, date.max], ids=str)
def test_days_beyond_the_calendar_are_left_alone(day: date) -> None:
    text = "He left yesterday, last week, last year and on Monday; he returns tomorrow, next year."
    assert all(
        day.year == each.first.year
        for each in dated_words(article(text, day), Span(start=0, end=len(text)))
    )


@given(st.lists(WORDS, min_size=1, max_size=25), st.dates())
def test_dated_words_are_slices_within_their_span_for_any_text_and_day(
    words: list[str], day: date
) -> None:
    text = "x " + " ".join(words)
    span = Span(start=2, end=len(text))
    for each in dated_words(article(text, day), span):
        assert text[each.start : each.end] == each.words
        assert span.start <= each.start < each.end <= span.end
