"""The page's HTML: everything escaped, quotes to the letter."""

from __future__ import annotations

import random
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.page import about, reader
from app.page import articles as page_articles
from app.page import conversation as page_html
from app.page.session import Cited, Pending, Trouble
from app.reply import Notice, Quote, Topic
from corpus.article import ArticleId, BasedOn
from tests.app.shown_replies import FIRST, SECOND, answer, article, citation

NASTY = '<script>alert("x")</script> & <img src=x onerror=alert(1)> {{value}} ${1+1} `'


def of(*quotes: Quote) -> Cited:
    """The first of the quotes that a reply shows, in the turn 0."""
    return Cited(turn=0, mark=1, quotes=quotes)


class _Marked(HTMLParser):
    """Collects the text of each mark, as a browser would read it, and the tags seen."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.cited: list[str] = []
        self.tags: set[str] = set()
        self._inside = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag; a cited mark begins a text."""
        self.tags.add(tag)
        if tag == "mark" and ("class", "cited") in attrs:
            self._inside = True
            self.cited.append("")

    def handle_endtag(self, tag: str) -> None:
        """A mark ends."""
        self._inside = self._inside and tag != "mark"

    def handle_data(self, data: str) -> None:
        """Text of the mark, if inside one."""
        if self._inside:
            self.cited[-1] += data


@given(
    text=st.text(
        alphabet=st.characters(exclude_characters="\r\0"), min_size=1, max_size=300
    ).filter(str.strip),
    draw=st.randoms(),
)
def test_the_cited_mark_holds_exactly_the_quote(text: str, draw: random.Random) -> None:
    start = draw.randrange(len(text))
    quote = Quote(article=article(text=text), start=start, end=draw.randint(start + 1, len(text)))
    shown = _Marked(reader.cited_article(of(quote), now=None))
    assert shown.cited == [quote.text]


def test_other_quotes_of_the_same_article_are_marked_apart() -> None:
    html = reader.cited_article(of(FIRST, SECOND), now=None)
    assert 'class="cited" tabindex="-1">First words.</mark>' in html
    assert 'href="#cite-0-2"><mark class="also">Second words.</mark>' in html


def test_overlapping_quotes_and_other_articles_leave_the_cited_mark_alone() -> None:
    overlapping = Quote(article=article(), start=6, end=20)
    elsewhere = Quote(article=article(2), start=13, end=26)
    assert len(reader.marks(of(FIRST, overlapping, elsewhere, FIRST))) == 1


def test_blank_lines_become_paragraphs() -> None:
    assert "<p>First words. Second words.</p><p>Third words.</p>" in reader.source(article())


def test_nothing_of_an_article_becomes_markup() -> None:
    nasty = article(
        text=NASTY, headline=NASTY, outlet=NASTY, author=NASTY, url="http://x/?" + NASTY
    )
    quote = Quote(article=nasty, start=0, end=len(NASTY))
    said = answer(citation(1, quote, nasty), question=NASTY, short=quote, notes=(NASTY,))
    html = (
        page_html.conversation([said], start="")
        + reader.source(nasty)
        + about.chosen([nasty])
        + about.asking_about(nasty, NASTY, [NASTY])
        + about.follow_ups([NASTY], said)
        + page_articles.library([nasty])
    )
    assert not _Marked(html).tags & {"script", "img"}


def test_nothing_said_becomes_markup() -> None:
    turns = (
        Notice(question=NASTY, topic=Topic.HELP, message=NASTY, suggestions=(NASTY,)),
        Trouble(question=NASTY, message=NASTY, remedy=NASTY),
        Pending(question=NASTY, message=NASTY),
    )
    html = page_html.conversation(turns, start="") + page_articles.problem(NASTY)
    assert not _Marked(html).tags & {"script", "img"}


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://[your-site]/story"],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert "href" not in reader.source(article(url=url))


def test_the_original_is_linked_without_telling_it_who_links() -> None:
    html = reader.source(article(url="https://example.org/a"))
    assert 'href="https://example.org/a" target="_blank" rel="noopener noreferrer"' in html


def test_a_brief_says_whose_report_it_sums_up() -> None:
    brief = article(based_on=BasedOn(outlet="RFI", published_at=date(2025, 2, 18)))
    assert "Our summary of an RFI report, 18 February 2025" in reader.source(brief)


def test_a_revised_article_says_so_and_links_the_newest() -> None:
    html = reader.source(article(is_current=False, superseded_by=ArticleId("a00f")))
    assert "This is the version of 18 February 2025; it was revised since." in html
    assert 'href="#article-a00f"' in html


def test_a_citation_of_a_version_revised_since_says_so_with_its_quote_marked() -> None:
    html = reader.cited_article(of(FIRST), now=article(is_current=False))
    assert "it was revised since" in html
    assert _Marked(html).cited == [FIRST.text]


def test_an_empty_library_says_how_to_begin() -> None:
    html = page_html.start(articles=0, is_sample=False, examples=("never shown",))
    assert "clippings add FOLDER" in html
    assert "never shown" not in html


def test_only_the_sample_is_called_a_sample() -> None:
    assert "sample articles" in page_html.start(articles=3, is_sample=True, examples=())
    assert "sample articles" not in page_html.start(articles=3, is_sample=False, examples=())


def test_a_long_library_says_how_many_more_there_are() -> None:
    html = page_articles.library([article()] * (page_articles.LISTED_ARTICLES + 2))
    assert html.count("<li>") == page_articles.LISTED_ARTICLES
    assert "2 more" in unescape(html)
