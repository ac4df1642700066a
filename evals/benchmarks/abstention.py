"""Risk against coverage in libraries of 5, 30, 500 and all articles, over our own facts.

The sample's facts are put to libraries of each size: parts of the sample, then the whole sample
among RealTimeQA's articles, drawn by sha256. Nothing is refused; told is how often what is shown is
wrong, by how sure the answer is, and what the default threshold would refuse. The folder is that of
the benchmark `realtimeqa`; the largest library takes an hour to index, so keep it with --home.

Source: El-Yaniv & Wiener 2010.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.answering.refusal import DEFAULT_THRESHOLD
from app.assistant import Assistant
from app.reply import Answer
from corpus.article import ArticleId, Draft
from evals.benchmarks.pool import Pool, pool_home
from evals.benchmarks.reading import find_file
from evals.benchmarks.realtimeqa_files import read_articles
from evals.benchmarks.refusals import refusal_scores
from evals.benchmarks.results import BenchmarkResult, BenchmarkRun, Say, Score, mean_score
from evals.benchmarks.sampling import sampled
from evals.command import EvalArguments
from evals.facts.evidence import GoldGroup, NamedArticle, check_evidence
from evals.facts.fact import Expected, Fact
from evals.facts.files import load_facts
from evals.harness import Subject, run_fact
from evals.homes import SAMPLE, read_drafts
from evals.metrics.abstention import Judged, Refusal, risk_coverage_auc, risk_coverage_curve
from index.query import Query

NAME = "abstention"
SIZES = (5, 30, 500)  # and all articles that there are
COVERAGES = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
RISK_AT = "risk_at_coverage_"  # and the coverage in percent
NOTES = (
    (
        "The facts are those of one turn over the sample corpus that expect an answer or a refusal;"
        " dev stands for their dev half, final for the frozen one."
    ),
    (
        "In the small libraries a fact is asked where all its evidence stands, and a question that"
        " the sample leaves open where the article stands that search finds nearest to it. A fact"
        " whose evidence stands in several libraries is not asked at that size."
    ),
    (
        "The articles of the crowd tell of 2022 and 2023. Whether one of them answers a fact, or a"
        " question that the sample leaves open, was not looked into: it would count as wrong."
    ),
)

Gold = Mapping[str, tuple[GoldGroup, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Articles that are searched together, and the facts put to them."""

    drafts: tuple[Draft, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What would be shown for a fact if nothing were refused; confidence 0 where nothing is."""

    is_answerable: bool
    judged: Judged


def run(asked: BenchmarkRun, say: Say) -> BenchmarkResult:
    """The curves of Clippings at every size that the articles suffice for, and over all of them.

    Raises:
        BadRun: a file is missing or a line is wrong.
    """
    named = _sample(say)
    facts = _facts(asked)
    gold = check_evidence(facts, named)
    sample = [each.article for each in named if isinstance(each.article, Draft)]
    crowd = _crowd(asked.folder)
    nearest = _nearest(sample, facts, say)
    today = max((each.published_at for each in sample if each.published_at), default=None)
    total = len(sample) + len(crowd)
    scores: list[Score] = []
    for size in [*(size for size in SIZES if size < total), total]:
        kept = asked.home if size == total else None
        libraries = shared_out(facts, gold, nearest, _parts(sample, crowd, size))
        shown = [
            each
            for library in libraries
            for each in _shown(library, gold, at=kept, today=today, say=say)
        ]
        say(f"{size:,} articles: {len(shown)} questions asked of {len(libraries)} libraries")
        scores += curve_scores(f"{size:,} articles", shown)
    return BenchmarkResult(benchmark=NAME, split=asked.split, scores=tuple(scores), notes=NOTES)


def shared_out(
    facts: Sequence[Fact],
    gold: Gold,
    nearest: Mapping[str, ArticleId],
    parts: Sequence[Sequence[Draft]],
) -> list[Library]:
    """Each fact in the first part with an alternative of all its evidence, or what is nearest."""
    ids = [{draft.article_id for draft in part} for part in parts]
    homes: dict[int, list[Fact]] = {}
    for fact in facts:
        for at, known in enumerate(ids):
            groups = gold[fact.fact_id]
            told = all(any(span.article_id in known for span in group) for group in groups)
            if told if groups else nearest.get(fact.fact_id) in known:
                homes.setdefault(at, []).append(fact)
                break
    return [Library(drafts=tuple(parts[at]), facts=tuple(homes[at])) for at in sorted(homes)]


def curve_scores(system: str, shown: Sequence[Shown]) -> list[Score]:
    """The curve at tenths, the area under it, and what the default threshold refuses."""
    judged = [each.judged for each in shown]
    curve = risk_coverage_curve(judged)
    kept = [each for each in judged if each.confidence >= DEFAULT_THRESHOLD]
    right = [each for each in judged if each.is_right]
    points = [(share, curve[math.ceil(share * len(curve)) - 1].risk) for share in COVERAGES]
    refusals = [
        Refusal(
            is_answerable=each.is_answerable,
            is_refused=each.judged.confidence < DEFAULT_THRESHOLD,
        )
        for each in shown
    ]
    return [
        *(
            Score(system=system, metric=f"{RISK_AT}{share:.0%}", value=risk, n=len(judged))
            for share, risk in points
        ),
        Score(
            system=system,
            metric="risk_coverage_auc",
            value=risk_coverage_auc(judged),
            n=len(judged),
        ),
        mean_score(
            system,
            "coverage_at_threshold",
            [float(each.confidence >= DEFAULT_THRESHOLD) for each in judged],
        ),
        mean_score(system, "risk_at_threshold", [float(not each.is_right) for each in kept]),
        mean_score(
            system,
            "right_replies_refused",
            [float(each.confidence < DEFAULT_THRESHOLD) for each in right],
        ),
        *refusal_scores(system, refusals),
    ]


def _sample(say: Say) -> list[NamedArticle]:
    """The sample's articles; their ids do not hang on the folder that they lie in."""
    found = read_drafts(SAMPLE, say=say)
    return [
        NamedArticle(name=name, article=replace(draft, source_key=name))
        for name, draft in ((each.name, each.article) for each in found)
        if isinstance(draft, Draft)
    ]


def _facts(asked: BenchmarkRun) -> tuple[Fact, ...]:
    split = "dev" if asked.split == "dev" else "frozen"
    facts = [
        fact
        for fact in load_facts(EvalArguments().facts_paths)
        if fact.split == split and len(fact.turns) == 1 and fact.expected is not Expected.NOTICE
    ]
    return sampled(facts, asked.limit, key=lambda fact: fact.fact_id)


def _crowd(folder: Path) -> list[Draft]:
    """RealTimeQA's articles in the order in which they join the sample."""
    articles = read_articles(find_file(folder, "articles*.jsonl"))
    urls = sorted(articles, key=lambda url: hashlib.sha256(url.encode()).digest())
    return [articles[url].draft() for url in urls]


def _parts(sample: Sequence[Draft], crowd: Sequence[Draft], size: int) -> list[list[Draft]]:
    """The libraries of a size: the sample cut up, the last part filled up, or it with a crowd."""
    if size >= len(sample):
        return [[*sample, *crowd[: size - len(sample)]]]
    ordered = sorted(sample, key=lambda d: hashlib.sha256(d.source_key.encode()).digest())
    around = [*ordered, *ordered]
    return [around[start : start + size] for start in range(0, len(ordered), size)]


def _nearest(sample: Sequence[Draft], facts: Sequence[Fact], say: Say) -> dict[str, ArticleId]:
    """For each question that the sample leaves open the article that search finds first."""
    with pool_home(sample, at=None, say=say) as pool:
        return {
            fact.fact_id: hit.article.article_id
            for fact in facts
            if fact.expected is Expected.ABSTENTION
            for hit in pool.home.searcher.search(Query(text=fact.question), k=1)
        }


def _shown(
    library: Library, gold: Gold, *, at: Path | None, today: date | None, say: Say
) -> Iterator[Shown]:
    with pool_home(library.drafts, at=at, say=say) as pool:
        subject = _subject(pool, today)
        for fact in library.facts:
            outcome = run_fact(subject, fact, gold[fact.fact_id])
            is_answerable = fact.expected is Expected.ANSWER
            sure = outcome.reply.confidence if isinstance(outcome.reply, Answer) else 0.0
            yield Shown(
                is_answerable=is_answerable,
                judged=Judged(confidence=sure, is_right=is_answerable and outcome.right),
            )


def _subject(pool: Pool, today: date | None) -> Subject:
    home = pool.home
    return Subject(
        assistant=Assistant(home, threshold=0.0),
        searcher=home.searcher,
        library=home.library,
        today=today,
    )
