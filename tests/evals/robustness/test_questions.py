from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reply import Topic
from evals.facts.fact import Kind
from evals.robustness.paraphrase import paraphrased, wrapped
from evals.robustness.questions import QUESTION_CONDITIONS, bare, perturbed
from evals.robustness.typos import with_typos
from evals.robustness.word_order import fronted, keywords
from tests.evals.scripted import fact

KEEPS_MARK = ("one typo", "two typos", "upper case", "phrase first")
QUESTIONS = st.builds(
    "{} {} {}?".format,
    st.sampled_from(
        ["How many", "Who was", "When did", "Which of the five", "And what", "Is it true that"]
    ),
    st.lists(
        st.sampled_from(
            ["ships", "Marlow's", "$1.5", "million", "2,400", "in", "the", "Orrenholt", "sank",
             "17 February 2025", "after", "harbour", "US", "Pell Bay", "3%", "twelve"],
        ),
        min_size=2, max_size=9,
    ).map(" ".join),
    st.sampled_from(["in March 2024", "when the storm came", "leave port", "near Vassmere"]),
)  # fmt: skip


def figures(text: str) -> list[str]:
    return sorted(re.findall(r"\d[\d.,]*\d|\d", text))


@pytest.mark.parametrize("condition", QUESTION_CONDITIONS)
@given(question=QUESTIONS, seed=st.text(max_size=8))
def test_every_change_keeps_figures_and_is_the_same_again(
    condition: str, question: str, seed: str
) -> None:
    change = QUESTION_CONDITIONS[condition]
    changed = change(question, seed)
    assert changed == change(question, seed)
    if changed is not None:
        assert changed.strip()
        assert figures(changed) == figures(question)


@pytest.mark.parametrize("condition", KEEPS_MARK)
@given(question=QUESTIONS)
def test_a_changed_question_still_ends_in_its_mark(condition: str, question: str) -> None:
    changed = QUESTION_CONDITIONS[condition](question, "seed")
    assert changed is None or changed.endswith("?")


@given(st.text(st.characters(codec="utf-8"), max_size=60), st.integers(1, 2))
def test_typos_hit_as_many_words_as_asked_or_none(text: str, count: int) -> None:
    typed = with_typos(text, count=count, seed="seed")
    if typed is not None:
        before, after = text.split(" "), typed.split(" ")
        assert len(before) == len(after)
        # Two words joined by a mark, as in "pre-war", count as one here.
        assert 1 <= sum(b != a for b, a in zip(before, after, strict=True)) <= count


def test_a_typo_is_one_of_four_slips_inside_a_telling_word() -> None:
    typed = {with_typos("What was Tarnby?", count=1, seed=str(seed)) for seed in range(200)}
    words = {each.removeprefix("What was ").removesuffix("?") for each in typed if each}
    swapped = {"Tranby", "Tanrby", "Tarbny"}
    dropped = {"Trnby", "Tanby", "Tarby", "Tarny"}
    doubled = {"Taarnby", "Tarrnby", "Tarnnby", "Tarnbby"}
    struck = words - swapped - dropped - doubled
    assert words & swapped
    assert words & dropped
    assert words & doubled
    assert struck
    # A neighbour's key changes one letter, neither the first nor the last.
    pairs = [[(b, a) for b, a in zip("Tarnby", word, strict=True) if b != a] for word in struck]
    assert all(len(pair) == 1 and pair[0][0] in "arnb" for pair in pairs)


@pytest.mark.parametrize(
    "question", ["Who did it?", "How many of the five million?", "When was that?", ""]
)
def test_without_a_telling_word_there_is_no_typo(question: str) -> None:
    assert with_typos(question, count=1, seed="seed") is None


@pytest.mark.parametrize(
    ("question", "accepted"),
    [
        ("How many ships sank?", {"What number of ships sank?"}),
        ("How much of it was paid?", {"What amount of it was paid?"}),
        ("How tall was the mast of the ship?", {"What was the height of the mast of the ship?"}),
        ("When did the mast break?", {"On what date did the mast break?"}),
        ("On which day did it sink?", {"When did it sink?"}),
        ("What did Ann Lee say about rust?", {"What were Ann Lee's words on rust?"}),
        ("What were Lee's words on rust?", {"What did Lee say about rust?"}),
        ("Who is Pellmark's mayor?",
         {"Name Pellmark's mayor.", "Can you tell me who Pellmark's mayor is?"}),
        ("Who is Ann Lee?", {"Can you tell me who Ann Lee is?"}),
        ("Who did they beat?", {"Whom did they beat?"}),
        ("And who won?", {"And tell me who won.", "And can you tell me who won?"}),
        ("What's the price of tar?", {"Tell me the price of tar."}),
        ("Which ship sank?", {"Tell me which ship sank."}),
        ("Which ship did they raise?", {"What ship did they raise?"}),
        ("Is the port open?", {"Yes or no: is the port open?"}),
        ("Why did it sink?", {"For what reason did it sink?"}),
        ("Sum up the trial.", {"Summarise the trial."}),
        ("Who dug it up, and where did they sell it?", {None}),
        ("Who is she?", {None}),
        ("Why not?", {None}),
        ("Where did she go?", {None}),
    ],
)  # fmt: skip
def test_a_paraphrase_keeps_the_meaning(question: str, accepted: set[str | None]) -> None:
    said = {paraphrased(question, seed=str(seed)) for seed in range(20)}
    assert said == accepted


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many met in Pellmark?", "In Pellmark, how many met?"),
        ("Who spoke on 11 March?", "On 11 March, who spoke?"),
        ("What sank, according to the harbour master?",
         "According to the harbour master, what sank?"),
        ("Who left in the year before the war?", "In the year before the war, who left?"),
        ("What did it cost before the war in Tarn?", "Before the war in Tarn, what did it cost?"),
        ("What is the interest in Tarn?", None),
        ("Who said what if it had sunk?", None),
        ("Who is the man who sang when it sank?", None),
        ("Who sang, and who danced in Tarn?", None),
        ("Name the ships that sank in 2016.", None),
        ("Which ship sank?", None),
    ],
)  # fmt: skip
def test_a_phrase_moves_to_the_front_where_it_may(question: str, expected: str | None) -> None:
    assert fronted(question) == expected


def test_keywords_are_the_telling_words_in_another_order() -> None:
    typed = keywords("How many people left Pell Bay on 17 February?", seed="seed")
    assert typed is not None
    for unit in ("Pell Bay", "17 February"):
        assert unit in typed
    rest = typed.replace("Pell Bay", "").replace("17 February", "")
    assert sorted(rest.split()) == ["left", "people"]


@pytest.mark.parametrize("question", ["Why not?", "Who won?", ""])
def test_fewer_than_two_telling_words_have_no_order(question: str) -> None:
    assert keywords(question, seed="seed") is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What's the U.S. share, 1.5%?", "whats the us share 1.5%"),
        ("Did 1,300 go by pre-war rail...?", "did 1,300 go by pre-war rail"),
        ("NZ$26 million? (Really!)", "nz$26 million really"),
    ],
)
def test_bare_questions_keep_numbers_and_hyphens_only(question: str, expected: str) -> None:
    assert bare(question) == expected


def test_a_request_is_made_polite_without_a_question() -> None:
    assert wrapped("Name the ships.", seed="seed") == "Please name the ships."


def test_only_the_last_turn_of_a_conversation_is_changed() -> None:
    follow_up = fact(
        kind=Kind.FOLLOW_UP, turns=("Who met in Paris?", "How many chiefs of staff came?")
    )
    (changed,) = perturbed([follow_up], "upper case")
    assert changed.turns == ("Who met in Paris?", "HOW MANY CHIEFS OF STAFF CAME?")
    assert changed.fact_id == follow_up.fact_id
    assert changed.answers == follow_up.answers


def test_greetings_are_left_out() -> None:
    greeting = fact(
        kind=Kind.NOTICE, turns=("Good morning",), answers=(), evidence=(), tags=(Topic.GREETING,)
    )
    assert perturbed([greeting], "upper case") == ()


def test_a_fact_that_a_condition_leaves_alone_is_left_out() -> None:
    assert perturbed([fact(turns=("Who won?",))], "phrase first") == ()
