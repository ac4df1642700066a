"""Running heads, page numbers and a browser's lines go; everything else stays."""

import pytest

from corpus.formats.pdf_margins import without_margins
from corpus.formats.pdf_runs import Print, Run, Sheet

TITLE = "Ferry aground off Port Ellery | Harbour Post"


def line(text: str, *, at: float, left: float = 40, size: float = 10) -> Run:
    return Run(text=text, left=left, right=left + 100, bottom=at, top=at + size, size=size)


def sheet(*lines: str) -> Sheet:
    return Sheet(runs=tuple(line(text, at=800 - 20 * n) for n, text in enumerate(lines)))


def left_on(printed: Print) -> list[list[str]]:
    return [[run.text for run in sheet.runs] for sheet in without_margins(printed).sheets]


def test_heads_and_feet_that_come_again_go_with_their_page_numbers() -> None:
    pages = [
        sheet("Harbour Post, page 1", "a", "b", "c", "d", "1"),
        sheet("Harbour Post, page 2", "e", "f", "g", "h", "2"),
    ]
    assert left_on(Print(sheets=tuple(pages))) == [["a", "b", "c", "d"], ["e", "f", "g", "h"]]


def test_what_comes_again_within_the_text_stays_at_its_edge() -> None:
    # "a" stands once in each margin and twice within the text.
    pages = (sheet("a", "b", "c", "a", "d", "e"), sheet("a", "f", "g", "a", "h", "i"))
    assert left_on(Print(sheets=pages)) == [[*"abcade"], [*"afgahi"]]


def test_what_comes_again_on_one_page_alone_stays() -> None:
    pages = (sheet("a", "b", "a", "c"), sheet("d", "e", "f", "g"))
    assert left_on(Print(sheets=pages)) == [[*"abac"], [*"defg"]]


def test_a_headline_in_larger_type_is_no_running_head() -> None:
    first = Sheet(runs=(line("Ferry aground", at=800, size=24), line("The ferry", at=700)))
    later = sheet("Ferry aground", "more of it")
    assert left_on(Print(sheets=(first, later, later))) == [
        ["Ferry aground", "The ferry"],
        [],
        [],
    ]


@pytest.mark.parametrize(
    ("edge", "url"),
    [
        pytest.param(
            ("https://harbour.example/a/ferry", "1/1"), "https://harbour.example/a/ferry", id="foot"
        ),
        pytest.param(("11/21/26, 2:43 PM", TITLE), None, id="chrome-head"),
        pytest.param(("1 of 3", "18.02.2025, 10:32"), None, id="firefox-foot"),
        pytest.param(("https://harbour.example/a/fer…", "1/1"), None, id="cut-address"),
        pytest.param(("https://harbour.example", "1/1"), None, id="home-page"),
        pytest.param(("http://localhost/a", "1/1"), None, id="this-machine"),
    ],
)
def test_the_lines_of_a_browser_go_from_a_single_page(
    edge: tuple[str, str], url: str | None
) -> None:
    body = (line("The ferry ran aground.", at=400), line("Nobody was hurt.", at=380))
    foot = tuple(line(text, at=10, left=40 + 200 * n) for n, text in enumerate(edge))
    read = without_margins(Print(sheets=(Sheet(runs=body + foot),), title=TITLE))
    if "localhost" in edge[0]:
        assert read.sheets[0].runs == body + foot
    else:
        assert (read.sheets[0].runs, read.url) == (body, url)


@pytest.mark.parametrize("last", ["In all 1,400 people were brought ashore by 12", "2024."])
def test_a_last_line_of_reporting_that_holds_a_number_stays(last: str) -> None:
    page = sheet("a", "b", "c", last)
    assert left_on(Print(sheets=(page,))) == [[*"abc", page.runs[-1].text]]
