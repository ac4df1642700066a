"""How two words that differ in one place differ: a slip of the finger, or another way to spell.

Four of five misspellings differ from the word meant by one letter left out, put in or struck
wrong, or by two swapped (Damerau 1964).
"""

from __future__ import annotations

_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok",
    "o": "ipl", "p": "ol", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb",
    "h": "gyjn", "j": "hukm", "k": "jil", "l": "kop", "z": "asx", "x": "zsdc", "c": "xdfv",
    "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip
_PAIR = 2  # letters
# Letters that one name is written with in different countries: Zelenskiy, Kobakhidse.
_BY_EAR = str.maketrans("yjzkqw", "iisccv")
LONG_NAME_LETTERS = 8  # from which names hardly differ in one letter and mean two people


def is_swap(typed: str, word: str) -> bool:
    """Whether two neighbouring letters of `word` are swapped in `typed`.

    >>> is_swap("pairs", "paris")
    True
    """
    one, other, _ = _difference(typed, word)
    return len(one) == _PAIR and one == other[::-1]


def is_of_the_finger(typed: str, word: str) -> bool:
    """Whether one slip of the finger makes `typed` of `word`.

    A letter left out, doubled, swapped with its neighbour, or its neighbour's key on a QWERTY
    keyboard struck. Any other letter makes another word: Milei is not miles.

    >>> is_of_the_finger("ukraihe", "ukraine"), is_of_the_finger("milei", "miles")
    (True, False)
    """
    one, other, before = _difference(typed, word)
    if not one:
        return len(other) == 1
    if not other:
        return one == before
    is_next_key = len(one) == len(other) == 1 and one in _NEIGHBOURS.get(other, "")
    return is_next_key or is_swap(typed, word)


def is_by_ear(one: str, other: str) -> bool:
    """Whether two different words may be one name, written otherwise.

    A letter is doubled, swapped with its neighbour or exchanged for one that sounds alike.

    >>> is_by_ear("zelenskyy", "zelenskiy"), is_by_ear("zelenskyy", "zelenska")
    (True, False)
    """
    mine, theirs, before = _difference(one.translate(_BY_EAR), other.translate(_BY_EAR))
    if not mine or not theirs:
        return (mine or theirs) in {"", before}
    return is_swap(one, other)


def is_variant(one: str, other: str) -> bool:
    """Whether two different words are likely one name: by ear, or long with a letter more or less.

    >>> is_variant("netanyahu", "netanyahou"), is_variant("johnson", "johnston")
    (True, False)
    """
    if one == other or one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return False
    mine, theirs, _ = _difference(one, other)
    are_long = min(len(one), len(other)) >= LONG_NAME_LETTERS
    is_longer = are_long and {len(mine), len(theirs)} == {0, 1}
    return is_longer or is_by_ear(one, other)


def _difference(one: str, other: str) -> tuple[str, str, str]:
    """What is left of two words without what they begin and end with alike; the letter before."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end], one[start - 1 : start]
