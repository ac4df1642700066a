"""One command's hold on a home: done here under its lock, or by the process that serves it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import Self

from tqdm import tqdm

from app.desk import Desk
from app.owner import find_owner, have_done, owning
from app.requests import Adding
from app.settings import Settings
from app.verbs import VERBS
from app.wire import Fields
from corpus.errors import HomeBusy
from index.home import Home
from index.ingest import IngestProgress


class SessionOnHome:
    """Does verbs on the home that the settings name, wherever they have to be done."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._stack = ExitStack()
        self._owned = False

    @cached_property
    def home(self) -> Home:
        """The home, opened; without its lock, so only for reading the library."""
        return self._stack.enter_context(
            Home.open(self.settings.home, self.settings.index_settings())
        )

    @cached_property
    def desk(self) -> Desk:
        """The verbs on the opened home."""
        return Desk(self.home, self.settings)

    def do(self, verb: str, request: Mapping[str, object]) -> Fields:
        """Do a verb: through the serving owner if there is one, else here, under the lock.

        Raises:
            ClippingsError: whatever the verb raises, or the home is busy.
        """
        owner = find_owner(self.settings.home)
        if owner:
            return have_done(owner, verb, request)
        self.own()
        if verb == "add":
            with _IngestBar() as bar:
                return self.desk.add(Adding.from_fields(request), progress=bar.show)
        return VERBS[verb](self.desk, request)

    def rebuild(self) -> Fields:
        """Rebuild the index, which no server may be using meanwhile.

        Raises:
            HomeBusy: a server owns the home.
        """
        self.check_not_served()
        self.own()
        with _IngestBar() as bar:
            return self.desk.rebuild(progress=bar.show)

    def own(self) -> None:
        """Hold the home's lock until the session ends.

        Raises:
            HomeBusy: another process holds it and does not let go.
        """
        if not self._owned:
            self._stack.enter_context(owning(self.settings.home))
            self._owned = True

    def check_not_served(self) -> None:
        """Raise HomeBusy when a server owns the home."""
        owner = find_owner(self.settings.home)
        if owner:
            raise HomeBusy(
                f"{self.settings.home} is being served at {owner.address}.",
                remedy="Use that page, stop that server first, or name another --home.",
            )

    def __enter__(self) -> Self:
        """The session itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the home and let go of its lock."""
        self._stack.close()


class _IngestBar:
    """A progress bar on stderr, drawn only while something is indexed and someone looks on."""

    def __enter__(self) -> Self:
        self._bar: tqdm[None] | None = None
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, progress: IngestProgress) -> None:
        if self._bar is None:
            self._bar = tqdm(
                total=progress.total, unit="article", file=sys.stderr, disable=None, leave=False
            )
        self._bar.set_postfix(passages=progress.passages, refresh=False)
        self._bar.update(progress.done - self._bar.n)
