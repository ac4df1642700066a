"""How many key points summaries tell, beside the lead: `python -m evals.cases.summaries`.

The points of each case were listed before there were summaries. A point is told when one of its
wordings stands in what is shown. The baseline lead-3 is the first three sentences of the article;
of several articles the first of each, newest article first, three in all. Lead-n are as many as the
summary has. Both are told which articles hold the points, which a summary has to find out.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.limits import Limits
from app.reply import Answer
from corpus.article import Article
from evals.cases.reports import Case, cases
from evals.cases.scores import Score
from evals.homes import SAMPLE, MeasuredHome, home_of_articles
from index.query import Filters
from index.sentences import sentence_spans

FILE = "summaries.jsonl"
LEAD = 3
TODAY = date(2025, 3, 20)  # some days after the sample's newest article


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How many of a case's points are told: by the summary, by lead-3 and by lead-n.

    A case without points asks for what the sample lacks, and a summary of it would be wrong.
    """

    case: str
    points: int
    summary: int
    lead_3: int
    lead_n: int
    sentences: int  # of the summary; 0 where there is none


def told(measured: MeasuredHome, split: str) -> tuple[Told, ...]:
    """What is told in each case of a split, `dev` or `frozen`, over the sample's articles."""
    return tuple(_told(measured, case) for case in cases(FILE, split))


def recalls(all_told: Sequence[Told]) -> dict[str, float]:
    """The share of points told, each case weighing the same, by `summary`, `lead_3`, `lead_n`."""
    with_points = [each for each in all_told if each.points]
    return {
        name: sum(getattr(each, name) / each.points for each in with_points) / len(with_points)
        for name in ("summary", "lead_3", "lead_n")
    }


def refused(all_told: Sequence[Told]) -> Score:
    """How often a summary was refused, and rightly: of what the sample lacks."""
    return Score(
        right=sum(not (each.sentences or each.points) for each in all_told),
        found=sum(not each.sentences for each in all_told),
        expected=sum(not each.points for each in all_told),
    )


def _told(measured: MeasuredHome, case: Case) -> Told:
    shown = _summary(measured, case)
    about = [_named(measured, name) for name in case["about"]]
    points = case["points"]
    return Told(
        case=case["id"],
        points=len(points),
        summary=_count(points, shown),
        lead_3=_count(points, lead_of(about, LEAD)),
        lead_n=_count(points, lead_of(about, len(shown))),
        sentences=len(shown),
    )


def lead_of(articles: Sequence[Article], most: int) -> list[str]:
    """The first sentences of articles: of each its first, newest article first, then the second."""
    newest = sorted(articles, key=lambda a: a.reported_at or date.min, reverse=True)
    texts = [[span.of(each.text) for span in sentence_spans(each.text)] for each in newest]
    depth = max(map(len, texts), default=0)
    return [text[n] for n in range(depth) for text in texts if n < len(text)][:most]


def _summary(measured: MeasuredHome, case: Case) -> list[str]:
    named = (case["article"],) if "article" in case else ()
    articles = tuple(_named(measured, name).article_id for name in named)
    limits = Limits(today=TODAY, filters=Filters(articles=articles))
    reply = measured.assistant.ask(case["question"], limits=limits)
    return [each.quote.text for each in reply.citations] if isinstance(reply, Answer) else []


def _named(measured: MeasuredHome, name: str) -> Article:
    named = {each.name: each.article.article_id for each in measured.articles}
    return measured.home.library.get(named[name])


def _count(points: Sequence[Sequence[str]], shown: Sequence[str]) -> int:
    text = " ".join(shown).casefold()
    return sum(any(wording.casefold() in text for wording in point) for point in points)


def _main() -> None:
    with home_of_articles(SAMPLE, say=logging.getLogger(__name__).info) as measured:
        for half in ("dev", "frozen"):
            of_half = told(measured, half)
            for each in of_half:
                sys.stdout.write(
                    f"{each.case}: {each.summary} of {each.points} points in {each.sentences}"
                    f" sentences; lead-3 {each.lead_3}, lead-n {each.lead_n}\n"
                )
            shares = (f"{name} {share:.2f}" for name, share in recalls(of_half).items())
            sys.stdout.write(f"{half}, points told: {', '.join(shares)}\n")
            sys.stdout.write(refused(of_half).told(f"{half}, refused") + "\n")


if __name__ == "__main__":
    _main()
