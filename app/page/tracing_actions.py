"""What the page "Who reported this?" does: look for an excerpt, and open where it stands."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.answering.tracing import Tracing, check_excerpt
from app.command.requests import TracingText
from app.page import reader, tracing_html
from app.reply import Answer, Trace
from corpus.article import ArticleId
from corpus.errors import ClippingsError, EmptyLibrary
from index.home import Home
from index.spans import Span
from index.tracing import Match

_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[^\n]+)*")
NOTHING_TRACED = Trace(excerpt="")


@dataclass(frozen=True, slots=True, kw_only=True)
class TracingActions:
    """Each method is one thing a visitor can do there."""

    home: Home
    _opened: Iterator[int] = field(default_factory=itertools.count)

    def trace(self, text: object) -> tuple[Trace, str]:
        """Where an excerpt stands, and that as HTML; or calm words why nothing was looked for."""
        try:
            asked = TracingText(text=text if isinstance(text, str) else "")
            check_excerpt(asked.text)
            if not self.home.library.count():
                raise EmptyLibrary("The library holds no articles.", remedy="Add some first.")
            reply = Tracing(self.home).trace(asked.text.strip(), filters=asked.filters())
        except ClippingsError as error:
            return NOTHING_TRACED, tracing_html.trouble(str(error))
        found = reply.trace if isinstance(reply, Answer) else None
        return found or NOTHING_TRACED, tracing_html.traced(reply)

    def passage(self, reference: object, trace: Trace) -> str:
        """The article behind a match of this very trace, its passage marked, as HTML."""
        match = match_of(reference, trace)
        name = match.article.article_id if match else ArticleId("")
        article = self.home.library.find((name,)).get(name)
        if match is None or article is None:
            return reader.not_found("The library holds no such article.")
        panel = reader.source(article, marks=_marks(match.span, article.text))
        # Unlike any before it: the same passage opened twice has to reach the browser twice.
        return f"<!-- trace {next(self._opened)} -->{panel}"


def _marks(span: Span, text: str) -> tuple[reader.Mark, ...]:
    """A mark for each paragraph of a passage: one across blank lines would mark those as well."""
    paragraphs = _PARAGRAPH.finditer(text, span.start, span.end)
    return tuple(reader.Mark(start=each.start(), end=each.end()) for each in paragraphs)


def match_of(reference: object, trace: Trace) -> Match | None:
    """The match of this very trace whose place a browser names; None for anything else."""
    places = {str(place): match for place, match in enumerate(trace.matches)}
    return places.get(reference) if isinstance(reference, str) else None
