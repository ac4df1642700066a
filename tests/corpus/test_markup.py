"""What goes inside a line, and what is a word and stays."""

import pytest

from corpus.markup import one_line, unmarked, visible


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        pytest.param("told *Le Figaro* so", "told Le Figaro so", id="emphasis"),
        pytest.param("**strong** and __strong__", "strong and strong", id="strong"),
        pytest.param("***both***", "both", id="strong-emphasis"),
        pytest.param("**a *b* c**", "a b c", id="nested"),
        pytest.param("[words](https://x.org/a_(b))", "words", id="link"),
        pytest.param("a ![photo](x.png) b", "a b", id="image"),
        pytest.param(r"\$500 and \*", "$500 and *", id="escapes"),
        pytest.param("a<br/>b <!-- c --> d", "ab d", id="html"),
    ],
)
def test_markdown_marks_go_and_words_stay(marked: str, plain: str) -> None:
    assert unmarked(marked) == plain


@pytest.mark.parametrize(
    "text",
    [
        "snake_case_name",
        "2*3*4 = 24",
        "“[The] meeting” and [sic](see below)",
        "AT&T < 5 > 3",
        "‘curly’ “quotes” – and — dashes",
        "e\u0301 is not composed",
    ],
)
def test_words_that_only_look_marked_are_left_alone(text: str) -> None:
    assert unmarked(text) == text


def test_a_soft_hyphen_goes_with_its_line_break() -> None:
    assert visible("presi\u00ad\ndent and con\u00adti\u00adnent") == "president and continent"


def test_no_break_and_doubled_spaces_become_one_space() -> None:
    assert one_line("only\u00a0 a  fraction\t of\ufeff it ") == "only a fraction of it"
