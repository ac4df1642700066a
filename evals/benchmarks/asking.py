"""Putting a benchmark's questions to a system, and what each reply is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.limits import NO_LIMITS, Limits
from app.reply import Answer, Reply
from evals.benchmarks.results import Say, Score, mean_score
from evals.harness import Asks
from evals.matching.words import answer_in
from evals.metrics.answer import exact_match, token_f1
from evals.metrics.judging import cited_spans, first_quote, first_quotes
from index.home import Home

Systems = Mapping[str, Callable[[Home], Asks]]
ReplyScores = Mapping[str, float | None]  # by metric; None where it is undefined
PROGRESS_LINES = 10  # at most, for each system


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question and the limits put on it."""

    text: str
    limits: Limits = NO_LIMITS


def replies_to(askings: Sequence[Asking], system: Asks, *, name: str, say: Say) -> list[Reply]:
    """The replies, in order, each to a conversation of its own; says how far it is."""
    replies: list[Reply] = []
    for number, asking in enumerate(askings, start=1):
        replies.append(system.ask(asking.text, limits=asking.limits))
        if number * PROGRESS_LINES // len(askings) > (number - 1) * PROGRESS_LINES // len(askings):
            say(f"{name}: {number:,} of {len(askings):,} questions asked")
    return replies


def is_refused(reply: Reply) -> bool:
    """Whether there is no answer in it, by refusal or by a notice that took it for small talk."""
    return not isinstance(reply, Answer)


def reply_scores(reply: Reply, accepted: Sequence[str]) -> dict[str, float | None]:
    """What a reply is worth where these answers are accepted; without an answer it quotes nothing.

    A missing short answer counts as an empty one. Quoted characters are undefined without a quote.
    """
    short = (reply.short_answer or "") if isinstance(reply, Answer) else ""
    quoted = sum(span.end - span.start for span in cited_spans(reply))
    return {
        "short_answer_exact_match": exact_match(short, accepted),
        "short_answer_token_f1": token_f1(short, accepted),
        "answer_in_first_quote": float(answer_in(first_quote(reply), accepted)),
        "answer_in_first_three_quotes": float(answer_in(first_quotes(reply), accepted)),
        "mean_quoted_characters": float(quoted) if quoted else None,
        "refused": float(is_refused(reply)),
    }


def refusal_scores(reply: Reply, *, is_answerable: bool) -> dict[str, float | None]:
    """A question's term in each share of refusals, so that the means are those shares."""
    refused = is_refused(reply)
    return {
        "abstention_precision": float(not is_answerable) if refused else None,
        "abstention_recall": None if is_answerable else float(refused),
        "false_refusal_rate": float(refused) if is_answerable else None,
    }


def means(system: str, rows: Sequence[ReplyScores], *, among: str = "") -> tuple[Score, ...]:
    """The mean of each metric over the questions, in the order of the metrics."""
    metrics = dict.fromkeys(metric for row in rows for metric in row)
    return tuple(
        mean_score(system, metric, [row.get(metric) for row in rows], among=among)
        for metric in metrics
    )
