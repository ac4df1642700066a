"""Answer metrics: exact match and token F1 as SQuAD defines them, and truthfulness.

Each is a pure function of one question; a mean over questions is taken by the table.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = frozenset(string.punctuation)


def squad_normal(text: str) -> str:
    """SQuAD 1.1's normal form: lower case, no ASCII punctuation, no a/an/the, single spaces.

    >>> squad_normal("The  Cat's hat.")
    'cats hat'

    Source: Rajpurkar et al. 2016, the official evaluation script of version 1.1.
    """
    lowered = "".join(mark for mark in text.lower() if mark not in _PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", lowered).split())


def exact_match(prediction: str, answers: Sequence[str]) -> float | None:
    """1 when the prediction equals some accepted answer in SQuAD's normal form, else 0.

    Range {0, 1}; None without accepted answers.

    >>> exact_match("the 30 countries", ["30 countries", "thirty"])
    1.0

    Source: Rajpurkar et al. 2016.
    """
    if not answers:
        return None
    return float(any(squad_normal(prediction) == squad_normal(answer) for answer in answers))


def token_f1(prediction: str, answers: Sequence[str]) -> float | None:
    """Highest F1 of the two bags of tokens over the accepted answers.

    With c = size of the bags' intersection: P = c / predicted, R = c / accepted,
    F1 = 2PR / (P + R), and 0 when c = 0, also when both are empty (as in version 1.1).
    Range [0, 1]; None without accepted answers.

    Worked: "1.5 million shells" against "1.5 million" share 2 tokens; P = 2/3, R = 2/2.

    >>> token_f1("1.5 million shells", ["1.5 million"])
    0.8

    Source: Rajpurkar et al. 2016: bags, so that a repeated token counts as often as it occurs.
    """
    if not answers:
        return None
    return max(_bag_f1(prediction, answer) for answer in answers)


def truthfulness(*, is_right: bool, is_refused: bool) -> float:
    """+1 for a right reply, 0 for a refusal that was not right, -1 for a wrong reply.

    >>> [
    ...     truthfulness(is_right=True, is_refused=True),
    ...     truthfulness(is_right=False, is_refused=True),
    ...     truthfulness(is_right=False, is_refused=False),
    ... ]
    [1.0, 0.0, -1.0]

    Source: Yang et al. 2024 (CRAG), without its half marks for acceptable answers.
    """
    if is_right:
        return 1.0
    return 0.0 if is_refused else -1.0


def _bag_f1(prediction: str, answer: str) -> float:
    predicted, accepted = squad_normal(prediction).split(), squad_normal(answer).split()
    shared = (Counter(predicted) & Counter(accepted)).total()
    if shared == 0:
        return 0.0
    # 2PR / (P + R) simplifies to this, which rounds once.
    return 2 * shared / (len(predicted) + len(accepted))
