"""Articles and drafts refuse what cannot be one, and say whose reporting they are."""

from __future__ import annotations

import hashlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import ARTICLE_ID_PATTERN, Article, ArticleId, BasedOn, Draft


def article(
    outlet: str | None, day: date | None = None, *, based_on: BasedOn | None = None
) -> Article:
    return Article(
        article_id=ArticleId("a0123456789ab"),
        source_key="key",
        text="Text.",
        headline="Headline",
        outlet=outlet,
        published_at=day,
        based_on=based_on,
    )


@given(key=st.text(), text=st.text().filter(str.strip))
def test_an_id_is_a_and_12_hex_digits_of_key_and_text(key: str, text: str) -> None:
    draft = Draft(source_key=key, text=text, headline="H")
    assert ARTICLE_ID_PATTERN.fullmatch(draft.article_id)
    assert draft.article_id[1:] == hashlib.sha256(f"{key}\0{text}".encode()).hexdigest()[:12]


def test_another_text_or_another_source_is_another_id() -> None:
    pairs = [("a", "x"), ("a", "y"), ("b", "x")]
    assert len({Draft(source_key=k, text=t, headline="H").article_id for k, t in pairs}) == 3


def test_metadata_does_not_change_the_id() -> None:
    plain = Draft(source_key="a", text="x", headline="H")
    rich = Draft(source_key="a", text="x", headline="Other", outlet="RFI")
    assert plain.article_id == rich.article_id


@pytest.mark.parametrize("text", ["", "  ", "\n\t"])
def test_a_draft_needs_text_and_headline(text: str) -> None:
    with pytest.raises(ValueError, match="a draft needs text: key"):
        Draft(source_key="key", text=text, headline="H")
    with pytest.raises(ValueError, match="a draft needs a headline: key"):
        Draft(source_key="key", text="Text.", headline=text)


def test_an_article_without_text_is_refused() -> None:
    with pytest.raises(ValueError, match="article a0123456789ab has no text"):
        Article(article_id=ArticleId("a0123456789ab"), source_key="k", text=" ", headline="H")


@pytest.mark.parametrize("name", ["", "a123", "b0123456789ab", "a0123456789AB", "a0123456789abc"])
def test_an_article_needs_a_well_formed_id(name: str) -> None:
    with pytest.raises(ValueError, match="not an article id"):
        Article(article_id=ArticleId(name), source_key="k", text="Text.", headline="H")


def test_the_sha256_is_of_the_text_alone() -> None:
    assert article("RFI").sha256 == hashlib.sha256(b"Text.").hexdigest()


_DAY = date(2025, 2, 18)
_REPORT = BasedOn(outlet="RFI", published_at=_DAY)


@pytest.mark.parametrize(
    ("told", "byline"),
    [
        (article("RFI", _DAY), "RFI, 18 February 2025"),
        (article("RFI"), "RFI, date unknown"),
        (article(None), "outlet unknown, date unknown"),
        (article("Ours", based_on=_REPORT), "our summary of an RFI report, 18 February 2025"),
        (
            article("Ours", _DAY, based_on=BasedOn(outlet="Kyiv Post")),
            "our summary of a Kyiv Post report, 18 February 2025",
        ),
        (
            article("Ours", _DAY, based_on=BasedOn(outlet="WSWS")),
            "our summary of a WSWS report, 18 February 2025",
        ),
        (
            article("Ours", _DAY, based_on=BasedOn(outlet="Economist")),
            "our summary of an Economist report, 18 February 2025",
        ),
    ],
    ids=["plain", "undated", "unknown", "summary", "report undated", "letters", "vowel"],
)
def test_a_byline_says_what_is_unknown_and_what_is_our_summary(told: Article, byline: str) -> None:
    assert told.byline == byline


def test_the_reporting_is_that_of_the_report_it_is_based_on() -> None:
    summary = article("Ours", date(2025, 3, 1), based_on=_REPORT)
    assert (summary.reported_by, summary.reported_at) == ("RFI", _DAY)
    own = article("RFI", _DAY)
    assert (own.reported_by, own.reported_at) == ("RFI", _DAY)
