"""A web page with what it states of itself: meta tags, microdata, JSON-LD."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from corpus.formats.html_tree import Element
from corpus.formats.json_ld import Statements, statements_of
from corpus.markup import one_line

LONGEST_STATED = 2_000  # characters of one value; longer is no headline, name or address
MOST_MARKED = 20  # an article has fewer authors and dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's elements, and what it states of itself.

    `tags` are the contents of its meta tags, in their order, by property or name in lower case.
    """

    tree: Element
    tags: Mapping[str, tuple[str, ...]]
    facts: Statements

    def tagged(self, names: Iterable[str]) -> Iterator[str]:
        """What the meta tags of these names say, the first name first."""
        return (content for name in names for content in self.tags.get(name, ()))

    def marked(self, name: str) -> Iterator[Element]:
        """The elements that microdata marks with a property, at most twenty."""
        found = (one for one in self.tree.iter() if name in (one.get("itemprop") or "").split())
        return islice(found, MOST_MARKED)


def page_of(tree: Element) -> Page:
    """A page that was parsed whole, scripts and all."""
    return Page(tree=tree, tags=_meta_tags(tree), facts=statements_of(_scripts(tree)))


def words_of(element: Element) -> str:
    """What a microdata element says: the name within it, or its own words."""
    named = next((part for part in element.iter() if part.get("itemprop") == "name"), element)
    return one_line(named.get("content") or "".join(named.itertext()))[:LONGEST_STATED]


def _meta_tags(tree: Element) -> dict[str, tuple[str, ...]]:
    tags: dict[str, tuple[str, ...]] = {}
    for element in tree.iter("meta"):
        content = one_line((element.get("content") or "")[:LONGEST_STATED])
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(attribute) or "").strip().lower()
            if name and content and name != "name":  # whose name, the microdata around it tell
                tags[name] = (*tags.get(name, ()), content)
    return tags


def _scripts(tree: Element) -> list[str]:
    return [
        element.text
        for element in tree.iter("script")
        if element.text and "ld+json" in (element.get("type") or "").lower()
    ]
