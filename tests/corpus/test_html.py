"""Of a web page, the article comes in: all of its words, in order, and nothing beside them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from corpus.article import Draft
from corpus.errors import UnreadableFile
from corpus.formats.html import html_record, html_records
from corpus.formats.html_blocks import Block
from corpus.formats.html_encoding import page_text
from corpus.formats.html_text import is_reporting
from corpus.formats.mhtml import mhtml_records
from corpus.paragraphs import Form
from corpus.readers import read_path
from corpus.records import Record

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.name for path in PAGES.glob("*.html"))
UNSEEN = {"head", "script", "style", "template", "noscript", "iframe", "svg"}
# Pieces of pages: whatever way they are put together, no word may be added, changed or moved.
BROKEN = [
    "<p>The harbour was closed on Monday after a ferry ran aground near the old mole.</p>",
    "<p>Nobody was hurt, the <a href='/x'>coast guard</a> said, but <b>forty</b> cars were lost.",
    "<div><p>The owners will pay for the cars, and for the salvage, which begins on Tuesday.</p>",
    "<h2>What comes next</h2>",
    "<ul><li>A first entry of a list.<li>A second one.</ul>",
    "<table><tr><td>1998<td>12</table>",
    "<aside>Read this too.</aside>",
    "one<br><br>two&shy;three <!-- <p> --> four",
    "</div></p></article>",
    "<article class='post related'>",
    "<blockquote>“We will sail again,” the captain said, and he did not smile when he said it.",
    "<figure><figcaption>The mole.</figcaption></figure>",
    "<script>if (a < b) { document.write('<p>no</p>') }</script>",
    "&#0; &amp; &lt;p&gt; \u200b \ufeff \x00 \x85",
    "<p style='display:none'>Not to be seen by anyone who reads this page.</p>",
    "<x˜'€:q>No such element, said the clerk.</x˜'€:q>",
    "<math><annotation>x</annotation></math><svg><title>t</title></svg>",
]


def record_of(name: str) -> Record:
    (record,) = html_records(PAGES / name)
    return record


def draft_of(name: str) -> Draft:
    (draft,) = read_path(PAGES / name)
    assert isinstance(draft, Draft), draft
    return draft


def page_of(name: str) -> HtmlElement:
    source = page_text((PAGES / name).read_bytes(), where=name)
    return document_fromstring(source.encode(), parser=HTMLParser(encoding="utf-8"))


def normal(text: str) -> str:
    """What cleaning does inside a line, written down a second time."""
    shapeless = "[\u00ad\u200b\u2060\ufeff]|[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
    return " ".join(re.sub(shapeless, "", text).split())


def visible_text(element: HtmlElement) -> Iterator[str]:
    """The text a browser shows, with a space wherever a block begins or ends."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return
    inline = {"a", "b", "em", "font", "i", "span", "strong", "wbr", "time", "math"}
    yield "" if element.tag in inline else " "
    yield element.text or ""
    for child in element:
        yield from visible_text(child)
        yield child.tail or ""
    yield "" if element.tag in inline else " "


@pytest.mark.parametrize("name", NAMES)
def test_every_paragraph_of_the_article_comes_in_whole_and_no_other(name: str) -> None:
    marked = [one for one in page_of(name).iter() if one.get("data-gold") is not None]
    assert draft_of(name).text.split("\n\n") == [normal(one.text_content()) for one in marked]


@pytest.mark.parametrize("name", NAMES)
def test_the_words_are_those_of_the_page_in_their_order(name: str) -> None:
    shown = iter(normal("".join(visible_text(page_of(name)))).split())
    assert all(word in shown for word in draft_of(name).text.split())


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(BROKEN) | st.text(max_size=30), min_size=1, max_size=12))
def test_no_broken_page_adds_or_moves_a_word(pieces: list[str]) -> None:
    # Whatever is between pieces, a space follows: so words of two pieces never run together.
    raw = ("<body><h1>A ferry runs aground</h1>" + " ".join(pieces)).encode("utf-8", "replace")
    try:
        record = html_record(raw, where="page")
    except UnreadableFile:
        return
    source = page_text(raw, where="page").encode("utf-8", "replace")
    tree = document_fromstring(source, parser=HTMLParser(encoding="utf-8", remove_comments=True))
    shown = iter(normal("".join(visible_text(tree))).split())
    assert all(word in shown for part in record.paragraphs for word in part.text.split())


def test_a_correction_notice_is_kept_apart() -> None:
    expected = (
        "Correction: An earlier version of this article gave the number of pages of the report"
        " as 16."
    )
    assert draft_of("noisy.html").correction == expected


def test_the_original_bytes_are_kept() -> None:
    assert record_of("german.html").original == (PAGES / "german.html").read_bytes()


BODY = (
    "<p>The café at Sérannes may keep its tables outside until midnight, the court has ruled"
    " after three neighbours had sued.</p><p>They said that they could not sleep at night.</p>"
)
HEAD = "<title>Café wins</title>"


@pytest.mark.parametrize(
    ("raw", "charset"),
    [
        (f"{HEAD}{BODY}".encode("utf-8-sig"), "iso-8859-2"),
        (f"{HEAD}{BODY}".encode("utf-16"), None),
        (f"{HEAD}{BODY}".encode(), None),
        (f"{HEAD}{BODY}".encode("cp1252"), "ISO-8859-1"),
        (f"<meta charset=utf-8>{HEAD}{BODY}".encode("cp1252"), "windows-1252"),
        (f"<meta charset='latin1'>{HEAD}{BODY}".encode("cp1252"), None),
        (f"<?xml version='1.0' encoding='cp1252'?>{HEAD}{BODY}".encode("cp1252"), None),
        (f"{HEAD}{BODY}".encode("cp1252"), None),
        (f"{HEAD}{BODY}".encode("mac_roman"), "macintosh"),
        (f"{HEAD}{BODY}".encode(), "utf-7-no-such"),
        (f"<meta charset=punycode>{HEAD}{BODY}".encode(), None),
        (f"<meta charset=utf-16>{HEAD}{BODY}".encode(), None),
    ],
    ids=[
        "a byte order mark counts first",
        "utf-16 with a mark",
        "utf-8 undeclared",
        "the header's charset",
        "the header before the page",
        "the page's own",
        "an XML declaration",
        "undeclared windows-1252",
        "another codec",
        "an unknown label is passed over",
        "a codec that is no charset is passed over",
        "a page cannot say that it is UTF-16",
    ],
)
def test_a_page_is_decoded_as_a_browser_would(raw: bytes, charset: str | None) -> None:
    record = html_record(raw, where="page", charset=charset)
    assert record.paragraphs[0].text.startswith("The café at Sérannes may keep its tables")


def test_undeclared_bytes_that_are_no_western_words_are_refused() -> None:
    raw = "<p>Мост закрыли в пятницу для всего движения после проверки.</p>".encode("cp1251")
    with pytest.raises(UnreadableFile, match=r"^page is written neither in UTF-8 nor"):
        html_record(raw, where="page")


def test_a_page_cut_inside_a_character_loses_only_that() -> None:
    record = html_record(f"{HEAD}{BODY}é".encode()[:-1], where="page")
    assert len(record.paragraphs) == len(BODY.split("</p>")) - 1


def test_an_xhtml_script_that_closes_itself_swallows_nothing() -> None:
    raw = (
        '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>Café'
        f' wins</title><script src="a.js" /></head><body>{BODY}</body></html>'
    ).encode()
    assert len(html_record(raw, where="page").paragraphs) == BODY.count("<p>")


TEASER = (
    '<div class="card"><h2><a href="/{0}">A headline about matter number {0}</a></h2>'
    "<p>Some two dozen words say what matter number {0} is about, and why one would want to"
    " read on about it today.</p></div>"
)
NO_ARTICLE = {
    "front page": (
        "<main><h1>The Ostrow Courier</h1>" + "".join(map(TEASER.format, range(12))) + "</main>",
        "is a page of headlines, not an article",
    ),
    "cookie wall": (
        (
            "<h1>Before you continue</h1><p>We and our 800 partners use cookies to store and"
            " access information on your device, and to show advertisements to you.</p><p>Accept"
            " all cookies or subscribe to read without advertisements, from 3 euros a month.</p>"
        ),
        "is a log-in, a cookie notice or an error page",
    ),
    "log-in": (
        "<h1>Log in</h1><form><label>Password<input></label><p>Log in to read on.</p></form>",
        "is a log-in, a cookie notice or an error page",
    ),
    "robot check": (
        "<h1>One moment</h1><p>Please enable JavaScript and confirm that you are human.</p>",
        "is a log-in, a cookie notice or an error page",
    ),
    "shell": ("<div id=root></div><script>render()</script>", "shows no text; scripts may fill it"),
    "menu": (
        "".join(f'<p><a href="/{at}">Something else to be seen on page {at}</a></p>' for at in "ab")
        + "<p>" + "A place where one finds this and that " * 4 + "</p>",
        "holds no article that can be told from the rest",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("body", "message"), NO_ARTICLE.values(), ids=NO_ARTICLE)
def test_a_page_without_an_article_says_what_it_is_instead(body: str, message: str) -> None:
    raw = f"<html><head><title>News</title></head><body>{body}</body></html>".encode()
    with pytest.raises(UnreadableFile, match=message):
        html_record(raw, where="page")


def test_an_article_about_cookies_is_no_cookie_wall() -> None:
    raw = (
        b"<h1>Court bans cookie notices</h1><p>The court at Tarn has banned cookie notices that"
        b" cannot be refused, and fined the site of a bakery that had one.</p><p>The baker, Jan"
        b" Olsen, said that he had copied it from another site without reading it.</p><p>He has a"
        b" month to appeal, and sells bread.</p>"
    )
    assert html_record(raw, where="page").paragraphs


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"<div>" * 100_000 + b"<p>Deep.</p>", "nested too deeply"),
        (b"<p>" + b"word " * 400_000 + b"</p>", "larger than an article"),
        (b"<i>x</i>" * 30_000, "larger than an article"),
        (b"<p>" * 200_000, "has 200,000 tags"),
        (b"<!-- only a comment -->", "nothing is in it|shows no text"),
        (b"\x00" * 50, "nothing is in it|shows no text"),
    ],
    ids=["deep", "long", "many parts", "many tags", "a comment", "zero bytes"],
)
def test_what_no_article_can_be_is_refused(raw: bytes, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        html_record(raw, where="page")


@pytest.mark.timeout(60)
def test_a_page_of_many_nested_lists_is_read_in_bounded_time() -> None:
    # trafilatura's time grows with nesting times entries: 290 lists of 18,000 took it 140 seconds.
    entries = b"".join(b"<li>Entry %d of the list says this.</li>" % at for at in range(1500))
    record = html_record(b"<ul><li>" * 250 + entries, where="page")
    assert len(record.paragraphs) == 1500  # each entry is one, and none is lost


@pytest.mark.parametrize(
    "around", ['<div class="comments">', '<div class="box"><h3>40 Comments</h3>']
)
def test_comments_do_not_crowd_out_a_short_article(around: str) -> None:
    comment = "<p>I have crossed it for {} years, and nobody ever asked me about it.</p>"
    comments = "".join(f'<li class="comment">{comment.format(at)}</li>' for at in range(40))
    record = html_record(f"{HEAD}<h1>Café</h1>{BODY}{around}<ul>{comments}".encode(), where="page")
    assert [part.text.split()[0] for part in record.paragraphs] == ["The", "They"]


def test_a_short_article_that_trafilatura_passes_over_comes_in() -> None:
    # As a list of one entry a sentence, without a headline: trafilatura gives nothing for it.
    entries = "".join(f"<li>Entry {at} of the list says this.</li>" for at in range(9))
    record = html_record(f"<ul><li>{entries}".encode(), where="page")
    assert [part.text.split()[1] for part in record.paragraphs] == list("012345678")


@pytest.mark.parametrize("name", ["css-1ad9x2", "sc-7ad31f2b-0 x4ads9", "css-9share2"])
def test_a_name_that_a_tool_made_up_is_no_advertisement(name: str) -> None:
    quote = (
        f"<div class='{name}'><p>“We never slept,” one of the neighbours told the court.</p></div>"
    )
    record = html_record(f"{HEAD}<h1>Café</h1>{BODY}{quote}{BODY}".encode(), where="page")
    assert any(part.text.startswith("“We never slept") for part in record.paragraphs)


def test_a_page_laid_out_in_tables_of_one_column_comes_in_whole() -> None:
    sentence = "The {} neighbour told the court that he had not slept well for all of that year."
    said = [sentence.format(at) for at in ("first", "second", "third", "fourth")]
    rows = (f"<table><tr><td><p>{text}</p></td></tr></table>" for text in said)
    record = html_record(f"{HEAD}<h1>Café</h1>{''.join(rows)}".encode(), where="page")
    assert [part.text for part in record.paragraphs] == said


@pytest.mark.parametrize("end", ["۔", "።", "։", "។"])
def test_the_full_stops_of_other_scripts_end_reporting(end: str) -> None:
    text = f"کشتی پیر کی شام جزیرے کے قریب ڈوب گئی{end}"
    prose = Block(text=text, form=Form.PROSE, level=0, linked=0, element=page_of(NAMES[0]))
    assert is_reporting(prose)


def test_pictures_inside_the_page_cost_nothing() -> None:
    picture = f"<img src='data:image/png;base64,{'QUJD' * 1_000_000}'>"
    assert html_record(f"{HEAD}{picture}{BODY}".encode(), where="page").paragraphs


def test_a_page_saved_as_one_file_is_read_like_its_page() -> None:
    draft = draft_of("single-file.mhtml")
    assert [paragraph.split()[:3] for paragraph in draft.text.split("\n\n")] == [
        ["The", "county", "museum"],
        ["The", "bell", "weighs"],
        ["Aldermoor", "will", "ring"],
    ]
    assert draft.headline == "Museum returns bell to Aldermoor"
    assert draft.outlet == "The Fenland Gazette"
    assert draft.url == "https://fenland-gazette.example/bell"
    assert draft.original == (PAGES / "single-file.mhtml").read_bytes()


def test_a_saved_file_without_a_page_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.mht"
    path.write_bytes(b"MIME-Version: 1.0\nContent-Type: image/png\n\nxxxx")
    with pytest.raises(UnreadableFile, match="no web page is in it"):
        list(mhtml_records(path))
