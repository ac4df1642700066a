"""Name every fault of facts files and of their evidence, and ask nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.command import EvalArguments
from evals.errors import BadFact
from evals.facts.evidence import NamedArticle, find_gold
from evals.facts.fact import Fact
from evals.facts.files import read_facts
from evals.homes import SAMPLE, Say, home_at, read_drafts


@dataclass(frozen=True, slots=True, kw_only=True)
class Linted:
    """The facts that could be read, and every fault, those of the lines first."""

    facts: tuple[Fact, ...]
    faults: tuple[BadFact, ...]


def lint(arguments: EvalArguments, *, say: Say) -> Linted:
    """Read the facts and look their evidence up in the articles, without indexing any."""
    reading = read_facts(arguments.facts_paths)
    gold = find_gold(reading.facts, _articles(arguments, say))
    return Linted(facts=reading.facts, faults=(*reading.faults, *gold.faults))


def lint_fields(linted: Linted) -> dict[str, object]:
    """The JSON of a linting."""
    return {
        "facts": len(linted.facts),
        "faults": [
            {"where": fault.where, "message": fault.message, "remedy": fault.remedy}
            for fault in linted.faults
        ],
    }


def lint_text(linted: Linted) -> str:
    """A line for each fault, and last the counts."""
    faults = "".join(f"{fault}\n" for fault in linted.faults)
    return f"{faults}{len(linted.facts)} facts, {len(linted.faults)} faults.\n"


def _articles(arguments: EvalArguments, say: Say) -> Sequence[NamedArticle]:
    if arguments.home:
        with home_at(arguments.home) as home:
            return home.articles
    return read_drafts(arguments.articles or SAMPLE, say=say)
