"""A conversation as one HTML file: complete, linked both ways, with nothing in it that runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from playwright.sync_api import Browser

from app.assistant import Assistant
from app.conversations.exported_html import as_html
from app.conversations.kept import Conversations, Listed
from app.conversations.reopened import Unreadable, reopened
from app.limits import Limits
from app.reading_replies import UnreadableReply
from app.reply import Answer, Citation, Quote, Reply, Sentence
from corpus.article import Article, ArticleId
from corpus.markup import one_line
from index.home import Home
from tests.app.any_replies import abstentions, answers, notices
from tests.app.cli_runs import TORUN, tiny_home
from tests.app.test_copying import answer as one_sentence

BRIDGE = "Who opened the new bridge in Torun?"
EMPTY = {"meta"}  # elements without an end
OURS = {
    *("html", "head", "meta", "title", "style", "body", "main", "section", "h1", "h2", "h3"),
    *("p", "blockquote", "q", "sup", "a", "bdi", "ol", "ul", "li"),
}
EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;"


@dataclass
class Seen(HTMLParser):
    """What a parser meets in a file: elements, attributes, words; open elements are balanced."""

    tags: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    text: str = ""
    unclosed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        named = dict(attrs)
        self.attributes |= named.keys()
        self.ids.extend(filter(None, [named.get("id")]))
        self.links.extend(filter(None, [named.get("href")]))
        if tag not in EMPTY:
            self.unclosed.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.unclosed.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    parser.close()
    assert parser.unclosed == []
    return parser


def about(title: str = "Talk", turns: int = 1) -> Listed:
    began = datetime(2031, 5, 6, 12, tzinfo=UTC)
    return Listed(conversation="c" * 32, title=title, began_at=began, asked_at=began, turns=turns)


@given(answers() | abstentions() | notices())
def test_whatever_a_reply_holds_the_file_is_whole_and_made_of_our_elements_alone(
    reply: Reply,
) -> None:
    found = seen(as_html(about(), [reply]))
    assert found.tags <= OURS
    assert not {name for name in found.attributes if name.startswith("on") or name == "src"}
    assert len(found.ids) == len(set(found.ids))
    inner = {link[1:] for link in found.links if link.startswith("#")}
    assert inner <= set(found.ids)
    assert all(re.match("https?://|#", link) for link in found.links)
    if isinstance(reply, Answer):
        for citation in reply.citations:
            assert one_line(citation.quote.text) in found.text


def story(text: str, **told: str) -> Article:
    return Article(
        article_id=ArticleId("a000000000001"),
        source_key="/1.md",
        text=text,
        headline=told.get("headline", "Ferry back"),
        outlet=told.get("outlet", "Ardle Post"),
        published_at=datetime(2031, 5, 5, tzinfo=UTC).date(),
        url=told.get("url"),
    )


def answer(article: Article, *marks: tuple[int, ...]) -> Answer:
    """An answer of as many sentences as marks are given for; every mark quotes the whole text."""
    quote = Quote(article=article, start=0, end=len(article.text))
    whole = one_sentence(quote)
    sentence = Sentence(lead_in="", text=quote.text, citations=(1,), support=1.0, relevance=0.9)
    last = max(mark for each in marks for mark in each)
    return replace(
        whole,
        sentences=tuple(replace(sentence, citations=each) for each in marks),
        citations=tuple(Citation(mark=m, quote=quote, relevance=0.9) for m in range(1, last + 1)),
        turn=1,
    )


def test_sources_are_numbered_through_the_conversation_and_lead_back() -> None:
    ferry = story("The ferry sails again.", url="https://ardle.example/ferry?a=1&b=2")
    # Sources 1 and 2 of the first answer, the first named twice; source 1 of the second is the 3rd.
    html = as_html(
        about(turns=2), [answer(ferry, (1, 2), (1,)), replace(answer(ferry, (1,)), turn=4)]
    )
    assert seen(html).ids == [
        *("turn-1", "named-1", "named-2", "named-1-2"),
        *("turn-4", "named-3", "sources", "source-1", "source-2", "source-3"),
    ]
    back = re.findall(r'href="#(named-[0-9-]+)" role="doc-backlink"', html)
    assert back == ["named-1", "named-1-2", "named-2", "named-3"]
    assert re.findall(r'href="#(source-\d)"', html) == [
        "source-1",
        "source-2",
        "source-1",
        "source-3",
    ]
    assert 'href="https://ardle.example/ferry?a=1&amp;b=2"' in html


def test_markup_in_articles_questions_and_names_is_text() -> None:
    evil = replace(answer(story(EVIL, headline=EVIL, outlet=EVIL), (1,)), question=EVIL)
    found = seen(as_html(about(title=EVIL), [evil]))
    assert found.tags <= OURS
    assert found.text.count("alert(1)") >= 5 * 2  # in title and heading, question, quote, source


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    bad = ("javascript:alert(1)", "file:///etc/passwd", "https://a.example/ x", "https://[x]/y")
    for url in bad:
        html = as_html(about(), [answer(story("The ferry sails.", url=url), (1,))])
        assert url not in html


def test_what_a_model_wrote_is_not_set_as_a_quote() -> None:
    written = replace(answer(story("The ferry sails again."), (1,)), engine="llm")
    assert "<blockquote" not in as_html(about(), [written])
    assert "<blockquote" in as_html(about(), [replace(written, engine="extractive")])


def test_a_turn_that_cannot_be_read_stands_in_its_place() -> None:
    unread = Unreadable(question="Who?", turn=2, error=UnreadableReply("Not ours.", remedy=""))
    html = as_html(about(), [unread])
    assert '<h2 id="turn-2" dir="auto">Who?</h2>\n<p dir="auto">Not ours.</p>' in html


@pytest.fixture
def exported(tmp_path: Path) -> Iterator[Path]:
    with Home.open(tiny_home(tmp_path, torun=TORUN)) as home:
        reply = Assistant(home).ask(BRIDGE, limits=Limits(threshold=0.0))
        kept = Conversations(home.database)
        replies = reopened(kept.turns(reply.conversation), home.library)
        path = tmp_path / "talk.html"
        path.write_text(as_html(kept.about(reply.conversation), replies), encoding="utf-8")
        yield path


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_browser_reads_the_file_as_it_stands_in_either_theme(
    exported: Path, browser: Browser, theme: str
) -> None:
    page = browser.new_page(color_scheme=theme)  # type: ignore[arg-type]
    complaints: list[str] = []
    requests: list[str] = []
    page.on("console", lambda said: complaints.append(said.text))
    page.on("request", lambda request: requests.append(request.url))
    page.goto(exported.as_uri())
    assert page.title() == BRIDGE
    assert page.evaluate("[document.compatMode, document.documentElement.lang]") == [
        "CSS1Compat",
        "en",
    ]
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert paper == {"light": "rgb(251, 250, 247)", "dark": "rgb(23, 22, 20)"}[theme]
    page.click("[role=doc-noteref] >> nth=0")
    assert page.evaluate("document.querySelector(':target').id") == "source-1"
    page.click("[role=doc-backlink] >> nth=0")
    assert page.evaluate("document.querySelector(':target').id") == "named-1"
    assert complaints == []
    assert requests == [exported.as_uri()]
    page.close()
