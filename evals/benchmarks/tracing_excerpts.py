"""Excerpts drawn from articles, and what scanners and people do to them; always the same ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from evals.robustness.chance import between, pick

SHORTEST, LONGEST = 8, 40  # words of an excerpt, parted by white space
SLIPS_A_THOUSAND = 20  # letters that a scanner reads wrongly: 2 %
# What letters look like to a scanner: our own list of the familiar confusions.
_LOOKALIKES = {
    "l": "1", "o": "0", "e": "c", "i": "l", "h": "b", "n": "u", "a": "o", "t": "f", "s": "5",
    "m": "rn", "r": "n", "c": "e", "u": "n", "d": "cl", "g": "q", "y": "v",
}  # fmt: skip
_STRAIGHT = str.maketrans("“”‘’—–", "\"\"''--")
_WORD = re.compile(r"\S+")
_NO_LETTERS = re.compile(r"[\W\d_]+")

Noise = Callable[[str, str], str]  # an excerpt and a seed


def is_long_enough(text: str) -> bool:
    """Whether any excerpt may be drawn from a text: it has at least 40 words."""
    return len(text.split()) >= LONGEST


def drawn(texts: Sequence[str], *, seed: str) -> str:
    """A run of 8 to 40 words from one of the texts, each of which has at least 40.

    Raises:
        ValueError: there is no text.
    """
    source = pick(texts, seed, "text")
    words = tuple(_WORD.finditer(source))
    count = between(SHORTEST, LONGEST, seed, "count")
    first = between(0, len(words) - count, seed, "first")
    return source[words[first].start() : words[first + count - 1].end()]


def with_other_marks(excerpt: str, seed: str) -> str:
    """Curly quotation marks made straight and long dashes short; straight ones made curly."""
    del seed
    straight = excerpt.translate(_STRAIGHT)
    return excerpt.replace('"', "”").replace("'", "’") if straight == excerpt else straight


def with_a_word_changed(excerpt: str, seed: str) -> str:
    """One word, at the edges too, made another that articles have."""
    words = list(_WORD.finditer(excerpt))
    hit = pick(words, seed, "changed")
    others = [each for each in _OTHER_WORDS if each != _NO_LETTERS.sub("", hit[0]).lower()]
    return excerpt[: hit.start()] + pick(others, seed, "other") + excerpt[hit.end() :]


def with_slips(excerpt: str, seed: str) -> str:
    """Two letters of a hundred misread, left out or followed by a speck."""
    return "".join(
        _misread(letter, f"{seed} {place}")
        if between(1, 1000, seed, place) <= SLIPS_A_THOUSAND
        else letter
        for place, letter in enumerate(excerpt)
    )


def _misread(letter: str, seed: str) -> str:
    likened = _LOOKALIKES.get(letter.lower(), letter + ".")
    specked = letter + pick("., -'i", seed, "speck")
    return pick((likened, likened, likened, likened, "", specked), seed, "kind")


_OTHER_WORDS = (
    "harbour government never seven women yesterday blue house refused against several winter"
    " north company little before money quickly million president"
).split()
NOISES: Mapping[str, Noise] = {
    "as they stand": lambda excerpt, _seed: excerpt,
    "other quotation marks and dashes": with_other_marks,
    "one word changed": with_a_word_changed,
    "scanner's slips in 2 % of the letters": with_slips,
}
