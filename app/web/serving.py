"""`clippings serve`: take the home, build the page, say so, and let other commands find us."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable

from app.command.owner import Owner, announced, new_token
from app.command.owner_routes import owner_routes
from app.command.session_on_home import SessionOnHome
from app.settings import Settings
from app.web.api import api_routes
from app.web.endpoints import endpoints
from app.web.guarding import Door, read_names
from app.web.login import check_reach, read_login
from app.web.server import Site, claim, loopback_address, run


def serve_session(session: SessionOnHome, *, open_browser: bool) -> None:
    """Serve the session's home until interrupted.

    Raises:
        LoginNeeded: others can reach the address, and there is no login.
        BadSetting: the login is not a name and a password.
        PortTaken: the port is taken or the address is not ours; found before any model loads.
        HomeBusy: another server, or a command that does not end, has the home.
        HomeError: the home cannot be used.
    """
    session.check_not_served()
    settings = session.settings
    check_reach(settings.text("host"), read_login(settings.text("auth")))
    with contextlib.closing(claim(settings.text("host"), int(settings.number("port")))) as listener:
        session.own()
        owner = Owner(address=loopback_address(listener), token=new_token())
        site = _site(session, owner)
        with announced(settings.home, owner):
            until_interrupted(lambda: run(site, listener=listener, open_browser=open_browser))


def _site(session: SessionOnHome, owner: Owner) -> Site:
    home, desk = session.home, session.desk
    return Site(
        home=home,
        assistant=desk.assistant,
        reading=session.settings.reading_settings(),
        about=desk.home.info,
        door=door_of(session.settings, owner.address),
        routers=(
            owner_routes(desk, token=owner.token),
            api_routes(home, desk, token=owner.api_token),
        ),
        endpoints=endpoints(desk),
    )


def door_of(settings: Settings, address: str) -> Door:
    """The door of a server that listens at `address`, such as `http://127.0.0.1:7860`."""
    listening = address.removeprefix("http://")
    return Door(
        host=settings.text("host"),
        port=int(listening.rpartition(":")[2]),
        names=(listening, *read_names(settings.text("names"))),
        login=read_login(settings.text("auth")),
    )


def until_interrupted(serve: Callable[[], None]) -> None:
    """Being asked to stop, by Ctrl-C or SIGTERM, is how serving ends: what was opened is closed.

    Uvicorn stops at either and then raises the signal again; by default SIGTERM would end the
    process there and leave the owner's address behind.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt):
        serve()
