from __future__ import annotations

from pathlib import Path

import pytest

from app.reply import Reply
from evals.errors import BadRun
from evals.harness import Subject
from evals.running import run_facts
from evals.unfinished import NAME, open_unfinished
from tests.evals.scripted import Scripted, abstention, answer, fact, record

FACTS = [fact(), fact(fact_id="f-2", turns=("And where?",))]
MADE_OF = {"code_checksum": "c", "settings": {"threshold": 0.35}}


def replies() -> Scripted:
    return Scripted(
        replies={"How many chiefs met?": answer("Thirty chiefs"), "And where?": abstention()}
    )


class _Stopping(dict[str, Reply]):
    """Someone presses Ctrl-C at the first question that has no reply."""

    def __missing__(self, question: str) -> Reply:
        raise KeyboardInterrupt


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    stopping = Scripted(replies=_Stopping({"How many chiefs met?": answer("Thirty chiefs")}))
    subject = Subject(assistant=stopping, searcher=stopping, library=stopping)
    with pytest.raises(KeyboardInterrupt):
        run_facts(subject, FACTS, {}, unfinished=open_unfinished(tmp_path, FACTS, made_of=MADE_OF))

    again = open_unfinished(tmp_path, FACTS, made_of=MADE_OF)
    assert list(again.kept) == ["f-1"]
    whole = replies()
    subject = Subject(assistant=whole, searcher=whole, library=whole)
    records = run_facts(subject, FACTS, {}, unfinished=again)
    assert [asked for asked, _, _ in whole.asked] == ["And where?"]  # the first was kept
    fresh = run_facts(Subject(assistant=replies(), searcher=whole, library=whole), FACTS, {})
    assert records == fresh
    again.finish()
    assert not list(tmp_path.iterdir())


def test_a_run_of_other_code_begins_again(tmp_path: Path) -> None:
    open_unfinished(tmp_path, FACTS, made_of=MADE_OF).keep(record(FACTS[0], abstention()))
    other = open_unfinished(tmp_path, FACTS, made_of=MADE_OF | {"code_checksum": "d"})
    assert not other.kept
    assert len((tmp_path / NAME).read_text(encoding="utf-8").splitlines()) == 1


def test_half_a_last_line_is_dropped(tmp_path: Path) -> None:
    open_unfinished(tmp_path, FACTS, made_of=MADE_OF).keep(record(FACTS[0], abstention()))
    with (tmp_path / NAME).open("a", encoding="utf-8") as lines:
        lines.write('{"id": "f-2", "ques')
    again = open_unfinished(tmp_path, FACTS, made_of=MADE_OF)
    again.keep(record(FACTS[1], abstention()))
    assert list(open_unfinished(tmp_path, FACTS, made_of=MADE_OF).kept) == ["f-1", "f-2"]


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "f-9"}', '{"id": "f-1"}'])
def test_a_damaged_line_is_named_and_nothing_is_overwritten(tmp_path: Path, line: str) -> None:
    open_unfinished(tmp_path, FACTS, made_of=MADE_OF)
    path = tmp_path / NAME
    path.write_text(f"{path.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(
        BadRun, match=r"unfinished\.jsonl:2: no record of a run.* begin the run again"
    ):
        open_unfinished(tmp_path, FACTS, made_of=MADE_OF)
    assert path.read_bytes() == before
