"""Articles as rows of the database's table, and back."""

from __future__ import annotations

import json
from datetime import date, time
from types import MappingProxyType

from corpus.article import Article, ArticleId, BasedOn, Draft, Imprint, Origin
from corpus.database import Row
from corpus.wording import wording_of

Fields = dict[str, str | bytes | int | None]

COLUMNS = (
    "article_id, source_key, text, headline, outlet, author, published_at, published_time,"
    " modified_at, modified_time, url, language, based_on_outlet, based_on_date, correction, path,"
    " origins, supersedes, is_current, CASE WHEN is_current THEN NULL ELSE (SELECT c.article_id"
    " FROM articles c WHERE c.lineage = articles.lineage AND c.is_current) END AS superseded_by"
)


def article_of(row: Row) -> Article:
    """The article in a row of COLUMNS."""
    outlet = row["based_on_outlet"]
    based_on = BasedOn(outlet=outlet, published_at=_day(row["based_on_date"])) if outlet else None
    origins = {key: Origin(value) for key, value in json.loads(row["origins"]).items()}
    return Article(
        article_id=ArticleId(row["article_id"]),
        source_key=row["source_key"],
        text=row["text"],
        headline=row["headline"],
        outlet=row["outlet"],
        author=row["author"],
        published_at=_day(row["published_at"]),
        published_time=_time(row["published_time"]),
        modified_at=_day(row["modified_at"]),
        modified_time=_time(row["modified_time"]),
        url=row["url"],
        language=row["language"],
        based_on=based_on,
        correction=row["correction"],
        path=row["path"],
        origins=MappingProxyType(origins),
        supersedes=ArticleId(row["supersedes"]) if row["supersedes"] else None,
        is_current=bool(row["is_current"]),
        superseded_by=ArticleId(row["superseded_by"]) if row["superseded_by"] else None,
    )


def imprint_of(row: Row) -> Imprint:
    """The imprint in a row that has its five columns."""
    published_at = _day(row["published_at"])
    return Imprint(
        article_id=ArticleId(row["article_id"]),
        outlet=row["outlet"],
        reported_by=row["based_on_outlet"] or row["outlet"],
        published_at=published_at,
        reported_at=_day(row["based_on_date"]) or published_at,
    )


def new_row(draft: Draft, *, lineage: str, supersedes: ArticleId | None) -> Fields:
    """The row of a draft that becomes the current version of a lineage, waiting to be indexed."""
    article = Article(
        article_id=draft.article_id,
        source_key=draft.source_key,
        text=draft.text,
        headline=draft.headline,
    )
    return {
        "article_id": draft.article_id,
        "source_key": draft.source_key,
        "text": draft.text,
        **metadata_fields(draft),
        "origins": json.dumps(dict(draft.origins)),
        "sha256": article.sha256,
        "wording": wording_of(draft.text),
        "lineage": lineage,
        "supersedes": supersedes,
        "original": draft.original,
        "is_current": 1,
        "is_indexed": 0,
    }


def metadata_fields(article: Article | Draft) -> dict[str, str | None]:
    """The columns that hold metadata, as they are stored."""
    based_on = article.based_on
    return {
        "headline": article.headline,
        "outlet": article.outlet,
        "author": article.author,
        "published_at": _iso(article.published_at),
        "published_time": _iso(article.published_time),
        "modified_at": _iso(article.modified_at),
        "modified_time": _iso(article.modified_time),
        "url": article.url,
        "language": article.language,
        "based_on_outlet": based_on.outlet if based_on else None,
        "based_on_date": _iso(based_on.published_at) if based_on else None,
        "correction": article.correction,
        "path": article.path,
    }


def _iso(moment: date | time | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _time(text: str | None) -> time | None:
    return time.fromisoformat(text) if text else None
