from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.answering.checked_question import MAX_QUESTION_CHARACTERS
from app.assistant import Assistant
from app.limits import Limits
from app.reply import MAX_QUOTE_CHARACTERS, Abstention, Answer, Notice, Progress, Reply
from app.wire import reply_fields
from corpus.dates import DateRange, first_day
from corpus.errors import BadQuestion, EmptyLibrary
from index import ingest
from index.home import Home
from index.query import Filters
from tests.app.cli_runs import sample_home

SUBJECTS = (
    "Emmanuel Macron", "Ursula von der Leyen", "CEASAR launchers", "the Afghan robotics team",
    "Turkey", "the crane in Mecca", "ozone and wheat", "the Church of Scientology", "Stan Lee",
    "iodised salt", "Giorgia Meloni", "the space shuttles", "asylum seekers", "Andrius Kubilius",
)  # fmt: skip
OPENINGS = (
    "Who is", "What did people say about", "How many countries deal with", "When was the news of",
    "Where is", "How much money goes to", "Why is there talk of", "Tell of",
)  # fmt: skip
ALWAYS = Limits(threshold=0.0)  # answers whatever evidence is not ruled out


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(sample_home())


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory, shared_articles: Path) -> Iterator[Home]:
    """A home over the five real articles."""
    with Home.open(tmp_path_factory.mktemp("five")) as home:
        ingest.add(home, [shared_articles])
        yield home


def check_citations(home: Home, reply: Reply) -> None:
    """What the contract promises of every answer's citations."""
    if not isinstance(reply, Answer):
        return
    for citation in reply.citations:
        quote = citation.quote
        stored = home.library.get(quote.article.article_id)
        assert quote.text == stored.text[quote.start : quote.end]
        assert len(quote.text) <= MAX_QUOTE_CHARACTERS
    cited = [mark for sentence in reply.sentences for mark in sentence.citations]
    assert list(dict.fromkeys(cited)) == list(range(1, len(reply.citations) + 1))
    assert reply.citations[0].quote.text in reply.sentences[0].text
    assert 0.0 <= reply.confidence <= 1.0


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(opening=st.sampled_from(OPENINGS), subject=st.sampled_from(SUBJECTS))
def test_every_quote_from_the_sample_equals_its_slice(opening: str, subject: str) -> None:
    home = sample_home()
    reply = Assistant(home).ask(f"{opening} {subject}?", limits=ALWAYS)
    check_citations(home, reply)


@pytest.mark.parametrize(
    "question",
    [
        "How many rounds of artillery ammunition is the minimum objective?",
        "Who is Spain's foreign minister?",
        "What did Keir Starmer say about troops on the ground in Ukraine?",
        "How much in loans for joint procurement does the fund include?",
        "Who was High Commissioner for Planning before Clément Beaune?",
        "What does Erdogan want?",
        "How many CEASAR launchers a month are to be produced?",
        "What did Olaf Scholz say about sending troops to Ukraine?",
        "Why did Meloni arrive late?",
        "What did Blinken say about an investment?",
        "Which governments protested at being left out?",
        "What do workers in Europe face?",
    ],
)
def test_every_quote_from_the_real_articles_equals_its_slice(five: Home, question: str) -> None:
    reply = Assistant(five).ask(question, limits=ALWAYS)
    check_citations(five, reply)


def test_boilerplate_of_a_real_article_is_never_quoted(five: Home) -> None:
    reply = Assistant(five).ask("What are the other topics of interest?", limits=ALWAYS)
    assert "Other Topics of Interest" not in str(reply_fields(reply).get("text"))


def test_a_plain_question_is_answered_with_its_sentence_first(assistant: Assistant) -> None:
    reply = assistant.ask("How many CEASAR launchers a month does France intend to produce?")
    assert isinstance(reply, Answer)
    assert reply.citations[0].quote.text.startswith("France intends to produce 12 CEASAR")
    # "12 … a month, six times as many as the two a month": of three numbers the ranker knows which.
    assert reply.short_answer == "12"


def test_the_one_sum_in_the_sentence_is_the_short_answer(assistant: Assistant) -> None:
    reply = assistant.ask("How large is the fund that von der Leyen proposed?")
    assert isinstance(reply, Answer)
    assert reply.short_answer == "€800 billion"


def test_a_sample_brief_names_the_report_it_sums_up(assistant: Assistant) -> None:
    reply = assistant.ask("How many CEASAR launchers a month does France intend to produce?")
    assert isinstance(reply, Answer)
    assert "our summary of" in reply.sentences[0].lead_in
    assert "Kyiv Post" in reply.sentences[0].lead_in


@pytest.mark.parametrize(
    "question",
    [
        "Who won the chess tournament in Reykjavik?",
        "How many goals did Zorblax United score?",
        "What did Angela Merkel say about vaccination?",
        "Which film won the Palme d'Or?",
    ],
)
def test_a_question_about_something_else_is_refused(assistant: Assistant, question: str) -> None:
    reply = assistant.ask(question)
    assert isinstance(reply, Abstention)
    assert reply.message.startswith("The articles don't say.")
    assert len(reply.nearest) <= 3


def test_a_refusal_names_the_name_that_no_article_mentions(assistant: Assistant) -> None:
    reply = assistant.ask("What did Quentin Vorpal say about Ukraine?")
    assert isinstance(reply, Abstention)
    assert reply.reason == "names_missing"
    assert "vorpal" in reply.message.lower()


def test_a_threshold_of_one_refuses_everything(assistant: Assistant) -> None:
    question = "How many CEASAR launchers a month does France intend to produce?"
    assert isinstance(assistant.ask(question, limits=Limits(threshold=1.0)), Abstention)


@pytest.mark.parametrize("threshold", [-0.1, 1.1])
def test_a_threshold_is_a_probability(threshold: float) -> None:
    with pytest.raises(BadQuestion, match="is not a probability"):
        Limits(threshold=threshold)


def test_filters_keep_other_articles_out(assistant: Assistant) -> None:
    until_2010 = Filters(published=DateRange(last=first_day("2010")))
    reply = assistant.ask("What did the church say?", limits=Limits(filters=until_2010))
    days = (
        [c.quote.article.reported_at for c in reply.citations] if isinstance(reply, Answer) else []
    )
    assert all(day is not None and day.year < 2011 for day in days)


def test_filters_that_admit_nothing_leave_no_hits(assistant: Assistant) -> None:
    nobody = Limits(filters=Filters(outlets=("Zorblax Herald",)))
    reply = assistant.ask("What did Macron say?", limits=nobody)
    assert isinstance(reply, Abstention)
    assert reply.reason == "no_hits"


def test_a_stream_tells_of_progress_and_ends_with_the_reply(assistant: Assistant) -> None:
    *before, last = assistant.stream("What did Macron say about European troops?")
    assert before
    assert all(isinstance(step, Progress) for step in before)
    assert isinstance(last, Answer | Abstention)


def test_an_answer_says_from_when_to_when_it_holds(assistant: Assistant) -> None:
    reply = assistant.ask("How many pilgrims died in the stampede near Mecca?")
    assert isinstance(reply, Answer)
    days = [d for c in reply.citations if (d := c.quote.article.reported_at)]
    assert reply.as_of == (min(days), max(days))


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "The question is empty"),
        (" \n\t", "The question is empty"),
        ("x" * 10_000, "has 10,000 characters; 2,000 is the limit"),
    ],
    ids=["empty", "blank", "far too long"],
)
def test_a_question_that_cannot_be_asked_is_an_error(
    assistant: Assistant, question: str, message: str
) -> None:
    with pytest.raises(BadQuestion, match=message):
        assistant.ask(question)


def test_a_question_as_long_as_the_limit_gets_a_reply(assistant: Assistant) -> None:
    words = ("macron summit " * MAX_QUESTION_CHARACTERS)[:MAX_QUESTION_CHARACTERS].strip()
    assert isinstance(assistant.ask(words), Answer | Abstention)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(question=st.text(min_size=1, max_size=60).filter(lambda text: bool(text.strip())))
def test_any_text_at_all_gets_a_reply(question: str) -> None:
    reply = Assistant(sample_home()).ask(question)
    assert isinstance(reply, Answer | Abstention | Notice)
    check_citations(sample_home(), reply)


def test_an_empty_library_greets_but_answers_nothing(tmp_path: Path) -> None:
    with Home.open(tmp_path) as home:
        assert isinstance(Assistant(home).ask("hello"), Notice)
        with pytest.raises(EmptyLibrary, match="holds no articles"):
            Assistant(home).ask("Who met in Paris?")


def test_the_same_question_gets_the_same_answer(assistant: Assistant) -> None:
    replies = [reply_fields(assistant.ask("What did Lecornu confirm?")) for _ in range(2)]
    one, other = ({**r, "seconds": None, "conversation": None} for r in replies)
    assert one == other
