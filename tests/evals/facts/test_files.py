from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import BadFact
from evals.facts.answers import DateAnswer, ListAnswer, NumberAnswer
from evals.facts.fact import Expected, Fact, Kind, Point, facts_checksum, split_of
from evals.facts.files import load_facts, read_facts
from evals.facts.lines import parse_fact

GOOD: dict[str, object] = {
    "id": "f-1",
    "question": "How many?",
    "answers": ["30"],
    "evidence": [[{"article": "a.md", "quote": "thirty of them"}]],
    "kind": "number",
    "tags": ["t"],
    "today": "2025-02-18",
}
FACTS = Path(__file__).resolve().parents[3] / "evals" / "facts"


def changed(**changes: object) -> str:
    kept = {key: value for key, value in (GOOD | changes).items() if value is not None}
    return json.dumps(kept)


def test_a_line_becomes_a_fact() -> None:
    fact = parse_fact(changed(), where="f.jsonl:1")
    assert (fact.fact_id, fact.question, fact.kind) == ("f-1", "How many?", Kind.NUMBER)
    assert fact.expected is Expected.ANSWER


def test_answers_by_value_are_read() -> None:
    answers = [
        {"number": 1.50, "unit": "km", "tolerance": 0.05},
        {"number": 2, "unit": ["boats", "ships"]},
        {"date": "2025-02-17"},
        {"date": "2025"},
        {"list": [["France"], ["Britain", "UK"]]},
    ]
    assert parse_fact(changed(answers=answers), where="f:1").answers == (
        NumberAnswer(number=Decimal("1.5"), units=("km",), tolerance=Decimal("0.05")),
        NumberAnswer(number=Decimal(2), units=("boats", "ships")),
        DateAnswer(year=2025, month=2, day=17),
        DateAnswer(year=2025),
        ListAnswer(members=(("France",), ("Britain", "UK")), ordered=False),
    )


def test_points_are_aliases_with_or_without_outlets() -> None:
    points = [["30", {"number": 30}], {"aliases": ["thirty"], "outlets": ["RFI"]}]
    assert parse_fact(changed(points=points), where="f:1").points == (
        Point(aliases=("30", NumberAnswer(number=Decimal(30)))),
        Point(aliases=("thirty",), outlets=("RFI",)),
    )


def test_the_last_turn_is_the_question() -> None:
    fact = parse_fact(changed(question=None, turns=["Who?", "Where?"]), where="f:1")
    assert fact.question == "Where?"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"^f\.jsonl:7: not JSON \(.* at column 2\)\. Mend the line\."),
        ("[]", r"f\.jsonl:7: \[\] is not an object"),
        (changed(answer="x"), r"unknown key 'answer'\. The keys are id, question"),
        (changed(kind="riddle"), r"unknown kind 'riddle'\. The kinds are factoid, number"),
        (changed(kind=None), "no 'kind'"),
        (changed(id=" "), "no 'id'"),
        (changed(question=None), "needs either 'question' or 'turns'"),
        (changed(turns=["Who?"]), "needs either 'question' or 'turns'"),
        (changed(question=None, turns=[]), "no question"),
        (changed(answers="30"), "'answers' is '30'. Give 'answers' as a list"),
        (changed(answers=[30]), r'30 is no answer\. Write "a text", \{"number": 30, "unit"'),
        (changed(answers=[" "]), "' ' is no answer"),
        (changed(answers=[{"amount": 3}]), r"\{'amount': 3\} is no answer"),
        (changed(answers=[{"number": 3, "units": "km"}]), "unknown key 'units'"),
        (changed(answers=[{"number": "3"}]), "'number' is '3'. Give a number in figures"),
        (changed(answers=[{"number": True}]), "'number' is True. Give a number in figures"),
        (changed(answers=[{"number": -3}]), "number -3 is not zero or more"),
        (changed(answers=[{"number": 3, "unit": 4}]), "'unit' is 4. Give 'unit' as a list"),
        (changed(answers=[{"number": 3, "tolerance": 5}]), r"tolerance 5 is not in \[0, 1\)"),
        (changed(answers=[{"date": "17 February"}]), "not written as YYYY-MM-DD, YYYY-MM or"),
        (changed(answers=[{"date": "2025-2-17"}]), "not written as YYYY-MM-DD, YYYY-MM or"),
        (changed(answers=[{"date": "2025-02-30"}]), "day is out of range for month"),
        (changed(answers=[{"date": 2025}]), "no 'date'"),
        (changed(answers=[{"list": []}]), "a list without members"),
        (changed(answers=[{"list": ["France"]}]), "'list' is 'France'. Give 'list' as a list"),
        (changed(answers=[{"list": [["x"]], "ordered": 1}]), "'ordered' is 1. Give true or false"),
        (changed(points=["x"]), "point 'x' is no list of aliases"),
        (changed(points=[[]]), "a point without an alias"),
        (changed(points=[{"aliases": ["x"], "outlet": "RFI"}]), "unknown key 'outlet'"),
        (changed(points=[{"aliases": ["x"], "outlets": "RFI"}]), "'outlets' is 'RFI'"),
        (changed(must_not_say=[{"number": 3}]), "'must_not_say' holds something that is no text"),
        (changed(answers=["…"]), "an answer without a word or number"),
        (changed(answers=None), "evidence without answers"),
        (changed(evidence=None), "answers without evidence"),
        (changed(evidence=[[]]), "answers without evidence"),
        (changed(evidence=[["a.md"]]), "evidence 'a.md' is not an article and a quote"),
        (changed(kind="unanswerable"), "kind 'unanswerable' with answers"),
        (changed(answers=None, evidence=None), "kind 'number' without answers"),
        (changed(answers=None, evidence=None, kind="notice"), "a notice without its topic"),
        (changed(kind="follow-up"), "a follow-up of one turn"),
        (changed(today="2025-02-30"), "today '2025-02-30' is not a date that exists"),
    ],
)
def test_a_bad_line_is_named_with_file_and_line(line: str, message: str) -> None:
    with pytest.raises(BadFact, match=message):
        parse_fact(line, where="f.jsonl:7")


def test_an_id_used_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text(changed() + "\n\n" + changed() + "\n", encoding="utf-8")
    with pytest.raises(BadFact, match=r"f\.jsonl:3: id 'f-1' was used at .*f\.jsonl:1"):
        load_facts([path])


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(BadFact, match=r"f\.jsonl: an empty file\. Write one fact a line"):
        load_facts([path])


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFact, match=r"gone\.jsonl: cannot be read \(No such file"):
        load_facts([tmp_path / "gone.jsonl"])


def test_a_folder_without_facts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadFact, match="no facts files"):
        load_facts([tmp_path])


def test_every_fault_is_collected_and_the_first_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    path.write_text("{\n" + changed() + "\n[]\n", encoding="utf-8")
    reading = read_facts([path])
    assert [len(reading.facts), len(reading.faults)] == [1, 2]
    with pytest.raises(BadFact, match=r":1: not JSON.*`clippings eval --lint` lists 1 more"):
        load_facts([path])


def test_every_facts_file_that_comes_with_us_loads() -> None:
    facts = load_facts([FACTS])
    assert {fact.split for fact in facts} == {"dev", "frozen"}


def test_the_checksum_does_not_depend_on_order() -> None:
    one = parse_fact(changed(), where="a:1")
    other = parse_fact(changed(id="f-2"), where="a:2")
    assert facts_checksum([one, other]) == facts_checksum([other, one])


def test_the_checksum_depends_on_what_a_fact_says() -> None:
    changes: list[dict[str, object]] = [
        {},
        {"must_not_say": ["40"]},
        {"answers": [{"number": 30}]},
        {"answers": [{"number": 30, "tolerance": 0.1}]},
        {"answers": [{"number": 30, "unit": "km"}]},
        {"answers": [{"date": "2025-03"}]},
        {"answers": [{"list": [["30"]]}]},
        {"answers": [{"list": [["30"]], "ordered": True}]},
        {"points": [["30"]]},
        {"points": [{"aliases": ["30"], "outlets": ["RFI"]}]},
    ]
    facts = [parse_fact(changed(**change), where="a:1") for change in changes]
    assert len({facts_checksum([fact]) for fact in facts}) == len(changes)


def test_the_checksum_does_not_depend_on_how_a_number_is_written() -> None:
    lines = [changed(answers=[{"number": number}]) for number in (1500000, 1.5e6, 1500000.0)]
    assert len({facts_checksum([parse_fact(line, where="a:1")]) for line in lines}) == 1


def test_about_half_of_the_facts_are_frozen() -> None:
    facts = [Fact(fact_id=f"f-{n}", turns=("?",), kind=Kind.UNANSWERABLE) for n in range(400)]
    frozen = sum(fact.split == "frozen" for fact in facts)
    assert 160 <= frozen <= 240  # half, four standard deviations either way


@given(st.text())
def test_a_split_is_one_of_two(fact_id: str) -> None:
    assert split_of(fact_id) in ("dev", "frozen")
