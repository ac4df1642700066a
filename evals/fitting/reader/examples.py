"""What the support reader learns from: sentences and questions, with words that say them or not.

An example is the ranker's, of one lesson, whose one "sentence" is all that is read.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from evals.fitting.claims import Claim
from evals.fitting.ranker.examples import Example, Lesson
from index.ranker.inputs import Reading, reading_as_one
from index.rereading import around
from index.support.closest import closest
from index.support.reader import quoted_reading
from index.words import content_words, stem

REMOVED_SHARE = 0.25  # of the true claims: told again without the sentence that says most of it
SECOND_SHARE = 0.5  # of the questions with an answer: put to a place without it, too
TEMPTING = 2  # places shown with a question that nothing answers


def claim_examples(claims: Sequence[Claim], *, seed: int) -> Iterator[Example]:
    """Each claim with what of its report is closest; some true ones with their ground removed."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for claim in claims:
        kind = f"claim {claim.fault or 'true'}"
        yield told(kind, claim.text, quoted_reading(claim.text, claim.report), says=claim.is_true)
        if claim.is_true and chance.random() < REMOVED_SHARE:
            left = _without_most_of(claim)
            if left:
                reading = quoted_reading(claim.text, left)
                yield told("claim removed", claim.text, reading, says=False)


def question_examples(asked: Sequence[Example], *, seed: int) -> Iterator[Example]:
    """The ranker's examples as the reader meets them: a sentence with its neighbours at a time.

    A question with a place that answers it; half of these with the most tempting one that does not,
    often of the same report; a question that nothing answers, with the two most tempting.
    """
    chance = random.Random(seed)  # noqa: S311 - no secret
    for example in asked:
        places = [place for lesson in example.lessons for place in _places(lesson)]
        right = [reading for reading, says in places if says]
        wrong = {reading.text: reading for reading, says in places if says is False}
        tempting = sorted(
            wrong.values(), key=lambda each: _words_shared(example.question, each), reverse=True
        )
        kind = example.question_id.split(" ")[0]
        if right:
            yield told(kind, example.question, chance.choice(right), says=True)
            tempting = tempting[:1] if chance.random() < SECOND_SHARE else []
        for reading in tempting[:TEMPTING]:
            yield told(kind, example.question, reading, says=False)


def _places(lesson: Lesson) -> Iterator[tuple[Reading, bool | None]]:
    """Each sentence with its neighbours, and whether one of them answers; None: not known."""
    text, sentences = lesson.reading.text, lesson.reading.sentences
    for at in range(len(sentences)):
        place = around(sentences, at, text)
        within = [
            says
            for span, says in zip(sentences, lesson.right, strict=True)
            if place.start <= span.start and span.end <= place.end
        ]
        is_open = any(each is not False for each in within)  # a neighbour answers, or may
        says = lesson.right[at] or (None if is_open else False)
        yield reading_as_one(place.of(text), header=lesson.reading.header), says


def told(kind: str, text: str, reading: Reading, *, says: bool) -> Example:
    """A sentence or a question with words read as one, and whether these say or answer it."""
    lesson = Lesson(reading=reading, right=(says,))
    return Example(question_id=kind, question=text, lessons=(lesson,), own=1)


def _without_most_of(claim: Claim) -> list[str]:
    """The report without the sentence that holds most of the claim's words."""
    sought = {stem(word) for word in content_words(claim.text)}
    near = closest(claim.text, claim.report)
    most = max(near, key=lambda each: len({stem(word) for word in content_words(each)} & sought))
    return [each for each in claim.report if each != most]


def _words_shared(question: str, reading: Reading) -> int:
    sought = {stem(word) for word in content_words(question)}
    return len({stem(w) for w in content_words(f"{reading.header} {reading.text}")} & sought)
