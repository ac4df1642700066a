from __future__ import annotations

import pytest

from app.reply import Reply, Topic
from evals.benchmarks.asking import Asking, means, refusal_scores, replies_to, reply_scores
from tests.evals.scripted import Scripted, abstention, answer, notice


def test_a_reply_is_worth_what_its_short_answer_and_quotes_hold() -> None:
    reply = answer("It rained.", "The fund holds €150 billion.", short="€150 bn")
    # Normal forms: "€150 bn" and "150 billion" have no token in common, "€" being no ASCII mark.
    assert reply_scores(reply, ["150 billion"]) == {
        "short_answer_exact_match": 0.0,
        "short_answer_token_f1": 0.0,
        "answer_in_first_quote": 0.0,
        "answer_in_first_three_quotes": 1.0,
        "mean_quoted_characters": 38.0,  # 10 and 28
        "refused": 0.0,
    }


@pytest.mark.parametrize("reply", [abstention(), notice(Topic.GREETING)])
def test_a_reply_without_an_answer_is_refused_and_quotes_nothing(reply: Reply) -> None:
    scores = reply_scores(reply, ["Paris"])
    assert scores["refused"] == 1.0
    assert scores["mean_quoted_characters"] is None
    assert scores["answer_in_first_three_quotes"] == scores["short_answer_token_f1"] == 0.0


def test_refusals_have_the_shares_of_precision_recall_and_false_refusal() -> None:
    # Refused: an unanswerable and an answerable one; answered: an unanswerable and two others.
    told = answer("It rained.")
    rows = [
        refusal_scores(abstention(), is_answerable=False),
        refusal_scores(abstention(), is_answerable=True),
        refusal_scores(told, is_answerable=False),
        refusal_scores(told, is_answerable=True),
        refusal_scores(told, is_answerable=True),
    ]
    by_metric = {score.metric: (score.value, score.n) for score in means("us", rows)}
    assert by_metric == {
        "abstention_precision": (0.5, 2),
        "abstention_recall": (0.5, 2),
        "false_refusal_rate": (pytest.approx(1 / 3), 3),
    }


def test_progress_is_told_at_most_ten_times_and_at_the_end() -> None:
    lines: list[str] = []
    asking = Asking(text="Did it rain?")
    scripted = Scripted(replies={"Did it rain?": answer("It rained.")})
    replies = replies_to([asking] * 25, scripted, name="us", say=lines.append)
    assert len(replies) == 25
    assert len(lines) == 10
    assert lines[-1] == "us: 25 of 25 questions asked"


def test_no_rows_give_no_scores() -> None:
    assert means("us", []) == ()
