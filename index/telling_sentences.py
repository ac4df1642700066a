"""The sentences of an article that can stand in a summary, and which need the one before them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.article import Article
from corpus.service_lines import is_service
from index.sentences import sentence_spans
from index.spans import Span

FEWEST_WORDS = 7  # shorter ones tell little: "The authorities had taken precautions."
MOST_CHARACTERS = 400  # of a quote
_WHOLE = re.compile(r"[“\"'‘(\[]?(?:[^\W_a-z]|[€$£¥]).*[.!][”\"'’)\]]*", re.DOTALL)
# What begins so leans on the sentence before it: pronouns, and words that join or compare.
_LEANING = re.compile(
    r"(?:He|She|It|They|We|His|Her|Its|Their|This|That|These|Those|Such|Some|Both|Neither|Most"
    r"|Others?|Another|Six|Two|Three|But|And|Yet|So|Nor|Or|Also|Still|However|Instead|Then|There"
    r"|Therefore|Nonetheless|Nevertheless|Moreover|Besides|Meanwhile|Afterwards?|Otherwise"
    r"|As a result|In response|Under (?:this|that|these|those)|For that reason|For example"
    r"|In its view|In their|In his|In her|At that|By then"
    r"|After that|Before that|Earlier in the day|The same|A similar|Similar|Behind (?:her|him|them)"
    r"|(?:One|Some|Many|Most|Few|Two|Three|Six|Half) of (?:them|these|those)"
    r"|The (?:moves?|trip|talks|visit|announcement|meeting|change|step)s? c[oa]mes?"
    r"|The (?:two|three|latter|former|move|decision|plan|deal|statement|comments?|remarks?))\b"
)
_OF_THIS = re.compile(r"(?:\S+ ){1,4}(?:this|it|them|him|those)\b")  # "RFI compares this with"
_ONE_SAID = re.compile(
    r"[,.!?][”\"] (?:said |he |she |they |it )(?:he|she|they|it|said|told|added|wrote|warned)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingSentence:
    """A sentence that can be quoted by itself, or after the one before it.

    `position` counts from 1 among those of the article; `leans_on` is where the sentence starts
    that has to be read first, None where this one stands alone.
    """

    article: Article
    span: Span
    position: int
    leans_on: int | None

    @property
    def text(self) -> str:
        """The sentence."""
        return self.span.of(self.article.text)


def telling_sentences(article: Article) -> tuple[TellingSentence, ...]:
    """The article's sentences that are whole, of 7 words or more and no question, in order.

    Left out is what speaks to readers of a site ("Subscribe to…") and what is over 400 characters.
    """
    spans = sentence_spans(article.text)
    before = (None, *spans)
    kept: list[TellingSentence] = []
    for span, previous in zip(spans, before, strict=False):
        text = span.of(article.text)
        if not _can_tell(text):
            continue
        leans = previous is not None and _leans(text)
        kept.append(
            TellingSentence(
                article=article,
                span=span,
                position=len(kept) + 1,
                leans_on=previous.start if previous and leans else None,
            )
        )
    return tuple(kept)


def _can_tell(text: str) -> bool:
    is_long_enough = len(text.split()) >= FEWEST_WORDS and len(text) <= MOST_CHARACTERS
    return is_long_enough and bool(_WHOLE.fullmatch(text)) and not is_service(text)


def _leans(text: str) -> bool:
    return bool(_LEANING.match(text) or _OF_THIS.match(text) or _ONE_SAID.search(text))
