"""Which of a page's blocks are its article: trafilatura chooses, and the page keeps its words.

trafilatura trims, joins, rewrites and now and then loses paragraphs. So its text is only evidence:
what is handed over are the page's own blocks, whole and in order, whose words it chose, and those
that stand among them as they do.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass

import trafilatura
from lxml import etree
from trafilatura.settings import Document

from corpus.formats.html_blocks import BREAKING, Block
from corpus.formats.html_tree import Element, tag_of
from corpus.header import day_of_line
from corpus.paragraphs import Form

# Words in a row that a block and the choice must share; two are shared by chance.
RUN_WORDS = 3
# Of a block's runs of words that the choice must hold. On the invented pages of the tests all that
# it chose shared 1.0, and what it left out at most 0.5; where it rewrites a paragraph, runs break.
CHOSEN_SHARE = 0.6
# A shorter block shares its runs by chance: it must be an element of the choice, word for word.
SHORT_WORDS = 8
# Of a block's characters in links from which it is a list of links, not reporting.
LINKED_SHARE = 0.5

# Byline, date, share buttons and the entries of a summary; further down another article's begin.
LEAD_BLOCKS = 12

# What trafilatura and the tree functions it calls raised on broken pages, beside its own None.
_BREAKS = (
    etree.LxmlError, AttributeError, AssertionError, IndexError, KeyError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip
_WORD = re.compile(r"\w+")
_SENTENCE = re.compile(r"[.!?…。！？؟।۔።։။។][\"'”’»«“)\]]*$")

for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # our errors say what a person needs


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """What trafilatura took for the article: its runs of words, and its elements as words."""

    runs: frozenset[tuple[str, ...]]
    elements: frozenset[tuple[str, ...]]

    def holds(self, block: Block) -> bool:
        words = _words(block.text)
        if len(words) < SHORT_WORDS:
            return words in self.elements
        runs = _runs(words)
        return sum(run in self.runs for run in runs) >= CHOSEN_SHARE * len(runs)


def article_blocks(
    tree: Element, blocks: Sequence[Block], *, stated: Iterable[str] = ()
) -> tuple[Block, ...]:
    """The blocks of a stripped page that are its article, in reading order; none if there is none.

    `stated` are texts that the page's metadata give as the article's body, or a part of it.
    """
    choice = _choice(tree, stated)
    chosen = [choice.holds(block) for block in blocks]
    kept = _with_neighbours(blocks, chosen)
    return _without_repeats(block for block, keeps in zip(blocks, kept, strict=True) if keeps)


def _choice(tree: Element, stated: Iterable[str]) -> _Choice:
    copied = deepcopy(tree)
    # trafilatura drops what stands in these, even inside a sentence.
    etree.strip_tags(copied, "time", "label", "noindex")
    try:
        extracted = trafilatura.bare_extraction(
            copied, include_comments=False, include_tables=False, include_formatting=False
        )
    except _BREAKS:
        extracted = None
    found = [extracted] if isinstance(extracted, Document) else []
    parts = [part for page in found for part in page.body.iter("p", "head", "item", "quote")]
    elements = {_words("".join(part.itertext())) for part in parts}
    lines = [
        line
        for text in (*(page.text or "" for page in found), *stated)
        for line in text.split("\n")
    ]
    runs = {run for words in (*elements, *map(_words, lines)) for run in _runs(words)}
    return _Choice(runs=frozenset(runs), elements=frozenset(elements))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(unicodedata.normalize("NFC", text).casefold()))


def _runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + RUN_WORDS]) for at in range(len(words) - RUN_WORDS + 1)}


def _with_neighbours(blocks: Sequence[Block], chosen: Sequence[bool]) -> list[bool]:
    """The choice, and the sentences and headings that stand among the chosen as they do."""
    told = [at for at, block in enumerate(blocks) if is_reporting(block)]
    reporting = [at for at in told if chosen[at]] or _densest(blocks, told)
    if not reporting:
        return [False] * len(blocks)
    places = {place for at in reporting for place in _places(blocks[at].element)}
    lead = _lead(blocks, reporting[0])
    kept = list(chosen)
    for at, block in enumerate(blocks):
        is_near = reporting[0] <= at <= reporting[-1] or len(_words(block.text)) >= SHORT_WORDS
        is_among = is_near and not places.isdisjoint(_places(block.element))
        is_told = is_reporting(block) and (at in lead or is_among)
        if is_told or (at in lead and day_of_line(block.text)):
            kept[at] = True
    return kept


def _densest(blocks: Sequence[Block], told: Sequence[int]) -> list[int]:
    """Where trafilatura finds no article: the sentences of the fullest place."""
    by_place: dict[tuple[object, ...], list[int]] = {}
    for at in told:
        by_place.setdefault(_places(blocks[at].element)[-1], []).append(at)
    lengths = {place: sum(len(blocks[at].text) for at in ats) for place, ats in by_place.items()}
    return by_place[max(lengths, key=lengths.__getitem__)] if lengths else []


def _lead(blocks: Sequence[Block], first: int) -> range:
    """The headline, and what stands between it and the first paragraph: a standfirst, a date."""
    nearest = range(max(0, first - LEAD_BLOCKS), first)
    above = [at for at in nearest if blocks[at].level == 1]
    return range(above[-1], first) if above else range(0)


def is_reporting(block: Block) -> bool:
    """Whether a block reads as reporting: it ends a sentence and is no heading or set of links."""
    return (
        block.form is not Form.HEADING
        and block.linked < LINKED_SHARE
        and bool(_SENTENCE.search(block.text))
    )


def _places(element: Element) -> tuple[tuple[object, ...], ...]:
    """Where a block stands: in which element, and in which element's elements of one kind."""
    parent = element.getparent()
    if parent is None:
        return ((element,),)
    tag, around = tag_of(element), (tag_of(parent), parent.get("class"))
    grandparent = parent.getparent()
    own = (element,) if tag == "div" else (parent, tag)
    if grandparent is None or around[0] not in BREAKING - {"body", "article", "section"}:
        return (own,)
    return (own, (grandparent, around, tag))


def _without_repeats(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """A paragraph set a second time, as a pull quote or a summary, is left out."""
    seen: set[tuple[str, ...]] = set()
    kept: list[Block] = []
    for block in blocks:
        words = _words(block.text)
        if len(words) >= SHORT_WORDS and words in seen:
            continue
        seen.add(words)
        kept.append(block)
    return tuple(kept)
