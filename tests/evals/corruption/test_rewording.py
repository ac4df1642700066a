from __future__ import annotations

from evals.corruption.rewording import Rewording, quotes_around, rewordings_of


def told(sentence: str, following: str = "") -> dict[Rewording, str]:
    return {each.rewording: each.sentence for each in rewordings_of(sentence, following)}


def test_a_sentence_is_told_in_every_way_it_allows() -> None:
    found = told("The ferry, which was old, did not reach the port of Norrby.", "It sank at noon.")
    assert found == {
        Rewording.SAME: "The ferry, which was old, did not reach the port of Norrby.",
        Rewording.TRIMMED: "The ferry did not reach the port of Norrby.",
        Rewording.FUSED: (
            "The ferry, which was old, did not reach the port of Norrby, and it sank at noon."
        ),
        Rewording.RESPELT: "The ferry, which was old, didn't reach the port of Norrby.",
    }


def test_one_word_is_exchanged_for_one_like_it() -> None:
    assert told("She said that they also met.")[Rewording.LIKE] == "She stated that they also met."


def test_a_name_keeps_its_capital_when_two_sentences_are_fused() -> None:
    assert told("The ferry sank.", "Norrby mourns.")[Rewording.FUSED] == (
        "The ferry sank, and Norrby mourns."
    )


def test_what_is_left_of_a_trimmed_sentence_has_six_words() -> None:
    assert Rewording.TRIMMED not in told("The ferry sank, which was sad.")


def test_a_sentence_is_quoted_with_its_neighbours() -> None:
    sentences = ["One.", "Two.", "Three.", "Four."]
    assert quotes_around(sentences, 1) == ("One.", "Two.", "Three.")
    assert quotes_around(sentences, 0) == ("One.", "Two.")
    assert quotes_around(sentences, 3) == ("Three.", "Four.")
