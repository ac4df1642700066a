"""A conversation as one HTML file that stands alone: no script runs in it, nothing is fetched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from app.command.printing import DIFFERENCES
from app.conversations.kept import Listed
from app.conversations.reopened import Reopened, Unreadable
from app.reply import Abstention, Answer, Citation, Disagreement, Notice, Sentence
from corpus.article import Article
from corpus.dates import in_words
from corpus.markup import one_line
from corpus.web_urls import is_web_link

# A newspaper's calm, as the page has it, for a screen and for paper.
_STYLE = """
:root {
  color-scheme: light dark;
  --ink: #1f1c18; --paper: #fbfaf7; --muted: #625c53; --rule: #ded8cd; --accent: #8b1e1e;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #ebe6dc; --paper: #171614; --muted: #aea698; --rule: #3b3731; --accent: #f2a899; }
}
body {
  margin: 0 auto; max-width: 42rem; padding: 2rem 1.2rem 4rem; overflow-wrap: anywhere;
  font: 1rem/1.55 system-ui, sans-serif; color: var(--ink); background: var(--paper);
}
h1, h2, blockquote, q { font-family: Charter, Georgia, serif; }
h1, h2 { line-height: 1.3; }
h3 { font-size: 1rem; }
section { border-top: 1px solid var(--rule); margin-top: 2rem; }
blockquote { margin: .2rem 0 1rem; padding-left: .9rem; border-left: 3px solid var(--rule); }
li { margin-bottom: .5rem; }
sup { padding-left: .15em; line-height: 1; }
.short { font-size: 1.2rem; font-weight: 700; }
.told { color: var(--muted); font-size: .9rem; margin: 0; }
.told::first-letter { text-transform: uppercase; }
a { color: var(--accent); }
:target { outline: 2px solid var(--accent); outline-offset: .2rem; }
"""
# For whoever trusts neither the file nor us: under it a browser runs and fetches nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


class _Sources:
    """The citations of all replies, numbered from 1 through them, and how often each is named."""

    def __init__(self) -> None:
        self._citations: list[Citation] = []
        self._named: Counter[int] = Counter()

    def add(self, answer: Answer) -> int:
        """Take the citations of an answer; gives what is to be added to its marks."""
        before = len(self._citations)
        self._citations.extend(answer.citations)
        return before

    def mark(self, number: int) -> str:
        """A number that leads to its source, and can be led back to."""
        self._named[number] += 1
        return (
            f'<sup><a id="{_place(number, self._named[number])}" href="#source-{number}"'
            f' role="doc-noteref" aria-label="Source {number}">{number}</a></sup>'
        )

    def listed(self) -> str:
        """Every source with its quote, in the order of the numbers."""
        rows = "".join(self._row(at, each) for at, each in enumerate(self._citations, start=1))
        if not rows:
            return ""
        heading = '<h2 id="sources">Sources</h2>'
        return f'<section aria-labelledby="sources">{heading}\n<ol>\n{rows}</ol>\n</section>\n'

    def _row(self, number: int, citation: Citation) -> str:
        copies = ", ".join(_words(article.byline) for article in citation.also_in)
        also = f" Also in {copies}." if copies else ""
        back = " ".join(
            f'<a href="#{_place(number, time)}" role="doc-backlink"'
            f' aria-label="Back to where source {number} is named{_nth(time)}">↩</a>'
            for time in range(1, self._named[number] + 1)
        )
        quote = f'<q dir="auto">{_words(citation.quote.text)}</q>'
        source = _source(citation.quote.article)
        return f'<li id="source-{number}">{source} {quote}{also} {back}</li>\n'


def as_html(about: Listed, replies: Sequence[Reopened]) -> str:
    """The whole conversation, its sources numbered through it and standing at its end.

    Numbers and sources lead to each other; the turn at place N is `#turn-N`. Words of articles and
    of people are escaped, and the file is light or dark as its reader's system is.
    """
    counted = "1 question" if about.turns == 1 else f"{about.turns} questions"
    title = _words(about.title)
    sources = _Sources()
    turns = "".join(_turn(reply, sources) for reply in replies)
    began = in_words(about.began_at.date())
    return (
        f'{_head(title)}<body>\n<main>\n<h1 dir="auto">{title}</h1>\n'
        f'<p class="told">{began}, {counted}</p>\n'
        f"{turns}{sources.listed()}</main>\n</body>\n</html>\n"
    )


def _head(title: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n"
    )


def _turn(reply: Reopened, sources: _Sources) -> str:
    name = f"turn-{reply.turn}"
    said = "\n".join(filter(None, _paragraphs(reply, sources)))
    return (
        f'<section aria-labelledby="{name}"><h2 id="{name}" dir="auto">{_words(reply.question)}'
        f"</h2>\n{said}\n</section>\n"
    )


def _paragraphs(reply: Reopened, sources: _Sources) -> Iterator[str]:
    match reply:
        case Answer():
            yield from _answer(reply, sources)
        case Abstention():
            yield _paragraph(reply.message)
            yield _listed("The nearest articles:", reply.nearest)
            yield from map(_paragraph, reply.notes)
        case Notice():
            yield from map(_paragraph, filter(None, reply.message.split("\n\n")))
            yield _listed("", reply.articles)
        case Unreadable():
            yield _paragraph(reply.error.message)


def _answer(answer: Answer, sources: _Sources) -> Iterator[str]:
    before = sources.add(answer)
    if answer.short_answer:
        yield f'<p class="short" dir="auto">{_words(answer.short_answer)}</p>'
    for sentence in answer.sentences:
        marks = "".join(sources.mark(before + mark) for mark in sentence.citations)
        yield _sentence(sentence, marks, is_quote=answer.engine != "llm")
    for disagreement in answer.disagreements:
        yield _differing(disagreement, answer, sources, before=before)
    if answer.as_of:
        days = dict.fromkeys(in_words(day) for day in answer.as_of)
        yield f'<p class="told">As of {" – ".join(days)}.</p>'
    yield from map(_paragraph, answer.notes)


def _sentence(sentence: Sentence, marks: str, *, is_quote: bool) -> str:
    """A sentence with its marks; what a language model wrote is no quote."""
    tag = "blockquote" if is_quote else "p"
    said = f'<{tag} dir="auto">{_words(sentence.text)}{marks}</{tag}>'
    if not sentence.lead_in:
        return said
    return f'<p class="told" dir="auto">{_words(sentence.lead_in)}</p>\n{said}'


def _differing(
    disagreement: Disagreement, answer: Answer, sources: _Sources, *, before: int
) -> str:
    rows = []
    for side in disagreement.sides:
        mark = answer.mark_of(side.quote)
        note = sources.mark(before + mark) if mark else ""
        quote = f'<q dir="auto">{_words(side.quote.text)}</q>'
        rows.append(f"<li>{_words(side.quote.article.byline)}: {quote}{note}</li>\n")
    return f"<h3>{escape(DIFFERENCES[disagreement.kind])}</h3>\n<ul>\n{''.join(rows)}</ul>"


def _listed(heading: str, articles: Sequence[Article]) -> str:
    if not articles:
        return ""
    rows = "".join(f"<li>{_source(article)}</li>\n" for article in articles)
    return f"{_paragraph(heading) if heading else ''}<ul>\n{rows}</ul>"


def _source(article: Article) -> str:
    """Outlet, day, headline; the headline leads to where the original can be read, if known."""
    byline = _words(article.byline[:1].upper() + article.byline[1:])
    headline = f'<bdi dir="auto">{_words(article.headline)}</bdi>'
    url = article.url or ""
    if is_web_link(url):
        headline = f'<a href="{escape(url)}" rel="noreferrer">{headline}</a>'
    return f"{byline}: “{headline}”."


def _paragraph(text: str) -> str:
    return f'<p dir="auto">{_words(text)}</p>'


def _words(text: str) -> str:
    return escape(one_line(text))


def _place(number: int, time: int) -> str:
    """The id of where a source is named for the n-th time, from 1."""
    return f"named-{number}" if time == 1 else f"named-{number}-{time}"


def _nth(time: int) -> str:
    return "" if time == 1 else f", {time}"
