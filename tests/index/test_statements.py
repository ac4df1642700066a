"""What a sentence states, apart from who says so."""

from __future__ import annotations

import pytest

from corpus.article import Article, ArticleId
from index.spans import Span
from index.statements import Statement


def core(text: str) -> str:
    article = Article(
        article_id=ArticleId("a0123456789ab"), source_key="here", text=text, headline="A headline"
    )
    return Statement(article=article, span=Span(start=0, end=len(text))).core


@pytest.mark.parametrize(
    "attribution",
    [
        "Lind said",
        "Lind said that",
        "Lind said on Friday that",
        "Lind said late Friday that",
        "The mayor told the reporters that",
        "The mayor told the reporters on Monday that",
    ],
)
def test_who_says_so_is_taken_off(attribution: str) -> None:
    assert core(f"{attribution} 40 ships sank.") == "40 ships sank."
