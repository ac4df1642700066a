"""The words in which HTML and JUnit reports put a run."""

from __future__ import annotations

import re
from collections.abc import Mapping

from evals.facts.fact import Expected, Fact
from evals.metrics.judging import LostAt

STAGES: Mapping[LostAt, str] = {
    LostAt.NOT_RETRIEVED: "some gold evidence is not among the first ten passages",
    LostAt.NOT_RANKED: "the evidence was found, but below the third passage or quote",
    LostAt.NOT_COMPOSED: "the evidence was among the first three passages and was not quoted",
    LostAt.WRONGLY_REFUSED: "no answer, though the evidence was found or a notice was due",
    LostAt.WRONGLY_ANSWERED: "the reply says what it must not, or should have been no answer",
}
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def stage_name(stage: LostAt) -> str:
    """A stage in two words: `not retrieved`."""
    return stage.value.replace("_", " ")


def expected_words(fact: Fact) -> str:
    """What a right reply to the fact holds, in one line."""
    if fact.expected is Expected.ABSTENTION:
        return "a refusal: no article tells"
    if fact.expected is Expected.NOTICE:
        return f"a notice about: {', '.join(fact.tags)}"
    points = "; ".join(map(str, fact.points))
    wanted = [" or ".join(map(str, fact.answers))] if fact.answers else []
    return " · ".join([*wanted, f"all of: {points}"] if points else wanted)


def flat(about: Mapping[str, object]) -> dict[str, str]:
    """What a run was made with as `name: text`, nested names joined by dots, in the given order.

    >>> flat({"settings": {"mode": "hybrid"}, "commit": None})
    {'settings.mode': 'hybrid', 'commit': 'unknown'}
    """
    told: dict[str, str] = {}
    for name, value in about.items():
        if isinstance(value, Mapping):
            told |= {f"{name}.{inner}": text for inner, text in flat(value).items()}
        else:
            told[name] = "unknown" if value is None else str(value)
    return told


def legal(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0, section 2.2, does not allow.

    HTML takes those for errors too, and UTF-8 cannot write lone surrogates.
    """
    return _ILLEGAL.sub("\ufffd", text)
