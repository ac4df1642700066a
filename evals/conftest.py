"""`pytest evals`: every fact put to the assistant over one home, which lives for the session.

`--facts` and `--articles` name others than those over the sample; `--baseline` says which facts
were right before.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from corpus.errors import ClippingsError
from evals.baseline import BASELINE, parse_baseline
from evals.command import EvalArguments
from evals.errors import BadBaseline
from evals.facts.evidence import GoldGroup, find_gold
from evals.facts.fact import Fact, facts_checksum
from evals.facts.files import load_facts
from evals.harness import FactOutcome, Subject, run_fact
from evals.homes import SAMPLE, home_of_articles, subject_of

OTHER_FACTS = (
    "The facts have changed since the baseline was accepted; a fact was right before when one of"
    " its id was. Accept a run over these facts: clippings eval --accept"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Puts facts to the assistant, each once however many tests ask for it."""

    subject: Subject
    gold: Mapping[str, tuple[GoldGroup, ...]]
    known: dict[str, FactOutcome] = field(default_factory=dict)

    def outcome_of(self, fact: Fact) -> FactOutcome:
        """What becomes of the fact."""
        if fact.fact_id not in self.known:
            self.known[fact.fact_id] = run_fact(self.subject, fact, self.gold[fact.fact_id])
        return self.known[fact.fact_id]


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Ids of the facts that have to be right; `fault` says why that cannot be relied on."""

    right: frozenset[str]
    fault: str = ""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flags of `clippings eval` that make sense here."""
    options = parser.getgroup("clippings", "facts put to the assistant")
    options.addoption(
        "--facts", type=Path, action="append", default=[], metavar="PATH",
        help="a facts file or folder (may be repeated; default: those over the sample)",
    )  # fmt: skip
    options.addoption(
        "--articles", type=Path, metavar="DIR", help="articles to ask (default: the sample)"
    )
    options.addoption(
        "--baseline", type=Path, metavar="FILE",
        help="what was right before (default: the accepted run; none with --facts or --articles)",
    )  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test of each fact, under its id and kind."""
    if "fact" in metafunc.fixturenames:
        facts = _facts(metafunc.config)
        names = [f"{fact.fact_id}-{fact.kind.value}" for fact in facts]
        metafunc.parametrize("fact", facts, ids=names)


@pytest.fixture(scope="session")
def facts(request: pytest.FixtureRequest) -> tuple[Fact, ...]:
    """All facts, in file order."""
    return _facts(request.config)


@pytest.fixture(scope="session")
def accepted(request: pytest.FixtureRequest, facts: tuple[Fact, ...]) -> Accepted:
    """What was right before. Over facts that nothing was accepted for, all of them have to be."""
    config = request.config
    named: Path | None = config.getoption("--baseline")
    if named is None and (config.getoption("--facts") or config.getoption("--articles")):
        return Accepted(right=frozenset(fact.fact_id for fact in facts))
    try:
        baseline = parse_baseline(named or BASELINE)
    except BadBaseline as error:
        return Accepted(right=frozenset(), fault=str(error))
    is_of_these = baseline.facts_checksum == facts_checksum(facts)
    return Accepted(right=frozenset(baseline.right), fault="" if is_of_these else OTHER_FACTS)


@pytest.fixture(scope="session")
def judge(request: pytest.FixtureRequest, facts: tuple[Fact, ...]) -> Iterator[Judge]:
    """The assistant over a home that is filled when the first fact is asked."""
    articles: Path = request.config.getoption("--articles") or SAMPLE
    with home_of_articles(articles, say=_say) as measured:
        gold = find_gold(facts, measured.articles)
        if gold.faults:  # not an error of each test in turn
            pytest.exit("\n".join(map(str, gold.faults)), returncode=pytest.ExitCode.USAGE_ERROR)
        yield Judge(subject=subject_of(measured.home, measured.assistant), gold=gold.groups)


def _facts(config: pytest.Config) -> tuple[Fact, ...]:
    named = EvalArguments(facts=tuple(config.getoption("--facts")))
    try:
        return load_facts(named.facts_paths)
    except ClippingsError as error:
        raise pytest.UsageError(str(error)) from error


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")
