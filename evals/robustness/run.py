"""Put the same facts under every condition and measure what each of them costs."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.article import Article, Draft
from evals.errors import BadRun
from evals.facts.evidence import check_evidence
from evals.facts.fact import Fact
from evals.harness import Subject
from evals.homes import Say, home_of_articles, subject_of
from evals.metrics.measures import Measure
from evals.records import FactRecord
from evals.robustness.articles import counterfacts, draft_of, with_shuffled_days
from evals.robustness.noise import NOISE_SHARES, noise_articles, noise_for, source_of
from evals.robustness.questions import QUESTION_CONDITIONS, perturbed
from evals.robustness.results import ConditionResult, RobustnessReport, compared, shown_numbers
from evals.running import Gold, run_facts
from index.home import Home
from index.ingest import add_drafts

UNCHANGED = "unchanged"
_NOTES = (
    "Intervals are 95 % percentile bootstraps over facts; changes are paired by fact.",
    "A refusal of an unanswerable question is right too: where refusals rise, read three quotes.",
    "Greetings and questions about the library are not asked otherwise.",
    "Where no template fits a question, its fact is left out of that condition.",
    "Noise is invented news, every other piece under a headline of the library with other names.",
    "No piece of noise holds an accepted answer of any fact.",
    "A counterfactual copy differs from its article in numbers of the evidence and in its outlet.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """The facts under trial, where their evidence stands, and how they fared unchanged."""

    facts: tuple[Fact, ...]
    gold: Gold
    unchanged: tuple[FactRecord, ...]
    articles: tuple[Article, ...]


def run_robustness(
    facts: Sequence[Fact],
    articles: Path,
    *,
    say: Say,
    final: bool = False,
    limit: int | None = None,
) -> RobustnessReport:
    """Every condition over the dev facts, or, for the numbers to report, the frozen ones (`final`).

    At most the first `limit` facts. The folder is indexed three times, and four times as many
    noise articles as it holds are added to one of the three homes: minutes for tens of articles.

    Raises:
        BadRun: no fact is left to ask.
        BadFact: evidence is not where a fact says it is.
        InputError: the folder holds no article.
    """
    started = time.perf_counter()
    chosen = _chosen(facts, final=final, limit=limit)
    with home_of_articles(articles, say=say) as measured:
        gold = check_evidence(chosen, measured.articles)
        subject = subject_of(measured.home)
        trial = _Trial(
            facts=chosen,
            gold=gold,
            unchanged=run_facts(subject, chosen, gold, label=UNCHANGED),
            articles=measured.home.library.articles(),
        )
        conditions = [
            *_asked_otherwise(trial, subject),
            *_among_noise(trial, subject, measured.home, facts),
        ]
    contradicted, shown = _contradicted(trial, subject)
    return RobustnessReport(
        split="frozen" if final else "dev",
        articles=len(trial.articles),
        unchanged=compared(UNCHANGED, trial.unchanged, trial.unchanged),
        conditions=(*conditions, contradicted, _with_shuffled_days(trial, subject)),
        shown=shown,
        notes=_NOTES,
        seconds=round(time.perf_counter() - started, 1),
    )


def _chosen(facts: Sequence[Fact], *, final: bool, limit: int | None) -> tuple[Fact, ...]:
    split = "frozen" if final else "dev"
    chosen = tuple(fact for fact in facts if fact.split == split)[:limit]
    if not chosen:
        raise BadRun(
            f"None of {len(facts)} facts is in the {split} half.",
            remedy="Write more facts, or run the other half.",
        )
    return chosen


def _asked_otherwise(trial: _Trial, subject: Subject) -> Iterator[ConditionResult]:
    for name in QUESTION_CONDITIONS:
        records = run_facts(subject, perturbed(trial.facts, name), trial.gold, label=name)
        yield compared(name, records, trial.unchanged)


def _among_noise(
    trial: _Trial, subject: Subject, home: Home, facts: Sequence[Fact]
) -> Iterator[ConditionResult]:
    """Each level adds to the noise of the one before, all in the same home."""
    levels = [noise_for(share, len(trial.articles)) for share in NOISE_SHARES]
    noise = noise_articles(max(levels), source_of(trial.articles), facts)
    added = 0
    for share, level in zip(NOISE_SHARES, levels, strict=True):
        add_drafts(home, noise[added:level])
        added = level
        name = f"noise {share:.0%}"
        records = run_facts(subject, trial.facts, trial.gold, label=name)
        yield compared(name, records, trial.unchanged)


def _contradicted(trial: _Trial, subject: Subject) -> tuple[ConditionResult, dict[str, Measure]]:
    """The facts whose answer is a number, with copies of its articles that give another."""
    changed = counterfacts(trial.facts, trial.gold, trial.articles)
    facts = tuple(fact for fact in trial.facts if fact.fact_id in changed.false_answers)
    drafts = (*map(draft_of, trial.articles), *changed.copies)
    with _home_of(drafts) as home:
        records = run_facts(_over(home, subject), facts, trial.gold, label="counterfactual")
    name = "counterfactual copies"
    return compared(name, records, trial.unchanged), shown_numbers(records, changed.false_answers)


def _with_shuffled_days(trial: _Trial, subject: Subject) -> ConditionResult:
    with _home_of(with_shuffled_days(trial.articles)) as home:
        records = run_facts(_over(home, subject), trial.facts, trial.gold, label="shuffled dates")
    return compared("shuffled dates", records, trial.unchanged)


def _over(home: Home, subject: Subject) -> Subject:
    """The assistant over another home, on the same day."""
    return replace(subject_of(home), today=subject.today)


@contextmanager
def _home_of(drafts: Sequence[Draft]) -> Iterator[Home]:
    with (
        tempfile.TemporaryDirectory(prefix="clippings-eval-", ignore_cleanup_errors=True) as folder,
        Home.open(Path(folder)) as home,
    ):
        add_drafts(home, drafts)
        yield home
