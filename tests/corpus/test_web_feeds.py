"""A feed named by its address: whole items go in, of the others the pages are fetched."""

from __future__ import annotations

import json
from datetime import date

import pytest

from corpus import web_reading
from corpus.article import Draft
from corpus.metadata import Metadata
from corpus.records import Failure
from corpus.web import Web
from corpus.web_reading import read_url
from tests.corpus.web_pages import STORY, failure, only, page, rss, whole
from tests.corpus.web_site import Clock, Site


@pytest.mark.parametrize(
    "content_type", ["application/rss+xml", "text/xml", "text/html", "text/plain", ""]
)
def test_a_feed_is_a_feed_whatever_the_server_calls_it(
    site: Site, web: Web, content_type: str
) -> None:
    url = site.has("/feed", rss(whole("<title>Ferry aground</title>")), content_type)
    draft = only(read_url(url, web=web))
    assert (draft.headline, draft.outlet) == ("Ferry aground", "Oldhaven Post")
    assert draft.text == "\n\n".join(STORY)


def test_whole_items_are_articles_and_of_the_others_the_page_is_fetched(
    site: Site, web: Web, clock: Clock
) -> None:
    site.has("/b", page(headline="From its page"))
    when = "<pubDate>Tue, 18 Feb 2025 10:32:00 GMT</pubDate>"
    short = "<description>A ferry ran aground.</description>"
    url = site.has(
        "/news/feed",
        rss(
            whole("<title>Whole</title><link>../a?utm_source=rss</link>"),
            f"<title>From the feed</title><link>/b</link>{when}{short}",
        ),
        "application/rss+xml",
    )
    first, second = read_url(url, web=web)
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert (first.headline, first.url) == ("Whole", site.url("/a"))
    assert (second.headline, second.url) == ("From its page", site.url("/b"))
    # The page states no outlet and no date: the feed does.
    assert (second.outlet, second.published_at) == ("Oldhaven Post", date(2025, 2, 18))
    assert site.asked == ["/robots.txt", "/news/feed", "/b"]
    assert len(clock.waits) == 1


def test_a_page_of_a_feed_that_fails_is_named_and_the_others_go_in(site: Site, web: Web) -> None:
    site.has("/robots.txt", "User-agent: *\nDisallow: /closed\n", "text/plain")
    site.has("/c", page())
    links = ("/missing", "http://10.0.0.1/router", "/closed", "/c")
    items = [f"<link>{link}</link><description>Short.</description>" for link in links]
    items.append("<title>Nowhere</title><description>Short.</description>")
    url = site.has("/feed", rss(*items), "application/rss+xml")
    *_, good, last = read = list(read_url(url, web=web))
    failed = [each for each in read if isinstance(each, Failure)]
    assert [each.path for each in failed] == [
        site.url("/missing"), "http://10.0.0.1/router", site.url("/closed"), f"{url}:5"
    ]  # fmt: skip
    assert "(HTTP 404)" in failed[0].reason
    assert "10.0.0.1 is no address" in failed[1].reason
    assert "closed to programs" in failed[2].reason
    assert "of “Nowhere” the feed gives 1 word, not" in failed[3].reason
    assert isinstance(good, Draft)
    assert last is failed[3]


def test_of_one_feed_a_limited_number_of_pages_is_fetched(
    site: Site, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_reading, "LINKED_PAGES", 2)
    paths = [f"/{number}" for number in range(4)]
    for path in paths:
        site.has(path, page())
    url = site.has("/feed", rss(*(f"<link>{path}</link>" for path in paths)), "text/xml")
    read = list(read_url(url, web=web))
    assert [isinstance(each, Draft) for each in read] == [True, True, False, False]
    assert isinstance(read[3], Failure)
    assert read[3].reason == (
        f"{site.url('/3')} was not fetched: of one feed 2 pages are fetched at a time. "
        "Add the address itself."
    )
    assert site.asked == ["/robots.txt", "/feed", "/0", "/1"]


def test_a_headline_for_a_feed_of_many_articles_is_refused(site: Site, web: Web) -> None:
    url = site.has("/feed", rss(whole()), "application/rss+xml")
    failed = failure(read_url(url, given=Metadata(headline="x"), web=web))
    assert "is a feed of many articles; a headline or a url names one" in failed.reason


def test_an_item_without_an_address_is_known_by_its_guid_wherever_it_stands(
    site: Site, web: Web
) -> None:
    old = whole("<guid isPermaLink='false'>7</guid>")
    url = site.has("/feed", rss(old), "text/xml")
    assert only(read_url(url, web=web)).source_key == f"{url}#7"
    site.has("/feed", rss(whole("<title>Newer, without any name</title>"), old), "text/xml")
    new, known = read_url(url, web=web)
    assert isinstance(new, Draft)
    assert isinstance(known, Draft)
    assert known.source_key == f"{url}#7"
    assert new.source_key not in {f"{url}#7", url}


def test_two_items_of_one_guid_are_two_articles(site: Site, web: Web) -> None:
    guid = "<guid isPermaLink='false'>7</guid>"
    feed = rss(whole(guid), whole(f"{guid}<title>Another</title>"))
    read = list(read_url(site.has("/feed", feed, "text/xml"), web=web))
    assert len({draft.source_key for draft in read if isinstance(draft, Draft)}) == 2


def test_a_json_feed_is_read_like_the_others(site: Site, web: Web) -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Oldhaven Post",
        "language": "en",
        "items": [
            {
                "id": "7",
                "url": "/a",
                "title": "Ferry aground",
                "content_html": "".join(f"<p>{paragraph}</p>" for paragraph in STORY),
                "date_published": "2025-02-18T10:32:00+01:00",
                "authors": [{"name": "Jane Doe"}, {"url": "https://x.example"}],
            },
            {"id": "8", "content_text": "\n\n".join(STORY)},
            "not an item",
        ],
    }
    url = site.has("/feed.json", json.dumps(feed), "application/feed+json")
    first, second, third = read_url(url, web=web)
    assert isinstance(first, Draft)
    assert (first.headline, first.author, first.url) == (
        "Ferry aground",
        "Jane Doe",
        site.url("/a"),
    )
    assert first.published_at == date(2025, 2, 18)
    assert isinstance(second, Draft)
    assert second.text == "\n\n".join(STORY)
    assert isinstance(third, Failure)
