"""The outlets and dates of a question, read against the sample: they weigh and leave none out."""

from __future__ import annotations

from datetime import date

import pytest

from index.evidence import find_evidence
from index.home import Home
from index.query import NOTHING_READ, Query, Reading
from index.question import read_question
from index.reading import in_our_words, notes_on, read_constraints

TODAY = date(2025, 3, 20)


def read(home: Home, text: str) -> Reading:
    return read_constraints(text, home, today=TODAY)


def query(home: Home, text: str) -> Query:
    return Query(text=text, reading=read(home, text))


def told(home: Home, text: str) -> tuple[str, ...]:
    return in_our_words(read(home, text), text)


def noted(home: Home, text: str) -> tuple[str, ...]:
    return notes_on(read(home, text), home.library)


def test_what_was_read_is_said_with_the_words_it_was_read_from(sample: Home) -> None:
    assert told(sample, "What did WSWS and the Kyiv Post say in February 2025?") == (
        "outlet: WSWS and Kyiv Post (from “WSWS”, “Kyiv Post”)",
        "date: from 1 February 2025 until 28 February 2025 (from “in February 2025”)",
    )
    assert told(sample, "What did RFI say on 11 March?") == (
        "outlet: RFI (from “RFI”)",
        "date: 11 March 2025 (from “on 11 March”)",
    )
    assert told(sample, "Who coaches the team?") == ()


def test_words_for_now_are_said_and_give_way_to_days_gone_by(sample: Home) -> None:
    assert told(sample, "What is the latest on von der Leyen's fund?") == (
        "newest first (from “latest”)",
    )
    assert told(sample, "How many shells as of today?") == ("newest first (from “as of today”)",)
    past = "What was the latest news on the fund in February 2024?"
    assert read(sample, past).now_spans == ()
    assert read_constraints("the latest", sample, today=TODAY, dates=False).now_spans == ()


def test_either_reading_can_be_left_out(sample: Home) -> None:
    text = "What did RFI say in March 2025?"
    both = read_constraints(text, sample, today=TODAY)
    outlets = read_constraints(text, sample, today=TODAY, dates=False)
    dates = read_constraints(text, sample, today=TODAY, outlets=False)
    assert (outlets.outlets, outlets.published.is_open) == (both.outlets, True)
    assert (dates.outlets, dates.published) == ((), both.published)


def test_contradictory_dates_are_noted_and_limit_nothing(sample: Home) -> None:
    text = "What happened in Mecca from 2030 until 2010?"
    assert read(sample, text).published.is_open
    assert told(sample, text) == ()
    assert noted(sample, text) == (
        "“from 2030 until 2010” holds no day, so these dates were not used.",
    )


@pytest.mark.parametrize("dates", ["between 2030 and 2010", "before 2010 and after 2020"])
def test_contradictory_dates_are_neither_searched_nor_required(sample: Home, dates: str) -> None:
    asked = query(sample, f"How many pilgrims died in Mecca {dates}?")
    plain = query(sample, "How many pilgrims died in Mecca?")
    of_asked, of_plain = (read_question(each, sample.lexical) for each in (asked, plain))
    # "and" between two single dates stays: it is no telling word.
    assert asked.topic.replace(" and", "").split() == [
        "How",
        "many",
        "pilgrims",
        "died",
        "in",
        "Mecca",
        "?",
    ]
    assert of_asked == of_plain


def test_dates_that_hold_a_day_stay_in_what_is_searched(sample: Home) -> None:
    text = "What happened in Mecca from 2010 until 2020?"
    assert query(sample, text).topic == text


def test_days_without_an_article_are_noted(sample: Home) -> None:
    assert noted(sample, "What happened in May 2013?") == (
        "No article is dated from 1 May 2013 until 31 May 2013; those of other days were searched.",
    )
    assert noted(sample, "What happened in September 2015?") == ()
    assert noted(sample, "What happened?") == ()


def test_an_outlet_named_is_no_name_that_is_missing(sample: Home) -> None:
    text = "What did the Kyiv Post say about CEASAR?"
    asked = read_question(query(sample, text), sample.lexical)
    assert "kyiv" not in asked.names
    assert "ceasar" in asked.names
    assert asked.unknown == ()


def test_an_outlet_that_is_also_the_topic_stays_a_name(sample: Home) -> None:
    text = "What does the Kyiv Post say about Kyiv?"
    assert "kyiv" in read_question(query(sample, text), sample.lexical).names


def test_the_topic_is_the_question_without_its_outlets(sample: Home) -> None:
    assert query(sample, "What did RFI say?").topic.split() == ["What", "did", "say?"]
    assert query(sample, "RFI").topic == "RFI"


@pytest.mark.parametrize("outlet", ["RFI", "WSWS"])
def test_the_outlet_named_comes_first_where_two_tell_the_same(sample: Home, outlet: str) -> None:
    text = f"According to {outlet}, what did Albares say about a deployment of troops?"
    hits = sample.searcher.search(query(sample, text))
    assert hits[0].article.reported_by == outlet


def test_each_outlet_named_is_among_the_evidence(sample: Home) -> None:
    asked = query(sample, "What do RFI, WSWS, AFP and the Kyiv Post say about troops?")
    evidence = find_evidence(sample.searcher, asked, read_question(asked, sample.lexical))
    assert {"RFI", "WSWS", "AFP", "Kyiv Post"} <= {e.article.reported_by for e in evidence}


@pytest.mark.parametrize("words", ["in May 2013", "according to RFI", "since 2030"])
def test_no_reading_empties_what_is_found(sample: Home, words: str) -> None:
    text = f"What happened in Mecca {words}?"
    found = sample.searcher.search(query(sample, text))
    assert len(found) == len(sample.searcher.search(Query(text=text)))


def test_agreement_is_the_share_of_what_is_asked_that_an_article_meets(sample: Home) -> None:
    reading = read(sample, "What did RFI say in March 2025?")
    by = {(a.reported_by, str(a.reported_at)[:7]): a for a in sample.library.articles()}
    # Of RFI and March 2025 an article meets both, one or none.
    assert reading.agreement(by["RFI", "2025-03"]) == 1.0
    assert reading.agreement(by["Wikinews", "2015-09"]) == 0.0
    assert reading.agreement(by["RFI", "2025-02"]) == 0.5
    assert NOTHING_READ.agreement(by["RFI", "2025-03"]) == 0.0


def test_days_that_are_a_bound_excuse_no_missing_number(sample: Home) -> None:
    crane = next(a for a in sample.library.articles() if str(a.reported_at) == "2015-09-12")
    assert read(sample, "What happened in September 2015?").dates_met(crane)
    assert not read(sample, "What changed since 2009?").dates_met(crane)
    assert not read(sample, "What happened in May 2015?").dates_met(crane)
