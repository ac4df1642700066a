"""Dates in the many ways in which exports, mails and feeds write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.date_forms import DateOrder, moment_in, order_in
from corpus.dates import Moment
from corpus.errors import BadDate

DAY = date(2025, 2, 18)
PARIS = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("Tue, 18 Feb 2025 10:00:00 +0100", time(10, tzinfo=PARIS)),
        ("18 Feb 2025 10:00:00 +0100 (CET)", time(10, tzinfo=PARIS)),
        ("Tue, 18 Feb 2025 10:00 EST", time(10, tzinfo=timezone(timedelta(hours=-5)))),
        ("18 February 2025", None),
        ("18th of February, 2025", None),
        ("February 18, 2025", None),
        ("Tuesday, February 18, 2025 at 10:32 PM", time(22, 32)),
        ("Feb. 18, 2025, 12:05 a.m.", time(0, 5)),
        ("18-Feb-2025", None),
        ("20250218", None),
        ("20250218103205", time(10, 32, 5)),
        ("20250218T103205Z", time(10, 32, 5, tzinfo=UTC)),
        ("2025-02-18T10:32:00.000Z", time(10, 32, tzinfo=UTC)),
        ("2025-02-18 10:32:00 UTC", time(10, 32, tzinfo=UTC)),
        ("2025-2-18", None),
        ("18.02.2025", None),
        ("18.02.2025 10.32", time(10, 32)),
        ("1739871120", time(9, 32, tzinfo=UTC)),  # date -u -d @1739871120: 18 Feb 2025 09:32:00
        ("1739871120000", time(9, 32, tzinfo=UTC)),
        ("1739871120.0", time(9, 32, tzinfo=UTC)),
        ("18/02/2025 10:32", time(10, 32)),
        ("2025-02-18 10:32 Paris time", None),
        ("2025-02-18 25:10", None),
        ("2025-02-18 10:32 +99:00", None),
    ],
)
def test_a_day_is_read_in_every_plain_form(text: str, clock: time | None) -> None:
    assert moment_in(text) == Moment(day=DAY, time=clock)


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2025", "2025-02", "18 February 2025 edition", "18/02/25", "202502181032"],
)
def test_what_names_no_day_for_certain_is_no_moment(text: str) -> None:
    assert moment_in(text) is None
    assert moment_in(text + " " * 200_000) is None


@pytest.mark.parametrize("text", ["2023-13-01", "31/02/2025", "13/13/2025", "30 February 2025"])
def test_a_plain_date_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(BadDate, match=r"is not a date that exists\. Correct it or drop it"):
        moment_in(text)


def test_day_and_month_in_figures_need_an_order() -> None:
    assert moment_in("03/04/2025") is None
    assert moment_in("03/04/2025", order=DateOrder.DAY_FIRST) == Moment(day=date(2025, 4, 3))
    assert moment_in("03/04/2025", order=DateOrder.MONTH_FIRST) == Moment(day=date(2025, 3, 4))


def test_figures_that_can_be_read_in_one_way_need_no_order() -> None:
    assert moment_in("3/3/2025") == Moment(day=date(2025, 3, 3))
    assert moment_in("18/02/2025", order=DateOrder.MONTH_FIRST) == Moment(day=DAY)


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (("03/04/2025", "18/02/2025", "soon"), DateOrder.DAY_FIRST),
        (("03/04/2025", "02/18/2025 10:32"), DateOrder.MONTH_FIRST),
        (("03/04/2025", "05/06/2025"), None),
        (("18/02/2025", "02/18/2025"), None),
        (("13/13/2025",), None),
    ],
    ids=["day after the twelfth", "month second", "nothing shows it", "both orders", "neither"],
)
def test_a_column_shows_its_order_by_days_after_the_twelfth(
    texts: tuple[str, ...], order: DateOrder | None
) -> None:
    assert order_in(texts) == order


@given(st.datetimes().filter(lambda moment: moment.year >= 1000), st.integers(-23, 23))
def test_rfc_2822_dates_are_read_as_they_were_written(moment: datetime, hours: int) -> None:
    zoned = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    read = moment_in(format_datetime(zoned))
    assert read == Moment(day=zoned.date(), time=zoned.timetz())


@given(st.text(alphabet="0123456789/-.:, TZapm+February", max_size=40))
def test_any_text_is_a_moment_or_none_or_no_such_day(text: str) -> None:
    try:
        moment = moment_in(text)
    except BadDate:
        return
    assert moment is None or isinstance(moment.day, date)
