"""Questions to go on with: made by the form of a sentence, shown only where they have an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from app.answering.conversation import History
from app.answering.question_forms import how_many, said, when, who
from app.answering.suggestions import MOST, TRIED, follow_ups, lead_of, questions_of, sentences_of
from app.assistant import Assistant
from app.limits import Limits
from app.reply import Answer, Quote
from corpus.article import Article, ArticleId
from index import ingest
from index.home import Home
from index.query import Filters

SAMPLE = Path(__file__).parents[2] / "corpus" / "articles"


def only_sentence(text: str) -> Quote:
    """A whole article of one sentence, as a quote."""
    article = Article(
        article_id=ArticleId("a000000000001"),
        source_key="/1.md",
        text=text,
        headline="News from Ardle",
        outlet="Ardle Post",
        published_at=date(2031, 5, 6),
    )
    return Quote(article=article, start=0, end=len(text))


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Mayor Nora Quill said that Skarholm needs a ferry.", "Skarholm"),
        ("Nora Quill said that the Skarholm council would vote on it.", "the Skarholm council"),
        ("Nora Quill said she wanted more guarantees first.", "guarantees"),
        ("Nora Quill told the Marl Gazette that Skarholm needs a ferry.", "Skarholm"),
        ("Nora Quill said that the Skarholm quickly voted on it.", "the Skarholm"),
    ],
    ids=[
        "a name",
        "a name that belongs to a noun",
        "a thing without a name",
        "a name beside whom it was told",
        "a name before another word",
    ],
)
def test_a_question_of_what_was_said_names_the_speaker_and_what_of(
    sentence: str, question: str
) -> None:
    assert said(only_sentence(sentence)) == f"What did Nora Quill say about {question}?"


def test_a_speaker_keeps_its_article() -> None:
    sentence = only_sentence("The Harbour Union said that Skarholm needs a ferry.")
    assert said(sentence) == "What did the Harbour Union say about Skarholm?"


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The ferry was sold on 3 May 2031.", "When was the ferry sold?"),
        ("The new bridge will open in June.", "When will the new bridge open?"),
        ("The council met in Ardle on Monday.", "When did the council meet in Ardle?"),
        ("A museum will be built in Ardle by 2034.", "When will a museum be built in Ardle?"),
    ],
)
def test_a_question_of_when_is_asked_of_what_the_sentence_begins_with(
    sentence: str, question: str
) -> None:
    assert when(only_sentence(sentence)) == question


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("The plan came from Prime Minister Olaf Brandt.", "Who is Olaf Brandt?"),
        ("Ida Lorne, the director of the zoo, was pleased.", "Who is Ida Lorne?"),
    ],
)
def test_a_question_of_who_is_asked_of_people_introduced(sentence: str, question: str) -> None:
    assert who(only_sentence(sentence)) == question


def test_a_question_of_how_many_is_asked_of_things_done() -> None:
    # "340 houses were flooded" counts houses.
    sentence = only_sentence("In Ardle 340 wooden houses were flooded.")
    assert how_many(sentence) == "How many wooden houses were flooded?"


@pytest.mark.parametrize("form", [said, when, who, how_many])
@pytest.mark.parametrize(
    "sentence",
    [
        "It was sold on 3 May 2031.",
        "She said so.",
        "Nothing is known of the Jamarat Bridge.",
        "Stressing this, they left.",
        "Nora Quill of the Skarholm Union said so.",
        "Nora Quill said the Dutch were late.",
        "In Ardle the 340 houses were flooded.",
    ],
)
def test_a_sentence_that_points_elsewhere_makes_no_question(form: object, sentence: str) -> None:
    assert form(only_sentence(sentence)) == ""  # type: ignore[operator]


def test_no_more_than_eight_questions_are_tried_and_none_is_shown_untried() -> None:
    tried: list[str] = []

    def refusing(question: str) -> None:
        tried.append(question)

    text = " ".join(f"It was Mayor Nora Quill{letter}." for letter in "abcdefghijkl")
    article = only_sentence(text).article
    assert list(questions_of(article, refusing)) == []
    assert len(tried) == TRIED


def test_an_article_begins_with_its_first_two_sentences() -> None:
    assert lead_of(only_sentence("One thing. Another thing. A third.").article) == (
        "One thing. Another thing."
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The sample, really embedded."""
    with Home.open(tmp_path_factory.mktemp("suggesting") / "home") as opened:
        ingest.add(opened, [SAMPLE])
        yield opened


def test_what_goes_on_from_an_answer_is_answered_by_something_new(home: Home) -> None:
    assistant = Assistant(home)
    answer = assistant.looked_up("What did Keir Starmer say about troops?")
    assert answer is not None
    shown = {(c.quote.article.article_id, c.quote.start) for c in answer.citations}
    suggested = list(follow_ups(answer, assistant.looked_up))
    assert 1 <= len(suggested) <= MOST
    assert len({question.partition(" about ")[0] for question in suggested}) == len(suggested)
    for question in suggested:
        reply = assistant.ask(question)
        assert isinstance(reply, Answer)
        first = reply.citations[0].quote
        assert (first.article.article_id, first.start) not in shown


def test_questions_of_an_article_are_answered_from_it(home: Home) -> None:
    assistant = Assistant(home)
    asked = 0
    for article in islice(home.library.articles(), 8, 12):
        limits = Limits(filters=Filters(articles=(article.article_id,)))

        def answering(question: str, limits: Limits = limits) -> Answer | None:
            return assistant.looked_up(question, limits=limits)

        for question in questions_of(article, answering):
            reply = assistant.ask(question, limits=limits)
            assert isinstance(reply, Answer)
            assert reply.citations[0].quote.article == article
            asked += 1
    assert asked > 0


class Forbidden(History):
    """A history that nothing may be added to."""

    def add(self, *arguments: object, **named: object) -> int:
        """Fail."""
        raise AssertionError(f"kept: {arguments} {named}")


def test_looking_up_keeps_nothing(home: Home) -> None:
    assistant = Assistant(home, history=Forbidden(home.database))
    assert assistant.looked_up("Who is Spain's foreign minister?") is not None


def test_a_sentence_too_long_for_a_quote_makes_no_question() -> None:
    # 81 words of 5 characters and an end: 411 characters, of which 400 can be quoted.
    long = f"Short one. {'word ' * 81}ends.\n\nAnother short one."
    article = replace(only_sentence("x").article, text=long)
    assert [quote.text for quote in sentences_of(article)] == ["Short one.", "Another short one."]
