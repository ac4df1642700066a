"""What a question asks for, read against the sample."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.home import Home
from index.kinds import Kind
from index.query import Query
from index.question import AskedFor, read_question
from index.words import stems

shares = settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read(home: Home, text: str) -> AskedFor:
    return read_question(Query(text=text), home.lexical)


def asked_for(*order: str, names: tuple[str, ...] = (), kind: Kind = Kind.ANYTHING) -> AskedFor:
    return AskedFor(
        kind=kind,
        weights=dict.fromkeys(order, 1.0),
        order=order,
        names=names,
        own_names=names,
        rare_names=names,
        unknown=(),
    )


def test_rare_words_weigh_more_than_frequent_ones(sample: Home) -> None:
    asked = read(sample, "Which lantern stood in Ukraine?")
    assert asked.weights["lantern"] > asked.weights["ukrain"] > 0


def test_a_name_that_stands_nowhere_is_unknown(sample: Home) -> None:
    asked = read(sample, "What did Macron say to Bolsonaro?")
    assert asked.unknown == ("Bolsonaro",)


@pytest.mark.parametrize("name", ["Zelensky", "Zelenskyy", "Zelenskiy"])
def test_another_spelling_of_a_name_is_not_unknown(sample: Home, name: str) -> None:
    assert read(sample, f"What did President {name} say?").unknown == ()


def test_a_year_that_stands_nowhere_is_not_unknown(sample: Home) -> None:
    asked = read(sample, "What did Macron say in 1871?")
    assert asked.unknown == ()
    assert "1871" in asked.names


def test_only_names_that_few_passages_hold_are_rare(sample: Home) -> None:
    asked = read(sample, "Did Trump speak about Skarholm and Taikoo?")
    assert "trump" in asked.names
    assert asked.rare_names == ("skarholm", "taikoo")


@given(text=st.text(max_size=80), sentence=st.text(max_size=80))
@shares
def test_every_share_is_between_0_and_1(sample: Home, text: str, sentence: str) -> None:
    asked = read(sample, text)
    held = stems(sentence)
    assert 0 <= asked.overlap(held) <= 1
    assert 0 <= asked.pairs_near(held) <= 1
    assert 0 <= asked.names_held(held) <= 1
    assert all(weight > 0 for weight in asked.weights.values())


@given(text=st.text(st.characters(max_codepoint=0x24F), max_size=80))
@shares
def test_a_question_covers_itself(sample: Home, text: str) -> None:
    asked = read(sample, text)
    assert asked.overlap(asked.order) == (1.0 if asked.order else 0.0)


def test_overlap_is_the_share_by_weight() -> None:
    # Two of three words of equal weight.
    assert asked_for("crane", "fall", "mecca").overlap(["crane", "mecca"]) == pytest.approx(2 / 3)
    assert asked_for().overlap(["crane"]) == 0.0


def test_pairs_count_when_they_stand_within_three_words() -> None:
    asked = asked_for("crane", "fall", "mecca")
    # crane–fall are 3 apart, fall–mecca 4: one of two pairs.
    sentence = ["crane", "x", "y", "fall", "x", "y", "z", "mecca"]
    assert asked.pairs_near(sentence) == pytest.approx(1 / 2)
    assert asked_for("crane").pairs_near(["crane"]) == 0.0


def test_names_held_is_one_without_names_and_falls_with_each_that_is_missing() -> None:
    assert asked_for("crane").names_held([]) == 1.0
    both = asked_for("mecca", "hajj", names=("mecca", "hajj"))
    assert both.names_held(["mecca"]) == pytest.approx(1 / 2)
    assert both.missing_names(["mecca"]) == ("hajj",)


@pytest.mark.parametrize(
    ("question", "sentence", "held"),
    [
        ("How many people died in 2015?", "At least 107 people died.", True),
        ("How many people died in 2015?", "People died in 2015.", False),
        ("Who coaches the team?", "The coach, Alireza Mehraban, spoke.", True),
        ("Who spoke for Alireza Mehraban?", "Alireza Mehraban spoke.", False),
        ("When did the crane fall?", "It fell on Friday.", True),
        ("When did the crane fall?", "It fell.", False),
        ("Why did the crane fall?", "It fell.", True),
    ],
    ids=["number", "number given", "person", "person given", "day", "no day", "anything"],
)
def test_the_kind_is_held_only_beyond_what_the_question_gave(
    sample: Home, question: str, sentence: str, held: bool
) -> None:
    assert read(sample, question).is_held_by(sentence) is held


def test_a_question_to_an_empty_text_has_no_words(sample: Home) -> None:
    asked = read(sample, "")
    assert (asked.order, asked.names, asked.kind) == ((), (), Kind.ANYTHING)


def test_a_name_spelt_another_way_is_not_missing(sample: Home) -> None:
    asked = read(sample, "What did President Zelensky say?")
    assert asked.missing_names(stems("President Zelenskyy spoke.")) == ()


def test_words_carried_over_weigh_less_than_those_asked(sample: Home) -> None:
    alone = read_question(Query(text="How much would be loans? fund"), sample.lexical)
    followed = read_question(
        Query(text="How much would be loans? fund", carried=" fund"), sample.lexical
    )
    assert followed.weights["fund"] < alone.weights["fund"]
    assert followed.weights["loan"] == alone.weights["loan"]


@pytest.mark.parametrize(
    "text", ["WHO IS THE PRESIDENT OF TURKEY?", "Who Is The President Of Turkey?"]
)
def test_capitals_that_stand_everywhere_make_no_names(sample: Home, text: str) -> None:
    assert read(sample, text).names == ()
    assert read(sample, text).weights == read(sample, text.lower()).weights


@pytest.mark.parametrize("text", ["Who is Gesine Weber?", "Gesine Weber", "Should I ask Weber?"])
def test_names_are_read_where_capitals_tell_them(sample: Home, text: str) -> None:
    assert "weber" in read(sample, text).names


@pytest.mark.parametrize(
    ("question", "is_open"),
    [
        ("Why did the crane fall?", True),
        ("According to RFI, did Macron agree?", True),
        ("How does a rotating pig work?", True),
        ("How many people died?", False),
        ("Who won?", False),
        ("What will Isabel do?", False),
    ],
)
def test_why_how_and_whether_are_open_questions(
    sample: Home, question: str, *, is_open: bool
) -> None:
    assert read_question(Query(text=question), sample.lexical).is_open is is_open


def test_a_sentence_that_tells_who_said_something_holds_words() -> None:
    asked = asked_for("lind", kind=Kind.QUOTE)
    assert asked.is_held_by("Lind said that the ferry sails.")
    assert not asked.is_held_by("The ferry sails on Monday.")
