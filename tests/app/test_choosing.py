"""In which order evidence is shown: the kind asked for, what was quoted, and each outlet named."""

from __future__ import annotations

from dataclasses import replace

from app.answering.asked_speakers import speaker_asked
from app.answering.attribution import speaker_of
from app.answering.choosing import OTHERS_WORDS, usable
from index.evidence import Evidence, find_evidence
from index.kinds import Kind
from index.query import NOTHING_READ, Query, Reading
from index.question import AskedFor, read_question
from tests.app.cli_runs import sample_home

BOTH = Reading(outlets=("RFI", "WSWS"))


def asked() -> AskedFor:
    return read_question(Query(text="Tell about troops for Ukraine"), sample_home().lexical)


def pieces() -> tuple[Evidence, Evidence, Evidence]:
    """Two sentences of RFI's and one of WSWS's, best first, equally likely; none misses a name."""
    query = Query(text="Tell about troops for Ukraine", reading=BOTH)
    found = find_evidence(sample_home().searcher, query, asked())
    rfi = [e for e in found if e.article.reported_by == "RFI"]
    wsws = [e for e in found if e.article.reported_by == "WSWS"]
    best, second, other = rfi[0], rfi[1], wsws[0]
    return (
        replace(best, score=3.0, probability=0.5, missing=()),
        replace(second, score=2.0, probability=0.5, missing=()),
        replace(other, score=1.0, probability=0.5, missing=()),
    )


def test_the_best_of_each_outlet_named_comes_before_the_rest() -> None:
    best, second, other = pieces()
    evidence = (best, second, other)
    assert usable(asked(), evidence, BOTH, quoted=frozenset()) == (best, other, second)
    assert usable(asked(), evidence, NOTHING_READ, quoted=frozenset()) == evidence


def test_what_lacks_a_name_is_kept_for_the_probability_to_judge() -> None:
    best, second, _ = pieces()
    lacking = (replace(best, missing=("a",)), second)
    assert usable(asked(), lacking, NOTHING_READ, quoted=frozenset()) == lacking


def test_what_lacks_the_kind_asked_for_comes_later_unless_it_is_far_likelier() -> None:
    best, second, _ = pieces()
    # 3 less 2 is below 2, 5 less 2 above.
    near, far = replace(best, holds_kind=False), replace(best, holds_kind=False, score=5.0)
    held = replace(second, holds_kind=True)
    counted = replace(asked(), kind=Kind.COUNT)
    assert usable(counted, (near, held), NOTHING_READ, quoted=frozenset()) == (held, near)
    assert usable(counted, (far, held), NOTHING_READ, quoted=frozenset()) == (far, held)


def test_what_was_quoted_before_comes_later() -> None:
    best, second, _ = pieces()
    quoted = frozenset({(str(best.article.article_id), best.span.start)})
    # 3 less 3 is below 2.
    found = usable(asked(), (best, second), NOTHING_READ, quoted=quoted)
    assert found == (second, best)


def test_the_best_three_are_in_the_order_of_their_probabilities() -> None:
    best, second, other = pieces()
    evidence = (
        replace(best, probability=0.3),
        replace(second, probability=0.6),
        replace(other, probability=0.5),
        replace(other, score=0.0, probability=0.9),
    )
    found = usable(asked(), evidence, NOTHING_READ, quoted=frozenset())
    assert [piece.probability for piece in found] == [0.6, 0.5, 0.3, 0.9]


def test_an_outlet_asked_for_leads_before_one_that_is_little_likelier() -> None:
    _, second, other = pieces()
    evidence = (replace(other, probability=0.6), replace(second, probability=0.5))
    of_rfi = Reading(outlets=("RFI",))
    assert usable(asked(), evidence, of_rfi, quoted=frozenset()) == evidence[::-1]
    assert usable(asked(), evidence, NOTHING_READ, quoted=frozenset()) == evidence


def test_what_was_not_read_a_second_time_keeps_the_order_of_its_scores() -> None:
    best, second, other = pieces()
    evidence = (
        replace(best, probability=0.3),
        replace(second, probability=0.6, read=None),
        replace(other, probability=0.5),
    )
    assert usable(asked(), evidence, NOTHING_READ, quoted=frozenset()) == evidence


def test_where_only_a_name_is_asked_about_sentences_that_say_it_come_first() -> None:
    named, other, _ = pieces()
    assert "Ukraine" in named.text
    nameless = replace(other, span=replace(other.span, end=other.span.start + 1), score=4.0)
    likelier_first = (nameless, named)
    name, more = ("ukrain",), ("troop", "ukrain")
    asks_name = replace(asked(), own_names=name, order=name)
    assert usable(asks_name, likelier_first, NOTHING_READ, quoted=frozenset()) == (named, nameless)
    asks_more = replace(asked(), own_names=name, order=more)
    assert usable(asks_more, likelier_first, NOTHING_READ, quoted=frozenset()) == likelier_first


def test_what_somebody_else_says_is_less_likely_than_the_words_asked_for() -> None:
    query = Query(text="What does Starmer say about troops?")
    found = find_evidence(sample_home().searcher, query, asked())
    said_by = {speaker_of(e.article, e.span): e for e in found}
    other = next(e for name, e in said_by.items() if name and "Starmer" not in name)
    others = replace(other, score=3.0, probability=0.5, holds_kind=True)
    own = replace(said_by["Starmer"], score=2.0, probability=0.5, holds_kind=True)
    evidence = (others, own)
    assert usable(asked(), evidence, NOTHING_READ, quoted=frozenset()) == evidence
    starmer = speaker_asked(query.text)
    first, second = usable(asked(), evidence, NOTHING_READ, quoted=frozenset(), speakers=starmer)
    assert first == own
    assert (second.span, second.score) == (others.span, 3.0 - OTHERS_WORDS)
    assert 0.0 < second.probability < 0.5
