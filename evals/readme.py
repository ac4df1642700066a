"""README's tables, made from what was accepted: `python -m evals.readme` writes them.

A test fails when README differs from them, so that no number in it is ever typed by hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from evals.baseline import BASELINE, Baseline, parse_baseline
from evals.benchmarks.accepted import Accepted, read_accepted
from evals.benchmarks.results import BenchmarkResult, Score
from evals.report.text_tables import pipes
from evals.writing import write_atomically

README = Path(__file__).resolve().parent.parent / "README.md"
EVAL, BENCHMARKS = (
    "eval",
    "benchmarks",
)  # the parts between <!-- name:start --> and <!-- name:end -->
SHOWN = {
    "right": "replies that are right, refusals and notices included",
    "answer_in_first_quote": "answer in the first quote",
    "answer_in_first_three_quotes": "answer in the first three quotes",
    "mean_quoted_characters": "characters quoted in an answer, mean",
    "short_answer_token_f1": "short answer, token F1",
    "point_recall": "points of open questions that are told",
    "number_match": "numbers, by value and unit",
    "date_match": "dates, by value",
    "list_recall": "members of lists",
    "gold_citation_precision": "citations that are gold evidence",
    "gold_citation_recall": "gold evidence that is cited",
    "hit_at_1": "hit@1, passages",
    "hit_at_10": "hit@10, passages",
    "ndcg_at_10": "nDCG@10, passages",
    "abstention_precision": "refusals that are right",
    "abstention_recall": "unanswerable questions refused",
    "false_refusal_rate": "answerable questions refused",
    "truthfulness": "truthfulness (+1 right, 0 refused, −1 wrong)",
    "citation_validity": "quotes that equal their slice",
}

# Of each benchmark the metrics, and among which questions; accepted.json has them all.
SHOWN_OF_BENCHMARK: Mapping[str, tuple[tuple[str, str], ...]] = {
    "abstention": (
        ("risk_at_coverage_20%", ""),
        ("risk_at_coverage_50%", ""),
        ("risk_at_coverage_80%", ""),
        ("risk_at_threshold", ""),
        ("abstention_recall", ""),
        ("false_refusal_rate", ""),
    ),
    "canard": (("added_word_f1", ""), ("token_f1", "")),
    "clapnq": (
        ("first_quote_is_gold", "own passages, answerable"),
        ("gold_citation_f1", "own passages, answerable"),
        ("first_quote_is_gold", "all passages, answerable"),
        ("abstention_recall", "own passages"),
        ("false_refusal_rate", "own passages"),
    ),
    "multihop-rag": (
        ("hit_at_4", ""),
        ("hit_at_10", ""),
        ("mrr_at_10", ""),
        ("all_evidence_recall_at_10", ""),
        ("strict_accuracy", ""),
    ),
    "qags": (("balanced_accuracy", ""), ("roc_auc", "")),
    "realtimeqa": (
        ("answer_in_first_quote", ""),
        ("answer_in_first_three_quotes", ""),
        ("answer_in_first_three_quotes", "whose articles hold the answer"),
        ("mean_quoted_characters", ""),
        ("refused", ""),
        ("short_answer_exact_match", "which every published system answered"),
        ("short_answer_token_f1", "which every published system answered"),
    ),
    "trec-qa": (("map", "clean questions"), ("mrr", "clean questions")),
}


def table(baseline: Baseline) -> str:
    """The Markdown table of the metrics that people ask for first, simple systems beside."""
    rows = [
        ("measure", "all facts", "frozen facts", *baseline.systems),
        *(_row(name, words, baseline) for name, words in SHOWN.items() if name in baseline.metrics),
    ]
    return pipes(rows)


def benchmark_tables(accepted: Sequence[Accepted]) -> str:
    """A Markdown table for each benchmark that was accepted: a system a row."""
    return "\n\n".join(_benchmark_table(each) for each in accepted)


def with_tables(readme: str, baseline: Baseline, accepted: Sequence[Accepted]) -> str:
    """README with the tables between their markers; ValueError when a marker is missing."""
    told = with_part(readme, EVAL, table(baseline))
    return with_part(told, BENCHMARKS, benchmark_tables(accepted))


def with_part(readme: str, name: str, text: str) -> str:
    """README with another text between two markers; ValueError when one of them is missing."""
    start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    before, _, rest = readme.partition(start)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"README has no {start} … {end}")
    return f"{before}{start}\n{text}\n{end}{after}"


def write_readme() -> None:
    """Put the accepted numbers into README.

    Raises:
        BadBaseline: what is kept with the project is no baseline, or no benchmark results.
        BadRun: README cannot be written.
    """
    readme = README.read_text(encoding="utf-8")
    write_atomically(README, with_tables(readme, parse_baseline(BASELINE), read_accepted()))


def _benchmark_table(accepted: Accepted) -> str:
    outcome = accepted.outcome
    columns = SHOWN_OF_BENCHMARK.get(outcome.benchmark, ())
    scores = {(score.system, (score.metric, score.among)): score for score in outcome.scores}
    systems = dict.fromkeys(system for system, column in scores if column in columns)
    rows = [
        ("system", *(_heading(column, outcome) for column in columns)),
        *(
            (system, *(_cell(scores.get((system, column))) for column in columns))
            for system in systems
        ),
    ]
    changed = "+" if accepted.commit.endswith("+") else ""  # of a tree that was not committed
    commit = f"{accepted.commit[:9]}{changed}"
    title = f"**{outcome.benchmark}**, {outcome.split} split, at commit {commit}"
    return f"{title}\n\n{pipes(rows)}"


def _heading(column: tuple[str, str], outcome: BenchmarkResult) -> str:
    """The metric in words, and over how many questions; not all systems have it for as many."""
    metric, among = column
    counts = sorted({s.n for s in outcome.scores if (s.metric, s.among) == column and s.n})
    number = "–".join(f"{n:,}" for n in dict.fromkeys((counts[0], counts[-1]))) if counts else "0"
    words = metric.replace("_", " ")
    return f"{words}, {among} (n {number})" if among else f"{words} (n {number})"


def _cell(score: Score | None) -> str:
    if score is None:
        return ""
    limits = score.interval
    between = f" ({_number(limits.low)} to {_number(limits.high)})" if limits else ""
    return f"{_number(score.value)}{between}"


def _row(name: str, words: str, baseline: Baseline) -> tuple[str, ...]:
    everything, frozen = baseline.metrics[name].value, baseline.frozen.get(name)
    beside = (_number(measured.get(name)) for measured in baseline.systems.values())
    return (words, _number(everything), _number(frozen), *beside)


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value > 1 else f"{value:.2f}"


if __name__ == "__main__":
    write_readme()
