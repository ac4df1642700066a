from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.answering.notices import notice_for
from app.reply import Topic
from corpus.library import Library
from index.home import Home
from tests.app.cli_runs import OSLO, PARIS, TORUN, tiny_home

TOLD = [
    *((Topic.GREETING, words) for words in (
        "hi", "Hello!", "hello there", "Good morning", "Hi, how are you?", "How's it going?",
        "Hi Clippings", "thanks", "Thank you very much!", "great, thanks", "okay", "bye",
    )),
    *((Topic.HELP, words) for words in (
        "help", "What can you do?", "What can I ask you about?", "Who are you?", "What is this?",
        "How does this work?", "How do I add my own articles?", "Are you a robot?",
        "Hello, what can you do?", "Can you help me?", "What do you know about?",
        "Write me a poem about Paris", "Translate this article into French",
    )),
    *((Topic.LIBRARY, words) for words in (
        "Which articles do you have?", "What articles are in the library?", "list the articles",
        "List the outlets you have",
        "How many articles are there?", "Please show me all articles", "What sources do you have?",
        "Which outlets do you cover?", "What's in the library?", "What topics do you cover?",
        "What do you have?", "What have you got here?", "What's here?", "What topics are covered?",
        "What are your articles about?", "What do these articles cover?",
        "What’s the newest?", "What is the newest from RFI?", "Which is the oldest article?",
        "What's the latest article you have?", "Show me the latest reports",
    )),
    *((Topic.LANGUAGE, words) for words in (
        "Combien de pays étaient au sommet de Paris ?", "Wie viele Länder waren in Paris?",
        "¿Cuántos países estaban en la cumbre?", "Quanti paesi sono a Parigi per la riunione?",
        "Сколько стран было в Париже?",
    )),
    *((Topic.UNCLEAR, words) for words in ("???", "…", "Why?")),
]  # fmt: skip

SEARCHED = [
    "What did the greeting committee say?",
    "Who said thanks to the rescuers?",
    "What did the minister's hello mean?",
    "Hello Kitty sales in Japan?",
    "Was it a great day for Italy?",
    "Which articles of the treaty were changed?",
    "How many articles does the new constitution have?",
    "Which documents do you have to show at the border?",
    "How many reports are there of migrants adrift?",
    "Which reports are there of abuse in the camps?",
    "Which outlets are selling iodised salt?",
    "Which newspaper did Starmer tell?",
    "What sources do the police trust?",
    "What's the newest figure for EU defence spending?",
    "What is the latest on Ukraine?",
    "What is the latest from Gaza?",
    "What's the latest from the front in Ukraine?",
    "What's the latest death toll?",
    "What is the first thing Macron said?",
    "What is the oldest bridge in Paris?",
    "What can Europe do?",
    "What could this mean for Turkey?",
    "What can you do about iodine deficiency?",
    "How does the fund work?",
    "How do I start a petition?",
    "Who helped the migrants?",
    "What is in the collection of the Kennedy Space Center?",
    "What dates do the talks cover?",
    "Show me what Macron said",
    "List the countries at the summit",
    "Who can translate the documents?",
    "Hi, who met in Paris?",
    "What did Le Figaro and La Repubblica say?",
    "Who is Charles de la Tour?",
    "Did Que Choisir or Le Monde say that it is over?",
    "How many articles do you have on Ukraine?",
    "Which reports do you have about Turkey?",
    "Was Ursula von der Leyen re-elected?",
    "Should von der Leyen resign?",
    "Was Luis de la Fuente sacked?",
    "What did Die Zeit say about der Spiegel?",
]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    folder = tmp_path_factory.mktemp("notices")
    with Home.open(tiny_home(folder, paris=PARIS, torun=TORUN, oslo=OSLO)) as home:
        yield home.library


@pytest.mark.parametrize(("topic", "message"), TOLD, ids=[message for _, message in TOLD])
def test_a_message_about_clippings_is_answered_by_it(
    library: Library, topic: Topic, message: str
) -> None:
    noticed = notice_for(message, library)
    assert noticed is not None
    assert noticed.topic is topic


@pytest.mark.parametrize("question", SEARCHED)
def test_a_look_alike_is_searched_for(library: Library, question: str) -> None:
    assert notice_for(question, library) is None


def test_which_articles_lists_them_with_outlets_and_span(library: Library) -> None:
    noticed = notice_for("Which articles do you have?", library)
    assert noticed is not None
    assert len(noticed.articles) == 3
    assert "3 articles" in noticed.message
    assert "Fjord Post, RFI, Torun Gazette" in noticed.message
    assert "2023" in noticed.message
    assert "2025" in noticed.message


@pytest.mark.parametrize(
    ("message", "headline"),
    [
        ("What's the newest?", "Chiefs meet in Paris"),
        ("What is the oldest article?", "Chess title decided in Oslo"),
        ("What's the latest from the Torun Gazette?", "Bridge opens in Torun"),
        ("Show me the newest article by Fjord Post", "Chess title decided in Oslo"),
    ],
)
def test_the_newest_is_told_from_the_library(library: Library, message: str, headline: str) -> None:
    noticed = notice_for(message, library)
    assert noticed is not None
    assert f"“{headline}”" in noticed.message
    assert noticed.articles[0].headline == headline


def test_an_empty_library_has_no_newest_article(tmp_path: Path) -> None:
    with Home.open(tmp_path) as home:
        noticed = notice_for("What's the newest?", home.library)
    assert noticed is not None
    assert noticed.message == "No article here has a known date."


def test_a_single_article_is_counted_in_the_singular(tmp_path: Path) -> None:
    with Home.open(tiny_home(tmp_path, paris=PARIS)) as home:
        noticed = notice_for("hello", home.library)
    assert noticed is not None
    assert "the 1 article in" in noticed.message
