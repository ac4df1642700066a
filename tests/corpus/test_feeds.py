"""Feeds as files: whole items are articles, announced ones are named, and nothing is fetched."""

from __future__ import annotations

from datetime import UTC, date, time, timedelta, timezone
from pathlib import Path

import pytest

from corpus.article import Draft, Origin
from corpus.readers import Failure
from tests.corpus.feed_source import CONTENT, DC, STORY, atom, item, only, read, reasons, rss

DAY = date(2025, 2, 18)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("name", ["a.rss", "a.atom", "a.XML"])
def test_a_whole_item_is_an_article_with_what_the_feed_says_of_it(
    tmp_path: Path, name: str
) -> None:
    raw = rss(
        item(
            "<title>Ferry aground &amp;amp; safe</title><dc:creator>By Jane Doe</dc:creator>"
            "<link>https://www.post.example/ferry?utm_source=rss&amp;id=7#top</link>"
            "<pubDate>Tue, 18 Feb 2025 10:32:00 +0100</pubDate>"
            "<description>A ferry ran aground.</description>"
        ),
        head="<title>Oldhaven Post</title><language>en-GB</language>",
    )
    (draft,) = read(tmp_path, raw, name)
    assert isinstance(draft, Draft)
    assert (draft.text, draft.headline) == (STORY, "Ferry aground & safe")
    assert (draft.outlet, draft.author, draft.language) == ("Oldhaven Post", "Jane Doe", "en")
    assert draft.published_at == date(2025, 2, 18)
    assert draft.published_time == time(10, 32, tzinfo=timezone(timedelta(hours=1)))
    assert draft.url == draft.source_key == "https://www.post.example/ferry?id=7"
    assert set(draft.origins.values()) == {Origin.FILE}
    assert b"Marigold" in draft.original
    assert draft.original.startswith(b"<item")


def test_an_atom_entry_is_read_with_both_its_dates_and_all_its_authors(tmp_path: Path) -> None:
    entry = (
        '<entry xml:lang="de"><title type="html">Ferry &lt;b&gt;aground&lt;/b&gt;</title>'
        '<link rel="self" href="https://post.example/self"/><link href="../ferry"/>'
        "<author><name>Jane Doe</name></author><author><name>John Roe</name></author>"
        "<published>2025-02-18T10:32:00Z</published><updated>2025-02-19</updated>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h2>Ashore</h2>'
        f"<p>{STORY}</p></div></content></entry>"
    )
    draft = only(tmp_path, atom(entry, base=' xml:base="https://post.example/news/"'))
    assert (draft.headline, draft.author, draft.language) == (
        "Ferry aground", "Jane Doe, John Roe", "de"
    )  # fmt: skip
    assert (draft.published_at, draft.published_time) == (
        date(2025, 2, 18),
        time(10, 32, tzinfo=UTC),
    )
    assert (draft.modified_at, draft.modified_time) == (date(2025, 2, 19), None)
    assert draft.url == "https://post.example/ferry"
    assert STORY in draft.text


def test_rss_1_has_its_items_beside_the_channel(tmp_path: Path) -> None:
    raw = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns="http://purl.org/rss/1.0/" xmlns:dc="{DC}" xmlns:content="{CONTENT}">'
        "<channel><title>Oldhaven Post</title></channel>"
        f"{item('<title>Ferry aground</title><dc:date>2025-02-18</dc:date>')}</rdf:RDF>"
    ).encode()
    draft = only(tmp_path, raw)
    assert (draft.outlet, draft.headline) == ("Oldhaven Post", "Ferry aground")
    assert draft.published_at == date(2025, 2, 18)


def test_a_summary_is_named_with_the_address_to_add(tmp_path: Path) -> None:
    raw = rss(
        "<item><title>Ferry aground</title><link>https://post.example/a</link>"
        "<description>A ferry ran aground on Monday.</description></item>"
        + item("<title>Second story</title>")
    )
    failed, draft = read(tmp_path, raw)
    assert isinstance(failed, Failure)
    assert isinstance(draft, Draft)
    assert failed.path == f"{tmp_path}/feed.xml:1"
    assert failed.reason == (
        f"{tmp_path}/feed.xml:1: of “Ferry aground” the feed gives 6 words, not the whole article. "
        "Add its address https://post.example/a, or the article's page saved in your browser."
    )
    assert draft.source_key == f"{tmp_path}/feed.xml#2"


@pytest.mark.parametrize(
    "ending",
    ["…", "...", " […]", " [...]", "</p><p>Read more", " <a href='x'>Continue reading →</a>"],
)
def test_a_text_that_breaks_off_is_no_article(tmp_path: Path, ending: str) -> None:
    cut = STORY.rpartition(" ")[0]
    (reason,) = reasons(tmp_path, rss(item(story=f"<p>{cut}{ending}</p>")))
    assert "not the whole article" in reason


def test_what_a_content_system_sets_under_a_text_is_not_of_it(tmp_path: Path) -> None:
    under = "<p>The post <a href='x'>Ferry</a> appeared first on <a href='y'>Oldhaven Post</a>.</p>"
    assert only(tmp_path, rss(item(story=f"<p>{STORY}</p>{under}"))).text == STORY
    (reason,) = reasons(tmp_path, rss(item(story=f"<p>{STORY[:-1]} […]</p>{under}")))
    assert "not the whole article" in reason


def test_a_long_description_is_an_article_and_a_short_one_is_not(tmp_path: Path) -> None:
    # The story has 49 words: more than the 40 that content needs, less than a summary's 120.
    assert len(STORY.split()) == 49
    short = f"<item><description>{STORY}</description></item>"
    long = f"<item><description>{' '.join([STORY] * 3)}</description></item>"
    assert len(reasons(tmp_path, rss(short))) == 1
    assert only(tmp_path, rss(long)).text.startswith("The ferry Marigold")


def test_plain_text_keeps_its_paragraphs(tmp_path: Path) -> None:
    entry = f'<entry><content type="text">{STORY}\n\nNobody was hurt &lt; today.</content></entry>'
    assert only(tmp_path, atom(entry)).text == f"{STORY}\n\nNobody was hurt < today."


def test_markup_written_as_elements_is_read_like_markup_written_as_text(tmp_path: Path) -> None:
    raw = rss(f"<item><description><p>{STORY}</p><p>{STORY}</p><p>{STORY} Ended.</p></description>"
              "</item>")  # fmt: skip
    assert only(tmp_path, raw).text.startswith(STORY + "\n\n")


@pytest.mark.parametrize(
    ("said", "author"),
    [
        ("<author>ann@post.example (Ann Bell)</author>", "Ann Bell"),
        ("<author>ann@post.example</author>", None),
        ("<dc:creator>Ann Bell</dc:creator><dc:creator>Cy Dunn</dc:creator>", "Ann Bell, Cy Dunn"),
        ("<dc:creator>admin</dc:creator>", None),
        ("<author/>", None),
    ],
)
def test_authors_are_people(tmp_path: Path, said: str, author: str | None) -> None:
    assert only(tmp_path, rss(item(said))).author == author


@pytest.mark.parametrize(
    ("said", "day", "hour"),
    [
        ("Tue, 18 Feb 2025 10:32:00 GMT", DAY, time(10, 32, tzinfo=UTC)),
        ("Tue, 18 Feb 2025 10:32:00 EST", DAY, time(10, 32, tzinfo=timezone(-5 * HOUR))),
        ("2025-02-18T10:32:00+01:00", DAY, time(10, 32, tzinfo=timezone(HOUR))),
        ("18 Feb 2025", DAY, None),
        ("Tue, 31 Feb 2025 10:32:00 GMT", None, None),
        ("yesterday", None, None),
        ("", None, None),
    ],
)
def test_a_date_is_the_one_written_or_unknown(
    tmp_path: Path, said: str, day: date | None, hour: time | None
) -> None:
    draft = only(tmp_path, rss(item(f"<pubDate>{said}</pubDate>")))
    assert (draft.published_at, draft.published_time) == (day, hour)


@pytest.mark.parametrize(
    ("said", "url"),
    [
        ("<guid>https://post.example/a</guid>", "https://post.example/a"),
        ('<guid isPermaLink="false">https://post.example/a</guid>', None),
        ("<guid>tag:post.example,2025:7</guid>", None),
        ("<link>/a</link>", "https://post.example/a"),
        ("<link>http://[</link><guid>https://post.example/b</guid>", "https://post.example/b"),
        ("<link>javascript:alert(1)</link>", None),
    ],
)
def test_a_link_is_a_web_address_or_none(tmp_path: Path, said: str, url: str | None) -> None:
    head = "<title>Oldhaven Post</title><link>https://post.example/</link>"
    assert only(tmp_path, rss(item(said), head=head)).url == url


def test_an_item_of_another_outlet_is_that_outlet_s(tmp_path: Path) -> None:
    draft = only(tmp_path, rss(item('<source url="https://x.example/rss">Newtown Echo</source>')))
    assert draft.outlet == "Newtown Echo"


def test_of_items_with_one_link_the_fullest_is_read(tmp_path: Path) -> None:
    link = "<link>https://post.example/a</link><guid isPermaLink='false'>1</guid>"
    longer = f"<p>{STORY}</p><p>More is to come.</p>"
    draft = only(tmp_path, rss(item(link) + item(link, story=longer) + item(link)))
    assert draft.text == f"{STORY}\n\nMore is to come."


def test_one_guid_for_all_items_does_not_make_them_one(tmp_path: Path) -> None:
    items = "".join(
        item(f"<link>https://post.example/{n}</link><guid isPermaLink='false'>1</guid>")
        for n in range(3)
    )
    assert len(read(tmp_path, rss(items))) == 3
