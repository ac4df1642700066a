"""`clippings eval`: its flags, and what it is asked to do.

`register` is cheap: nothing that loads a model is imported before the command runs.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from evals.errors import BadRun

DEFAULT_FACTS = Path(__file__).resolve().parent / "facts"
SAMPLE_FACTS = "sample-*.jsonl"  # the other facts files need articles that don't come with us


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalArguments:
    """What an eval run is asked to do. Without `articles` and `home` it runs on the sample.

    `page` is a home whose page is to show the report; that of `home` always does.
    `benchmark` names a public one, whose data lies in the folder `data`; `final` and `limit` are
    for it, `final` for `robustness` too.
    """

    facts: tuple[Path, ...] = ()
    articles: Path | None = None
    home: Path | None = None
    baseline: Path | None = None
    report: Path | None = None
    page: Path | None = None
    kinds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    fact_ids: tuple[str, ...] = ()
    split: str | None = None
    engine: str | None = None
    benchmark: str | None = None
    data: Path | None = None
    limit: int | None = None
    repeat: int = 1
    systems: bool = False
    ablation: bool = False
    robustness: bool = False
    final: bool = False
    check: bool = False
    accept: bool = False
    lint: bool = False
    explain: bool = False
    json: bool = False

    def __post_init__(self) -> None:
        rules = (
            (bool(self.articles and self.home), "--articles and --home exclude each other."),
            (self.check and self.accept, "--check and --accept exclude each other."),
            (
                bool(self.accept and self.benchmark and self.limit),
                "A benchmark is accepted whole, without --limit.",
            ),
            (self.explain and len(self.fact_ids) != 1, "--explain is for one --fact."),
            (self.repeat < 1, f"--repeat {self.repeat} runs nothing."),
            (
                self.engine == "llm"
                and bool(self.benchmark or self.robustness or self.check or self.accept),
                "--engine llm is for the facts, with no benchmark and no baseline.",
            ),
            (self.limit is not None and self.limit < 1, f"--limit {self.limit} asks nothing."),
            (bool(self.benchmark) != bool(self.data), "--benchmark and --data need each other."),
            (bool(self.benchmark) and self.robustness, "--benchmark or --robustness, not both."),
            (self.ablation and self.is_special, "--ablation is for the facts as they stand."),
            (bool(self.page) and self.is_special, "--page is for the facts as they stand."),
            (
                self.final and not (self.benchmark or self.robustness),
                "--final is for --benchmark and --robustness.",
            ),
            (
                (self.check or (self.accept and not self.benchmark))
                and (self.is_partial or self.is_special),
                "A baseline is for all facts, not for some --kind, --tag, --split or --fact.",
            ),
        )
        for broken, message in rules:
            if broken:
                raise BadRun(message, remedy="Drop one of the flags; `clippings eval -h`.")

    @property
    def is_partial(self) -> bool:
        """Whether only some of the facts are to run."""
        return bool(self.kinds or self.tags or self.fact_ids or self.split)

    @property
    def is_special(self) -> bool:
        """Whether something other than the facts as they stand is to be measured."""
        return bool(self.benchmark or self.robustness)

    @property
    def facts_paths(self) -> tuple[Path, ...]:
        """The facts files named, else those over the sample."""
        return self.facts or tuple(sorted(DEFAULT_FACTS.glob(SAMPLE_FACTS)))


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Add the verb `eval`; its namespace carries `run`, a function of the namespace."""
    parser = subparsers.add_parser(
        "eval",
        help="measure the answers against facts",
        description="Put every fact to the assistant and measure what comes back. "
        "`eval compare A B` compares two reports. Exit 4: a gate failed.",
    )
    _add_facts_flags(parser)
    _add_run_flags(parser)
    _add_benchmark_flags(parser)
    parser.set_defaults(run=run)
    verbs = parser.add_subparsers(dest="eval_verb", metavar="compare")
    comparing = verbs.add_parser("compare", help="compare two reports fact by fact")
    comparing.add_argument("before", type=Path, help="report.json, or the folder that holds it")
    comparing.add_argument("after", type=Path, help="the same of the later run")
    comparing.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help="print JSON"
    )
    return parser


def run(namespace: argparse.Namespace) -> int:
    """Run what the flags ask for and print it; returns the exit code, 0, 1 or 4.

    Raises:
        ClippingsError: facts, articles, baseline or flags are wrong, for the caller to print.
    """
    # Here and not above: these import the index and its model runtime, which takes seconds.
    from evals import suite

    if namespace.eval_verb == "compare":
        return suite.run_compare(namespace.before, namespace.after, as_json=namespace.json)
    return suite.run_eval(arguments_of(namespace))


def arguments_of(namespace: argparse.Namespace) -> EvalArguments:
    """The flags, checked together.

    Raises:
        BadRun: some of them exclude each other.
    """
    return EvalArguments(
        facts=tuple(namespace.facts),
        articles=namespace.articles,
        home=namespace.home,
        baseline=namespace.baseline,
        report=namespace.report,
        page=namespace.page,
        kinds=tuple(namespace.kind),
        tags=tuple(namespace.tag),
        fact_ids=tuple(namespace.fact),
        split=namespace.split,
        engine=namespace.engine,
        benchmark=namespace.benchmark,
        data=namespace.data,
        limit=namespace.limit,
        repeat=namespace.repeat,
        systems=namespace.systems,
        ablation=namespace.ablation,
        robustness=namespace.robustness,
        final=namespace.final,
        check=namespace.check,
        accept=namespace.accept,
        lint=namespace.lint,
        explain=namespace.explain,
        json=namespace.json,
    )


def _add_facts_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--facts", type=Path, nargs="+", default=[], metavar="PATH",
        help="facts files or folders of them (default: those over the sample)",
    )  # fmt: skip
    parser.add_argument(
        "--articles", type=Path, metavar="DIR",
        help="articles to fill a throw-away home with (default: the sample)",
    )  # fmt: skip
    parser.add_argument(
        "--home", type=Path, metavar="DIR",
        help="measure this home instead; its page shows the report",
    )  # fmt: skip
    for flag, what in (("kind", "of this kind"), ("tag", "with this tag"), ("fact", "by id")):
        parser.add_argument(
            f"--{flag}", action="append", default=[], metavar=flag.upper(),
            help=f"only facts {what} (may be repeated)",
        )  # fmt: skip
    parser.add_argument(
        "--split", choices=("dev", "frozen"), help="only this half of the facts (default: both)"
    )


def _add_run_flags(parser: argparse.ArgumentParser) -> None:
    switches = (
        ("lint", "check the facts files and their evidence, and ask nothing"),
        ("check", "compare with the baseline; exit 4 on a regression"),
        ("accept", "make this run the baseline"),
        ("explain", "show every stage of one --fact"),
        ("systems", "measure two simple systems beside: BM25's and cosine's top sentences"),
        ("ablation", "measure the search with parts of it switched off, too"),
        ("json", "print one JSON document on standard output"),
    )
    for flag, what in switches:
        parser.add_argument(f"--{flag}", action="store_true", help=what)
    parser.add_argument(
        "--baseline", type=Path, metavar="FILE", help="instead of the one that comes with us"
    )
    parser.add_argument(
        "--report", type=Path, metavar="DIR",
        help="write the report there, as HTML, JSON, Markdown, text and JUnit XML; a run that is"
        " interrupted goes on from there",
    )  # fmt: skip
    parser.add_argument(
        "--page", type=Path, metavar="HOME", help="let the page of this home show the report"
    )
    parser.add_argument(
        "--engine", metavar="NAME", help="what writes the answers: extractive (the default) or llm"
    )
    parser.add_argument(
        "--repeat", type=int, default=1, metavar="N",
        help="run N times; fail when replies differ in more than times and conversation ids",
    )  # fmt: skip


def _add_benchmark_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--benchmark", metavar="NAME", help="a public benchmark instead of facts; needs --data"
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help="where the benchmark's files lie")
    parser.add_argument("--limit", type=int, metavar="N", help="at most N of its questions")
    parser.add_argument(
        "--robustness", action="store_true",
        help="the facts with typos, other wordings, noise and false copies added by code",
    )  # fmt: skip
    parser.add_argument(
        "--final", action="store_true", help="the split kept for reporting, not the dev split"
    )
