"""The headline of a printed page, what stands above it, and whose page it is."""

import pytest

from corpus.formats.pdf_headline import outlet_of, with_headline
from corpus.formats.pdf_paragraphs import Block
from corpus.paragraphs import Form, Paragraph

BODY = "The ferry ran aground on Monday, the coastguard said."


def block(text: str, *, size: float = 11, level: int = 0, sheet: int = 0) -> Block:
    form = Form.HEADING if level else Form.PROSE
    return Block(paragraph=Paragraph(text=text, form=form, level=level), size=size, sheet=sheet)


BLOCKS = (
    block("Harbour Post of Ellery", size=40, level=1),
    block("News"),
    block("18 February 2025"),
    block("Ferry runs aground", size=22, level=2),
    block(BODY),
    block("A heading of page two", size=50, level=1, sheet=1),
)


def test_the_line_that_the_title_begins_with_is_the_headline_and_not_the_largest() -> None:
    headed = with_headline(BLOCKS, title="Ferry runs aground - News | Harbour Post")
    assert [(p.text, p.level) for p in headed.paragraphs] == [
        ("18 February 2025", 0),
        ("Ferry runs aground", 1),
        (BODY, 0),
        ("A heading of page two", 2),
    ]
    assert headed.site == "News | Harbour Post"


def test_without_a_title_the_first_pages_largest_line_is_the_headline() -> None:
    headed = with_headline(BLOCKS, title="")
    assert (headed.paragraphs[0].text, headed.site) == ("Harbour Post of Ellery", "")
    assert len(headed.paragraphs) == len(BLOCKS)


def test_a_page_without_headings_stays_as_it_is() -> None:
    assert with_headline((block(BODY),), title="").paragraphs == (Paragraph(text=BODY),)
    assert with_headline((), title="Ferry runs aground").paragraphs == ()


@pytest.mark.parametrize(
    ("site", "url", "outlet"),
    [
        pytest.param("Harbour Post", "https://www.harbourpost.example/a", "Harbour Post", id="so"),
        pytest.param(
            "News | Harbour Post", "https://harbour-post.example/a", "Harbour Post", id="last"
        ),
        pytest.param("The Tide", "https://tide.example/a", "The Tide", id="article"),
        pytest.param("News", "https://harbourpost.example/a", None, id="section"),
        pytest.param("Harbour Post", None, None, id="no-address"),
        pytest.param("", "https://harbourpost.example/a", None, id="no-site"),
    ],
)
def test_an_outlet_is_named_when_title_and_domain_agree(
    site: str, url: str | None, outlet: str | None
) -> None:
    assert outlet_of(site, url) == outlet
