"""Our own questions over Wikinews' reports: each quote has one place in its report."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from corpus.article import Draft
from evals.benchmarks.reading import find_file
from evals.errors import BadRun
from evals.fitting.ranker.sources import wikinews_source
from evals.fitting.ranker.wikinews import (
    IN_THE_SAMPLE,
    OUTLET,
    QUESTIONS,
    read_questions,
    read_reports,
)
from tests.evals.benchmarks.files import lines

MOST_WORDS = 25  # of a report, in one snippet: quotations, not copies
TEXT = "A goat won the race in Oru. Its owner wept. The goat, a goat of two years, ate hay."
REPORT = {
    "id": "goat",
    "title": "Goat wins race",
    "text": TEXT,
    "date_created": "2015-09-01",
    "url": "https://news.example/goat",
}
QUESTION: dict[str, object] = {
    "article": "goat",
    "question": "Who ate hay?",
    "evidence": ["a goat of two years, ate hay", "Its owner wept"],
    "short_answer": "goat",
}


def _reports(tmp_path: Path) -> tuple[Draft, ...]:
    return read_reports(lines(tmp_path / "articles.jsonl", [REPORT]))


def test_a_report_is_read_with_headline_outlet_day_and_address(tmp_path: Path) -> None:
    (draft,) = _reports(tmp_path)
    assert (draft.source_key, draft.text, draft.headline) == ("goat", TEXT, "Goat wins race")
    assert (draft.outlet, draft.published_at) == (OUTLET, date(2015, 9, 1))
    assert draft.url == "https://news.example/goat"


def test_a_question_has_the_places_of_its_snippets_in_their_order(tmp_path: Path) -> None:
    path = lines(tmp_path / "questions.jsonl", [QUESTION])
    (question,) = read_questions(_reports(tmp_path), path=path)
    assert (question.number, question.article, question.text) == (1, "goat", "Who ate hay?")
    assert [span.of(TEXT) for span in question.evidence] == QUESTION["evidence"]


def test_of_several_places_of_a_short_answer_the_nearest_to_the_evidence_counts(
    tmp_path: Path,
) -> None:
    path = lines(tmp_path / "questions.jsonl", [QUESTION])
    (question,) = read_questions(_reports(tmp_path), path=path)
    # "goat" stands at 2, 48 and 56; the first snippet begins at 54.
    assert question.short_answer is not None
    assert question.short_answer.start == 56


def test_a_question_that_the_report_does_not_answer_has_no_places(tmp_path: Path) -> None:
    untold: dict[str, object] = QUESTION | {
        "question": "How old is the owner?",
        "evidence": [],
        "short_answer": None,
    }
    path = lines(tmp_path / "questions.jsonl", [QUESTION, untold])
    question = read_questions(_reports(tmp_path), path=path)[1]
    assert (question.number, question.evidence, question.short_answer) == (2, (), None)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"article": "cow"}, r"no report has the id cow\. Correct it or fetch the data"),
        ({"question": " "}, r"'question' is ' ', not a text"),
        ({"evidence": "goat"}, r"'evidence' is 'goat', not a list of texts"),
        (
            {"evidence": ["A cow won"]},
            r".*words that stand in the report exactly once, not 'A cow won'",
        ),
        ({"evidence": ["goat"]}, r".*words that stand in the report exactly once, not 'goat'"),
        ({"short_answer": "cow"}, r"'short_answer' is 'cow', not words of the report .* 'cow'"),
        ({"evidence": []}, r"'short_answer' is 'goat', not words of the report beside its evi"),
    ],
    ids=[
        "no such report",
        "no question",
        "no list",
        "not in the report",
        "several times in the report",
        "short answer not in the report",
        "short answer without evidence",
    ],
)
def test_a_wrong_question_is_named_with_file_and_line(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    path = lines(tmp_path / "questions.jsonl", [QUESTION, QUESTION | change])
    with pytest.raises(BadRun, match=rf"{re.escape(str(path))}:2: {message}"):
        read_questions(_reports(tmp_path), path=path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": None}, "'text' is None, not a text"),
        ({"date_created": "1 September"}, "'date_created' is '1 September', not a day as YYYY"),
    ],
    ids=["no text", "no day"],
)
def test_a_wrong_report_is_named_with_file_and_line(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    path = lines(tmp_path / "articles.jsonl", [REPORT, REPORT | change])
    with pytest.raises(BadRun, match=rf"{re.escape(str(path))}:2: {message}"):
        read_reports(path)


def test_our_questions_quote_their_reports_briefly(shared_data: Path) -> None:
    reports = read_reports(find_file(shared_data / "wikinews", "articles.jsonl"))
    texts = {draft.source_key: draft.text for draft in reports}
    questions = read_questions(reports, path=QUESTIONS)
    assert questions
    for question in questions:
        for span in question.evidence:
            assert len(span.of(texts[question.article]).split()) <= MOST_WORDS
        if question.short_answer:
            assert len(question.short_answer.of(texts[question.article]).split()) <= MOST_WORDS


def test_nothing_is_learnt_from_reports_of_what_the_sample_tells_of(shared_data: Path) -> None:
    reports = read_reports(find_file(shared_data / "wikinews", "articles.jsonl"))
    assert {draft.source_key for draft in reports} >= IN_THE_SAMPLE
    for part in ("fit", "held"):
        questions = wikinews_source(shared_data, part).questions
        assert questions
        assert not IN_THE_SAMPLE & {key for question in questions for key in question.own}
