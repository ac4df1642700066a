"""QAGS' files: sentences of machines' summaries of news, each judged by three people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import shown
from evals.benchmarks.reading import JsonRow, find_file, json_rows
from evals.errors import BadRun
from index.sentences import sentence_spans

FILES = ("cnndm-even.jsonl", "cnndm.jsonl", "mturk_cnndm.jsonl")
JUDGMENTS = {"yes": True, "no": False}
_PARTED = tuple(
    (re.compile(parted), whole)
    for parted, whole in (
        (r"(?<![\d.,])(\d{1,3}), (?=\d{3}\b)", r"\1,"),
        (r"(?<=\d)\. (?=\d)", "."),
        (r"\b[Uu]\. ([SsKkNn])\. ", r"U.\1. "),
        (r"(?<=U\.)[skn](?=\.)", lambda letter: letter[0].upper()),
        (r"(?<=\w)(?<!\d) - (?=\w)", "-"),
        (r"(?<=\.) - (?=[a-z])", "-"),
        (r"([$£€]) (?=\d)", r"\1"),
        (r"(?<!\w)` ?", "'"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSentence:
    """A sentence of a summary, its article's text, and whether most judges find it supported."""

    article: str
    sentence: str
    is_supported: bool


def find_judged(folder: Path) -> Path:
    """The file in a folder, or in its folder `qags`.

    Raises:
        BadRun: there is none.
    """
    return find_file(folder, *(f"{within}{file}" for within in ("", "qags/") for file in FILES))


def read_judged(path: Path) -> tuple[JudgedSentence, ...]:
    """The judged sentences of a file, in its order.

    Raises:
        BadRun: a line lacks a field, or a sentence has an even number of judges.
    """
    return tuple(sentence for row in json_rows(path) for sentence in _sentences(row))


def article_sentences(article: str) -> tuple[str, ...]:
    """An article's sentences in order, what QAGS' tokenizer parted put together again.

    >>> article_sentences("It cost $ 3, 000. He rose by 7. 8 percent in the u. S. - led poll.")
    ('It cost $3,000.', 'He rose by 7.8 percent in the U.S.-led poll.')
    """
    for parted, whole in _PARTED:
        article = parted.sub(whole, article)
    return tuple(span.of(article) for span in sentence_spans(article))


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
