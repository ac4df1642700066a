from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.article import Draft
from evals.errors import BadFact
from evals.facts.evidence import (
    NamedArticle,
    Span,
    check_evidence,
    evidence_ranking,
    find_gold,
    first_ranks,
    named_by_source,
)
from evals.facts.fact import Evidence, Fact, Kind

DRAFT = Draft(
    source_key="/news/paris-talks.md",
    headline="Talks",
    text="Thirty chiefs met. He said “yes” to it. They met again. Thirty chiefs left.",
)


def fact(quote: str, article: str = "paris-talks.md") -> Fact:
    return Fact(
        fact_id="f-1",
        turns=("How many?",),
        kind=Kind.NUMBER,
        answers=("30",),
        evidence=((Evidence(article=article, quote=quote),),),
        where="f.jsonl:4",
    )


def span(start: int, end: int) -> Span:
    return Span(article_id=DRAFT.article_id, start=start, end=end)


@pytest.mark.parametrize("name", ["paris-talks.md", "paris-talks"])
def test_evidence_gives_its_span_in_the_article(name: str) -> None:
    ((alternatives,),) = check_evidence(
        [fact('said "yes" to', name)], [named_by_source(DRAFT)]
    ).values()
    (gold,) = alternatives
    assert DRAFT.text[gold.start : gold.end] == "said “yes” to"


@pytest.mark.parametrize(
    ("quote", "article", "message"),
    [
        ("no such words", "paris-talks", r"f\.jsonl:4: evidence 'no such words' does not occur in"),
        ("Thirty chiefs", "paris-talks", "evidence 'Thirty chiefs' occurs 2 times in paris-talks"),
        ("met", "rome", "evidence article 'rome' is none of the 1 articles"),
    ],
)
def test_evidence_that_is_not_there_once_is_refused(quote: str, article: str, message: str) -> None:
    with pytest.raises(BadFact, match=message):
        check_evidence([fact(quote, article)], [named_by_source(DRAFT)])


def test_an_article_name_used_twice_is_refused() -> None:
    twin = Draft(source_key="/other/paris-talks.md", headline="x", text="y")
    with pytest.raises(BadFact, match="'paris-talks' is 2 of the 2 articles"):
        check_evidence(
            [fact("met again", "paris-talks")], [named_by_source(DRAFT), named_by_source(twin)]
        )


def test_an_article_with_a_url_goes_by_the_name_of_its_file() -> None:
    draft = Draft(source_key="https://example.org/1", headline="x", text="It was agreed.")
    named = NamedArticle(name="paris-talks.md", article=draft)
    assert len(check_evidence([fact("was agreed")], [named])) == 1


def test_a_fault_leaves_the_other_facts_their_gold() -> None:
    gold = find_gold([fact("gone")], [named_by_source(DRAFT)])
    assert (dict(gold.groups), len(gold.faults)) == ({}, 1)


COPY = Draft(
    source_key="/news/wire.md",
    headline="Wire",
    text='It rained. He said "yes" to it. Chiefs met again.',
)


def test_wire_copy_counts_wherever_it_is_printed() -> None:
    articles = [named_by_source(DRAFT), named_by_source(COPY)]
    ((group,),) = find_gold([fact('said "yes" to')], articles).groups.values()
    spelt = [
        (each.article_id, draft.text[each.start : each.end])
        for each, draft in zip(group, (DRAFT, COPY), strict=True)
    ]
    assert spelt == [(DRAFT.article_id, "said “yes” to"), (COPY.article_id, 'said "yes" to')]


def test_the_same_words_in_another_sentence_are_no_copy() -> None:
    articles = [named_by_source(DRAFT), named_by_source(COPY)]
    ((group,),) = find_gold([fact("met again")], articles).groups.values()
    assert [each.article_id for each in group] == [DRAFT.article_id]


def test_a_copy_that_is_named_too_stands_once() -> None:
    both = tuple(Evidence(article=name, quote="yes") for name in ("paris-talks", "wire"))
    named = replace(fact("yes"), evidence=(both,))
    articles = [named_by_source(DRAFT), named_by_source(COPY)]
    ((group,),) = find_gold([named], articles).groups.values()
    assert [each.article_id for each in group] == [DRAFT.article_id, COPY.article_id]


def test_a_second_copy_of_evidence_earns_nothing() -> None:
    gold = ((span(0, 5),), (span(10, 15), span(30, 35)))
    ranking = evidence_ranking([span(8, 20), span(28, 40), span(0, 6), span(50, 60)], gold)
    assert ranking == ("gold-1", "other-2", "gold-0", "other-4")


def test_a_span_that_holds_two_groups_stands_as_both() -> None:
    gold = ((span(0, 5),), (span(6, 9),))
    assert evidence_ranking([span(0, 10)], gold) == ("gold-0", "gold-1")


def test_part_of_the_evidence_does_not_hold_it() -> None:
    assert first_ranks([span(0, 4), span(0, 5)], ((span(0, 5),),)) == (2,)
    assert first_ranks([span(0, 4)], ((span(0, 5),),)) == (None,)
