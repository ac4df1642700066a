"""What the metrics make of single facts, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.reply import Answer, Quote, Sentence
from corpus.article import BasedOn
from evals.facts.answers import DateAnswer, ListAnswer, NumberAnswer
from evals.facts.fact import Point
from evals.metrics.scorers import SCORERS, score
from tests.evals.scripted import abstention, answer, article, fact, outcome

CHIEFS = NumberAnswer(number=Decimal(30), units=("chiefs",))
PLACES = ListAnswer(members=(("Rome",), ("Paris",), ("thirty",)), ordered=True)
DAY = DateAnswer(year=2025, month=3, day=11)


def citing(*reporters: str | None) -> Answer:
    """An answer that cites a brief of each of these outlets' reports; None for an unknown one."""
    scripted = answer(*["It rained"] * len(reporters))
    cited = []
    for number, (citation, reporter) in enumerate(zip(scripted.citations, reporters, strict=True)):
        based_on = BasedOn(outlet=reporter) if reporter else None
        outlet = f"printed {number}" if reporter else None
        brief = replace(article(), outlet=outlet, based_on=based_on)
        span = citation.quote
        quote = Quote(article=brief, start=span.start, end=span.end)
        cited.append(replace(citation, quote=quote))
    return replace(scripted, citations=tuple(cited))


def saying(*texts: str) -> Answer:
    """An answer of these sentences, each citing the sentence about the fund."""
    scripted = answer("The fund holds €150 billion.")
    sentences = tuple(
        Sentence(lead_in="", text=text, citations=(1,), support=1.0, relevance=0.5)
        for text in texts
    )
    return replace(scripted, sentences=sentences)


def test_a_number_matches_by_value_and_unit() -> None:
    asked = fact(answers=(CHIEFS,))
    assert score(outcome(asked, answer("It rained", "Thirty chiefs met")))["number_match"] == 1
    assert score(outcome(asked, answer("Twelve stayed")))["number_match"] == 0
    assert score(outcome(asked, abstention()))["number_match"] == 0


def test_a_text_beside_a_number_is_no_match_of_it() -> None:
    scores = score(outcome(fact(answers=(CHIEFS, "Twelve")), answer("Twelve stayed")))
    assert (scores["answer_in_first_quote"], scores["number_match"]) == (1, 0)


def test_a_date_matches_by_value() -> None:
    asked = fact(answers=(DAY,))
    scripted = outcome(asked, answer("It rained"))
    assert score(scripted)["date_match"] == 0
    dated = replace(article(), text="It was on 11 March.")
    reply = answer("It rained")
    quote = Quote(article=dated, start=0, end=len(dated.text))
    cited = (replace(reply.citations[0], quote=quote),)
    told = replace(scripted, reply=replace(reply, citations=cited))
    assert score(told)["date_match"] == 1


def test_a_list_is_recalled_by_its_members_whatever_their_order() -> None:
    # Thirty and Paris of three; all in order would be needed to be right.
    scores = score(outcome(fact(answers=(PLACES,)), answer("Thirty chiefs met in Paris")))
    assert scores["list_recall"] == pytest.approx(2 / 3)
    assert scores["right"] == 0
    assert score(outcome(fact(answers=(PLACES,)), abstention()))["list_recall"] == 0


def test_matches_by_value_are_undefined_for_answers_in_words() -> None:
    scores = score(outcome(fact(answers=("30",)), answer("Thirty chiefs")))
    assert [scores[name] for name in ("number_match", "date_match", "list_recall")] == [None] * 3


def test_a_short_answer_is_compared_with_the_spellings_of_a_value() -> None:
    # "30 chiefs" is a usual spelling; of the two tokens of "thirty men" one is in "thirty chiefs".
    exact = score(outcome(fact(answers=(CHIEFS,)), answer("Thirty chiefs", short="30 chiefs")))
    near = score(outcome(fact(answers=(CHIEFS,)), answer("Thirty chiefs", short="thirty men")))
    assert (exact["short_answer_exact_match"], exact["short_answer_token_f1"]) == (1, 1)
    assert near["short_answer_exact_match"] == 0
    assert near["short_answer_token_f1"] == pytest.approx(
        2 / 3
    )  # against "thirty": 2 x 1 / (2 + 1)


def test_point_recall_minds_the_outlets() -> None:
    # The article has no outlet, so only the point that requires none counts.
    points = (Point(aliases=("30",)), Point(aliases=("chiefs",), outlets=("RFI",)))
    scores = score(outcome(fact(answers=(), points=points), answer("Thirty chiefs")))
    assert scores["point_recall"] == 0.5
    assert score(outcome(fact(), answer("Thirty chiefs")))["point_recall"] is None


def test_the_support_rate_is_the_share_of_supported_sentences() -> None:
    # Verbatim; the same in other words; another sum; trimmed: three of four.
    reply = saying(
        "The fund holds €150 billion.",
        "The fund held 150 billion euros.",
        "The fund holds €500 billion.",
        "The fund […] €150 billion.",
    )
    assert score(outcome(fact(), reply))["support_rate"] == 0.75
    assert score(outcome(fact(), abstention()))["support_rate"] is None


@pytest.mark.parametrize(
    ("reporters", "sources"),
    [
        pytest.param(("RFI",), 1, id="one"),
        pytest.param(("RFI", "AFP"), 2, id="two"),
        pytest.param(("AFP", "AFP", "RFI"), 2, id="wire copy printed twice is one"),
        pytest.param(("AFP", None, None), 2, id="unknown outlets are one together"),
    ],
)
def test_sources_are_counted_by_original_reporter(
    reporters: tuple[str | None, ...], sources: int
) -> None:
    assert score(outcome(fact(), citing(*reporters)))["independent_sources"] == sources


def test_a_refusal_has_no_sources() -> None:
    assert score(outcome(fact(), abstention()))["independent_sources"] is None


def test_the_metrics_of_single_facts_have_their_standard_names() -> None:
    assert {
        "answer_in_first_quote", "answer_in_first_three_quotes", "mean_quoted_characters",
        "short_answer_exact_match", "short_answer_token_f1", "point_recall", "number_match",
        "date_match", "list_recall", "must_not_say_violations", "support_rate",
        "independent_sources", "gold_citation_precision", "gold_citation_recall", "hit_at_10",
        "recall_at_10", "all_evidence_recall_at_10", "mrr_at_10", "ndcg_at_10", "map_at_10",
        "abstention_precision", "abstention_recall", "false_refusal_rate", "truthfulness",
    } < set(SCORERS)  # fmt: skip
