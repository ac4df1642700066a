"""The verbs on the articles themselves: put in, listed, shown, corrected, taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.answering.selecting import NothingFits, choose
from app.command.requests import Adding, Removing, read_moment
from app.wire import Fields, article_fields, whole_article_fields
from corpus.errors import BadMetadata, InputError, UnreadableFile, shown
from corpus.markup import one_line
from corpus.reading_settings import ReadingSettings
from index.home import Home
from index.ingest import AddReport, add, index_waiting
from index.removing import remove
from index.watching import Watch

REASONS_NAMED = 10  # failures that an error names when nothing at all went in
SETTABLE = ("headline", "outlet", "author", "published_at", "url")


class LibraryDesk:
    """What can be asked of a home's articles."""

    def __init__(self, home: Home, reading: ReadingSettings) -> None:
        self._home = home
        self._reading = reading

    def add(self, asked: Adding, *, watch: Watch | None = None) -> Fields:
        """Ingest files, folders and web addresses.

        Raises:
            InputError: a path that is not there, a folder without articles, or nothing went in.
            IngestStopped: `watch` asked to stop.
        """
        report = add(
            self._home,
            asked.paths,
            given=asked.metadata(),
            settings=self._reading,
            watch=watch,
        )
        if report.failed and not report.articles:
            raise _none_went_in([failure.error for failure in report.failed])
        return _add_fields(report)

    def list_articles(self) -> Fields:
        """Every current article, newest first, with its number of passages."""
        counts = self._home.lexical.counts()
        return {
            "articles": [
                article_fields(article)
                | {"passages": counts.get(article.article_id, 0), "path": article.path}
                for article in self._home.library.articles()
            ]
        }

    def show(self, article_id: str) -> Fields:
        """A stored article with its text.

        Raises:
            UnknownArticle: there is none with that id.
        """
        return whole_article_fields(self._home.library.get(article_id))

    def set_metadata(self, article_id: str, values: Mapping[str, str]) -> Fields:
        """Correct an article's metadata; an empty value makes it unknown.

        Raises:
            UnknownArticle: there is none with that id.
            BadMetadata: a key that is not metadata, or a headline made empty.
            BadDate: a publication date that does not exist.
        """
        checked: dict[str, str | None] = {}
        for key, value in values.items():
            checked |= _checked(key, value)
        article = self._home.library.set_metadata(
            self._home.library.get(article_id).article_id, checked
        )
        index_waiting(self._home)  # passages are searched and embedded with their headline
        return whole_article_fields(article)

    def remove(self, asked: Removing) -> Fields:
        """Take out the articles that every limit admits, or with `dry_run` only say which.

        `undated` counts those that a date limit leaves out only because they have no date.

        Raises:
            EmptyLibrary: it holds nothing to remove.
            UnknownArticle: one of the ids is not in the library; nothing was removed.
            NothingFits: no article is of the outlets and dates; or nothing limits them.
            BadDate: a date that does not exist, or a range that holds no day.
        """
        if asked.filters().is_empty:
            raise NothingFits("Nothing says which articles.", remedy="Name ids, outlets or dates.")
        chosen = choose(self._home.library, asked)
        found = self._home.library.find(chosen.articles)
        if not asked.dry_run:
            remove(self._home, tuple(found.values()))
        return {
            "removed": 0 if asked.dry_run else len(found),
            "dry_run": asked.dry_run,
            "undated": chosen.undated,
            "articles": [article_fields(article) for article in found.values()],
        }


def _none_went_in(errors: Sequence[InputError]) -> InputError:
    if len(errors) == 1:
        return errors[0]
    more = len(errors) - REASONS_NAMED
    rest = (f"And {more} more.",) if more > 0 else ()
    return UnreadableFile(
        " ".join(("Nothing went in.", *map(str, errors[:REASONS_NAMED]), *rest)),
        remedy="What went in before is as it was.",
    )


def _checked(key: str, value: str) -> dict[str, str | None]:
    if key not in SETTABLE:
        raise BadMetadata(
            f"{shown(key)} can't be set.", remedy=f"What can be set: {', '.join(SETTABLE)}."
        )
    plain = one_line(value)
    if key == "headline" and not plain:
        raise BadMetadata("A headline can't be empty.", remedy="Give the words of one.")
    return _published(plain) if key == "published_at" else {key: plain or None}


def _published(plain: str) -> dict[str, str | None]:
    """The day and its time, which goes with its day: that of another day is not this day's."""
    if not plain:
        return {"published_at": None, "published_time": None}
    moment = read_moment(plain)
    time = moment.time.isoformat() if moment.time else None
    return {"published_at": moment.day.isoformat(), "published_time": time}


def _add_fields(report: AddReport) -> Fields:
    return {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "duplicates": report.duplicates,
        "skipped": report.skipped,
        "failed": [{"path": f.path, "reason": f.reason} for f in report.failed],
        "vanished": list(report.vanished),
        "articles": [
            {"path": a.path, "article_id": a.article_id, "state": str(a.state)}
            for a in report.articles
        ],
        "passages": report.passages,
        "seconds": round(report.seconds, 2),
    }
