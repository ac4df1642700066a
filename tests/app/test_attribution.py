"""Who says a sentence: named only where it is plain."""

from __future__ import annotations

import pytest

from app.answering.attribution import speaker_of
from app.answering.lead_ins import lead_in_of
from app.answering.speaker_names import is_outlet, person_in, stands_alone
from app.answering.spoken_words import quoted_share, without_quotes
from corpus.article import Article, BasedOn, Draft
from index.spans import Span


def article(text: str, outlet: str | None = "Harbour Post", based_on: str = "") -> Article:
    draft = Draft(source_key=text, headline="H", text=text)
    return Article(
        article_id=draft.article_id,
        source_key=text,
        text=text,
        headline="H",
        outlet=outlet,
        based_on=BasedOn(outlet=based_on, published_at=None) if based_on else None,
    )


def span(text: str, quote: str) -> Span:
    return Span(start=text.index(quote), end=text.index(quote) + len(quote))


def test_of_two_who_speak_none_is_named() -> None:
    text = "While Rune Askel said it was too soon, Oda Lindqvist said the money was there."
    assert speaker_of(article(text), span(text, text)) == ""


def test_she_is_the_one_person_of_the_sentence_before() -> None:
    text = 'Ines Varga spoke in Marl. She was tired. "Nobody asked us," she said.'
    assert speaker_of(article(text), span(text, '"Nobody asked us," she said.')) == "Ines Varga"


def test_she_is_nobody_where_the_sentence_between_is_about_him() -> None:
    text = 'Ines Varga spoke in Marl. He was tired. "Nobody asked us," she said.'
    assert speaker_of(article(text), span(text, '"Nobody asked us," she said.')) == ""


def test_a_person_of_another_paragraph_is_not_looked_for() -> None:
    text = 'Ines Varga spoke in Marl.\n\n"Nobody asked us," she said.'
    assert speaker_of(article(text), span(text, '"Nobody asked us," she said.')) == ""


def test_words_quoted_on_are_those_of_the_speaker_before() -> None:
    text = '"We waited," Tove Brandt said. "Nobody came."'
    assert speaker_of(article(text), span(text, '"Nobody came."')) == "Tove Brandt"


def test_a_deed_is_no_saying() -> None:
    text = "Tove Brandt added two boats to the fleet."
    assert speaker_of(article(text), span(text, text)) == ""


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The plan is dead, said Lindqvist aides.", ""),
        ("According to Lindqvist aides, the plan is dead.", ""),
        ('"It was cold," said Syrian refugee Ahmed Ali.', ""),
        ("It was cold, said Ines Varga and Tove Brandt.", ""),
        ("It is settled, said U.S. President Tove Brandt.", "Tove Brandt"),
        ("U.S. President Tove Brandt said it was settled.", "Tove Brandt"),
        ("It is settled, said Sen. Ines Varga.", "Ines Varga"),
        ("Ines Varga, 45, said it was cold.", "Ines Varga"),
        ("Ines Varga, Marl mayor, said it was cold.", "Ines Varga"),
    ],
)
def test_a_speaker_is_named_whole_or_not_at_all(text: str, speaker: str) -> None:
    assert speaker_of(article(text), span(text, text)) == speaker


def test_straight_quotes_may_go_over_two_sentences() -> None:
    text = '"We waited. Nobody came," Tove Brandt said.'
    assert speaker_of(article(text), span(text, 'Nobody came," Tove Brandt said.')) == "Tove Brandt"


@pytest.mark.parametrize(
    ("run", "person"),
    [
        ("British Prime Minister Sir Keir Starmer", "Keir Starmer"),
        ("Vice-President Hanne Gruber of the Water Board", "Hanne Gruber"),
        ("Ukraine’s President Volodymyr Zelenskyy", "Volodymyr Zelenskyy"),
        ("Greek Orthodox Church", "Greek Orthodox Church"),
        ("General Suleiman al-Amr", "Suleiman al-Amr"),
        ("Bank of Teland", "Bank of Teland"),
        ("J. K. Askel", "J. K. Askel"),
        ("Lindqvist's", ""),
        ("Officials", ""),
    ],
)
def test_a_name_is_cut_out_of_its_titles(run: str, person: str) -> None:
    assert person_in(run) == person


def test_a_word_that_begins_a_sentence_is_a_name_where_it_is_written_so_elsewhere() -> None:
    text = "Residents waited. The speech of Holm was short. Holm said so."
    assert stands_alone("Holm", 0, text)
    assert not stands_alone("Residents", 0, text)
    assert stands_alone("Residents", 5, text)


def test_an_outlet_is_known_by_its_name_and_its_initials() -> None:
    source = article("Text.", outlet="World Socialist Web Site")
    assert is_outlet("World Socialist Web Site", source)
    assert is_outlet("HP", article("Text.", outlet="HP"))
    assert not is_outlet("Harbour Union", article("Text."))


def test_quoted_words_are_left_out_and_measured() -> None:
    assert without_quotes("“We waited,” he said, “and") == '"" he said, ""'
    assert without_quotes('Nobody came," he said. "Go," she said.') == '"" he said. "" she said.'
    # Seven of fourteen characters are the quotation with its marks.
    assert quoted_share('"12345" he sai') == 0.5
    assert quoted_share("") == 0.0


@pytest.mark.parametrize(
    ("text", "lead_in"),
    [
        ("The pier is old.", "Harbour Post, date unknown"),
        ('"It is old," Tove Brandt said.', "Tove Brandt, quoted by Harbour Post, date unknown"),
        ("It is old, Tove Brandt said.", "Tove Brandt, reported by Harbour Post, date unknown"),
        ('"We were told nothing," one said.', "a speaker, quoted by Harbour Post, date unknown"),
        ('"A minimum objective of 1.5 million" it reads.', "Harbour Post, date unknown"),
    ],
    ids=["outlet", "quoted", "reported", "unnamed", "a text"],
)
def test_a_lead_in_says_who_speaks(text: str, lead_in: str) -> None:
    assert lead_in_of(article(text), span(text, text)) == lead_in


def test_a_lead_in_to_our_summary_says_so() -> None:
    text = "It is old, Tove Brandt said."
    source = article(text, based_on="RFI")
    told = "Tove Brandt, reported in our summary of an RFI report, date unknown"
    assert lead_in_of(source, span(text, text)) == told


def test_a_lead_in_without_an_outlet_says_that_it_is_unknown() -> None:
    text = "It is old, Tove Brandt said."
    told = "Tove Brandt, reported in a report, outlet unknown, date unknown"
    assert lead_in_of(article(text, outlet=None), span(text, text)) == told
