"""The facts that come with the project: well formed, enough of each kind, and true."""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from evals.command import DEFAULT_FACTS, SAMPLE_FACTS
from evals.errors import BadFact
from evals.facts.answers import DateAnswer, ListAnswer, NumberAnswer
from evals.facts.evidence import NamedArticle, Span, find_gold
from evals.facts.fact import Expected, Kind
from evals.facts.files import load_facts
from evals.facts.lines import KEYS, parse_fact
from evals.homes import SAMPLE, read_drafts
from evals.metrics.judging import ShownQuote, quotes_hold_answer
from index.sentences import sentence_spans

SCHEMA = json.loads((DEFAULT_FACTS / "schema.json").read_text("utf-8"))
FACTS = load_facts(sorted(DEFAULT_FACTS.glob(SAMPLE_FACTS)))


def lines() -> list[Any]:
    files = sorted(DEFAULT_FACTS.glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def named() -> tuple[NamedArticle, ...]:
    return read_drafts(SAMPLE, say=print)


@pytest.fixture(scope="module")
def validator() -> Any:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    return jsonschema.Draft202012Validator(SCHEMA)


def test_the_schema_has_the_keys_and_kinds_of_the_code() -> None:
    assert set(SCHEMA["properties"]) == set(KEYS)
    assert SCHEMA["properties"]["kind"]["enum"] == [kind.value for kind in Kind]


def test_the_schema_accepts_every_fact(validator: Any) -> None:
    assert [line["id"] for line in lines() if not validator.is_valid(line)] == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"answer": "30"}, id="unknown key"),
        pytest.param({"kind": "riddle"}, id="unknown kind"),
        pytest.param({"turns": ["Who?"]}, id="question and turns"),
        pytest.param({"answers": [30]}, id="bare number"),
        pytest.param({"answers": [{"number": "30"}]}, id="quoted number"),
        pytest.param({"answers": [{"number": 30, "date": "2025"}]}, id="two shapes in one"),
        pytest.param({"answers": [{"number": 30, "tolerance": 1}]}, id="tolerance of all of it"),
        pytest.param({"answers": [{"date": "17 February"}]}, id="date in words"),
        pytest.param({"answers": [{"list": ["France"]}]}, id="member without its list of names"),
        pytest.param({"points": [[]]}, id="empty point"),
        pytest.param({"points": [{"outlets": ["RFI"]}]}, id="outlets alone"),
    ],
)
def test_the_schema_and_the_reader_refuse_the_same(
    change: dict[str, object], validator: Any
) -> None:
    good = {
        "id": "f-1",
        "question": "How many?",
        "answers": ["30"],
        "evidence": [[{"article": "a.md", "quote": "thirty of them"}]],
        "kind": "number",
    }
    assert validator.is_valid(good)
    assert not validator.is_valid(good | change)
    with pytest.raises(BadFact, match=r"^f:1: "):
        parse_fact(json.dumps(good | change), where="f:1")


def test_there_are_enough_facts_of_each_kind() -> None:
    kinds = Counter(fact.kind for fact in FACTS)
    assert len(FACTS) >= 200
    assert {kind for kind in Kind if kinds[kind] < 8} == set()
    assert kinds[Kind.MULTI_PART] >= 15
    assert sum(len(fact.turns) > 1 for fact in FACTS) >= 30
    tags = Counter(tag for fact in FACTS if fact.kind is Kind.UNANSWERABLE for tag in fact.tags)
    assert kinds[Kind.UNANSWERABLE] >= 50
    assert tags["near miss"] * 2 >= kinds[Kind.UNANSWERABLE]
    assert min(tags["absent topic"], tags["false premise"]) >= 8


def test_facts_use_every_shape() -> None:
    accepted = [
        each
        for fact in FACTS
        for each in chain(fact.answers, *(point.aliases for point in fact.points))
    ]
    assert {type(each) for each in accepted} == {str, NumberAnswer, DateAnswer, ListAnswer}
    assert any(isinstance(each, ListAnswer) and each.ordered for each in accepted)
    outlets = {p.outlets for f in FACTS if f.kind is Kind.COMPARISON for p in f.points}
    assert len(outlets - {()}) > 1


@pytest.mark.parametrize("which", [0, -1], ids=["first alternatives", "last alternatives"])
def test_the_sentences_of_the_evidence_hold_the_answer(
    named: tuple[NamedArticle, ...], which: int
) -> None:
    gold = find_gold(FACTS, named)
    assert gold.faults == ()
    answerable = [fact for fact in FACTS if fact.expected is Expected.ANSWER]
    lacking = [
        fact.fact_id
        for fact in answerable
        if not quotes_hold_answer(
            [_quoted(group[which], named) for group in gold.groups[fact.fact_id]], fact
        )
    ]
    assert lacking == []


@pytest.mark.parametrize("name", ["five-articles.jsonl", "five-articles-plain.jsonl"])
def test_the_evidence_over_the_real_articles_stands_in_them(
    shared_articles: Path, name: str
) -> None:
    facts = load_facts([DEFAULT_FACTS / name])
    assert find_gold(facts, read_drafts(shared_articles, say=print)).faults == ()


def test_each_plain_question_has_one_turn_and_one_gold_sentence() -> None:
    facts = load_facts([DEFAULT_FACTS / "five-articles-plain.jsonl"])
    assert [(len(fact.turns), len(fact.evidence)) for fact in facts] == [(1, 1)] * 30


def _quoted(span: Span, named: tuple[NamedArticle, ...]) -> ShownQuote:
    article = next(n.article for n in named if n.article.article_id == span.article_id)
    text = next(
        sentence.of(article.text)
        for sentence in sentence_spans(article.text)
        if sentence.start <= span.start < sentence.end
    )
    reporter = article.based_on.outlet if article.based_on else article.outlet
    return ShownQuote(text=text, outlets=frozenset([reporter or ""]))


def test_the_fact_that_readme_shows_is_one() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```json\n(\{.*?\})\n```", readme, re.DOTALL)
    assert parse_fact(shown, where="README.md").answers
