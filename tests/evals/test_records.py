from __future__ import annotations

import json
from dataclasses import replace

from evals.records import differing, record_fields, record_from
from tests.evals.scripted import abstention, answer, fact, hits, record

RIGHT = record(fact(), answer("Thirty chiefs"), found=hits("It rained", "Thirty chiefs met"))
REFUSED = record(fact(fact_id="f-2"), abstention())


def test_a_record_survives_json() -> None:
    for each in (RIGHT, REFUSED):
        assert record_from(json.loads(json.dumps(record_fields(each))), each.fact) == each


def test_the_passages_found_say_whether_they_hold_gold() -> None:
    assert [each.holds_gold for each in RIGHT.found] == [False, True]
    assert RIGHT.found[1].headline == "Chiefs meet"


def test_only_an_answer_has_a_confidence() -> None:
    assert (RIGHT.confidence, REFUSED.confidence) == (0.8, None)


def test_replies_that_differ_in_time_and_conversation_only_are_the_same() -> None:
    later = dict(RIGHT.reply) | {"seconds": {"total": 9.0}, "conversation": "d" * 32}
    other = record(fact(), answer("It rained"))
    assert differing([RIGHT], [replace(RIGHT, reply=later)]) == ()
    assert differing([RIGHT], [other]) == ("f-1",)
