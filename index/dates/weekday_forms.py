"""Weekdays in a report: "Wednesday", "next Friday", "Monday last week"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from index.dates.day_forms import (
    WEEKDAY_NAMES,
    Form,
    Meant,
    monday_of,
    one_day,
    weekday_past,
    weekday_to_come,
)
from index.dates.tense import Tense

_NAMES = "|".join(WEEKDAY_NAMES)
_WEEKDAY = rf"(?P<weekday>{_NAMES})"
_SUNDAY = 6
# In 150 articles of RealTimeQA of 2022, weekdays read as five or six days past were wrong in at
# least 35 of 41 cases, mostly because a text had grown after its date; of 12 read as four days past
# none was plainly wrong.
_PAST_DAYS = 4
# Before a weekday: any such day, a day counted from another one, a span of opening hours.
_ANY_DAY = re.compile(
    r"\b(?:last|next|this|that|the|same|first|second|third|fourth|previous|following|preceding"
    r"|a|an|any|some|one|most|alternate|about|of|than|like|between|not|week (?:on|from|last))\s$"
    r"|\b(?:a|an|any|one)(?: \w+){1,2}\s$"
    rf"|\b(?:{_NAMES})(?: to| through|,)? $|(?:{_NAMES})[–/-]$",
    re.IGNORECASE,
)
# A capital before or after makes a name: "Black Friday", "Sunday Courier", "Mail on Sunday".
_NAMED_BEFORE = re.compile(
    r"(?!(?:On|Since|Until|By|From|Late|Early|And|Or|But|After|Before)\s$)\b[A-Z]\w*\s$"
)
_NAMED_ON = re.compile(r"\b(?:Mail|Scotland|Independent|Wales|Ireland|Mercury) on $")
_AFTER_ON = re.compile(r"\b(?:[Oo]n|[Ss]ince|[Uu]ntil|[Bb]y)(?: late| early)? $")
_TITLE = re.compile(
    r" (?:Times|Telegraph|Mirror|Express|Post|Mail|Herald|Independent|Night|Morning|World|Star|Sun"
    r"|Tribune|People|Sport|Courier|Mass|Club|Group|Addams)\b"
)
_NOT_A_DAY = re.compile(
    r"['’]s (?:papers?|newspapers?|editions?|issue)\b| week\b| after next\b| the \d"
    r"| (?:prayers?|mass|school|roast|best|papers?|services?|markets?|league|lunch|crossword)\b"
    rf"|(?: to | through |–|-|/)(?:{_NAMES})\b"
)
_CAPITAL = re.compile(r" [A-Z]")
_OF_WEEKDAY = re.compile(
    r"['’]s (?:\w+ )?(?:explosion|attack|bombing|crash|blast|fire|earthquake|quake|shooting"
    r"|killings?"
    r"|arrests?|raids?|announcement|ruling|defeat|victory|win|resignation|collapse|floods?|storm"
    r"|verdict|assault)\b"
)
_ENDS_ON = re.compile(r"\b(?:until|till|by|before|from|since)\s$", re.IGNORECASE)


def _named(found: re.Match[str], day: date, tense: Tense) -> Meant | None:
    """A weekday alone: the nearest past one or the day itself, or the nearest to come."""
    before, after = found.string[: found.start("words")], found.string[found.end("words") :]
    if not _is_one_day(before, after):
        return None
    name, when = found["weekday"], _when(before, after, tense)
    if WEEKDAY_NAMES[day.weekday()] == name:
        return None if _ENDS_ON.search(before) else one_day(day, is_loose=True)
    if when is Tense.UNCLEAR:
        return None
    if when is Tense.FUTURE:
        return one_day(weekday_to_come(name, day), is_loose=True)
    meant = weekday_past(name, day)
    return one_day(meant, is_loose=True) if (day - meant).days <= _PAST_DAYS else None


def _is_one_day(before: str, after: str) -> bool:
    if _ANY_DAY.search(before) or _NAMED_BEFORE.search(before) or _NAMED_ON.search(before):
        return False
    is_title = _TITLE.match(after) or (_CAPITAL.match(after) and not _AFTER_ON.search(before))
    return not is_title and not _NOT_A_DAY.match(after)


def _when(before: str, after: str, tense: Tense) -> Tense:
    """The tense of the day itself, which words beside it may tell better than the verb."""
    if re.search(r"\b[Ss]ince $", before):
        return Tense.PAST
    if not after.startswith(("'s", "’s")):
        return tense
    follows = re.search(r"\b(?:[Aa]fter|[Ff]ollowing|in the wake of) $", before)
    is_gone = _OF_WEEKDAY.match(after) or (follows and not re.search(r"\b(?:will|would)\b", after))
    return Tense.PAST if is_gone else Tense.UNCLEAR


def _pointed_at(found: re.Match[str], day: date, tense: Tense) -> Meant | None:
    """A last, this or next weekday, where it means one day whichever way people count.

    "Next Friday" said on a Monday is this week's or the next one's; said on a Saturday it is one.
    """
    name, word = found["weekday"], found["word"].lower()
    if not _is_one_day("", found.string[found.end("words") :]):
        return None
    gone = weekday_past(name, day - timedelta(days=1))
    to_come = weekday_to_come(name, day + timedelta(days=1))
    if word == "this":
        return _this(name, day, tense)
    meant = gone if word == "last" else to_come
    return None if monday_of(meant) == monday_of(day) else one_day(meant)


def _this(name: str, day: date, tense: Tense) -> Meant | None:
    meant = monday_of(day) + timedelta(days=WEEKDAY_NAMES.index(name))
    agrees = meant <= day if tense is Tense.PAST else meant >= day
    return one_day(meant) if (agrees and tense is not Tense.UNCLEAR) or meant == day else None


def _of_week(found: re.Match[str], day: date, _: Tense) -> Meant | None:
    """A day of last or next week; none on a Sunday, which ends a week or begins one."""
    if day.weekday() == _SUNDAY or found["weekday"] == "Sunday":
        return None
    weeks = -1 if found["word"].lower() == "last" else 1
    weekday = timedelta(days=WEEKDAY_NAMES.index(found["weekday"]))
    return one_day(monday_of(day) + timedelta(weeks=weeks) + weekday)


_POINTED_AT = (
    r"(?<!the )(?<!The )\b(?P<words>(?P<word>[Ll]ast|[Nn]ext|[Tt]his) "
    rf"{_WEEKDAY})\b(?! of\b)"
)
WEEKDAY_FORMS = tuple(
    Form(pattern=re.compile(pattern), meaning=meaning)
    for pattern, meaning in (
        (rf"\b(?P<words>{_WEEKDAY}(?: of)? (?P<word>last|next) week)\b", _of_week),
        (rf"\b(?P<words>(?P<word>[Ll]ast|[Nn]ext) week,? on {_WEEKDAY})\b", _of_week),
        (_POINTED_AT, _pointed_at),
        (rf"\b(?P<words>{_WEEKDAY})\b", _named),
    )
)
