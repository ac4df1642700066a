"""What is said beside an answer, in our words: positions are others', how fresh it all is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.answering.shapes import Shape, Wanted
from corpus.article import Article
from corpus.dates import in_words
from index.query import Filters

POSITIONS = "These are positions of those named; the question is for you to judge."
NO_VERDICT = "The articles say this on it; no sentence of theirs is a plain yes or no."
AIM = "The number here is of what was aimed at; I found none of what was done."
UNSURE = "I am not sure that this answers the question."
VERDICT_OF_QUOTES = "The yes or no is read off the quoted words, as of their date."


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What an answer shows, as far as there is something to be said of it.

    `articles` are those quoted, the leading one first; `newest` is the day of the newest report
    that may answer as well, quoted or not. `lacks_day` says that a day is asked for and the leading
    sentence has none, `is_aim` that it tells an aim where it is asked how much was done,
    `is_unsure` that the answer is less likely right than not.
    """

    articles: Sequence[Article]
    verdict: str | None
    newest: date | None
    lacks_day: bool
    is_aim: bool
    is_unsure: bool


def notes_on(wanted: Wanted, shown: Shown) -> tuple[str, ...]:
    """The notes on an answer; none on most."""
    notes = [UNSURE] * shown.is_unsure + [AIM] * shown.is_aim
    leading = shown.articles[0]
    if shown.lacks_day and leading.reported_at:
        notes.append(f"No day is given; the report is of {in_words(leading.reported_at)}.")
    if wanted.shape is Shape.POSITIONS:
        notes.append(POSITIONS)
    if wanted.shape is Shape.POLAR and shown.verdict:
        notes.append(VERDICT_OF_QUOTES)
    elif wanted.shape is Shape.POLAR and not (shown.is_unsure or wanted.asks_for_all):
        notes.append(NO_VERDICT)
    if wanted.shape is Shape.COMPARISON or wanted.asks_outlets:
        notes.extend(_silent(wanted, shown.articles))
    return (*notes, *_as_of(wanted, shown))


def _silent(wanted: Wanted, articles: Sequence[Article]) -> list[str]:
    """A note for each outlet asked of which nothing is quoted."""
    return [
        f"I found nothing of {outlet} on this."
        for outlet in wanted.reading.outlets
        if not any(Filters(outlets=(outlet,)).admit(article) for article in articles)
    ]


def _as_of(wanted: Wanted, shown: Shown) -> tuple[str, ...]:
    """How fresh the newest article quoted is, where the question asks how things stand now."""
    days = [article.reported_at for article in shown.articles if article.reported_at]
    if not wanted.reading.now_spans:
        return ()
    if not days:
        return ("How things stand now I cannot say: the date of these reports is unknown.",)
    quoted = in_words(max(days))
    if shown.newest and shown.newest > max(days):
        return (f"As of {quoted}; reports up to {in_words(shown.newest)} may tell more.",)
    return (f"As of {quoted}: I found nothing newer on this in the library.",)
