from __future__ import annotations

import pytest

from app.answering.summary_wishes import Scope, wish_in

WANTED = [
    *((Scope.ARTICLE, message) for message in (
        "Summarise the article about the bridge in Torun", "Summarize the piece on the harbour.",
        "What is the RFI piece of 12 March about?", "What's the article on the ferry about?",
        "Write me a summary of the Kyiv Post article on launchers", "Summarise the newest article",
        "Could you sum up the story about the mill, please?",
        "What was the report from Oslo about?",
        "Give me a short summary of the article about the mill in three sentences",
        "What does the article about the mayor say?",
        "A two-sentence summary of the Quill interview",
    )),
    *((Scope.TOPIC, message) for message in (
        "Sum up the news on Ukraine", "Summarise the dispute over the harbour tax",
        "Sum up everything about Mecca", "Give me the gist of the harbour plan",
        "Summarise what has been written on the ferry", "Give me an overview of European defence",
        "Please summarise what they say about the mayor", "Sum the ferry dispute up",
    )),
    *((Scope.NEWS, message) for message in (
        "What is new since March 2025?", "What's new?", "Any news?", "Sum up the latest news",
        "Summarise the news since 3 May 2025", "What's the news today?", "Is there anything new?",
        "What's the most important news?", "What are the top stories this week?", "Main headlines",
        "What are the headlines?", "What's in the news?", "What did I miss?",
        "What are today's headlines?", "Summarise last week's events",
    )),
    *((Scope.EVENTS, message) for message in (
        "What happened last week?", "What has happened since Monday?", "What happened in 2015?",
        "What did I miss since March?",
    )),
    *((Scope.LIBRARY, message) for message in (
        "Summarise the library", "Sum up the whole collection", "Summarise everything",
        "Summarise all the articles you have", "Give me an overview of the articles",
        "Summarise my articles, please",
    )),
    *((Scope.THIS, message) for message in (
        "Summarise this", "Summarise this article", "What is this about?", "sum it up",
        "What is the article about?", "Can you give me a summary of that piece?",
    )),
]  # fmt: skip

NOT_WANTED = [
    "What is the treaty about?",
    "What is article 5 about?",
    "What does the newest article of the constitution say?",
    "What did the UN report say?",
    "What happened?",
    "Who wrote the summary of the report?",
    "Did the summary court convict him?",
    "Write me a poem about Paris",
    "What came out of the summit?",
    "In short, what is Britain changing?",
    "hello",
    "",
]


@pytest.mark.parametrize(("scope", "message"), WANTED, ids=[message for _, message in WANTED])
def test_a_message_that_wants_a_summary_is_told_with_its_scope(scope: Scope, message: str) -> None:
    wish = wish_in(message)
    assert wish is not None
    assert wish.scope is scope


@pytest.mark.parametrize("message", NOT_WANTED)
def test_other_messages_want_no_summary(message: str) -> None:
    assert wish_in(message) is None


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("Sum up the news on the Paris summit", "the Paris summit"),
        ("What is new since March 2025?", "since March 2025"),
        ("What happened on 18 July 2017?", "on 18 July 2017"),
        ("What are yesterday's headlines?", "yesterday"),
        ("Summarise last week's events", "last week"),
        ("Sum up the news on Norrby in 100 words", "Norrby"),
        # "article" is never searched for, "piece" would be.
        ("What is the RFI piece of 12 March about?", "the RFI article of 12 March"),
        ("Summarise the library", ""),
        ("Sum up what Ane Lund told the Harbour Post", "Ane Lund the Harbour Post"),
        # Words of courtesy go before an order, not inside a name.
        ("Please summarise the New Zealand plan", "the New Zealand plan"),
    ],
)
def test_the_words_are_those_that_say_what_is_summed_up(message: str, words: str) -> None:
    wish = wish_in(message)
    assert wish is not None
    assert wish.words == words


def test_what_was_ordered_by_name_is_told_from_what_was_asked() -> None:
    ordered, asked = wish_in("Sum up the news since May"), wish_in("What is new since May?")
    assert ordered is not None
    assert ordered.is_order
    assert asked is not None
    assert not asked.is_order


@pytest.mark.parametrize(
    ("message", "sentences"),
    [
        ("A two-sentence summary of the Quill interview", 2),
        ("Sum up the news on Norrby in 4 short sentences, please", 4),
        ("Summarise the article about the mill in one sentence", 1),
        ("Summarise the article about the mill in a single sentence", 1),
        ("Summarise the article about the mill in seven sentences.", 7),
        ("Sum up the news on Norrby in no more than three sentences", 3),
        ("Sum up the news on Norrby in two or three sentences", 3),
        ("Sum up the news on Norrby in ten sentences", 10),
        ("Sum up the news on Norrby in 10 sentences", 10),
        ("What is the piece about the mill about, in one sentence?", 1),
        ("Summarise the article about the mill", None),
        ("Summarise the article about the mill in a few sentences", None),
        ("Summarise the reports on the two sentences for the mayor of Norrby", None),
        ("Summarise the story on the man given two sentences in three sentences", 3),
        ("Summarise the article about the five-point plan", None),
    ],
)
def test_as_many_sentences_are_wanted_as_are_named(message: str, sentences: int | None) -> None:
    wish = wish_in(message)
    assert wish is not None
    assert wish.sentences == sentences
    assert "three" not in wish.words
