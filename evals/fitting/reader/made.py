"""Sentences made of a text's own by code, true and false, for the support reader to learn from.

The makers of `evals.corruption`, but for turned directions, of which the check is to be measured on
some that nothing has learnt; and cuts and splices as a summary's writer makes them who copies and
loses the thread.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

from evals.corruption.exchanging import exchanged
from evals.corruption.making import Change, corruptions_of
from evals.corruption.rewording import Rewording, quotes_around, rewordings_of
from evals.fitting.ranker.examples import Example
from evals.fitting.reader.examples import told
from index.ranker.inputs import Reading, reading_as_one
from index.sentences import sentence_spans
from index.support.closest import closest
from index.support.reader import quoted_reading

LEAST_WORDS, MOST_WORDS = 8, 40
DENIALS_SHARE = 0.15  # a denial is drawn so often where something else could be; all have room
FUSED_SHARE = 0.2
NEIGHBOURS_SHARE = 0.5  # are read with a sentence's neighbours, the others with what is closest
CUT_WORDS = range(3, 9)
_JOINTS = frozenset("who which after when while because that to by".split())
_SMALL = _JOINTS | frozenset(
    "of in on at from for with before during over under about as into near since until where and"
    " or but".split()
)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
# What a sentence is as true without.
_SPARED = tuple(
    re.compile(pattern)
    for pattern in (
        rf" on {_DAY}(?: (?:morning|evening|night|afternoon))?(?=[ .,])",
        rf"^On {_DAY},? ",
        r" (?:last|this|next) (?:week|month|year|spring|summer|autumn|winter)(?=[ .])",
        r", \d{2},(?= )",
        rf" in (?:{_MONTHS})(?=[ .])",
        r" (?:already|also|however|recently)(?= )",
    )
)

Made = tuple[str, str]  # what was done, and the sentence


def made_examples(texts: Sequence[str], most: int, *, seed: int) -> Iterator[Example]:
    """For sentences drawn from the texts a false one and a true one each, `most` in all."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    every = [[span.of(text) for span in sentence_spans(text)] for text in texts]
    places = [
        (number, at)
        for number, sentences in enumerate(every)
        for at, sentence in enumerate(sentences)
        if LEAST_WORDS <= len(sentence.split()) <= MOST_WORDS
    ]
    chance.shuffle(places)
    count = 0
    for number, at in places:
        false = _false(every[number], at, texts[number], chance)
        true = _true(every[number], at, chance)
        if not false or not true or count >= most:
            continue
        for (kind, sentence), says in ((false, False), (true, True)):
            reading = _read_with(sentence, every[number], at, chance)
            yield told(f"made {kind}", sentence, reading, says=says)
            count += 1


def _false(sentences: Sequence[str], at: int, text: str, chance: random.Random) -> Made | None:
    sentence = sentences[at]
    made: list[Made] = [
        (each.change, each.sentence)
        for each in corruptions_of(sentence, text, seed="reader")
        if each.change is not Change.DIRECTION
    ]
    made += [("exchanged", other) for other in list(exchanged(sentence))[:1]]
    made += [("cut", short) for short in _cut(sentence.split(), chance)]
    made += [("spliced", two) for two in _spliced(sentence, chance.choice(sentences), chance)]
    return _drawn(made, Change.NEGATION, DENIALS_SHARE, chance)


def _true(sentences: Sequence[str], at: int, chance: random.Random) -> Made | None:
    following = sentences[at + 1] if at + 1 < len(sentences) else ""
    made: list[Made] = [(e.rewording, e.sentence) for e in rewordings_of(sentences[at], following)]
    made += [("spared", short) for short in _spared(sentences[at], chance) for _ in range(2)]
    told_otherwise = [each for each in made if each[0] != Rewording.SAME]
    return _drawn(told_otherwise or made, Rewording.FUSED, FUSED_SHARE, chance)


def _drawn(made: Sequence[Made], seldom: str, share: float, chance: random.Random) -> Made | None:
    others = [each for each in made if each[0] != seldom]
    among = others if others and chance.random() >= share else made
    return chance.choice(among) if among else None


def _read_with(sentence: str, sentences: Sequence[str], at: int, chance: random.Random) -> Reading:
    """With the sentence it was made of: its neighbours, or what of the text is closest."""
    if chance.random() < NEIGHBOURS_SHARE or sentences[at] not in closest(sentence, sentences):
        return reading_as_one(" ".join(quotes_around(sentences, at)))
    return quoted_reading(sentence, sentences)


def _cut(words: Sequence[str], chance: random.Random) -> Iterator[str]:
    """Some words of a clause left out that do not end where it does."""
    spots = [
        (start, start + length)
        for start in range(2, len(words) - 3)
        for length in CUT_WORDS
        if start + length <= len(words) - 2
        and words[start].lower() not in _SMALL
        and words[start - 1][-1] not in ",;:"
        and words[start + length - 1][-1] not in ",;:."
    ]
    if spots:
        start, end = chance.choice(spots)
        yield " ".join((*words[:start], *words[end:]))


def _spliced(one: str, other: str, chance: random.Random) -> Iterator[str]:
    """The beginning of a sentence with the end of another, joined at a comma or like words."""
    if one == other:
        return
    head, tail = one.split(), other.split()
    pairs = [
        (a, b)
        for a in _seams(head)
        for b in _seams(tail)
        if head[a] == tail[b] or (head[a - 1][-1] == "," and tail[b - 1][-1] == ",")
    ]
    if pairs:
        a, b = chance.choice(pairs)
        yield " ".join((*head[:a], *tail[b:]))


def _seams(words: Sequence[str]) -> list[int]:
    return [
        at for at in range(3, len(words) - 3) if words[at - 1][-1] == "," or words[at] in _JOINTS
    ]


def _spared(sentence: str, chance: random.Random) -> Iterator[str]:
    found = [match for pattern in _SPARED for match in pattern.finditer(sentence)]
    if found:
        match = chance.choice(found)
        left = (sentence[: match.start()] + sentence[match.end() :]).strip()
        yield left[0].upper() + left[1:]
