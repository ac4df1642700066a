"""When the articles of a list were reported, and by whom: bars for Gradio's plot, and a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from html import escape
from itertools import takewhile

from index.listing import Count

OUTLET_UNKNOWN = "Outlet unknown"
OTHERS = "Other outlets"
MOST_OUTLETS = 5  # with a colour of their own: more are hard to tell apart, in either theme
# Bars side by side: looked at on a page of 390 pixels, where 31 labels just stand free.
MOST_DAYS = 31
MOST_MONTHS = 24  # so that three years begin as three bars, to choose from
MOST_YEARS = 60  # where every other one is labelled; beyond, those without an article are left out
LEAST_HEIGHT = 5  # articles on the upright axis: below it, the plot would mark halves of one


class Unit(StrEnum):
    """What one bar stands for."""

    DAY = "Day"
    MONTH = "Month"
    YEAR = "Year"


_LETTERS: Mapping[Unit, int] = {Unit.DAY: 10, Unit.MONTH: 7, Unit.YEAR: 4}  # of an ISO date


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A day, month or year as the filters take it (`2024-05`), with the articles of each outlet."""

    period: str
    articles: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many articles it has in all."""
        return sum(self.articles.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Bars in the order of time, with those that are empty between them; none without a date.

    `outlets` are the most frequent, that one first, then `Other outlets` if there are others.
    """

    unit: Unit
    bars: tuple[Bar, ...]
    outlets: tuple[str, ...]
    undated: int

    @property
    def highest(self) -> int:
        """The articles of the longest bar."""
        return max((bar.total for bar in self.bars), default=0)


def timeline(counts: Sequence[Count]) -> Timeline:
    """The bars of these counts: of days where they fit, else of months, else of years."""
    dated = [each for each in counts if each.day]
    undated = sum(each.articles for each in counts if each.day is None)
    days = sorted(each.day for each in dated if each.day)
    if not days:
        return Timeline(unit=Unit.YEAR, bars=(), outlets=(), undated=undated)
    named = _most_frequent(dated)
    unit, periods = _periods(days)
    bars: dict[str, Counter[str]] = {period: Counter() for period in periods}
    for each in dated:
        outlet = each.outlet or OUTLET_UNKNOWN
        period = str(each.day)[: _LETTERS[unit]]
        bars[period][outlet if outlet in named else OTHERS] += each.articles
    met = {outlet for articles in bars.values() for outlet in articles}
    return Timeline(
        unit=unit,
        bars=tuple(Bar(period=period, articles=articles) for period, articles in bars.items()),
        outlets=(*named, *([OTHERS] if OTHERS in met - set(named) else ())),
        undated=undated,
    )


def plotted(shown: Timeline) -> dict[str, object]:
    """The bars as Gradio's plot holds them: what it makes of a data frame, without pandas.

    Columns are `when`, `articles` and `outlet`. The plot takes both its orders from the rows, so
    the first bar names every outlet; a bar without articles has a row of none.
    """
    rows = [
        [bar.period, bar.articles.get(outlet, 0), outlet]
        for at, bar in enumerate(shown.bars)
        for place, outlet in enumerate(shown.outlets)
        if at == 0 or bar.articles.get(outlet) or (place == 0 and not bar.total)
    ]
    return {
        "columns": ["when", "articles", "outlet"],
        "data": rows,
        "datatypes": {"when": "nominal", "articles": "quantitative", "outlet": "nominal"},
        "mark": "bar",
    }


def colours(shown: Timeline) -> Mapping[str, str]:
    """The colour of each outlet, which the page's style has for both themes."""
    return {
        outlet: "var(--outlet-others)" if outlet == OTHERS else f"var(--outlet-{at})"
        for at, outlet in enumerate(shown.outlets, start=1)
    }


def table(shown: Timeline, *, is_narrowed: bool) -> str:
    """The legend, and what the bars say as a table whose periods can be chosen, as HTML.

    `is_narrowed` says that the list is limited to some dates, which can be taken back.
    """
    back = (
        '<button type="button" class="plain" data-does="within" data-period="">All dates</button>'
        if is_narrowed
        else ""
    )
    return f"{_legend(shown)}<p>{_in_words(shown)}</p>{back}{_rows(shown)}"


def _legend(shown: Timeline) -> str:
    """Whose bars have which colour; the plot's own would be cut off on a phone."""
    named = "".join(
        f'<li><span aria-hidden="true" style="background: {colour}"></span>'
        f'<bdi dir="auto">{escape(outlet)}</bdi></li>'
        for outlet, colour in colours(shown).items()
    )
    return f'<ul class="outlets">{named}</ul>' if named else ""


def _in_words(shown: Timeline) -> str:
    counted = "One article has" if shown.undated == 1 else f"{shown.undated:,} articles have"
    undated = f"{counted} no date." if shown.undated else ""
    if not shown.bars:
        return undated or "No articles here."
    first, last = shown.bars[0].period, shown.bars[-1].period
    total = sum(bar.total for bar in shown.bars)
    articles = "1 article" if total == 1 else f"{total:,} articles"
    when = first if first == last else f"{first} to {last}"
    hint = "Drag across bars to list their dates alone." if len(shown.bars) > 1 else ""
    return " ".join(filter(None, (f"{articles}, {when}.", undated, hint)))


def _rows(shown: Timeline) -> str:
    """The periods that have articles; each is a button that limits the list to it."""
    if not shown.bars:
        return ""
    columns = (shown.unit, "All", *shown.outlets)
    heading = "".join(f'<th scope="col" dir="auto">{escape(column)}</th>' for column in columns)
    rows = "".join(_row(bar, shown.outlets) for bar in shown.bars if bar.total)
    return (
        '<details><summary>As a table</summary><div class="wide" tabindex="0" role="region"'
        ' aria-label="Articles by date and outlet"><table>'
        f"<thead><tr>{heading}</tr></thead><tbody>{rows}</tbody></table></div></details>"
    )


def _row(bar: Bar, outlets: Sequence[str]) -> str:
    cells = "".join(f"<td>{bar.articles.get(outlet, 0):,}</td>" for outlet in outlets)
    button = (
        f'<button type="button" class="plain" data-does="within" data-period="{bar.period}"'
        f' aria-label="List {bar.period} only">{bar.period}</button>'
    )
    return f'<tr><th scope="row">{button}</th><td>{bar.total:,}</td>{cells}</tr>'


def _most_frequent(dated: Sequence[Count]) -> tuple[str, ...]:
    """The outlets of the most articles, that of the most first; ties by the alphabet."""
    met: Counter[str] = Counter()
    for each in dated:
        met[each.outlet or OUTLET_UNKNOWN] += each.articles
    ranked = sorted(met, key=lambda outlet: (-met[outlet], outlet))
    return tuple(ranked[:MOST_OUTLETS])


def _periods(days: Sequence[date]) -> tuple[Unit, Sequence[str]]:
    """What a bar stands for, and every bar from the first of the sorted days to the last."""
    first, last = days[0], days[-1]
    if (last - first).days < MOST_DAYS:
        every = (first + timedelta(days=n) for n in range(MOST_DAYS))
        return Unit.DAY, [str(day) for day in takewhile(lambda day: day <= last, every)]
    months = [12 * day.year + day.month - 1 for day in (first, last)]
    if months[1] - months[0] < MOST_MONTHS:
        return Unit.MONTH, [
            f"{n // 12:04}-{n % 12 + 1:02}" for n in range(months[0], months[1] + 1)
        ]
    if last.year - first.year < MOST_YEARS:
        return Unit.YEAR, [f"{year:04}" for year in range(first.year, last.year + 1)]
    return Unit.YEAR, list(dict.fromkeys(f"{day.year:04}" for day in days))
