"""Words of a question that the library lacks, read as the words they were meant to be.

A mistyped word is replaced by the nearest one of the library, or else of English; a word that the
library has is never changed, but a name's other spellings in the library are searched beside it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from re import Match

from corpus.database import Database
from index.aliases import canonical, is_country
from index.lexical import LexicalIndex
from index.query import Respelling
from index.slips import LONG_NAME_LETTERS, is_of_the_finger, is_swap, is_variant
from index.vocabulary import LETTERS, SHORTEST, Vocabulary, english
from index.words import VARIANT_LETTERS, content_words, fold, stem

# From which a word may hold two slips. At 9, RealTimeQA's launchpad became launched.
TWO_SLIPS_LETTERS = 11
# A name that stands less often than once in so many words of the library is not taken to be meant.
# Over 10,000 passages of RealTimeQA 98 of 100 typos in their names are mended so, and 5 of 100
# names that they lack are taken for one of theirs; at 200,000 it is 27 and 3.
RARE_NAME_WORDS = 500_000
_DESCRIBING = "headline, outlet, author, based_on_outlet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelt:
    """A question with its mistyped words replaced, and what was replaced, in order."""

    text: str
    changed: tuple[Respelling, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speller:
    """Reads questions by the words that the library had at one moment."""

    vocabulary: Vocabulary
    lexical: LexicalIndex

    def respell(self, question: str) -> Respelt:
        """The question with the words it was meant to have in place of mistyped ones.

        Words of fewer than four letters, those with figures in them, names of countries, and words
        that the library has in any inflection stay as they are.
        """
        changed: list[Respelling] = []
        pieces: list[str] = []
        done = 0
        for match in LETTERS.finditer(question):
            meant = self._meant(_Typed.at(match)) if self._is_strange(match[0]) else None
            if meant:
                changed.append(Respelling(typed=match[0], read=meant))
                pieces += [question[done : match.start()], meant]
                done = match.end()
        return Respelt(text="".join((*pieces, question[done:])), changed=tuple(changed))

    def variants(self, text: str) -> tuple[Respelling, ...]:
        """Other spellings, in the library, of its names in a text: Zelenskyy for Zelensky."""
        words = self.vocabulary
        typed = dict.fromkeys(match[0] for match in LETTERS.finditer(text))
        return tuple(
            Respelling(typed=name, read=words.written[other])
            for name in typed
            if _may_have_variants(name) and fold(name) in words.names
            for other in sorted(words.near(fold(name), within=1))
            if other in words.names and _is_same_name(fold(name), other)
        )

    def _is_strange(self, form: str) -> bool:
        word = canonical(fold(form))
        if len(form) < SHORTEST or is_country(word) or not content_words(form):
            return False
        return fold(form) not in self.vocabulary and not self.lexical.holds(word)

    def _meant(self, typed: _Typed) -> str | None:
        """The word meant by a strange one, with its capitals; None when nothing is near."""
        words, allowed = self.vocabulary, typed.slips_allowed
        slips = {
            **english().near(typed.word, within=allowed),
            **words.near(typed.word, within=allowed),
        }

        def unlikeliness(word: str) -> tuple[int, bool, bool, int, str]:
            times = words.counts.get(word, 0)
            return slips[word], not is_of_the_finger(typed.word, word), not times, -times, word

        likely = [word for word in slips if typed.may_mean(word, words)]
        return _cased(min(likely, key=unlikeliness), typed, words) if likely else None


class Spelling:
    """The words of one home, read once for each state of its library. Safe to share."""

    def __init__(self, database: Database, lexical: LexicalIndex) -> None:
        self._database = database
        self._lexical = lexical
        self._lock = threading.Lock()
        self._state: frozenset[tuple[str | None, ...]] | None = None
        self._vocabulary = Vocabulary.of(())

    def current(self) -> Speller:
        """A speller with the words of the current articles, their headlines, outlets and authors.

        They are read again after an article came, went or was described anew: in a second for
        10,000 passages; otherwise, to see that nothing changed takes some milliseconds.
        """
        rows = self._database.rows(
            f"SELECT article_id, {_DESCRIBING} FROM articles WHERE is_current"  # noqa: S608
        )
        state = frozenset(tuple(row) for row in rows)
        with self._lock:
            if state != self._state:
                self._vocabulary = Vocabulary.of(self._texts())
                self._state = state
            return Speller(vocabulary=self._vocabulary, lexical=self._lexical)

    def _texts(self) -> Iterator[str]:
        for row in self._database.rows(
            f"SELECT {_DESCRIBING}, text FROM articles WHERE is_current"  # noqa: S608
        ):
            yield "\n".join(part for part in row if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Typed:
    """A word as it was typed: folded, with what its capitals tell."""

    word: str
    form: str
    has_capital: bool  # and the rest of the question has not
    is_first: bool

    @classmethod
    def at(cls, match: Match[str]) -> _Typed:
        form = match[0]
        return cls(
            word=fold(form),
            form=form,
            has_capital=form[0].isupper() and not match.string.isupper(),
            is_first=not match.string[: match.start()].strip(" \"'“‘¿("),
        )

    @property
    def slips_allowed(self) -> int:
        return 2 if len(self.word) >= TWO_SLIPS_LETTERS and not self.has_capital else 1

    def may_mean(self, word: str, vocabulary: Vocabulary) -> bool:
        """Whether a word one or two slips away may be meant. Names are held to more than words."""
        if not self.has_capital:
            return not _is_english(self.word)
        if not self.is_first:
            return self._may_be_name(word, vocabulary)
        return not _is_english(self.word) and self._is_alike(word)

    def _may_be_name(self, name: str, vocabulary: Vocabulary) -> bool:
        is_place = is_country(canonical(name))
        if not is_place and vocabulary.counts.get(name, 0) * RARE_NAME_WORDS <= vocabulary.total:
            return False
        is_name, is_english = is_place or name in vocabulary.names, _is_english(self.word)
        if is_swap(self.word, name):  # "Pairs" is Paris, but "Merkel" is nobody else
            return is_name or (not is_english and len(self.word) > VARIANT_LETTERS)
        # Katrin is not Katrina.
        ends_alike = self.word[-1] == name[-1]
        return is_name and not is_english and ends_alike and self._is_alike(name)

    def _is_alike(self, word: str) -> bool:
        if is_of_the_finger(self.word, word):
            return True
        is_place = is_country(canonical(word))
        return not is_place and (is_variant(self.word, word) or len(self.word) >= LONG_NAME_LETTERS)


def _is_english(word: str) -> bool:
    """Whether a folded word is a common one, or the plural of one."""
    return word in english() or (word.endswith("s") and word[-2] != "s" and word[:-1] in english())


def _may_have_variants(form: str) -> bool:
    is_place = is_country(canonical(fold(form)))
    return len(form) >= VARIANT_LETTERS and form[0].isupper() and not is_place


def _is_same_name(name: str, other: str) -> bool:
    """Whether two names of the library are one; of common English names, only with a swap."""
    if len(other) < VARIANT_LETTERS or is_country(canonical(other)):
        return False
    if stem(name) == stem(other) or (name in english() and other in english()):
        return False
    is_common = name in english() or other in english()
    return is_swap(name, other) if is_common else is_variant(name, other)


def _cased(word: str, typed: _Typed, vocabulary: Vocabulary) -> str:
    written = vocabulary.written.get(word, word)
    if typed.form.isupper():
        return written.upper()
    if not typed.form[0].isupper():
        return written.lower()
    return written if written[0].isupper() else written.capitalize()


def told(changed: Iterable[Respelling]) -> tuple[str, ...]:
    """What was searched beside or in place of what was typed, in our words; none for none."""
    pairs = ", ".join(f"{each.read} (for {each.typed})" for each in changed)
    return (f"also searched: {pairs}",) if pairs else ()
