"""Slips of the fingers in the telling words of a question; numbers are never hit."""

from __future__ import annotations

import re
from collections.abc import Callable

from evals.robustness.chance import pick, shuffled
from evals.robustness.function_words import is_function_word, is_number

# Four letters and more: a slip in a shorter word often makes another word of it.
_LONG_WORD = re.compile(r"(?<!\w)[^\W\d_]{4,}(?!\w)")
_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok",
    "o": "ipl", "p": "ol", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb",
    "h": "gyjn", "j": "hukm", "k": "jil", "l": "kop", "z": "asx", "x": "zsdc", "c": "xdfv",
    "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip

Slip = Callable[[str, int], str]  # a word and a position in it


def with_typos(question: str, *, count: int, seed: str) -> str | None:
    """The question with `count` of its telling words mistyped; None when it has too few.

    One slip a word: two letters swapped, one dropped, doubled, or its neighbour's key struck. First
    and last letters stay, as they mostly do under people's hands.
    """
    words = [match for match in _LONG_WORD.finditer(question) if _is_telling(match.group())]
    typed = question
    chosen = sorted(shuffled(words, seed, "where")[:count], key=lambda match: -match.start())
    for match in chosen:  # from the end, so that earlier places stay where they are
        typed = typed[: match.start()] + _mistyped(match.group(), seed) + typed[match.end() :]
    return typed if len(chosen) == count else None


def _is_telling(word: str) -> bool:
    return not is_function_word(word) and not is_number(word)


def _mistyped(word: str, seed: str) -> str:
    for slip in shuffled((_swapped, _dropped, _doubled, _neighbour), seed, word):
        results = [slip(word, at) for at in range(1, len(word) - 1)]
        wrong = [each for each in results if each.lower() != word.lower() and _is_telling(each)]
        if wrong:
            return pick(wrong, seed, word, "slip")
    raise AssertionError(f"doubling a letter of {word!r} always changes it")


def _swapped(word: str, at: int) -> str:
    if at == len(word) - 2:  # the last letter stays
        return word
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _dropped(word: str, at: int) -> str:
    return word[:at] + word[at + 1 :]


def _doubled(word: str, at: int) -> str:
    return word[: at + 1] + word[at:]


def _neighbour(word: str, at: int) -> str:
    letter = word[at]
    keys = _NEIGHBOURS.get(letter.lower(), letter)
    struck = pick(keys, word, at)
    return word[:at] + (struck.upper() if letter.isupper() else struck) + word[at + 1 :]
