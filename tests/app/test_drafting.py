from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.writing.drafting import MOST_WAITING, Drafted, drafted_sentences

TEXT = (
    "Here is what I found:\n- The bridge cost €77 million. [1]\n"
    "The U.S. envoy opened it on 2 May [2]. Nobody knows why. It has four lanes. [1] [3, 2]\n\nDone"
)
SENTENCES = [
    Drafted(text="Here is what I found.", marks=()),
    Drafted(text="The bridge cost €77 million.", marks=(1,)),
    Drafted(text="The U.S. envoy opened it on 2 May.", marks=(2,)),
    Drafted(text="Nobody knows why.", marks=()),
    Drafted(text="It has four lanes.", marks=(1, 3, 2)),
    Drafted(text="Done.", marks=()),
]


@given(st.lists(st.integers(min_value=1, max_value=20), max_size=60))
def test_sentences_are_the_same_wherever_the_stream_is_cut(sizes: list[int]) -> None:
    pieces, at = [], 0
    for size in sizes:
        pieces.append(TEXT[at : at + size])
        at += size
    assert list(drafted_sentences([*pieces, TEXT[at:]])) == SENTENCES


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("It cost €77 million. [1]", (1,)),
        ("It cost €77 million [1].", (1,)),
        ("It cost €77 million [1]", (1,)),
        ("It cost €77 million.[1][2]", (1, 2)),
        ("It cost €77 million. [ 1, 2 ]", (1, 2)),
        ("It cost [2] €77 million. [1]", (2, 1)),
        ("* It cost €77 million. [1]", (1,)),
        ("[2] It cost €77 million. [1]", (1,)),
        ("[2] It cost €77 million.", (2,)),
        ("\n- [2][3] It cost €77 million.", (2, 3)),
        ("It cost [1] €77 million. [one] It has four lanes.", ()),
        ("2) It cost €77 million. [1]", (1,)),
        ("It cost €77 million.", ()),
        ("It cost [1] €77 million.", ()),
        ("It cost €77 million. [one]", ()),
        ("It cost €77 million. [1-3]", ()),
        ("It cost €77 million. [4444]", ()),
    ],
)
def test_marks_count_where_a_sentence_ends_or_the_whole_text_begins_with_them(
    text: str, marks: tuple[int, ...]
) -> None:
    assert [each.marks for each in drafted_sentences([text])][:1] == [marks]


def test_a_sentence_is_told_before_the_next_one_is_complete() -> None:
    pieces = iter(["It cost €77 million. [1] It", " has four lanes"])
    sentences = drafted_sentences(pieces)
    assert next(sentences) == Drafted(text="It cost €77 million.", marks=(1,))
    assert next(pieces) == " has four lanes"


@pytest.mark.parametrize("text", ["[2]", "[2]\n", " [1] [2] "])
def test_marks_alone_are_no_sentence(text: str) -> None:
    assert list(drafted_sentences([text])) == []


def test_a_mark_that_begins_a_later_line_is_of_the_line_before() -> None:
    drafted = list(drafted_sentences(["It cost €77 million.\n[1] It has four lanes."]))
    assert [each.marks for each in drafted] == [(1,), ()]


def test_a_mark_within_a_sentence_does_not_end_it() -> None:
    [only] = drafted_sentences(["In 2024 [1] France paid for the bridge [2]."])
    assert only == Drafted(text="In 2024 France paid for the bridge.", marks=(1, 2))


def test_text_without_marks_does_not_wait_for_ever() -> None:
    def pieces() -> list[str]:
        return ["la " * 100] * 20

    found = list(drafted_sentences(pieces()))
    assert len(found) > 1
    assert all(len(each.text) <= MOST_WAITING + 302 for each in found)
    assert not any(each.marks for each in found)


@given(st.text(max_size=300))
def test_any_text_gives_sentences(text: str) -> None:
    for each in drafted_sentences([text]):
        assert each.text


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Yes, the aid has stopped. [1]", "The aid has stopped."),
        ("NO, 40 men left. [1]", "40 men left."),
        ("Yes. [1]", "Yes."),
        ("Yes, [1]", "Yes."),
        ("Norrby said no, and Lund yes. [1]", "Norrby said no, and Lund yes."),
    ],
)
def test_a_verdict_before_a_sentence_is_taken_off(text: str, plain: str) -> None:
    assert [drafted.text for drafted in drafted_sentences([text])] == [plain]
