"""One SQLite file, shared by threads."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Draft
from corpus.database import SCHEMA_VERSION, Database
from corpus.errors import HomeMismatch
from corpus.library import Library, Storing

_INSERT = "INSERT INTO settings VALUES (?, ?)"
_COUNT = "SELECT COUNT(*) FROM settings"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "library.sqlite")
    yield database
    database.close()


def test_a_new_file_has_the_schema_version(database: Database) -> None:
    assert database.number("PRAGMA user_version") == SCHEMA_VERSION


def test_a_transaction_takes_effect_as_one(database: Database) -> None:
    with database.transaction():
        database.write(_INSERT, ("a", "1"))
        database.write(_INSERT, ("b", "2"))
    assert database.number(_COUNT) == 2


def write_twice(database: Database) -> None:
    with database.transaction():
        database.write(_INSERT, ("a", "1"))
        database.write(_INSERT, ("a", "2"))


def test_an_error_inside_a_transaction_undoes_all_of_it(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        write_twice(database)
    assert database.number(_COUNT) == 0
    database.write(_INSERT, ("b", "2"))  # and the next statement is not inside the old one
    assert database.number(_COUNT) == 1


def test_a_row_that_is_not_there_is_none(database: Database) -> None:
    assert database.row("SELECT value FROM settings WHERE key = ?", ("none",)) is None


def test_what_is_written_is_there_when_opened_again(tmp_path: Path) -> None:
    first = Database(tmp_path / "library.sqlite")
    first.write(_INSERT, ("a", "1"))
    first.close()
    again = Database(tmp_path / "library.sqlite")
    assert [tuple(row) for row in again.rows("SELECT * FROM settings")] == [("a", "1")]
    again.close()


def test_a_file_of_a_newer_version_is_refused_with_both_versions(tmp_path: Path) -> None:
    path = tmp_path / "library.sqlite"
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    raw.close()
    wrong = rf"has schema version {SCHEMA_VERSION + 1}; this Clippings knows {SCHEMA_VERSION}\."
    with pytest.raises(HomeMismatch, match=wrong):
        Database(path)


# The articles of schema version 1, as it was released.
_VERSION_1 = """
CREATE TABLE articles (
    article_id TEXT PRIMARY KEY, source_key TEXT NOT NULL, text TEXT NOT NULL,
    headline TEXT NOT NULL, outlet TEXT, author TEXT, published_at TEXT, url TEXT,
    based_on_outlet TEXT, based_on_date TEXT, correction TEXT, path TEXT,
    origins TEXT NOT NULL, sha256 TEXT NOT NULL, supersedes TEXT,
    is_current INTEGER NOT NULL DEFAULT 1, is_indexed INTEGER NOT NULL DEFAULT 0,
    original BLOB NOT NULL
);
INSERT INTO articles (article_id, source_key, text, headline, published_at, origins, sha256,
    original) VALUES ('a0123456789ab', 'a.md', 'Cars burnt.', 'Fire', '2025-02-18', '{}', 'x', '');
PRAGMA user_version = 1;
"""


def test_a_file_of_the_first_version_is_brought_up_to_date_with_its_articles(
    tmp_path: Path,
) -> None:
    path = tmp_path / "library.sqlite"
    raw = sqlite3.connect(path)
    raw.executescript(_VERSION_1)
    raw.close()
    for _ in range(2):  # the second time there is nothing left to do
        database = Database(path)
        (article,) = Library(database).articles()
        assert (article.text, article.published_at) == ("Cars burnt.", date(2025, 2, 18))
        assert (article.published_time, article.modified_at, article.language) == (None, None, None)
        assert database.number("PRAGMA user_version") == SCHEMA_VERSION
        database.close()


def test_articles_of_the_first_version_are_known_by_their_words_and_source(
    tmp_path: Path,
) -> None:
    path = tmp_path / "library.sqlite"
    raw = sqlite3.connect(path)
    raw.executescript(_VERSION_1)
    raw.close()
    database = Database(path)
    library = Library(database)
    copy = Draft(source_key="copy.md", text="Cars  burnt.", headline="Fire")
    revised = Draft(source_key="a.md", text="Two cars burnt.", headline="Fire")
    assert library.store(copy).storing is Storing.DUPLICATE
    assert library.store(revised).article.supersedes == "a0123456789ab"
    database.close()


def test_threads_write_side_by_side(database: Database) -> None:
    def write(thread: int) -> None:
        for number in range(20):
            with database.transaction():
                database.write(_INSERT, (f"{thread}-{number}", "x"))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.number(_COUNT) == 80
