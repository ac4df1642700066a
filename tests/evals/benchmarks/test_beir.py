from __future__ import annotations

from pathlib import Path

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.benchmarks import beir
from evals.benchmarks.beir import RANKERS, ranking_scores
from evals.benchmarks.beir_files import read_queries
from evals.benchmarks.halves import half_of
from evals.benchmarks.results import BenchmarkRun
from evals.errors import BadRun
from tests.evals.benchmarks.files import lines, silent, values

CORPUS = [
    {"_id": "d1", "title": "Storm in Brest", "text": "Twelve boats sank in the harbour of Brest."},
    {"_id": "d2", "title": "", "text": "The river Saône rose by four metres in Lyon."},
    {"_id": "d3", "title": "Chess in Vienna", "text": ""},
    {"_id": "d4", "title": "", "text": ""},
    {"_id": "d5", "title": "Storm in Brest", "text": "Twelve boats sank in the harbour of Brest."},
]
QUERIES = [
    {"_id": "q1", "text": "boats in the harbour of Brest"},
    {"_id": "q2", "text": "river in Lyon"},
    {"_id": "d3", "text": "chess in Vienna"},
]
HEADING = "query-id\tcorpus-id\tscore\n"


def data_set(folder: Path, **qrels: str) -> Path:
    lines(folder / "corpus.jsonl.gz", CORPUS)
    lines(folder / "queries.jsonl", QUERIES)
    (folder / "qrels").mkdir()
    for name, judged in qrels.items():
        (folder / "qrels" / f"{name}.tsv").write_text(HEADING + judged, encoding="utf-8")
    return folder


documents = st.integers(0, 15).map("d{}".format)


@given(
    ranking=st.lists(documents, unique=True, min_size=1, max_size=15),
    gains=st.dictionaries(documents, st.integers(0, 3), min_size=1).filter(
        lambda gains: any(gains.values())
    ),
)
def test_every_metric_equals_ir_measures_on_random_graded_runs(
    ranking: list[str], gains: dict[str, int]
) -> None:
    run = {"q": {each: float(-place) for place, each in enumerate(ranking)}}
    oracle = {
        "ndcg_at_10": ir_measures.nDCG @ 10,
        "recall_at_10": ir_measures.R @ 10,
        "mrr_at_10": ir_measures.RR @ 10,
        "map_at_10": ir_measures.AP @ 10,
        "hit_at_10": ir_measures.Success @ 10,
    }
    assert ranking_scores(ranking, gains) == {
        name: pytest.approx(measure.calc_aggregate({"q": gains}, run), abs=1e-9)
        for name, measure in oracle.items()
    }


def test_a_query_without_a_relevant_document_has_no_value() -> None:
    assert set(ranking_scores(["d1"], {"d1": 0}).values()) == {None}


def test_a_run_ranks_documents_by_their_first_passage(tmp_path: Path) -> None:
    folder = data_set(tmp_path, dev="q1\td1\t1\nq2\td2\t2\nq2\td1\t0\n", test="q1\td1\t1\n")
    made = beir.run(BenchmarkRun(folder=folder), silent)
    for system in RANKERS:
        found = values(made, system)
        # d1 and d5 say the same and share a rank: d1, first in the file, stands before d5.
        assert found["ndcg_at_10"] == found["mrr_at_10"] == found["hit_at_10"] == 1.0
    assert made.notes[0] == (
        "The split dev is qrels/dev.tsv. 2 queries were put to 4 documents, 1 without a word left"
        " out."
    )


def test_the_document_that_is_the_query_is_passed_over(tmp_path: Path) -> None:
    folder = data_set(tmp_path, dev="d3\td3\t1\n", test="")
    made = beir.run(BenchmarkRun(folder=folder), silent)
    assert values(made, "clippings")["hit_at_10"] == 0.0


def test_without_judgements_for_dev_the_test_queries_are_halved(tmp_path: Path) -> None:
    folder = data_set(tmp_path, test="q1\td1\t1\nq2\td2\t1\nd3\td3\t1\n")
    dev, dev_note = read_queries(BenchmarkRun(folder=folder))
    final, final_note = read_queries(BenchmarkRun(folder=folder, split="final"))
    assert {q.query_id for q in dev} | {q.query_id for q in final} == {"q1", "q2", "d3"}
    assert all(half_of(query.query_id) == "dev" for query in dev)
    assert all(half_of(query.query_id) == "final" for query in final)
    assert dev_note.endswith("qrels/test.tsv, the half of it whose ids' sha256 is even.")
    assert final_note.endswith("qrels/test.tsv, the half of it whose ids' sha256 is odd.")


def test_with_judgements_for_dev_final_is_the_whole_test(tmp_path: Path) -> None:
    folder = data_set(tmp_path, dev="q1\td1\t1\n", test="q1\td1\t1\nq2\td2\t1\nd3\td3\t1\n")
    final, note = read_queries(BenchmarkRun(folder=folder, split="final"))
    assert [query.query_id for query in final] == ["q1", "q2", "d3"]
    assert note == "The split final is qrels/test.tsv."


@pytest.mark.parametrize(
    ("judged", "message"),
    [
        ("q1\td1\n", r"dev\.tsv:2: \['q1', 'd1'\] is not a query, a document and a whole number"),
        ("q1\td1\thigh\n", r"dev\.tsv:2: .* Write three columns with tabs between them"),
        ("q9\td1\t1\n", r"dev\.tsv judges the query 'q9', which queries\.jsonl does not have"),
        ("", r"dev\.tsv has no query of the split dev"),
    ],
)
def test_wrong_judgements_are_named(tmp_path: Path, judged: str, message: str) -> None:
    with pytest.raises(BadRun, match=message):
        read_queries(BenchmarkRun(folder=data_set(tmp_path, dev=judged)))


def test_a_folder_without_judgements_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match=r"qrels has no test\.tsv"):
        beir.run(BenchmarkRun(folder=data_set(tmp_path)), silent)


def test_a_document_without_an_id_is_named(tmp_path: Path) -> None:
    folder = data_set(tmp_path, dev="q1\td1\t1\n")
    lines(folder / "corpus.jsonl.gz", [CORPUS[0], {"title": "x", "text": "y"}])
    with pytest.raises(BadRun, match=r"corpus\.jsonl\.gz:2: '_id' is None, not a text"):
        beir.run(BenchmarkRun(folder=folder), silent)
