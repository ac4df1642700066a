"""One command's hold on a home: done here under its lock, or by the process that serves it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from functools import cached_property
from types import TracebackType
from typing import Self

from app.command.desk import Desk
from app.command.ingest_bar import watching
from app.command.owner import find_owner, have_done, owning
from app.command.verbs import VERBS, Errand
from app.settings import Settings
from app.wire import Fields
from corpus.errors import HomeBusy
from index.home import Home
from index.watching import Watch

LONG = frozenset({"add"})  # verbs that show how far they are, and stop after the batch in hand


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
        if verb not in LONG:
            return self._done(verb, request, Watch())
        with watching() as watch:
            return self._done(verb, request, watch)

    def rebuild(self) -> Fields:
        """Rebuild the index, which no server may be using meanwhile.

        Raises:
            HomeBusy: a server owns the home.
        """
        self.check_not_served()
        self.own()
        with watching() as watch:
            return self.desk.home.rebuild(watch=watch)

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

    def _done(self, verb: str, request: Mapping[str, object], watch: Watch) -> Fields:
        owner = find_owner(self.settings.home)
        if owner:
            return have_done(owner, verb, request, watch=watch)
        self.own()
        return VERBS[verb](Errand(desk=self.desk, asked=request, watch=watch))
