from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from app.assistant import Assistant
from corpus.article import Article
from evals.benchmarks import squad
from evals.benchmarks.halves import half_of
from evals.benchmarks.results import BenchmarkRun
from evals.benchmarks.squad import ANSWERABLE, FITTED_ON
from evals.benchmarks.squad_files import read_squad
from evals.errors import BadRun
from evals.fitting.evidence import HELD_OUT
from evals.systems import TopSentences
from index.home import Home
from index.query import Query
from index.spans import Span
from tests.evals.benchmarks.files import silent, values

BREST = "A storm reached Brest on Sunday. Twelve boats sank in the harbour. Nobody was hurt."
LYON = "The river Saône rose by four metres in Lyon. Twelve boats were moved."


def question(key: str, text: str, context: str, *answers: str) -> dict[str, object]:
    """A question with an id of the dev half."""
    ids = (f"{key}-{number}" for number in range(100))
    return {
        "id": next(each for each in ids if half_of(each) == "dev"),
        "question": text,
        "answers": [{"text": each, "answer_start": context.index(each)} for each in answers],
    }


def paragraph(context: str, *qas: dict[str, object]) -> dict[str, object]:
    return {"context": context, "qas": list(qas)}


WHOLE = {
    "data": [
        {
            "title": "Storm_in_Brest",
            "paragraphs": [
                paragraph(
                    BREST,
                    question("boats", "How many boats sank in the harbour?", BREST, "Twelve"),
                    question("moon", "Which astronaut walked on the Moon?", BREST),
                )
            ],
        },
        {
            "title": "Flood",
            "paragraphs": [
                paragraph(
                    LYON,
                    question("river", "Which river rose by four metres in Lyon?", LYON, "Saône"),
                )
            ],
        },
        {
            "title": "Warsaw",
            "paragraphs": [paragraph("It lies there.", question("w", "Where?", ""))],
        },
    ]
}


def file(path: Path, whole: object = WHOLE) -> Path:
    path.write_bytes(gzip.compress(json.dumps(whole).encode()))
    return path


@pytest.mark.parametrize("is_file", [True, False], ids=["its path", "its folder"])
def test_a_run_asks_of_each_context_and_of_all(tmp_path: Path, is_file: bool) -> None:
    path = file(tmp_path / "mine.json.gz")
    made = squad.measure(
        BenchmarkRun(folder=path if is_file else tmp_path), silent, systems={"clippings": Assistant}
    )
    for pool in ("open pool", "per-question pool"):
        found = values(made, f"clippings, {pool}", ANSWERABLE)
        assert found["right_sentence_first"] == found["right_sentence_in_three"] == 1.0
        refusals = values(made, f"clippings, {pool}")
        assert (refusals["abstention_recall"], refusals["false_refusal_rate"]) == (1.0, 0.0)
    assert made.notes[0].endswith("sha256 is even: 3.")
    assert made.notes[1].startswith("The open pool is all 3 contexts")
    assert made.notes[-1].startswith("1 questions on the articles of SQuAD 2.0 that the weights")


@pytest.mark.parametrize(
    "text",
    ["How many metres did the Saône rise?", "By how much did the Saône rise in Lyon?"],
)
def test_a_plain_sentence_answers_in_other_words(tmp_path: Path, text: str) -> None:
    asked = question("rise", text, LYON, "four metres")
    flood = {"title": "Flood", "paragraphs": [paragraph(LYON, asked)]}
    made = squad.measure(
        BenchmarkRun(folder=file(tmp_path / "mine.json.gz", {"data": [flood]})),
        silent,
        systems={"clippings": Assistant},
    )
    assert values(made, "clippings, open pool", ANSWERABLE)["right_sentence_first"] == 1.0


def test_the_answers_words_at_another_place_are_not_the_right_sentence(tmp_path: Path) -> None:
    class InLyon:
        """Quotes the sentence of the other context that holds the same number."""

        def __init__(self, home: Home) -> None:
            self.home = home

        def scored(self, _query: Query) -> list[tuple[float, Article, Span]]:
            (lyon,) = (a for a in self.home.library.articles() if a.text == LYON)
            return [(0.9, lyon, Span(start=LYON.index("Twelve"), end=len(LYON)))]

    made = squad.measure(
        BenchmarkRun(folder=file(tmp_path / "mine.json.gz")),
        silent,
        systems={"us": lambda home: TopSentences(InLyon(home))},
    )
    found = values(made, "us, open pool", ANSWERABLE)
    # Of the two questions with an answer, "Twelve" is quoted for one, but from the wrong context.
    assert found["answer_in_first_quote"] == 0.5
    assert found["right_sentence_in_three"] == 0.0


def test_articles_that_the_weights_are_fitted_on_are_never_asked_about(tmp_path: Path) -> None:
    fitted = {"data": [WHOLE["data"][2]]}
    with pytest.raises(BadRun, match=r"no question of the split dev to report on\. Ask the other"):
        squad.run(BenchmarkRun(folder=file(tmp_path / "mine.json.gz", fitted)), silent)


def test_the_articles_fitted_on_are_those_that_the_fit_does_not_hold_out(shared_data: Path) -> None:
    with gzip.open(shared_data / "squad2" / "dev-labelled.json.gz") as whole:
        titles = [article["title"] for article in json.load(whole)["data"]]
    assert {title for at, title in enumerate(titles) if at % HELD_OUT} == FITTED_ON


@pytest.mark.parametrize(
    ("whole", "message"),
    [
        pytest.param([], r"mine\.json\.gz is not a JSON object", id="a list"),
        pytest.param({}, r"gz: 'data' is None, not a list of objects", id="no data"),
        pytest.param(
            {"data": [{"title": "T", "paragraphs": [{"qas": []}]}]},
            r"gz: data\[0\]: paragraphs\[0\]: 'context' is None, not a text\. Correct it",
            id="no context",
        ),
        pytest.param(
            {
                "data": [
                    {
                        "paragraphs": [
                            {
                                "context": "It rained.",
                                "qas": [
                                    {
                                        "id": "1",
                                        "question": "Did it?",
                                        "answers": [{"text": "rained", "answer_start": 2}],
                                    }
                                ],
                            }
                        ]
                    }
                ]
            },
            r"qas\[0\]: answers\[0\]: 'answer_start' is 2, not where 'rained' stands",
            id="an answer elsewhere",
        ),
    ],
)
def test_a_file_of_another_shape_is_named_with_the_place(
    tmp_path: Path, whole: object, message: str
) -> None:
    with pytest.raises(BadRun, match=message):
        read_squad(file(tmp_path / "mine.json.gz", whole))


def test_a_context_without_a_title_goes_by_its_first_sentence(tmp_path: Path) -> None:
    untitled = {"data": [{"paragraphs": [paragraph(BREST)]}]}
    (context,) = read_squad(file(tmp_path / "mine.json.gz", untitled)).contexts
    assert context.headline == "A storm reached Brest on Sunday."
    assert context.text == BREST
