"""Each fact as a test: it fails when the reply is wrong and the accepted run had it right.

Facts that were wrong already are expected to fail, with the stage at which they are lost.
"""

from __future__ import annotations

import pytest

from evals.conftest import Accepted, Judge
from evals.facts.fact import Fact
from evals.report.explanation_text import failure_text


def test_the_baseline_was_made_from_these_facts(accepted: Accepted) -> None:
    """Else "right before" means little: one failure that says so."""
    if accepted.fault:
        pytest.fail(accepted.fault, pytrace=False)


def test_fact(fact: Fact, judge: Judge, accepted: Accepted) -> None:
    """The reply is what the fact expects."""
    outcome = judge.outcome_of(fact)
    if outcome.lost_at is None:
        return
    if fact.fact_id not in accepted.right:
        pytest.xfail(outcome.lost_at.value.replace("_", " "))
    pytest.fail(failure_text(outcome), pytrace=False)


def test_every_citation_is_the_articles_own_words(facts: tuple[Fact, ...], judge: Judge) -> None:
    """Every quote of every reply is the library's text at its offsets."""
    invalid = [fact.fact_id for fact in facts if not all(judge.outcome_of(fact).validity)]
    if invalid:
        pytest.fail(f"Quotes that no article holds: {', '.join(invalid)}", pytrace=False)
