"""Facts made of the drafts that people left on the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.answering.conversation import History, Turn
from app.conversations.verdicts import Verdicts
from app.wire import article_fields
from evals.adding.command import FactArguments
from evals.adding.writing import add_facts
from evals.errors import BadRun
from index.home import Home
from tests.app.cli_runs import OSLO, TORUN, tiny_home
from tests.evals.adding.typist import Typist

QUESTION = "How much did the new bridge in Torun cost?"
COST = "It cost €77 million."
CONVERSATION = "c" * 32


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one draft: a reply that quoted what the bridge cost was said to be wrong."""
    folder = tiny_home(tmp_path, torun=TORUN, oslo=OSLO)
    with Home.open(folder) as home:
        article = next(a for a in home.library.articles() if COST in a.text)
        start = article.text.index(COST)
        cited = {**article_fields(article), "start": start, "end": start + len(COST), "quote": COST}
        reply = json.dumps({"kind": "answer", "query": {"text": QUESTION}, "citations": [cited]})
        History(home.database).add(
            CONVERSATION, Turn(question=QUESTION, query=QUESTION), reply=reply
        )
        Verdicts(home.database).draft(CONVERSATION, 1, remark="It was dearer.")
    return folder


def drafts_in(folder: Path) -> int:
    with Home.open(folder) as home:
        return len(Verdicts(home.database).drafts())


def test_a_draft_becomes_a_fact_with_the_quote_that_was_shown_offered_first(
    home: Path, tmp_path: Path
) -> None:
    facts = tmp_path / "mine.jsonl"
    typist = Typist(
        [
            ("Kind", "money"),
            ("Evidence", "1"),
            ("Answer", None),
            ("What a wrong reply", ""),
            ("Quote from", None),
            ("Write it", ""),
        ]
    )
    assert add_facts(FactArguments(home=home, facts=facts, from_drafts=True), typist) == 0
    (fact,) = [json.loads(line) for line in facts.read_text(encoding="utf-8").splitlines()]
    assert fact["question"] == QUESTION
    assert fact["answers"] == [{"number": 77_000_000, "unit": "EUR"}]
    assert fact["evidence"][0][0]["quote"] in COST
    assert "What was wrong with the reply: It was dearer." in typist.said
    assert any(line.startswith("  1  It cost €77 million.") for line in typist.said)
    assert drafts_in(home) == 0


@pytest.mark.parametrize(("typed", "left"), [("", 1), ("n", 0)], ids=["kept", "thrown away"])
def test_a_draft_that_no_fact_was_made_of_is_kept_unless_it_is_not_wanted(
    home: Path, tmp_path: Path, typed: str, left: int
) -> None:
    typist = Typist(
        [
            ("Kind", "money"),
            ("Evidence", "1"),
            ("Answer", None),
            ("What a wrong reply", ""),
            ("Quote from", None),
            ("Write it", "n"),
            ("Keep the draft", typed),
        ]
    )
    facts = tmp_path / "mine.jsonl"
    add_facts(FactArguments(home=home, facts=facts, from_drafts=True), typist)
    assert not facts.exists()
    assert drafts_in(home) == left


def test_drafts_are_of_a_home_and_bring_their_questions(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match="--from-drafts needs the --home that they are in"):
        FactArguments(from_drafts=True)
    with pytest.raises(BadRun, match="--from-drafts brings the questions itself"):
        FactArguments(from_drafts=True, home=tmp_path, question="Who?")
