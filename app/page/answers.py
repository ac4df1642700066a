"""An answer as HTML: its sentences with their chips, where reports differ, and how to copy it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from app.answering.copying import citation_list, in_markdown, in_text
from app.command.printing import DIFFERENCES
from app.page.pieces import article_link, notes
from app.reply import Answer, Citation, Disagreement, Sentence, Side, independent_sources
from corpus.article import Article
from corpus.dates import in_words
from index.dates.dated_words import days_in_words


def answer(reply: Answer, number: int) -> str:
    """An answer of the turn `number`, from 0, which its chips name."""
    short = f'<p class="short">{escape(reply.short_answer)}</p>' if reply.short_answer else ""
    before = ("", *(sentence.lead_in for sentence in reply.sentences))
    sentences = "".join(
        _sentence(sentence, reply, number, told=told)
        for sentence, told in zip(reply.sentences, before, strict=False)
    )
    return (
        f'{short}<ol class="sentences">{sentences}</ol>{_differences(reply, number)}'
        f'<footer class="foot"><p class="as-of">{escape(as_of(reply))}</p>{_copying(reply)}'
        f"</footer>{notes(reply.notes)}"
    )


def as_of(answer: Answer) -> str:
    """`As of 18 February 2025 – 11 March 2025 · 2 independent outlets`, in plain text."""
    if answer.as_of is None:
        dates = "Date unknown"
    else:
        first, last = (in_words(day) for day in answer.as_of)
        dates = f"As of {first}" if first == last else f"As of {first} – {last}"
    count = len(independent_sources(answer.citations))
    if not count:
        return f"{dates} · outlet unknown"
    return f"{dates} · {'1 outlet' if count == 1 else f'{count} independent outlets'}"


def _sentence(sentence: Sentence, answer: Answer, number: int, *, told: str) -> str:
    """A sentence with its chips; its lead-in where the one before `told` another."""
    cited = tuple(answer.citations[mark - 1] for mark in sentence.citations)
    chips = " ".join(_chip(citation, number) for citation in cited)
    is_new = sentence.lead_in and sentence.lead_in != told
    lead = f'<span class="lead-in">{escape(sentence.lead_in)}</span> ' if is_new else ""
    kind = "written" if answer.engine == "llm" else "quoted"  # a model's words are no quote
    return (
        f'<li>{lead}<span class="{kind}">{escape(sentence.text)}</span> {chips}'
        f"{_dated(cited)}"
        f"{_also(article for citation in cited for article in citation.also_in)}</li>"
    )


def _chip(citation: Citation, number: int) -> str:
    """The number of a citation; what its card says goes with it."""
    article, mark = citation.quote.article, citation.mark
    return (
        f'<a class="citation" href="#cite-{number}-{mark}"'
        f' data-byline="{escape(article.byline)}" data-quote="{escape(citation.quote.text)}"'
        f' aria-label="{mark}: open {escape(article.headline)}, {escape(article.byline)}">'
        f"{mark}</a>"
    )


def _dated(citations: Iterable[Citation]) -> str:
    """What the dates of quotes mean, in our words and apart from theirs."""
    meant = (
        f"{words.words} = {days_in_words(words.first, words.last)}"
        for citation in citations
        for words in citation.quote.dated_words
    )
    told = "; ".join(dict.fromkeys(meant))
    return f'<span class="dated">{escape(told)}</span>' if told else ""


def _differences(answer: Answer, number: int) -> str:
    return "".join(_difference(each, answer, number) for each in answer.disagreements)


def _difference(difference: Disagreement, answer: Answer, number: int) -> str:
    sides = "".join(_side(side, answer, number) for side in difference.sides)
    heading = escape(DIFFERENCES[difference.kind])
    return f'<section class="differ"><h3>{heading}</h3><div class="sides">{sides}</div></section>'


def _side(side: Side, answer: Answer, number: int) -> str:
    """One report's sentence, the words that differ marked in it, with the way to its article."""
    quote = side.quote
    before = quote.text[: side.start - quote.start]
    after = quote.text[side.end - quote.start :]
    mark = answer.mark_of(quote)
    way = _chip(answer.citations[mark - 1], number) if mark else article_link(quote.article)
    return (
        f'<div class="side"><span class="lead-in">{escape(quote.article.byline)}:</span> '
        f'<span class="quoted">{escape(before)}<strong>{escape(side.words)}</strong>{escape(after)}'
        f"</span> {way}</div>"
    )


def _also(articles: Iterable[Article]) -> str:
    links = ", ".join(f"{article_link(article)} ({escape(article.byline)})" for article in articles)
    return f'<span class="also-in">also in {links}</span>' if links else ""


def _copying(reply: Answer) -> str:
    ways = (
        ("text", "Copy as text", in_text(reply)),
        ("Markdown", "Copy as Markdown, with sources", in_markdown(reply)),
        ("citations", "Copy the list of citations", citation_list(reply)),
    )
    buttons = "".join(
        f'<button type="button" class="copy" data-copy="{escape(copied)}" aria-label="{meant}">'
        f"{label}</button>"
        for label, meant, copied in ways
    )
    return f'<div class="copying"><span aria-hidden="true">Copy</span>{buttons}{_link(reply)}</div>'


def _link(reply: Answer) -> str:
    """A button that copies the answer's address; nothing until the answer is kept."""
    if not reply.turn:
        return ""
    return (
        '<button type="button" class="link" aria-label="Copy a link to this answer">link</button>'
    )
