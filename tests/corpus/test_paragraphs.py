"""Lines become paragraphs; broken sentences are whole again."""

import pytest

from corpus.paragraphs import Form, paragraphs


def texts(source: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(source)]


def test_a_page_break_inside_a_sentence_is_closed() -> None:
    source = (
        "The delegates from all nine river states arrived at the old customs\n\n"
        "house in the evening. Talks with the Port Authority and the Harbour\n\n"
        "(HC) Commission began at once."
    )
    assert texts(source) == [
        (
            "The delegates from all nine river states arrived at the old customs house in the"
            " evening. Talks with the Port Authority and the Harbour (HC) Commission began at once."
        )
    ]


def test_hard_wrapped_lines_are_joined_and_blank_lines_part_paragraphs() -> None:
    source = "The ferry sank in\nthe harbour of\nPiraeus.\n\nNobody was\nhurt."
    assert texts(source) == ["The ferry sank in the harbour of Piraeus.", "Nobody was hurt."]


def test_a_number_that_wrapping_put_first_is_no_entry_of_a_list() -> None:
    source = "The number of the dead rose to\n18. The coast guard said that\nforty were missing."
    assert texts(source) == [source.replace("\n", " ")]


@pytest.mark.parametrize(
    "entries",
    [
        "The demands of the crews\n1. Higher pay for all who\nsail at night\n2. Shorter days",
        "1. Higher pay for all who\nsail at night\n2. Shorter days and nights\nfor all",
    ],
)
def test_the_entries_of_a_wrapped_list_stay_apart(entries: str) -> None:
    found = [line.text[:2] for line in paragraphs(entries) if line.form is Form.ENTRY]
    assert found == ["1.", "2."]


@pytest.mark.parametrize(
    "header",
    ["By Jane Doe", "18 February 2025", "Tuesday, February 18, 2025 10:32", "Source: Orra Post"],
)
def test_a_header_without_blank_lines_is_no_part_of_hard_wrapped_text(header: str) -> None:
    body = "The ferry sank in\nthe harbour of\nPiraeus on the\nway to the islands."
    assert texts(f"Ferry aground\n{header}\n{body}") == [
        "Ferry aground",
        header,
        body.replace("\n", " "),
    ]


def test_a_line_of_the_text_that_is_a_day_is_part_of_its_sentence() -> None:
    body = "the ferry sank\n" * 6 + "on the night of\n18 February 2025\nnear the mole."
    assert texts(body) == [body.replace("\n", " ")]


@pytest.mark.parametrize("end", ["۔", "።", "։", "។"])
def test_the_full_stops_of_other_scripts_end_sentences(end: str) -> None:
    (line,) = paragraphs(f"کشتی ڈوب گئی{end}")
    assert not line.is_title


def test_one_paragraph_a_line_stays_one_paragraph_a_line() -> None:
    assert texts("The ferry sank.\nNobody was hurt.") == ["The ferry sank.", "Nobody was hurt."]


def test_a_crosshead_is_not_glued_to_a_sentence_that_begins_in_lower_case() -> None:
    source = "Phones lead\n\niPhone sales fell.\n\nSahel\n\nal-Qaeda said so."
    assert texts(source) == ["Phones lead", "iPhone sales fell.", "Sahel", "al-Qaeda said so."]


def test_a_credit_in_brackets_is_not_joined_to_an_unfinished_line() -> None:
    line = (
        "A line of many words that for some reason ends here without any full stop whatsoever now"
    )
    assert texts(f"{line}\n\n(with agencies)") == [line, "(with agencies)"]


def test_headings_and_list_entries_are_told_by_their_marks() -> None:
    found = paragraphs("## Background ##\n- one\n2. two\n\n> quoted.\n---\n#hashtag is prose.")
    assert [(p.form, p.text) for p in found] == [
        (Form.HEADING, "Background"),
        (Form.ENTRY, "one"),
        (Form.ENTRY, "2. two"),
        (Form.PROSE, "quoted."),
        (Form.PROSE, "#hashtag is prose."),
    ]
