"""Where else a quoted sentence stands, told beside its citation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from app.reply import Citation
from index.query import Filters
from index.stories import Stories


def with_copies(
    citations: Iterable[Citation], stories: Stories, *, filters: Filters
) -> tuple[Citation, ...]:
    """The citations, each with its story and with every article that carries its sentence.

    Articles that the filters leave out are not named.
    """
    return tuple(_with_copies(citation, stories, filters) for citation in citations)


def _with_copies(citation: Citation, stories: Stories, filters: Filters) -> Citation:
    article = citation.quote.article
    known = {article.article_id, *(copy.article_id for copy in citation.also_in)}
    further = tuple(
        copy
        for copy in stories.carrying(citation.quote.text, article)
        if copy.article_id not in known and filters.admit(copy)
    )
    return replace(
        citation,
        also_in=(*citation.also_in, *further),
        story=stories.story_of(article.article_id),
    )
