"""Which words of a sentence are spoken by somebody: those within quotation marks."""

from __future__ import annotations

import re

_QUOTED = re.compile(r"^[^“”\"]+[,.?!…]\"(?!\w)|“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)|^[^“”\"]*”")


def without_quotes(text: str) -> str:
    """A text with its quoted words left out and their marks kept.

    A quotation that begins before the text or ends after it is left out up to its end.

    >>> without_quotes('"We waited," he said.')
    '"" he said.'
    """
    return _QUOTED.sub(lambda found: '""' if found[0].strip('“”"') else found[0], text)


def quoted_share(text: str) -> float:
    """The share in [0, 1] of a text's characters that stand within quotation marks."""
    quoted = sum(len(found[0]) for found in _QUOTED.finditer(text))
    return quoted / len(text) if text else 0.0
