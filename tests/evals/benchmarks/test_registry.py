from __future__ import annotations

import subprocess
import sys

import pytest

from evals.benchmarks.registry import BENCHMARKS, find_benchmark
from evals.errors import BadRun


@pytest.mark.parametrize("name", BENCHMARKS)
def test_each_name_has_its_benchmark(name: str) -> None:
    assert callable(find_benchmark(name))


def test_an_unknown_benchmark_is_refused_with_those_there_are() -> None:
    with pytest.raises(
        BadRun, match=r"No benchmark 'trivia'\. There are: realtimeqa, .*, tracing\."
    ):
        find_benchmark("trivia")


def test_listing_the_names_loads_no_benchmark() -> None:
    # A process of its own: other tests have loaded them here.
    shows = (
        "import sys; from evals.benchmarks.registry import BENCHMARKS;"
        "print([name for name in BENCHMARKS.values() if name in sys.modules])"
    )
    shown = subprocess.run(
        [sys.executable, "-c", shows], capture_output=True, text=True, check=True
    )
    assert shown.stdout.strip() == "[]"
