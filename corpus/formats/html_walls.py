"""Pages without an article: front pages, log-ins, cookie walls, shells that a script would fill."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.errors import UnreadableFile
from corpus.formats.html_blocks import Block
from corpus.formats.html_text import LINKED_SHARE, is_reporting

# A news brief has 30 words and more; a page that calls itself an article is believed with fewer.
LEAST_WORDS = 25
LEAST_STATED_WORDS = 8
# Walls have one or two short paragraphs; a longer text that speaks of cookies is about them.
WALL_WORDS = 150
# Headlines that lead elsewhere, among the paragraphs: a front page has more of them than this and
# at least one for three paragraphs; an article has a few related ones.
LINKED_HEADLINES = 4
PARAGRAPHS_A_HEADLINE = 3

_UNPARTED = "\u2e80"  # from here on, Unicode has the scripts of East Asia
_WALL = re.compile(
    r"\bcookies?\b|\bconsent\b|\b(?:log|sign) ?in\b|\bregister\b|\bsubscri(?:be|bers?|ption)\b"
    r"|\bpasswords?\b|\bjavascript\b|\bcaptcha\b|\b(?:not a robot|are human|unusual traffic)\b"
    r"|\baccess (?:denied|to this page)\b|\b(?:ad|content) ?blocker|\bpage (?:not found|you)\b"
    r"|\banmelden\b|\beinloggen\b|\beinwilligung\b|\bse connecter\b|\binic(?:ia|ie) sesión\b"
    r"|\bvendors?\b|\bour (?:\d+ )?partners\b",
    re.IGNORECASE,
)


def refuse_without_article(
    blocks: Sequence[Block], chosen: Sequence[Block], *, is_article: bool, where: str
) -> None:
    """See that the blocks chosen of a page's blocks are an article.

    `is_article` says that the page calls itself one.

    Raises:
        UnreadableFile: they are none; the message says what the page is instead.
    """
    reporting = [block for block in chosen if is_reporting(block)]
    words = sum(map(_words, reporting))
    least = LEAST_STATED_WORDS if is_article else LEAST_WORDS
    if words < least:
        raise _no_article(blocks, where=where)
    on_walls = [block for block in reporting if _WALL.search(block.text)]
    if not is_article and words < WALL_WORDS and 2 * len(on_walls) >= len(reporting):
        raise _walled(where)
    if not is_article and _is_front(blocks, reporting):
        raise UnreadableFile(
            f"{where} is a page of headlines, not an article.",
            remedy="Open the article that you mean, and add that page.",
        )


def _words(block: Block) -> int:
    """Its words; in Chinese and Japanese, which do not part them, one for two characters."""
    return len(block.text.split()) + sum(letter >= _UNPARTED for letter in block.text) // 2


def _no_article(blocks: Sequence[Block], *, where: str) -> UnreadableFile:
    shown = " ".join(block.text for block in blocks)
    if any(_WALL.search(block.text) for block in blocks) and len(shown.split()) < WALL_WORDS:
        return _walled(where)
    if len(shown.split()) < LEAST_WORDS:
        return UnreadableFile(
            f"{where} shows no text; scripts may fill it, which Clippings does not run.",
            remedy="Open it in a browser, wait for the article, and save the page from there.",
        )
    return UnreadableFile(
        f"{where} holds no article that can be told from the rest of the page.",
        remedy="Save the article's own page, or its text as .txt.",
    )


def _walled(where: str) -> UnreadableFile:
    return UnreadableFile(
        f"{where} is a log-in, a cookie notice or an error page, not the article behind it.",
        remedy="Open it in your browser, get to the article, and save the page from there.",
    )


def _is_front(blocks: Sequence[Block], reporting: Sequence[Block]) -> bool:
    places = [
        at for at, block in enumerate(blocks) if block is reporting[0] or block is reporting[-1]
    ]
    among = blocks[max(0, places[0] - 1) : places[-1]]
    leading_away = sum(block.level > 0 and block.linked >= LINKED_SHARE for block in among)
    is_many = leading_away >= LINKED_HEADLINES
    return is_many and leading_away * PARAGRAPHS_A_HEADLINE >= len(reporting)
