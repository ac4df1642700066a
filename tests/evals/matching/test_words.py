from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.matching.words import answer_in, canonical_tokens, first_mention


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("at least 1,500,000 rounds", "1.5 million"),
        ("1.5 million rounds", "1,500,000"),
        ("worth 150 billion euros", "€150 billion"),
        ("some €150bn", "150 billion euros"),
        ("a fund of €800 billion", "800 billion"),
        ("US$60 billion", "$60 billion"),
        ("it cost $1.5m", "1.5 million dollars"),
        ("thirty countries", "30"),
        ("the 30 countries", "thirty"),
        ("twenty-one boats", "21"),
        ("two hundred thousand people", "200,000"),
        ("0.32 per cent of GDP", "0.32%"),
        ("on Monday, February 17, 2025", "17 February"),
        ("on 2025-02-17", "17 February 2025"),
        ("on the 17th of February", "17 February"),
        ("on Feb. 17", "17 February"),
        ("Stéphane Séjourné said", "Sejourne"),
        ("“our own troops”", '"our own troops"'),
        ("Macron’s plan", "Macron"),
        ("the Daily Telegraph", "Daily Telegraph"),
        ("told the U.S. Congress", "US Congress"),
        ("its 75th anniversary", "75th anniversary"),
        ("1.50 metres", "1.5"),
        ("on 17/02/2025", "17 February"),
        ("on 02/17/2025", "17 February 2025"),
        ("on 17.2.2025", "17 February 2025"),
        ("worth 60 billion US dollars", "$60 billion"),
        ("NZ$26m", "26 million NZD"),
    ],
)
def test_an_answer_is_found_in_another_spelling(text: str, answer: str) -> None:
    assert answer_in(text, [answer])


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("1,300 people", "300"),
        ("€500 billion", "$500 billion"),
        ("€1.5 million", "1.5 billion"),
        ("the painting", "paint"),
        ("he told us", "US"),
        ("the 17th boat", "17 February"),
        ("100m in ten seconds", "100 million"),
        ("NZ$26 million", "$26 million"),
        ("on 02/03/2025", "3 February"),
        ("on 45/45/2025", "45 April"),
        ("", "x"),
        ("anything", "the"),
    ],
)
def test_a_likeness_is_no_answer(text: str, answer: str) -> None:
    assert not answer_in(text, [answer])


def test_a_currency_follows_its_number() -> None:
    assert canonical_tokens("€150 billion") == ("150000000000", "EUR")


def test_of_several_names_the_first_mention_counts() -> None:
    # "France" is token 0, "Britain" 1, "and" 2, "UK" 3.
    assert first_mention("France, Britain and the UK", ["UK", "Britain"]) == 1
    assert first_mention("France", ["UK", "Britain"]) is None


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=60))
def test_any_answer_with_a_token_is_found_in_itself_between_full_stops(
    before: str, answer: str, after: str
) -> None:
    # A semicolon word on either side keeps numbers and months from running together.
    text = f"{before} ; xyz ; {answer} ; xyz ; {after}"
    assert answer_in(text, [answer]) == bool(canonical_tokens(answer))
