"""One data folder: the library, its index, and what they were made with."""

from __future__ import annotations

import json
import shutil
import threading
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.database import Database
from corpus.errors import HomeMismatch
from corpus.library import Library
from index.embedding import Embedder, RememberingEmbedder, embedder_for
from index.lexical import LexicalIndex
from index.passages import HEADER
from index.ranker.reader import ranker_for
from index.search import Searcher
from index.settings import IndexSettings, Precision
from index.spelling import Spelling
from index.support.reader import support_reader

DATABASE_NAME = "library.sqlite"
CHROMA_NAME = "chroma"
# Of homes made before these were remembered.
_FIRST_MAKING = {"passage_header": "headline", "precision": Precision.FP32}


class Home:
    """A data folder, opened; the database at once, the rest when it is first needed.

    Raises:
        HomeMismatch: on first use of the index, when it was made with another model or splitter.
    """

    def __init__(self, path: Path, settings: IndexSettings | None = None) -> None:
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.settings = settings or IndexSettings()
        self.database = Database(path / DATABASE_NAME)
        self.library = Library(self.database)
        self.lexical = LexicalIndex(self.database)
        self.spelling = Spelling(self.database, self.lexical)
        self.writing = threading.RLock()  # held while articles are put in or taken out

    @classmethod
    def open(cls, path: Path, settings: IndexSettings | None = None) -> Self:
        """Open a home, creating it where there is none."""
        return cls(path, settings)

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model, checked against the one this home was made with."""
        embedder = embedder_for(self.settings)
        self._check(self._making(embedder))
        return embedder

    @cached_property
    def vectors(self):  # type: ignore[no-untyped-def]  # noqa: ANN201 - imported late, see below
        """The vector store. Chroma takes two seconds to import, and `list` needs none of it."""
        from index.vectors import VectorStore

        return VectorStore(self.chroma)

    @property
    def chroma(self) -> Path:
        """The folder of the vectors, which is there once something was indexed."""
        return self.path / CHROMA_NAME

    @cached_property
    def searcher(self) -> Searcher:
        """Retrieval over this home."""
        ranker = ranker_for(self.settings)
        is_calibrated = ranker is not None and ranker.is_calibrated
        return Searcher(
            library=self.library,
            lexical=self.lexical,
            vectors=self.vectors,
            embedder=self.embedder,
            sentences=RememberingEmbedder(self.embedder),
            ranker=ranker,
            reader=support_reader(self.settings.threads) if is_calibrated else None,
        )

    def clear_vectors(self) -> None:
        """Forget every vector. What Chroma can no longer open is no hindrance: its files go."""
        if "vectors" in self.__dict__:
            self.vectors.clear()
        elif self.chroma.is_dir():
            shutil.rmtree(self.chroma)
        else:
            self.chroma.unlink(missing_ok=True)

    def made_with(self) -> dict[str, object] | None:
        """Model and splitter settings the index was made with; None while it is empty."""
        row = self.database.row("SELECT value FROM settings WHERE key = 'making'")
        return dict(json.loads(row["value"])) if row else None

    def remember_making(self) -> None:
        """Record what the index is made with, where that is not yet known."""
        self.database.write(
            "INSERT OR IGNORE INTO settings VALUES ('making', ?)",
            (json.dumps(self._making(self.embedder)),),
        )

    def forget_making(self) -> None:
        """Forget what the index was made with, so that it can be rebuilt with these settings."""
        self.database.write("DELETE FROM settings WHERE key = 'making'")

    def close(self) -> None:
        """Let go of the folder."""
        if "vectors" in self.__dict__:
            self.vectors.close()
        self.database.close()

    def __enter__(self) -> Self:
        """The home itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the home."""
        self.close()

    def _making(self, embedder: Embedder) -> dict[str, object]:
        return {
            "model": self.settings.model,
            "precision": self.settings.precision_used,
            "fingerprint": embedder.fingerprint,
            "dimension": embedder.dimension,
            "passage_tokens": self.settings.passage_tokens,
            "overlap_tokens": self.settings.overlap_tokens,
            "passage_header": HEADER,
        }

    def _check(self, now: dict[str, object]) -> None:
        before = _FIRST_MAKING | (self.made_with() or now)
        differing = [name for name in now if before.get(name) != now[name]]
        if differing:
            name = differing[0]
            raise HomeMismatch(
                f"{self.path} was indexed with {name} {before.get(name)!r}, not {now[name]!r}.",
                remedy=f"Run `clippings rebuild --home {self.path}`, or use the old setting.",
            )
