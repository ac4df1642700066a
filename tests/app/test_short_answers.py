"""The few words that answer: the one thing of the kind asked for, or what the ranker is sure of."""

from __future__ import annotations

import math

import pytest

from app.answering.short_answers import LIKELY, SURE, short_answer
from app.reply import Quote
from corpus.article import Article, ArticleId
from index.evidence import Evidence
from index.features import Features
from index.kinds import Kind
from index.question import AskedFor
from index.ranker.short_answers import ShortAnswer
from index.spans import Span
from index.words import stems

FEATURES = Features(**dict.fromkeys(Features.__slots__, 0.5))
BEFORE = "It rained. "  # of every article, so that offsets into quote and article differ
TALKS = "Anna Berg left the talks in Oslo, which lasted 50 minutes."


def asked(question: str, kind: Kind, *, own_names: tuple[str, ...] = ()) -> AskedFor:
    words = tuple(stems(question))
    return AskedFor(
        kind=kind,
        weights=dict.fromkeys(words, 1.0),
        order=words,
        names=own_names,
        own_names=own_names,
        rare_names=(),
        unknown=(),
    )


def place(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return Span(start=start, end=start + len(words))


def quoted(
    text: str,
    asked_for: AskedFor,
    *,
    read: str = "",
    odds: float = SURE,
    shown: str = "",
    probability: float = 0.9,
) -> Quote | None:
    """The short answer in a sentence, of which the ranker read these words with these odds."""
    article = Article(
        article_id=ArticleId("a000000000001"),
        source_key="talks.md",
        text=BEFORE + text,
        headline="Talks",
    )
    evidence = Evidence(
        article=article,
        span=place(article, text),
        features=FEATURES,
        score=math.log(9),
        probability=probability,
        holds_kind=True,
        missing=(),
        passage_rank=1,
        short_answer=ShortAnswer(span=place(article, read), odds=odds) if read else None,
    )
    span = place(article, shown or text)
    return short_answer(asked_for, evidence, Quote(article=article, start=span.start, end=span.end))


def words(quote: Quote | None) -> str | None:
    return quote.text if quote else None


@pytest.mark.parametrize(
    ("question", "kind", "text", "short"),
    [
        ("How many chiefs met?", Kind.NUMBER, "On the day 30 chiefs met.", "30"),
        ("How many chiefs met?", Kind.NUMBER, "On the day 30 chiefs met, and 7 left.", None),
        ("How long did they talk?", Kind.NUMBER, "They talked for 50 minutes.", "50 minutes"),
        ("How many of the 30 chiefs left?", Kind.NUMBER, "Of the 30 chiefs 7 left.", "7"),
        ("Who left?", Kind.PERSON, "Only Anna Berg left.", None),
        ("What did they say?", Kind.QUOTE, "They said no.", None),
        ("What happened?", Kind.ANYTHING, "30 chiefs met.", None),
        ("How many chiefs met?", Kind.NUMBER, "Some chiefs met.", None),
    ],
)
def test_the_short_answer_is_the_thing_asked_for(
    question: str, kind: Kind, text: str, short: str | None
) -> None:
    assert words(quoted(text, asked(question, kind))) == short


def test_the_one_number_of_a_sentence_without_the_name_asked_about_is_none() -> None:
    chiefs = asked("How many chiefs met in Oslo?", Kind.NUMBER, own_names=("oslo",))
    assert quoted("On the day 30 chiefs met.", chiefs) is None
    assert words(quoted("On the day 30 chiefs met in Oslo.", chiefs)) == "30"


def test_without_a_rule_it_is_what_the_ranker_is_sure_of() -> None:
    found = quoted(TALKS, asked("Who walked out?", Kind.PERSON), read="Anna Berg")
    assert found is not None
    assert found.text == "Anna Berg"
    assert found.start == len(BEFORE)


def test_the_one_thing_of_the_kind_goes_before_what_the_ranker_reads() -> None:
    how_long = asked("How long did it take?", Kind.DURATION)
    assert words(quoted(TALKS, how_long, read="Anna Berg")) == "50 minutes"


@pytest.mark.parametrize(
    ("kind", "read", "odds", "shown"),
    [
        pytest.param(Kind.PERSON, "Anna Berg", SURE - 0.1, "", id="not sure"),
        pytest.param(Kind.PERSON, "Anna Berg", SURE, "the talks in Oslo", id="outside the quote"),
        pytest.param(Kind.PERSON, "in Oslo, which", SURE, "talks in Oslo", id="partly outside it"),
        pytest.param(Kind.PLACE, "talks in Oslo", SURE, "", id="words the question gave"),
        pytest.param(Kind.MONEY, "50 minutes", SURE, "", id="not of the kind asked for"),
    ],
)
def test_what_the_ranker_reads_is_no_answer_when(
    kind: Kind, read: str, odds: float, shown: str
) -> None:
    question = asked("Who walked out of the talks in Oslo?", kind)
    assert quoted(TALKS, question, read=read, odds=odds, shown=shown) is None


def test_of_a_sentence_that_is_little_likely_the_ranker_reads_none() -> None:
    who = asked("Who walked out?", Kind.PERSON)
    assert quoted(TALKS, who, read="Anna Berg", probability=LIKELY) is not None
    assert quoted(TALKS, who, read="Anna Berg", probability=LIKELY - 0.01) is None
    how_long = asked("How long did it take?", Kind.DURATION)
    assert words(quoted(TALKS, how_long, read="50 minutes", probability=0.4)) == "50 minutes"


@pytest.mark.parametrize(
    ("read", "is_short"),
    [("the talks in Oslo", True), ("left the talks in Oslo", False)],
)
def test_a_thing_of_any_kind_has_three_words(read: str, is_short: bool) -> None:
    anything = asked("What happened?", Kind.ANYTHING)
    assert words(quoted(TALKS, anything, read=read)) == (read if is_short else None)


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("It is to open by mid-2025.", "mid-2025"),
        ("It is to open in early 2025.", "early 2025"),
        ("It is to open at the end of 2025.", "the end of 2025"),
        ("It is to open in 2025.", "2025"),
    ],
)
def test_which_part_of_a_year_is_meant_belongs_to_it(text: str, short: str) -> None:
    assert words(quoted(text, asked("When is it to open?", Kind.YEAR))) == short


def test_who_did_it_is_no_place() -> None:
    text = "Belgium beat Panama at the Fisht Stadium, said Anna Berg."
    who = asked("Who won the match?", Kind.PERSON)
    assert quoted(text, who, read="Fisht Stadium") is None
    assert words(quoted(text, who, read="Belgium")) == "Belgium"
    where = asked("Where did Belgium win?", Kind.PLACE)
    assert words(quoted(text, where, read="Fisht Stadium")) == "Fisht Stadium"


@pytest.mark.parametrize(
    ("text", "read", "short"),
    [
        ("They buy from US, South Korean or Israeli makers.", "South Korean or Israeli makers",
         "US, South Korean or Israeli makers"),
        ("In Oru they buy from US, Thai and Peruvian makers.", "Thai and Peruvian makers",
         "US, Thai and Peruvian makers"),
        ("They buy in Oru, Tarn and Lund.", "Tarn and Lund", "Oru, Tarn and Lund"),
        ("On Monday, Oru and Lund sold it.", "Oru and Lund", "Oru and Lund"),
        ("They buy from Oru, Lund.", "Lund", "Lund"),
    ],
)  # fmt: skip
def test_a_row_of_names_begins_with_its_first(text: str, read: str, short: str) -> None:
    where = asked("Where do they shop?", Kind.PLACE)
    assert words(quoted(text, where, read=read)) == short


def test_of_several_of_the_kind_the_ranker_says_which() -> None:
    chiefs = asked("How many chiefs met?", Kind.NUMBER)
    text = "On the day 30 chiefs met, and 7 left."
    assert words(quoted(text, chiefs, read="30 chiefs")) == "30 chiefs"
    assert quoted(text, chiefs, read="On the day") is None


@pytest.mark.parametrize(
    ("question", "kind", "text", "read"),
    [
        ("Who got the most votes?", Kind.PERSON, "The turnout of 58% was the highest.", "58%"),
        ("What did Oru get?", Kind.ANYTHING, "Oru, which put up a hall, has it.", "up a hall"),
    ],
)
def test_a_number_is_nobody_and_half_a_verb_no_answer(
    question: str, kind: Kind, text: str, read: str
) -> None:
    assert quoted(text, asked(question, kind), read=read, odds=9.0) is None


def test_who_lost_is_not_who_won() -> None:
    text = "Belgium beat Panama by three to none."
    won = asked("Who won the match?", Kind.PERSON)
    assert quoted(text, won, read="Panama") is None
    assert words(quoted(text, won, read="Belgium")) == "Belgium"
    met = asked("Who did Belgium meet?", Kind.PERSON)
    assert words(quoted(text, met, read="Panama")) == "Panama"
