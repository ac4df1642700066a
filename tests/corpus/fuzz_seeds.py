"""A small valid file of every form of article, made here: where fuzzing starts from."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from html import escape

import docx
from fpdf import FPDF

HEADLINE = "Ferry aground at Port Ellery"
TEXT = (
    "The ferry ran aground on Monday, the coast guard said, and 41 people were brought ashore.\n\n"
    "“Nobody was hurt”, said its captain, José Lind.\n\nRead more: Who owns the ferries?"
)
# A feed whose entries are short gives summaries, not articles.
_WHOLE = "</p><p>".join(
    [
        TEXT.replace("\n\n", "</p><p>"),
        *(
            f"Engineers looked at pump {number} on Tuesday and found no fault."
            for number in range(40)
        ),
    ]
)
DAY = "2025-03-11"
_STYLES = ("Normal", "Heading 1")
_PARTS = (
    *("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml"),
    *("word/_rels/document.xml.rels", "word/styles.xml"),
)

_PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{HEADLINE}</title>
<meta property="og:site_name" content="Orra Post"><meta name="author" content="Ilse Marr">
<meta property="article:published_time" content="{DAY}T08:00:00+01:00">
<link rel="canonical" href="https://orra.example/ferry">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{HEADLINE}",
"datePublished": "{DAY}", "author": [{{"@type": "Person", "name": "Ilse Marr"}}]}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>{HEADLINE}</h1><time datetime="{DAY}">11 March
</time><p>{TEXT.replace(chr(10) * 2, "</p><p>")}</p><ul><li>41 people</li></ul><table><tr><td>Cars
</td><td>40</td></tr></table></article><footer>© Orra Post</footer></body></html>"""
_RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>Orra Post</title>
<link>https://orra.example</link><item><title>{HEADLINE}</title><link>https://orra.example/1</link>
<pubDate>Tue, 11 Mar 2025 08:00:00 +0100</pubDate><description><![CDATA[<p>{_WHOLE}</p>]]>
</description></item></channel></rss>"""
_ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Orra Post</title><id>urn:orra</id><updated>{DAY}T08:00:00Z</updated><entry>
<id>urn:orra:1</id>
<title>{HEADLINE}</title><link href="https://orra.example/1"/><updated>{DAY}T08:00:00Z</updated>
<content type="html">{escape(f"<p>{_WHOLE}</p>")}</content></entry></feed>"""
_MAIL = f"""From: Orra Post <news@orra.example>\r\nTo: desk@example.org\r\nSubject: {HEADLINE}\r
Date: Tue, 11 Mar 2025 08:00:00 +0100\r\nMIME-Version: 1.0\r
Content-Type: multipart/alternative; boundary="edge"\r\n\r\n--edge\r
Content-Type: text/plain; charset=utf-8\r\n\r\n{TEXT}\r\n--edge\r
Content-Type: text/html; charset=utf-8\r\n\r\n{_PAGE}\r\n--edge--\r\n"""
_SAVED = f"""From: <Saved>\r\nSnapshot-Content-Location: https://orra.example/ferry\r
Subject: {HEADLINE}\r\nMIME-Version: 1.0\r
Content-Type: multipart/related; type="text/html"; boundary="edge"\r\n\r\n--edge\r
Content-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r
Content-Location: https://orra.example/ferry\r\n\r\n{_PAGE}\r\n--edge--\r\n"""


def seeds_for(suffix: str) -> tuple[bytes, ...]:
    """Valid files of a suffix; a plain text for one that is not known here."""
    makers = _MAKERS.get(suffix, (_plain,))
    return tuple(maker() for maker in makers)


def _plain() -> bytes:
    return f"# {HEADLINE}\n\nBy Ilse Marr\n11 March 2025\n\n{TEXT}\n".encode()


def _front_matter() -> bytes:
    return f"---\ntitle: {HEADLINE}\ndate: {DAY}\ntags: [sea, 'port']\n---\n\n{TEXT}\n".encode()


def _row() -> dict[str, object]:
    return {"title": HEADLINE, "date": DAY, "source": "Orra Post", "text": TEXT, "authors": ["I"]}


def _json_lines() -> bytes:
    return "\n".join(json.dumps(_row()) for _ in range(3)).encode()


def _json() -> bytes:
    return json.dumps([_row(), _row()], indent=1, ensure_ascii=False).encode()


def _table(separator: str) -> Callable[[], bytes]:
    cells = (HEADLINE, DAY, "Orra Post", '"' + TEXT.replace('"', '""') + '"')
    names = ("title", "date", "outlet", "text")
    lines = (separator.join(names), separator.join(cells), separator.join(cells))
    return "\r\n".join(lines).encode


def _pdf() -> bytes:
    pdf = FPDF()
    pdf.set_compression(compress=False)  # a changed byte then changes a page, not a checksum
    pdf.set_title(HEADLINE)
    for page in (
        TEXT,
        "Engineers looked at its pumps on Tuesday and found no fault in any of them.",
    ):
        pdf.add_page()
        pdf.set_font("Helvetica", size=12)
        pdf.multi_cell(0, 8, page.encode("latin-1", "ignore").decode("latin-1"))
    return bytes(pdf.output())


def _word() -> bytes:
    pages = docx.Document()
    pages.core_properties.title = HEADLINE
    pages.add_heading(HEADLINE, level=1)
    for paragraph in TEXT.split("\n\n"):
        pages.add_paragraph(paragraph)
    pages.add_table(rows=1, cols=2).cell(0, 0).text = "Cars"
    for style in [style for style in pages.styles if style.name not in _STYLES]:
        style.delete()
    written = io.BytesIO()
    pages.save(written)
    return _only_parts_that_are_read(written)


def _only_parts_that_are_read(package: io.BytesIO) -> bytes:
    """A break in the thumbnail or the theme would be one wasted."""
    written = io.BytesIO()
    with (
        zipfile.ZipFile(package) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in _PARTS:
            new.writestr(name, old.read(name))
    return written.getvalue()


def _archive() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/a.txt", _plain())
        archive.writestr("b.html", _PAGE)
        archive.writestr("metadata.csv", f"file,outlet\nb.html,Orra Post\na.txt,{HEADLINE}\n")
    return written.getvalue()


_FEEDS = (_RSS.encode, _ATOM.encode)
_TEXTS = (_plain, _front_matter)
_MAKERS: dict[str, tuple[Callable[[], bytes], ...]] = {
    ".md": _TEXTS,
    ".markdown": _TEXTS,
    ".txt": _TEXTS,
    ".jsonl": (_json_lines,),
    ".ndjson": (_json_lines,),
    ".json": (_json,),
    ".csv": (_table(","), _table(";")),
    ".tsv": (_table("\t"),),
    ".html": (_PAGE.encode,),
    ".htm": (_PAGE.encode,),
    ".xhtml": (_PAGE.encode,),
    ".mhtml": (_SAVED.encode,),
    ".mht": (_SAVED.encode,),
    ".xml": _FEEDS,
    ".rss": _FEEDS,
    ".atom": _FEEDS,
    ".pdf": (_pdf,),
    ".docx": (_word,),
    ".eml": (_MAIL.encode,),
    ".zip": (_archive,),
}
