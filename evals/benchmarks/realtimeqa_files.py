"""RealTimeQA's files: news quiz questions, and the articles a search engine gave for each."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from corpus.article import Draft
from corpus.cleaning import clean, stand_in_headline
from evals.benchmarks.reading import JsonRow, json_rows
from evals.matching.words import canonical_tokens

NONE_OF_THE_ABOVE = "None of the above"
_QUESTION_ID = re.compile(r"\d{8}_\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsQuestion:
    """A question of a weekly news quiz.

    `urls` are the articles that the search engine gave for it, best first. `wrong_choices` are the
    choices left where the right one was replaced by "None of the above", and empty elsewhere.
    """

    question_id: str  # the quiz's day as YYYYMMDD, and a number
    asked_on: date
    text: str
    answer: str
    urls: tuple[str, ...]
    wrong_choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsArticle:
    """An article as the file has it; `headline` is None where that is unknown."""

    url: str
    headline: str | None
    outlet: str | None
    published_at: date | None
    text: str

    def draft(self) -> Draft:
        """The article as `clippings add` would read it: boilerplate left out, a headline given."""
        cleaned = clean(self.text, headline=self.headline)
        text = cleaned.text or self.text
        return Draft(
            source_key=self.url,
            text=text,
            headline=self.headline or cleaned.told.headline or stand_in_headline(text),
            outlet=self.outlet,
            published_at=self.published_at,
            url=self.url,
        )


def read_questions(path: Path) -> tuple[NewsQuestion, ...]:
    """The questions, in file order.

    Raises:
        BadRun: the file cannot be read, or a line is no question.
    """
    return tuple(_question(row) for row in json_rows(path))


def read_articles(path: Path, wanted: Collection[str] | None = None) -> dict[str, NewsArticle]:
    """The articles whose URL is wanted, or all, by it.

    Raises:
        BadRun: the file cannot be read, or a line is no article.
    """
    rows = (row for row in json_rows(path) if wanted is None or row.text("url") in wanted)
    return {article.url: article for article in map(_article, rows)}


def holding(
    questions: Sequence[NewsQuestion], articles: Mapping[str, NewsArticle]
) -> frozenset[str]:
    """Ids of the questions whose answer stands in the text of an article given for them.

    Numbers, money and dates match however they are spelt, as where replies are judged.
    """
    told = {url: _tokens(article.text) for url, article in articles.items()}
    return frozenset(
        question.question_id
        for question in questions
        if (sought := _tokens(question.answer)).strip()
        and any(sought in told[url] for url in question.urls if url in told)
    )


def _tokens(text: str) -> str:
    return f" {' '.join(canonical_tokens(text))} "


def _question(row: JsonRow) -> NewsQuestion:
    question_id, answer = row.text("question_id"), row.text("answer")
    if not _QUESTION_ID.fullmatch(question_id):
        raise row.bad("question_id", "a day and a number, as in 20230106_3")
    is_nota = row.text("nota_answer") == NONE_OF_THE_ABOVE != answer
    choices = tuple(choice for choice in row.texts("choices") if choice != answer)
    return NewsQuestion(
        question_id=question_id,
        asked_on=_day(row, "question_date"),
        text=row.text("question"),
        answer=answer,
        urls=row.texts("gcs_urls"),
        wrong_choices=choices if is_nota else (),
    )


def _article(row: JsonRow) -> NewsArticle:
    return NewsArticle(
        url=row.text("url"),
        headline=row.text_or_none("title"),
        outlet=row.text_or_none("source"),
        published_at=_day(row, "publish_date") if row.fields.get("publish_date") else None,
        text=row.text("text"),
    )


def _day(row: JsonRow, name: str) -> date:
    try:
        return date.fromisoformat(row.text(name).replace("/", "-"))
    except ValueError:
        raise row.bad(name, "a day, as in 2023/01/06") from None
