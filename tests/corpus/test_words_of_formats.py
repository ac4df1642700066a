"""Whatever a page is made of and in whatever format, reading it only ever leaves words out.

The pages are reporting, labelled noise and made-up sentences with soft hyphens, doubled spaces and
marks of several languages, written out by other libraries than those that read them.
"""

import io
import json
import re
import string
import textwrap
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Draft
from corpus.readers import read_path

Writer = Callable[[Sequence[str]], bytes]

HEADLINE = "Ellery bridge closed"
REPORTING = (
    "The bridge over the Orra was closed on Monday after divers found cracks in two piers.",
    "The council of Ellery said that ferries would carry pupils and nurses from Tuesday.",
    "Engineers expect the repairs to last until autumn, and who pays has not been settled.",
    "Nobody was hurt, the coast guard said, but forty cars were lost in the river that night.",
)
ROWS = Path(__file__).with_name("noise.jsonl").read_text(encoding="utf-8").splitlines()
LABELLED = [line for row in ROWS for line in json.loads(row)["text"].splitlines() if line.strip()]

WORDS = st.text("abcdeéñßöAB12'’“”«»\u00ad\u200b-–.,:;!?%€$&<*_#[]()", min_size=1, max_size=14)
MADE_UP = st.lists(WORDS, min_size=1, max_size=30).flatmap(
    lambda words: st.sampled_from([" ", "  ", " \u00a0"]).map(lambda gap: gap.join(words))
)
PAGES = st.lists(st.sampled_from(LABELLED) | MADE_UP, max_size=6)


def in_html(paragraphs: Sequence[str]) -> bytes:
    body = "".join(f"<p>{escape(paragraph)}</p>\n" for paragraph in paragraphs)
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{HEADLINE}</title>'
        f"</head><body><article><h1>{HEADLINE}</h1>{body}</article></body></html>"
    ).encode()


def in_markdown(paragraphs: Sequence[str]) -> bytes:
    """Every mark escaped, the lines wrapped hard."""
    escaped = (re.sub(rf"[{re.escape(string.punctuation)}]", r"\\\g<0>", p) for p in paragraphs)
    return "\n\n".join([f"# {HEADLINE}", *map(wrapped, escaped)]).encode()


def wrapped(paragraph: str) -> str:
    return "\n".join(textwrap.wrap(paragraph, 60, break_long_words=False, break_on_hyphens=False))


def in_docx(paragraphs: Sequence[str]) -> bytes:
    pages = docx.Document()
    pages.add_heading(HEADLINE, level=1)
    for paragraph in paragraphs:
        pages.add_paragraph(paragraph)
    written = io.BytesIO()
    pages.save(written)
    return written.getvalue()


def in_pdf(paragraphs: Sequence[str]) -> bytes:
    """Large print, so that paragraphs have lines; soft hyphens break words at the ends of those."""
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=16)
    for paragraph in (HEADLINE, *paragraphs):
        pdf.multi_cell(0, 8, paragraph, new_x="LMARGIN", new_y="NEXT")
        pdf.ln(8)
    return bytes(pdf.output())


def in_mail(paragraphs: Sequence[str]) -> bytes:
    message = EmailMessage()
    message["From"] = "Orra Post <news@orra.example>"
    message["Subject"] = HEADLINE
    message.set_content("\n\n".join(paragraphs), cte="quoted-printable")
    return bytes(message)


WRITERS: dict[str, Writer] = {
    ".html": in_html,
    ".md": in_markdown,
    ".docx": in_docx,
    ".pdf": in_pdf,
    ".eml": in_mail,
}


def writable(suffix: str, paragraph: str) -> str:
    """The paragraph without what its format cannot say.

    The font of the PDF has the letters of Latin-1, prints a soft hyphen as a hyphen, and a hyphen
    at the end of one of its lines may be part of a word that goes on. In mail, as in any plain
    text, marks are Markdown's. Wrapping may make the end of a Markdown word the end of its line,
    where a soft hyphen says that the word goes on.
    """
    if suffix == ".md":
        return re.sub(r"\u00ad+(?=\s)", "", paragraph)
    if suffix == ".eml":
        return re.sub(r"[*_#<>&\[\]()]", "", paragraph)
    if suffix == ".pdf":
        latin = paragraph.encode("latin-1", "ignore").decode("latin-1")
        return re.sub(r"\u00ad|-+(?=\W|$)", "", latin)
    return paragraph


def words_of(source: str) -> list[str]:
    """What `corpus.markup` lists, written down a second time."""
    return re.sub("[\u00ad\u200b]", "", source).split()


def read_back(suffix: str, paragraphs: Sequence[str]) -> Draft:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"page{suffix}")
        path.write_bytes(WRITERS[suffix](paragraphs))
        (draft,) = read_path(path, listed={})
    assert isinstance(draft, Draft), draft
    return draft


@pytest.mark.parametrize("suffix", WRITERS)
def test_plain_reporting_comes_back_word_for_word(suffix: str) -> None:
    assert read_back(suffix, REPORTING).text == "\n\n".join(REPORTING)


@pytest.mark.parametrize(
    ("suffix", "examples"), [(".html", 40), (".md", 80), (".docx", 25), (".pdf", 15), (".eml", 40)]
)
def test_reading_a_page_of_any_format_only_leaves_words_out(suffix: str, examples: int) -> None:
    @settings(max_examples=examples, deadline=None)
    @given(PAGES)
    def holds(pieces: list[str]) -> None:
        between = [writable(suffix, piece) for piece in pieces]
        paragraphs = [*REPORTING[:2], *between, *REPORTING[2:]]
        rest = iter(words_of(" ".join((HEADLINE, *paragraphs))))
        read = read_back(suffix, paragraphs)
        missing = [word for word in read.text.split() if word not in rest]
        assert not missing

    holds()
