from __future__ import annotations

from pathlib import Path

import pytest

from evals.errors import BadRun
from evals.facts.fact import Evidence, Fact
from evals.robustness.run import run_robustness
from tests.evals.scripted import TEXT, fact, unanswerable

FRONTED = "How many chiefs of staff met in Paris?"


def named(split: str, start: str) -> str:
    """An id that falls into the split."""
    numbered = (f"{start}-{at}" for at in range(100))
    return next(each for each in numbered if fact(fact_id=each).split == split)


def facts() -> list[Fact]:
    money = (Evidence(article="paris.md", quote="The fund holds €150 billion"),)
    return [
        fact(fact_id=named("dev", "number"), turns=(FRONTED,)),
        fact(
            fact_id=named("dev", "money"), turns=("How much money does the fund hold?",),
            answers=("€150 billion",), evidence=(money,),
        ),
        unanswerable(fact_id=named("dev", "none"), turns=("Who won the chess title in Oslo?",)),
        fact(fact_id=named("frozen", "number"), turns=(FRONTED,)),
    ]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    head = "---\nheadline: Chiefs meet\npublished_at: 2025-03-11\n---\n\n"
    (articles / "paris.md").write_text(f"{head}{TEXT}\n", "utf-8")
    return articles


@pytest.mark.timeout(180)
def test_every_condition_is_run_over_the_dev_facts_with_the_real_assistant(folder: Path) -> None:
    told: list[str] = []
    report = run_robustness(facts(), folder, say=told.append)
    sizes = {each.name: each.facts for each in report.conditions}
    # Only the unanswerable question has no number to contradict; the one about money, no place.
    assert sizes == {
        "one typo": 3, "two typos": 3, "paraphrase": 3, "polite": 3, "phrase first": 2,
        "keywords": 3, "upper case": 3, "lower case, bare": 3,
        "noise 20%": 3, "noise 40%": 3, "noise 60%": 3, "noise 80%": 3,
        "counterfactual copies": 2, "shuffled dates": 3,
    }  # fmt: skip
    assert (report.split, report.articles, report.unchanged.facts) == ("dev", 1, 3)
    assert sum(each.value or 0 for each in report.shown.values()) == pytest.approx(1)
    assert told == [f"1 articles, 1 passages from {folder}"]
    # One report keeps its own day, so nothing can change.
    assert report.conditions[-1].changes["right"].value == 0


def test_a_run_needs_a_fact_of_its_half(folder: Path) -> None:
    with pytest.raises(BadRun, match=r"^None of 3 facts is in the frozen half\."):
        run_robustness(facts()[:3], folder, say=print, final=True)
