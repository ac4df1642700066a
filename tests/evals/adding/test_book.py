from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Draft
from evals.adding.book import (
    FactsBook,
    NewFact,
    append_line,
    checked,
    fact_line,
    next_id,
    open_book,
)
from evals.errors import BadFact, BadRun
from evals.facts.evidence import NamedArticle
from evals.facts.fact import Evidence, Kind
from evals.facts.lines import parse_fact
from tests.evals.scripted import fact

TEXT = "Thirty ferries run. Twelve stayed in Tarn."
ARTICLES = (
    NamedArticle(name="tarn.md", article=Draft(source_key="tarn", text=TEXT, headline="Tarn")),
)
NEW = NewFact(
    turns=("How many ferries run?",),
    kind=Kind.NUMBER,
    answers=("30",),
    evidence=((Evidence(article="tarn.md", quote="Thirty ferries"),),),
)


def book(*ids: str, path: str = "mine.jsonl", others: tuple[str, ...] = ()) -> FactsBook:
    return FactsBook(
        path=Path(path),
        facts=tuple(fact(fact_id=each) for each in ids),
        others=tuple(fact(fact_id=each) for each in others),
    )


@pytest.mark.parametrize(
    ("known", "fact_id"),
    [
        (book(), "mine-001"),
        (book(path="sample-added.jsonl"), "added-001"),
        (book("eu-007", "eu-002"), "eu-008"),
        (book("five-09"), "five-10"),
        (book("eu-001", "eu-002", "x-050"), "eu-003"),
        (book("eu-001", others=("eu-002",)), "eu-003"),
        (book("odd"), "mine-001"),
    ],
    ids=["empty", "ours", "after the last", "as wide", "frequent prefix", "taken", "no number"],
)
def test_the_next_id_is_free_and_like_the_others(known: FactsBook, fact_id: str) -> None:
    assert next_id(known) == fact_id


def test_a_line_is_the_fact_it_was_made_of() -> None:
    line = fact_line("f-1", NEW)
    assert list(json.loads(line)) == [
        "id", "question", "answers", "points", "evidence", "kind", "tags",
    ]  # fmt: skip
    read = parse_fact(line, where="here")
    assert (read.turns, read.answers, read.evidence) == (NEW.turns, NEW.answers, NEW.evidence)


def test_several_turns_and_what_must_not_be_said_are_written_too() -> None:
    new = NewFact(
        turns=("Who came?", "Why?"), kind=Kind.FOLLOW_UP, must_not_say=("rain",), tags=("t",)
    )
    fields = json.loads(fact_line("f-1", new))
    assert (fields["turns"], fields["must_not_say"]) == (["Who came?", "Why?"], ["rain"])


def test_evidence_is_looked_up_before_anything_is_written() -> None:
    assert checked(fact_line("f-1", NEW), book(), ARTICLES).fact_id == "f-1"
    twice = NewFact(
        turns=NEW.turns, kind=NEW.kind, answers=NEW.answers,
        evidence=((Evidence(article="tarn.md", quote="e"),),),
    )  # fmt: skip
    with pytest.raises(BadFact, match=r"mine.jsonl: the new fact: evidence 'e' occurs 5 times"):
        checked(fact_line("f-1", twice), book(), ARTICLES)


def test_an_id_that_is_taken_is_refused() -> None:
    with pytest.raises(BadFact, match=r"id 'x-1' is taken\. Give another --id"):
        checked(fact_line("x-1", NEW), book("x-1"), ARTICLES)


def test_a_broken_facts_file_is_told_before_it_is_added_to(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text("{\n", encoding="utf-8")
    with pytest.raises(BadFact, match=r"mine\.jsonl:1: not JSON"):
        open_book(path)


def test_an_empty_facts_file_is_one_to_begin(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.touch()
    assert open_book(path).facts == ()
    assert open_book(tmp_path / "none.jsonl").facts == ()


def test_the_facts_that_come_with_us_have_their_ids_taken(tmp_path: Path) -> None:
    opened = open_book(tmp_path / "mine.jsonl")
    assert opened.others
    assert opened.taken == {each.fact_id for each in opened.others}


def test_the_same_question_is_found_whatever_its_case() -> None:
    known = book("x-1")
    found = known.asked_before(["how many CHIEFS met?"])
    assert found
    assert found.fact_id == "x-1"
    assert known.asked_before(["Who met?"]) is None


@given(before=st.text(alphabet="añ\r\n ", max_size=20))
def test_adding_a_line_leaves_the_others_byte_for_byte(
    before: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("facts") / "mine.jsonl"
    path.write_bytes(before.encode())
    number = append_line(path, "{}")
    after = path.read_bytes()
    assert after.startswith(before.encode())
    assert after[len(before.encode()) :] in {b"{}\n", b"\n{}\n"}
    assert after.split(b"\n")[number - 1] == b"{}"


def test_a_file_that_is_not_text_is_not_added_to(tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_bytes(b"\xff")
    with pytest.raises(BadRun, match=r"mine\.jsonl cannot be read"):
        append_line(path, "{}")
    assert path.read_bytes() == b"\xff"
