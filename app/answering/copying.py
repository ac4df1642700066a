"""An answer to take along: as plain text, as Markdown with its sources, as a list of citations."""

from __future__ import annotations

import re
from urllib.parse import quote as percent_encoded

from app.reply import Answer, Citation
from corpus.article import Article
from corpus.dates import in_words
from corpus.web_urls import is_web_link

# Characters that Markdown or HTML would read: an article's words must come out as they stand.
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&])")
# What would make a list of a line that begins with it: "- ", "+ ", "1. ", "1) ".
_LIST = re.compile(r"^(\d*)([-+.)])(?= )")
_WHITE = re.compile(r"\s+")


def in_text(answer: Answer) -> str:
    """Question, answer and sources as plain text; `[1]` in a sentence is source 1 below."""
    sources = "\n".join(f"[{each.mark}] {_source(each)}" for each in answer.citations)
    said = (answer.question, *_short(answer), *_sentences(answer), f"Sources\n{sources}")
    return "\n\n".join(said) + "\n"


def in_markdown(answer: Answer) -> str:
    """Question and answer as Markdown, each source with its quote as a footnote."""
    sentences = []
    for sentence in answer.sentences:
        lead = f"*{markdown(sentence.lead_in)}* " if sentence.lead_in else ""
        marks = "".join(f"[^{mark}]" for mark in sentence.citations)
        sentences.append(f"> {lead}{markdown(sentence.text)}{marks}")
    notes = "\n".join(f"[^{each.mark}]: {_footnote(each)}" for each in answer.citations)
    short = (f"**{markdown(words)}**" for words in _short(answer))
    return "\n\n".join((f"## {markdown(answer.question)}", *short, *sentences, notes)) + "\n"


def citation_list(answer: Answer) -> str:
    """Each citation on a line: outlet, headline, date, address if known, quote; in their order."""
    return "".join(f"{_source(each)}: “{_line(each.quote.text)}”\n" for each in answer.citations)


def markdown(text: str) -> str:
    r"""A text on one line that Markdown shows as it stands.

    >>> print(markdown("1. *Stars* & <b>"))
    1\. \*Stars\* \& \<b\>
    """
    return _LIST.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", _line(text)))


def _short(answer: Answer) -> tuple[str, ...]:
    return (answer.short_answer,) if answer.short_answer else ()


def _sentences(answer: Answer) -> tuple[str, ...]:
    return tuple(
        f"{each.lead_in} {each.text} ".lstrip() + "".join(f"[{mark}]" for mark in each.citations)
        for each in answer.sentences
    )


def _source(citation: Citation) -> str:
    article = citation.quote.article
    told = (_outlet(article), f"“{_line(article.headline)}”", _day(article), _address(article))
    return ", ".join(filter(None, told))


def _footnote(citation: Citation) -> str:
    article = citation.quote.article
    headline, address = markdown(article.headline), _address(article)
    # Percent signs stand for what would end the link's address early.
    end = percent_encoded(address, safe="/:?#@!$&*+,;=%~")
    linked = f"[{headline}]({end})" if address else headline
    told = (markdown(_outlet(article)), f"“{linked}”", _day(article))
    return f"{', '.join(told)}: “{markdown(citation.quote.text)}”"


def _outlet(article: Article) -> str:
    """Whose words they are, saying so where they are our summary: the byline without its day."""
    said = article.byline.rpartition(", ")[0]
    return said[:1].upper() + said[1:]


def _day(article: Article) -> str:
    return in_words(article.reported_at) if article.reported_at else "date unknown"


def _address(article: Article) -> str:
    url = article.url or ""
    return url if is_web_link(url) else ""


def _line(text: str) -> str:
    return _WHITE.sub(" ", text).strip()
