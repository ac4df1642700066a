"""Names of people and bodies cut out of what stands around them: titles, countries, offices."""

from __future__ import annotations

import re

from app.answering.mentions import may_be_person
from corpus.article import Article
from index.aliases import canonical, is_country
from index.words import content_words, fold, stem

_WORD = (
    r"(?:(?:[A-Z]\.){1,4}|(?:Sen|Rep|Gov|Gen|Lt|Col|Dr|Mr|Mrs|Ms|St)\."
    r"|(?:(?:al|el|an|ar|as|ash)-)?[A-Z][\w’'-]*)"
)
_LINK = (
    r"(?:de la|de|da|del|di|al|el|bin|ibn|van der|van den|van|von der|von|le|la|du|dos|of the|of)"
)
NAME_RUN = rf"{_WORD}(?: (?:{_LINK} )?{_WORD}){{0,7}}"
_TITLES = frozenset(
    "prime minister president vice-president secretary secretary-general general chancellor mayor"
    " senator professor dr mr mrs ms sir lord lady dame governor commissioner king queen prince"
    " princess pope captain colonel major sergeant lieutenant administrator director chairman chief"
    " judge justice ambassador congressman congresswoman representative rep sen gov gen spokesman"
    " spokeswoman bishop archbishop cardinal father sister rabbi imam sheikh detective inspector"
    " superintendent admiral coach deputy state".split()
)
_NOT_NAMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december he she it they we i you this that these those"
    " his her its their our who what when where while there here nobody everyone someone many most"
    " some both all one another others officials police critics residents experts researchers"
    " scientists analysts lawyers doctors farmers workers witnesses sources authorities aides"
    " supporters opponents secularists north south east west".split()
)
_BODY_OF = re.compile(r" of (?:the )?")


def person_in(run: str) -> str:
    """The name in a run of capitalised words, without titles before it; empty if there is none.

    >>> person_in("British Prime Minister Sir Keir Starmer")
    'Keir Starmer'
    >>> person_in("Secretary of State Antony Blinken")
    'Antony Blinken'
    """
    words = run.split()
    if words[-1].endswith(("'s", "’s", "s'", "s’")):
        return ""
    owners = [at for at, word in enumerate(words) if word.endswith(("'s", "’s"))]
    titles = [at for at, word in enumerate(words) if fold(word).strip(".") in _TITLES]
    begin = max((at + 1 for at in (*owners, *titles)), default=0)
    while begin < len(words) and not _is_named(words[begin]):  # "of State" of a secretary
        begin += 1
    lands = next(at for at in range(begin, len(words) + 1) if not _is_land(words, at))
    is_person = may_be_person(" ".join(words[lands:]))  # but the Greek Orthodox Church is Greek
    kept = _head(" ".join(words[lands if is_person else begin :]), is_titled=bool(titles))
    return "" if any(fold(word) in _NOT_NAMES for word in kept.split()) else kept


def _is_named(word: str) -> bool:
    return re.fullmatch(_WORD, word) is not None


def _is_country(word: str) -> bool:
    return is_country(canonical(fold(word)))


def _is_land(words: list[str], at: int) -> bool:
    """Whether a word of a country stands before a name: "British", "Teland's" aside."""
    return at + 1 < len(words) and _is_country(words[at]) and _is_named(words[at + 1])


def _head(name: str, *, is_titled: bool) -> str:
    """A person's name without what he or she is of: "Jon Eskil of Vastmar"."""
    head = _BODY_OF.split(name)[0]
    is_person = is_titled or (" " in head and may_be_person(head))
    return head if is_person else name


def stands_alone(person: str, start: int, text: str) -> bool:
    """Whether what stands at `start` of a sentence is a name, not a word that merely begins it.

    A single word there is one where the article's `text` writes it so elsewhere, and never small.
    """
    if " " in person or start > 0 or _is_country(person) or person.isupper():
        return True
    place = rf"(?<=[a-z,;] ){re.escape(person)}\b"
    return re.search(place, text) is not None and re.search(place.lower(), text) is None


def is_outlet(name: str, article: Article) -> bool:
    """Whether a name is that of the article's outlet, in full, in part or as initials."""
    own = {stem(word) for outlet in (article.outlet, article.reported_by) if outlet
           for word in content_words(outlet)}  # fmt: skip
    called = content_words(name)
    initials = "".join(word[0] for word in called)
    return bool(called) and ({stem(word) for word in called} <= own or initials in own)
