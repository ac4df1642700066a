"""Sentences about the newsroom's reports, half of them true, and how the support check takes them.

    python -m evals.fitting.claims

prints the share of true and of false ones that the check lets pass, over those of the clusters held
back to which it was not fitted either (`evals.fitting.support`).

Everything in `claims.jsonl` is written for this project, by a language model, over invented
reports. A line is a sentence such as a summary has; `fault` names what is wrong with a false one
and is empty for a true one. About half of the false ones use only words of their report.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.answering.support import support
from evals.benchmarks.halves import half_of
from evals.benchmarks.reading import JsonRow, json_rows
from evals.errors import BadRun
from evals.fitting.ranker.newsroom import Cluster, read_newsroom
from evals.fitting.ranker.sources import is_held
from index.sentences import sentence_spans

CLAIMS = Path(__file__).parent / "claims.jsonl"
TRUE, FALSE = "true", "false"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence, the sentences of the report it is about, and what is wrong with it, if anything.

    `cluster` is the report's story; `is_held` marks those of the newsroom's quarter that no network
    learns from.
    """

    text: str
    cluster: str
    report: tuple[str, ...]
    fault: str
    is_held: bool

    @property
    def is_true(self) -> bool:
        """Whether the report says it."""
        return not self.fault


def read_claims(
    path: Path = CLAIMS, clusters: Sequence[Cluster] | None = None
) -> tuple[Claim, ...]:
    """The claims, in the file's order; of the newsroom's reports unless other clusters are given.

    Raises:
        BadRun: a field is missing, or a claim is about a report that is not there.
    """
    reports = _sentences(read_newsroom() if clusters is None else clusters)
    return tuple(_claim(row, reports) for row in json_rows(path))


def passed(claims: Sequence[Claim]) -> dict[str, list[bool]]:
    """Whether the support check lets each pass: those true, those false, and by each fault."""
    told: dict[str, list[bool]] = defaultdict(list)
    for claim in claims:
        is_passed = support(claim.text, claim.report).is_supported
        for kind in (TRUE,) if claim.is_true else (FALSE, claim.fault):
            told[kind].append(is_passed)
    return told


def _sentences(clusters: Sequence[Cluster]) -> dict[str, tuple[str, ...]]:
    return {
        draft.source_key: tuple(span.of(draft.text) for span in sentence_spans(draft.text))
        for cluster in clusters
        for draft in cluster.drafts
    }


def _claim(row: JsonRow, reports: Mapping[str, tuple[str, ...]]) -> Claim:
    report = row.text("report")
    if report not in reports:
        raise BadRun(f"{row.where}: there is no report {report!r}.", remedy="Name a report.")
    cluster = report.partition(" ")[0]
    return Claim(
        text=row.text("claim"),
        cluster=cluster,
        report=reports[report],
        fault=row.text_or_none("fault") or "",
        is_held=is_held(cluster),
    )


if __name__ == "__main__":
    held = [each for each in read_claims() if each.is_held and half_of(each.cluster) == "final"]
    for kind, those in passed(held).items():
        share = sum(those) / len(those)
        sys.stdout.write(f"{kind:9} {len(those):4} passed {share:.3f}\n")
