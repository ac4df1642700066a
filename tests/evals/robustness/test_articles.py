from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article, BasedOn, Draft
from evals.facts.answers import DateAnswer, NumberAnswer
from evals.facts.evidence import Span
from evals.metrics.judging import holds_answer
from evals.robustness.articles import (
    counterfacts,
    draft_of,
    other_number,
    with_shuffled_days,
)
from tests.evals.scripted import TEXT, article, fact, span, unanswerable

MONEY = NumberAnswer(number=Decimal(150 * 10**9), units=("EUR",))


def whole(words: str) -> tuple[tuple[Span, ...], ...]:
    return ((span(words),),)


def reports(count: int) -> list[Article]:
    made = []
    for day in range(1, count + 1):
        draft = Draft(source_key=f"/news/{day}.md", headline=f"Day {day}", text=f"It is {day}.")
        made.append(
            Article(
                article_id=draft.article_id, source_key=draft.source_key, text=draft.text,
                headline=draft.headline, published_at=date(2025, 3, day),
            )
        )  # fmt: skip
    return made


@given(st.from_regex(r"[1-9][0-9]{0,5}(\.[0-9]{1,2})?|0\.[0-9]?[1-9]", fullmatch=True), st.text())
def test_another_number_has_the_same_shape_and_another_value(number: str, seed: str) -> None:
    other = other_number(number, seed)
    assert Decimal(other) != Decimal(number)
    assert Decimal(other) > 0
    assert ("." in other) == ("." in number)


@pytest.mark.parametrize("seed", range(20))
def test_years_and_days_stay_such(seed: int) -> None:
    assert 1 <= abs(int(other_number("1990", seed)) - 1990) <= 3
    assert 2 <= int(other_number("17", seed)) <= 28
    assert other_number("Eighty", seed) in "Twenty Thirty Forty Fifty Sixty Seventy Ninety".split()


def test_a_copy_changes_the_number_in_the_evidence_alone() -> None:
    asked = fact(answers=(MONEY,))
    changed = counterfacts([asked], {"f-1": whole("The fund holds €150 billion.")}, [article()])
    (copy,) = changed.copies
    before, after = TEXT.split(), copy.text.split()
    differing = [(b, a) for b, a in zip(before, after, strict=True) if b != a]
    assert len(differing) == 1
    assert differing[0][0] == "€150"
    # A number with units is only looked for with them: "€280 billion", never "280 billion" alone.
    assert f"{differing[0][1]} billion" in changed.false_answers["f-1"]
    assert all("€" in answer or "EUR" in answer or "euros" in answer
               for answer in changed.false_answers["f-1"])  # fmt: skip
    assert not holds_answer(copy.text, asked)
    assert copy.headline == article().headline
    assert copy.outlet != article().outlet
    assert copy.published_at == date(2025, 3, 11)


def test_two_facts_that_rest_on_one_number_share_its_replacement() -> None:
    facts = [fact(answers=("€150 billion",)), fact(fact_id="f-2", answers=("€150 billion",))]
    gold = dict.fromkeys(("f-1", "f-2"), whole("The fund holds €150 billion."))
    changed = counterfacts(facts, gold, [article()])
    assert len(changed.copies) == 1
    assert changed.false_answers["f-1"] == changed.false_answers["f-2"]


def test_a_day_of_a_date_is_changed() -> None:
    text = "They met on Monday, 17 February, in Paris."
    paris = replace(article(), text=text)
    asked = fact(answers=(DateAnswer(year=2025, month=2, day=17),))
    gold = {"f-1": ((Span(article_id=paris.article_id, start=0, end=len(text)),),)}
    changed = counterfacts([asked], gold, [paris])
    assert "17 February" not in changed.copies[0].text
    assert any(answer in changed.copies[0].text for answer in changed.false_answers["f-1"])


@pytest.mark.parametrize(
    "asked",
    [
        fact(answers=("Paris",)),
        fact(answers=("€150 billion", "fund")),
        unanswerable(),
    ],
    ids=["no number", "an answer that stays true", "no answer"],
)
def test_facts_whose_answer_no_number_decides_have_no_copy(asked: object) -> None:
    gold = {"f-1": whole("The fund holds €150 billion.")}
    assert counterfacts([asked], gold, [article()]).copies == ()  # type: ignore[list-item]


def test_shuffling_days_keeps_texts_ids_and_the_days_as_a_whole() -> None:
    articles = reports(12)
    drafts = with_shuffled_days(articles)
    assert [draft.article_id for draft in drafts] == [each.article_id for each in articles]
    days = [draft.published_at for draft in drafts]
    assert sorted(days, key=str) == [each.published_at for each in articles]
    # Of 12 days one stays in place on average; that all stay, one order in 479,001,600 does.
    assert days != [each.published_at for each in articles]
    assert with_shuffled_days(articles) == drafts


def test_a_summary_moves_with_the_day_of_its_report() -> None:
    first, second = reports(2)
    told = BasedOn(outlet="RFI", published_at=date(2024, 1, 1))
    drafts = with_shuffled_days([replace(first, based_on=told), replace(second, published_at=None)])
    # One dated report gets its own day back; the undated one stays undated.
    assert drafts[0].based_on == told
    assert drafts[0].published_at == date(2024, 1, 1)
    assert drafts[1].published_at is None


def test_a_draft_of_an_article_has_its_id() -> None:
    assert draft_of(article()).article_id == article().article_id
