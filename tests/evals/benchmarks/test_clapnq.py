from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import ArticleId, Draft
from evals.benchmarks.clapnq import OPEN, OWN, Gold, gold_of, overlap, run
from evals.benchmarks.clapnq_files import read_questions
from evals.benchmarks.pool import pool_home
from evals.errors import BadRun
from evals.facts.evidence import Span
from evals.systems import SYSTEMS
from tests.evals.benchmarks.files import lines, silent
from tests.evals.benchmarks.invented import run_over, value

OSLO = ["The ferry sank near Oslo in May .", "Nobody on board was hurt .", "It was built in 1950 ."]
ZEBRA = ["Purple zebras sleep in tall trees .", "They wake at noon to eat bread ."]
ANSWERABLE, UNANSWERABLE = "dev_answerable.jsonl", "dev_unanswerable.jsonl"


def row(
    name: str, question: str, sentences: Sequence[str], *selected: Sequence[str]
) -> dict[str, object]:
    text = " ".join(sentences)
    return {
        "id": name,
        "input": question,
        "passages": [{"title": "Ferry" if sentences is OSLO else "Zebra", "text": text}],
        "output": [{"answer": "", "selected_sentences": each} for each in selected or ([],)],
    }


FERRY = row("c", "where did the ferry sink", OSLO, OSLO[:1])  # "c" to "e" are the dev half
BREAD = row("d", "what do zebras eat", ZEBRA, ZEBRA[1:])
GHOST = row("e", "who won the chess cup of Atlantis", ZEBRA)


def write(folder: Path) -> None:
    lines(folder / ANSWERABLE, [FERRY, BREAD])
    lines(folder / UNANSWERABLE, [GHOST])


def span(start: int, end: int) -> Span:
    return Span(article_id=ArticleId("a" + 12 * "0"), start=start, end=end)


def selection(*sentences: Span) -> tuple[tuple[Span, ...], ...]:
    return tuple((sentence,) for sentence in sentences)


FIRST, SECOND, THIRD = span(0, 10), span(11, 20), span(21, 30)


def test_precision_is_of_quotes_and_recall_of_selected_sentences() -> None:
    # Of the quotes FIRST and THIRD one is selected; of FIRST and SECOND one is quoted.
    found = overlap([FIRST, THIRD], (selection(FIRST, SECOND),))
    assert found == {
        "first_quote_is_gold": 1,
        "gold_citation_precision": 0.5,
        "gold_citation_recall": 0.5,
        "gold_citation_f1": 0.5,
    }


def test_the_annotator_who_agrees_best_counts() -> None:
    found = overlap([FIRST, SECOND], (selection(THIRD), selection(FIRST, SECOND)))
    assert found["gold_citation_f1"] == 1


def test_the_first_quote_is_gold_when_any_annotator_selected_it() -> None:
    # SECOND and THIRD agree best with the first annotator; FIRST is the other's.
    found = overlap([FIRST, SECOND, THIRD], (selection(SECOND, THIRD), selection(FIRST)))
    assert found["first_quote_is_gold"] == 1
    assert found["gold_citation_recall"] == 1


def test_a_quote_that_was_trimmed_is_still_gold() -> None:
    assert overlap([span(0, 5)], (selection(FIRST),))["gold_citation_precision"] == 1


def test_a_quote_that_holds_two_selected_sentences_finds_both() -> None:
    assert overlap([span(0, 20)], (selection(FIRST, SECOND),))["gold_citation_recall"] == 1


def test_a_refusal_finds_nothing_and_has_no_precision() -> None:
    found = overlap([], (selection(FIRST),))
    assert found["gold_citation_precision"] is None
    assert (found["first_quote_is_gold"], found["gold_citation_f1"]) == (0, 0)


def test_without_annotations_nothing_is_defined() -> None:
    assert overlap([FIRST], ()) == {}


spans = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda at: span(at[0], sum(at)))
golds = st.lists(
    st.lists(spans, min_size=1, max_size=4).map(lambda drawn: selection(*drawn)),
    min_size=1,
    max_size=3,
).map(tuple)


@given(st.lists(spans, max_size=5), golds)
def test_every_share_stays_between_0_and_1(cited: list[Span], gold: Gold) -> None:
    assert all(worth is None or 0 <= worth <= 1 for worth in overlap(cited, gold).values())


def test_selected_sentences_are_found_where_they_stand(tmp_path: Path) -> None:
    write(tmp_path)
    (ferry, _) = read_questions(tmp_path / ANSWERABLE, answerable=True)
    (passage,) = ferry.passages
    drafts = [Draft(source_key=passage.key, text=passage.text, headline=passage.title)]
    with pool_home(drafts, at=None, say=silent) as pool:
        ((group,),) = gold_of(pool, ferry)
        assert [(each.start, each.end) for each in group] == [(0, len(OSLO[0]))]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ({**FERRY, "passages": []}, r"jsonl:2: 'passages' is \[\], not a list of at least one"),
        ({**FERRY, "input": None}, r"jsonl:2: 'input' is None, not a text\."),
        (
            row("c", "where", OSLO, ["It rained ."]),
            r"jsonl:2: selected sentence 'It rained \.' stands in no passage\. Correct the line",
        ),
    ],
    ids=["no passages", "no question", "a sentence from elsewhere"],
)
def test_a_broken_line_is_named(tmp_path: Path, broken: dict[str, object], message: str) -> None:
    path = lines(tmp_path / ANSWERABLE, [FERRY, broken])
    with pytest.raises(BadRun, match=message):
        read_questions(path, answerable=True)


def test_an_unanswerable_question_has_no_selected_sentences(tmp_path: Path) -> None:
    path = lines(tmp_path / UNANSWERABLE, [FERRY])
    with pytest.raises(BadRun, match=r"jsonl:1: 'output' is .* without selected sentences"):
        read_questions(path, answerable=False)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = lines(tmp_path / ANSWERABLE, [])
    with pytest.raises(BadRun, match=r"dev_answerable\.jsonl holds no question\. Fetch"):
        read_questions(path, answerable=True)


def test_quotes_and_refusals_are_scored_among_own_and_all_passages(tmp_path: Path) -> None:
    write(tmp_path)
    found = run(run_over(tmp_path), silent)
    for among in (OWN, OPEN):
        assert value(found, "clippings", "abstention_recall", among=among) == 1
        quoted = value(found, "bm25-sentence", "gold_citation_recall", among=f"{among}, answerable")
        assert quoted == 1  # three sentences of it are quoted, all there are
    assert {each.system for each in found.scores} == set(SYSTEMS)


def test_among_its_own_passages_nothing_else_is_quoted(tmp_path: Path) -> None:
    write(tmp_path)
    found = run(run_over(tmp_path), silent)
    # Of a zebra passage with two sentences one is selected; of the ferry's three one is: so the
    # mean precision is (1/2 + 1/3) / 2, whatever the order.
    precision = value(
        found, "cosine-sentence", "gold_citation_precision", among=f"{OWN}, answerable"
    )
    assert precision == pytest.approx((1 / 2 + 1 / 3) / 2)


def test_the_real_files_are_read_whole(shared_data: Path) -> None:
    folder = shared_data / "clapnq"
    answerable = read_questions(folder / f"{ANSWERABLE}.gz", answerable=True)
    unanswerable = read_questions(folder / f"{UNANSWERABLE}.gz", answerable=False)
    assert (len(answerable), len(unanswerable)) == (300, 300)
    assert sum(not each.annotations for each in answerable) == 1
