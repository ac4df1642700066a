"""How well the packaged support reader tells what is said from what is not.

    python -m evals.fitting.reader.report

On the claims about the clusters that it did not learn from: the area under the ROC curve, of all
and of the true ones with those false by one fault.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sklearn.metrics import roc_auc_score

from evals.fitting.claims import Claim, read_claims
from index.support.reader import read_support


def main() -> None:
    """Print a row for all claims and one for each fault."""
    for name, count, area in areas([claim for claim in read_claims() if claim.is_held]):
        sys.stdout.write(f"{name:9} {count:4} {area:.3f}\n")


def areas(claims: Sequence[Claim]) -> list[tuple[str, int, float]]:
    """For all and for each fault its name, how many claims, and the area in [0, 1]."""
    odds = {claim: read_support(claim.text, claim.report) for claim in claims}
    rows = []
    for fault in ("", *sorted({claim.fault for claim in claims} - {""})):
        those = [claim for claim in claims if not fault or claim.fault in {"", fault}]
        told = [claim.is_true for claim in those]
        area = float(roc_auc_score(told, [odds[claim] for claim in those]))
        rows.append((fault or "all", len(those), area))
    return rows


if __name__ == "__main__":
    main()
