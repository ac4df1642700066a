"""The one SQLite file of a home: opened here and nowhere else, one connection a thread."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from corpus.errors import HomeDamaged, HomeError, HomeFull, HomeMismatch
from corpus.wording import folded, wording_of

SCHEMA_VERSION = 3
BUSY_TIMEOUT_SECONDS = 30.0  # a second process may be in the middle of writing an article
DAMAGE_REMEDY = (
    "Unpack the newest `clippings backup` into an empty folder and name that with --home, or add"
    " the articles to a new --home."
)
# A full disk, or a file at the largest size that the user may have; not other errors of the disk.
_NO_ROOM = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
)

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
    wording TEXT NOT NULL,
    lineage TEXT NOT NULL,
    supersedes TEXT,
    is_current INTEGER NOT NULL DEFAULT 1,
    is_indexed INTEGER NOT NULL DEFAULT 0,
    original BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS articles_by_source ON articles (source_key);
CREATE INDEX IF NOT EXISTS articles_by_wording ON articles (wording);
CREATE INDEX IF NOT EXISTS articles_by_lineage ON articles (lineage, is_current, article_id);
CREATE INDEX IF NOT EXISTS articles_by_day ON articles (published_at, outlet);
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
-- The outlet is in lower case, and '' where it is unknown. A story is a member's article_key.
CREATE TABLE IF NOT EXISTS stories (
    article_key INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL UNIQUE,
    outlet TEXT NOT NULL,
    story INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS stories_by_member ON stories (story);
CREATE TABLE IF NOT EXISTS story_signs (
    digest INTEGER NOT NULL, article_key INTEGER NOT NULL, PRIMARY KEY (digest, article_key)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS story_signs_by_article ON story_signs (article_key);
CREATE TABLE IF NOT EXISTS files_read (
    path TEXT PRIMARY KEY, seal TEXT NOT NULL, articles TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turns (
    conversation TEXT NOT NULL,
    position INTEGER NOT NULL,
    question TEXT NOT NULL,
    query TEXT NOT NULL,
    reply TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    PRIMARY KEY (conversation, position)
);
-- Holds all that a list of conversations shows, so that no reply is passed over for it.
CREATE INDEX IF NOT EXISTS turns_listed ON turns (conversation, position, asked_at, question);
CREATE TABLE IF NOT EXISTS conversation_names (
    conversation TEXT PRIMARY KEY, name TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS feedback (
    conversation TEXT NOT NULL,
    position INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    remark TEXT NOT NULL,
    given_at TEXT NOT NULL,
    PRIMARY KEY (conversation, position)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS draft_facts (
    draft_key INTEGER PRIMARY KEY,
    turns TEXT NOT NULL UNIQUE,
    evidence TEXT NOT NULL,
    remark TEXT NOT NULL,
    drafted_at TEXT NOT NULL
);
"""

# What each older schema version lacks; tables and indexes that are new are then made by _SCHEMA.
_MIGRATIONS = {
    1: (
        "ALTER TABLE articles ADD COLUMN published_time TEXT",
        "ALTER TABLE articles ADD COLUMN modified_at TEXT",
        "ALTER TABLE articles ADD COLUMN modified_time TEXT",
        "ALTER TABLE articles ADD COLUMN language TEXT",
        "ALTER TABLE articles ADD COLUMN wording TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE articles ADD COLUMN lineage TEXT NOT NULL DEFAULT ''",
        "UPDATE articles SET wording = wording_of(text), lineage = source_key",
        "DROP INDEX IF EXISTS articles_by_text",
    ),
    2: (),
}


class Database:
    """SQLite in write-ahead mode; safe to share between threads.

    Raises:
        HomeMismatch: the file was written by a newer Clippings.
        HomeDamaged: on opening or any reading or writing, where the file is not sound SQLite.
        HomeFull: on opening or writing, where there is no room for it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._open_connections: list[sqlite3.Connection] = []
        try:
            self._bring_up_to_date()
        except HomeError:
            self.close()
            raise

    def rows(self, sql: str, values: Sequence[Value] = ()) -> list[Row]:
        """Every row that a query gives."""
        with self._damage_named():
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Value] = ()) -> Row | None:
        """The first row that a query gives, if any."""
        with self._damage_named():
            found: Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def number(self, sql: str, values: Sequence[Value] = ()) -> int:
        """The single whole number that a counting query gives."""
        with self._damage_named():
            return int(self._connection.execute(sql, values).fetchone()[0])

    def write(self, sql: str, values: Sequence[Value] = ()) -> int:
        """Run one statement; returns the row id of an insert."""
        with self._damage_named():
            return self._connection.execute(sql, values).lastrowid or 0

    def copy_to(self, path: Path) -> None:
        """Write all that is stored now into a new SQLite file, while others read and write."""
        with contextlib.closing(sqlite3.connect(path)) as copy, self._damage_named():
            self._connection.backup(copy)

    def remake(self, *tables: str) -> None:
        """Drop tables and make them anew, empty, whatever state they are in. One transaction."""
        with self.transaction():
            for table in tables:
                self.write(f"DROP TABLE IF EXISTS {table}")
            for statement in _statements():
                self.write(statement)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything written inside takes effect together, or not at all."""
        self.write("BEGIN IMMEDIATE")
        try:
            yield
            self.write("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # a full disk makes SQLite end it by itself
                self.write("ROLLBACK")
            raise

    def let_go(self) -> None:
        """Close this thread's connection, as a thread that ends should; another use opens one."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            del self._local.connection
            self._open_connections.remove(connection)
            connection.close()

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
            self._open_connections.append(connection)
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            for function in (wording_of, folded):
                connection.create_function(function.__name__, 1, function, deterministic=True)
            self._local.connection = connection
        return connection

    @contextmanager
    def _damage_named(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) in _NO_ROOM:
                raise HomeFull.at(self.path) from error
            # Its subclasses are other troubles: a locked file, a full disk, a mistake of ours.
            if type(error) is not sqlite3.DatabaseError:
                raise
            raise HomeDamaged(f"{self.path} is damaged: {error}.", remedy=DAMAGE_REMEDY) from error

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
            for statement in (*(s for step in steps for s in _MIGRATIONS[step]), *_statements()):
                self.write(statement)
            self.write(f"PRAGMA user_version = {SCHEMA_VERSION}")

    def _version(self) -> int:
        return self.number("PRAGMA user_version")


def _statements() -> Iterator[str]:
    """The statements of the schema; none holds a semicolon of its own."""
    return (statement for statement in _SCHEMA.split(";") if statement.strip())
