"""Pages are fetched from a real server on this machine, which does all that servers do."""

from __future__ import annotations

import gzip
import time
from http.server import BaseHTTPRequestHandler
from importlib.metadata import version

import pytest

from corpus.errors import InputError
from corpus.web import Web
from corpus.web_guard import Guard
from tests.corpus.web_site import (
    MEGABYTE,
    Clock,
    Site,
    answer,
    dripping,
    raw,
    refusal,
    served,
    web_of,
)


def test_a_page_comes_with_its_bytes_type_and_address(site: Site, clock: Clock) -> None:
    url = site.has("/a", "<p>Café</p>", "Text/HTML; Charset='utf-8'; x=y")
    page = web_of(clock).page(url + "#top")
    assert (page.url, page.media_type, page.charset) == (url, "text/html", "utf-8")
    assert page.body == "<p>Café</p>".encode()


def test_we_say_who_we_are_and_send_no_more(site: Site, clock: Clock) -> None:
    web_of(clock).page(site.has("/a", "x"))
    assert set(site.headers[-1]) == {
        "host", "user-agent", "accept", "accept-encoding", "connection"
    }  # fmt: skip
    assert (
        site.headers[-1]["user-agent"] == f"Clippings/{version('clippings')} (+local research tool)"
    )


def test_a_proxy_named_in_the_environment_is_not_used(
    site: Site, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # where nobody listens
    assert web_of(clock).page(site.has("/a", "x")).body == b"x"


def test_the_name_is_sent_to_the_address_that_was_judged(site: Site, clock: Clock) -> None:
    site.has("/a", "x")
    page = web_of(clock).page(site.url("/a", host="news.example"))
    assert page.url == site.url("/a", host="news.example")
    assert site.headers[-1]["host"] == f"news.example:{site.port}"


def test_a_name_is_looked_up_once_a_connection_and_never_again(site: Site, clock: Clock) -> None:
    answers = iter(["127.0.0.1", "127.0.0.1", "10.0.0.1"])  # robots.txt, page, and then a trick
    guard = Guard(allowing=("127.0.0.1",), look_up=lambda *_: (next(answers),))
    web = Web(guard=guard, clock=clock.now, sleep=clock.sleep)
    site.has("/a", "x")
    assert web.page(site.url("/a", host="news.example")).body == b"x"
    with pytest.raises(InputError, match=r"news\.example leads to 10\.0\.0\.1"):
        web.page(site.url("/a", host="news.example"))


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(site: Site, clock: Clock, status: int) -> None:
    site.has("/b", "x")
    page = web_of(clock).page(site.redirects("/a", "b#part", status))
    assert (page.url, page.body) == (site.url("/b"), b"x")


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("http://127.0.0.2/", r"127\.0\.0\.2 is no address of the"),
        ("http://[::1]/", r"::1 is no address of the public"),
        ("http://10.0.0.1/", r"10\.0\.0\.1 is no address"),
        ("http://169.254.169.254/latest/meta-data/", r"169\.254\.169\.254 is no address"),
        ("http://2130706434/", r"2130706434 leads to 127\.0\.0\.2"),
        ("//inside.example/", r"inside\.example leads to 10\.0\.0\.1"),
        ("http://mixed.example/", r"mixed\.example leads to ::1"),
        ("file:///etc/passwd", r"'file:/+etc/passwd' is not a web address that is fetched"),
        ("http://me:secret@news.example/", r"at news\.example holds a user name or password"),
        ("http://[", r"names no server"),
    ],
)
def test_a_redirect_to_where_nobody_may_go_is_refused(
    site: Site, clock: Clock, target: str, reason: str
) -> None:
    url = site.redirects("/a", target)
    with pytest.raises(InputError, match=reason):
        web_of(clock).page(url)
    assert site.asked == ["/robots.txt", "/a"]


def test_a_page_that_redirects_to_itself_is_given_up(site: Site, clock: Clock) -> None:
    reason = refusal(site.redirects("/a", "/a"), clock)
    assert reason.startswith(f"{site.url('/a')} redirects more than 5 times. Open it in")
    assert site.asked == ["/robots.txt", *["/a"] * 6]  # the page and five redirects


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("ftp://news.example/a", "neither http nor https. Add the file itself"),
        ("file:///etc/passwd", "neither http nor https"),
        ("https://", "names no server"),
        ("http://news.example:99999/", "names no server"),
        ("http://me:secret@news.example/", "holds a user name or password, which is not sent"),
        ("http://a\x00b.example/", "is not a web address"),
        ("http://a\udc80b.example/", "is not a web address"),
        ("http://127.0.0.2/", "127.0.0.2 is no address of the public"),
        ("http://inside.example/", "inside.example leads to 10.0.0.1"),
    ],
)
def test_an_address_that_may_not_be_asked_is_refused(clock: Clock, url: str, reason: str) -> None:
    said = refusal(url, clock)
    assert reason in said
    assert "secret" not in said


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        ((401, {}), "asks for a login (HTTP 401). Open it in your browser, save the page and add"),
        ((403, {}), "refuses programs, or asks for a login or a subscription (HTTP 403). Open it"),
        ((404, {}), "does not exist there (any more) (HTTP 404). Open it in your browser"),
        ((410, {}), "has been taken down (HTTP 410)"),
        ((418, {}), "was not given (HTTP 418)"),
        ((204, {}), "was not given (HTTP 204)"),
        ((429, {}), "is asked for too often (HTTP 429). Try again later."),
        (
            (429, {"Retry-After": "120"}),
            "too often and says to come back in 120 seconds (HTTP 429)",
        ),
        ((500, {}), "is not working (HTTP 500). Try again later."),
        ((503, {"Retry-After": "Wed, 01 Jan"}), "says to come back after 'Wed, 01 Jan' (HTTP 503)"),
        ((300, {}), "was not given (HTTP 300)"),
        ((302, {}), "was not given (HTTP 302)"),
    ],
)
def test_a_page_that_is_not_given_is_refused_in_plain_words(
    site: Site, clock: Clock, refused: tuple[int, dict[str, str]], reason: str
) -> None:
    url = site.refuses("/a", *refused)
    said = refusal(url, clock)
    assert said.startswith(url)
    assert reason in said


def test_a_type_that_is_not_wanted_is_named_and_its_body_left(site: Site, clock: Clock) -> None:
    url = site.behaves("/a", dripping(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", b"x"))
    with pytest.raises(InputError, match=r"/a is of a type that is not read: 'video/mp4'\. Give"):
        web_of(clock).page(url, wanted={"text/html"}.__contains__)


def test_a_body_without_an_end_is_cut_off(site: Site, clock: Clock) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while True:
            request.wfile.write(b"x" * 65_536)

    url = site.behaves("/a", endless)
    assert f"{url} is larger than 1,000,000 bytes. Save" in refusal(url, clock)


def test_a_body_of_the_largest_size_is_read_and_of_one_byte_more_is_not(
    site: Site, clock: Clock
) -> None:
    assert len(web_of(clock).page(site.has("/a", b"x" * MEGABYTE)).body) == MEGABYTE
    assert "is larger than 1,000,000 bytes" in refusal(site.has("/b", b"x" * (MEGABYTE + 1)), clock)


def packed(body: bytes, coding: str = "gzip") -> dict[str, str]:
    return {"Content-Encoding": coding, "Content-Type": "text/html", "X-Size": str(len(body))}


def test_a_packed_page_is_unpacked(site: Site, clock: Clock) -> None:
    words = b"The ferry ran aground. " * 10_000
    url = site.behaves("/a", answer(200, gzip.compress(words), packed(words)))
    assert web_of(clock).page(url).body == words


def test_a_packed_bomb_is_not_unpacked(site: Site, clock: Clock) -> None:
    bomb = gzip.compress(b"\0" * 20 * MEGABYTE)  # 20 kB packed
    url = site.behaves("/a", answer(200, bomb, packed(bomb)))
    assert "is larger than 1,000,000 bytes" in refusal(url, clock)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ((gzip.compress(b"words " * 999)[:-20], "gzip"), "broke off or cannot be read"),
        ((b"no gzip at all", "gzip"), "broke off or cannot be read"),
        ((b"words", "br"), "is packed as 'br', which was not asked for"),
        ((b"words", "gzip, gzip"), "is packed as 'gzip, gzip', which was not asked for"),
    ],
)
def test_a_badly_packed_page_is_refused(
    site: Site, clock: Clock, sent: tuple[bytes, str], reason: str
) -> None:
    url = site.behaves("/a", answer(200, sent[0], packed(*sent)))
    assert reason in refusal(url, clock)


SLOW = {
    "silent": dripping(b"", b""),
    "slow to begin": dripping(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
    "slow in one header": dripping(b"HTTP/1.1 200 OK\r\nX: ", b"y"),
    "slow body": dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", b"x"),
    "slow pieces": dripping(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"
    ),
    "only promises": dripping(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@pytest.mark.parametrize("behaviour", SLOW.values(), ids=SLOW.keys())
def test_a_slow_server_is_cut_off_when_the_time_is_over(
    site: Site, clock: Clock, behaviour: object
) -> None:
    assert callable(behaviour)
    url = site.behaves("/a", behaviour)
    started = time.monotonic()
    said = refusal(url, clock, seconds=0.4)
    assert f"{url} did not answer in full within 0.4 seconds. Try again later" in said
    assert time.monotonic() - started < 1.5


def test_redirects_share_the_time_of_one_page(site: Site, clock: Clock) -> None:
    def late(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.15)
        answer(302, b"", {"Location": "/a"})(request)

    # Four times 0.15 s: no single answer is late, all together are.
    assert "did not answer in full within 0.4 seconds" in refusal(
        site.behaves("/a", late), clock, seconds=0.4
    )


BROKEN = {
    "length": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
    "piece": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nhalf",
    "head": b"HTTP/1.1 200 OK\r\nContent-Le",
    "nothing": b"",
    "not http": b"220 mail.example ESMTP\r\n",
    "bad length": b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
    "endless head": b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 50_000,
}


@pytest.mark.parametrize("sent", BROKEN.values(), ids=BROKEN.keys())
def test_an_answer_that_breaks_off_is_refused(site: Site, clock: Clock, sent: bytes) -> None:
    url = site.behaves("/a", raw(sent))
    assert f"The answer of {url} broke off or cannot be read" in refusal(url, clock)


def test_a_closed_port_is_said_to_be_out_of_reach(clock: Clock) -> None:
    with served() as gone:
        url = gone.url("/a")
    assert "cannot be reached: Connection refused. Try again later" in refusal(url, clock)


def test_plain_http_on_a_secure_address_is_refused(site: Site, clock: Clock) -> None:
    url = site.has("/a", "x").replace("http:", "https:")
    assert "cannot be reached: " in refusal(url, clock)
