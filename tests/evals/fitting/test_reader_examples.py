"""What the support reader learns from: claims, questions and sentences made by code."""

from __future__ import annotations

from collections.abc import Sequence

from evals.fitting.claims import Claim
from evals.fitting.ranker.examples import Example, Lesson
from evals.fitting.reader.examples import claim_examples, question_examples
from evals.fitting.reader.made import made_examples
from index.ranker.inputs import Reading
from index.rereading import MOST_WORDS
from index.spans import Span

REPORT = (
    "The ferry Solveig sank off Norrby on Monday, after an engine caught fire.",
    "All 40 passengers were saved by the coast guard, which had sailed from Lund at night.",
    "The mayor, Anna Berg, thanked the crew, who had handed out the vests in time.",
    "Divers will look for the wreck in May, when the ice in the sound is gone.",
)


def _says(example: Example) -> bool:
    (lesson,) = example.lessons
    return lesson.is_right


def _text(example: Example) -> str:
    return example.lessons[0].reading.text


def _lesson(text: str, *, right: Sequence[bool | None]) -> Lesson:
    whole = Span(start=0, end=len(text))
    reading = Reading(header="Floods", text=text, sentences=(whole,) * len(right))
    return Lesson(reading=reading, right=tuple(right))


def test_a_claim_is_read_with_its_ground_and_some_true_ones_without() -> None:
    true = Claim(
        text="The ferry Solveig sank.", cluster="x-1", report=REPORT, fault="", is_held=False
    )
    false = Claim(
        text="The ferry Solveig was saved.",
        cluster="x-1",
        report=REPORT,
        fault="who",
        is_held=False,
    )
    made = list(claim_examples([true, false] * 20, seed=1))
    assert {each.question_id for each in made} == {"claim true", "claim who", "claim removed"}
    for each in made:
        assert _says(each) == (each.question_id == "claim true")
        assert (REPORT[0] in _text(each)) == (each.question_id != "claim removed")


def test_a_question_is_read_with_a_passage_that_answers_and_with_tempting_ones() -> None:
    right = _lesson("The dam at Oru held.", right=(True,))
    near = _lesson("The dam at Oru was built long ago.", right=(False,))
    far = _lesson("Trams were late.", right=(False,))
    unknown = _lesson("The dam held, they say.", right=(None,))
    lessons = (far, right, unknown, near)
    told = Example(
        question_id="squad2 1", question="Did the dam at Oru hold?", lessons=lessons, own=2
    )
    open_ = Example(
        question_id="squad2 2", question="Who built Oru's dam?", lessons=(far, near, far), own=1
    )
    made = list(question_examples([told, open_] * 10, seed=1))
    assert {_text(each) for each in made if _says(each)} == {right.reading.text}
    wrong = [_text(each) for each in made if not _says(each) and each.question == told.question]
    assert 0 < len(wrong) < 10
    assert set(wrong) == {near.reading.text}
    assert [_text(e) for e in made if e.question == open_.question][:2] == [
        near.reading.text,
        far.reading.text,
    ]


def test_a_place_is_wrong_only_where_neither_the_sentence_nor_a_neighbour_answers() -> None:
    told_of = "The dam at Oru held."
    others = [f"Of village {n} below it nobody said a word {'more ' * 20}." for n in range(6)]
    text = " ".join([told_of, *others])
    spans = [
        Span(start=text.index(each), end=text.index(each) + len(each))
        for each in [told_of, *others]
    ]
    reading = Reading(header="Dam", text=text, sentences=tuple(spans))
    lesson = Lesson(reading=reading, right=(True, *(False for _ in others)))
    asked = Example(question_id="x 1", question="Did the dam hold?", lessons=(lesson,), own=1)
    made = list(question_examples([asked] * 20, seed=1))
    assert {_says(each) for each in made} == {True, False}
    for each in made:
        assert len(_text(each).split()) <= MOST_WORDS
        assert _says(each) == (told_of in _text(each))


def test_for_each_sentence_made_false_one_is_made_true_and_its_own_is_read() -> None:
    text = " ".join(REPORT)
    made = list(made_examples([text], 100, seed=1))
    assert sum(map(_says, made)) * 2 == len(made) > 0
    for each in made:
        is_whole = each.question in text
        assert _says(each) or not is_whole
        assert any(sentence in _text(each) for sentence in REPORT)


def test_no_more_is_made_than_asked_for_and_the_same_for_a_seed() -> None:
    text = " ".join(REPORT)
    assert len(list(made_examples([text], 2, seed=1))) == 2
    assert list(made_examples([text], 9, seed=3)) == list(made_examples([text], 9, seed=3))
