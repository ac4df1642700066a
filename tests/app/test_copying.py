"""An answer taken along: as text, as Markdown that shows as it stands, as a list of citations."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answering.copying import citation_list, in_markdown, in_text, markdown
from app.reply import Answer, Citation, Quote, Sentence, Timings
from corpus.article import Article, ArticleId, BasedOn
from index.query import Query


def quoted(**fields: object) -> Quote:
    """The whole text of an article as a quote."""
    given_fields: dict[str, object] = {
        "article_id": ArticleId("a000000000001"),
        "source_key": "/1.md",
        "text": "The ferry sails again.",
        "headline": "Ferry back",
        "outlet": "Ardle Post",
        "published_at": date(2031, 5, 6),
        "url": "https://ardle.example/ferry",
    }
    article = Article(**(given_fields | fields))  # type: ignore[arg-type]
    return Quote(article=article, start=0, end=len(article.text))


def answer(quote: Quote) -> Answer:
    """An answer of one sentence."""
    sentence = Sentence(
        lead_in="Ardle Post, 6 May 2031:",
        text=quote.text,
        citations=(1,),
        support=1.0,
        relevance=0.9,
    )
    return Answer(
        question="Does the ferry sail?",
        query=Query(text="Does the ferry sail?"),
        sentences=(sentence,),
        citations=(Citation(mark=1, quote=quote, relevance=0.9),),
        short=None,
        confidence=0.9,
        conversation="c" * 32,
        timings=Timings(first_citation=0.1, total=0.1),
    )


def test_text_has_the_question_the_sentences_with_marks_and_the_sources() -> None:
    assert in_text(answer(quoted())) == (
        "Does the ferry sail?\n\n"
        "Ardle Post, 6 May 2031: The ferry sails again. [1]\n\n"
        "Sources\n"
        "[1] Ardle Post, “Ferry back”, 6 May 2031, https://ardle.example/ferry\n"
    )


def test_markdown_has_each_source_as_a_footnote_with_its_quote() -> None:
    assert in_markdown(answer(quoted())) == (
        "## Does the ferry sail?\n\n"
        "> *Ardle Post, 6 May 2031:* The ferry sails again.[^1]\n\n"
        "[^1]: Ardle Post, “[Ferry back](https://ardle.example/ferry)”, 6 May 2031:"
        " “The ferry sails again.”\n"
    )


def test_a_citation_gives_outlet_headline_date_address_and_quote() -> None:
    assert citation_list(answer(quoted())) == (
        "Ardle Post, “Ferry back”, 6 May 2031, https://ardle.example/ferry:"
        " “The ferry sails again.”\n"
    )


def test_what_is_unknown_is_said_or_left_out() -> None:
    unknown = quoted(outlet=None, published_at=None, url=None)
    assert citation_list(answer(unknown)) == (
        "Outlet unknown, “Ferry back”, date unknown: “The ferry sails again.”\n"
    )


def test_our_summary_is_not_passed_off_as_the_report() -> None:
    brief = quoted(based_on=BasedOn(outlet="RFI", published_at=date(2031, 5, 5)), url=None)
    assert citation_list(answer(brief)).startswith("Our summary of an RFI report, “Ferry back”")


def test_an_address_that_is_no_web_address_is_left_out() -> None:
    assert "javascript" not in in_markdown(answer(quoted(url="javascript:alert(1)")))


def test_a_malformed_address_is_left_out() -> None:
    malformed = "https://[your-site]/story"
    assert malformed not in in_markdown(answer(quoted(url=malformed)))
    assert malformed not in in_text(answer(quoted(url=malformed)))


def test_a_headline_cannot_end_its_link_early() -> None:
    nasty = quoted(headline="x](https://evil.example) [y", url="https://a.example/b)c")
    assert "“[x\\](https://evil.example) \\[y](https://a.example/b%29c)”" in in_markdown(
        answer(nasty)
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# no heading", r"\# no heading"),
        ("- no list", r"\- no list"),
        ("12. no list", r"12\. no list"),
        ("two\nlines", "two lines"),
        ("<b>&amp;</b>", r"\<b\>\&amp;\</b\>"),
    ],
)
def test_markdown_of_a_text_shows_it_as_it_stands(text: str, shown: str) -> None:
    assert markdown(text) == shown


@given(st.text())
def test_markdown_leaves_no_markup_unescaped_and_no_line_break(text: str) -> None:
    written = markdown(text)
    assert "\n" not in written
    plain = written.replace("\\\\", "")
    assert all(plain[at - 1] == "\\" for at, c in enumerate(plain) if c in "*_`<[#")
