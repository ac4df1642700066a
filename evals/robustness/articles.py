"""A library changed on purpose: copies that give another number, and days dealt out anew."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.article import Article, ArticleId, Draft
from evals.facts.answers import Accepted, NumberAnswer, wordings
from evals.facts.evidence import Span
from evals.facts.fact import Fact
from evals.matching.words import canonical_tokens
from evals.metrics.judging import holds_answer
from evals.robustness.chance import between, pick, shuffled
from evals.running import Gold

_SPELT_OUT = (
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
)
_NUMBER = re.compile(
    r"(?<![\w.,-])(?:[A-Z]*[$€£])?(?P<figure>\d[\d,]*(?:\.\d+)?)(?![\w-]|[.,]\d)"
    rf"|\b(?P<word>{'|'.join(word for words in _SPELT_OUT for word in words)})\b(?!-)",
    re.IGNORECASE,
)
_SIGNIFICANT = re.compile(r"[1-9](?:[\d.,]*[1-9])?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LAST_DAY = 28  # a number up to it may be the day of a month, and has to stay one
_COPY_OUTLETS = ("Meridian Courier", "Northgate Telegraph")  # invented


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterfacts:
    """Copies of articles with other numbers in their evidence, under an invented outlet.

    `false_answers` gives, by fact id, what the accepted answers of the fact become in a copy. The
    headline and the rest of a copy stay as they were.
    """

    copies: tuple[Draft, ...]
    false_answers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """A number of an article's text, at half-open offsets in code points, and its replacement."""

    article_id: ArticleId
    start: int
    end: int
    false: str
    false_answers: tuple[str, ...]


def counterfacts(facts: Sequence[Fact], gold: Gold, articles: Sequence[Article]) -> Counterfacts:
    """One copy of each article that vouches for the number of an answer, all such numbers changed.

    A fact whose answer is no number, or stands in its evidence beside the changed one, has none.
    """
    known = {article.article_id: article for article in articles}
    edits = {fact.fact_id: _edit(fact, gold.get(fact.fact_id, ()), known) for fact in facts}
    made = {fact_id: edit for fact_id, edit in edits.items() if edit}
    return Counterfacts(
        copies=tuple(
            _copy(article, at, [edit for edit in made.values() if edit.article_id == name])
            for at, (name, article) in enumerate(known.items())
            if any(edit.article_id == name for edit in made.values())
        ),
        false_answers={fact_id: edit.false_answers for fact_id, edit in made.items()},
    )


def with_shuffled_days(articles: Sequence[Article]) -> tuple[Draft, ...]:
    """The articles, each with the day of another: days are dealt out anew among the dated ones."""
    dated = [article for article in articles if article.reported_at]
    dealt = shuffled([article.reported_at for article in dated], "days")
    day_of = {article.article_id: day for article, day in zip(dated, dealt, strict=True)}
    drafts: list[Draft] = []
    for article in articles:
        day = day_of.get(article.article_id)
        based_on = replace(article.based_on, published_at=day) if article.based_on else None
        drafts.append(replace(draft_of(article), published_at=day, based_on=based_on))
    return tuple(drafts)


def draft_of(article: Article) -> Draft:
    """The article as a draft with the same id, to be put into another home."""
    return Draft(
        source_key=article.source_key,
        text=article.text,
        headline=article.headline,
        outlet=article.outlet,
        author=article.author,
        published_at=article.published_at,
        url=article.url,
        based_on=article.based_on,
        correction=article.correction,
        path=article.path,
        origins=article.origins,
    )


def other_number(number: str, *seed: object) -> str:
    """Another number of the same shape: years and days of a month stay such.

    >>> other_number("1.5", 1), other_number("45,700", 1), other_number("two", 1)
    ('2.7', '57,600', 'six')
    """
    for words in _SPELT_OUT:
        if number.lower() in words:
            other = pick([word for word in words if word != number.lower()], *seed)
            return other.title() if number.istitle() else other
    if _YEAR.fullmatch(number):
        return str(int(number) + pick((-3, -2, -1, 1, 2, 3), *seed))
    if number.isdecimal() and 1 <= int(number) <= _LAST_DAY:
        return str(pick([day for day in range(2, _LAST_DAY + 1) if day != int(number)], *seed))
    return _SIGNIFICANT.sub(lambda match: _other_digits(match.group(), seed), number, count=1)


def _edit(
    fact: Fact, groups: Sequence[Sequence[Span]], known: Mapping[ArticleId, Article]
) -> _Edit | None:
    """The first number in the fact's evidence that one of its accepted answers gives."""
    for span in (span for group in groups for span in group):
        article = known[span.article_id]
        for match in _NUMBER.finditer(article.text, span.start, span.end):
            edit = _edit_at(match, fact, article)
            if edit and not holds_answer(_edited(article.text, edit)[span.start : span.end], fact):
                return edit
    return None


def _edit_at(match: re.Match[str], fact: Fact, article: Article) -> _Edit | None:
    number = match[_kind(match)]
    # Not the article's id, which depends on where the folder lies.
    other = other_number(number, article.headline, match.start())
    false_answers = tuple(
        _with_other(answer, found, other)
        for accepted in fact.answers
        for answer in _with_units(accepted)
        for found in _NUMBER.finditer(answer)
        if canonical_tokens(found[_kind(found)]) == canonical_tokens(number)
    )
    if not false_answers:
        return None
    start, end = match.span(_kind(match))
    return _Edit(
        article_id=article.article_id, start=start, end=end, false=other,
        false_answers=tuple(dict.fromkeys(false_answers)),
    )  # fmt: skip


def _with_units(accepted: Accepted) -> tuple[str, ...]:
    """The spellings of an answer; a number that has units is not looked for without."""
    needs_unit = isinstance(accepted, NumberAnswer) and accepted.units
    spelt = wordings(accepted)
    return tuple(each for each in spelt if not needs_unit or len(canonical_tokens(each)) > 1)


def _kind(match: re.Match[str]) -> str:
    return match.lastgroup or "figure"


def _with_other(answer: str, found: re.Match[str], other: str) -> str:
    start, end = found.span(_kind(found))
    return answer[:start] + other + answer[end:]


def _edited(text: str, edit: _Edit) -> str:
    return text[: edit.start] + edit.false + text[edit.end :]


def _copy(article: Article, at: int, edits: Sequence[_Edit]) -> Draft:
    text = article.text
    # From the end; two facts may rest on the same number, which then has the same replacement.
    for edit in sorted({e.start: e for e in edits}.values(), key=lambda e: -e.start):
        text = _edited(text, edit)
    return Draft(
        source_key=f"/robustness/counterfactual-{at:03}.md",
        headline=article.headline,
        text=text,
        outlet=_COPY_OUTLETS[at % len(_COPY_OUTLETS)],
        published_at=article.reported_at,
    )


def _other_digits(digits: str, seed: tuple[object, ...]) -> str:
    """As many digits with the marks between them where they were, and not the same ones."""
    plain = [each for each in digits if each.isdigit()]
    low = 10 ** (len(plain) - 1)
    drawn = between(low, 10 * low - 2, *seed)
    other = iter(str(drawn + (drawn >= int("".join(plain)))))
    return "".join(next(other) if each.isdigit() else each for each in digits)
