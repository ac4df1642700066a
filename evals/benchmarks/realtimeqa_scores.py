"""What replies to RealTimeQA are worth, over all questions and over parts of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.reply import Reply
from evals.benchmarks.asking import (
    ReplyScores,
    is_refused,
    means,
    refusal_scores,
    reply_scores,
)
from evals.benchmarks.realtimeqa_files import NewsQuestion
from evals.benchmarks.results import Score
from evals.matching.words import answer_in
from evals.metrics.judging import first_quotes

HELD = "whose articles hold the answer"
PREDICTED = "which every published system answered"
NOTA = "whose right choice the data replaces by 'none of the above'"
SHORT = ("short_answer_exact_match", "short_answer_token_f1")  # all that is known of the published


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Ids of questions: those whose articles hold the answer, those all published systems answered.

    Without published systems nothing stands beside them.
    """

    held: frozenset[str]
    predicted: frozenset[str]


def scores_of_replies(
    system: str, questions: Sequence[NewsQuestion], replies: Sequence[Reply], parts: Parts
) -> list[Score]:
    """Every metric over all questions, the answer metrics over the parts too.

    Precision and recall of refusals take a question as unanswerable when no article given for it
    holds the answer's words: a string match, not a human judgement.
    """
    asked = list(zip(questions, replies, strict=True))
    rows = {q.question_id: reply_scores(reply, [q.answer]) for q, reply in asked}
    held = [row for key, row in rows.items() if key in parts.held]
    refusals = [
        refusal_scores(reply, is_answerable=q.question_id in parts.held) for q, reply in asked
    ]
    return [
        *means(system, list(rows.values())),
        *means(system, [_without_refused(row) for row in held], among=HELD),
        *means(system, refusals),
        *means(system, [_nota(q, reply) for q, reply in asked if q.wrong_choices], among=NOTA),
        *scores_beside_published(system, rows, parts),
    ]


def scores_beside_published(
    system: str, rows: Mapping[str, ReplyScores], parts: Parts
) -> list[Score]:
    """The short answer's metrics over the questions where all systems can be compared."""
    short = {
        key: {metric: row[metric] for metric in SHORT}
        for key, row in rows.items()
        if key in parts.predicted
    }
    held = [row for key, row in short.items() if key in parts.held]
    return [
        *means(system, list(short.values()), among=PREDICTED),
        *means(system, held, among=f"{PREDICTED} and {HELD}"),
    ]


def _without_refused(row: ReplyScores) -> ReplyScores:
    """There it is the false refusal rate."""
    return {metric: value for metric, value in row.items() if metric != "refused"}


def _nota(question: NewsQuestion, reply: Reply) -> ReplyScores:
    """Whether a reply leaves the wrong choices unsaid, and whether it leaves everything unsaid."""
    says_wrong = answer_in(first_quotes(reply), question.wrong_choices)
    return {"no_wrong_choice_quoted": float(not says_wrong), "refused": float(is_refused(reply))}
