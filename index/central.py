"""Which of many sentences stand for all of them: each of all is like one of those, the lead first.

Facility location with a reward for the lead, made large greedily (Lin & Bilmes 2011), over the
cosines of sentence embeddings. What is chosen is unlike each other by itself: a second sentence of
the same brings nothing near that was not near before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from index.embedding import Matrix

# Powers of 1 to 3 of the cosine, with 0.03 to 0.4 for the lead, told 0.59 to 0.66 of the key points
# of the dev half of evals/cases/summaries.jsonl, the more the nearer they kept to the beginning.
# Of a report of 60 sentences these take the 1st, 2nd, 3rd, 13th, 25th and 49th; with 0.2 for the
# lead and half of it for the second place it was the first five and the 13th.
SHARPNESS = 2
LEAD_WEIGHT = 0.1  # of standing first; a fourth of it for the second place, a ninth for the third

MayJoin = Callable[[int, Sequence[int]], bool]  # a row's number, and those chosen so far


def covering(
    rows: Matrix, *, most: int, may_join: MayJoin, wanted: Matrix, worth: Matrix
) -> tuple[int, ...]:
    """Up to `most` rows, so that each of all is as like as may be to one of them; in order.

    `rows` are unit vectors; for each, `wanted` is how much it matters that one like it is chosen,
    0 or more, and `worth` what choosing itself adds: all is gained by 1. A row that may not join
    those chosen is passed over, and asked for again once another was. Ties go to the earlier row.
    """
    likeness = np.maximum(rows @ rows.T, 0.0) ** SHARPNESS
    shares = wanted / max(float(wanted.sum()), 1e-9)
    reached = np.zeros(len(rows), dtype=np.float32)
    chosen: list[int] = []
    while len(chosen) < most:
        joining = [n for n in range(len(rows)) if n not in chosen and may_join(n, chosen)]
        if not joining:
            break
        gains = np.maximum(likeness[joining] - reached, 0.0) @ shares + worth[joining]
        chosen.append(joining[int(np.argmax(np.round(gains, 6)))])
        reached = np.maximum(reached, likeness[chosen[-1]])
    return tuple(sorted(chosen))


def lead_worth(positions: Sequence[int]) -> Matrix:
    """What each place in its article, from 1, adds to a sentence's worth: shape (positions,)."""
    return np.array([LEAD_WEIGHT / position**2 for position in positions], dtype=np.float32)
