"""A PDF's text layer becomes an article, or the reason why not; every file is made here."""

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.enums import AccessPermission, EncryptionMethod
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from playwright.sync_api import Browser

from corpus.article import Draft
from corpus.errors import UnreadableFile
from corpus.formats import pdf as pdf_format
from corpus.formats.pdf import pdf_records
from corpus.formats.pdf_engine import MOST_PAGES, Refused, printed
from corpus.formats.pdf_runs import Print, Run, Sheet, to_json
from corpus.paragraphs import Form
from corpus.readers import Failure, read_path
from corpus.records import Record

FIRST = (
    "The ferry Marigold, which carries some 300 passengers, ran aground on Monday near the eastern"
    " pier of the harbour of Port Ellery, the coastguard said."
)
SECOND = (
    "The president of the company said that nobody had been hurt, and that efforts to free the"
    " well-known vessel would begin at high tide on the following morning."
)
ADDRESS = "https://www.harbourpost.example/2025/02/18/ferry-runs-aground-off-port-ellery"
PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8">
<title>Ferry runs aground off Port Ellery | Harbour Post</title>
<div>HARBOUR POST</div><ul><li>Home<li>News<li>Sport</ul>
<h1>Ferry runs aground off Port Ellery</h1><p>By Jane Doe</p><p>18 February 2025</p>
<div style="columns: STYLE; text-align: justify">"""


def page_with(count: int) -> str:
    """A page of `count` times two paragraphs, each numbered so that none comes again."""
    numbered = (
        f"<p>Report {n} of the day. {FIRST}</p><h2>Accident number {n}</h2><p>“{SECOND}”</p>"
        for n in range(count)
    )
    return PAGE + "".join(numbered) + "</div></html>"


def pages(font: str = "Times", size: int = 11) -> FPDF:
    made = FPDF(format="A4")
    made.add_page()
    made.set_font(font, size=size)
    return made


def written(made: FPDF, paragraph: str, *, height: int = 6) -> None:
    made.multi_cell(0, height, paragraph, new_x="LMARGIN", new_y="NEXT")


def saved(made: FPDF, path: Path) -> Path:
    made.output(str(path))
    return path


def record(path: Path) -> Record:
    (read,) = pdf_records(path)
    return read


def words(text: str) -> list[str]:
    return text.split()


def is_subsequence(some: list[str], of: list[str]) -> bool:
    remaining: Iterator[str] = iter(of)
    return all(word in remaining for word in some)


def test_wrapped_lines_become_paragraphs_and_headings_are_told_by_their_type(
    tmp_path: Path,
) -> None:
    made = pages()
    made.set_font(style="B", size=22)
    written(made, "Ferry runs aground off Port Ellery while its crew changes watch", height=10)
    made.set_font(style="", size=11)
    for paragraph in (FIRST, SECOND):
        written(made, paragraph)
        made.ln(4)
    made.set_font(style="B")
    written(made, "Third accident")
    made.set_font(style="")
    written(made, FIRST)
    read = record(saved(made, tmp_path / "a.pdf")).paragraphs
    assert [paragraph.text for paragraph in read] == [
        "Ferry runs aground off Port Ellery while its crew changes watch",
        FIRST,
        SECOND,
        "Third accident",
        FIRST,
    ]
    assert [(p.form, p.level) for p in read] == [
        (Form.HEADING, 1),
        (Form.PROSE, 0),
        (Form.PROSE, 0),
        (Form.HEADING, 2),
        (Form.PROSE, 0),
    ]


def test_paragraphs_are_told_by_their_indent_and_go_on_over_a_page(tmp_path: Path) -> None:
    made = pages()
    made.set_auto_page_break(auto=False)
    end = "not asked to help by the coastguard."
    lines = ["  The ferry ran aground on Monday and the", "coastguard came at once to help it out."]
    lines += ["  A second boat was near, but its", "captain, who had seen all of it, was"]
    for n, line in enumerate(lines):
        made.text(20 + (5 if line.startswith(" ") else 0), 200 + 5 * n, line.strip())
    made.add_page()
    made.text(20, 20, end)
    assert [p.text for p in record(saved(made, tmp_path / "a.pdf")).paragraphs] == [
        "The ferry ran aground on Monday and the coastguard came at once to help it out.",
        f"A second boat was near, but its captain, who had seen all of it, was {end}",
    ]


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_one_after_the_other_and_no_word_is_lost(
    tmp_path: Path, columns: int
) -> None:
    made = pages(size=9)
    source = "\n\n".join(f"Number {n}. {FIRST}\n\nNumber {n} too. {SECOND}" for n in range(8))
    with made.text_columns(ncols=columns, gutter=6, text_align="J") as text:
        text.write(source)
    read = " ".join(p.text for p in record(saved(made, tmp_path / "a.pdf")).paragraphs)
    assert words(read) == words(source)


def test_hyphens_at_line_ends_are_undone(tmp_path: Path) -> None:
    made = pages()
    for n, line in enumerate(("The presi-", "dent of the well-", "known company came.")):
        made.text(20, 20 + 5 * n, line)
    (read,) = record(saved(made, tmp_path / "a.pdf")).paragraphs
    assert read.text == "The president of the well-known company came."


def test_a_browsers_print_gives_headline_address_outlet_byline_and_every_word(
    tmp_path: Path, browser: Browser
) -> None:
    page = browser.new_page()
    page.route("**/*", lambda route: route.fulfill(body=page_with(9), content_type="text/html"))
    page.goto(ADDRESS)
    margin = {"top": "1cm", "bottom": "1cm", "left": "1cm", "right": "1cm"}
    path = tmp_path / "print.pdf"
    page.pdf(path=path, display_header_footer=True, format="A4", margin=margin)  # type: ignore[arg-type]
    page.close()
    (draft,) = read_path(path)
    assert isinstance(draft, Draft), draft
    assert draft.headline == "Ferry runs aground off Port Ellery"
    assert (draft.outlet, draft.url, draft.author) == ("Harbour Post", ADDRESS, "Jane Doe")
    assert draft.published_at == date(2025, 2, 18)  # the byline's, not the day of printing
    assert draft.text == "\n\n".join(
        paragraph
        for n in range(9)
        for paragraph in (f"Report {n} of the day. {FIRST}", f"“{SECOND}”")
    )


def test_a_browsers_justified_columns_lose_no_word(tmp_path: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(page_with(6).replace("STYLE", "2"))
    path = tmp_path / "columns.pdf"
    page.pdf(path=path, format="A4")
    page.close()
    body = [p.text for p in record(path).paragraphs if p.form is Form.PROSE]
    expected = [
        paragraph
        for n in range(6)
        for paragraph in (f"Report {n} of the day. {FIRST}", f"“{SECOND}”")
    ]
    assert body == ["By Jane Doe", "18 February 2025", *expected]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned_is_read_upright(tmp_path: Path, turn: int) -> None:
    made = pages()
    with made.rotation(turn, x=105, y=148):
        made.text(40, 140, "The ferry ran aground on Monday,")
        made.text(40, 146, "the coastguard said.")
    (read,) = record(saved(made, tmp_path / "a.pdf")).paragraphs
    assert read.text == "The ferry ran aground on Monday, the coastguard said."


def test_a_credit_along_a_picture_is_left_out(tmp_path: Path) -> None:
    made = pages()
    written(made, FIRST)
    with made.rotation(90, x=100, y=200):
        made.text(100, 200, "Photograph by Ann Oduya")
    (read,) = record(saved(made, tmp_path / "a.pdf")).paragraphs
    assert read.text == FIRST


def test_the_files_dates_and_what_programs_write_are_no_metadata(tmp_path: Path) -> None:
    made = pages()
    written(made, FIRST)
    made.set_title("Microsoft Word - draft3.doc")
    made.set_author("Windows User")
    made.set_creation_date(datetime(2025, 2, 18, tzinfo=UTC))
    stated = record(saved(made, tmp_path / "a.pdf")).stated
    assert stated.known == ()


def test_title_and_author_count_where_the_text_has_none(tmp_path: Path) -> None:
    made = pages()
    written(made, FIRST)
    made.set_title("Ferry aground off Port Ellery")
    made.set_author("Jane Doe")
    stated = record(saved(made, tmp_path / "a.pdf")).stated
    assert (stated.headline, stated.author) == ("Ferry aground off Port Ellery", "Jane Doe")


def test_a_scan_is_refused_with_the_way_out(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("L", (60, 80), 200).save(picture, "PNG")
    made = pages()
    made.image(picture, 0, 0, 210, 297)
    made.text(20, 20, "Scanned by Scanner")
    with pytest.raises(UnreadableFile, match=r"is a scan: 1 of its 1 pages .* `ocrmypdf in\.pdf"):
        record(saved(made, tmp_path / "a.pdf"))


def test_pages_without_letters_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="has no text layer: it holds no letters"):
        record(saved(pages(), tmp_path / "a.pdf"))


def test_letters_without_a_meaning_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = Run(text="a\ue001\ue002\ue003", left=0, right=9, bottom=0, top=9, size=9)
    answer = to_json(Print(sheets=(Sheet(runs=(signs,)),))).encode()
    monkeypatch.setattr(pdf_format, "_engine_answer", lambda _raw: answer)
    with pytest.raises(UnreadableFile, match=r"which letters its signs are: 3 of 4\. .*ocrmypdf"):
        record(saved(pages(), tmp_path / "a.pdf"))


def test_a_password_is_named(tmp_path: Path) -> None:
    made = pages()
    written(made, FIRST)
    made.set_encryption(
        "owner",
        "user",
        permissions=AccessPermission.all(),
        encryption_method=EncryptionMethod.RC4,
    )
    with pytest.raises(UnreadableFile, match="is protected by a password"):
        record(saved(made, tmp_path / "a.pdf"))


@pytest.mark.parametrize(
    "raw",
    [b"%PDF-1.4\n", b"no PDF at all", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>"],
)
def test_what_is_no_pdf_is_named(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile, match="is not a PDF, or a broken one"):
        record(path)


def test_a_file_of_too_many_pages_is_refused_before_it_is_read(tmp_path: Path) -> None:
    kids = b" ".join([b"3 0 R"] * (MOST_PAGES + 1))
    path = tmp_path / "a.pdf"
    path.write_bytes(
        raw_pdf(
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, MOST_PAGES + 1),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        )
    )
    with pytest.raises(UnreadableFile, match="has 501 pages; an article has at most 500"):
        record(path)


def test_a_page_that_unpacks_to_gigabytes_is_one_failed_file(tmp_path: Path) -> None:
    # 5,000,000 words in some 100 kB; at 1 GB the operating system stops the engine.
    stream = zlib.compress(b"BT /F1 9 Tf 9 700 Td " + b"(ferry) Tj " * 5_000_000 + b"ET")
    path = tmp_path / "a.pdf"
    path.write_bytes(
        raw_pdf(
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>>>>>",
            b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        )
    )
    (failure,) = read_path(path)
    assert isinstance(failure, Failure)
    assert re.search(r"cannot be read within 60 seconds and 1 GB|has more text", failure.reason)


def test_an_engine_that_takes_too_long_is_one_failed_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_format, "PATIENCE_SECONDS", 0.001)
    with pytest.raises(UnreadableFile, match="cannot be read within 60 seconds and 1 GB of memory"):
        record(saved(pages(), tmp_path / "a.pdf"))


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of numbered objects, the catalogue before them."""
    written = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", *objects), start=1):
        offsets.append(len(written))
        written += b"%d 0 obj%sendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(offsets) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(written))
    )


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.binary(max_size=8))
def test_broken_bytes_raise_nothing_but_a_refusal(at: int, noise: bytes) -> None:
    made = pages()
    written(made, FIRST)
    whole = bytes(made.output())
    place = at % len(whole)
    with suppress(Refused):
        printed(whole[:place] + noise + whole[place + len(noise) :])


@pytest.fixture
def engine_within(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real engine, without a process for each example."""
    monkeypatch.setattr(pdf_format, "_engine_answer", lambda raw: to_json(printed(raw)).encode())


plain_words = st.text("abcdefilot", min_size=2, max_size=9)
prose = st.lists(st.lists(plain_words, min_size=12, max_size=60), min_size=1, max_size=6)


@pytest.mark.usefixtures("engine_within")
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(prose)
def test_the_words_read_are_the_words_written(tmp_path: Path, paragraphs: list[list[str]]) -> None:
    source = [" ".join(some).capitalize() + "." for some in paragraphs]
    made = pages()
    for paragraph in source:
        written(made, paragraph)
        made.ln(4)
    (draft,) = read_path(saved(made, tmp_path / "a.pdf"))
    assert isinstance(draft, Draft)
    assert is_subsequence(words(draft.text), words(" ".join(source)))
    read = record(tmp_path / "a.pdf").paragraphs
    assert words(" ".join(p.text for p in read)) == words(" ".join(source))
