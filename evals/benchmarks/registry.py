"""The benchmarks by name; each is imported only when it is run."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from corpus.errors import shown
from evals.benchmarks.results import Benchmark
from evals.errors import BadRun

BENCHMARKS: Mapping[str, str] = {
    "realtimeqa": "evals.benchmarks.realtimeqa",
    "trec-qa": "evals.benchmarks.trec_qa",
    "clapnq": "evals.benchmarks.clapnq",
    "multihop-rag": "evals.benchmarks.multihop_rag",
    "canard": "evals.benchmarks.canard",
    "qags": "evals.benchmarks.qags",
    "beir": "evals.benchmarks.beir",
    "squad": "evals.benchmarks.squad",
    "abstention": "evals.benchmarks.abstention",
    "tracing": "evals.benchmarks.tracing",
}


def find_benchmark(name: str) -> Benchmark:
    """The benchmark of this name: the function `run` of its module.

    Raises:
        BadRun: there is none.
    """
    if name not in BENCHMARKS:
        raise BadRun(f"No benchmark {shown(name)}.", remedy=f"There are: {', '.join(BENCHMARKS)}.")
    run: Benchmark = import_module(BENCHMARKS[name]).run
    return run
