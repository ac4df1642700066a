"""The dates in one export: read by what its columns show, and what is left unread said once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from corpus.date_forms import DateOrder, moment_in, order_in
from corpus.dates import Moment
from corpus.errors import BadDate, BadMetadata, shown
from corpus.formats.columns import Cell
from corpus.records import Failure

Survey = Callable[[str], Iterable[str]]  # from one of our date fields to its column's values


@dataclass(slots=True)
class _Unread:
    name: str
    where: str
    text: str
    count: int = 1


@dataclass(slots=True, kw_only=True)
class ExportDates:
    """Reads the dates of one file.

    Whether 03/04/2025 is in March or April, the whole column is asked, which `survey` reads through
    when the first such date is met; then `order`, the user's setting. Failing both, and for text in
    no known form, a date stays unknown: `unread` then says so.
    """

    survey: Survey
    order: DateOrder | None = None
    _orders: dict[str, DateOrder | None] = field(default_factory=dict)
    _unread: dict[str, _Unread] = field(default_factory=dict)

    def moment(self, field_name: str, cell: Cell, *, where: str) -> Moment | None:
        """The moment in a cell; None when it cannot be told.

        Raises:
            BadMetadata: the date is plainly written and does not exist.
        """
        try:
            moment = moment_in(cell.text) or self._by_column(field_name, cell.text)
        except BadDate as error:
            raise BadMetadata(
                f"{where}: {cell.name} {shown(cell.text)} is not a date that exists.",
                remedy="Correct the line or drop it.",
            ) from error
        if moment is None:
            self._note(field_name, cell, where)
        return moment

    def unread(self, path: Path) -> Iterator[Failure]:
        """For each column with dates that were not read, one failure that says how many."""
        for found in self._unread.values():
            dates = "1 date" if found.count == 1 else f"{found.count:,} dates"
            error = BadMetadata(
                f"{path}: {dates} in {shown(found.name)} can't be read for certain, the first,"
                f" {shown(found.text)}, at {found.where}; their articles went in undated.",
                remedy="Write them as YYYY-MM-DD, or for dates like 03/04/2025 set date_order to"
                " 'day-first' or 'month-first' in clippings.toml, and add the file again.",
            )
            yield Failure(path=str(path), error=error)

    def _by_column(self, field_name: str, text: str) -> Moment | None:
        # The day and month of 03/04/2025 are the only thing that an order can tell.
        if moment_in(text, order=DateOrder.DAY_FIRST) is None:
            return None
        if field_name not in self._orders:
            self._orders[field_name] = order_in(self.survey(field_name)) or self.order
        return moment_in(text, order=self._orders[field_name])

    def _note(self, field_name: str, cell: Cell, where: str) -> None:
        if field_name in self._unread:
            self._unread[field_name].count += 1
        else:
            self._unread[field_name] = _Unread(name=cell.name, where=where, text=cell.text)
