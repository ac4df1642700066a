"""Lines become paragraphs; broken sentences are whole again."""

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
