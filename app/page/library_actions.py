"""What the library page does: list, correct, remove, put back. A browser is never trusted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from app.command.library_desk import LibraryDesk
from app.page import library_rows
from app.page.library_state import MOST_REMOVED, LibraryPage, correction_in, filled_in
from app.page.timeline import Timeline, timeline
from corpus.article import Article
from corpus.dates import DateRange
from corpus.errors import BadDate, ClippingsError
from corpus.reading_settings import ReadingSettings
from index.home import Home
from index.listing import Wanted, counts, listing, outlets
from index.restoring import put_back, take_out

GONE = "That article is not in the library any more."


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryActions:
    """Each method is one thing a visitor can do with the list; most give the page as it is then."""

    home: Home
    reading: ReadingSettings

    def filters(self, page: LibraryPage) -> str:
        """The filters as HTML."""
        return library_rows.filters(page.filled, outlets(self.home))

    def rows(self, page: LibraryPage) -> str:
        """The list as HTML; while a date is wrong, without dates and saying so."""
        wanted, problem = _read(page)
        found = listing(self.home, wanted, page=page.number)
        return library_rows.rows(found, page, problem=problem)

    def filtered(self, told: Mapping[str, object], page: LibraryPage) -> LibraryPage:
        """The first page of what the filters ask for."""
        return LibraryPage(filled=filled_in(told), removed=page.removed)

    def within(self, first: object, last: object, page: LibraryPage) -> LibraryPage:
        """The first page of the list between two days, months or years; empty ones are no limit."""
        return self.filtered(asdict(page.filled) | {"since": first, "until": last}, page)

    def timeline(self, page: LibraryPage) -> Timeline:
        """The articles of all pages of the list, by date and outlet."""
        wanted, _ = _read(page)
        return timeline(counts(self.home, wanted))

    def turned(self, number: object, page: LibraryPage) -> LibraryPage:
        """Another page of the list."""
        wanted = int(number) if isinstance(number, str) and number.isdecimal() else 0
        # More digits than any library has pages: SQLite could not count so far.
        return LibraryPage(filled=page.filled, number=min(wanted, 10**9), removed=page.removed)

    def corrected(self, told: Mapping[str, object], page: LibraryPage) -> LibraryPage:
        """With an article's headline, outlet and date as typed, or with what is wrong with them."""
        typed = correction_in(told)
        article = self._current(typed.article_id)
        if article is None:
            return _said(page, GONE)
        changes = typed.changes(article)
        try:
            if changes:
                LibraryDesk(self.home, self.reading).set_metadata(article.article_id, changes)
        except ClippingsError as error:
            failed = replace(typed, problem=str(error))
            return replace(_said(page, ""), correction=failed, touched=article.article_id)
        said = "Saved." if changes else "Nothing to change."
        return replace(_said(page, said), touched=article.article_id)

    def dropped(self, page: LibraryPage) -> LibraryPage:
        """Without the correction that could not be kept: its article stands as it was."""
        touched = page.correction.article_id if page.correction else ""
        return replace(_said(page, ""), touched=touched)

    def removed(self, reference: object, page: LibraryPage) -> LibraryPage:
        """Without an article, which can be put back for as long as the page is open."""
        article = self._current(reference)
        if article is None:
            return _said(page, GONE)
        removed = take_out(self.home, article)
        kept = (*page.removed, removed)[-MOST_REMOVED:]
        return replace(_said(page, ""), removed=kept, touched=article.article_id)

    def undone(self, page: LibraryPage) -> LibraryPage:
        """With the latest removal put back."""
        if not page.removed:
            return page
        last = page.removed[-1]
        is_back = put_back(self.home, last)
        said = "Put back." if is_back else "It has been added again since."
        left = replace(_said(page, said), removed=page.removed[:-1])
        return replace(left, touched=last.article.article_id)

    def _current(self, reference: object) -> Article | None:
        name = str(reference)
        found = [a for a in self.home.library.find((name,)).values() if a.is_current]
        return found[0] if found else None


def _read(page: LibraryPage) -> tuple[Wanted, str]:
    try:
        return page.filled.wanted(), ""
    except BadDate as error:
        undated = replace(page.filled, since="", until="").wanted()
        return replace(undated, published=DateRange()), f"{error} Until then no date counts."


def _said(page: LibraryPage, said: str) -> LibraryPage:
    return replace(page, said=said, touched="", correction=None)
