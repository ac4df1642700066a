from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from app.answering.refusal import DEFAULT_THRESHOLD
from app.reply import Topic
from evals.facts.evidence import check_evidence
from evals.facts.fact import Evidence, Fact, Kind
from evals.harness import FactOutcome, run_fact
from evals.homes import MeasuredHome, home_of_articles, subject_of
from evals.report.explanation import explain, explanation_fields
from evals.report.explanation_text import WIDTH, explanation_text, failure_text
from tests.evals.scripted import TEXT, abstention, answer, fact, notice, outcome, unanswerable

OTHER = "The harbour of Tarn closed for repairs. A storm had broken the outer wall in May."


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MeasuredHome]:
    folder = tmp_path_factory.mktemp("articles")
    for name, text in (("paris", TEXT), ("tarn", OTHER)):
        (folder / f"{name}.md").write_text(
            f"---\nheadline: News of {name}\n---\n\n{text}\n", "utf-8"
        )
    with home_of_articles(folder, say=lambda _: None) as home:
        yield home


def flat(text: str) -> str:
    """The text with columns and lines run together."""
    return " ".join(text.split())


def asked(measured: MeasuredHome, one: Fact) -> FactOutcome:
    gold = check_evidence([one], measured.articles)
    return run_fact(subject_of(measured.home), one, gold[one.fact_id])


def test_every_stage_is_shown_with_gold_marked(measured: MeasuredHome) -> None:
    text = explanation_text(explain(measured.home, asked(measured, fact())))
    headings = [line for line in text.splitlines() if line and not line.startswith(" ")]
    stages = ["f-1", "read as", "dense", "lexical", "fused", "evidence", "decision", "reply"]
    assert [h.split(" (")[0].split(":")[0].split(",")[0] for h in headings] == stages
    assert " *   1 " in text
    assert "kind asked count" in flat(text)
    assert "lost at nothing: right" in flat(text)


def test_no_line_is_wider_than_a_terminal(measured: MeasuredHome) -> None:
    long = fact(turns=("How many chiefs, generals, admirals and marshals of all kinds met " * 4,))
    text = explanation_text(explain(measured.home, asked(measured, long)))
    assert max(map(len, text.splitlines())) <= WIDTH


def test_the_stages_are_those_that_gave_the_reply(measured: MeasuredHome) -> None:
    one = asked(measured, fact())
    explained = explain(measured.home, one)
    assert [seen.hit for seen in explained.passages[: len(one.hits)]] == list(one.hits)
    assert [seen.hit.dense_rank for seen in explained.dense] == [1, 2]
    quoted = [seen for seen in explained.sentences if seen.mark == 1]
    assert [seen.evidence.text for seen in quoted] == ["Thirty chiefs met in Paris."]
    assert quoted[0].is_gold


def test_a_follow_up_shows_what_it_carries_and_what_was_quoted_before(
    measured: MeasuredHome,
) -> None:
    turns = ("How many chiefs met in Paris?", "And how many of them stayed?")
    evidence = ((Evidence(article="paris.md", quote="Twelve stayed"),),)
    one = fact(turns=turns, kind=Kind.FOLLOW_UP, answers=("12",), evidence=evidence)
    explained = explain(
        measured.home, asked(measured, one), assistant=measured.assistant, threshold=0.1
    )
    assert explained.query
    assert "chiefs" in explained.query.carried
    repeated = [seen.evidence.text for seen in explained.sentences if seen.is_repeat]
    assert "Thirty chiefs met in Paris." in repeated
    text = explanation_text(explained)
    assert "quoted in the reply before" in text
    assert "at least the threshold of 0.10: answered" in text


def test_a_refusal_is_explained_by_its_threshold(measured: MeasuredHome) -> None:
    one = unanswerable(turns=("Who won the chess title in Oslo?",))
    text = explanation_text(explain(measured.home, asked(measured, one)))
    assert f"below the threshold of {DEFAULT_THRESHOLD:.2f}: refused, names_missing" in text
    assert "expected a refusal: no article tells it" in flat(text)


def test_a_notice_has_no_stages(measured: MeasuredHome) -> None:
    one = fact(turns=("hello",), kind=Kind.NOTICE, answers=(), evidence=(), tags=("greeting",))
    explained = explain(measured.home, asked(measured, one))
    assert explained.passages == ()
    text = explanation_text(explained)
    assert "decided before retrieval" in text
    assert "expected a notice: greeting" in flat(text)


def test_the_fields_are_json_of_the_same_stages(measured: MeasuredHome) -> None:
    explained = explain(measured.home, asked(measured, fact()))
    fields = json.loads(json.dumps(explanation_fields(explained)))
    assert [each["rank"] for each in fields["fused"]] == [1, 2]
    assert fields["fused"][0]["holds_gold"]
    assert fields["sentences"][0]["features"].keys() >= {"cosine", "overlap", "names"}
    assert fields["decision"]["reply"] == "answer"
    assert fields["decision"]["confidence"] >= fields["decision"]["threshold"]


def test_a_failure_says_what_was_expected_and_what_came() -> None:
    told = failure_text(outcome(fact(answers=("31",)), answer("It rained", short="rain")))
    assert "expected any of: 31" in flat(told)
    assert "answered short answer: rain" in flat(told)
    assert "“It rained”" in told
    assert "lost at not retrieved" in flat(told)
    assert told.endswith("clippings eval --fact f-1 --explain")


def test_a_failure_names_refusals_notices_and_forbidden_words() -> None:
    refused = failure_text(outcome(fact(must_not_say=("forty",)), abstention()))
    assert "but never forty" in flat(refused)
    assert "refused no_hits: No." in flat(refused)
    assert "notice help: Hello." in flat(failure_text(outcome(fact(), notice(Topic.HELP))))
