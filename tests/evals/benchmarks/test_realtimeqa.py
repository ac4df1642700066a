from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.assistant import Assistant
from app.limits import NO_LIMITS, Limits
from app.reply import Reply
from evals.benchmarks import realtimeqa
from evals.benchmarks.realtimeqa import of_split
from evals.benchmarks.realtimeqa_files import (
    NewsArticle,
    NewsQuestion,
    holding,
    read_articles,
    read_questions,
)
from evals.benchmarks.realtimeqa_scores import (
    HELD,
    NOTA,
    PREDICTED,
    Parts,
    scores_of_replies,
)
from evals.benchmarks.results import BenchmarkRun
from evals.errors import BadRun
from tests.evals.benchmarks.files import lines, silent, values
from tests.evals.scripted import Scripted, abstention, answer

QUESTION = NewsQuestion(
    question_id="20230106_1",
    asked_on=date(2023, 1, 5),
    text="How many boats sank in the harbour of Brest?",
    answer="Twelve",
    urls=("https://example.org/storm",),
    wrong_choices=(),
)
STORM = {
    "url": "https://example.org/storm",
    "title": "Storm sinks boats in Brest",
    "publish_date": "2023/01/04",
    "source": "example.org",
    "text": "Twelve boats sank in the harbour of Brest on Tuesday.\n\nNobody was hurt, it is said.",
}
FLOOD = {
    "url": "https://example.org/flood",
    "title": None,
    "publish_date": "",
    "source": "example.org",
    "text": "The river Saône rose by four metres in Lyon.\n\nThe old bridge was closed on Monday.",
}


def asked(number: int, text: str, right: str, **changes: object) -> dict[str, object]:
    return {
        "question_id": f"20230106_{number}",
        "question_date": "2023/01/05",
        "question": text,
        "choices": [right, "Forty", "Fifty"],
        "answer": right,
        "nota_answer": right,
        "gcs_urls": [STORM["url"], FLOOD["url"]],
    } | changes


ROWS = [
    asked(1, "How many boats sank in the harbour of Brest?", "Twelve", gcs_urls=[STORM["url"]]),
    asked(2, "By how many metres did the river Saône rise in Lyon?", "4 metres"),
    asked(3, "Who won the Vienna chess tournament?", "Ada", nota_answer="None of the above"),
    asked(4, "Which comet was seen?", "Halley", gcs_urls=["https://example.org/gone"]),
    asked(5, "Later?", "Yes", question_id="20230707_1"),
]
PREDICTIONS = [
    {"system": "another", "question_id": "20230106_1", "prediction": "twelve"},
    {"system": "another", "question_id": "20230106_2", "prediction": "five metres"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines(tmp_path / "questions-2023.jsonl.gz", ROWS)
    lines(tmp_path / "articles-2023.jsonl.gz", [STORM, FLOOD, STORM | {"url": "https://e.org/x"}])
    lines(tmp_path / "published-predictions.jsonl", PREDICTIONS)
    return tmp_path


def test_a_run_asks_the_questions_of_the_split_that_have_articles(folder: Path) -> None:
    made = realtimeqa.measure(BenchmarkRun(folder=folder), silent, systems={"clippings": Assistant})
    assert (made.benchmark, made.split) == ("realtimeqa", "dev")
    for pool in ("open pool", "per-question pool"):
        over_all = values(made, f"clippings, {pool}")
        # Right, right, and refused: nobody in the articles won a tournament.
        assert over_all["answer_in_first_quote"] == pytest.approx(2 / 3)
        assert over_all["refused"] == pytest.approx(1 / 3)
        assert over_all["abstention_recall"] == over_all["abstention_precision"] == 1.0
        assert over_all["false_refusal_rate"] == 0.0
        assert values(made, f"clippings, {pool}", HELD)["answer_in_first_three_quotes"] == 1.0
        assert values(made, f"clippings, {pool}", NOTA) == {
            "no_wrong_choice_quoted": 1.0,
            "refused": 1.0,
        }
    # Of the two it answered one is right; of "five metres" and "4 metres" one token of two is.
    published = values(made, "another (published)", PREDICTED)
    assert published == {"short_answer_exact_match": 0.5, "short_answer_token_f1": 0.75}
    assert published.keys() == values(made, "clippings, open pool", PREDICTED).keys()
    assert "3 asked, 1 left out for want of articles" in made.notes[0]
    assert "the 2 articles" in made.notes[1]
    assert made.notes[2].startswith("For 2 of 3 questions the answer's words stand")
    assert made.notes[3].startswith("For 1 questions")


def test_each_question_is_asked_on_its_own_day_and_of_its_own_articles(folder: Path) -> None:
    seen: list[Limits] = []

    class Refusing:
        def ask(
            self, question: str, conversation: str | None = None, *, limits: Limits = NO_LIMITS
        ) -> Reply:
            assert question
            assert conversation is None
            seen.append(limits)
            return abstention()

    realtimeqa.measure(
        BenchmarkRun(folder=folder), silent, systems={"us": lambda _home: Refusing()}
    )
    assert {each.today for each in seen} == {date(2023, 1, 5)}
    # Three questions of the open pool, then the same of their own articles: the first has one.
    assert [len(each.filters.articles) for each in seen] == [0, 0, 0, 1, 2, 2]


def test_a_limited_run_has_fewer_questions_and_says_so(folder: Path) -> None:
    replies = {str(row["question"]): abstention() for row in ROWS}
    made = realtimeqa.measure(
        BenchmarkRun(folder=folder, limit=1),
        silent,
        systems={"us": lambda _home: Scripted(replies=replies)},
    )
    assert "at most 1 drawn from it: 1 asked, 0 left out" in made.notes[0]


def test_a_folder_without_questions_of_the_split_is_refused(tmp_path: Path) -> None:
    lines(tmp_path / "questions.jsonl", ROWS[:1])
    with pytest.raises(BadRun, match=r"no question with an id from 202307 to 202312\. Name"):
        realtimeqa.run(BenchmarkRun(folder=tmp_path, split="final"), silent)


def test_a_folder_without_articles_is_refused_with_the_file_it_lacks(tmp_path: Path) -> None:
    lines(tmp_path / "questions.jsonl", ROWS)
    with pytest.raises(BadRun, match=r"has no articles\*\.jsonl, nor the same with \.gz"):
        realtimeqa.run(BenchmarkRun(folder=tmp_path), silent)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"question_id": "1"}, r"q\.jsonl:2: 'question_id' is '1', not a day and a number, as in"),
        ({"question_date": "2023/13/01"}, r":2: 'question_date' is '2023/13/01', not a day, as in"),
        ({"question": None}, r":2: 'question' is None, not a text\."),
        ({"gcs_urls": "x"}, r":2: 'gcs_urls' is 'x', not a list of texts\."),
        ({"choices": None}, r":2: 'choices' is None, not a list of texts\."),
    ],
)
def test_a_wrong_line_of_questions_is_named(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    path = lines(tmp_path / "q.jsonl", [ROWS[0], ROWS[1] | change])
    with pytest.raises(BadRun, match=message):
        read_questions(path)


def test_a_wrong_line_of_articles_is_named(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", [STORM | {"publish_date": "yesterday"}])
    with pytest.raises(BadRun, match=r"a\.jsonl:1: 'publish_date' is 'yesterday', not a day"):
        read_articles(path, {STORM["url"]})


def test_the_choices_left_are_known_where_none_of_the_above_is_right(tmp_path: Path) -> None:
    path = lines(tmp_path / "q.jsonl", [ROWS[0], ROWS[2]])
    usual, nota = read_questions(path)
    assert usual.wrong_choices == ()
    assert nota.wrong_choices == ("Forty", "Fifty")


def test_an_article_without_a_headline_gets_its_first_sentence(tmp_path: Path) -> None:
    url = "https://example.org/flood"
    draft = read_articles(lines(tmp_path / "a.jsonl", [FLOOD]), {url})[url].draft()
    assert draft.headline == "The river Saône rose by four metres in Lyon."
    assert draft.published_at is None
    assert draft.source_key == url


@pytest.mark.parametrize(
    ("told", "is_held"),
    [("Some 12 boats sank.", True), ("Twelvefold boats.", False), ("", False)],
)
def test_an_answer_is_held_on_token_boundaries_and_by_value(told: str, is_held: bool) -> None:
    article = NewsArticle(
        url=QUESTION.urls[0], headline=None, outlet=None, published_at=None, text=told
    )
    found = holding([QUESTION], {article.url: article})
    assert bool(found) is is_held


def test_an_answer_in_another_questions_article_is_not_held() -> None:
    article = NewsArticle(url="other", headline=None, outlet=None, published_at=None, text="Twelve")
    assert holding([QUESTION], {"other": article}) == frozenset()


def test_a_wrong_choice_in_the_quotes_fails_none_of_the_above() -> None:
    nota = NewsQuestion(
        question_id="20230106_9",
        asked_on=date(2023, 1, 5),
        text="How many chiefs met?",
        answer="Forty",
        urls=(),
        wrong_choices=("Thirty", "Fifty"),
    )
    scores = scores_of_replies(
        "us",
        [nota, nota],
        [answer("Thirty chiefs met in Paris."), answer("It rained.")],
        Parts(held=frozenset(), predicted=frozenset()),
    )
    by_metric = {s.metric: s.value for s in scores if s.among == NOTA}
    assert by_metric == {"no_wrong_choice_quoted": 0.5, "refused": 0.0}


def test_the_splits_are_the_two_halves_of_2023_by_question_id(shared_data: Path) -> None:
    questions = read_questions(shared_data / "realtimeqa" / "questions-2022-2023.jsonl.gz")
    # 1,217 ids of 2023, 549 of them in its second half.
    assert len(of_split(questions, "dev")) == 1217 - 549
    assert len(of_split(questions, "final")) == 549
