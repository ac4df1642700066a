"""A conversation as Markdown: questions, answers, and every quote with its source as a footnote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.command.printing import DIFFERENCES
from app.conversations.kept import Listed
from app.conversations.reopened import Reopened, Unreadable
from app.reply import Abstention, Answer, Citation, Disagreement, Notice, Sentence
from corpus.article import Article
from corpus.dates import in_words
from corpus.markup import one_line
from corpus.web_urls import is_web_link

# What Markdown would take for more than a letter, anywhere, and at the beginning of a line.
_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
_LINE_MARKS = re.compile(r"^(\d+)([.)])|^([-+=:])")


def as_markdown(about: Listed, replies: Sequence[Reopened]) -> str:
    """The whole conversation, footnotes numbered through it and standing at its end.

    Words of articles and of people are escaped: they read as they were written.
    """
    counted = "1 question" if about.turns == 1 else f"{about.turns} questions"
    lines = [f"# {plain(about.title)}", "", f"{in_words(about.began_at.date())}, {counted}"]
    notes: list[str] = []
    for reply in replies:
        lines += ["", f"## {plain(reply.question)}"]
        for paragraph in _paragraphs(reply, first=len(notes) + 1):
            lines += ["", paragraph]
        if isinstance(reply, Answer):
            for number, citation in enumerate(reply.citations, start=len(notes) + 1):
                notes.append(_footnote(number, citation))
    return "\n".join([*lines, *(["", *notes] if notes else []), ""])


def plain(text: str) -> str:
    r"""A text on one line in which Markdown reads nothing but letters.

    >>> plain("1. *Not* a list")
    '1\\. \\*Not\\* a list'
    """
    escaped = _MARKS.sub(r"\\\1", one_line(text))
    return _LINE_MARKS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", escaped)


def _paragraphs(reply: Reopened, *, first: int) -> Iterator[str]:
    """What a reply says, its citations numbered from `first`."""
    match reply:
        case Answer():
            yield from _answer(reply, first)
        case Abstention():
            yield plain(reply.message)
            yield from _listed("The nearest articles:", reply.nearest)
            yield from map(plain, reply.notes)
        case Notice():
            yield from map(plain, filter(None, reply.message.split("\n\n")))
            yield from _listed("", reply.articles)
        case Unreadable():
            yield plain(reply.error.message)


def _answer(answer: Answer, first: int) -> Iterator[str]:
    if answer.short_answer:
        yield f"**{plain(answer.short_answer)}**"
    yield from (_sentence(sentence, first) for sentence in answer.sentences)
    for disagreement in answer.disagreements:
        yield f"{DIFFERENCES[disagreement.kind]}:"
        yield "\n".join(_sides(disagreement, answer, first))
    if answer.as_of:
        days = dict.fromkeys(in_words(day) for day in answer.as_of)
        yield f"As of {' – '.join(days)}."
    yield from map(plain, answer.notes)


def _sentence(sentence: Sentence, first: int) -> str:
    marks = "".join(f"[^{first + mark - 1}]" for mark in sentence.citations)
    lead_in = f"{plain(sentence.lead_in)} " if sentence.lead_in else ""
    return f"{lead_in}{plain(sentence.text)}{marks}"


def _sides(disagreement: Disagreement, answer: Answer, first: int) -> Iterator[str]:
    for side in disagreement.sides:
        mark = answer.mark_of(side.quote)
        note = f"[^{first + mark - 1}]" if mark else ""
        yield f"- {plain(side.quote.article.byline)}: {plain(side.quote.text)}{note}"


def _listed(heading: str, articles: Sequence[Article]) -> Iterator[str]:
    if articles and heading:
        yield heading
    if articles:
        yield "\n".join(f"- {_source(article)}" for article in articles)


def _footnote(number: int, citation: Citation) -> str:
    copies = ", ".join(plain(article.byline) for article in citation.also_in)
    also = f" Also in {copies}." if copies else ""
    return f"[^{number}]: {_source(citation.quote.article)} “{plain(citation.quote.text)}”{also}"


def _source(article: Article) -> str:
    """Outlet, day, headline, and the address where the original can be read."""
    byline = article.byline[:1].upper() + article.byline[1:]
    return f"{plain(byline)}: “{plain(article.headline)}”.{_address(article.url)}"


def _address(url: str | None) -> str:
    return f" <{url}>" if is_web_link(url) else ""
