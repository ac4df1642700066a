"""Acts and orders against look-alikes, labelled by hand."""

from __future__ import annotations

import pytest

from app.answering.acts import Act, act_in
from app.answering.unsupported import instead_of

ACTS = [
    *((Act.MORE, words) for words in (
        "more", "More, please!", "Anything else?", "tell me more", "Is there anything else?",
        "what else?", "Go on.", "any more details?", "ok, show me more", "Tell me more about that",
        "Do you have more on this?", "Is there more evidence?", "thanks, anything more?",
        "What else do the articles say about it?", "Got anything more?", "I need more",
        "Is that all?", "Can you show me another passage?",
    )),
    *((Act.SUPPORT, words) for words in (
        "Are you sure?", "are you really sure about that", "Is that true?", "Really?",
        "How sure are you?", "Do other outlets agree?", "Can I trust this?", "How do you know?",
        "Hmm, is that right?", "Does anyone disagree?", "Is there any disagreement about this?",
        "Do all sources say the same?", "you sure?", "is that a fact?",
        "Are these figures reliable?",
    )),
    *((Act.SOURCES, words) for words in (
        "Who says so?", "says who", "According to whom?", "What is your source?", "sources?",
        "Where did you get that?", "Where does this come from?", "Which outlet says that?",
        "Who reported this?", "Which article is that from?", "show me the sources",
        "Based on what?", "When was that published?", "Where'd you read that?",
        "Who told you that?",
    )),
    *((Act.SHORTER, words) for words in (
        "shorter", "Shorter please", "Can you make it shorter?", "in short", "tl;dr",
        "just the answer please", "Too long!", "Summarise that", "in one sentence, please",
        "Keep it brief", "Could you sum it up?", "too wordy", "quick summary",
        "a summary, please",
    )),
]  # fmt: skip

ORDERS = [
    "Translate this", "Can you translate the answer into German?", "say it in French",
    "Write me a poem about Macron", "Please draft an email to my boss", "Write a short summary",
    "Tell me a joke", "Rewrite this in simple words", "Explain it like I'm five",
    "Draw me a picture", "make a chart of the figures", "Show me a map of Ukraine",
    "Create a timeline", "Browse the web", "Search the internet for this", "google it",
    "Look it up online", "Could you check Wikipedia?", "https://example.org/news",
    "Send this to my mother", "Remind me tomorrow", "Read it aloud", "What do you think about it?",
    "What's your opinion on Trump?", "Should I buy gold?", "What is 12 * 31?",
    "Calculate the average", "What's the weather today?", "What time is it?",
    "Visualise this as a bar chart", "Find this on the web", "check online",
    "Which side do you support?", "Would you vote for Macron?", "whats 3 percent of 500",
    "Can you paint the mosque?",
]  # fmt: skip

QUESTIONS = [
    "Who translated the book?", "How many more troops does Europe need?",
    "What else did Macron say?", "Who else was at the summit?", "More on the World Cup",
    "Is anything else known about the crane?", "Tell me more about the fund",
    "What else is in the proposal of the EU?", "Are you sure of foot on ice?",
    "Is it true that Trump phoned Macron?", "Was that right enshrined in the treaty?",
    "Who says that prices have risen?", "Who said that Europe lost time?",
    "Who said that?", "Which outlet reported the attack first?", "Where does iodine come from?",
    "What are the sources of ozone?", "Which newspaper did he tell that?",
    "What source did the minister name?", "Who confirmed it?", "When was the study published?",
    "How long is the runway?", "Are the days shorter in winter?", "What was the short answer?",
    "In short, what is Britain changing about asylum claims?",
    "Who wrote the letter?", "What did she write about the visit?",
    "Write-in candidates: how many won?", "Who drew the map of the border?",
    "Did the match end in a draw?", "What pictures did the satellite send?",
    "What does the chart by the Kiel Institute show?", "Which website was attacked?",
    "Is the internet slower in Kabul?", "Google was fined by whom?",
    "What did Google say about the browser?", "Who sent the e-mail?", "Rap music sales in 2010?",
    "Give me the gist of the story about Microsoft wanting to get rid of IE6.",
    "Sum up what Clément Beaune told RFI.", "Summarise the dispute over church schools.",
    "What do you need for a visa?", "What do you call the festival's lights?",
    "Should Europe send troops?", "What should France do, according to Beaune?",
    "What was the weather like in Mecca?", "What time did the last vote take place?",
    "What is the date of the referendum?", "How did they calculate the turnout?",
    "Does Spain agree?", "Do the Baltic states agree with Macron?", "Who disagrees with Trump?",
    "Next election in Hong Kong?", "What is the opinion of the court?",
    "Tell me the story of the Afghan girls", "Show me what the report says about loans",
    "What was in the report on the map?", "Less salt, more iodine: who says that?",
    "What is 9/11?", "What is 1984?", "Give me an article about Turkey",
    "What is 2019-20?", "Make me a timeline of the ferry dispute",
    "How reliable is that kind of missile?", "Who plays the music at the festival?",
]  # fmt: skip


@pytest.mark.parametrize(("act", "message"), ACTS, ids=[message for _, message in ACTS])
def test_what_is_wanted_of_the_last_answer_is_told(act: Act, message: str) -> None:
    assert act_in(message) is act
    assert not instead_of(message)


def test_a_summary_without_a_topic_is_one_of_the_last_answer() -> None:
    assert act_in("Give me a summary") is Act.SHORTER


@pytest.mark.parametrize("message", ORDERS)
def test_what_is_not_supported_is_told_with_what_to_do_instead(message: str) -> None:
    assert instead_of(message)
    assert act_in(message) is None


@pytest.mark.parametrize("message", QUESTIONS)
def test_a_look_alike_is_a_question_to_the_articles(message: str) -> None:
    assert act_in(message) is None
    assert instead_of(message) == ""
