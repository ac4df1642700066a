"""`clippings fact add`: its flags, and what they leave to be asked.

`register` is cheap: nothing that loads a model is imported before the command runs.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from evals.command import DEFAULT_FACTS
from evals.errors import BadRun

# Read by `clippings eval` without flags, for its name begins with `sample-`.
SAMPLE_FILE = DEFAULT_FACTS / "sample-added.jsonl"
OWN_FILE = Path("facts.jsonl")  # beside one's own articles: in the current folder
WITHOUT_ANSWER = frozenset({"unanswerable", "notice"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FactArguments:
    """What the flags say of a new fact; what they leave open is asked at a terminal.

    `quotes` and `quoted_articles` belong together in their order. `evidence_number` picks among the
    sentences that a search for the question shows, as typed at the terminal: `1`, `1+3`, `1/3`.
    `from_drafts` takes the questions from the replies of `home` that people said were wrong.
    """

    facts: Path | None = None
    home: Path | None = None
    articles: Path | None = None
    question: str | None = None
    turns: tuple[str, ...] = ()
    kind: str | None = None
    answers: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    evidence_number: str | None = None
    quotes: tuple[str, ...] = ()
    quoted_articles: tuple[str, ...] = ()
    must_not_say: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    fact_id: str | None = None
    unanswerable: bool = False
    from_drafts: bool = False
    json: bool = False

    def __post_init__(self) -> None:
        rules = (
            (
                self.from_drafts and not self.home,
                "--from-drafts needs the --home that they are in.",
            ),
            (self.from_drafts and self.is_asked, "--from-drafts brings the questions itself."),
            (bool(self.articles and self.home), "--articles and --home exclude each other."),
            (bool(self.question and self.turns), "--question and --turn exclude each other."),
            (
                len(self.quotes) != len(self.quoted_articles),
                f"{len(self.quotes)} --quote and {len(self.quoted_articles)} --article.",
            ),
            (
                bool(self.quotes and self.evidence_number),
                "--quote and --evidence-number exclude each other.",
            ),
            (
                self.is_refusal and bool(self.answers or self.points or self.quotes),
                "A question without answer goes with no --answer, --point or --quote.",
            ),
        )
        for broken, message in rules:
            if broken:
                raise BadRun(message, remedy="See `clippings fact add -h`.")

    @property
    def is_asked(self) -> bool:
        """Whether the flags hold the question."""
        return bool(self.question or self.turns)

    @property
    def is_refusal(self) -> bool:
        """Whether the flags say that no article tells it, or that it is no question to them."""
        return self.unanswerable or self.kind in WITHOUT_ANSWER

    @property
    def missing(self) -> str | None:
        """The first flag that is left to be asked for; None when the flags hold a whole fact."""
        needs = (
            (not self.is_asked, "--question"),
            (not (self.kind or self.unanswerable), "--kind"),
            (self.kind == "follow-up" and not self.turns, "--turn"),
            (not (self.is_refusal or self.answers or self.points), "--answer"),
            (not (self.is_refusal or self.quotes or self.evidence_number), "--evidence-number"),
        )
        return next((flag for is_missing, flag in needs if is_missing), None)

    @property
    def facts_path(self) -> Path:
        """The facts file to add to."""
        return self.facts or (OWN_FILE if self.articles or self.home else SAMPLE_FILE)


def register(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    """Add the verb `fact`; its namespace carries `run`, a function of the namespace."""
    parser = subparsers.add_parser(
        "fact",
        help="write a fact for the evals",
        description="Write facts: questions whose right answers people vouch for.",
    )
    verbs = parser.add_subparsers(dest="fact_verb", metavar="add", required=True)
    adding = verbs.add_parser(
        "add",
        help="add one, step by step",
        description="Add a fact to a facts file. At a terminal it asks for whatever the flags leave"
        " open and looks the evidence up; with all of them it asks nothing.",
    )
    _add_place_flags(adding)
    _add_question_flags(adding)
    _add_answer_flags(adding)
    adding.set_defaults(run=run)
    return parser


def run(namespace: argparse.Namespace) -> int:
    """Write what the flags and the person say; returns the exit code, 0 or 1.

    Raises:
        ClippingsError: the facts file, the articles or the flags are wrong; nothing is written.
    """
    # Here and not above: this imports the index and its model runtime, which takes seconds.
    from evals.adding import writing

    return writing.add_facts(arguments_of(namespace))


def arguments_of(namespace: argparse.Namespace) -> FactArguments:
    """The flags, checked together.

    Raises:
        BadRun: some of them exclude each other.
    """
    return FactArguments(
        facts=namespace.facts,
        home=namespace.home,
        articles=namespace.articles,
        question=namespace.question,
        turns=tuple(namespace.turn),
        kind=namespace.kind,
        answers=tuple(namespace.answer),
        points=tuple(namespace.point),
        evidence_number=namespace.evidence_number,
        quotes=tuple(namespace.quote),
        quoted_articles=tuple(namespace.article),
        must_not_say=tuple(namespace.must_not_say),
        tags=tuple(namespace.tag),
        fact_id=namespace.id,
        unanswerable=namespace.unanswerable,
        from_drafts=namespace.from_drafts,
        json=namespace.json,
    )


def _add_place_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--facts", type=Path, metavar="FILE",
        help="the facts file (default: sample-added.jsonl, which `clippings eval` reads; with"
        " --articles or --home: facts.jsonl in this folder)",
    )  # fmt: skip
    parser.add_argument(
        "--articles", type=Path, metavar="DIR", help="articles to quote (default: the sample)"
    )
    parser.add_argument("--home", type=Path, metavar="DIR", help="quote the articles of this home")
    parser.add_argument(
        "--from-drafts", action="store_true",
        help="ask the questions whose replies people marked as wrong on this home's page",
    )  # fmt: skip
    parser.add_argument(
        "--json", action="store_true", help="print the fact as JSON on standard output"
    )


def _add_question_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--question", metavar="TEXT", help="what is asked")
    _add_repeated(parser, "turn", "TEXT", "a turn of a conversation, the judged one last")
    parser.add_argument("--kind", metavar="KIND", help="what it asks for, e.g. number or person")
    parser.add_argument("--id", metavar="ID", help="(default: the next free one)")
    _add_repeated(parser, "tag", "TAG", "a tag to choose facts by")


def _add_answer_flags(parser: argparse.ArgumentParser) -> None:
    _add_repeated(
        parser, "answer", "TEXT",
        'an accepted answer: any will do; a value is an object, {"number": 30}',
    )  # fmt: skip
    _add_repeated(parser, "point", "TEXT", "what has to be said, other wordings after |")
    _add_repeated(parser, "must-not-say", "TEXT", "what makes a reply wrong")
    parser.add_argument(
        "--evidence-number", metavar="N",
        help="evidence by its number in a search for the question: 1, 1+3 (both needed), 1/3",
    )  # fmt: skip
    _add_repeated(parser, "quote", "TEXT", "evidence: words that stand once in an --article")
    _add_repeated(parser, "article", "NAME", "file name of the article of the --quote before it")
    parser.add_argument(
        "--unanswerable", action="store_true", help="no article tells it: a refusal is right"
    )


def _add_repeated(parser: argparse.ArgumentParser, flag: str, metavar: str, told: str) -> None:
    parser.add_argument(
        f"--{flag}", action="append", default=[], metavar=metavar,
        help=f"{told} (may be repeated)",
    )  # fmt: skip
