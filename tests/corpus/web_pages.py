"""Invented pages and feeds to be served, and what comes of them."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.article import Draft
from corpus.records import Failure

STORY = (
    "The ferry Marigold ran aground off Oldhaven on Monday with 212 people on board.",
    "A fault in its steering gear had been reported twice in January, the harbour office said.",
    "Divers will look at the hull today. The company has chartered another ship until March.",
)


def page(*, head: str = "", headline: str = "Ferry aground off Oldhaven") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    return (
        f"<html><head><title>{headline}</title><meta property='og:type' content='article'>{head}"
        f"</head><body><article><h1>{headline}</h1>{body}</article></body></html>"
    )


def rss(*items: str) -> str:
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Oldhaven Post</title>{''.join(f'<item>{inner}</item>' for inner in items)}"
        "</channel></rss>"
    )


def whole(inner: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in STORY)
    return f"{inner}<content:encoded><![CDATA[{body}]]></content:encoded>"


def only(read: Iterator[Draft | Failure]) -> Draft:
    (draft,) = read
    assert isinstance(draft, Draft), draft
    return draft


def failure(read: Iterator[Draft | Failure]) -> Failure:
    (failed,) = read
    assert isinstance(failed, Failure), failed
    return failed
