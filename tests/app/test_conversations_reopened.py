"""Kept replies read again: as they were, whatever became of their articles."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answering.conversation import History
from app.assistant import Assistant
from app.conversations.exported import as_markdown, plain
from app.conversations.kept import Conversations
from app.conversations.reopened import Unreadable, reopened
from app.limits import Limits
from app.reading_replies import UnreadableReply, article_ids_in, read_reply
from app.reply import (
    Abstention,
    Answer,
    Citation,
    Differing,
    Disagreement,
    Notice,
    Part,
    Quote,
    Reply,
    Sentence,
    Side,
    Timings,
    Topic,
    Trace,
)
from app.wire import reply_fields
from corpus.article import Article, BasedOn, Draft
from corpus.dates import DateRange
from corpus.library import Library
from index import ingest
from index.home import Home
from index.query import Filters, Query, Reading
from index.removing import remove
from index.spans import Span
from index.tracing import Alteration, Difference, Match
from tests.app.cli_runs import PARIS, TORUN, sample_home, tiny_home, write_articles

BRIDGE = "Who opened the new bridge in Torun?"

days = st.none() | st.dates()
words = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(str.strip)
scores = st.floats(min_value=0, max_value=1)


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any article; of one id there is only one."""
    reported = draw(st.none() | st.builds(BasedOn, outlet=words, published_at=days))
    told = (draw(words), draw(st.none() | words), draw(days), draw(st.none() | words))
    headline, outlet, published_at, url = told
    draft = Draft(source_key=repr((reported, told)), text=draw(words), headline=headline)
    return Article(
        article_id=draft.article_id,
        source_key=draft.source_key,
        text=draft.text,
        headline=headline,
        outlet=outlet,
        published_at=published_at,
        url=url,
        based_on=reported,
    )


@st.composite
def spans(draw: st.DrawFn, start: int, end: int) -> Span:
    first = draw(st.integers(start, end - 1))
    return Span(start=first, end=draw(st.integers(first + 1, end)))


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    article = draw(articles())
    span = draw(spans(0, len(article.text)))
    return Quote(article=article, start=span.start, end=span.end)


@st.composite
def sides(draw: st.DrawFn) -> Side:
    quote = draw(quotes())
    span = draw(spans(quote.start, quote.end))
    return Side(quote=quote, start=span.start, end=span.end)


@st.composite
def traces(draw: st.DrawFn) -> Trace:
    article = draw(articles())
    difference = Difference(
        kind=draw(st.sampled_from(Alteration)), excerpt=draw(words), article=draw(words)
    )
    match = Match(
        article=article,
        span=draw(spans(0, len(article.text))),
        likeness=draw(scores),
        differences=draw(st.sampled_from([(), (difference,)])),
    )
    return Trace(excerpt=draw(words), matches=draw(st.sampled_from([(), (match,)])))


@st.composite
def queries(draw: st.DrawFn) -> Query:
    first, last = sorted(draw(st.tuples(st.dates(), st.dates())))
    return Query(
        text=draw(words),
        filters=Filters(outlets=(draw(words),), published=DateRange(first=first, last=None)),
        reading=Reading(outlets=(draw(words),), published=DateRange(first=first, last=last)),
        read=(draw(words),),
    )


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    quoted = draw(st.lists(quotes(), min_size=1, max_size=3))
    marks = range(1, len(quoted) + 1)
    disagreement = Disagreement(
        kind=draw(st.sampled_from(Differing)),
        about="number",
        sides=(draw(sides()), draw(sides())),
    )
    return Answer(
        question=draw(words),
        query=draw(queries()),
        sentences=tuple(
            Sentence(
                lead_in=draw(words),
                text=draw(words),
                citations=(mark,),
                support=draw(scores),
                relevance=draw(scores),
            )
            for mark in marks
        ),
        citations=tuple(
            Citation(
                mark=mark,
                quote=quote,
                relevance=draw(scores),
                also_in=tuple(draw(st.lists(articles(), max_size=1))),
                story=draw(st.none() | words),
            )
            for mark, quote in zip(marks, quoted, strict=True)
        ),
        short=draw(st.sampled_from([None, quoted[0]])),
        confidence=draw(scores),
        conversation="c" * 32,
        timings=Timings(first_citation=0.1, total=0.2),
        notes=(draw(words),),
        parts=draw(st.sampled_from([(), (Part(question="Who?", sentences=(0,)),)])),
        disagreements=draw(st.sampled_from([(), (disagreement,)])),
        trace=draw(st.none() | traces()),
        withdrawn=draw(st.integers(0, 3)),
        turn=draw(st.integers(0, 3)),
    )


@st.composite
def abstentions(draw: st.DrawFn) -> Abstention:
    nearest = draw(st.lists(quotes(), max_size=2))
    return Abstention(
        question=draw(words),
        query=draw(queries()),
        reason="no_hits",
        message=draw(words),
        nearest=tuple(quote.article for quote in nearest),
        confidence=draw(scores),
        conversation="c" * 32,
        timings=Timings(first_citation=None, total=0.2),
        trace=draw(st.none() | traces()),
        nearest_quotes=tuple(nearest),
    )


@st.composite
def notices(draw: st.DrawFn) -> Notice:
    return Notice(
        question=draw(words),
        topic=draw(st.sampled_from(Topic)),
        message=draw(words),
        articles=tuple(draw(st.lists(articles(), max_size=2))),
        suggestions=(draw(words),),
    )


def articles_in(part: object) -> dict[object, Article]:
    """Every article that a reply holds, anywhere in it."""
    if isinstance(part, Article):
        return {part.article_id: part}
    names = getattr(part, "__dataclass_fields__", ())
    parts = part if isinstance(part, tuple) else tuple(getattr(part, name) for name in names)
    return {key: article for each in parts for key, article in articles_in(each).items()}


@given(answers() | abstentions() | notices())
def test_a_reply_comes_back_from_its_json_as_it_went_in(reply: Reply) -> None:
    kept = json.loads(json.dumps(reply_fields(reply)))
    back = read_reply(kept, articles_in(reply))  # type: ignore[arg-type]
    assert reply_fields(back) == kept
    assert set(article_ids_in(kept)) == set(articles_in(reply))


@pytest.mark.parametrize(
    "question",
    [
        "How many CEASAR launchers will France produce?",
        "What did Blinken call for in Paris? And who is Spain's foreign minister?",
        "What did RFI say about the defence fund in March 2025?",
        "Who won the Oscar for best film?",
        "Which articles do you have?",
    ],
)
def test_a_reply_over_the_sample_comes_back_as_it_went_in(question: str) -> None:
    home = sample_home()
    kept = json.loads(json.dumps(reply_fields(Assistant(home).ask(question))))
    back = read_reply(kept, home.library.find(article_ids_in(kept)))
    assert reply_fields(back) == kept


@pytest.mark.parametrize(
    "kept",
    [{}, {"kind": "poem"}, {"kind": "answer"}, {"kind": "notice", "question": "?", "topic": "x"}],
    ids=str,
)
def test_what_is_no_reply_of_ours_is_said_to_be_unreadable(kept: dict[str, object]) -> None:
    with pytest.raises(UnreadableReply, match="kept by another version of Clippings"):
        read_reply(kept, {})


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


@given(words)
def test_escaped_words_are_on_one_line_and_begin_nothing(text: str) -> None:
    escaped = plain(text)
    assert "\n" not in escaped
    assert not escaped.startswith(("#", "-", "+", ">", "*", "=", "|", "`"))


def test_dates_in_kept_replies_are_days() -> None:
    reply = Abstention(
        question="?",
        query=Query(text="?", filters=Filters(published=DateRange(first=date(2025, 1, 1)))),
        reason="no_hits",
        message="No.",
        nearest=(),
        confidence=0.0,
        conversation="",
        timings=Timings(first_citation=None, total=0.0),
    )
    back = read_reply(reply_fields(reply), {})
    assert isinstance(back, Abstention)
    assert back.query.filters.published == DateRange(first=date(2025, 1, 1))


def test_nothing_of_a_library_is_read_for_a_reply_that_names_no_article(tmp_path: Path) -> None:
    with Home.open(tmp_path / "home") as empty:
        assert reopened((), Library(empty.database)) == ()
