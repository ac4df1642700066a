"""The page's HTML: everything escaped, every chip where its citation is, quotes to the letter."""

from __future__ import annotations

import random
import re
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.page import about, answers, reader
from app.page import articles as page_articles
from app.page import conversation as page_html
from app.page.session import Asked, AskedAgain, Cited, Pending, Session, Trouble, Turn, Wish
from app.reply import Abstention, Answer, Citation, Notice, Quote, Sentence, Timings, Topic
from corpus.article import Article, ArticleId, BasedOn
from corpus.dates import DateRange
from index.query import Query, Reading

NASTY = '<script>alert("x")</script> & <img src=x onerror=alert(1)> {{value}} ${1+1} `'
TIMINGS = Timings(first_citation=0.1, total=0.2)


def article(number: int = 1, **fields: object) -> Article:
    """An article whose id is the number."""
    given_fields: dict[str, object] = {
        "article_id": ArticleId(f"a{number:012x}"),
        "source_key": f"/{number}.md",
        "text": "First words. Second words.\n\nThird words.",
        "headline": "A headline",
        "outlet": "RFI",
        "published_at": date(2025, 2, 18),
    }
    return Article(**(given_fields | fields))  # type: ignore[arg-type]


def citation(mark: int, quote: Quote, *also_in: Article) -> Citation:
    """A citation of a quote."""
    return Citation(mark=mark, quote=quote, relevance=0.9, also_in=also_in)


def answer(*citations: Citation, **fields: object) -> Answer:
    """An answer with a sentence for each citation."""
    given_fields: dict[str, object] = {
        "question": "What?",
        "query": Query(text="What?"),
        "sentences": tuple(
            Sentence(
                lead_in="RFI:",
                text=cited.quote.text,
                citations=(cited.mark,),
                support=1.0,
                relevance=0.9,
            )
            for cited in citations
        ),
        "citations": citations,
        "short": None,
        "confidence": 0.9,
        "conversation": "c" * 32,
        "timings": TIMINGS,
    }
    return Answer(**(given_fields | fields))  # type: ignore[arg-type]


def of(*quotes: Quote) -> Cited:
    """The first of the quotes that a reply shows, in the turn 0."""
    return Cited(turn=0, mark=1, quotes=quotes)


FIRST = Quote(article=article(), start=0, end=12)
SECOND = Quote(article=article(), start=13, end=26)


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


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd"])
def test_only_web_addresses_become_links(url: str) -> None:
    assert "href" not in reader.source(article(url=url))


def test_the_original_is_linked_without_telling_it_who_links() -> None:
    html = reader.source(article(url="https://example.org/a"))
    assert 'href="https://example.org/a" target="_blank" rel="noopener noreferrer"' in html


def test_a_brief_says_whose_report_it_sums_up() -> None:
    brief = article(based_on=BasedOn(outlet="RFI", published_at=date(2025, 2, 18)))
    assert "Our summary of an RFI report, 18 February 2025" in reader.source(brief)


def test_each_chip_names_its_turn_and_mark() -> None:
    html = page_html.conversation([answer(citation(1, FIRST), citation(2, SECOND))] * 2, start="")
    assert re.findall(r'href="#cite-(\d+-\d+)"', html) == ["0-1", "0-2", "1-1", "1-2"]


def test_only_the_last_reply_is_the_answer() -> None:
    html = page_html.conversation([answer(citation(1, FIRST)), Pending(question="?")], start="")
    assert html.count('id="answer"') == 1
    assert '<div class="reply" id="answer" aria-busy="true">' in html


def test_the_start_stands_only_before_the_first_question() -> None:
    assert page_html.conversation([], start="<p>begin</p>") == "<p>begin</p>"
    assert "begin" not in page_html.conversation([Pending(question="?")], start="begin")


@pytest.mark.parametrize(("elapsed", "delay"), [(0.0, 500), (0.2, 300), (0.5, 0), (3.0, 0)])
def test_progress_is_shown_half_a_second_after_the_question(elapsed: float, delay: int) -> None:
    html = page_html.conversation([Pending(question="?", elapsed_seconds=elapsed)], start="")
    assert f"animation-delay:{delay}ms" in html


def test_as_of_gives_one_day_or_both_ends() -> None:
    later = Quote(article=article(2, outlet="AFP", published_at=date(2025, 3, 11)), start=0, end=5)
    assert answers.as_of(answer(citation(1, FIRST))) == "As of 18 February 2025 · 1 outlet"
    assert (
        answers.as_of(answer(citation(1, FIRST), citation(2, later)))
        == "As of 18 February 2025 – 11 March 2025 · 2 independent outlets"
    )


def test_as_of_says_what_is_unknown() -> None:
    quote = Quote(article=article(outlet=None, published_at=None), start=0, end=5)
    assert answers.as_of(answer(citation(1, quote))) == "Date unknown · outlet unknown"


def test_a_revised_article_says_so_and_links_the_newest() -> None:
    html = reader.source(article(is_current=False, superseded_by=ArticleId("a00f")))
    assert "This is the version of 18 February 2025; it was revised since." in html
    assert 'href="#article-a00f"' in html


def test_a_citation_of_a_version_revised_since_says_so_with_its_quote_marked() -> None:
    html = reader.cited_article(of(FIRST), now=article(is_current=False))
    assert "it was revised since" in html
    assert _Marked(html).cited == [FIRST.text]


def test_a_refusal_links_the_nearest_articles() -> None:
    refusal = Abstention(
        question="Who?",
        query=Query(text="Who?"),
        reason="weak_evidence",
        message="The articles don't say.",
        nearest=(article(7),),
        confidence=0.1,
        conversation="c" * 32,
        timings=TIMINGS,
    )
    html = page_html.conversation([refusal], start="")
    assert "The articles don&#x27;t say." in html
    assert 'href="#article-a000000000007"' in html


def of_rfi_in_may() -> Answer:
    """An answer to a question from which an outlet and dates were read."""
    in_may = DateRange(first=date(2024, 5, 1), last=date(2024, 5, 31))
    query = Query(text="What?", reading=Reading(outlets=("RFI",), published=in_may))
    return answer(citation(1, FIRST), query=query)


def test_limits_of_the_last_question_can_be_taken_back() -> None:
    html = page_html.conversation([of_rfi_in_may(), of_rfi_in_may()], start="")
    buttons = re.findall(r'data-wish="(\w+)" aria-label="[^"]*: ([^"]+)"', html)
    assert buttons == [("outlets", "RFI"), ("dates", "May 2024")]
    assert html.count('<span class="limit">RFI</span>') == 1  # of the question before


@pytest.mark.parametrize("turn", [answer(citation(1, FIRST)), Pending(question="What?")])
def test_nothing_read_is_nothing_to_leave_out(turn: Turn) -> None:
    assert "data-wish" not in page_html.conversation([turn], start="")


def test_a_question_asked_again_says_without_what_and_keeps_its_chips() -> None:
    again = AskedAgain(
        question="What?", reply=of_rfi_in_may(), without=frozenset({Wish.DATES, Wish.OUTLETS})
    )
    html = page_html.conversation([again], start="")
    assert "Asked again without outlets and dates</p>" in html
    assert 'href="#cite-0-1"' in html


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


@pytest.mark.parametrize(
    "reference",
    ["0-0", "0-3", "1-1", "2-1", "9-1", "0-1 ", "-1-1", "", "0", None, 7, ["0-1"], "٠-١"],
    ids=repr,
)
def test_forged_references_point_at_nothing(reference: object) -> None:
    notice = Notice(question="hi", topic=Topic.GREETING, message="Hello.")
    session = Session(turns=(answer(citation(1, FIRST), citation(2, SECOND)), notice))
    assert session.cited(reference) is None


def test_a_reference_points_at_its_own_citation() -> None:
    said = answer(citation(1, FIRST), citation(2, SECOND))
    cited = Session(turns=(said,)).cited("0-2")
    assert cited is not None
    assert cited.quote == SECOND


def test_a_reply_takes_the_place_of_its_pending_question() -> None:
    session = Session().now(Pending(question="What?"))
    assert session.pending is not None
    replied = session.replied(answer(citation(1, FIRST)), Asked(question="What?", text="What?"))
    assert [type(turn) for turn in replied.turns] == [Answer]
    assert replied.conversation == "c" * 32
