from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from app.answering.summarising import FEWEST, MOST
from app.assistant import Assistant
from app.limits import Limits
from app.reply import Abstention, Answer, Reply
from corpus.article import ArticleId
from corpus.dates import DateRange
from corpus.errors import UnknownArticle
from index.copies import near_identical
from index.home import Home
from index.query import Filters
from tests.app.cli_runs import OSLO, PARIS, TORUN, sample_home, tiny_home

TODAY = date(2025, 3, 20)
HARBOUR = """---
headline: Ostvik closes its old harbour
outlet: Harbour Post
published_at: {day}
---
The council of Ostvik voted on Monday to close the old harbour. Mayor Ane Lund wants to build forty
flats on the quay. Fishermen of the town say that they were never asked. The last ferry leaves the
harbour of Ostvik on 30 June.
"""
COPY = HARBOUR.replace("Harbour Post", "Isle Gazette")
UNDATED = """---
headline: Mill reopens in Marl
---
The old mill of Marl has been opened again as a museum. Some two hundred people came to see it.
"""


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(sample_home())


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A small library: one report told by two outlets, an undated one, and three others."""
    articles = {
        "post": HARBOUR.format(day="2025-03-03"),
        "gazette": COPY.format(day="2025-03-04"),
        "mill": UNDATED,
        "paris": PARIS,
        "torun": TORUN,
        "oslo": OSLO,
    }
    with Home.open(tiny_home(tmp_path_factory.mktemp("harbour"), **articles)) as home:
        yield home


def asked(assistant: Assistant, message: str, *, filters: Filters | None = None) -> Reply:
    return assistant.ask(message, limits=Limits(today=TODAY, filters=filters or Filters()))


def summary(assistant: Assistant, message: str, *, filters: Filters | None = None) -> Answer:
    reply = asked(assistant, message, filters=filters)
    assert isinstance(reply, Answer), message
    for citation in reply.citations:
        quote = citation.quote
        assert quote.article.text[quote.start : quote.end] == quote.text
    return reply


def refusal(assistant: Assistant, message: str) -> Abstention:
    reply = asked(assistant, message)
    assert isinstance(reply, Abstention), message
    return reply


def headlines(answer: Answer) -> set[str]:
    return {citation.quote.article.headline for citation in answer.citations}


@pytest.mark.parametrize(
    ("message", "headline"),
    [
        ("Summarise the article about the robotics team.", "Afghan girls take silver"),
        ("What is the piece on iodine about?", "Half of Australia's schoolchildren"),
        ("Write me a summary of the story about Scientology's website", "Scientology site"),
    ],
)
def test_an_article_is_summed_up_in_the_order_of_its_text(
    assistant: Assistant, message: str, headline: str
) -> None:
    answer = summary(assistant, message)
    assert all(each.startswith(headline) for each in headlines(answer))
    starts = [citation.quote.start for citation in answer.citations]
    assert starts == sorted(starts)
    assert starts[0] == 0  # the lead is always among them
    assert FEWEST <= len(answer.sentences) <= MOST


@pytest.mark.parametrize(("wanted", "number"), [("one sentence", 1), ("5 sentences", 5)])
def test_a_summary_has_as_many_sentences_as_are_wanted(
    assistant: Assistant, wanted: str, number: int
) -> None:
    reply = assistant.ask(f"Summarise the article about the Mecca crane in {wanted}")
    assert isinstance(reply, Answer)
    assert len(reply.sentences) == number


def test_a_summary_says_that_it_is_a_selection(assistant: Assistant) -> None:
    answer = summary(assistant, "Summarise the article about iodine")
    assert f"A selection of {len(answer.sentences)} sentences from 1 article." in answer.notes


def test_a_topic_is_summed_up_from_all_that_tell_of_it_in_the_order_of_dates(
    assistant: Assistant,
) -> None:
    answer = summary(assistant, "Sum up everything about Mecca")
    days = [citation.quote.article.reported_at for citation in answer.citations]
    assert days == sorted(days, key=lambda day: day or date.max)
    assert {day and day.year for day in days} == {2006, 2015}
    assert answer.as_of == (date(2006, 1, 12), date(2015, 9, 12))


def test_what_is_new_is_told_from_articles_of_those_days_alone(assistant: Assistant) -> None:
    answer = summary(assistant, "What is new since March 2025?")
    assert answer.as_of == (date(2025, 3, 11), date(2025, 3, 11))
    assert len(headlines(answer)) == len(answer.sentences)  # one sentence of each
    assert "of 6 articles, in the order of their dates" in answer.notes[0]


def test_last_week_counts_from_today(assistant: Assistant) -> None:
    answer = summary(assistant, "What happened last week?")
    assert answer.as_of == (date(2025, 3, 11), date(2025, 3, 11))


def test_a_week_without_articles_is_refused_with_the_nearest(assistant: Assistant) -> None:
    reply = refusal(assistant, "What is new since 1 January 2025 until 31 January 2025?")
    assert reply.reason == "no_hits"
    assert "from 1 January 2025 until 31 January 2025" in reply.message
    assert len(reply.nearest) == 3


def test_an_article_of_a_day_without_one_is_refused(assistant: Assistant) -> None:
    reply = refusal(assistant, "What is the RFI piece of 12 March 2025 about?")
    assert reply.message == "The articles don't say. No article of RFI is dated 12 March 2025."
    assert {article.reported_by for article in reply.nearest} == {"RFI"}


def test_what_happened_on_a_day_is_searched_for_where_no_article_is_of_it(
    assistant: Assistant,
) -> None:
    # No article is dated 3 March 2007; the report of the 5th tells of that Saturday.
    answer = summary(assistant, "What happened on 3 March 2007?")
    assert headlines(answer) == {"Giant rotating pig opens Taipei's lantern festival"}


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("Summarise the article about the war in Gaza", "names_missing"),
        ("Sum up the news on hospital strikes", "weak_evidence"),
        ("Give me a summary of the earthquake in Turkey", "weak_evidence"),
        ("Write me a summary of the football transfer market", "weak_evidence"),
        ("Summarise Russian elections", "weak_evidence"),  # those of Hong Kong are others
    ],
)
def test_a_topic_that_the_library_lacks_is_refused(
    assistant: Assistant, message: str, reason: str
) -> None:
    assert refusal(assistant, message).reason == reason


def test_the_library_is_summed_up_one_sentence_an_article(harbour: Home) -> None:
    answer = summary(Assistant(harbour), "Summarise the library")
    # Six articles, of which two are one report: it is told once.
    assert len(answer.sentences) == 5
    assert answer.notes[0].startswith("A selection of 5 sentences from 5 of 6 articles")


def test_one_report_told_by_two_outlets_is_shown_once(harbour: Home) -> None:
    answer = summary(Assistant(harbour), "Sum up the news on the harbour of Ostvik")
    texts = [sentence.text for sentence in answer.sentences]
    assert not any(
        near_identical(one, other) for n, one in enumerate(texts) for other in texts[n + 1 :]
    )
    assert any(citation.also_in for citation in answer.citations)


def test_this_is_the_article_that_the_user_limits_the_question_to(harbour: Home) -> None:
    article = next(each for each in harbour.library.articles() if "Torun" in each.headline)
    filters = Filters(articles=(article.article_id,))
    for message in ("Summarise this", "What is this about?", "sum it up"):
        answer = summary(Assistant(harbour), message, filters=filters)
        assert headlines(answer) == {article.headline}


def test_an_unknown_article_is_an_error(harbour: Home) -> None:
    filters = Filters(articles=(ArticleId("a000000000000"),))
    with pytest.raises(UnknownArticle):
        asked(Assistant(harbour), "Summarise this", filters=filters)


def test_that_article_is_the_one_quoted_first_before(harbour: Home) -> None:
    assistant = Assistant(harbour)
    first = summary(assistant, "Who opened a new bridge in Torun?")
    answer = assistant.ask("Summarise that article", first.conversation)
    assert isinstance(answer, Answer)
    assert headlines(answer) == {"Bridge opens in Torun"}


def test_undated_articles_left_out_are_told(harbour: Home) -> None:
    answer = summary(Assistant(harbour), "What is new since March 2025?")
    assert "The dates you set leave out 1 article whose date is unknown." in answer.notes


def test_the_users_limits_hold_for_summaries(assistant: Assistant) -> None:
    filters = Filters(published=DateRange(first=date(2015, 1, 1), last=date(2015, 12, 31)))
    answer = summary(assistant, "Summarise the library", filters=filters)
    days = [citation.quote.article.reported_at for citation in answer.citations]
    assert {day and day.year for day in days} == {2015}


def test_a_threshold_above_what_an_article_holds_refuses(assistant: Assistant) -> None:
    message = "Summarise the browser nobody should use any more"
    assert isinstance(asked(assistant, message), Answer)
    strict = assistant.ask(message, limits=Limits(threshold=0.9))
    assert isinstance(strict, Abstention)


def test_the_newest_article_is_summed_up_alone(harbour: Home) -> None:
    answer = summary(Assistant(harbour), "Summarise the newest article")
    assert headlines(answer) == {"Chiefs meet in Paris"}
