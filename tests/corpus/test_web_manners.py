"""A site is asked for what it allows, as often as it allows."""

from __future__ import annotations

import pytest

from corpus.errors import InputError
from tests.corpus.web_site import Clock, Site, refusal, web_of


def test_robots_txt_is_respected_and_the_remedy_is_to_save_the_page(
    site: Site, clock: Clock
) -> None:
    site.has("/robots.txt", "User-agent: *\nDisallow: /closed\n", "text/plain")
    site.has("/open", "x")
    web = web_of(clock)
    assert web.page(site.url("/open")).body == b"x"
    with pytest.raises(InputError) as caught:
        web.page(site.has("/closed/a", "x"))
    assert str(caught.value) == (
        f"{site.url('/closed/a')} is closed to programs by {site.url('/robots.txt')}. "
        "Open it in your browser, save the page and add the file."
    )
    assert site.asked == ["/robots.txt", "/open"]  # asked once, kept for the run


@pytest.mark.parametrize(
    ("rules", "is_open"),
    [
        ("User-agent: Clippings\nDisallow: /\n", False),
        ("User-agent: clippings\nAllow: /\n\nUser-agent: *\nDisallow: /\n", True),
        ("User-agent: Other\nDisallow: /\n", True),
        ("<html>Not found</html>", True),
        ("", True),
        ("\ufeffUser-agent: *\nDisallow: /a\n", False),
        ("User-agent: *\nDisallow: /\n" + "#" * 600_000, False),
        ("#" * 600_000 + "\nUser-agent: *\nDisallow: /\n", True),  # RFC 9309: the first 500 KiB
        (f"User-agent: *\n{'#' * (500 * 1024 - 26)}\nDisallow: /abc\n", True),  # cut after "/"
    ],
    ids=["us", "all but us", "another", "html", "empty", "mark", "long", "too late", "cut"],
)
def test_robots_txt_is_read_as_its_standard_says(
    site: Site, clock: Clock, rules: str, is_open: bool
) -> None:
    site.has("/robots.txt", rules, "text/plain")
    url = site.has("/a", "x")
    if is_open:
        assert web_of(clock).page(url).body == b"x"
    else:
        assert "is closed to programs" in refusal(url, clock)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_that_cannot_say_what_it_allows_is_not_asked(
    site: Site, clock: Clock, status: int
) -> None:
    site.refuses("/robots.txt", status)
    said = refusal(site.has("/a", "x"), clock)
    assert f"/robots.txt cannot be had (HTTP {status}), so no page there is fetched." in said


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_txt_is_open(site: Site, clock: Clock, status: int) -> None:
    site.refuses("/robots.txt", status)
    assert web_of(clock).page(site.has("/a", "x")).body == b"x"


def test_robots_txt_is_not_fetched_from_where_nobody_may_go(site: Site, clock: Clock) -> None:
    site.redirects("/robots.txt", "http://10.0.0.1/robots.txt")
    assert "10.0.0.1 is no address" in refusal(site.has("/a", "x"), clock)


def test_a_redirect_to_a_closed_page_is_refused(site: Site, clock: Clock) -> None:
    site.has("/robots.txt", "User-agent: *\nDisallow: /b\n", "text/plain")
    assert "/b is closed to programs" in refusal(site.redirects("/a", "/b"), clock)


def test_a_site_is_asked_at_most_once_a_second(site: Site, clock: Clock) -> None:
    web = web_of(clock)
    for path in ("/a", "/b", "/c"):
        web.page(site.has(path, "x"))
    assert len(clock.waits) == 2
    assert all(0.5 < wait <= 1 for wait in clock.waits)  # what is left of the second


def test_another_site_is_asked_without_waiting(site: Site, clock: Clock) -> None:
    web = web_of(clock)
    web.page(site.has("/a", "x"))
    web.page(site.url("/a", host="news.example"))
    assert clock.waits == []


def test_a_site_is_given_the_pause_that_it_asks_for(site: Site, clock: Clock) -> None:
    site.has("/robots.txt", "User-agent: *\nCrawl-delay: 7\n", "text/plain")
    web = web_of(clock)
    web.page(site.has("/a", "x"))
    web.page(site.url("/a"))
    (wait,) = clock.waits
    assert 6 < wait <= 7


def test_a_site_that_asks_for_a_long_pause_gives_one_page(site: Site, clock: Clock) -> None:
    site.has("/robots.txt", "User-agent: *\nCrawl-delay: 3600\n", "text/plain")
    web = web_of(clock)
    assert web.page(site.has("/a", "x")).body == b"x"
    with pytest.raises(InputError, match=r"/a was not fetched: its site asks for 3600 seconds"):
        web.page(site.url("/a"))
    assert clock.waits == []


def test_a_wait_does_not_count_as_the_server_s_time(site: Site, clock: Clock) -> None:
    site.has("/robots.txt", "User-agent: *\nCrawl-delay: 25\n", "text/plain")
    web = web_of(clock, seconds=5)
    web.page(site.has("/a", "x"))
    assert web.page(site.url("/a")).body == b"x"
