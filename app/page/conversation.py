"""The conversation as HTML: pure functions from what was said to escaped markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import assert_never

from app.command.printing import DIFFERENCES
from app.page.session import AskedAgain, Pending, Trouble, Turn, Wish, reply_of, wishes
from app.reply import (
    Abstention,
    Answer,
    Citation,
    Disagreement,
    Notice,
    Sentence,
    Side,
    independent_sources,
)
from corpus.article import Article
from corpus.dates import in_words
from index.dates.dated_words import days_in_words

PROVISIONAL_AFTER_SECONDS = 0.5  # before that, a line of progress would only flicker
HOVER_CHARACTERS = 400  # of a quote in the tip of its chip: all of it, by the limit of a quote

EMPTY_LIBRARY = (
    '<section class="start"><h2>Nothing to read yet</h2>'
    "<p>Clippings answers from articles that you give it, and shows the exact passage behind "
    "every sentence.</p>"
    "<p>Add a few: choose files under <b>Articles</b>, or run "
    "<code>clippings add FOLDER</code> in a terminal and load this page again.</p></section>"
)
SAMPLE_NOTICE = (
    '<p class="sample">These are sample articles: short summaries, in our own words, of real '
    "reports. To ask about your own, choose files under <b>Articles</b> or run "
    "<code>clippings add FOLDER</code>.</p>"
)


def conversation(turns: Sequence[Turn], *, start: str) -> str:
    """Every turn, oldest first, or `start` (HTML) before the first; the last reply is `#answer`."""
    if not turns:
        return start
    last = len(turns) - 1
    return "".join(_turn(turn, number, is_last=number == last) for number, turn in enumerate(turns))


def start(*, articles: int, is_sample: bool, examples: Sequence[str], notice: str = "") -> str:
    """What stands there before the first question: how to begin, and questions to try.

    `notice` is who else receives what is asked.
    """
    if not articles:
        return EMPTY_LIBRARY
    held = "one article" if articles == 1 else f"{articles:,} articles"
    return (
        f'<section class="start"><h2>Ask the news</h2><p>Answers come from the {held} here and '
        "from nowhere else. Each sentence is quoted; its number opens the article at the passage."
        f"</p>{_notes([notice] if notice else [])}{suggestions(examples)}"
        f"{SAMPLE_NOTICE if is_sample else ''}</section>"
    )


def suggestions(questions: Sequence[str]) -> str:
    """Questions as buttons that ask them; nothing when there are none."""
    if not questions:
        return ""
    buttons = "".join(
        f'<li><button type="button" class="suggestion">{escape(question)}</button></li>'
        for question in questions
    )
    return f'<ul class="suggestions">{buttons}</ul>'


def article_link(article: Article) -> str:
    """A link that opens the article beside the chat."""
    return (
        f'<a class="article" href="#article-{escape(article.article_id)}">'
        f"{escape(article.headline)}</a>"
    )


def article_list(articles: Iterable[Article]) -> str:
    """Articles as a list of links, each with its byline."""
    rows = "".join(
        f'<li>{article_link(article)} <span class="byline">{escape(article.byline)}</span></li>'
        for article in articles
    )
    return f'<ul class="articles">{rows}</ul>' if rows else ""


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


def _turn(turn: Turn, number: int, *, is_last: bool) -> str:
    name = ' id="answer"' if is_last else ""
    again = _again(turn) if is_last else ""
    busy = "true" if isinstance(turn, Pending) else "false"
    return (
        f'<article class="turn" aria-labelledby="asked-{number}">'
        f'<h2 class="asked" id="asked-{number}" tabindex="-1">{escape(turn.question)}</h2>'
        f'<div class="reply"{name} aria-busy="{busy}">{_reply(turn, number)}</div>{again}</article>'
    )


def _reply(turn: Turn, number: int) -> str:
    match turn:
        case Answer():
            return _answer(turn, number)
        case Abstention():
            return _abstention(turn)
        case Notice():
            listed = article_list(turn.articles) + suggestions(turn.suggestions)
            return f"{_paragraphs(turn.message)}{listed}"
        case AskedAgain():
            left_out = " and ".join(wish for wish in Wish if wish in turn.without)
            said = f'<p class="read">Asked again without {left_out}</p>'
            return said + _reply(turn.reply, number)
        case Pending():
            shown = _answer(turn.shown, number) if turn.shown else ""
            return _progress(turn) + shown
        case Trouble():
            return f'<p class="trouble">{escape(turn.message)} {escape(turn.remedy)}</p>'
        case _:
            assert_never(turn)


def _answer(answer: Answer, number: int) -> str:
    short = f'<p class="short">{escape(answer.short_answer)}</p>' if answer.short_answer else ""
    sentences = "".join(_sentence(sentence, answer, number) for sentence in answer.sentences)
    return (
        f'{_read(answer.query.read)}{short}<ol class="sentences">{sentences}</ol>'
        f"{_differences(answer, number)}"
        f'<p class="as-of">{escape(as_of(answer))}</p>{_notes(answer.notes)}'
    )


def _sentence(sentence: Sentence, answer: Answer, number: int) -> str:
    cited = tuple(answer.citations[mark - 1] for mark in sentence.citations)
    chips = " ".join(_chip(citation, number) for citation in cited)
    lead = f'<span class="lead-in">{escape(sentence.lead_in)}</span> ' if sentence.lead_in else ""
    kind = "written" if answer.engine == "llm" else "quoted"  # a model's words are no quote
    return (
        f'<li>{lead}<span class="{kind}">{escape(sentence.text)}</span> {chips}'
        f"{_dated(cited)}"
        f"{_also(article for citation in cited for article in citation.also_in)}</li>"
    )


def _chip(citation: Citation, number: int) -> str:
    article, mark = citation.quote.article, citation.mark
    tip = f"{article.headline} ({article.byline}): {citation.quote.text[:HOVER_CHARACTERS]}"
    return (
        f'<a class="citation" href="#cite-{number}-{mark}" title="{escape(tip)}"'
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


def _abstention(abstention: Abstention) -> str:
    nearest = article_list(abstention.nearest)
    heading = '<p class="nearest">The nearest articles:</p>' if nearest else ""
    return (
        f'{_read(abstention.query.read)}<p class="refusal">{escape(abstention.message)}</p>'
        f"{heading}{nearest}{_notes(abstention.notes)}"
    )


def _again(turn: Turn) -> str:
    """Buttons that ask the question again without the outlets or dates that were read from it."""
    reply = reply_of(turn)
    buttons = "".join(
        f'<button type="button" class="without" data-wish="{wish}">'
        f"Ask again without {wish}</button>"
        for wish in (wishes(reply) if reply else ())
    )
    return f'<div class="again">{buttons}</div>' if buttons else ""


def _progress(pending: Pending) -> str:
    wait = max(0, round(1000 * (PROVISIONAL_AFTER_SECONDS - pending.elapsed_seconds)))
    words = escape(pending.message or "Looking through the articles…")
    return f'<p class="progress" style="animation-delay:{wait}ms">{words}</p>'


def _read(read: Sequence[str]) -> str:
    words = "; ".join(read)
    return f'<p class="read">{escape(words[:1].upper() + words[1:])}</p>' if read else ""


def _notes(notes: Sequence[str]) -> str:
    return "".join(f'<p class="note">{escape(note)}</p>' for note in notes)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.split("\n\n") if part.strip())
