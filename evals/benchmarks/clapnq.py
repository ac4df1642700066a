"""CLAPNQ: which sentences of a passage make up a long answer, and what no passage answers.

Source: Rosenthal et al. 2024, Natural Questions with long answers and Wikipedia passages. Our
answers are quotes, so they are compared with the sentences that annotators selected, not with the
answers that these wrote.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.limits import NO_LIMITS, Limits
from app.reply import Reply
from corpus.article import Draft
from evals.benchmarks.asking import Asking, is_refused, means, replies_to
from evals.benchmarks.clapnq_files import ClapQuestion, read_questions
from evals.benchmarks.halves import asked_half
from evals.benchmarks.pool import Pool, pool_home
from evals.benchmarks.reading import find_file
from evals.benchmarks.refusals import refusal_scores
from evals.benchmarks.results import BenchmarkResult, BenchmarkRun, Say, Score, mean_score
from evals.facts.evidence import GoldGroup, Span
from evals.matching.folding import fold, places
from evals.metrics.abstention import Refusal
from evals.metrics.judging import cited_spans
from evals.systems import SYSTEMS

NAME = "clapnq"
ANSWERABLE = "dev_answerable.jsonl"
UNANSWERABLE = "dev_unanswerable.jsonl"
OWN, OPEN = "own passages", "all passages"
NOTES = (
    (
        "The files are a sample of CLAPNQ's development set, as many unanswerable questions as"
        " answerable ones, split by sha256 of the id: dev is the even half, final the odd one."
    ),
    (
        f"Among {OWN!r} a question may only be answered from the passages that it comes with, among"
        f" {OPEN!r} from those of both files and halves. Whether one of the others happens to"
        " answer an unanswerable question was not looked into."
    ),
    (
        "A quote is gold when it lies in a selected sentence or holds one. Of several annotators"
        " the one counts who agrees best (F1). A refusal has recall and F1 0 and no precision;"
        " first_quote_is_gold counts it as 0. A notice counts as a refusal."
    ),
    (
        "bm25-sentence and cosine-sentence quote three sentences always and refuse only when"
        " nothing is found."
    ),
)


Gold = tuple[tuple[GoldGroup, ...], ...]  # by annotator, and for each sentence where it stands


def run(asked: BenchmarkRun, say: Say) -> BenchmarkResult:
    """Gold sentences quoted and questions refused, by Clippings and two simple systems.

    Raises:
        BadRun: a file is missing or a line is not as it has to be.
    """
    questions = (
        *_read(asked.folder, ANSWERABLE, answerable=True),
        *_read(asked.folder, UNANSWERABLE, answerable=False),
    )
    put = asked_half(asked, questions, split_by=_question_id, named=_question_id)
    say(f"{sum(each.is_answerable for each in put)} answerable questions of {len(put)}")
    with pool_home(_drafts(questions), at=asked.home, say=say) as pool:
        scores = _measure(pool, put, say)
    return BenchmarkResult(benchmark=NAME, split=asked.split, scores=scores, notes=NOTES)


def overlap(cited: Sequence[Span], gold: Gold) -> dict[str, float | None]:
    """What the cited spans, in the order of their marks, are worth beside the annotations.

    By metric, each in [0, 1]: precision is the share of cited spans that match a selected sentence,
    recall the share of selected sentences that some cited span matches, F1 their harmonic mean; all
    three of the annotator with the highest F1. The first span is gold when any annotator selected
    it. Without cited spans precision is undefined; without annotations all are.
    """
    if not gold:
        return {}
    best = max((_agreement(cited, selected) for selected in gold), key=lambda each: each.f1)
    is_first_gold = any(_is_gold(span, groups) for span in cited[:1] for groups in gold)
    return {
        "first_quote_is_gold": float(is_first_gold),
        "gold_citation_precision": best.precision if cited else None,
        "gold_citation_recall": best.recall,
        "gold_citation_f1": best.f1,
    }


def gold_of(pool: Pool, question: ClapQuestion) -> Gold:
    """Where the sentences that each annotator selected stand in the articles of the pool."""
    articles = [
        pool.home.library.get(pool.article_ids[passage.key]) for passage in question.passages
    ]
    folded = {article.article_id: fold(article.text) for article in articles}
    return tuple(
        tuple(
            tuple(
                Span(article_id=article_id, start=place.start, end=place.end)
                for article_id, text in folded.items()
                for place in places(sentence, text)
            )
            for sentence in selected
        )
        for selected in question.annotations
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Agreement:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def _agreement(cited: Sequence[Span], selected: Sequence[GoldGroup]) -> _Agreement:
    right = sum(_is_gold(span, selected) for span in cited)
    found = sum(any(_is_gold(span, [group]) for span in cited) for group in selected)
    return _Agreement(precision=right / max(len(cited), 1), recall=found / len(selected))


def _is_gold(cited: Span, groups: Sequence[GoldGroup]) -> bool:
    return any(cited.matches(place) for group in groups for place in group)


def _measure(pool: Pool, put: Sequence[ClapQuestion], say: Say) -> tuple[Score, ...]:
    gold = {question.question_id: gold_of(pool, question) for question in put}
    scores: list[Score] = []
    for among in (OWN, OPEN):
        askings = [Asking(text=each.text, limits=_limits(pool, each, among)) for each in put]
        for system, over in SYSTEMS.items():
            replies = replies_to(askings, over(pool.home), name=f"{system}, {among}", say=say)
            pairs = list(zip(put, replies, strict=True))
            scores += _citing_scores(system, pairs, gold, among=among)
            scores += refusal_scores(system, [_refusal(*pair) for pair in pairs], among=among)
    return tuple(scores)


def _limits(pool: Pool, question: ClapQuestion, among: str) -> Limits:
    if among == OPEN:
        return NO_LIMITS
    return Limits(filters=pool.only(passage.key for passage in question.passages))


Asked = tuple[ClapQuestion, Reply]


def _citing_scores(
    system: str, pairs: Sequence[Asked], gold: Mapping[str, Gold], *, among: str
) -> list[Score]:
    rows = [overlap(cited_spans(reply), gold[question.question_id]) for question, reply in pairs]
    answered = [
        row.get("first_quote_is_gold")
        for row, (_, reply) in zip(rows, pairs, strict=True)
        if not is_refused(reply)
    ]
    lengths = [_quoted_characters(reply) for _, reply in pairs]
    return [
        *means(system, rows, among=f"{among}, answerable"),
        mean_score(
            system, "first_quote_is_gold", answered, among=f"{among}, answerable and answered"
        ),
        mean_score(system, "mean_quoted_characters", lengths, among=f"{among}, answered"),
    ]


def _quoted_characters(reply: Reply) -> float | None:
    return sum(float(span.end - span.start) for span in cited_spans(reply)) or None


def _refusal(question: ClapQuestion, reply: Reply) -> Refusal:
    return Refusal(is_answerable=question.is_answerable, is_refused=is_refused(reply))


def _drafts(questions: Sequence[ClapQuestion]) -> list[Draft]:
    return [
        Draft(source_key=passage.key, headline=passage.title, text=passage.text)
        for question in questions
        for passage in question.passages
    ]


def _read(folder: Path, name: str, *, answerable: bool) -> tuple[ClapQuestion, ...]:
    return read_questions(find_file(folder, name, f"{NAME}/{name}"), answerable=answerable)


def _question_id(question: ClapQuestion) -> str:
    return question.question_id
