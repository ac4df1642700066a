from __future__ import annotations

import pytest

from app.answering.conversation import Turn, self_contained
from app.answering.follow_ups import completed, leans_on_past, unsaid
from app.answering.mentions import contradicts, may_be_person, named_in, named_with


def asked(question: str, *answers: str, query: str = "") -> Turn:
    return Turn(question=question, query=query or question, answers=answers)


def carried(question: str, *past: Turn, topic: str = "") -> str:
    """What is put after a question, without its brackets."""
    text = self_contained(question, past, topic=topic)
    return text.removeprefix(question).strip(" ()")


def test_he_is_the_person_asked_about() -> None:
    past = asked("What did Blinken call for in Paris?", "Macron received him.")
    assert carried("What did he want?", past) == "Blinken"


def test_he_is_the_person_who_answers_a_who() -> None:
    past = asked("Who leads NATO?", "NATO is led by Mark Rutte, a Dutchman.")
    assert carried("What did he say?", past) == "Mark Rutte"


def test_a_place_is_nobody() -> None:
    past = asked("Who leads NATO?", "Chiefs met in Paris, where Mark Rutte spoke.")
    assert carried("What did he say?", past) == "Mark Rutte"


def test_he_stays_who_he_was() -> None:
    first = asked("What did Blinken say?", "Blinken thanked Macron.")
    second = asked("Who did he meet?", "He met Macron.", query="Who did he meet? (Blinken)")
    assert carried("Where was he born?", first, second) == "Blinken"


def test_she_is_not_somebody_spoken_of_as_he() -> None:
    first = asked("Who is Ada Quill?", "Ada Quill builds boats.")
    second = asked("What did Olaf Berg say?", "Olaf Berg said he would come.")
    assert carried("What did she say?", first, second) == "Ada Quill"
    assert carried("What did he say?", first, second) == "Olaf Berg"


def test_there_is_the_place_that_answers_a_where() -> None:
    past = asked("Where did Blinken fly?", "Blinken flew to Oslo.", query="Where did Blinken fly?")
    assert carried("Who did he meet there?", past) == "Blinken Oslo"


def test_it_brings_all_that_was_asked() -> None:
    past = asked("Why was the bridge closed?", "Rust was found.")
    assert carried("Was it repaired?", past) == "bridge closed"


def test_what_about_a_country_leaves_a_person_in_place() -> None:
    past = asked("What did Ada Quill say about France?")
    assert carried("And about Spain?", past) == "Ada Quill"


def test_the_album_is_the_one_named_beside_the_word() -> None:
    past = asked("What did they record?", "Their first album, Red Barn, came out late.")
    assert carried("How did the album sell?", past) == "record Red Barn"


def test_a_topic_stands_for_what_was_asked() -> None:
    past = asked("Who taught her?", "A nun.", query="Who taught her? (Ada Quill)")
    assert carried("When was she born?", past, topic="Ada Quill") == "Ada Quill"


def test_a_part_of_a_name_is_completed() -> None:
    past = asked("Who is Gesine Weber?")
    assert self_contained("What did Weber write?", (past,)) == "What did Weber write? (Gesine)"
    assert completed("What did Paris say?", "Who was in the Paris talks?") == ()


def test_words_of_every_question_do_not_pile_up() -> None:
    past = asked(
        "Which harbour towns did the ferry reach?",
        query="Which harbour towns did the ferry reach? (repaired bridge Oslo)",
    )
    # of what was carried into the last question only the name is carried on
    assert carried("Was it late?", past) == "harbour towns ferry reach Oslo"


@pytest.mark.parametrize(
    "question",
    [
        "What caused the IT outage in Norrby?",
        "Who won the Formula One race in Norrby?",
        "Which party won more than one seat in Norrby?",
        "Has there been a truce in Norrby?",
        "Which yard built the ship that sank off Norrby?",
        "Did Quill claim that Norrby paid?",
        "How did then-president Quill answer?",
        "How long did the Afghan girls have to build their robot?",
        "How long does it take to reach Norrby?",
        "Is it true that Quill resigned?",
        "Was it Quill who paid?",
        "And who is Quill?",
    ],
)
def test_words_that_only_look_as_if_they_pointed_back_do_not(question: str) -> None:
    assert not leans_on_past(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who owns that ship?",
        "Why did Quill do that?",
        "Why did Quill say that about Norrby?",
        "Who said the same about Norrby?",
        "What did the others say in Norrby?",
        "And then?",
    ],
)
def test_words_that_point_back_do(question: str) -> None:
    assert leans_on_past(question)


def test_a_question_whose_words_the_quoted_article_holds_leans() -> None:
    question = "How many rusty bolts were found?"
    assert not leans_on_past(question)
    assert leans_on_past(question, is_at_hand=lambda _: True)
    assert not leans_on_past("How many bolts did Oslo buy?", is_at_hand=lambda _: True)


def test_only_words_unsaid_are_carried() -> None:
    # "bridges" has the stem of "bridge", "the" says nothing
    assert unsaid(("the bridge of Oslo", "Oslo"), "Which bridges?") == ("Oslo",)


def test_names_are_titles_in_quotation_marks_and_capitalised_words() -> None:
    assert named_in("Critics liked “Red Barn” by Ada Quill.") == ("Red Barn", "Ada Quill")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Quill", True), ("Quill", True), ("NATO", False), ("France", False),
        ("Labour Party", False), ("The Times", False), ("Blink-182", False),
    ],
)  # fmt: skip
def test_a_person_is_told_from_an_institution_or_a_country(name: str, expected: bool) -> None:
    assert may_be_person(name) is expected


def test_a_name_is_contradicted_by_the_other_pronoun_alone() -> None:
    assert contradicts("Olaf Berg", "she", ("Olaf Berg said he came.",))
    assert not contradicts("Olaf Berg", "he", ("Olaf Berg said he came.",))
    assert not contradicts("Olaf Berg", "she", ("Olaf Berg met Ada Quill when he came.",))


def test_a_name_far_from_the_noun_is_not_meant() -> None:
    far = "The album was praised by nearly all who heard it, such as Ada Quill."
    assert named_with("album", (far,), "") == ""
