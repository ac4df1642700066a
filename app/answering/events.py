"""Whether two reports tell of one event, and whether they measure one thing in one way."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.dates.dated_words import dated_words
from index.statements import Statement
from index.words import stem

FOLLOWED_DAYS = 14  # reports of disasters that lie further apart are taken to be of two
# Words for one kind of event.
_EVENTS = tuple(
    frozenset(stem(word) for word in group.split())
    for group in (
        "flood flooding floods dam", "earthquake quake tremor", "fire blaze wildfire burned",
        "bomb bombing explosion blast exploded", "attack assault",
        "crash crashed collision derailed",
        "collapse collapsed crane", "stampede crush", "storm hurricane typhoon cyclone tornado",
        "ferry boat ship sank sinking shipwreck capsized", "shooting gunman shot", "avalanche",
        "landslide mudslide", "outbreak cholera epidemic virus", "protest riot clashes match",
        "strike airstrike shelling", "eruption volcano", "heatwave", "train bus plane helicopter",
    )
)  # fmt: skip
_OTHER_EVENT = re.compile(
    r"\b(?:another|second|third|new|fresh|separate|latest|similar|previous|earlier|deadliest"
    r"|worst|since"
    r" \d{4}|before)\b",
    re.IGNORECASE,
)
# Of each group, numbers of different members are different measures.
_MEASURES = tuple(
    tuple(re.compile(rf"\b(?:{word})\b", re.IGNORECASE) for word in group)
    for group in (
        ("confirmed", "suspected|probable", "estimated"),
        ("core", "headline"),
        ("median", "average|mean"),
        ("gross", "net"),
        ("nominal", "real"),
        ("registered voters", "eligible voters"),
        ("adjusted", "unadjusted"),
        ("monthly|(?:a|per) month", "yearly|annual(?:ly)?|(?:a|per) year", "weekly|(?:a|per) week"),
        ("year-on-year", "month-on-month", "quarter-on-quarter"),
        ("in the (?:city|town|capital|village)", "in the (?:province|region|state|district)",
         "nationwide|across the country|countrywide"),
        ("civilians?", "soldiers?|troops"),
        ("children", "adults"),
        ("men", "women"),
        ("including", "excluding"),
    )
)  # fmt: skip


def days_between(one: Statement, other: Statement) -> int | None:
    """How many days the other report is later than the one; None where a day is unknown."""
    here, there = one.article.reported_at, other.article.reported_at
    return (there - here).days if here and there else None


def tell_one_event(one: Statement, other: Statement) -> bool:
    """Whether two sentences that count people count them in one event.

    It is one where the reports lie near each other, name a kind of event and a name in common, and
    name no days of which none is near another's.
    """
    apart = days_between(one, other)
    if apart is None or abs(apart) > FOLLOWED_DAYS:
        return False
    if _OTHER_EVENT.search(one.core) or _OTHER_EVENT.search(other.core):
        return False
    kinds = any(group & one.known and group & other.known for group in _EVENTS)
    return kinds and bool(one.names_known & other.names_known) and _on_one_day(one, other)


def differing_measures(one: Statement, other: Statement) -> bool:
    """Whether each sentence says that it measures in another way than the other: net and gross."""
    return any(_of_group(group, one, other) for group in _MEASURES)


def one_sided_measure(one: Statement, other: Statement) -> bool:
    """Whether one sentence says how it measures and the other does not."""
    return any(
        any(pattern.search(one.core) for pattern in group)
        != any(pattern.search(other.core) for pattern in group)
        for group in _MEASURES
    )


def _of_group(group: tuple[re.Pattern[str], ...], one: Statement, other: Statement) -> bool:
    here = {at for at, pattern in enumerate(group) if pattern.search(one.core)}
    there = {at for at, pattern in enumerate(group) if pattern.search(other.core)}
    return bool(here and there) and not here & there


def _on_one_day(one: Statement, other: Statement) -> bool:
    """Whether days that both reports open with lie next to each other, where both name any."""
    here, there = _opening_days(one), _opening_days(other)
    near = timedelta(days=1)
    return not (here and there) or any(abs(a - b) <= near for a in here for b in there)


def _opening_days(statement: Statement) -> frozenset[date]:
    """The single days until its report that a sentence or its article's first ones name."""
    until = statement.article.reported_at or date.max
    spans = (*statement.lead, statement.span)
    dated = (each for span in spans for each in dated_words(statement.article, span))
    return frozenset(each.first for each in dated if each.first == each.last <= until)
