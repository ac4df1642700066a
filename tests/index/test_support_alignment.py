from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.support import alignment
from index.support.alignment import Source, Step, align
from index.support.words import terms_of

QUOTES = [
    "The ferry to Norrby sank on Friday, the coast guard said.",
    "Nobody was hurt.",
]


def aligned(sentence: str, quotes: list[str] = QUOTES) -> tuple[Step, ...]:
    return align(terms_of([sentence]), Source(terms_of(quotes)))


def test_a_copied_run_costs_nothing() -> None:
    assert {step.price for step in aligned("sank on Friday, the coast guard")} == {0.0}


@pytest.mark.parametrize(
    ("sentence", "place", "price"),
    [
        ("The ferry sank", 2, alignment.SKIP),
        ("The ferry sinks", 2, alignment.OWN_WORD),
        ("The ferries to", 1, alignment.OTHER_ENDING),
        ("Norrby sank ferry to", 2, alignment.BACK),
        ("The coast guard was hurt", 3, alignment.JUMP),
        ("the coast guard said nobody", 4, alignment.JUMP_CLAUSE),
        ("The ferry, and", 2, alignment.OWN_FUNCTION_WORD),
    ],
    ids=["skip", "own word", "ending", "back", "jump", "new clause", "function word"],
)
def test_each_departure_has_its_price(sentence: str, place: int, price: float) -> None:
    assert aligned(sentence)[place].price == pytest.approx(price)


def test_a_whole_clause_may_be_left_out() -> None:
    source = ["The ferry, an old one, sank."]
    steps = aligned("The ferry sank", source)
    assert steps[2].price == pytest.approx(alignment.SKIP_CLAUSE)
    assert [step.is_seam for step in steps] == [False, False, True]


def test_two_fused_sentences_have_one_seam() -> None:
    steps = aligned("The ferry to Norrby sank on Friday, the coast guard said, and nobody was hurt")
    assert [at for at, step in enumerate(steps) if step.is_seam] == [12]
    # "and" is the sentence's own, then comes a new clause.
    total = alignment.OWN_FUNCTION_WORD + alignment.JUMP_CLAUSE
    assert sum(step.price for step in steps) == pytest.approx(total)


words = st.lists(st.sampled_from(["ferry", "sank", "norrby", "coast"]), min_size=1, max_size=4)


@settings(deadline=None)  # the machine may be busy
@given(words, words, words)
def test_no_other_way_is_cheaper(sentence: list[str], one: list[str], other: list[str]) -> None:
    # Every way there is, tried in turn: each word from each of its places, or its own.
    terms, source = (
        terms_of([" ".join(sentence)]),
        Source(terms_of([" ".join(one), " ".join(other)])),
    )
    choices = [
        [None, *(at for at, each in enumerate(source.terms) if each.key == term.key)]
        for term in terms
    ]
    cheapest = min(_price(way, source) for way in product(*choices))
    assert sum(step.price for step in align(terms, source)) == pytest.approx(cheapest)


def _price(way: tuple[int | None, ...], source: Source) -> float:
    price, last = 0.0, -1
    for place in way:
        price += alignment.OWN_WORD if place is None else source.price(last, place)
        last = last if place is None else place
    return price
