"""README's eval table, made from the accepted baseline: `python -m evals.readme` writes it.

A test fails when README and baseline differ, so that no number in it is ever typed by hand.
"""

from __future__ import annotations

from pathlib import Path

from evals.baseline import BASELINE, Baseline, parse_baseline
from evals.writing import write_atomically

README = Path(__file__).resolve().parent.parent / "README.md"
START, END = "<!-- eval:start -->", "<!-- eval:end -->"
SHOWN = {
    "right": "replies that are right, refusals and notices included",
    "answer_in_first_quote": "answer in the first quote",
    "answer_in_first_three_quotes": "answer in the first three quotes",
    "mean_quoted_characters": "characters quoted in an answer, mean",
    "short_answer_token_f1": "short answer, token F1",
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


def table(baseline: Baseline) -> str:
    """The Markdown table of the metrics that people ask for first."""
    rows = [
        f"| {words} | {_number(baseline.metrics[name].value)} | {_frozen(baseline, name)} |"
        for name, words in SHOWN.items()
        if name in baseline.metrics
    ]
    return "\n".join(["| measure | all facts | frozen facts |", "|---|---|---|", *rows])


def with_table(readme: str, baseline: Baseline) -> str:
    """README with the table between its two markers; ValueError when a marker is missing."""
    before, _, rest = readme.partition(START)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"README has no {START} … {END}")
    return f"{before}{START}\n{table(baseline)}\n{END}{after}"


def _frozen(baseline: Baseline, name: str) -> str:
    value = baseline.frozen.get(name)
    return "–" if value is None else _number(value)


def _number(value: float) -> str:
    return f"{value:.0f}" if value > 1 else f"{value:.2f}"


if __name__ == "__main__":
    write_atomically(
        README, with_table(README.read_text(encoding="utf-8"), parse_baseline(BASELINE))
    )
