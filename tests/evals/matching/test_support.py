from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.matching.support import MIN_WORDS_SUPPORTED, support_score, supports

FUND = "Ursula von der Leyen proposed a fund of €800 billion, and Berlin did not object."
CONGRESS = "Congress has not approved large-scale funding for Kyiv."


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        pytest.param("a fund of €800 billion", FUND, id="verbatim"),
        pytest.param("Ursula von der Leyen […] did not object.", FUND, id="trimmed in the middle"),
        pytest.param("Von der Leyen wants 800 billion euros.", FUND, id="money in other words"),
        pytest.param("Congress hasn't approved funding.", CONGRESS, id="negation in short"),
        pytest.param("The US approved aid.", "American aid was approved.", id="country by people"),
        pytest.param("So said Zelenskyy in Kiev.", "In Kyiv, Zelensky said so.", id="spellings"),
        pytest.param("One of thirty left.", "Of the 30 a chief left.", id="one is no number"),
    ],
)
def test_a_sentence_stands_on_what_its_quote_says(sentence: str, quote: str) -> None:
    assert supports(sentence, [quote])


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        pytest.param("Von der Leyen proposed €500 billion.", FUND, id="another number"),
        pytest.param("Von der Leyen proposed $800 billion.", FUND, id="another currency"),
        pytest.param("The fund was proposed by Kallas.", FUND, id="another name"),
        pytest.param("A fund of NZ$800 billion", FUND, id="dollars of New Zealand"),
        pytest.param("France did not object.", FUND, id="another country at the start"),
        pytest.param("Congress approved funding.", CONGRESS, id="a negation dropped"),
        pytest.param("Berlin did not object.", "Berlin did object to it.", id="one added"),
        pytest.param("Leaders want to borrow jointly.", FUND, id="other words"),
        pytest.param("00 billion", FUND, id="part of a number"),
        pytest.param("5 million met", "1.5 million met", id="part of a decimal"),
        pytest.param("Congress has […] approved", CONGRESS, id="a negation left out"),
        pytest.param("Berlin did not […] a fund of €800 billion", FUND, id="pieces out of order"),
        pytest.param("", FUND, id="nothing said"),
        pytest.param("[…]", FUND, id="all of it left out"),
    ],
)
def test_what_the_quote_does_not_say_is_not_supported(sentence: str, quote: str) -> None:
    assert not supports(sentence, [quote])


def test_a_sentence_may_rest_on_two_quotes_together() -> None:
    sentence = "The fund holds €800 billion and Congress has not approved funding."
    assert not supports(sentence, [FUND])
    assert supports(sentence, [FUND, CONGRESS])


def test_half_of_the_content_words_are_enough() -> None:
    # Summit of summit, dragged and long: 1/3. Summit and held of those, drag and rain: 2/4.
    assert not supports("the summit dragged on long", ["a summit was held"])
    assert supports("the summit was held after much dragging and rain", ["a summit was held"])
    assert MIN_WORDS_SUPPORTED == 0.5


def test_the_score_is_a_product_of_shares() -> None:
    # Words: berlin, agreed, 30 and tank; 30 is missing: 3/4. Particulars: 30 is missing: 0/1.
    assert support_score("Berlin agreed on 30 tanks", ["Berlin agreed on 20 tanks"]) == 0
    # Words: 5 of 6, "loud" missing. Particulars: paris, macron and 30 all stand there.
    sentence = "in Paris Macron loudly told 30 chiefs"
    assert support_score(sentence, ["Macron told thirty chiefs in Paris"]) == pytest.approx(5 / 6)


def test_a_denial_turned_round_scores_0() -> None:
    assert support_score("Congress approved funding.", [CONGRESS]) == 0


def test_without_quotes_there_is_no_support() -> None:
    assert not supports("Berlin agreed.", [])
    assert support_score("Berlin agreed.", []) == 0


@given(st.text(), st.lists(st.text(), max_size=3))
def test_a_score_is_a_share(sentence: str, quotes: list[str]) -> None:
    assert 0 <= support_score(sentence, quotes) <= 1


@given(st.text(), st.text(), st.text())
def test_a_slice_of_a_quote_is_supported(before: str, sentence: str, after: str) -> None:
    words = f"chiefs {sentence} met"
    assert supports(words, [f"{before} {words} {after}"])
    assert support_score(words, [f"{before} {words} {after}"]) == 1
