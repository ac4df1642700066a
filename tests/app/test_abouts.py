"""Questions for all there is on a topic: what is left of them, and what only looks like one."""

from __future__ import annotations

import pytest

from app.answering.abouts import about_words
from app.answering.picking import picked
from app.answering.refusal import OF_TOPICS
from app.answering.shapes import Shape, Wanted
from app.answering.told_beside import Shown, notes_on
from app.assistant import Assistant
from app.limits import Limits
from app.reply import Abstention, Answer, Reply
from index.outlets import outlets_named
from index.query import Reading
from index.spans import Span
from tests.app.cli_runs import sample_home
from tests.app.test_shapes import told

OUTLETS = ("RFI", "AFP", "Kyiv Post")
REPORT = "Teland keeps a fleet."


def spans(question: str) -> tuple[Span, ...]:
    found = outlets_named(question, OUTLETS, is_word=lambda _: False)
    return tuple(each.span for each in found)


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("What do the articles say about Turkey?", "Turkey?"),
        ("what does afp write about turkey", "turkey"),
        ("What does the Kyiv Post tell us about ammunition?", "ammunition?"),
        ("What have RFI and AFP reported on the truce?", "the truce?"),
        ("What is RFI's coverage saying about Beaune?", "Beaune?"),
        ("What do we know about the Nexter plant?", "the Nexter plant?"),
        ("What's known so far about the crash?", "the crash?"),
        ("What has been reported on Kaja Kallas?", "Kaja Kallas?"),
        ("And what is said in the articles about it?", "it?"),
        ("Is there anything about Erdogan?", "Erdogan?"),
        ("any news on the ferry", "the ferry"),
        ("Do you have any articles on interest rates?", "interest rates?"),
        ("How does RFI describe the summit?", "the summit?"),
        ("How did AFP report on the vote?", "the vote?"),
        ("Which articles mention Erdogan?", "Erdogan?"),
        ("What's the latest on Kyiv's truce offer?", "Kyiv's truce offer?"),
        ("the latest news about the loans", "the loans"),
        ("what reports are there about the loans", "the loans"),
        ("Tell me about Turkey", "Turkey"),
        ("Please tell us everything about the ferry", "the ferry"),
        ("Give me all you have on Turkey", "Turkey"),
        ("Latest on Ukraine", "Ukraine"),
        ("What's the latest from the front?", "the front?"),
        ("Which articles reported on Turkey?", "Turkey?"),
        ("Which outlets wrote about Turkey?", "Turkey?"),
    ],
)
def test_what_the_question_is_about_is_left(question: str, topic: str) -> None:
    found = about_words(question, spans(question))
    assert found is not None
    assert question[found.end :].strip() == topic


@pytest.mark.parametrize(
    "question",
    [
        "What did Starmer say about the ceasefire?",
        "What did the report say about the crash?",
        "What does the UN say about Turkey?",
        "What was said on Monday about the deal?",
        "What do we know?",
        "What about Turkey?",
        "What do you think about Turkey?",
        "How did the mayor describe the flood?",
        "Who wrote about Turkey?",
        "What is the latest figure for arms?",
        "Which articles of the constitution changed?",
        "",
    ],
)
def test_what_persons_and_bodies_say_is_another_question(question: str) -> None:
    assert about_words(question, spans(question)) is None


def wanted(question: str) -> Wanted:
    reading = Reading(outlets=("AFP",), outlet_spans=spans(question))
    return Wanted(question=question, shape=Shape.PLAIN, reading=reading)


def test_what_an_outlet_writes_is_told_in_its_words_where_there_are_any() -> None:
    question = "What does AFP write about Teland?"
    (own,), (other,) = told(REPORT, outlet="AFP"), told(f"Proud {REPORT}", outlet="RFI")
    assert [each.evidence for each in picked([other, own], wanted(question))] == [own]
    assert [each.evidence for each in picked([other], wanted(question))] == [other]
    beside = "What fleet does Teland keep, AFP asks?"
    assert len(picked([other, own], wanted(beside))) == 2


def test_an_outlet_that_writes_nothing_of_it_is_named() -> None:
    (other,) = told(REPORT, outlet="RFI")
    shown = Shown(
        articles=[other.article],
        verdict=None,
        newest=None,
        lacks_day=False,
        is_aim=False,
        is_unsure=False,
    )
    assert notes_on(wanted("What does AFP write about Teland?"), shown) == (
        "I found nothing of AFP on this.",
    )


@pytest.mark.parametrize(
    ("question", "has"),
    [
        ("Who keeps a fleet?", True),
        ("how big is the fleet", True),
        ("Teland's fleet?", True),
        ("What is the role called?", True),
        ("What does AFP write about Teland?", False),
        ("What is Teland's position on the fleet?", False),
        ("What was the reaction of Teland?", False),
        ("teland fleet admiral", False),
    ],
)
def test_topics_positions_and_catchwords_have_no_short_answer(question: str, has: bool) -> None:
    assert wanted(question).has_short_answer is has


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("What do the articles say about Turkey?", OF_TOPICS),
        ("Who opposes troops for Ukraine?", OF_TOPICS),
        ("Who offered troops for Ukraine?", 1.0),
    ],
)
def test_for_topics_and_positions_less_will_do(question: str, share: float) -> None:
    home = sample_home()
    shown = Assistant(home).ask(question, limits=Limits(threshold=0.0))
    assert isinstance(shown, Answer)
    confidence = shown.confidence
    assert 0.0 < confidence < 0.79

    def reply(threshold: float) -> Reply:
        return Assistant(home).ask(question, limits=Limits(threshold=threshold))

    assert isinstance(reply(0.99 * confidence / share), Answer)
    assert isinstance(reply(1.01 * confidence / share), Abstention)
