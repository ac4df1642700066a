"""From the text of a file to the text of an article: once, before any offset into it exists.

Cleaning leaves out and puts together again; it never adds, changes or moves a word. The words of
`Cleaned.text` are a subsequence of the words of the source, after what `corpus.markup` lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.boilerplate import sort_out, without_furniture
from corpus.header import read_opening
from corpus.metadata import Metadata
from corpus.paragraphs import Paragraph, paragraphs

STAND_IN_CHARACTERS = 120  # of a first sentence that stands in for a headline, "…" included

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Gov|Sen|Rep|Col|Lt|Sgt|St|No|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """An article's own words, paragraphs parted by one blank line, and what the text told of it.

    `text` is empty when nothing in the source is reporting. `told` holds what stood plainly in the
    text. `correction` is what the outlet says it got wrong, in its words.
    """

    text: str
    told: Metadata
    correction: str | None = None


def clean(source: str, *, headline: str | None = None) -> Cleaned:
    """The article in a plain or Markdown text; see `clean_paragraphs`."""
    return clean_paragraphs(paragraphs(source), headline=headline)


def clean_paragraphs(source: Sequence[Paragraph], *, headline: str | None = None) -> Cleaned:
    """The article in the paragraphs of a source.

    `headline`, where it is known from elsewhere, is left out of the text when it opens it.
    """
    opening = read_opening(without_furniture(source))
    parted = sort_out(_without_headline(opening.body, headline or opening.told.headline))
    corrections = "\n\n".join(paragraph.text for paragraph in parted.corrections)
    return Cleaned(
        text="\n\n".join(paragraph.text for paragraph in parted.reporting),
        told=opening.told,
        correction=corrections or None,
    )


def stand_in_headline(text: str) -> str:
    """The first sentence of a text, cut at a word to at most 120 characters with an ellipsis."""
    # Twice the limit is enough to see where a sentence within it ends.
    sentence = _first_sentence(text.partition("\n")[0][: 2 * STAND_IN_CHARACTERS])
    if len(sentence) <= STAND_IN_CHARACTERS:
        return sentence
    cut = sentence[:STAND_IN_CHARACTERS]
    whole_words = cut.rpartition(" ")[0] or cut[:-1]
    return whole_words.rstrip(" ,;:–—-") + "…"


def _first_sentence(paragraph: str) -> str:
    for end in _SENTENCE_END.finditer(paragraph):
        sentence = paragraph[: end.end()].rstrip()
        if not _ABBREVIATED.search(sentence):
            return sentence
    return paragraph


def _without_headline(body: Sequence[Paragraph], headline: str | None) -> Sequence[Paragraph]:
    repeats = headline and len(body) > 1 and _same_words(body[0].text, headline)
    return body[1:] if repeats else body


def _same_words(one: str, other: str) -> bool:
    return re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())
