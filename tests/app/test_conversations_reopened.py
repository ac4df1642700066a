"""Kept replies read again: as they were, whatever became of their articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from app.answering.conversation import History
from app.assistant import Assistant
from app.conversations.exported import as_markdown, plain
from app.conversations.kept import Conversations
from app.conversations.reopened import Unreadable, reopened
from app.limits import Limits
from app.reading_replies import read_reply
from app.reply import Abstention, Answer, Quote, Reply
from app.wire import reply_fields
from corpus.library import Library
from index import ingest
from index.home import Home
from index.removing import remove
from tests.app.any_replies import articles_in, words
from tests.app.cli_runs import PARIS, TORUN, tiny_home, write_articles
from tests.app.shown_replies import answer, article
from tests.app.shown_replies import citation as cited

BRIDGE = "Who opened the new bridge in Torun?"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home.open(tiny_home(tmp_path, paris=PARIS, torun=TORUN))


def asked(home: Home, question: str = BRIDGE) -> Answer:
    reply = Assistant(home).ask(question, limits=Limits(threshold=0.0))
    assert isinstance(reply, Answer)
    return reply


def again(home: Home, reply: Reply) -> Reply:
    """The only turn of a reply's conversation, opened again."""
    (back,) = reopened(Conversations(home.database).turns(reply.conversation), home.library)
    assert not isinstance(back, Unreadable)
    return back


def test_a_conversation_opened_again_is_what_it_was(home: Home) -> None:
    reply = asked(home)
    back = again(home, reply)
    assert isinstance(back, Answer)
    assert (back.turn, reply.turn) == (1, 1)
    assert (back.sentences, back.citations) == (
        _rounded(reply).sentences,
        _rounded(reply).citations,
    )


def _rounded(reply: Answer) -> Answer:
    """As a reply comes back from JSON, where scores have four decimals."""
    kept = reply_fields(reply)
    back = read_reply(kept, articles_in(reply))  # type: ignore[arg-type]
    assert isinstance(back, Answer)
    return back


def test_quotes_of_an_article_removed_since_are_shown_and_said_to_be_of_one(home: Home) -> None:
    reply = asked(home)
    quoted = reply.citations[0].quote
    remove(home, home.library.articles())
    back = again(home, reply)
    assert isinstance(back, Answer)
    now = back.citations[0].quote
    assert (now.text, now.start, now.end) == (quoted.text, quoted.start, quoted.end)
    assert now.article.headline == quoted.article.headline
    assert any("removed from the library since: " in note for note in back.notes)
    # Nothing else can be marked: around the quotes there is only what says that it is left out.
    text = now.article.text
    for citation in back.citations:
        text = text.replace(citation.quote.text, "")
    assert text.replace("[…]", "").strip() == ""


def test_quotes_of_an_article_revised_since_are_of_the_version_that_was_quoted(
    home: Home, tmp_path: Path
) -> None:
    reply = asked(home)
    revised = TORUN.replace("on Thursday", "on Friday")
    ingest.add(home, [write_articles(tmp_path / "articles", torun=revised)])
    back = again(home, reply)
    assert isinstance(back, Answer)
    assert [c.quote.text for c in back.citations] == [c.quote.text for c in reply.citations]
    note = back.notes[-1]
    assert note == "This article was revised since: “Bridge opens in Torun”."


def test_an_article_that_is_only_named_is_left_out_once_it_is_removed(home: Home) -> None:
    refused = Assistant(home).ask("Who is the mayor of Reykjavik?", limits=Limits(threshold=1.0))
    assert isinstance(refused, Abstention)
    assert refused.nearest
    remove(home, home.library.articles())
    back = again(home, refused)
    assert isinstance(back, Abstention)
    assert "removed from the library since" in back.notes[-1]


def test_a_reply_that_cannot_be_read_stands_in_its_place_and_says_so(home: Home) -> None:
    reply = asked(home)
    home.database.write('UPDATE turns SET reply = \'{"kind": "answer"}\'')
    (back,) = reopened(Conversations(home.database).turns(reply.conversation), home.library)
    assert isinstance(back, Unreadable)
    assert (back.question, back.turn) == (BRIDGE, 1)


def test_the_next_question_leans_on_a_conversation_opened_again(home: Home) -> None:
    reply = asked(home)
    with Home.open(home.path) as later:
        follow_up = Assistant(later).ask("How much did it cost?", reply.conversation)
    assert isinstance(follow_up, Answer | Abstention)
    assert follow_up.turn == 2
    assert "Torun" in follow_up.query.text or "bridge" in follow_up.query.text
    assert len(History(home.database).turns(reply.conversation)) == 2


def test_a_conversation_is_written_as_markdown_with_its_sources(home: Home) -> None:
    reply = asked(home)
    conversations = Conversations(home.database)
    conversations.rename(reply.conversation, "The *bridge*")
    turns = conversations.turns(reply.conversation)
    about = conversations.about(reply.conversation)
    markdown = as_markdown(about, reopened(turns, home.library))
    quote = reply.citations[0].quote.text
    assert markdown.startswith("# The \\*bridge\\*\n")
    assert f"## {BRIDGE}\n" in markdown
    assert "[^1]" in markdown
    assert f"[^1]: Torun Gazette, 2 May 2024: “Bridge opens in Torun”. “{plain(quote)}”" in markdown
    assert markdown.count("[^1]:") == 1


@pytest.mark.parametrize(
    ("url", "address"),
    [("https://a.example/story", " <https://a.example/story>"), ("https://[your-site]/story", "")],
)
def test_only_an_address_that_can_be_a_link_is_written(home: Home, url: str, address: str) -> None:
    quote = Quote(article=article(url=url), start=0, end=12)
    about = Conversations(home.database).about(asked(home).conversation)
    markdown = as_markdown(about, [answer(cited(1, quote))])
    assert f"“A headline”.{address} “First words.”" in markdown


@given(words)
def test_escaped_words_are_on_one_line_and_begin_nothing(text: str) -> None:
    escaped = plain(text)
    assert "\n" not in escaped
    assert not escaped.startswith(("#", "-", "+", ">", "*", "=", "|", "`"))


def test_nothing_of_a_library_is_read_for_a_reply_that_names_no_article(tmp_path: Path) -> None:
    with Home.open(tmp_path / "home") as empty:
        assert reopened((), Library(empty.database)) == ()
