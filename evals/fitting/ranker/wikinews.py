"""Questions of our own over Wikinews' reports and interviews: the news that the ranker learns from.

The reports are the `wikinews` data set (CC BY 2.5); the questions, `wikinews_questions.jsonl`
beside this module, are written for this project, each with snippets of the sentences that answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Draft
from evals.benchmarks.reading import JsonRow, json_rows
from evals.errors import BadRun
from index.spans import Span

QUESTIONS = Path(__file__).parent / "wikinews_questions.jsonl"
OUTLET = "Wikinews"
# Reports of events that the sample corpus tells of too, in other words: its facts are measured on,
# so nothing is fitted to questions about these events.
IN_THE_SAMPLE = frozenset(
    f"GUM_news_{name}"
    for name in (
        "afghan asylum crane election expo flag hackers ie9 imprisoned iodine korea lanterns nasa"
        " questionnaire sensitive soccer stampede taxes warming worship"
    ).split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsQuestion:
    """A question for one report. `evidence` and `short_answer` are offsets into its text.

    Without evidence the report does not say.
    """

    number: int
    article: str
    text: str
    evidence: tuple[Span, ...]
    short_answer: Span | None


def read_reports(path: Path) -> tuple[Draft, ...]:
    """The reports of a Wikinews file, in its order.

    Raises:
        BadRun: a field is missing or is not what it has to be.
    """
    return tuple(
        Draft(
            source_key=row.text("id"),
            text=row.text("text"),
            headline=row.text("title"),
            outlet=OUTLET,
            published_at=row.day("date_created"),
            url=row.text("url"),
        )
        for row in json_rows(path)
    )


def read_questions(reports: Sequence[Draft], *, path: Path = QUESTIONS) -> tuple[NewsQuestion, ...]:
    """The questions over these reports, in the file's order.

    Raises:
        BadRun: a line names no report, or quotes what does not stand in it exactly once.
    """
    texts = {draft.source_key: draft.text for draft in reports}
    return tuple(_question(n, row, texts) for n, row in enumerate(json_rows(path), start=1))


def _question(number: int, row: JsonRow, texts: dict[str, str]) -> NewsQuestion:
    article = row.text("article")
    if article not in texts:
        raise BadRun(
            f"{row.where}: no report has the id {article}.", remedy="Correct it or fetch the data."
        )
    evidence = tuple(_place(row, each, texts[article]) for each in row.texts("evidence"))
    told = row.text_or_none("short_answer")
    return NewsQuestion(
        number=number,
        article=article,
        text=row.text("question"),
        evidence=evidence,
        short_answer=_nearest(row, told, texts[article], evidence) if told else None,
    )


def _place(row: JsonRow, snippet: str, text: str) -> Span:
    if text.count(snippet) != 1:
        raise row.bad("evidence", f"words that stand in the report exactly once, not {snippet!r}")
    start = text.index(snippet)
    return Span(start=start, end=start + len(snippet))


def _nearest(row: JsonRow, told: str, text: str, evidence: Sequence[Span]) -> Span:
    """The place of the short answer's words that is nearest to the first snippet."""
    starts = [at for at in range(len(text)) if text.startswith(told, at)]
    if not starts or not evidence:
        raise row.bad("short_answer", f"words of the report beside its evidence, not {told!r}")
    start = min(starts, key=lambda at: abs(at - evidence[0].start))
    return Span(start=start, end=start + len(told))
