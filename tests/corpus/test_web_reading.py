"""What a person names by its address goes in like a file: from a real server on this machine."""

from __future__ import annotations

from datetime import date

import pytest
from fpdf import FPDF

from corpus.article import Origin
from corpus.metadata import Metadata
from corpus.reading_settings import ReadingSettings
from corpus.web import Web
from corpus.web_reading import read_url
from tests.corpus.web_pages import STORY, failure, only, page
from tests.corpus.web_site import Site, answer, raw


def test_a_page_becomes_an_article_under_its_own_address(site: Site, web: Web) -> None:
    head = "<meta property='og:site_name' content='Oldhaven Post'>"
    raw_page = page(head=head).encode()
    url = site.has("/news/ferry?id=7&utm_source=mail", raw_page)
    draft = only(read_url(f"{url}#top", web=web))
    assert draft.text == "\n\n".join(STORY)
    assert (draft.headline, draft.outlet) == ("Ferry aground off Oldhaven", "Oldhaven Post")
    assert draft.url == draft.source_key == site.url("/news/ferry?id=7")
    assert draft.origins["url"] is Origin.FILE
    assert draft.original == raw_page
    assert draft.path is None


def test_two_ways_of_naming_a_page_give_one_article(site: Site, web: Web) -> None:
    head = "<link rel='canonical' href='/news/ferry'>"
    short = site.redirects("/s", "/news/ferry?utm_campaign=x&fbclid=y")
    site.has("/news/ferry?utm_campaign=x&fbclid=y", page(head=head))
    plain = site.has("/news/ferry", page(head=head))
    one, other = only(read_url(short, web=web)), only(read_url(plain, web=web))
    assert one.article_id == other.article_id
    assert one.url == plain


def test_a_page_that_names_another_site_s_address_keeps_its_own(site: Site, web: Web) -> None:
    url = site.has("/a", page(head="<link rel='canonical' href='https://wire.example/a'>"))
    assert only(read_url(url, web=web)).url == url


def test_what_a_person_says_goes_before_what_the_page_says(site: Site, web: Web) -> None:
    url = site.has("/a", page(head="<meta property='og:site_name' content='Oldhaven Post'>"))
    given = Metadata(outlet="The Post", published_at=date(2025, 2, 18))
    draft = only(read_url(url, given=given, web=web))
    assert (draft.outlet, draft.published_at) == ("The Post", date(2025, 2, 18))
    assert draft.origins["outlet"] is Origin.USER


def test_the_settings_name_the_outlet_of_a_domain(site: Site, web: Web) -> None:
    site.has("/a", page())
    settings = ReadingSettings(outlets={"post.example": "Oldhaven Post"})
    url = site.url("/a", host="www.post.example")
    assert only(read_url(url, settings=settings, web=web)).outlet == "Oldhaven Post"


@pytest.mark.parametrize(
    ("header", "meta"),
    [
        ("text/html; charset=windows-1252", "<meta charset=utf-8>"),
        ("text/html", "<meta charset=windows-1252>"),
        ("text/html; charset=utf-8", "<meta charset=windows-1252>"),
        ("text/html", ""),
        ("application/xhtml+xml", ""),
    ],
    ids=["header before meta", "meta alone", "header right", "neither", "xhtml"],
)
def test_the_header_s_encoding_counts_before_the_page_s(
    site: Site, web: Web, header: str, meta: str
) -> None:
    encoding = "windows-1252" if "1252" in (header if "charset" in header else meta) else "utf-8"
    source = page(head=meta, headline="Fähre läuft vor Möwenhafen auf Grund")
    draft = only(read_url(site.has("/a", source.encode(encoding), header), web=web))
    assert draft.headline == "Fähre läuft vor Möwenhafen auf Grund"


def test_a_text_is_read_in_the_encoding_of_its_header(site: Site, web: Web) -> None:
    body = f"# Fähre läuft auf\n\n{STORY[0]}".encode("windows-1252")
    url = site.has("/a.txt", body, "text/plain; charset=windows-1252")
    draft = only(read_url(url, web=web))
    assert (draft.headline, draft.text) == ("Fähre läuft auf", STORY[0])
    assert (draft.url, draft.original) == (url, body)


def test_markdown_with_front_matter_is_read_as_from_a_file(site: Site, web: Web) -> None:
    body = f"---\ntitle: Ferry aground\nsource: Oldhaven Post\n---\n{STORY[0]}"
    draft = only(read_url(site.has("/a.md", body, "text/markdown"), web=web))
    assert (draft.headline, draft.outlet, draft.text) == (
        "Ferry aground",
        "Oldhaven Post",
        STORY[0],
    )


def pdf() -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=11)
    for paragraph in STORY:
        made.multi_cell(0, 6, paragraph, new_x="LMARGIN", new_y="NEXT")
        made.ln(6)
    return bytes(made.output())


@pytest.mark.parametrize("content_type", ["application/pdf", "application/octet-stream"])
def test_a_pdf_is_read_by_the_reader_of_pdf_files(site: Site, web: Web, content_type: str) -> None:
    body = pdf()
    url = site.has("/a", body, content_type)
    draft = only(read_url(url, web=web))
    assert STORY[1] in draft.text
    assert (draft.source_key, draft.original, draft.path) == (url, body, None)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (("image/png", b"\x89PNG"), "is of a type that is not read: 'image/png'. Give"),
        (
            ("application/octet-stream", b"\x00\x01"),
            "is of the type 'application/octet-stream', wh",
        ),
        (("text/xml", b"<urlset/>"), "is of the type 'text/xml', which is not read. Save it"),
        (("application/rss+xml", b"<html></html>"), "is XML but no feed"),
        (("application/rss+xml", b"<rss><channel/></rss>"), "is a feed without items"),
        (("application/json", b'{"a": 1}'), "is JSON but no feed"),
        (("application/feed+json", b"["), "is not JSON"),
        (("application/pdf", b"%PDF-1.7 no more"), ""),
        (("text/plain", b""), "is empty"),
        (("text/html", b""), ""),
    ],
)
def test_what_is_no_article_is_refused_under_its_address(
    site: Site, web: Web, sent: tuple[str, bytes], reason: str
) -> None:
    content_type, body = sent
    url = site.has("/a", body, content_type)
    failed = failure(read_url(url, web=web))
    assert failed.path == url
    assert failed.reason.startswith(url)
    assert reason in failed.reason
    assert "/tmp" not in failed.reason


@pytest.mark.parametrize("url", ["ftp://a.example/b", "http://10.0.0.1/", "http://", "http://[::1"])
def test_what_may_not_be_fetched_is_a_failure_and_no_exception(web: Web, url: str) -> None:
    assert failure(read_url(url, web=web)).path == url


def test_a_body_that_breaks_off_gives_no_half_article(site: Site, web: Web) -> None:
    half = page().encode()[:-200]
    sent = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 9999\r\n\r\n" + half
    assert "broke off" in failure(read_url(site.behaves("/a", raw(sent)), web=web)).reason


def test_nothing_but_what_was_named_is_fetched(site: Site, web: Web) -> None:
    head = "<link rel=stylesheet href='/s.css'><script src='/j.js'></script><img src='/i.png'>"
    site.behaves("/a", answer(200, page(head=head).encode(), {"Content-Type": "text/html"}))
    only(read_url(site.url("/a"), web=web))
    assert site.asked == ["/robots.txt", "/a"]
