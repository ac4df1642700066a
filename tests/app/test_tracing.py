from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.answering.tracing import MAX_EXCERPT_CHARACTERS, check_excerpt
from app.assistant import Assistant
from app.limits import Limits
from app.reply import MAX_QUOTE_CHARACTERS, Abstention, Answer, Notice, Reply, Trace
from app.wire import reply_fields
from corpus.article import Draft
from corpus.errors import BadQuestion
from index import ingest
from index.home import Home
from index.query import Filters
from tests.app.cli_runs import Shell, tiny_home

FIRST = "The mayor of Torun, Jan Zawadzki, opened a new bridge over the Vistula on Thursday."
SECOND = "Schoolchildren crossed it before him, and boats on the river sounded their horns at noon."
LONG = "It has " + ", ".join(f"a lamp of the {number}th kind" for number in range(30)) + "."
COPY = f"{FIRST} {SECOND}"
DRAFTS = tuple(
    Draft(
        source_key=outlet, text=text, headline=headline, outlet=outlet,
        published_at=date(2024, 5, day),
    )
    for day, outlet, headline, text in (
        (4, "Echo", "Torun has a new bridge", COPY),
        (3, "Gazette", "Bridge opens as boats sound horns", f"{COPY}\n\n{LONG}"),
    )
)  # fmt: skip


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Home.open(tmp_path_factory.mktemp("bridge")) as home:
        ingest.add_drafts(home, DRAFTS)
        yield Assistant(home)


def answered(reply: Reply) -> Answer:
    assert isinstance(reply, Answer)
    return reply


def trace_of(reply: Reply) -> Trace:
    assert not isinstance(reply, Notice)
    assert reply.trace is not None
    return reply.trace


def test_an_answer_quotes_the_sentence_and_names_the_other_outlets(assistant: Assistant) -> None:
    reply = answered(
        assistant.ask("Who reported: “opened a new bridge over the Vistula on Thursday”?")
    )
    assert [citation.quote.text for citation in reply.citations] == [FIRST]
    assert reply.citations[0].outlets == ("Gazette", "Echo")
    assert reply.sentences[0].lead_in == "Gazette, 3 May 2024:"
    assert reply.notes == ("Word for word in 2 articles.",)
    assert trace_of(reply).found == "exact"


def test_an_excerpt_over_two_sentences_has_a_citation_for_each(assistant: Assistant) -> None:
    reply = answered(assistant.ask(f"“Vistula on Thursday. {SECOND}”"))
    assert [citation.quote.text for citation in reply.citations] == [FIRST, SECOND]
    assert reply.sentences[0].citations == (1, 2)


def test_of_a_long_sentence_only_what_is_matched_is_quoted(assistant: Assistant) -> None:
    part = LONG[100:200]
    reply = answered(assistant.ask(f"Where is this from: “{part}”"))
    quote = reply.citations[0].quote.text
    assert len(quote) <= MAX_QUOTE_CHARACTERS
    assert quote.split()[1:-1] == part.split()[1:-1]


def test_a_changed_word_is_shown_apart_from_the_quote(assistant: Assistant) -> None:
    reply = answered(assistant.ask("“Schoolchildren crossed it after him, and boats on the river”"))
    assert reply.citations[0].quote.text == SECOND
    assert reply.sentences[0].lead_in == "Gazette, 3 May 2024, not word for word:"
    assert reply.notes == (
        "Not word for word in your library: this is the nearest passage.",
        "You have “after”, the article has “before”.",
    )
    assert trace_of(reply).found == "near"


@pytest.mark.parametrize(
    ("excerpt", "told"),
    [
        (
            "and boats on the wide river sounded their horns",
            "You have “wide”, the article has nothing",
        ),
        (
            "and boats on the river sounded horns at noon",
            "The article has “their”, you have nothing",
        ),
    ],
)
def test_words_added_and_left_out_are_told(assistant: Assistant, excerpt: str, told: str) -> None:
    assert any(told in note for note in answered(assistant.ask(f"“{excerpt}”")).notes)


def test_words_of_no_article_get_a_plain_no(assistant: Assistant) -> None:
    reply = assistant.ask("Who reported: “the ferry to the island sank in a gale last night”?")
    assert isinstance(reply, Abstention)
    assert reply.reason == "not_in_library"
    assert reply.message == "Not in your library. No article has these words."
    assert trace_of(reply).matches == ()


def test_a_no_within_limits_says_so(assistant: Assistant) -> None:
    limits = Limits(filters=Filters(outlets=("Leaf",)))
    reply = assistant.ask(f"“{FIRST}”", limits=limits)
    assert isinstance(reply, Abstention)
    assert (
        reply.message
        == "Not in your library. No article within the limits you set has these words."
    )


def test_a_headline_is_said_to_be_one(assistant: Assistant) -> None:
    reply = assistant.ask("Who published this: “Bridge opens as boats sound horns”?")
    assert isinstance(reply, Abstention)
    assert reply.message.endswith("in its text; they stand in a headline.")
    assert [article.outlet for article in reply.nearest] == ["Gazette"]


def test_a_short_excerpt_gets_a_notice(assistant: Assistant) -> None:
    reply = assistant.ask("Who reported this: “a new bridge”?")
    assert isinstance(reply, Notice)
    assert reply.message.startswith("That is too short to trace: fewer than 5 words")


def test_a_pasted_sentence_is_traced_and_a_claim_is_searched(assistant: Assistant) -> None:
    assert trace_of(assistant.ask(SECOND)).found == "exact"
    claim = assistant.ask("I think that the mayor of Torun should open more bridges next year")
    assert not isinstance(claim, Notice)
    assert claim.trace is None


def test_a_traced_answer_can_be_looked_back_on(assistant: Assistant) -> None:
    first = assistant.ask(f"“{FIRST}”")
    sources = assistant.ask("Who reported that?", first.conversation)
    assert answered(sources).citations[0].quote.text == FIRST


def test_the_json_has_the_trace_beside_all_that_an_answer_has(assistant: Assistant) -> None:
    fields: dict[str, Any] = reply_fields(assistant.ask(f"“{FIRST}”"))
    assert fields["kind"] == "answer"
    trace = fields["trace"]
    assert (trace["excerpt"], trace["found"]) == (FIRST, "exact")
    first, second = trace["matches"]
    assert (first["outlet"], first["exact"], first["differences"]) == ("Gazette", True, [])
    assert (first["start"], first["end"], first["quote"]) == (0, len(FIRST) - 1, FIRST[:-1])
    assert [copy["outlet"] for copy in first["also_in"]] == ["Echo"]
    assert second["outlet"] == "Echo"
    assert "trace" not in reply_fields(assistant.ask("Who opened the bridge over the Vistula?"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (" \n", "The excerpt is empty"),
        ("a" * (MAX_EXCERPT_CHARACTERS + 1), "has 20,001 characters"),
    ],
    ids=["empty", "overlong"],
)
def test_an_excerpt_that_cannot_be_traced_is_refused(text: str, says: str) -> None:
    with pytest.raises(BadQuestion, match=says):
        check_excerpt(text)


def test_the_verb_traces_words_and_says_no(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(tiny_home(tmp_path, bridge=f"# Bridge\n\n{FIRST} {SECOND}\n"), capsys)
    words = "crossed it before him, and boats on the river"
    (match,) = shell.json("trace", words).fields["trace"]["matches"]
    assert match["quote"] == words
    none = shell.json("trace", "a ferry to the island sank in a gale").fields
    assert (none["kind"], none["trace"]["found"]) == ("abstention", "none")
    assert "not word for word:" in shell.run("trace", words.replace("boats", "ships")).out
    assert shell.run("trace", " ").code == 1
