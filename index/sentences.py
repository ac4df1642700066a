"""Where sentences begin and end, as exact offsets, never across a paragraph."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

import nltk
from nltk.tokenize import PunktTokenizer

from index.errors import ModelError
from index.spans import Span

# Abbreviations that the trained Punkt still splits after, in the lower case it wants them in.
# Found by reading its splits of wire copy; "p.m. ET" and "Gov. Smith" are the frequent ones.
_ABBREVIATIONS = frozenset(
    "a.m p.m gov sen rep gen lt col maj capt sgt rev hon st mt ft vs inc ltd co corp jr sr"
    " jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k u.n e.u d.c approx est".split()
)
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
_TIME_ZONE = re.compile(r"(?:E[SD]?T|P[SD]?T|C[SD]?T|GMT|BST|CES?T|UTC)\b")  # "5 p.m. ET" is one
_ASKED = re.compile(r"[!?][”’\"'»]*\Z")
_NUMBER = re.compile(r"\b[Nn]os?\.\Z")
_STRAY_CLOSING_QUOTES = re.compile(r"[”’»]+\s+(?=[A-Z“\"])")


def sentence_spans(text: str) -> tuple[Span, ...]:
    """The sentences of a text in order, without surrounding white space; nothing else is lost."""
    spans: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(text):
        for start, end in _rejoined(paragraph[0], _punkt().span_tokenize(paragraph[0])):
            spans.extend(_stripped(text, paragraph.start() + start, paragraph.start() + end))
    return tuple(spans)


def split_sentences(text: str) -> list[str]:
    """The text cut where sentences begin; joined again it is the text, white space included."""
    starts = [span.start for span in sentence_spans(text)]
    cuts = [0, *starts[1:], len(text)] if starts else [0, len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if a < b]


def _rejoined(paragraph: str, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Punkt's spans with its mistakes on newswire undone.

    Time zones, closing quotes, who asked after a question that is quoted, "No. 10".
    """
    joined: list[tuple[int, int]] = []
    for start, end in pairs:
        stray = _STRAY_CLOSING_QUOTES.match(paragraph, start, end)
        if joined and _goes_on(paragraph[joined[-1][0] : end], start - joined[-1][0]):
            joined[-1] = (joined[-1][0], end)
        elif joined and stray:
            joined[-1] = (joined[-1][0], start + len(stray[0].rstrip()))
            joined.append((stray.end(), end))
        else:
            joined.append((start, end))
    return joined


def _goes_on(text: str, at: int) -> bool:
    """Whether what begins at a place of a text ends the sentence before it."""
    before = text[:at].rstrip()
    is_of_question = text[at].islower() and _ASKED.search(before)  # “Why?” he asked.
    is_of_number = text[at].isdigit() and _NUMBER.search(before)  # No. 10
    return bool(is_of_question or is_of_number or _TIME_ZONE.match(text, at))


def _stripped(text: str, start: int, end: int) -> list[Span]:
    inner = text[start:end]
    lead = len(inner) - len(inner.lstrip())
    kept = inner.strip()
    return [Span(start=start + lead, end=start + lead + len(kept))] if kept else []


@cache
def _punkt() -> PunktTokenizer:
    """NLTK's trained English Punkt, from the copy of its data that LlamaIndex carries.

    Raises:
        ModelError: that copy is missing, so sentences cannot be told apart offline.
    """
    package = importlib.util.find_spec("llama_index.core")  # found, not imported: that takes 4 s
    if package is None or package.origin is None:
        raise ModelError("llama-index-core is not installed.", remedy="Run `make setup`.")
    folder = str(Path(package.origin).parent / "_static" / "nltk_cache")
    if folder not in nltk.data.path:
        nltk.data.path.insert(0, folder)
    try:
        tokenizer = PunktTokenizer("english")
    except LookupError as error:
        raise ModelError(
            f"No sentence tokenizer in {folder}.", remedy="Reinstall llama-index-core."
        ) from error
    tokenizer._params.abbrev_types.update(_ABBREVIATIONS)  # noqa: SLF001 - Punkt's only way
    return tokenizer
