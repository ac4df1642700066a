"""What is said beside an answer, in our words: positions are others', how fresh it all is."""

from __future__ import annotations

from collections.abc import Sequence

from app.answering.shapes import Shape, Wanted
from corpus.article import Article
from corpus.dates import in_words
from index.query import Filters

POSITIONS = "These are positions of those named; the question is for you to judge."
NO_VERDICT = "The articles say this on it; no sentence of theirs is a plain yes or no."
AIM = "The number here is of what was aimed at; I found none of what was done."
UNSURE = "I am not sure that this answers the question."
VERDICT_OF_QUOTES = "The yes or no is read off the quoted words, as of their date."


def notes_on(
    wanted: Wanted,
    articles: Sequence[Article],
    *,
    verdict: str | None,
    lacks_day: bool = False,
    is_aim: bool = False,
    is_unsure: bool = False,
) -> tuple[str, ...]:
    """The notes on an answer that quotes these articles, the leading one first; none on most.

    `lacks_day` says that a day is asked for and the leading sentence has none; `is_aim` that it
    tells an aim where it is asked how much was done, `is_unsure` that the answer is less likely
    right than not.
    """
    notes = [UNSURE] * is_unsure + [AIM] * is_aim
    if lacks_day and articles[0].reported_at:
        notes.append(f"No day is given; the report is of {in_words(articles[0].reported_at)}.")
    if wanted.shape is Shape.POSITIONS:
        notes.append(POSITIONS)
    if wanted.shape is Shape.POLAR:
        notes.extend([VERDICT_OF_QUOTES] if verdict else [NO_VERDICT] * (not is_unsure))
    if wanted.shape is Shape.COMPARISON:
        notes.extend(_silent(wanted, articles))
    return (*notes, *_as_of(wanted, articles))


def _silent(wanted: Wanted, articles: Sequence[Article]) -> list[str]:
    """A note for each outlet compared of which nothing is quoted."""
    return [
        f"I found nothing of {outlet} on this."
        for outlet in wanted.reading.outlets
        if not any(Filters(outlets=(outlet,)).admit(article) for article in articles)
    ]


def _as_of(wanted: Wanted, articles: Sequence[Article]) -> tuple[str, ...]:
    """How fresh the newest article quoted is, where the question asks how things stand now."""
    days = [article.reported_at for article in articles if article.reported_at]
    if not wanted.reading.now_spans:
        return ()
    if not days:
        return ("How things stand now I cannot say: the date of these reports is unknown.",)
    return (f"As of {in_words(max(days))}: I found nothing newer on this in the library.",)
