"""Who published what when, read without the texts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from corpus.article import Article, BasedOn, Draft, Imprint
from corpus.database import Database
from corpus.library import Library


def test_imprints_are_those_of_the_current_articles(tmp_path: Path) -> None:
    database = Database(tmp_path / "library.sqlite")
    library = Library(database)
    brief = BasedOn(outlet="Fjord Post", published_at=date(2024, 4, 30))
    day = date(2024, 5, 1)
    drafts = (
        Draft(source_key="1", text="Old words.", headline="Ferry", outlet="Sample"),
        Draft(source_key="1", text="New words.", headline="Ferry", outlet="Sample"),
        Draft(source_key="2", text="Bread.", headline="Bread", published_at=day, based_on=brief),
    )
    for draft in drafts:
        library.store(draft)
    found = {each.article_id: each for each in library.imprints()}
    assert found == {each.article_id: imprint_of(each) for each in library.articles()}
    assert len(found) == 2
    plan = database.rows(
        "EXPLAIN QUERY PLAN SELECT article_id, outlet, based_on_outlet, published_at, based_on_date"
        " FROM articles WHERE is_current = 1"
    )
    assert "COVERING INDEX articles_by_imprint" in str([tuple(row) for row in plan])
    database.close()


def imprint_of(article: Article) -> Imprint:
    return Imprint(
        article_id=article.article_id,
        outlet=article.outlet,
        reported_by=article.reported_by,
        published_at=article.published_at,
        reported_at=article.reported_at,
    )
