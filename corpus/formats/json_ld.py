"""JSON-LD: what a page's publisher states of its article, as https://schema.org defines it."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from types import MappingProxyType

from corpus.markup import one_line

# Of one script: a page states some ten, a live blog one with all its updates inside.
MOST_NODES = 2_000

_ARTICLE = re.compile(r"\w*(?:NewsArticle|Article|BlogPosting|Report)")
# What old content systems put around a script, for browsers older still.
_BLANK = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\]\]>|\]\]>)\s*;?\s*$")

Node = Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """All that a page states: `article` is the node of its article, empty where it states none.

    `by_id` are the nodes that others name by their `@id`.
    """

    article: Node = field(default_factory=lambda: MappingProxyType({}))
    by_id: Mapping[str, Node] = field(default_factory=lambda: MappingProxyType({}))

    def text(self, *names: str) -> str | None:
        """The article's first of these properties that is a text, on one line."""
        values = (_text_of(self.article.get(name)) for name in names)
        return next(filter(None, values), None)

    def names(self, *properties: str) -> tuple[str, ...]:
        """The names of the people or organisations that the first given property lists."""
        for name in properties:
            found = tuple(self._names(self.article.get(name)))
            if found:
                return found
        return ()

    def address(self) -> str | None:
        """The article's own address as stated, whole or not."""
        page = self.article.get("mainEntityOfPage")
        nested = [page.get("@id"), page.get("url")] if isinstance(page, Mapping) else [page]
        stated = [self.article.get("url"), *nested]
        return next((one_line(value) for value in stated if isinstance(value, str)), None)

    def bodies(self) -> tuple[str, ...]:
        """What it gives as the article's text, updates of a live blog included."""
        updates = self.article.get("liveBlogUpdate")
        nodes = [self.article, *(updates if isinstance(updates, list) else [updates])]
        return tuple(
            unescape(body)
            for node in nodes
            if isinstance(node, Mapping) and isinstance(body := node.get("articleBody"), str)
        )

    def _names(self, value: object) -> Iterator[str]:
        for each in value if isinstance(value, list) else [value]:
            node = each
            if isinstance(node, Mapping) and "name" not in node:
                node = self.by_id.get(str(node.get("@id")), node)
            name = node.get("name") if isinstance(node, Mapping) else node
            for one in name if isinstance(name, list) else [name]:
                if text := _text_of(one):
                    yield text


def statements_of(scripts: Sequence[str]) -> Statements:
    """What the JSON-LD scripts of a page state together; one that is not JSON is passed over."""
    nodes = [node for script in scripts for node in islice(_nodes(_parsed(script)), MOST_NODES)]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    articles = [node for node in nodes if any(map(_ARTICLE.fullmatch, _types(node)))]
    # A page about one article may list others: its own says more of itself.
    article = max(articles, key=_fullness, default=None)
    return Statements(article=article or {}, by_id=by_id)


def _parsed(script: str) -> object:
    try:
        return json.loads(_BLANK.sub("", script), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> Iterator[Node]:
    """Nodes at the top, in lists and graphs, and as the main entity: not those within others."""
    waiting = deque([value])
    while waiting:
        one = waiting.popleft()
        if isinstance(one, list):
            waiting.extendleft(reversed(one[:MOST_NODES]))
        elif isinstance(one, dict):
            yield one
            waiting.extendleft((one.get("mainEntity"), one.get("@graph")))


def _types(node: Node) -> tuple[str, ...]:
    types = node.get("@type")
    each = types if isinstance(types, list) else [types]
    return tuple(str(one).rpartition("/")[2] for one in each)


def _fullness(node: Node) -> int:
    return sum(name in node for name in ("headline", "datePublished", "author", "publisher"))


def _text_of(value: object) -> str | None:
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), None)
    return (one_line(unescape(value)) or None) if isinstance(value, str) else None
