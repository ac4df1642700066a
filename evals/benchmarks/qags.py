"""QAGS: whether the support check agrees with people about summaries of news.

Source: Wang, Cho & Lewis 2020. Three people judged each sentence of a machine's summary as backed
by its article or not; the majority is gold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.errors import shown
from evals.benchmarks.classification import (
    Classified,
    area_under_roc,
    balanced_accuracy,
    best_threshold,
    precision_of_negatives,
    recall_of_negatives,
)
from evals.benchmarks.halves import asked_half, half_of
from evals.benchmarks.reading import JsonRow, find_file, json_rows
from evals.benchmarks.results import BenchmarkResult, BenchmarkRun, Say, Score
from evals.errors import BadRun
from evals.matching.support import support_score, supports
from evals.metrics.intervals import bootstrap_interval
from index.sentences import sentence_spans
from index.words import content_words, stem

NAME = "qags"
FILES = ("cnndm-even.jsonl", "cnndm.jsonl", "mturk_cnndm.jsonl")
JUDGMENTS = {"yes": True, "no": False}
NOTES = (
    (
        "Articles are split by sha256 of their text: dev is the even half, which is for fitting,"
        " final the odd one. A sentence is supported when most of its judges say yes."
    ),
    (
        "The nearest sentence is the article's that holds most of the judged one's content words."
        " That is nearer to the check's use in a reply, where a sentence has its own quotes, than"
        " the whole article is, in which almost every word stands somewhere. That one sentence is"
        " taken, not two or three, was chosen on dev."
    ),
    (
        "'fitted' marks a score called supported from the threshold on that has the best balanced"
        " accuracy on the even half: on dev it has seen what it is measured on. The support check"
        " itself has nothing fitted."
    ),
    (
        "A constant has a balanced accuracy of one half by definition. Intervals resample"
        " sentences; those of one article resemble each other, so that they are somewhat narrow."
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSentence:
    """A sentence of a summary, its article's text, and whether most judges find it supported."""

    article: str
    sentence: str
    is_supported: bool


def run(asked: BenchmarkRun, say: Say) -> BenchmarkResult:
    """Agreement with the majority of judges: the support check, a constant, and word overlap.

    Raises:
        BadRun: the file is missing, a line is not as QAGS has them, or the dev half lacks
            supported or unsupported sentences.
    """
    names = [f"{folder}{file}" for folder in ("", f"{NAME}/") for file in FILES]
    path = find_file(asked.folder, *names)
    judged = read_judged(path)
    half = asked_half(
        asked,
        judged,
        split_by=lambda each: each.article,
        named=lambda each: f"{each.article}\n{each.sentence}",
    )
    fitting = _to_fit_on(judged, path)
    say(f"{len(half)} sentences of {len({each.article for each in half})} articles")
    scores = [
        score
        for system, decide in _systems(fitting).items()
        for score in _scores(system, [decide(each) for each in half])
    ]
    return BenchmarkResult(benchmark=NAME, split=asked.split, scores=tuple(scores), notes=NOTES)


def read_judged(path: Path) -> tuple[JudgedSentence, ...]:
    """The judged sentences of a file, in its order.

    Raises:
        BadRun: a line lacks a field, or a sentence has an even number of judges.
    """
    return tuple(sentence for row in json_rows(path) for sentence in _sentences(row))


def word_overlap(sentence: str, article: str) -> float:
    """Share of a sentence's content words, stemmed, that stand in the article; 0 without any.

    Range [0, 1]; repeats count.

    >>> word_overlap("Voters cheered in Paris.", "A voter went to Paris.")
    0.6666666666666666
    """
    sought = [stem(word) for word in content_words(sentence)]
    held = {stem(word) for word in content_words(article)}
    return sum(word in held for word in sought) / len(sought) if sought else 0.0


def nearest_sentence(sentence: str, article: str) -> str:
    """The article's sentence that holds most of another's content words; the first of equals.

    >>> nearest_sentence("Voters cheered.", "It rained. A voter cheered. Voters went home.")
    'A voter cheered.'
    """
    sentences = [span.of(article) for span in sentence_spans(article)]
    return max(sentences, key=lambda each: word_overlap(sentence, each))


Metric = Callable[[Sequence[Classified]], float | None]
Backing = Callable[[JudgedSentence], str]
Scorer = Callable[[str, str], float]  # a sentence and the text that may back it, to a score


def _whole(judged: JudgedSentence) -> str:
    return judged.article


def _nearest(judged: JudgedSentence) -> str:
    return nearest_sentence(judged.sentence, judged.article)


def _score_of_support(sentence: str, backing: str) -> float:
    return support_score(sentence, [backing])


Decide = Callable[[JudgedSentence], Classified]


def _systems(fitting: Sequence[JudgedSentence]) -> Mapping[str, Decide]:
    return {
        "support check, nearest sentence": partial(_by_support, backing=_nearest),
        "support check, whole article": partial(_by_support, backing=_whole),
        "support score, nearest sentence, fitted": _fitted(fitting, _score_of_support, _nearest),
        "word overlap, nearest sentence, fitted": _fitted(fitting, word_overlap, _nearest),
        "word overlap, whole article, fitted": _fitted(fitting, word_overlap, _whole),
        "constant: supported": lambda judged: _classified(judged, score=1.0, says=True),
        "constant: unsupported": lambda judged: _classified(judged, score=0.0, says=False),
    }


def _to_fit_on(judged: Sequence[JudgedSentence], path: Path) -> list[JudgedSentence]:
    """The dev half, whichever half is reported on."""
    fitting = [each for each in judged if half_of(each.article) == "dev"]
    if {each.is_supported for each in fitting} != {True, False}:
        raise BadRun(
            f"{path}: the dev half has no supported sentence, or no unsupported one, to fit on.",
            remedy="Name a larger file.",
        )
    return fitting


def _by_support(judged: JudgedSentence, *, backing: Backing) -> Classified:
    text = backing(judged)
    score = support_score(judged.sentence, [text])
    return _classified(judged, score=score, says=supports(judged.sentence, [text]))


def _fitted(fitting: Sequence[JudgedSentence], scorer: Scorer, backing: Backing) -> Decide:
    """Calls a sentence supported from the score on that is best for the sentences to fit on."""

    def classified(judged: JudgedSentence, threshold: float) -> Classified:
        score = scorer(judged.sentence, backing(judged))
        return _classified(judged, score=score, says=score >= threshold)

    threshold = best_threshold([classified(each, 0.0) for each in fitting])
    return lambda judged: classified(judged, threshold)


def _classified(judged: JudgedSentence, *, score: float, says: bool) -> Classified:
    return Classified(is_positive=judged.is_supported, says_positive=says, score=score)


def _scores(system: str, cases: Sequence[Classified]) -> tuple[Score, ...]:
    called = sum(not case.says_positive for case in cases)
    unsupported = sum(not case.is_positive for case in cases)
    return (
        _score(system, "balanced_accuracy", balanced_accuracy, cases=cases, n=len(cases)),
        _score(system, "unsupported_precision", precision_of_negatives, cases=cases, n=called),
        _score(system, "unsupported_recall", recall_of_negatives, cases=cases, n=unsupported),
        _score(system, "roc_auc", area_under_roc, cases=cases, n=len(cases)),
    )


def _score(system: str, name: str, metric: Metric, *, cases: Sequence[Classified], n: int) -> Score:
    """A metric with its interval; `n` are the cases it is a share of."""
    return Score(
        system=system, metric=name, value=metric(cases), n=n,
        interval=bootstrap_interval(cases, metric),
    )  # fmt: skip


def _sentences(row: JsonRow) -> list[JudgedSentence]:
    listed = row.fields.get("summary_sentences")
    if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
        raise row.bad("summary_sentences", "a list of objects")
    article = row.text("article")
    judged = [JsonRow(where=row.where, fields=each) for each in listed]
    return [
        JudgedSentence(
            article=article, sentence=each.text("sentence"), is_supported=_by_majority(each)
        )
        for each in judged
    ]


def _by_majority(row: JsonRow) -> bool:
    responses = row.fields.get("responses")
    listed = responses if isinstance(responses, list) else []
    votes = [_vote(each, row.where) for each in listed]
    if len(votes) % 2 == 0:
        raise row.bad("responses", "an odd number of judgments")
    return sum(votes) * 2 > len(votes)


def _vote(response: object, where: str) -> bool:
    word = response.get("response") if isinstance(response, dict) else None
    vote = JUDGMENTS.get(word) if isinstance(word, str) else None
    if vote is None:
        raise BadRun(
            f"{where}: a judgment is {shown(word)}, not 'yes' or 'no'.",
            remedy="Correct the line, or fetch the file anew.",
        )
    return vote
