"""How often the dates shown beside quotes are right: `python -m evals.cases.dated_words`."""

from __future__ import annotations

import sys

from evals.cases.reports import Case, cases, statement_of
from evals.cases.scores import Score
from index.dates.dated_words import dated_words

FILE = "dated_words.jsonl"
_Days = tuple[str, str, str]


def score(split: str) -> Score:
    """Over the words that mean days in a split's cases; right are those with the right days."""
    found = {case["id"]: _found(case) for case in cases(FILE, split)}
    expected = {case["id"]: _expected(case) for case in cases(FILE, split)}
    return Score(
        right=sum(len(found[name] & expected[name]) for name in expected),
        found=sum(map(len, found.values())),
        expected=sum(map(len, expected.values())),
    )


def _found(case: Case) -> frozenset[_Days]:
    statement = statement_of(case)
    dated = dated_words(statement.article, statement.span)
    return frozenset((each.words, str(each.first), str(each.last)) for each in dated)


def _expected(case: Case) -> frozenset[_Days]:
    return frozenset((each["words"], each["first"], each["last"]) for each in case["expected"])


if __name__ == "__main__":
    for name in ("dev", "frozen"):
        sys.stdout.write(score(name).told(name) + "\n")
