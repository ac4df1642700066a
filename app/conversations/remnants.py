"""What a kept reply holds of articles that are gone: the words it quotes, where they stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from app.reading_replies import Articles, Fields, parts_with
from corpus.article import Article, ArticleId, BasedOn
from index.spans import Span

LEFT_OUT = "\n\n[…]\n\n"  # between quotes, as long as the gap has room for it


def is_verbatim(fields: Fields, articles: Articles) -> bool:
    """Whether an article still has a kept quote where it stood."""
    article = articles.get(ArticleId(fields["article_id"]))
    return article is not None and fields["quote"] == article.text[fields["start"] : fields["end"]]


def remnants(kept: Fields, gone: Iterable[ArticleId]) -> dict[ArticleId, Article]:
    """For each article that is gone, what is quoted of it, every quote at its old offsets.

    Between the quotes stands `[…]` and white space, so that the offsets hold and nothing else can
    be taken for the article's words. An article that the reply only names has no remnant.

    Raises:
        KeyError, TypeError, ValueError: the reply is not as this Clippings keeps it.
    """
    quotes: dict[ArticleId, list[Fields]] = defaultdict(list)
    for fields in parts_with("quote", kept):
        quotes[ArticleId(fields["article_id"])].append(fields)
    return {name: _remnant(quotes[name]) for name in gone if name in quotes}


def _remnant(quotes: list[Fields]) -> Article:
    about = quotes[0]
    based_on: Mapping[str, str | None] | None = about["based_on"]
    return Article(
        article_id=ArticleId(about["article_id"]),
        source_key="",
        text=_text({Span(start=each["start"], end=each["end"]): each["quote"] for each in quotes}),
        headline=about["headline"],
        outlet=about["outlet"],
        author=about["author"],
        published_at=_day(about["published_at"]),
        url=about["url"],
        based_on=BasedOn(
            outlet=str(based_on["outlet"]), published_at=_day(based_on["published_at"])
        )
        if based_on
        else None,
    )


def _text(quotes: Mapping[Span, str]) -> str:
    """The quotes at their spans, which may overlap, as in the article they do."""
    letters = list(" " * max(span.end for span in quotes))
    for gap in _gaps(quotes):
        told = LEFT_OUT if gap.end - gap.start >= len(LEFT_OUT) else ""
        letters[gap.start : gap.start + len(told)] = told
    for span, quote in quotes.items():
        if len(quote) != span.end - span.start:
            raise ValueError(f"{quote!r} does not fill {span}")
        letters[span.start : span.end] = quote
    return "".join(letters)


def _gaps(quotes: Iterable[Span]) -> Iterator[Span]:
    """What lies before and between the quotes."""
    covered = 0
    for span in sorted(quotes):
        if span.start > covered:
            yield Span(start=covered, end=span.start)
        covered = max(covered, span.end)


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None
