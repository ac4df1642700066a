"""QAGS: whether the support check agrees with people about summaries of news.

Source: Wang, Cho & Lewis 2020. Three people judged each sentence of a machine's summary as backed
by its article or not; the majority is gold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from app.answering.support import support
from evals.benchmarks.classification import (
    Classified,
    area_under_roc,
    balanced_accuracy,
    best_threshold,
    precision_of_negatives,
    recall_of_negatives,
)
from evals.benchmarks.halves import asked_half, half_of
from evals.benchmarks.qags_files import (
    JudgedSentence,
    article_sentences,
    find_judged,
    read_judged,
)
from evals.benchmarks.results import BenchmarkResult, BenchmarkRun, Say, Score
from evals.errors import BadRun
from evals.metrics.intervals import bootstrap_interval
from index.support.features import fitted
from index.words import content_words, stem, words

NAME = "qags"
QUOTES = 3  # as many as a sentence of an answer may well rest on
NOTES = (
    (
        "Articles are split by sha256 of their text: dev is the even half, on which the support"
        " check is fitted, final the odd one. A sentence is supported when most of its judges say"
        " yes."
    ),
    (
        "The support check is that of answers, guards and all, at its own threshold; 'score alone'"
        " leaves out the guards. Its quotes are all the article's sentences, or the three that"
        " together hold most of the judged one's content words."
    ),
    (
        "'Fitted' marks a score called supported from the threshold on that has the best balanced"
        " accuracy on the even half: on dev it has seen what it is measured on, and so has the"
        " support check. 'Best threshold' marks the threshold that is best on what is measured: no"
        " threshold on that score does better."
    ),
    (
        "Summaries and articles come in small letters, so that the check of names sees few. What"
        " the data's tokenizer parted ('3, 000', 'weapons - grade') is put together in articles, as"
        " it is in summaries."
    ),
    (
        "A constant has a balanced accuracy of one half by definition. Intervals resample"
        " sentences; those of one article resemble each other, so that they are somewhat narrow."
    ),
)


def run(asked: BenchmarkRun, say: Say) -> BenchmarkResult:
    """Agreement with the majority of judges: the support check, a constant, and word overlap.

    Raises:
        BadRun: the file is missing, a line is not as QAGS has them, or the dev half lacks
            supported or unsupported sentences.
    """
    path = find_judged(asked.folder)
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
        for system, decide in _systems(fitting, half).items()
        for score in _scores(system, [decide(each) for each in half])
    ]
    return BenchmarkResult(benchmark=NAME, split=asked.split, scores=tuple(scores), notes=NOTES)


def word_overlap(sentence: str, article: str) -> float:
    """Share of a sentence's content words, stemmed, that stand in the article; 0 without any.

    Range [0, 1]; repeats count.

    >>> word_overlap("Voters cheered in Paris.", "A voter went to Paris.")
    0.6666666666666666
    """
    sought = [stem(word) for word in content_words(sentence)]
    held = {stem(word) for word in content_words(article)}
    return sum(word in held for word in sought) / len(sought) if sought else 0.0


def nearest_sentences(sentence: str, article: str) -> tuple[str, ...]:
    """The article's sentences that together hold most of another's content words, at most three.

    Each is the one that holds most of what those before it lack; in the order of the article.

    >>> nearest_sentences(
    ...     "Voters cheered in rain.", "It rained. A voter cheered. Voters went home."
    ... )
    ('It rained.', 'A voter cheered.')
    """
    sentences = article_sentences(article)
    sought = {stem(word) for word in content_words(sentence)}
    held = [{stem(word) for word in content_words(each)} & sought for each in sentences]
    taken: set[int] = set()
    while len(taken) < QUOTES:
        found = set().union(*(held[at] for at in taken))
        best = max(range(len(sentences)), key=lambda at: len(held[at] - found))
        if not held[best] - found:
            break
        taken.add(best)
    return tuple(sentences[at] for at in sorted(taken)) or sentences[:1]


def trigram_overlap(sentence: str, article: str) -> float:
    """Share of a sentence's runs of three words that stand in the article; 0 without any.

    Range [0, 1]; repeats count. Words are folded, punctuation is left out.

    >>> trigram_overlap("The ferry sank in May.", "A man says: the ferry sank in June.")
    0.6666666666666666
    """
    sought, held = _trigrams(sentence), set(_trigrams(" ".join(article_sentences(article))))
    return sum(each in held for each in sought) / len(sought) if sought else 0.0


def _trigrams(text: str) -> list[tuple[str, ...]]:
    found = words(text)
    return list(zip(found, found[1:], found[2:], strict=False))


Metric = Callable[[Sequence[Classified]], float | None]
Backing = Callable[[str, str], Sequence[str]]  # a sentence and its article, to quotes
Scorer = Callable[[str, str], float]  # a sentence and its article, to a score
Decide = Callable[[JudgedSentence], Classified]


def _whole(_: str, article: str) -> Sequence[str]:
    return article_sentences(article)


def _systems(
    fitting: Sequence[JudgedSentence], half: Sequence[JudgedSentence]
) -> Mapping[str, Decide]:
    return {
        "support check, whole article": partial(_by_support, backing=_whole),
        "support check, nearest sentences": partial(_by_support, backing=nearest_sentences),
        "support check, whole article, score alone": partial(_by_score_alone, backing=_whole),
        "trigram overlap, fitted": _fitted(fitting, trigram_overlap),
        "trigram overlap, best threshold": _fitted(half, trigram_overlap),
        "word overlap, fitted": _fitted(fitting, word_overlap),
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
    found = support(judged.sentence, backing(judged.sentence, judged.article))
    # The surest of what is refused comes after all that is not.
    score = found.probability + found.is_supported
    return _classified(judged, score=score, says=found.is_supported)


def _by_score_alone(judged: JudgedSentence, *, backing: Backing) -> Classified:
    found = support(judged.sentence, backing(judged.sentence, judged.article))
    says = found.probability >= fitted()["decision"]["threshold"]
    return _classified(judged, score=found.probability, says=says)


def _fitted(fitting: Sequence[JudgedSentence], scorer: Scorer) -> Decide:
    """Calls a sentence supported from the score on that is best for the sentences to fit on."""

    def classified(judged: JudgedSentence, threshold: float) -> Classified:
        score = scorer(judged.sentence, judged.article)
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
