"""A PDF's text layer becomes an article; every file is made here."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from corpus.article import Draft
from corpus.formats import pdf as pdf_format
from corpus.formats.pdf_engine import printed
from corpus.formats.pdf_runs import to_json
from corpus.paragraphs import Form
from corpus.readers import read_path
from tests.corpus.pdf_files import FIRST, SECOND, pages, record, saved, written

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
