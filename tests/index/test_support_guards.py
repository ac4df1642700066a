from __future__ import annotations

import pytest

from index.support.guards import Lack, objections
from index.support.words import terms_of

QUOTES = (
    "The mayor of Norrby, Anna Lind, told the Harbour Union on Friday that 30 ships will not sail"
    " before 3 May 2024.\n"
    "Exports rose by 12 percent to €5 million last year, the ministry said."
).split("\n")


def found(sentence: str, *quotes: str) -> list[str]:
    return [each.message for each in objections(terms_of([sentence]), terms_of(quotes or QUOTES))]


@pytest.mark.parametrize(
    "sentence",
    [
        *QUOTES,
        "Anna Lind is the mayor of Norrby.",
        "30 ships won't sail before May 3.",
        "Exports rose by 12% last year.",
        "The ministry said that exports rose, and thirty ships will not sail.",
        "Exports grew to 5 million euros.",
        "The HU was told on Friday.",
    ],
)
def test_what_the_quotes_say_meets_no_objection(sentence: str) -> None:
    assert found(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "message"),
    [
        ("Lind said 80 ships wait.", "the number 80 is not in the quotes"),
        ("Exports rose to 12 million.", "the number 12 million is not in the quotes"),
        ("Exports rose by 30 percent.", "the number 30 is of something else there"),
        ("Ships sail before 4 May 2024.", "4 May is not in the quotes"),
        ("Ships sail before 3 May 2023.", "2023 is not in the quotes"),
        ("Lind spoke on Monday.", "Monday is not in the quotes"),
        ("Exports rose next year.", "next year is not in the quotes"),
        ("The mayor, Karin Lind, spoke.", "the name Karin is not in the quotes"),
        ("Karin Berg spoke.", "the name Karin is not in the quotes"),
        ("30 ships will sail.", "the quotes deny “sail”; it does not"),
        ("Norrby has no union.", "it denies “union”; the quotes do not"),
        ("Exports fell last year.", "it says “fell” where the quotes say “rose”"),
        (
            "30 ships will not sail after 3 May 2024.",
            "it says “after” where the quotes say “before”",
        ),
        (
            "The mayor of Harbour, Anna Lind, told the Norrby Union.",
            "it says “Harbour” where the quotes say “Norrby”",
        ),
    ],
)
def test_what_they_do_not_say_is_named(sentence: str, message: str) -> None:
    assert message in found(sentence)


@pytest.mark.parametrize(
    ("quote", "sentence", "message"),
    [
        ("He denied that the ship sank.", "The ship sank.", "it leaves out “He denied that”"),
        (
            "The port may close this summer.",
            "The port will close this summer.",
            "it says “will” where the quotes say “may”",
        ),
        ("30 ships and 12 tugs wait.", "12 ships wait.", "12 is of something else there"),
        ("Lind met Berg at noon in Lund.", "Lind met Lund at noon in Lund.", "“Berg”"),
        (
            "France sent ships to Norrby.",
            "The US sent ships to Norrby.",
            "the name USA is not in the quotes",
        ),
        (
            "A thousand people left.",
            "A million people left.",
            "the number million is not in the quotes",
        ),
        (
            "It paid £1,800 for the boat.",
            "It paid $1,800 for the boat.",
            "the number 1800 is of something else there",
        ),
        (
            "The deal has not yet been formally approved.",
            "The deal has been formally approved.",
            "the quotes deny “approved”; it does not",
        ),
    ],
    ids=[
        "denied",
        "supposed",
        "another thing's number",
        "a name from elsewhere",
        "another country",
        "another scale",
        "another currency",
        "denied from afar",
    ],
)
def test_a_copy_with_a_few_words_turned_is_seen(quote: str, sentence: str, message: str) -> None:
    assert any(message in each for each in found(sentence, quote))


def test_without_a_denial_in_the_quotes_every_denial_is_one_too_many() -> None:
    quote = "The port is open in winter."
    assert "it denies something; the quotes deny nothing" in found("No, the port is shut.", quote)


def test_not_only_denies_nothing() -> None:
    assert found("Not only ships wait.", "Ships wait, and trains.") == []


def test_a_clause_with_a_denial_may_be_left_out() -> None:
    quote = "The port, which was never ice-free, closed on Friday."
    assert found("The port closed on Friday.", quote) == []


def test_a_name_spelt_otherwise_is_the_same() -> None:
    assert found("He met Zelenskyy there.", "He met Zelensky there.") == []


def test_a_title_takes_the_place_of_a_first_name() -> None:
    quote = "Vladimir Putin met the ministers in Moscow."
    assert found("Mr Putin met the ministers in Moscow.", quote) == []


def test_a_word_that_only_begins_like_a_denial_denies_nothing() -> None:
    assert found("He was imprisoned in Norrby.", "He was sent to prison in Norrby.") == []


def test_an_acronym_stands_for_its_name_and_the_other_way() -> None:
    quote = "The United Nations sent ships to Norrby."
    assert found("The UN sent ships.", quote) == []
    assert found("They of the United Nations sent ships.", "The UN sent ships.") == []


def test_objections_come_in_the_order_of_what_they_lack() -> None:
    kinds = [each.lack for each in objections(
        terms_of(["Karin Berg did not say exports fell by 80 on Monday."]), terms_of(QUOTES)
    )]  # fmt: skip
    assert kinds == sorted(kinds, key=list(Lack).index)
    assert set(kinds) >= {Lack.NUMBER, Lack.TIME, Lack.NAME, Lack.DENIAL, Lack.DIRECTION}
