"""What a text says, whatever its spacing and quotation marks: to tell copies and revisions."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter

_FOLDED_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"') | dict.fromkeys("‘’‚‹›", "'"))
# Where a sentence ends, roughly: after "U.S." too, which does no harm where both texts are cut so.
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”»'’)\]]*\s+|\n+")
_WORD = re.compile(r"\w+")
_ACCENTS = re.compile("[\u0300-\u036f]+")  # of letters taken apart: combining diacritical marks


def wording_of(text: str) -> str:
    """Hex sha256 of the text with white space and quotation marks made alike, and nothing else.

    >>> wording_of("“No,” he  said.") == wording_of('"No," he said.')
    True
    >>> wording_of("No, he said.") == wording_of('"No," he said.')
    False
    """
    plain = " ".join(text.translate(_FOLDED_QUOTES).split())
    return hashlib.sha256(plain.encode()).hexdigest()


def words_of(text: str) -> list[str]:
    """The words in order, in lower case, without punctuation.

    >>> words_of("It cost $1.5m, he “said”.")
    ['it', 'cost', '1', '5m', 'he', 'said']
    """
    return _WORD.findall(text.casefold())


def folded(text: str) -> str:
    """The text in lower case without accents, to look for words however they are typed.

    >>> folded("Élysée, ÇA VA")
    'elysee, ca va'
    """
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def worded_sentences(text: str) -> tuple[str, ...]:
    """The sentences in order, each as its words with single spaces.

    They are cut by punctuation alone, and so alike wherever the same words stand.

    >>> worded_sentences("He said: “No.” She left!")
    ('he said no', 'she left')
    """
    cut = (" ".join(words_of(piece)) for piece in _SENTENCE_END.split(text))
    return tuple(sentence for sentence in cut if sentence)


def share_in_both(one: str, other: str) -> float:
    """Words that stand in sentences of both texts, as a share of the longer text's, in [0, 1].

    0.0 where neither has a word. A sentence counts as often as both texts hold it.

    >>> share_in_both("One two. Three four.", "One two. Five six seven. Eight.")  # 2 of 6 words
    0.3333333333333333
    """
    here, there = Counter(worded_sentences(one)), Counter(worded_sentences(other))
    longer = max(_words(here), _words(there))
    return _words(here & there) / longer if longer else 0.0


def _words(sentences: Counter[str]) -> int:
    return sum(len(sentence.split()) * times for sentence, times in sentences.items())
