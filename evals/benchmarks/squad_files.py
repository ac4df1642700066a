"""Files in SQuAD's format, 1.1 or 2.0: contexts, and questions with their answers' places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Draft
from corpus.cleaning import stand_in_headline
from evals.benchmarks.reading import JsonRow, read_json
from evals.errors import BadRun


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedAnswer:
    """An annotator's answer and its half-open place in the context, in code points."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextQuestion:
    """A question about one context, `source_key`; without answers it cannot be answered."""

    question_id: str
    title: str
    source_key: str
    text: str
    answers: tuple[AcceptedAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Squad:
    """What a file holds, in its order: contexts, each an article, and questions."""

    contexts: tuple[Draft, ...]
    questions: tuple[ContextQuestion, ...]


def read_squad(path: Path) -> Squad:
    """A file's contexts and questions.

    Raises:
        BadRun: it cannot be read, is not in SQuAD's format, or an answer does not stand where the
            file says.
    """
    whole = read_json(path)
    if not isinstance(whole, dict):
        raise BadRun(f"{path} is not a JSON object.", remedy="Name a file in SQuAD's format.")
    contexts: list[Draft] = []
    questions: list[ContextQuestion] = []
    for number, article in enumerate(JsonRow(where=str(path), fields=whole).rows("data")):
        title = article.text_or_none("title")
        for at, paragraph in enumerate(article.rows("paragraphs")):
            draft = _draft(paragraph, title, key=f"{number}.{at}")
            contexts.append(draft)
            questions += _questions(paragraph, title or "", draft)
    return Squad(contexts=tuple(contexts), questions=tuple(questions))


def _draft(paragraph: JsonRow, title: str | None, *, key: str) -> Draft:
    context = paragraph.text("context")
    headline = title.replace("_", " ") if title else stand_in_headline(context)
    return Draft(source_key=f"{headline}#{key}", text=context, headline=headline)


def _questions(paragraph: JsonRow, title: str, draft: Draft) -> Iterator[ContextQuestion]:
    for asked in paragraph.rows("qas"):
        yield ContextQuestion(
            question_id=asked.text("id"),
            title=title,
            source_key=draft.source_key,
            text=asked.text("question"),
            answers=tuple(_answer(answer, draft.text) for answer in asked.rows("answers")),
        )


def _answer(answer: JsonRow, context: str) -> AcceptedAnswer:
    text, start = answer.text("text"), answer.fields.get("answer_start")
    if not isinstance(start, int) or not context.startswith(text, start):
        raise answer.bad("answer_start", f"where {text!r} stands in the context")
    return AcceptedAnswer(text=text, start=start, end=start + len(text))
