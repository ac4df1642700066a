"""Wire copy in answers: quoted once, with the others named, and counted as one source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from app.assistant import Assistant
from app.limits import Limits
from app.page.answers import as_of
from app.reply import Answer, Reply, independent_sources
from corpus.article import Draft
from index import ingest
from index.home import Home
from index.query import Filters
from index.stories import Stories
from tests.index.wire_copies import EDITED_LEAD_CUT_TAIL, INDEPENDENT, WIRE

QUESTION = "How many crew members of the Island Star were treated for bruises?"
SENTENCE = "Nobody was seriously hurt, but three crew members were treated for bruises."
DRAFTS = tuple(
    Draft(
        source_key=f"/{outlet}.md",
        text=text,
        headline=f"Ferry aground, {outlet}",
        outlet=outlet,
        published_at=date(2024, 5, 7),
    )
    for outlet, text in (
        ("AFP", WIRE),
        ("Harbour Post", EDITED_LEAD_CUT_TAIL),
        ("Dunmore Echo", INDEPENDENT),
    )
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with Home.open(tmp_path_factory.mktemp("copies")) as home:
        ingest.add_drafts(home, DRAFTS)
        Stories(home.database).catch_up()
        yield home


def answered(reply: Reply) -> Answer:
    assert isinstance(reply, Answer)
    return reply


def test_a_wire_sentence_is_quoted_once_and_the_other_outlet_named(home: Home) -> None:
    answer = answered(Assistant(home).ask(QUESTION))
    (cited,) = [each for each in answer.citations if each.quote.text == SENTENCE]
    outlets = {cited.quote.article.outlet, *(copy.outlet for copy in cited.also_in)}
    assert outlets == {"AFP", "Harbour Post"}
    assert len(cited.also_in) == 1


def test_copies_that_quote_different_sentences_are_one_source(home: Home) -> None:
    answer = answered(Assistant(home).ask(QUESTION, limits=Limits(threshold=0.0)))
    wire = [c for c in answer.citations if c.quote.article.outlet != "Dunmore Echo"]
    assert wire
    assert len({c.story for c in wire}) == 1
    assert len(independent_sources(wire)) == 1
    assert as_of(replace(answer, sentences=answer.sentences[:1])).startswith("As of 7 May 2024 · ")


def test_copies_outside_the_users_limits_are_not_named(home: Home) -> None:
    limits = Limits(filters=Filters(outlets=("AFP",)))
    answer = answered(Assistant(home).ask(QUESTION, limits=limits))
    assert all(citation.also_in == () for citation in answer.citations)


# Last: it changes the library.
def test_an_answer_that_is_shown_again_says_what_was_revised_since(home: Home) -> None:
    assistant = Assistant(home)
    first = answered(assistant.ask(QUESTION, limits=Limits(filters=Filters(outlets=("AFP",)))))
    revised = replace(DRAFTS[0], text=f"{WIRE}\n\nThe Island Star sailed again on Friday.")
    ingest.add_drafts(home, [revised])
    again = answered(assistant.ask("Says who?", first.conversation))
    assert [c.quote.text for c in again.citations] == [c.quote.text for c in first.citations]
    assert [c.quote.article.superseded_by for c in again.citations] == [revised.article_id] * len(
        again.citations
    )
    assert again.notes[0].endswith("; the article was revised since")
