"""An excerpt and its source, cut into pieces that are the same and pieces that differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.alignment import Gap, align, cut_words
from index.spans import Span
from index.tracing import Alteration, Match

AROUND = 160  # characters of the article before and after the passage: a line or two to know it by


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A piece of a text, verbatim; `alteration` is how it differs from the other, if it does."""

    text: str
    alteration: Alteration | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Both texts in pieces, in order; the excerpt's pieces joined are the excerpt.

    `before` and `after` are what stands around the passage in the article.
    """

    excerpt: tuple[Piece, ...]
    article: tuple[Piece, ...]
    before: str
    after: str


def side_by_side(excerpt: str, match: Match) -> SideBySide:
    """An excerpt beside the passage that carries it."""
    text, gaps = match.article.text, _gaps(excerpt, match)
    kinds = [difference.kind for difference in match.differences]
    yours = [_span(gap.excerpt) for gap in gaps]
    theirs = [_span(gap.text) for gap in gaps]
    return SideBySide(
        excerpt=tuple(
            _pieces(excerpt, Span(start=0, end=len(excerpt)), zip(yours, kinds, strict=True))
        ),
        article=tuple(_pieces(text, match.span, zip(theirs, kinds, strict=True))),
        before=_before(text, match.span.start),
        after=_after(text, match.span.end),
    )


def _gaps(excerpt: str, match: Match) -> tuple[Gap, ...]:
    """Where the match's differences stand in both texts, in the same order.

    A match says only in what the two differ; aligned again, the same words give the same places.
    """
    if match.is_exact:
        return ()
    alignment = align(cut_words(excerpt), cut_words(match.article.text))
    return alignment.gaps if alignment else ()


def _span(words: Iterable[tuple[str, int, int]]) -> Span | None:
    found = tuple(words)
    return Span(start=found[0][1], end=found[-1][2]) if found else None


def _pieces(
    text: str, whole: Span, marked: Iterable[tuple[Span | None, Alteration]]
) -> Iterator[Piece]:
    written = whole.start
    for span, kind in marked:
        if span is None:
            continue
        if written < span.start:
            yield Piece(text=text[written : span.start])
        yield Piece(text=span.of(text), alteration=kind)
        written = span.end
    if written < whole.end:
        yield Piece(text=text[written : whole.end])


def _before(text: str, start: int) -> str:
    """The words before, from the beginning of a word on and within the paragraph."""
    if start <= AROUND:
        return text[:start].rpartition("\n\n")[2]
    around = text[start - AROUND : start]
    paragraph = around.rpartition("\n\n")
    return paragraph[2] if paragraph[1] else "… " + around.partition(" ")[2]


def _after(text: str, end: int) -> str:
    around, rest = text[end : end + AROUND], text[end + AROUND :]
    paragraph = around.partition("\n\n")
    if paragraph[1] or not rest:
        return paragraph[0]
    return around.rpartition(" ")[0] + " …"
