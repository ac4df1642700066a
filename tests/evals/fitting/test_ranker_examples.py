"""What the ranker learns from: right sentences, wrong ones, and those of which nothing is known."""

from __future__ import annotations

from datetime import date

import pytest

from corpus.article import Draft
from evals.benchmarks.trec_qa import Candidate, SentenceQuestion
from evals.fitting.ranker.examples import (
    WRONG_TOGETHER,
    Example,
    Lesson,
    lone_sentence_examples,
    source_examples,
)
from evals.fitting.ranker.sources import AskedQuestion, Place, Source
from index.ranker.inputs import Reading
from index.spans import Span

DAM = "Rain fell for a week. The dam at Oru held firm. People slept in schools."
COPY = "Officials praised the builders. They said that the dam at Oru held firm. No one was hurt."


@pytest.fixture(scope="module")
def examples() -> tuple[Example, ...]:
    at = DAM.index("held firm")
    answer = Place(source_key="dam", start=at, end=at + len("held firm"))
    dam = Draft(
        source_key="dam",
        text=DAM,
        headline="Floods",
        outlet="Oru Gazette",
        published_at=date(2025, 3, 2),
    )
    told = AskedQuestion(
        question_id="q1",
        text="What did the dam at Oru do?",
        own=("dam",),
        right=(answer,),
        short_answers=(answer,),
        told=("held firm",),
    )
    untold = AskedQuestion(
        question_id="q2", text="Who built the dam at Oru?", own=("dam",), right=()
    )
    source = Source(
        name="invented",
        drafts=(dam, Draft(source_key="copy", text=COPY, headline="Praise")),
        questions=(told, untold),
    )
    return source_examples(source, say=lambda _: None)


def test_the_sentence_in_which_an_answer_begins_is_right(examples: tuple[Example, ...]) -> None:
    own = examples[0].lessons[0]
    assert own.right == (False, True, False)
    assert [span.of(own.reading.text) for span in own.short_answers] == ["held firm"]
    assert own.reading.header == "Floods | Oru Gazette | 2 March 2025"


def test_of_the_answers_words_in_another_article_nothing_is_known(
    examples: tuple[Example, ...],
) -> None:
    (other,) = examples[0].lessons[examples[0].own :]
    assert other.right == (False, None, False)
    assert other.short_answers == ()


def test_a_question_that_nothing_answers_has_only_wrong_sentences(
    examples: tuple[Example, ...],
) -> None:
    assert examples[1].own == 1
    assert not any(lesson.is_right for lesson in examples[1].lessons)


def test_every_sentence_is_a_slice_of_its_passage(examples: tuple[Example, ...]) -> None:
    own = examples[0].lessons[0].reading
    assert [span.of(own.text) for span in own.sentences] == [
        "Rain fell for a week.",
        "The dam at Oru held firm.",
        "People slept in schools.",
    ]


def test_sentences_that_stand_alone_meet_the_right_ones_in_parts() -> None:
    wrong = [Candidate(text=f"It is {n}.", is_right=False) for n in range(WRONG_TOGETHER + 1)]
    right = Candidate(text="It is noon.", is_right=True)
    found = lone_sentence_examples(
        [SentenceQuestion(text="When is it?", candidates=(*wrong, right))]
    )
    # 17 wrong ones: 16 with the right one, and 1 with it.
    assert [len(example.lessons) for example in found] == [17, 2]
    assert all(example.lessons[0].reading.text == "It is noon." for example in found)


def test_a_lesson_is_right_when_any_sentence_is() -> None:
    spans = (Span(start=0, end=1), Span(start=1, end=2))
    reading = Reading(header="", text="ab", sentences=spans)
    assert Lesson(reading=reading, right=(None, True)).is_right
    assert not Lesson(reading=reading, right=(None, False)).is_right
