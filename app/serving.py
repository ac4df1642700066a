"""`clippings serve`: take the home, build the page, say so, and let other commands find us."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable

from app.owner import Owner, announced, new_token
from app.owner_routes import owner_routes
from app.server import claim, listening_address, run
from app.session_on_home import SessionOnHome


def serve_session(session: SessionOnHome, *, open_browser: bool) -> None:
    """Serve the session's home until interrupted.

    Raises:
        PortTaken: the port is taken or the address is not ours; found before any model loads.
        HomeBusy: another server, or a command that does not end, has the home.
        HomeError: the home cannot be used.
    """
    session.check_not_served()
    settings = session.settings
    with contextlib.closing(claim(settings.text("host"), int(settings.number("port")))) as listener:
        session.own()
        owner = Owner(address=listening_address(listener), token=new_token())
        router = owner_routes(session.desk, token=owner.token)
        with announced(settings.home, owner):
            _until_interrupted(
                lambda: run(
                    session.home,
                    session.desk.assistant,
                    listener=listener,
                    routers=[router],
                    open_browser=open_browser,
                )
            )


def _until_interrupted(serve: Callable[[], None]) -> None:
    """Being asked to stop, by Ctrl-C or SIGTERM, is how serving ends: what was opened is closed.

    Uvicorn stops at either and then raises the signal again; by default SIGTERM would end the
    process there and leave the owner's address behind.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        serve()
