"""What a question asks for: its telling words, its names, the kind of thing that answers it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.kinds import Kind, capitals_tell, kind_asked, mentions, names
from index.lexical import LexicalIndex
from index.query import Query, without
from index.spans import Span
from index.words import content_words, fold, spelling_variant, stem, stems

# Of a word read as an outlet. On MultiHop-RAG's dev half 0, 0.2 and 0.4 answer alike, but for one
# question in 98 that is refused at 0.
OUTLET_WEIGHT = 0.2
CARRIED_WEIGHT = 0.4  # of a word carried over from the conversation, beside the question's own
_NEAR = 3  # words apart at which a pair of the question's words still counts as standing together
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_OPEN = re.compile(
    r"(?:according to [^,]+, |and |but )?(?:why|explain|describe|summari[sz]e|how"
    r"(?! (?:many|much|long|old|tall|far|big|large|high|often|fast|deep|wide|heavy|soon|late))"
    r"|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might"
    r"|(?:for |on )?what(?:['’]s| is| was| were)? .{0,40}?"
    r"\b(?:reasons?|explanations?|grounds?|motives?|excuses?)"
    r"|what (?:happen|came)\w*|what (?:do|did|does|has|have|had) [^,?]+ (?:said|say|told|tell|think"
    r"|argued?|claim(?:ed)?|write|written|warn(?:ed)?|answer(?:ed)?|repl(?:y|ied)|respond(?:ed)?"
    r"|mean|meant|make of|made of))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFor:
    """A question, read. `weights` are inverse document frequencies of its stems, each above 0."""

    kind: Kind
    weights: dict[str, float]
    order: tuple[str, ...]
    names: tuple[str, ...]  # stems of the words of its names, and its numbers
    own_names: tuple[str, ...]  # those of them that were asked now, not carried over
    rare_names: tuple[str, ...]  # those of them that few passages hold: what the question is about
    unknown: tuple[str, ...]  # those of its names, as typed, that stand nowhere in the library
    also: Mapping[str, str] = field(default_factory=dict)  # stems of other spellings, of its own
    is_open: bool = False  # asks why, how, whether, or what was said: no few words answer that

    def overlap(self, sentence: Sequence[str]) -> float:
        """Share in [0, 1] of the question's words, by weight, among a sentence's stems."""
        total = sum(self.weights.values())
        held = self._as_asked(sentence)
        return sum(w for word, w in self.weights.items() if word in held) / total if total else 0.0

    def pairs_near(self, sentence: Sequence[str]) -> float:
        """Share in [0, 1] of the question's neighbouring pairs that are near in a sentence."""
        pairs = list(zip(self.order, self.order[1:], strict=False))
        places = {word: at for at, word in enumerate(sentence)}
        near = sum(
            a in places and b in places and abs(places[a] - places[b]) <= _NEAR for a, b in pairs
        )
        return near / len(pairs) if pairs else 0.0

    def missing_names(self, place: Sequence[str]) -> tuple[str, ...]:
        """Names and numbers of the question that stand nowhere in `place`, by any spelling."""
        held = self._as_asked(place)
        return tuple(n for n in self.names if n not in held and not spelling_variant(n, held))

    def names_held(self, place: Sequence[str]) -> float:
        """Share in [0, 1] of the question's names, by weight, in `place`; 1 without names."""
        total = sum(self.weights.get(name, 0.0) for name in self.names)
        lost = sum(self.weights.get(name, 0.0) for name in self.missing_names(place))
        return 1.0 - lost / total if total else 1.0

    def _as_asked(self, sentence: Sequence[str]) -> set[str]:
        """The stems of a sentence, names that are spelt otherwise under the question's spelling."""
        held = set(sentence)
        return held | {self.also[other] for other in held & self.also.keys()}

    def is_held_by(self, sentence: str) -> bool:
        """Whether the sentence holds the kind of thing asked for, beyond what the question gave."""
        if self.kind is Kind.ANYTHING:
            return True
        given = set(self.order)
        found = [set(stems(span.of(sentence))) for span in mentions(sentence, self.kind)]
        # "Said" has no stem of its own, and tells that words follow.
        return any(not each <= given or (self.kind is Kind.QUOTE and not each) for each in found)


def read_question(query: Query, lexical: LexicalIndex) -> AskedFor:
    """Read a question against a library, whose passages say which of its words are rare."""
    text = query.matter
    own_text = text[: len(query.text.removesuffix(query.carried))]
    passages = max(lexical.count(), 1)
    asked = content_words(text)
    own = set(content_words(own_text))
    frequency = {word: lexical.passages_with(word) for word in dict.fromkeys(asked)}
    outlet_words = _only_in(text, query.reading.outlet_spans)
    weights = {
        stem(word): (1.0 if word in own else CARRIED_WEIGHT)
        * (OUTLET_WEIGHT if word in outlet_words else 1.0)
        * math.log(1.0 + passages / (0.5 + count))
        for word, count in frequency.items()
    }
    named = tuple(word for word in _name_words(text) if word not in outlet_words)
    # As rare as a word in the square root of all passages: 6 of 37, 100 of 10,000.
    rare = [word for word in named if frequency.get(word, 0) <= math.sqrt(passages)]
    return AskedFor(
        kind=kind_asked(own_text),
        weights=weights,
        order=tuple(stem(word) for word in asked),
        names=tuple(dict.fromkeys(stem(word) for word in named)),
        own_names=tuple(dict.fromkeys(stem(word) for word in named if word in own)),
        rare_names=tuple(dict.fromkeys(stem(word) for word in rare)),
        unknown=_as_typed(_unknown(named, frequency, lexical), text),
        is_open=bool(_OPEN.match(own_text.strip())),
        also={stem(fold(other.read)): stem(fold(other.typed)) for other in query.also},
    )


def _only_in(text: str, spans: tuple[Span, ...]) -> frozenset[str]:
    """The telling words that stand in the spans and nowhere else in the text."""
    within = {word for span in spans for word in content_words(span.of(text))}
    return frozenset(within.difference(content_words(without(text, spans))))


def _name_words(text: str) -> tuple[str, ...]:
    """The telling words of the question's names, and its numbers, folded."""
    first_word = text.split(maxsplit=1)[0] if text.strip() else ""
    found = names(text) if capitals_tell(text) else ()
    named = [word for name in found if name != first_word for word in content_words(name)]
    return tuple(dict.fromkeys([*named, *(fold(n) for n in _NUMBER.findall(text))]))


def _unknown(
    named: Sequence[str], frequency: dict[str, int], lexical: LexicalIndex
) -> tuple[str, ...]:
    # A number that no passage holds may be a date's year, which stands beside the text.
    absent = [w for w in named if not w[0].isdigit() and frequency.get(w, 0) == 0]
    if not absent:
        return ()
    vocabulary = lexical.vocabulary()
    return tuple(word for word in absent if not spelling_variant(word, vocabulary))


def _as_typed(folded: Sequence[str], text: str) -> tuple[str, ...]:
    typed = {fold(word): word for word in re.findall(r"\w+", text)}
    return tuple(typed.get(word, word) for word in folded)
