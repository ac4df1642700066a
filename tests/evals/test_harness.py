from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from evals.harness import Subject, run_fact
from evals.homes import home_of_articles, subject_of
from evals.records import differing
from evals.running import run_facts
from tests.evals.scripted import (
    TEXT,
    Scripted,
    abstention,
    answer,
    fact,
    hits,
    outcome,
    unanswerable,
)


def subject(scripted: Scripted, today: date | None = None) -> Subject:
    return Subject(assistant=scripted, searcher=scripted, library=scripted, today=today)


def test_the_turns_of_a_fact_share_a_conversation_and_the_last_is_judged() -> None:
    scripted = Scripted(replies={"Who met?": abstention(), "How many?": answer("Thirty chiefs")})
    judged = run_fact(subject(scripted), fact(turns=("Who met?", "How many?")), ())
    assert [(question, talk) for question, talk, _ in scripted.asked] == [
        ("Who met?", None),
        ("How many?", "c" * 32),
    ]
    assert judged.right


def test_a_facts_own_day_goes_before_that_of_the_run() -> None:
    scripted = Scripted(replies={"How many chiefs met?": abstention()})
    run = subject(scripted, date(2025, 3, 11))
    run_facts(run, [fact(), fact(today=date(2024, 1, 2))], {})
    assert [today for _, _, today in scripted.asked] == [date(2025, 3, 11), date(2024, 1, 2)]


def test_a_quote_that_is_not_the_librarys_text_is_invalid() -> None:
    reply = answer("Thirty chiefs", "It rained")
    assert outcome(fact(), reply).validity == (True, True)
    assert outcome(fact(), reply, text=TEXT.replace("rained", "poured")).validity == (True, False)


def test_no_more_than_ten_passages_are_looked_at() -> None:
    found = hits(*["It rained"] * 12)
    assert len(outcome(fact(), abstention(), found=found).hits) == 10


@pytest.mark.timeout(120)
def test_the_real_assistant_is_measured_over_a_real_home(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "paris.md").write_text(f"---\nheadline: Chiefs meet\n---\n\n{TEXT}\n", "utf-8")
    told: list[str] = []
    facts = [fact(), unanswerable(fact_id="f-2", turns=("Who won the chess title in Oslo?",))]
    with home_of_articles(folder, say=told.append) as measured:
        records = run_facts(subject_of(measured.home), facts, {})
        again = run_facts(subject_of(measured.home), facts, {})
    assert told == [f"1 articles, 1 passages from {folder}"]
    assert all(valid for each in records for valid in each.validity)
    assert records[0].found[0].headline == "Chiefs meet"
    assert records[1].right
    assert differing(records, again) == ()
