"""`add` of web addresses, from a site on this machine that the settings allow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.app.cli_runs import OSLO, Shell, serving, tiny_home, write_articles
from tests.corpus.web_site import Site
from tests.corpus.web_site import served as web_served

ALLOW = "CLIPPINGS_ALLOW_PRIVATE"
HEADLINE = "Harbour wall repaired in Vels"
PAGE = f"""<!doctype html><html lang="en"><head><title>{HEADLINE} | Vels Courier</title>
<meta property="og:site_name" content="Vels Courier">
<meta property="article:published_time" content="2024-11-03T08:15:00+01:00"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>{HEADLINE}</h1>
<p>Workers finished repairs to the harbour wall in Vels on Saturday, three weeks after a storm tore
a gap of twelve metres into it.</p>
<p>The town paid 1.4 million crowns for the work, the harbour master Lise Tarn said. Fishing boats
may return on Monday morning.</p>
<p>A second wall farther out will be built next spring if the province agrees to pay half.</p>
</article></body></html>"""
WHOLE = "The boat is back. " + "It was laid up for eleven weeks while its engine was changed. " * 9
FEED = f"""<?xml version="1.0"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Ardle Post</title>
<item><title>Ferry sails again</title><link>http://ardle.example/ferry</link>
<pubDate>Sat, 04 May 2024 09:30:00 +0200</pubDate>
<content:encoded>&lt;p&gt;{WHOLE}&lt;/p&gt;</content:encoded></item>
<item><title>Mill burns down</title><link>http://ardle.example/mill</link>
<pubDate>Sun, 05 May 2024 10:00:00 +0200</pubDate>
<content:encoded>&lt;p&gt;{WHOLE.replace("boat", "mill")}&lt;/p&gt;</content:encoded></item>
</channel></rss>"""
GONE = "does not exist there (any more) (HTTP 404)"


@pytest.fixture
def site() -> Iterator[Site]:
    with web_served() as site:
        site.has("/wall", PAGE, "text/html; charset=utf-8")
        site.has("/feed", FEED, "application/rss+xml")
        yield site


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    """Commands on an empty home, allowed to fetch from this machine."""
    monkeypatch.setenv(ALLOW, "127.0.0.1")
    return Shell(tmp_path / "home", capsys)


def listed(shell: Shell) -> list[dict[str, Any]]:
    articles: list[dict[str, Any]] = shell.json("list").fields["articles"]
    return articles


def test_a_page_is_an_article_known_by_its_address(shell: Shell, site: Site) -> None:
    ran = shell.json("add", site.url("/wall"))
    assert (ran.code, ran.fields["added"], ran.fields["failed"]) == (0, 1, [])
    [added] = ran.fields["articles"]
    assert (added["path"], added["state"]) == (site.url("/wall"), "added")
    shown = shell.json("show", added["article_id"]).fields
    assert (shown["headline"], shown["outlet"]) == (HEADLINE, "Vels Courier")
    assert (shown["published_at"], shown["published_time"]) == ("2024-11-03", "08:15:00+01:00")
    assert (shown["url"], shown["language"]) == (site.url("/wall"), "en")
    assert shown["text"].startswith("Workers finished repairs")
    mailed = site.has("/wall?utm_source=mail", PAGE, "text/html; charset=utf-8")
    again = shell.json("add", mailed).fields
    assert (again["added"], again["unchanged"]) == (0, 1)


def test_a_private_address_is_refused_with_the_setting_that_allows_it(
    shell: Shell, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(ALLOW)
    ran = shell.run("add", site.url("/wall"))
    assert ran.code == 1
    assert "127.0.0.1 is no address of the public internet" in ran.err
    assert f"name the address in {ALLOW}" in ran.err
    assert site.asked == []


def test_a_feed_gives_its_articles(shell: Shell, site: Site) -> None:
    ran = shell.json("add", site.url("/feed"), "--outlet", "Ardle Post")
    assert (ran.code, ran.fields["added"]) == (0, 2)
    assert [a["path"] for a in ran.fields["articles"]] == [
        "http://ardle.example/ferry",
        "http://ardle.example/mill",
    ]
    # newest first
    assert [(a["headline"], a["outlet"], a["published_at"]) for a in listed(shell)] == [
        ("Mill burns down", "Ardle Post", "2024-05-05"),
        ("Ferry sails again", "Ardle Post", "2024-05-04"),
    ]


def test_an_address_that_fails_among_good_files_is_named(
    shell: Shell, site: Site, tmp_path: Path
) -> None:
    ran = shell.json("add", site.url("/gone"), write_articles(tmp_path / "in", oslo=OSLO))
    assert (ran.code, ran.fields["added"]) == (3, 1)
    [failure] = ran.fields["failed"]
    assert failure["path"] == site.url("/gone")
    assert GONE in failure["reason"]
    assert "save the page and add the file" in failure["reason"]


def test_addresses_and_files_go_in_together(shell: Shell, site: Site, tmp_path: Path) -> None:
    ran = shell.json("add", site.url("/wall"), write_articles(tmp_path / "in", oslo=OSLO))
    assert (ran.code, ran.fields["added"], ran.fields["passages"]) == (0, 2, 2)
    assert {a["headline"] for a in listed(shell)} == {HEADLINE, "Chess title decided in Oslo"}
    assert shell.json("doctor").fields["sound"]


def test_when_nothing_comes_of_any_address_it_is_an_error(shell: Shell, site: Site) -> None:
    ran = shell.json("add", site.url("/gone"))
    assert (ran.code, ran.fields["error"]["code"]) == (1, "bad_input")
    assert GONE in ran.fields["error"]["message"]


def test_a_web_address_is_not_watched(shell: Shell, site: Site) -> None:
    ran = shell.run("add", "--watch", site.url("/feed"))
    assert ran.code == 1
    assert ran.err == (
        f"clippings: {site.url('/feed')} is a web address; only folders are watched."
        " Add it without --watch, as often as you like.\n"
    )


def test_a_server_fetches_for_the_command_beside_it(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tiny_home(tmp_path, oslo=OSLO)
    with serving(home, environment={ALLOW: "127.0.0.1"}):
        shell = Shell(home, capsys)  # what may be fetched is for the server's settings to say
        ran = shell.json("add", site.url("/wall"))
        assert (ran.code, ran.fields["added"]) == (0, 1)
        found = shell.json("search", "What did the harbour wall in Vels cost?").fields
        assert found["hits"][0]["url"] == site.url("/wall")
        failed = shell.json("add", site.url("/gone"), tmp_path / "articles")
        assert (failed.code, failed.fields["unchanged"]) == (3, 1)
        assert GONE in failed.fields["failed"][0]["reason"]
        assert shell.json("doctor").fields["sound"]
