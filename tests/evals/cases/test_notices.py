from __future__ import annotations

import json

import pytest

from evals.cases import notices
from evals.cases.reports import FOLDER, cases
from tests.app.cli_runs import sample_home


def test_small_talk_is_told_from_look_alikes_on_the_frozen_half() -> None:
    score = notices.score(sample_home().library, "frozen")
    assert score.precision is not None
    assert score.precision >= 0.98
    assert score.recall is not None
    assert score.recall >= 0.9


@pytest.mark.parametrize("split", ["dev", "frozen"])
def test_half_of_each_split_are_look_alikes(split: str) -> None:
    topics = [case["topic"] for case in cases(notices.FILE, split)]
    assert topics.count(None) == len(topics) / 2 == 20


def test_no_message_stands_twice() -> None:
    lines = (FOLDER / notices.FILE).read_text(encoding="utf-8").splitlines()
    messages = [json.loads(line)["question"].casefold() for line in lines]
    assert len(set(messages)) == len(messages)


def test_what_is_told_wrong_is_named_with_both_topics(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "notice_for", lambda _message, _library: None)
    lines = notices.wrong(sample_home().library, "dev")
    assert len(lines) == 20  # every notice is missed, every look-alike told rightly
    assert lines[0].endswith("(None, not greeting)")
