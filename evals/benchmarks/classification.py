"""Metrics of a yes/no decision with a score behind it, for classes of unequal size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby


@dataclass(frozen=True, slots=True, kw_only=True)
class Classified:
    """One case: its true class, the class it was given, and the score (higher is positive)."""

    is_positive: bool
    says_positive: bool
    score: float


def balanced_accuracy(cases: Sequence[Classified]) -> float | None:
    """Mean of the recalls of the two classes. Range [0, 1]; None when a class is missing.

    >>> balanced_accuracy(
    ...     [
    ...         Classified(is_positive=True, says_positive=True, score=1.0),
    ...         Classified(is_positive=False, says_positive=True, score=1.0),
    ...     ]
    ... )
    0.5

    Source: Brodersen et al. 2010.
    """
    of_positives = _share([case.says_positive for case in cases if case.is_positive])
    of_negatives = recall_of_negatives(cases)
    if of_positives is None or of_negatives is None:
        return None
    return (of_positives + of_negatives) / 2


def precision_of_negatives(cases: Sequence[Classified]) -> float | None:
    """Share of cases called negative that are. Range [0, 1]; None when none is called so."""
    return _share([not case.is_positive for case in cases if not case.says_positive])


def recall_of_negatives(cases: Sequence[Classified]) -> float | None:
    """Share of negative cases that are called so. Range [0, 1]; None without negative cases."""
    return _share([not case.says_positive for case in cases if not case.is_positive])


def area_under_roc(cases: Sequence[Classified]) -> float | None:
    """How likely a positive case has a higher score than a negative one; ties count half.

    Range [0, 1], 0.5 by chance; None when a class is missing.

    Source: Hanley & McNeil 1982, the Mann-Whitney form.
    """
    positives = sum(case.is_positive for case in cases)
    pairs = positives * (len(cases) - positives)
    if not pairs:
        return None
    ordered = sorted(cases, key=lambda case: case.score)
    right_pairs, negatives_below = 0.0, 0
    for _, group in groupby(ordered, key=lambda case: case.score):
        tied = [case.is_positive for case in group]
        negatives = len(tied) - sum(tied)
        right_pairs += sum(tied) * (negatives_below + negatives / 2)
        negatives_below += negatives
    return right_pairs / pairs


def best_threshold(cases: Sequence[Classified], *, give: float = 0.0) -> float:
    """The score from which on calling a case positive gives the best balanced accuracy.

    The lowest of equals; of those that lose at most `give`, where that is above 0, the highest.

    Raises:
        ValueError: a class is missing.
    """
    thresholds = sorted({case.score for case in cases})
    accuracies = [balanced_accuracy([_called(c, t) for c in cases]) for t in thresholds]
    known = [accuracy for accuracy in accuracies if accuracy is not None]
    if not known:
        raise ValueError("a threshold is fitted on cases of both classes")
    if not give:
        return thresholds[known.index(max(known))]
    return max(t for t, each in zip(thresholds, known, strict=True) if each >= max(known) - give)


def _called(case: Classified, threshold: float) -> Classified:
    return replace(case, says_positive=case.score >= threshold)


def _share(outcomes: Sequence[bool]) -> float | None:
    return sum(outcomes) / len(outcomes) if outcomes else None
