"""Characters and marks that are not words: taken out before an article's offsets exist.

This is the whole list of what cleaning does inside a line; it changes no word:

- soft hyphens go, together with the line break they stand at (`presi-` / `dent`);
- in a PDF, a hyphen that only divides a word at the end of its line goes with the line break, and
  one that belongs to a word loses the break alone; `corpus.formats.pdf_hyphens` tells them apart;
- zero-width spaces, byte order marks, control characters and halves of surrogate pairs go;
- any run of white space, no-break spaces included, is one space;
- Markdown: emphasis, links (their words stay), images, HTML tags and comments, backslash escapes.

Nothing is Unicode-normalised: quotation marks, dashes and accents stay as they were published.
"""

from __future__ import annotations

import re

_SOFT_HYPHEN = re.compile(r"\u00ad(?:[ \t]*\r?\n[ \t]*(?=\w))?")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b\u2060\ufeff\ud800-\udfff]")

# A link needs an address, so that "[sic](see below)" is left alone; one level of brackets may
# stand inside the address, as in Wikipedia's.
_ADDRESS = r"\((?:[a-z][a-z0-9+.-]*:|www\.|[/#.])(?:[^()]|\([^()]*\))*\)"
_IMAGE = re.compile(r"!\[[^\[\]]*\]\((?:[^()]|\([^()]*\))*\)")
_LINK = re.compile(rf"(?<!\\)\[([^\[\]]*)\]{_ADDRESS}", re.IGNORECASE)
_TAG = re.compile(
    r"<!--[^<>]*-->|</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<https?://[^<>\s]*>", re.IGNORECASE
)
# Marks count only at the edges of words: 2*3*4 and snake_case_names are words.
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])([^*]*[^\s*\\])\*(?![\w*])")
_STRONG = re.compile(r"(?<![\w\\])\*\*(?=[^\s*])([^*]*[^\s*\\])\*\*(?!\w)")
_STRONG_EMPHASIS = re.compile(r"(?<![\w\\])\*{3}(?=[^\s*])([^*]*[^\s*\\])\*{3}(?!\w)")
_UNDERSCORED = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_]*[^\s_\\])\1(?!\w)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")  # any ASCII punctuation: CommonMark 0.31, section 2.4


def visible(text: str) -> str:
    """The text without soft hyphens and characters that have no shape; line breaks stay."""
    return _INVISIBLE.sub("", _SOFT_HYPHEN.sub("", text))


def one_line(text: str) -> str:
    """The visible text with every run of white space made one space, and none at the ends."""
    return " ".join(visible(text).split())


def unmarked(text: str) -> str:
    """One line of plain text: the words of a paragraph of Markdown, or of text without any."""
    text = _LINK.sub(r"\1", _IMAGE.sub("", _TAG.sub("", text)))
    for mark in (_EMPHASIS, _STRONG_EMPHASIS, _STRONG, _EMPHASIS):
        text = mark.sub(r"\1", text)
    text = _UNDERSCORED.sub(r"\2", text)
    return one_line(_ESCAPE.sub(r"\1", text))
