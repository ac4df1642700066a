"""One fact's value in each metric of the table that is a mean over facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.reply import Abstention, Answer, Notice
from evals import answer_metrics, retrieval_metrics
from evals.abstention_metrics import (
    Refusal,
    abstention_precision,
    abstention_recall,
    false_refusal_rate,
)
from evals.evidence import evidence_ranking, gold_names
from evals.facts import Expected
from evals.harness import RETRIEVED, FactOutcome
from evals.judging import cited_spans, first_quote, first_quotes, holds_answer, says_forbidden
from evals.matching import points_in

Scorer = Callable[[FactOutcome], float | None]
Ranker = Callable[[Sequence[str], frozenset[str], int], float | None]


def score(outcome: FactOutcome) -> dict[str, float | None]:
    """One fact's value in each metric that is a mean over facts; None where it is undefined."""
    return {name: scorer(outcome) for name, scorer in SCORERS.items()}


def _right(outcome: FactOutcome) -> float:
    return float(outcome.right)


def _answer_in(text: str, outcome: FactOutcome) -> float | None:
    if outcome.fact.expected is not Expected.ANSWER:
        return None
    return float(holds_answer(text, outcome.fact))


def _in_first_quote(outcome: FactOutcome) -> float | None:
    return _answer_in(first_quote(outcome.reply), outcome)


def _in_first_quotes(outcome: FactOutcome) -> float | None:
    return _answer_in(first_quotes(outcome.reply), outcome)


def _point_recall(outcome: FactOutcome) -> float | None:
    return points_in(first_quotes(outcome.reply), outcome.fact.points)


def _quoted_characters(outcome: FactOutcome) -> float | None:
    if not isinstance(outcome.reply, Answer):
        return None
    return float(sum(span.end - span.start for span in cited_spans(outcome.reply)))


def _short_answer(outcome: FactOutcome) -> str:
    reply = outcome.reply
    return (reply.short_answer or "") if isinstance(reply, Answer) else ""


def _exact_match(outcome: FactOutcome) -> float | None:
    return answer_metrics.exact_match(_short_answer(outcome), outcome.fact.answers)


def _token_f1(outcome: FactOutcome) -> float | None:
    return answer_metrics.token_f1(_short_answer(outcome), outcome.fact.answers)


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
    "mean_quoted_characters": _quoted_characters,
    "short_answer_exact_match": _exact_match,
    "short_answer_token_f1": _token_f1,
    "gold_citation_precision": _gold_precision,
    "gold_citation_recall": _gold_recall,
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
