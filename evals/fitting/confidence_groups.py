"""The questions that the confidence is fitted on, put to libraries of several kinds and sizes.

Of each question the evidence that would lead the reply is kept, and whether the reply is right.
What the ranker learnt from is left out, and so is all that the evals and benchmarks report on.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.answering.choosing import usable
from app.answering.picking import picked
from app.answering.shapes import wanted_of
from app.answering.understanding import understood
from app.limits import NO_LIMITS
from corpus.article import Draft
from evals.benchmarks.sampling import sampled
from evals.cases.unanswered import unanswered
from evals.command import EvalArguments
from evals.facts.evidence import GoldGroup, Span, find_gold
from evals.facts.fact import Expected
from evals.facts.files import load_facts
from evals.fitting.ranker.examples import is_right
from evals.fitting.ranker.sources import (
    AskedQuestion,
    brief_sources,
    clapnq_source,
    newsroom_source,
    squad_source,
    wikinews_source,
)
from evals.homes import SAMPLE, home_of_articles
from index.evidence import READ_WEIGHT, Evidence, find_evidence
from index.features import confidence_row
from index.home import Home
from index.ingest import add_drafts
from index.question import read_question
from index.settings import IndexSettings

FIVE = 5  # articles in a small library
STRANGE_SHARE = 8  # of the questions on other articles, every eighth is put to a small library
SQUAD_QUESTIONS = 420  # of 2,700: more change no weight by a tenth and take minutes

Row = Mapping[str, float]
Say = Callable[[str], None]
Right = Callable[[Evidence], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A sentence read a second time: its score without that, the log odds, whether it is right."""

    score: float
    read: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A question with what would lead the reply to it, if nothing were refused.

    `row` is what `index.features.probability` reads of the leading sentence; None where nothing
    was found. `right` says whether one of the sentences that would be shown answers, `again` are
    those that were read a second time.
    """

    answerable: bool
    row: Row | None
    right: bool
    again: tuple[Reread, ...] = ()


def groups(folder: Path, ranker: str, say: Say) -> Iterator[tuple[str, tuple[Judged, ...]]]:
    """The groups by name, each asked when it is its turn; `folder` holds the public data sets.

    Raises:
        BadRun: a file is missing or a line is not as it has to be.
    """
    settings = IndexSettings(ranker=ranker)
    yield "dev facts", _sample(ranker, say)
    yield "news", _news(folder, settings)
    yield "news, five articles", tuple(_news_in_fives(folder, settings))
    yield "newsroom", _newsroom(settings)
    yield "four briefs", tuple(_briefs(settings))
    yield "squad", _squad(folder, settings)
    yield "clapnq", _clapnq(folder, settings)


def judged_question(home: Home, text: str, *, answerable: bool, right: Right) -> Judged:
    """A question as it is answered, up to where it would be refused."""
    query = understood(text, (), home, limits=NO_LIMITS)
    wanted = wanted_of(query)
    asked = wanted.of_kind(read_question(query, home.lexical))
    found = find_evidence(home.searcher, query, asked)
    fit = usable(asked, found, query.reading, quoted=frozenset(), speakers=wanted.speakers)
    shown = [said.evidence for said in picked(fit, wanted)] if fit else []
    row = None
    if fit:
        lead = fit[0]
        row = confidence_row(lead.features, lead.odds, read=lead.read, lacking=lead.lacking(asked))
    again = tuple(
        Reread(score=each.score - READ_WEIGHT * each.read, read=each.read, right=right(each))
        for each in found
        if each.read is not None
    )
    return Judged(answerable=answerable, row=row, right=any(map(right, shown)), again=again)


def _sample(ranker: str, say: Say) -> tuple[Judged, ...]:
    """The dev facts of one turn over the sample, and our own dev questions that it leaves open."""
    loaded = load_facts(EvalArguments().facts_paths)
    with home_of_articles(SAMPLE, say=say, ranker=ranker) as measured:
        asked = [
            fact
            for fact in loaded
            if fact.split == "dev" and len(fact.turns) == 1 and fact.expected != Expected.NOTICE
        ]
        gold = find_gold(asked, measured.articles).groups
        facts = [
            judged_question(
                measured.home,
                fact.question,
                answerable=fact.expected is Expected.ANSWER,
                right=_in_gold(gold.get(fact.fact_id, ())),
            )
            for fact in asked
        ]
        return (*facts, *(_open(measured.home, text) for text in unanswered("sample", "dev")))


def _open(home: Home, text: str) -> Judged:
    return judged_question(home, text, answerable=False, right=lambda _: False)


def _in_gold(gold: Sequence[GoldGroup]) -> Right:
    def right(piece: Evidence) -> bool:
        span = Span(article_id=piece.article.article_id, start=piece.span.start, end=piece.span.end)
        return any(span.matches(place) for group in gold for place in group)

    return right


def _news(folder: Path, settings: IndexSettings) -> tuple[Judged, ...]:
    source = wikinews_source(folder, "held")
    return _asked_over(source.drafts, source.questions, settings)


def _news_in_fives(folder: Path, settings: IndexSettings) -> Iterator[Judged]:
    """The same over libraries of five articles, with some of the questions on other articles."""
    source = wikinews_source(folder, "held")
    for start in range(0, len(source.drafts), FIVE):
        few = source.drafts[start : start + FIVE]
        keys = {draft.source_key for draft in few}
        own = [each for each in source.questions if keys.issuperset(each.own)]
        others = [each for each in source.questions if keys.isdisjoint(each.own)]
        strange = sampled(others, len(others) // STRANGE_SHARE, key=lambda q: f"{start}{q.text}")
        with _home_of(few, settings) as home:
            yield from (_of_source(home, each) for each in own)
            yield from (_open(home, each.text) for each in strange)


def _newsroom(settings: IndexSettings) -> tuple[Judged, ...]:
    """The fictional clusters that the ranker did not learn from, among all of them."""
    source = newsroom_source("held")
    return _asked_over(source.drafts, source.questions, settings)


def _briefs(settings: IndexSettings) -> Iterator[Judged]:
    """Plain questions over libraries of four short briefs each, which the ranker did not learn."""
    for source in brief_sources("held"):
        with _home_of(source.drafts, settings) as home:
            yield from (_of_source(home, each) for each in source.questions)


def _squad(folder: Path, settings: IndexSettings) -> tuple[Judged, ...]:
    """Those on the articles that the ranker did not learn from, among all contexts."""
    among = squad_source(folder, "held").drafts
    questions = squad_source(folder, "fit").questions
    asked = sampled(questions, SQUAD_QUESTIONS, key=lambda question: question.question_id)
    return _asked_over(among, asked, settings)


def _clapnq(folder: Path, settings: IndexSettings) -> tuple[Judged, ...]:
    """The quarter of the even half that the ranker did not learn from, among its passages."""
    held = clapnq_source(folder, "held")
    among = (*clapnq_source(folder, "fit").drafts, *held.drafts)
    return _asked_over(among, held.questions, settings)


def _asked_over(
    drafts: Sequence[Draft], questions: Sequence[AskedQuestion], settings: IndexSettings
) -> tuple[Judged, ...]:
    with _home_of(drafts, settings) as home:
        return tuple(_of_source(home, question) for question in questions)


def _of_source(home: Home, question: AskedQuestion) -> Judged:
    return judged_question(
        home,
        question.text,
        answerable=bool(question.right),
        right=lambda piece: is_right(piece.span, piece.article.source_key, question),
    )


@contextmanager
def _home_of(drafts: Sequence[Draft], settings: IndexSettings) -> Iterator[Home]:
    with tempfile.TemporaryDirectory() as path, Home.open(Path(path), settings) as home:
        add_drafts(home, drafts)
        yield home
