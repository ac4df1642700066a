from __future__ import annotations

from dataclasses import replace

import pytest

from app.answering.comparing import compared_in
from app.answering.parts import Asked, joined, parts_of
from app.answering.told_beside import UNSURE
from app.assistant import Assistant
from app.reply import Abstention, Answer
from app.wire import reply_fields
from tests.app.cli_runs import sample_home


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant(sample_home())


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Who won, and how many seats did they get?", ("Who won?", "How many seats did they get?")),
        ("When and where did it start?", ("When did it start?", "Where did it start?")),
        (
            "Where, when and why did it start?",
            ("Where did it start?", "When did it start?", "Why did it start?"),
        ),
        ("What happened in Oslo? And who came?", ("What happened in Oslo?", "Who came?")),
        ("Did Oslo agree, and did Paris?", ("Did Oslo agree?", "Did Paris agree?")),
        (
            "What does Oslo say about cod and what does Paris say?",
            ("What does Oslo say about cod?", "What does Paris say about cod?"),
        ),
        (
            "What does Oslo say, and what does Paris do?",
            ("What does Oslo say?", "What does Paris do?"),
        ),
        (
            "Where does France want to buy arms, and where does the United Kingdom?",
            (
                "Where does France want to buy arms?",
                "Where does the United Kingdom want to buy arms?",
            ),
        ),
        (
            "In what year did it end and who won it?",
            ("In what year did it end?", "Who won it?"),
        ),
        (
            "According to RFI, who left and when did he leave?",
            ("According to RFI, who left?", "When did he leave?"),
        ),
        (
            "Who won and in which city did it take place?",
            ("Who won?", "In which city did it take place?"),
        ),
        ("Who won?  And did Oslo accept it?", ("Who won?", "Did Oslo accept it?")),
        ("Who, what, when and where was the attack?", ()),
        ("Who saved them and when?", ("Who saved them?", "When?")),
        ("From whom and why did she flee?", ()),
        ("Who knows how and why the crane fell?", ()),
        ("Who said what and when it starts?", ()),
        ("What did he say about who won and how many seats they got?", ()),
        ("What did RFI and WSWS say about troops?", ()),
        ("Who came second and third?", ()),
        ("How much do Germany and France pay?", ()),
        ("Is it true that they met and that they talked?", ()),
        ("Who is Ada Quill?", ()),
        ("", ()),
    ],
)
def test_a_question_is_taken_apart_at_its_questions(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        (
            "How does the sum Oslo offers compare with what Rome asks for?",
            ("The sum Oslo offers?", "What Rome asks for?"),
        ),
        ("How do prices compare to wages?", ("Prices?", "Wages?")),
        (
            "Compare Ada Quill and Lind on closing the port",
            (
                "What does Ada Quill say about closing the port?",
                "What does Lind say about closing the port?",
            ),
        ),
        (
            "How do Quill and the Harbour Board differ on the port?",
            (
                "What does Quill say about the port?",
                "What does the Harbour Board say about the port?",
            ),
        ),
        (
            "Do Quill and Lind agree about the port?",
            ("What does Quill say about the port?", "What does Lind say about the port?"),
        ),
        (
            "compare Quill's and Lind's positions on the port",
            ("What does Quill say about the port?", "What does Lind say about the port?"),
        ),
        (
            "What did Quill and Lind say about the port?",
            ("What does Quill say about the port?", "What does Lind say about the port?"),
        ),
        (
            "Which cost more lives: the flood of 2006 or the fire at the mill in 2015?",
            (
                "How many lives did the flood of 2006 cost?",
                "How many lives did the fire at the mill in 2015 cost?",
            ),
        ),
        ("Who saved more of them, the fishermen or the navy?", ()),
        ("Who got more votes, Quill or Lind?", ()),
        ("Do Quill and Lind agree?", ()),
        ("Did Oslo and Rome agree on a truce?", ()),
        ("Which cost more money, the bridge or the tunnel?", ()),
        ("What did he and she say about the port?", ()),
        ("How did they compare the two?", ()),
        ("Who compared them with dogs?", ()),
    ],
)
def test_a_comparison_is_of_two_things(question: str, sides: tuple[str, ...]) -> None:
    assert compared_in(question) == sides


def test_two_things_compared_are_each_looked_for(assistant: Assistant) -> None:
    reply = assistant.ask(
        "How does von der Leyen's fund compare with the cost of New Zealand's two referendums?"
    )
    assert isinstance(reply, Answer)
    assert len(reply.parts) == 2
    told = " ".join(sentence.text for sentence in reply.sentences)
    assert "800 billion" in told
    assert "NZ$26 million" in told


def test_each_part_is_answered_by_its_own_sentences(assistant: Assistant) -> None:
    reply = assistant.ask("How many CEASARs will France build and who directs the iodine study?")
    assert isinstance(reply, Answer)
    assert [part.question for part in reply.parts] == [
        "How many CEASARs will France build?",
        "Who directs the iodine study?",
    ]
    best = [reply.sentences[part.sentences[0]].text for part in reply.parts]
    assert "12 CEASAR launchers" in best[0]
    assert "Cres Eastman" in best[1]
    assert reply.query.read[0].startswith("asked as 2 questions: “How many")


def test_a_later_part_leans_on_the_one_before(assistant: Assistant) -> None:
    reply = assistant.ask("How big is von der Leyen's fund, and how much of it would be loans?")
    assert isinstance(reply, Answer)
    assert "how much of it would be loans? (" in reply.query.read[0].lower()
    assert "€150 billion" in reply.text


def test_an_unanswered_part_is_named(assistant: Assistant) -> None:
    reply = assistant.ask("Who directs the iodine study, and when was Harry Potter published?")
    assert isinstance(reply, Answer)
    (note,) = reply.notes
    assert note.startswith("Not answered: “When was Harry Potter published?” The articles don't")
    parts = reply_fields(reply)["parts"]
    assert parts == [
        {"question": "Who directs the iodine study?", "sentences": [0], "answered": True},
        {"question": "When was Harry Potter published?", "sentences": [], "answered": False},
    ]


def test_a_part_whose_nearest_is_quoted_for_another_is_not_denied(assistant: Assistant) -> None:
    answer = assistant.ask("Who directs the iodine study?")
    refusal = assistant.ask("When was Harry Potter published?")
    assert isinstance(answer, Answer)
    assert isinstance(refusal, Abstention)
    refusal = replace(refusal, nearest_quotes=(answer.citations[0].quote,))
    parts = [Asked(question=reply.question, reply=reply) for reply in (answer, refusal)]
    (note,) = joined("Both?", answer.query, parts).notes
    assert note == (
        "On “When was Harry Potter published?” I found nothing plainer than what is quoted above."
    )


def test_a_part_of_which_it_is_not_sure_is_named(assistant: Assistant) -> None:
    questions = ("Who directs the iodine study?", "How many CEASARs will France build?")
    sure, unsure = map(assistant.ask, questions)
    assert isinstance(sure, Answer)
    assert isinstance(unsure, Answer)
    sure, unsure = replace(sure, notes=()), replace(unsure, notes=(UNSURE,))
    parts = [Asked(question=reply.question, reply=reply) for reply in (sure, unsure)]
    reply = joined("Both?", sure.query, parts)
    assert reply.notes == (
        "I am not sure that this answers “How many CEASARs will France build?”.",
    )


def test_a_sentence_that_answers_two_parts_stands_once(assistant: Assistant) -> None:
    reply = assistant.ask("When and where did the crane fall in Mecca?")
    assert isinstance(reply, Answer)
    texts = [sentence.text for sentence in reply.sentences]
    assert len(texts) == len(set(texts))
    assert reply.parts[0].sentences[0] == reply.parts[1].sentences[0]


def test_without_any_answer_the_whole_question_is_refused(assistant: Assistant) -> None:
    reply = assistant.ask("Who is Harry Potter, and when was Hogwarts built?")
    assert isinstance(reply, Abstention)


def test_a_question_of_one_part_has_no_parts_in_its_reply(assistant: Assistant) -> None:
    assert "parts" not in reply_fields(assistant.ask("Who directs the iodine study?"))
