"""Questions whose words only say how they are to be answered."""

from __future__ import annotations

import pytest

from app.answering.framing import frame_of
from corpus.dates import DateRange
from index.outlets import outlets_named
from index.query import Reading, without

OUTLETS = ("RFI", "WSWS", "AFP", "Kyiv Post")


def reading_of(question: str) -> Reading:
    mentions = outlets_named(question, OUTLETS, is_word=lambda _: False)
    return Reading(
        outlets=tuple(dict.fromkeys(name for each in mentions for name in each.outlets)),
        outlet_spans=tuple(each.span for each in mentions),
        published=DateRange(),
    )


def matter(question: str) -> str:
    left = without(question, frame_of(question, reading_of(question)))
    return " ".join(left.split())


@pytest.mark.parametrize(
    ("question", "left"),
    [
        (
            "How does the WSWS coverage of the February 2025 Paris summit differ from RFI's?",
            "the February 2025 Paris summit ?",
        ),
        (
            "Do RFI and AFP say the same thing about Macron sharing France's nuclear deterrent?",
            "Macron sharing France's nuclear deterrent?",
        ),
        ("What do RFI and AFP say about the ceasefire?", "the ceasefire?"),
        ("How do RFI and WSWS differ on Starmer?", "Starmer?"),
        ("How do RFI and WSWS each report what Albares said of it?", "what Albares said of it?"),
        ("Do AFP and RFI agree on how many countries came?", "how many countries came?"),
        ("Compare RFI's reports on the arms plan with AFP's.", "the arms plan ."),
        ("How did Macron's stance on troops change between 2024 and 2025?",
         "How did Macron's stance on troops change ?"),
        ("How do accounts of the shelling in Korea differ?", "the shelling in Korea ?"),
        ("How did the plan change from March 2024 to May 2025?", "How did the plan change ?"),
    ],
)  # fmt: skip
def test_what_an_outlet_comparison_or_a_change_is_about_is_left(question: str, left: str) -> None:
    assert matter(question) == left


@pytest.mark.parametrize(
    "question",
    [
        "What did Starmer say about the ceasefire?",
        "How has Macron's stance changed since 2024?",
        "How many reports were published between 2024 and 2025?",
        "Why do Macron and Starmer differ?",
        "Do the two sides agree on a truce?",
        "Do RFI and AFP agree?",  # nothing would be left
    ],
)
def test_every_other_question_is_left_as_it_is(question: str) -> None:
    assert not frame_of(question, reading_of(question))
