"""What can be guessed of a fact from its words: its kind, its answer, the quote that vouches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evals.facts.fact import Kind
from evals.matching.folding import fold, places
from evals.matching.words import answer_in
from index import kinds
from index.kinds import kind_asked, mentions
from index.spans import Span
from index.words import content_words, stems

MAX_QUOTE_WORDS = 25  # evidence is quoted, not copied
MIN_QUOTE_WORDS = 5  # a bare figure says nothing to who reads the facts file
# Words that a quote may grow by for each word of the question it then holds. With 4 the quotes
# guessed for the dev facts have 7 words at the median, those that people chose 9, and 121 of the
# 122 overlap them.
WORDS_FOR_ONE_ASKED = 4.0

KIND_LINES: Mapping[Kind, str] = {
    Kind.FACTOID: "a thing, a name, a reason: whatever no other kind says",
    Kind.NUMBER: "how many, how old, what percentage",
    Kind.MONEY: "how much it cost, was worth, was paid",
    Kind.DATE: "when: a day, a month, a year",
    Kind.PERSON: "who",
    Kind.PLACE: "where",
    Kind.QUOTE: "what somebody said, in their words",
    Kind.LIST: "several things, all of them needed",
    Kind.YES_NO: "did it, is it; the words of the article that decide it are the answer",
    Kind.COMPARISON: "two things beside each other",
    Kind.CHANGE: "how something changed with time",
    Kind.DISAGREEMENT: "something that articles or people tell differently",
    Kind.SUMMARY: "what a story is about, in its main points",
    Kind.FOLLOW_UP: "a question that leans on those before it",
    Kind.MULTI_PART: "two questions in one",
    Kind.NOTICE: "a greeting, a question about Clippings itself",
    Kind.UNANSWERABLE: "no article tells it: the right reply is a refusal",
}
# All of several things have to be said, so that one accepted answer can't tell a right reply.
KINDS_OF_POINTS = frozenset(
    {
        Kind.LIST, Kind.COMPARISON, Kind.CHANGE, Kind.DISAGREEMENT, Kind.SUMMARY, Kind.MULTI_PART,
    }
)  # fmt: skip

# Tried in this order; written with the dev facts in view, of which 82 of 98 are guessed right.
_OPENINGS = (
    (
        Kind.SUMMARY,
        r"(?:sum up|summari[sz]e|in short|what happened|give me the gist|tell me about)",
    ),
    (
        Kind.CHANGE,
        r"what (?:has |have )?changed|how (?:has|have|did|had)\b.*\b(?:change|mov|grow|f[ae]ll)",
    ),
    (
        Kind.DISAGREEMENT,
        r".*\b(?:disagree|agree on|disputed|contradict|(?:accounts|versions)\b.*differ)",
    ),
    (Kind.COMPARISON, r".*\b(?:compare|stack up|differ)\b|(?:who|which|what)\b.*, .* or "),
    (Kind.MULTI_PART, r".*\band (?:who|what|when|where|how|which|why)\b"),
    (
        Kind.LIST,
        r"(?:list|name) (?:the|all)|.*\b(?:which|what) (?:\w+ )?(?:two|three|four|five|\w+ies)\b",
    ),
    (Kind.QUOTE, r"in what words|what (?:was|were)\b.*\b(?:words|criticism|reply)"),
    (Kind.YES_NO, r"(?:did|do|does|is|are|was|were|has|have|had|can|could|will|would|should)\b"),
)
_OF_KIND_ASKED = {
    kinds.Kind.NUMBER: Kind.NUMBER,
    kinds.Kind.COUNT: Kind.NUMBER,
    kinds.Kind.PERCENT: Kind.NUMBER,
    kinds.Kind.DURATION: Kind.NUMBER,
    kinds.Kind.MONEY: Kind.MONEY,
    kinds.Kind.DATE: Kind.DATE,
    kinds.Kind.YEAR: Kind.DATE,
    kinds.Kind.PERSON: Kind.PERSON,
    kinds.Kind.PLACE: Kind.PLACE,
    kinds.Kind.QUOTE: Kind.QUOTE,
}
# The first mention of the kind is the answer in 41 of the 46 dev facts of these kinds.
_MENTIONED = {
    Kind.NUMBER: kinds.Kind.NUMBER,
    Kind.MONEY: kinds.Kind.MONEY,
    Kind.DATE: kinds.Kind.DATE,
    Kind.PERSON: kinds.Kind.PERSON,
    Kind.PLACE: kinds.Kind.PLACE,
    Kind.QUOTE: kinds.Kind.QUOTE,
}
_WIDER = (kinds.Kind.MONEY, kinds.Kind.PERCENT, kinds.Kind.DURATION)  # a number with its unit
_QUOTATION = re.compile(r"[“\"]([^“”\"]{2,}?)[,.]?[”\"]")
_WORD = re.compile(r"\S+")
_LOOSE_END = " ,;:.–—-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a quote should hold: the question's words, and of each group one wording."""

    question: str
    groups: tuple[tuple[str, ...], ...] = ()


def likely_kind(turns: Sequence[str]) -> Kind:
    """The kind of fact that a conversation, ending with its question, looks like."""
    if len(turns) > 1:
        return Kind.FOLLOW_UP
    question = turns[-1].strip().casefold()
    opening = (kind for kind, pattern in _OPENINGS if re.match(pattern, question))
    return next(opening, None) or _OF_KIND_ASKED.get(kind_asked(turns[-1]), Kind.FACTOID)


def likely_answers(question: str, kind: Kind, sentence: str) -> tuple[str, ...]:
    """Words of a sentence that are of the kind asked for, in order; what the question says is none.

    >>> likely_answers("How many met?", Kind.NUMBER, "Thirty chiefs met for 2 days.")
    ('Thirty',)
    """
    if kind is Kind.QUOTE:
        return tuple(match[1] for match in _QUOTATION.finditer(sentence))
    sought = _sought(question, kind)
    if sought is None:
        return ()
    given = set(stems(question))
    spans = [span for span in mentions(sentence, sought) if not _is_given(span, sentence, given)]
    found = [_with_unit(span, sentence).of(sentence) for span in spans]
    if kind is Kind.PERSON:
        found = [_without_title(name, given) for name in found]
    return tuple(dict.fromkeys(found))


def shortest_quote(sentence: str, text: str, *, wanted: Wanted) -> str:
    """The words of a sentence that vouch best: 5 to 25 of them, standing once in the whole text.

    They hold one wording of each group that the sentence holds at all, and of the question's words
    what comes cheap. A sentence without such words is given whole.
    """
    groups = [group for group in wanted.groups if answer_in(sentence, group)]
    asked = frozenset(stems(wanted.question))
    source = fold(text)
    ranked = sorted(_windows(sentence), key=lambda words: _cost(words, asked))
    return next(
        (
            words
            for words in ranked
            if all(answer_in(words, group) for group in groups) and len(places(words, source)) == 1
        ),
        sentence,
    )


def _cost(words: str, asked: frozenset[str]) -> float:
    held = len(asked & set(stems(words)))
    is_torn = words.count('"') % 2 or words.count("“") != words.count("”")
    return len(words.split()) - WORDS_FOR_ONE_ASKED * held + (WORDS_FOR_ONE_ASKED if is_torn else 0)


def _windows(sentence: str) -> Iterator[str]:
    """Runs of 5 to 25 words that neither begin nor end with a word that leans on its neighbour."""
    found = list(_WORD.finditer(sentence))
    for first, opening in enumerate(found):
        if first and not _stands_alone(opening[0]):
            continue
        for last in range(first + MIN_QUOTE_WORDS - 1, min(first + MAX_QUOTE_WORDS, len(found))):
            is_end = last == len(found) - 1 or not found[last][0][-1].isalnum()
            if is_end or _stands_alone(found[last][0]):
                yield _bare(sentence[opening.start() : found[last].end()])


def _bare(words: str) -> str:
    """Without the marks that end a clause, and without quotation marks around the whole."""
    bare = words.strip(_LOOSE_END)
    inner = bare.strip(f'"“”{_LOOSE_END}')
    is_quotation = bare[:1] in '"“' and bare[-1:] in '"”' and not set(inner) & set('"“”')
    return inner if is_quotation else bare


def _stands_alone(word: str) -> bool:
    return bool(content_words(word))


def _sought(question: str, kind: Kind) -> kinds.Kind | None:
    """What to look for: the question says it more closely ("what percentage") than its kind."""
    asked = kind_asked(question)
    if _OF_KIND_ASKED.get(asked) == kind or kind not in _MENTIONED:
        return None if asked is kinds.Kind.ANYTHING else asked
    return _MENTIONED[kind]


def _is_given(span: Span, sentence: str, given: set[str]) -> bool:
    return set(stems(span.of(sentence))) <= given


def _without_title(name: str, given: set[str]) -> str:
    """A name without the words before it that the question says: "Prime Minister" in an answer."""
    words = name.split()
    while len(words) > 1 and set(stems(words[0])) <= given:
        del words[0]
    return " ".join(words)


def _with_unit(span: Span, sentence: str) -> Span:
    wider = (each for kind in _WIDER for each in mentions(sentence, kind))
    return next((w for w in wider if w.start <= span.start and span.end <= w.end), span)
