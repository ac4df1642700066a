"""What kind of thing a question asks for, and where a text holds one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.kinds import Kind, capitals_tell, kind_asked, mentions, names

_ASKED = {
    "How many people died in the crane collapse?": Kind.COUNT,
    "What number of shells was promised?": Kind.COUNT,
    "number of shells promised": Kind.COUNT,
    "How old is the children's champion?": Kind.NUMBER,
    "How tall was the rotating pig?": Kind.NUMBER,
    "What age were the pupils?": Kind.NUMBER,
    "By how much did the budget grow?": Kind.NUMBER,
    "How much money did Livorno want?": Kind.MONEY,
    "How much did the shells cost?": Kind.MONEY,
    "How much aid did the US send?": Kind.MONEY,
    "What is the price of one shell?": Kind.MONEY,
    "What was the fine?": Kind.MONEY,
    "What percentage of voters took part?": Kind.PERCENT,
    "What share of the budget goes to defence?": Kind.PERCENT,
    "How long was she held on the ship?": Kind.DURATION,
    "For how many weeks did the ferry lie idle?": Kind.DURATION,
    "How many years did she stay?": Kind.DURATION,
    "In what year did the festival begin?": Kind.YEAR,
    "Which year was it founded in?": Kind.YEAR,
    "When did the crane fall?": Kind.DATE,
    "On which date was the vote?": Kind.DATE,
    "What day do the ministers meet?": Kind.DATE,
    "Until what month does it run?": Kind.DATE,
    "Who coaches the team?": Kind.PERSON,
    "Whose idea was the flag?": Kind.PERSON,
    "Which politician was late?": Kind.PERSON,
    "Who is the president of Ukraine?": Kind.PERSON,
    "Who is Gesine Weber?": Kind.ANYTHING,
    "Who was Eddie Chu?": Kind.ANYTHING,
    "What did Starmer say about the troops?": Kind.QUOTE,
    "How did Albares describe the plan?": Kind.QUOTE,
    "Where did the ministers meet?": Kind.PLACE,
    "Which city hosted the summit?": Kind.PLACE,
    "Which countries were left out?": Kind.PLACE,
    "Why did the alliance break?": Kind.ANYTHING,
    "Which agency is looking into it?": Kind.NAME,
    "What agenda did they adopt?": Kind.ANYTHING,
    "What shares does he own?": Kind.ANYTHING,
    "How much time did they spend there?": Kind.NUMBER,
    "How much food aid came?": Kind.NUMBER,
    "What does the Islamic State want?": Kind.ANYTHING,
    "How long is the bridge?": Kind.NUMBER,
    "": Kind.ANYTHING,
}


@pytest.mark.parametrize(("question", "kind"), _ASKED.items())
def test_the_kind_asked_for_is_read_from_the_question(question: str, kind: Kind) -> None:
    assert kind_asked(question) is kind


_HELD = {
    (Kind.NUMBER, "At least 107 people died."): ["107"],
    (Kind.NUMBER, "1.5 million shells, 84,121 votes"): ["1.5 million", "84,121"],
    (Kind.NUMBER, "Twelve years, three dozen ships"): ["Twelve", "three dozen"],
    (Kind.COUNT, "On 4 September 2016, 107 people paid €5 for two hours"): ["107"],
    (Kind.COUNT, "It lasted nine weeks and cost 58% more"): [],
    (Kind.COUNT, "Some 2000 people and 1500 soldiers left in 2016."): ["2000", "1500"],
    (Kind.COUNT, "The 2016 elections"): [],
    (Kind.COUNT, "In 2016 people stayed away, more than in 2012."): [],
    (Kind.MONEY, "as much as €800 billion"): ["€800 billion"],
    (Kind.MONEY, "an estimated cost of NZ$26 million"): ["NZ$26 million"],
    (Kind.MONEY, "more than 422,000 euros from two schools"): ["422,000 euros"],
    (Kind.MONEY, "The bath costs 14 million crowns."): ["14 million crowns"],
    (Kind.MONEY, "the 26 schools of Livorno"): [],
    (Kind.PERCENT, "the turnout of 58% was high, 3 percent more"): ["58%", "3 percent"],
    (Kind.DATE, "on Sunday, 4 September 2016, and in 1990"): ["Sunday, 4 September 2016", "1990"],
    (Kind.DATE, "The soldiers may leave."): [],
    (Kind.DATE, "Mayor Marchant of Augusta maybe decided in May."): ["May"],
    (Kind.YEAR, "It dates from 1990, not 19901."): ["1990"],
    (Kind.DURATION, "laid up for nine weeks and 3 working days"): ["nine weeks", "3 working days"],
    (Kind.PERSON, "The coach, Alireza Mehraban, spoke"): ["Alireza Mehraban"],
    (Kind.PERSON, "said Ursula von der Leyen on Tuesday"): ["Ursula von der Leyen"],
    (Kind.PERSON, "Meanwhile nobody spoke"): [],
    (Kind.PLACE, "They met in Paris"): ["Paris"],
    (Kind.NAME, "The Court of Greece and NATO"): ["Court", "Greece", "NATO"],
    (Kind.QUOTE, "“We wait,” he replied"): ["“We wait,”"],
    (Kind.QUOTE, "No one spoke"): [],
}


@pytest.mark.parametrize(("told", "expected"), _HELD.items())
def test_a_text_holds_what_a_reader_sees_in_it(told: tuple[Kind, str], expected: list[str]) -> None:
    kind, text = told
    assert [span.of(text) for span in mentions(text, kind)] == expected


@given(text=st.text(max_size=80), kind=st.sampled_from(Kind))
def test_mentions_are_inside_the_text_and_in_order(text: str, kind: Kind) -> None:
    spans = mentions(text, kind)
    assert all(span.end <= len(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_capital_at_the_start_alone_makes_no_name() -> None:
    assert names("Which Afghan team met Ivanka Trump?") == ("Afghan", "Ivanka Trump")


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("What did the Afghan team win?", True),
        ("Macron – Merkel meeting", True),
        ("What Did The Team Win?", False),
    ],
    ids=["small words", "a dash", "every word"],
)
def test_capitals_tell_names_where_small_words_have_none(text: str, *, tells: bool) -> None:
    assert capitals_tell(text) is tells
