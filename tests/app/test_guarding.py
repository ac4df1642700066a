from __future__ import annotations

from collections.abc import Mapping

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.guarding import (
    JSON_BYTES,
    PAGE_BYTES,
    UPLOADS_BYTES,
    Door,
    Guard,
    Message,
    Receive,
    Send,
    body_limit,
    read_names,
)
from app.web.login import Login
from tests.app.loops import awaited

DOOR = Door(host="127.0.0.1", port=7860)
OPEN = Door(host="0.0.0.0", port=7860)
NAMED = Door(host="127.0.0.1", port=7860, names=("clippings.example", "tunnel.example:9000"))
OURS = "127.0.0.1:7860"


async def read_all(_: Message, receive: Receive, send: Send) -> None:
    """An application that reads the whole body and says so."""
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"in"})


def sent(
    door: Door, headers: Mapping[str, str | bytes], *, method: str = "GET", path: str = "/"
) -> httpx.Response:
    """What a request gets that has these headers and no others of Host, Origin and login."""

    given = [
        (name.encode(), value if isinstance(value, bytes) else value.encode())
        for name, value in headers.items()
    ]

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app=Guard(read_all, door=door))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{OURS}") as client:
            return await client.request(method, path, headers=given)

    return awaited(send())


@pytest.mark.parametrize(
    ("door", "authority"),
    [
        (DOOR, "127.0.0.1:7860"),
        (DOOR, "localhost:7860"),
        (DOOR, "[::1]:7860"),
        (Door(host="127.0.0.1", port=80), "localhost"),
        (Door(host="news.lan", port=7860), "news.lan:7860"),
        (OPEN, "192.0.2.7:7860"),
        (OPEN, "[2001:db8::7]:7860"),
        (NAMED, "clippings.example"),
        (NAMED, "clippings.example:443"),
        (NAMED, "tunnel.example:9000"),
    ],
)
def test_a_server_is_asked_for_under_its_own_names(door: Door, authority: str) -> None:
    assert door.admits(authority)


@pytest.mark.parametrize(
    ("door", "authority"),
    [
        (DOOR, "evil.example:7860"),
        (DOOR, "127.0.0.1:7861"),
        (DOOR, "127.0.0.1"),
        (DOOR, "127.0.0.1.evil.example:7860"),
        (DOOR, "evil.example@127.0.0.1:7860"),
        (DOOR, "192.0.2.7:7860"),
        (DOOR, ""),
        (DOOR, "[::1"),
        (OPEN, "evil.example:7860"),
        (NAMED, "tunnel.example"),
        (NAMED, "www.clippings.example"),
    ],
)
def test_a_name_that_is_not_the_servers_is_refused(door: Door, authority: str) -> None:
    assert not door.admits(authority)


@given(name=st.text(), port=st.none() | st.integers(0, 99999))
def test_no_name_that_a_site_could_have_is_admitted(name: str, port: int | None) -> None:
    # A site's name has a dot and a letter; `localhost` and numbers are nobody's.
    site = f"{name}.example" + ("" if port is None else f":{port}")
    assert not DOOR.admits(site.lower())
    assert not OPEN.admits(site.lower())


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/api/ask", "/gradio_api/queue/join", "/owner/x"]
)
def test_a_foreign_host_is_refused_on_every_route(path: str) -> None:
    refused = sent(DOOR, {"Host": "evil.example:7860"}, path=path)
    assert (refused.status_code, refused.json()["error"]["code"]) == (421, "foreign_host")
    assert "'evil.example:7860'" in refused.json()["error"]["message"]
    assert "CLIPPINGS_NAMES" in refused.json()["error"]["remedy"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:3000"},
        {"Origin": "http://localhost:7860"},
        {"Origin": "file://127.0.0.1:7860"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "script"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"},
    ],
    ids=["site", "null", "other port", "other name", "scheme", "image", "neighbour", "frame"],
)
def test_what_another_sites_page_sends_is_refused(headers: dict[str, str]) -> None:
    refused = sent(DOOR, headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "foreign_origin")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": f"http://{OURS}"},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
        {
            "Sec-Fetch-Site": "cross-site",
            "Sec-Fetch-Mode": "navigate",
            "Sec-Fetch-Dest": "document",
        },
    ],
    ids=["program", "own page", "own picture", "typed", "followed link"],
)
def test_our_own_page_programs_and_people_are_let_in(headers: dict[str, str]) -> None:
    assert sent(DOOR, headers).text == "in"


def test_a_form_that_another_site_posts_is_not_a_followed_link() -> None:
    headers = {
        "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document",
    }  # fmt: skip
    assert sent(DOOR, headers, method="POST").status_code == httpx.codes.FORBIDDEN


def test_a_page_behind_a_proxy_may_have_the_named_origin() -> None:
    headers = {"Host": OURS, "Origin": "https://clippings.example"}
    assert sent(NAMED, headers).text == "in"


def test_two_hosts_in_one_request_are_none() -> None:
    async def send() -> int:
        transport = httpx.ASGITransport(app=Guard(read_all, door=DOOR))
        async with httpx.AsyncClient(transport=transport) as client:
            twice = [("Host", OURS), ("Host", "evil.example")]
            return (await client.get(f"http://{OURS}/", headers=twice)).status_code

    assert awaited(send()) == httpx.codes.MISDIRECTED_REQUEST


@pytest.mark.parametrize(
    ("path", "limit"),
    [
        ("/api/ask", JSON_BYTES),
        ("/api/add", UPLOADS_BYTES),
        ("/gradio_api/upload", UPLOADS_BYTES),
        ("/gradio_api/queue/join", PAGE_BYTES),
        ("/owner/ask", PAGE_BYTES),
    ],
)
def test_a_body_may_be_as_long_as_its_route_needs(path: str, limit: int) -> None:
    assert body_limit(path) == limit


@pytest.mark.parametrize(
    ("path", "stated", "limit"),
    [
        ("/api/ask", JSON_BYTES + 1, "1 MB"),
        ("/api/ask", 10**40, "1 MB"),
        ("/api/add", UPLOADS_BYTES + 1, "200 MB"),
        ("/gradio_api/queue/join", PAGE_BYTES + 1, "4 MB"),
    ],
)
def test_a_body_that_says_it_is_too_long_is_not_read(path: str, stated: int, limit: str) -> None:
    refused = sent(DOOR, {"Content-Length": str(stated)}, method="POST", path=path)
    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "too_large")
    assert refused.json()["error"]["message"] == f"The request is over {limit}."


def test_a_websocket_from_elsewhere_is_closed_before_it_opens() -> None:
    told: list[Message] = []

    async def keep(message: Message) -> None:
        told.append(message)

    async def nothing() -> Message:
        return {"type": "websocket.connect"}

    scope: Message = {
        "type": "websocket",
        "path": "/",
        "query_string": b"",
        "headers": [(b"host", b"evil.example")],
    }
    awaited(Guard(read_all, door=DOOR)(scope, nothing, keep))
    assert told == [{"type": "websocket.close", "code": 1008}]


def test_names_are_read_with_commas_between() -> None:
    assert read_names(" News.example , tunnel:9000,,") == ("news.example", "tunnel:9000")


LOCKED = Door(host="127.0.0.1", port=7860, login=Login(name="zoë", password="a:ß"))


@pytest.mark.parametrize(
    "authorization",
    [
        None,
        "",
        "Basic",
        "Basic !!!",
        "Basic em/Dqw==",
        "Bearer em/DqzphOsOf",
        b"Basic \xff",
    ],
    ids=["none", "empty", "no value", "no base64", "no password", "other scheme", "not ASCII"],
)
@pytest.mark.parametrize("path", ["/", "/api/health", "/gradio_api/info"])
def test_without_the_login_nothing_is_shown(path: str, authorization: str | bytes | None) -> None:
    headers: dict[str, str | bytes] = {}
    if authorization is not None:
        headers["Authorization"] = authorization
    refused = sent(LOCKED, headers, path=path)
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "login_wanted")
    assert refused.headers["WWW-Authenticate"] == 'Basic realm="Clippings", charset="UTF-8"'


def test_with_the_login_everything_is() -> None:
    # base64 of the UTF-8 bytes of zoë:a:ß, worked out with `printf 'zoë:a:ß' | base64`.
    assert sent(LOCKED, {"Authorization": "Basic em/Dqzphu8Of"}).status_code == 401
    assert sent(LOCKED, {"Authorization": "Basic em/DqzphOsOf"}).text == "in"


@pytest.mark.parametrize("path", ["/healthz", "/owner/ask"])
def test_what_has_a_token_of_its_own_or_tells_nothing_wants_no_login(path: str) -> None:
    assert sent(LOCKED, {}, path=path).text == "in"


def test_a_foreign_page_is_refused_even_with_the_login() -> None:
    headers = {"Authorization": "Basic em/DqzphOsOf", "Origin": "https://evil.example"}
    assert sent(LOCKED, headers).status_code == httpx.codes.FORBIDDEN
