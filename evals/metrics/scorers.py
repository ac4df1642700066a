"""One fact's value in each metric of the table that is a mean over facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.reply import Abstention, Answer, Notice
from evals.facts.answers import DateAnswer, ListAnswer, NumberAnswer, wordings
from evals.facts.evidence import evidence_ranking, gold_names
from evals.facts.fact import Expected
from evals.harness import RETRIEVED, FactOutcome
from evals.matching.support import supports
from evals.matching.values import accepted_in, list_recall
from evals.metrics import answer as answer_metrics
from evals.metrics import retrieval as retrieval_metrics
from evals.metrics.abstention import (
    Refusal,
    abstention_precision,
    abstention_recall,
    false_refusal_rate,
)
from evals.metrics.judging import (
    ShownQuote,
    cited_spans,
    point_recall,
    quotes_hold_answer,
    says_forbidden,
    shown_quotes,
)

Scorer = Callable[[FactOutcome], float | None]
Ranker = Callable[[Sequence[str], frozenset[str], int], float | None]


def score(outcome: FactOutcome) -> dict[str, float | None]:
    """One fact's value in each metric that is a mean over facts; None where it is undefined."""
    return {name: scorer(outcome) for name, scorer in SCORERS.items()}


def _right(outcome: FactOutcome) -> float:
    return float(outcome.right)


def _answer_in(quotes: Sequence[ShownQuote], outcome: FactOutcome) -> float | None:
    if outcome.fact.expected is not Expected.ANSWER:
        return None
    return float(quotes_hold_answer(quotes, outcome.fact))


def _in_first_quote(outcome: FactOutcome) -> float | None:
    return _answer_in(shown_quotes(outcome.reply)[:1], outcome)


def _in_first_quotes(outcome: FactOutcome) -> float | None:
    return _answer_in(shown_quotes(outcome.reply), outcome)


def _point_recall(outcome: FactOutcome) -> float | None:
    return point_recall(shown_quotes(outcome.reply), outcome.fact.points)


def _value_match(shape: type[NumberAnswer | DateAnswer]) -> Scorer:
    """1 when the first three quotes hold an answer of this shape by its value; else 0.

    Undefined for facts without such an answer.
    """

    def scorer(outcome: FactOutcome) -> float | None:
        wanted = [each for each in outcome.fact.answers if isinstance(each, shape)]
        return float(any(accepted_in(_texts(outcome), each) for each in wanted)) if wanted else None

    return scorer


def _list_recall(outcome: FactOutcome) -> float | None:
    """Share of an accepted list's members in the first three quotes, the best of several lists.

    Undefined for facts without a list.
    """
    lists = [each for each in outcome.fact.answers if isinstance(each, ListAnswer)]
    return max((list_recall(_texts(outcome), each) for each in lists), default=None)


def _texts(outcome: FactOutcome) -> list[str]:
    return [quote.text for quote in shown_quotes(outcome.reply)]


def _quoted_characters(outcome: FactOutcome) -> float | None:
    if not isinstance(outcome.reply, Answer):
        return None
    return float(sum(span.end - span.start for span in cited_spans(outcome.reply)))


def _short_answer(outcome: FactOutcome) -> str:
    reply = outcome.reply
    return (reply.short_answer or "") if isinstance(reply, Answer) else ""


def _exact_match(outcome: FactOutcome) -> float | None:
    return answer_metrics.exact_match(_short_answer(outcome), _accepted_texts(outcome))


def _token_f1(outcome: FactOutcome) -> float | None:
    return answer_metrics.token_f1(_short_answer(outcome), _accepted_texts(outcome))


def _accepted_texts(outcome: FactOutcome) -> list[str]:
    """Answers by value stand in all their usual spellings."""
    return [text for answer in outcome.fact.answers for text in wordings(answer)]


def _gold_precision(outcome: FactOutcome) -> float | None:
    """Share of citations that match gold evidence; undefined without either."""
    cited = cited_spans(outcome.reply)
    if not cited or not outcome.gold:
        return None
    alternatives = [span for group in outcome.gold for span in group]
    return sum(any(c.matches(span) for span in alternatives) for c in cited) / len(cited)


def _gold_recall(outcome: FactOutcome) -> float | None:
    """Share of gold groups that some citation matches; undefined without gold."""
    if not outcome.gold:
        return None
    cited = cited_spans(outcome.reply)
    matched = [any(c.matches(span) for c in cited for span in group) for group in outcome.gold]
    return sum(matched) / len(matched)


def _support_rate(outcome: FactOutcome) -> float | None:
    """Share of an answer's sentences that the quotes they cite support; undefined without answer.

    Text quoted word for word is supported by itself, so the extractive engine has 1 by the way it
    works; the rate tells something of engines that write their own words. Lead-ins, which name
    outlet and date, are not judged.
    """
    reply = outcome.reply
    if not isinstance(reply, Answer):
        return None
    quotes = {citation.mark: citation.quote.text for citation in reply.citations}
    supported = [
        supports(each.text, [quotes[mark] for mark in each.citations]) for each in reply.sentences
    ]
    return sum(supported) / len(supported)


def _independent_sources(outcome: FactOutcome) -> float | None:
    """Number of outlets whose own reporting an answer cites, from 1; undefined without answer.

    Wire copy that two outlets print is one; so are all reports whose outlet is unknown together,
    for nothing tells them apart.
    """
    if not isinstance(outcome.reply, Answer):
        return None
    reporters = {each.quote.article.reported_by for each in outcome.reply.citations}
    return float(len(reporters))


def _violation(outcome: FactOutcome) -> float | None:
    if not outcome.fact.must_not_say:
        return None
    return float(says_forbidden(outcome.reply, outcome.fact))


def _refusal(outcome: FactOutcome) -> list[Refusal]:
    """The refusal of one fact, as a list for the metrics; a notice asked for is no question."""
    if outcome.fact.expected is Expected.NOTICE:
        return []
    is_answerable = outcome.fact.expected is Expected.ANSWER
    return [Refusal(is_answerable=is_answerable, is_refused=isinstance(outcome.reply, Abstention))]


def _truthfulness(outcome: FactOutcome) -> float | None:
    if outcome.fact.expected is Expected.NOTICE:
        return None
    refused = isinstance(outcome.reply, Abstention | Notice)
    return answer_metrics.truthfulness(is_right=outcome.right, is_refused=refused)


def _hit_at_1(outcome: FactOutcome) -> float | None:
    return _hit_at(outcome, 1)


def _hit_at_3(outcome: FactOutcome) -> float | None:
    return _hit_at(outcome, 3)


def _hit_at_10(outcome: FactOutcome) -> float | None:
    return _hit_at(outcome, RETRIEVED)


def _hit_at(outcome: FactOutcome, k: int) -> float | None:
    ranking = evidence_ranking(outcome.found[:k], outcome.gold)
    # A hit that holds two groups takes two places, so the cut is made among the hits.
    return retrieval_metrics.hit_at_k(ranking, gold_names(outcome.gold), max(len(ranking), 1))


def _over_ranking(metric: Ranker) -> Scorer:
    """The metric over the evidence groups in the first ten hits."""

    def scorer(outcome: FactOutcome) -> float | None:
        ranking = evidence_ranking(outcome.found[:RETRIEVED], outcome.gold)
        return metric(ranking, gold_names(outcome.gold), max(len(ranking), RETRIEVED))

    return scorer


# Precision and recall of refusals are shares of facts, so that of one fact is its term in the mean.
SCORERS: Mapping[str, Scorer] = {
    "right": _right,
    "answer_in_first_quote": _in_first_quote,
    "answer_in_first_three_quotes": _in_first_quotes,
    "point_recall": _point_recall,
    "number_match": _value_match(NumberAnswer),
    "date_match": _value_match(DateAnswer),
    "list_recall": _list_recall,
    "mean_quoted_characters": _quoted_characters,
    "short_answer_exact_match": _exact_match,
    "short_answer_token_f1": _token_f1,
    "gold_citation_precision": _gold_precision,
    "gold_citation_recall": _gold_recall,
    "support_rate": _support_rate,
    "independent_sources": _independent_sources,
    "must_not_say_violations": _violation,
    "hit_at_1": _hit_at_1,
    "hit_at_3": _hit_at_3,
    "hit_at_10": _hit_at_10,
    "recall_at_10": _over_ranking(retrieval_metrics.recall_at_k),
    "all_evidence_recall_at_10": _over_ranking(retrieval_metrics.all_evidence_recall_at_k),
    "mrr_at_10": _over_ranking(retrieval_metrics.reciprocal_rank),
    "ndcg_at_10": _over_ranking(retrieval_metrics.ndcg_at_k),
    "map_at_10": _over_ranking(retrieval_metrics.average_precision_at_k),
    "abstention_precision": lambda outcome: abstention_precision(_refusal(outcome)),
    "abstention_recall": lambda outcome: abstention_recall(_refusal(outcome)),
    "false_refusal_rate": lambda outcome: false_refusal_rate(_refusal(outcome)),
    "truthfulness": _truthfulness,
}
