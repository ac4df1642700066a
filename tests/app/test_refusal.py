"""What a refusal says: what was looked for, and what the nearest articles say instead."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.answering.refusal import refusal_for
from app.assistant import Assistant
from app.command.printing import printed
from app.limits import Limits
from app.reply import Abstention
from app.wire import reply_fields
from index.evidence import Evidence, find_evidence
from index.kinds import Kind
from index.query import Query
from index.question import AskedFor, read_question
from tests.app.cli_runs import sample_home

QUESTION = "How many launchers did Meloni buy in Sochi?"
NEVER = Limits(threshold=1.0)


def asked(text: str = QUESTION) -> AskedFor:
    return read_question(Query(text=text), sample_home().lexical)


def found(text: str = QUESTION) -> tuple[Evidence, ...]:
    evidence = find_evidence(sample_home().searcher, Query(text=text), asked(text))
    return tuple(replace(piece, missing=(), holds_kind=True) for piece in evidence)


def refused(evidence: tuple[Evidence, ...], threshold: float = 1.0) -> tuple[str, str]:
    refusal = refusal_for(asked(), evidence, question=QUESTION, threshold=threshold)
    assert refusal is not None
    return refusal.reason, refusal.message.removeprefix("The articles don't say. ")


def test_evidence_as_sure_as_the_threshold_is_no_refusal() -> None:
    best = replace(found()[0], probability=0.5)
    assert refusal_for(asked(), (best,), question=QUESTION, threshold=0.5) is None
    assert refusal_for(asked(), (best,), question=QUESTION, threshold=0.51) is not None


def test_a_refusal_says_what_was_looked_for() -> None:
    assert refused(found()) == (
        "weak_evidence",
        "I looked for a number about “Meloni” and “Sochi”; no passage I read says it clearly.",
    )


def test_a_refusal_says_that_nothing_of_the_kind_was_found() -> None:
    kindless = tuple(replace(piece, holds_kind=False) for piece in found())
    assert refused(kindless) == (
        "kind_missing",
        "I looked for a number about “Meloni” and “Sochi” and found none that answers this.",
    )


def test_a_refusal_names_what_no_passage_brings_together() -> None:
    apart = tuple(replace(piece, missing=("sochi",)) for piece in found())
    assert refused(apart) == (
        "names_missing",
        "No passage I found brings “Meloni” and “Sochi” together.",
    )


def test_a_name_of_several_words_is_told_as_one() -> None:
    question = "What did Yvette Cooper, of Labour, say of Meloni's buy?"
    refusal = refusal_for(asked(question), found(question), question=question, threshold=1.0)
    assert refusal is not None
    assert "“Yvette Cooper”, “Labour” and “Meloni”" in refusal.message


def test_nothing_found_is_refused_at_any_threshold() -> None:
    assert refused((), threshold=0.0)[0] == "no_hits"


@pytest.mark.parametrize("kind", list(Kind), ids=str)
def test_every_kind_asked_for_has_words(kind: Kind) -> None:
    wanted = replace(asked(), kind=kind)
    refusal = refusal_for(wanted, found(), question=QUESTION, threshold=1.0)
    assert refusal is not None
    assert "I looked for" in refusal.message


def test_a_refusal_quotes_the_nearest_sentence_of_each_nearest_article() -> None:
    reply = Assistant(sample_home()).ask("Why did Meloni come late to Paris?", limits=NEVER)
    assert isinstance(reply, Abstention)
    assert len(reply.nearest) == 3
    assert tuple(quote.article for quote in reply.nearest_quotes) == reply.nearest
    for quote in reply.nearest_quotes:
        assert quote.text == quote.article.text[quote.start : quote.end]


def test_nearest_quotes_stand_in_the_json_and_under_their_articles_in_print() -> None:
    reply = Assistant(sample_home()).ask("Why did Meloni come late to Paris?", limits=NEVER)
    assert isinstance(reply, Abstention)
    fields = reply_fields(reply)
    quoted = fields["nearest_quotes"]
    assert isinstance(quoted, list)
    assert quoted[0].keys() >= {"article_id", "headline", "outlet", "start", "end", "quote"}
    lines = printed("ask", fields).splitlines()
    at = lines.index("Nearest articles, and what they do say that is nearest")
    assert lines[at + 1].startswith(f"  {reply.nearest[0].article_id}")
    assert lines[at + 2] == f"      “{reply.nearest_quotes[0].text}”"
