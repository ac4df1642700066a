"""The one SQLite file of a home: opened here and nowhere else, one connection a thread."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import HomeMismatch

SCHEMA_VERSION = 2
BUSY_TIMEOUT_SECONDS = 30.0  # a second process may be in the middle of writing an article

Row = sqlite3.Row
Value = str | int | float | bytes | None

_SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS articles (
    article_id TEXT PRIMARY KEY,
    source_key TEXT NOT NULL,
    text TEXT NOT NULL,
    headline TEXT NOT NULL,
    outlet TEXT, author TEXT, published_at TEXT, published_time TEXT,
    modified_at TEXT, modified_time TEXT, url TEXT, language TEXT,
    based_on_outlet TEXT, based_on_date TEXT, correction TEXT, path TEXT,
    origins TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    supersedes TEXT,
    is_current INTEGER NOT NULL DEFAULT 1,
    is_indexed INTEGER NOT NULL DEFAULT 0,
    original BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS articles_by_source ON articles (source_key);
CREATE INDEX IF NOT EXISTS articles_by_text ON articles (sha256);
-- Holds all that is read of every article for each question, so that no text is passed over.
CREATE INDEX IF NOT EXISTS articles_by_imprint ON articles (
    is_current, outlet, based_on_outlet, published_at, based_on_date, article_id
);
CREATE TABLE IF NOT EXISTS passages (
    passage_key INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    sentences TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS passages_by_span ON passages (article_id, start, "end");
CREATE VIRTUAL TABLE IF NOT EXISTS passages_fts USING fts5 (
    headline, body, tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE IF NOT EXISTS passages_terms USING fts5vocab (passages_fts, 'row');
CREATE TABLE IF NOT EXISTS turns (
    conversation TEXT NOT NULL,
    position INTEGER NOT NULL,
    question TEXT NOT NULL,
    query TEXT NOT NULL,
    reply TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    PRIMARY KEY (conversation, position)
);
"""

# What each older schema version lacks; tables that are wholly new are made by _SCHEMA.
_MIGRATIONS = {
    1: (
        "ALTER TABLE articles ADD COLUMN published_time TEXT",
        "ALTER TABLE articles ADD COLUMN modified_at TEXT",
        "ALTER TABLE articles ADD COLUMN modified_time TEXT",
        "ALTER TABLE articles ADD COLUMN language TEXT",
    ),
}


class Database:
    """SQLite in write-ahead mode; safe to share between threads.

    Raises:
        HomeMismatch: the file was written by a newer Clippings.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._open_connections: list[sqlite3.Connection] = []
        try:
            self._bring_up_to_date()
        except HomeMismatch:
            self.close()
            raise

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Every row that a query gives."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row that a query gives, if any."""
        found: Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def number(self, sql: str, values: Sequence[Value] = ()) -> int:
        """The single whole number that a counting query gives."""
        return int(self._connection.execute(sql, values).fetchone()[0])

    def write(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one statement; returns the row id of an insert."""
        return self._connection.execute(sql, values).lastrowid or 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside takes effect together, or not at all."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Close the connection of every thread."""
        for connection in self._open_connections:
            connection.close()
        self._open_connections.clear()
        self._local = threading.local()

    @property
    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            # Autocommit: transactions are begun by hand. Closing is done by `close`, from any
            # thread, hence check_same_thread; each connection is still used by one thread only.
            connection = sqlite3.connect(
                self.path,
                timeout=BUSY_TIMEOUT_SECONDS,
                isolation_level=None,
                check_same_thread=False,
            )
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            self._local.connection = connection
            self._open_connections.append(connection)
        return connection

    def _bring_up_to_date(self) -> None:
        """Make the tables, or change those of an older Clippings into today's; all or nothing."""
        if self._version() == SCHEMA_VERSION:
            return
        with self.transaction():  # a second process may be doing the same: look again inside
            found = self._version()
            if found > SCHEMA_VERSION:
                raise HomeMismatch(
                    f"{self.path} has schema version {found}; this Clippings knows"
                    f" {SCHEMA_VERSION}.",
                    remedy="Open it with the newer Clippings that wrote it, or name another"
                    " --home.",
                )
            steps = range(found, SCHEMA_VERSION) if found else ()  # 0 is an empty file
            for statement in (*_statements(), *(s for step in steps for s in _MIGRATIONS[step])):
                self.write(statement)
            self.write(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _version(self) -> int:
        return self.number("PRAGMA user_version")


def _statements() -> Iterator[str]:
    """The statements of the schema; none holds a semicolon of its own."""
    return (statement for statement in _SCHEMA.split(";") if statement.strip())
