"""Mistyped words read as those of the library; names it lacks left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Draft
from corpus.database import Database
from corpus.library import Library
from index.lexical import LexicalIndex
from index.passages import Passage
from index.query import Query, Respelling
from index.question import read_question
from index.spelling import Speller, Spelling, told
from index.words import stems

TEXTS = (
    "President Zelenskyy of Ukraine met Prime Minister Skarholm in Paris on quotas for wheat.",
    "Volodymyr Zelensky said that the minister from Australia would build the bridge.",
    "The CEASAR launchers that Ukraine bought left Paris; a minister of Johnston spoke.",
)
quick = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


class Shelf:
    """A library and its lexical index without an embedding model: one passage an article."""

    def __init__(self, path: Path) -> None:
        self.database = Database(path / "library.sqlite")
        self.library = Library(self.database)
        self.lexical = LexicalIndex(self.database)
        self.spelling = Spelling(self.database, self.lexical)

    def add(self, text: str, *, outlet: str | None = None) -> str:
        draft = Draft(source_key=text, text=text, headline="News", outlet=outlet)
        article = self.library.store(draft).article
        whole = Passage(
            article_id=article.article_id, start=0, end=len(text), text=text, sentences=()
        )
        self.lexical.put(article, [whole])
        return article.article_id


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    made = Shelf(tmp_path)
    for text in TEXTS:
        made.add(text)
    yield made
    made.database.close()


@pytest.fixture
def speller(shelf: Shelf) -> Speller:
    return shelf.spelling.current()


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What did Ukraihe buy?", "What did Ukraine buy?"),
        ("what did ukraihe buy?", "what did ukraine buy?"),
        ("WHAT DID UKRAIHE BUY?", "WHAT DID UKRAINE BUY?"),
        ("Ukraihe: what did it buy?", "Ukraine: what did it buy?"),
        ("When did Prime Minitser Skarholm speak?", "When did Prime Minister Skarholm speak?"),
        ("Who is in Pairs?", "Who is in Paris?"),
        ("How many CAESAR launchers?", "How many CEASAR launchers?"),
        ("Who represents Austrlia’s farmers?", "Who represents Australia’s farmers?"),
        ("What percentgae of weat?", "What percentage of wheat?"),
        ("Who bought it of Ameericans?", "Who bought it of Americans?"),
    ],
    ids=[
        "name", "lower case", "capitals", "first word", "title", "a word that is none here",
        "as the library writes it", "possessive", "English the library lacks", "a country's people",
    ],
)  # fmt: skip
def test_mistyped_words_are_read_as_those_meant(
    speller: Speller, question: str, meant: str
) -> None:
    assert speller.respell(question).text == meant


def test_what_was_changed_is_told_in_order(speller: Speller) -> None:
    changed = speller.respell("Did Skarhlom cross the bidge?").changed
    assert changed == (
        Respelling(typed="Skarhlom", read="Skarholm"),
        Respelling(typed="bidge", read="bridge"),
    )
    assert told(changed) == ("also searched: Skarholm (for Skarhlom), bridge (for bidge)",)
    assert told(()) == ()


@pytest.mark.parametrize(
    "name",
    ["Zorblax", "Merkel", "Austria", "Austrian", "Johnson", "Bridges", "Skårgren", "Par", "Wheet"],
    ids=[
        "nobody", "somebody", "another country", "its people", "a common name near one here",
        "a form of a word here", "two letters off", "too short", "near a word that is no name",
    ],
)  # fmt: skip
def test_a_name_that_the_library_lacks_stays(speller: Speller, name: str) -> None:
    assert speller.respell(f"What did {name} say?").changed == ()


def test_a_name_that_ends_otherwise_is_another(shelf: Shelf) -> None:
    shelf.add("Katrina Lofthus sang.")
    assert shelf.spelling.current().respell("When did Katrin sing?").changed == ()


def test_a_rare_name_of_a_large_library_is_not_taken_to_be_meant(shelf: Shelf) -> None:
    assert shelf.spelling.current().respell("Who is Skarhlom?").changed
    # Skarholm stands once in more than 500,000 words.
    shelf.add("bridge " * 500_001)
    assert not shelf.spelling.current().respell("Who is Skarhlom?").changed


@pytest.mark.parametrize(
    "word",
    ["wehaat", "1.5bn", "F16", "abd"],
    ids=["two slips in a short word", "figures", "letters and figures", "three letters"],
)
def test_figures_and_short_words_stay(speller: Speller, word: str) -> None:
    assert speller.respell(f"what of {word}?").changed == ()


def test_no_word_of_the_library_is_changed_in_any_inflection(speller: Speller) -> None:
    for word in [*speller.vocabulary.counts, "bridges", "launcher", "Ukrainians"]:
        assert speller.respell(f"about {word}").changed == ()


@given(text=st.text(max_size=80))
@quick
def test_no_text_breaks_spelling_and_what_is_not_told_stays(speller: Speller, text: str) -> None:
    respelt = speller.respell(text)
    undone = respelt.text
    for change in reversed(respelt.changed):
        before, _, after = undone.rpartition(change.read)
        undone = before + change.typed + after
    assert undone == text
    speller.variants(text)


def test_an_empty_library_names_nothing(tmp_path: Path) -> None:
    speller = Shelf(tmp_path).spelling.current()
    assert speller.respell("Who met Skarhlom?").changed == ()
    assert speller.variants("Who met Zelensky?") == ()


def test_spellings_of_one_name_are_variants_of_each_other(speller: Speller) -> None:
    assert speller.variants("Did Zelensky speak in Paris?") == (
        Respelling(typed="Zelensky", read="Zelenskyy"),
    )
    assert speller.variants("Did Zelenskyy speak?") == (
        Respelling(typed="Zelenskyy", read="Zelensky"),
    )


def test_a_plural_is_no_other_spelling(shelf: Shelf) -> None:
    shelf.add("Lofthaug and the Lofthaugs")
    assert shelf.spelling.current().variants("Who is Lofthaug?") == ()


def test_the_words_follow_the_library(shelf: Shelf) -> None:
    question = "Who met Brannvik?"
    article_id = shelf.add("Brannvick came.", outlet="Nordhavn Post")
    assert shelf.spelling.current().respell(question).text == "Who met Brannvick?"
    assert "nordhavn" in shelf.spelling.current().vocabulary
    shelf.library.set_metadata(shelf.library.get(article_id).article_id, {"outlet": "Sundby Post"})
    assert "nordhavn" not in shelf.spelling.current().vocabulary
    shelf.library.retire(shelf.library.get(article_id))
    assert shelf.spelling.current().respell(question).text == question


def test_the_words_are_read_once_for_one_state(shelf: Shelf) -> None:
    assert shelf.spelling.current().vocabulary is shelf.spelling.current().vocabulary


def test_another_spelling_counts_as_the_name_asked_for(shelf: Shelf) -> None:
    text = "Did Zelensky speak?"
    also = shelf.spelling.current().variants(text)
    query = Query(text=text, also=also)
    asked = read_question(query, shelf.lexical)
    assert query.words_searched == "Did Zelensky speak? Zelenskyy"
    assert asked.missing_names(stems("Zelenskyy spoke.")) == ()
    # Both of the question's words.
    assert asked.overlap(stems("Zelenskyy will speak.")) == pytest.approx(1.0)
