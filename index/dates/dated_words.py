"""Which days the words of a report mean: "Wednesday", "last week", "on 3 March".

They are counted from the day of the report, as news counts them: a weekday by its name alone is the
nearest past one or the day itself, and the nearest to come where the sentence tells of what is to
come. What could mean another day is left alone: words that others speak, other years, names such as
"Black Friday", habits ("every Wednesday"), and all of it where no day of the report is known.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from corpus.article import Article
from corpus.dates import in_words
from index.dates.calendar_forms import CALENDAR_FORMS
from index.dates.day_forms import Form
from index.dates.period_forms import PERIOD_FORMS
from index.dates.tense import said_on, tense_of
from index.dates.weekday_forms import WEEKDAY_FORMS
from index.spans import Span

_FORMS = (*CALENDAR_FORMS, *WEEKDAY_FORMS, *PERIOD_FORMS)
_YEARS = (1000, 9000)  # beyond, a year back or ahead would leave the calendar
_BEFORE_CHARACTERS = 300  # of the same paragraph, in which another time may be told of
_YEAR = re.compile(r"\b1[0-9]\d\d\b|\b20\d\d\b")
_INVENTED = re.compile(
    r"\b(?:novel|film|movie|book|play|episode|drama|poem|fable|sitcom|fictional)\b", re.IGNORECASE
)
# What is told of as a habit has no one day.
_HABIT = re.compile(
    r"\b(?:every|each|annual(?:ly)?|usual(?:ly)?|traditional(?:ly)?|always|typically|normally"
    r"|regularly"
    r"|often)\b",
    re.IGNORECASE,
)
_QUOTE_PAIRS = (("“", "”"), ("„", "“"), ("«", "»"))


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedWords:
    """Words of an article that mean days, `article.text[start:end]`, and those days, inclusive."""

    start: int
    end: int
    words: str
    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last or self.end - self.start != len(self.words):
            raise ValueError(f"no dated words: {self}")


def dated_words(article: Article, span: Span) -> tuple[DatedWords, ...]:
    """The words within a span of an article that mean days without naming them in full, in order.

    None where the day of the report is unknown, or no news could be of it. Of a report that was
    changed later, or summed up on another day than it was published, only the words that mean the
    same from each of those days.
    """
    published = {article.reported_at, article.published_at} - {None}
    known = sorted(day for day in (*published, article.modified_at) if day)
    if not published or any(not _YEARS[0] <= day.year <= _YEARS[1] for day in known):
        return ()
    readings = [tuple(_read(article.text, span, day)) for day in dict.fromkeys(known)]
    return tuple(each for each in readings[0] if all(each in other for other in readings[1:]))


def days_in_words(first: date, last: date) -> str:
    """`12 March 2025`, `3–9 March 2025`, `28 February – 6 March 2025`, `March 2025` or `2024`."""
    if first == last:
        return in_words(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    if (first.year, first.month) != (last.year, last.month):
        year = "" if first.year == last.year else f" {first.year}"
        return f"{first.day} {first:%B}{year} – {in_words(last)}"
    if first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]:
        return f"{first:%B %Y}"
    return f"{first.day}–{in_words(last)}"


def _read(text: str, span: Span, day: date) -> Iterator[DatedWords]:
    """The dated words of one sentence or several, seen from `day`."""
    sentence = span.of(text)
    past_years = _past_years(text, span, day)
    at = 0
    while named := _first_named(sentence, at):
        found = named.found
        at = found.end("words")
        place = Span(start=found.start("words"), end=at)
        meant = named.form.meaning(found, day, tense_of(sentence, place))
        if meant is None or _is_spoken(text, span.start + place.start):
            continue
        is_reported = said_on(sentence, place)
        if meant.is_loose and not is_reported and (past_years or _is_untold(sentence)):
            continue
        yield DatedWords(
            start=span.start + place.start,
            end=span.start + place.end,
            words=place.of(sentence),
            first=meant.first,
            last=meant.last,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    form: Form
    found: re.Match[str]


def _first_named(sentence: str, at: int) -> _Named | None:
    """The days that are named first from `at` on, in their fullest form."""
    named = [
        _Named(form=form, found=found)
        for form in _FORMS
        if (found := form.pattern.search(sentence, at))
    ]
    return min(named, key=lambda n: (n.found.start("words"), -n.found.end("words")), default=None)


def _past_years(text: str, span: Span, day: date) -> bool:
    """Whether the sentence, or what precedes it in its paragraph, names a year gone by."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - _BEFORE_CHARACTERS)
    return any(int(year[0]) < day.year for year in _YEAR.finditer(text, start, span.end))


def _is_untold(sentence: str) -> bool:
    return bool(_INVENTED.search(sentence) or _HABIT.search(sentence))


def _is_spoken(text: str, at: int) -> bool:
    """Whether a place lies within quotation marks, which open and close within a paragraph."""
    before = text[text.rfind("\n", 0, at) + 1 : at]
    is_open = any(before.count(left) > before.count(right) for left, right in _QUOTE_PAIRS)
    single = len(re.findall(r"(?:^|[\s(])[‘'](?=\w)", before))
    closed = len(re.findall(r"(?<=[\w.,!?])[’'](?=[\s,.;:)]|$)", before))
    return is_open or before.count('"') % 2 == 1 or single > closed
