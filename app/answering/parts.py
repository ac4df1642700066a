"""A question of several parts: taken apart, and the replies to its parts put together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.answering.conversation import Turn
from app.answering.told_beside import UNSURE
from app.reply import Abstention, Answer, Citation, Disagreement, Part, Sentence
from index.copies import near_identical
from index.query import Query
from index.words import content_words

MOST_PARTS = 3
SENTENCES_OF_PART = 2  # so that two parts fit a screen: four sentences, as against three for one
_ASKING = r"(?:who|whom|whose|what|which|when|where|why|how)"
_DOING = r"(?:did|does|do|is|was|are|were|will|would|has|have|had|can|could|should)"
_SHARED = re.compile(
    rf"(?P<words>{_ASKING}(?:(?:,? and |, | or |/| & ){_ASKING})+) (?P<rest>{_DOING}\b.+)",
    re.IGNORECASE,
)
# What begins another question: "…, and how many", "…? And who", "… and what did".
_IN = r"(?:in|on|at|by|from|to|for|with|of) "
_NEXT = re.compile(
    rf"\?\s+(?:(?:and|also|but),? )?(?=(?:{_IN})?{_ASKING}\b|{_DOING}\b)"
    rf"|[,;]? (?:and|but)(?: also)? (?=(?:{_IN})?{_ASKING}\b)"
    rf"|, (?:and|but) (?={_DOING}\b)",
    re.IGNORECASE,
)
# "Who said what" before "and when", "who won" in "about who won": "and" goes on with that clause.
_CLAUSE = re.compile(rf"\w .*\b{_ASKING}\b", re.IGNORECASE | re.DOTALL)
# What may stand before the word that asks: "In what year", "According to RFI, who".
_LEAD = re.compile(
    rf"(?:(?:and|but|so) )?(?:{_IN}(?={_ASKING}\b)|(?:according to|in) [^,]+, )?", re.IGNORECASE
)
# "Where does France buy arms, and where does Germany?": the second is left for the first to end.
_SUBJECT = r"(?:[Tt]he )?[A-Z][\w’'-]*(?: (?:(?:of|the|and) ){0,2}[A-Z][\w’'-]*){0,4}"
_ASKED_OF = rf"(?i:(?:{_ASKING} )?{_DOING}) {_SUBJECT}"
_WHOLE = re.compile(rf"{_ASKED_OF} (?P<rest>[a-z].*)\?")
_HALF = re.compile(rf"(?P<asked>{_ASKED_OF})(?P<begun>(?: [a-z]+)*)\?")
_QUESTION = re.compile(
    rf"(?:(?:and|but|so) )?(?:{_IN})?(?:{_ASKING}|{_DOING})\b.*"
    rf"|(?:according to|in) [^,]+, (?:{_ASKING}|{_DOING})\b.*",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A part of a question and the reply to it."""

    question: str
    reply: Answer | Abstention

    @property
    def turn(self) -> Turn:
        """The part as a turn that the parts after it may lean on."""
        cited = self.reply.citations if isinstance(self.reply, Answer) else ()
        return Turn(
            question=self.question,
            query=self.reply.query.text,
            quoted=frozenset((c.quote.article.article_id, c.quote.start) for c in cited),
            answers=tuple(c.quote.text for c in cited),
        )


def parts_of(question: str) -> tuple[str, ...]:
    """The questions that a question is made of, in order; none when it is one question.

    "When and where did it start?" is two; "Who said what and when it starts?" is one, for what
    follows "and" only ends the question before it.
    """
    plain = question.strip()
    shared = _SHARED.fullmatch(plain)
    if shared:
        words = re.findall(rf"\b{_ASKING}\b", shared["words"], re.IGNORECASE)
        are_few = len(words) <= MOST_PARTS
        return tuple(f"{word.capitalize()} {shared['rest']}" for word in words) if are_few else ()
    found = tuple(part.strip(" ,;?") for part in _NEXT.split(plain))
    are_questions = all(
        _QUESTION.fullmatch(part) and not _CLAUSE.search(_LEAD.sub("", part, count=1))
        for part in found
    )
    if not 1 < len(found) <= MOST_PARTS or not are_questions or not content_words(found[0]):
        return ()
    return _completed([f"{part[:1].upper()}{part[1:]}?" for part in found])


def _completed(parts: Sequence[str]) -> tuple[str, ...]:
    """The parts, each that only names another of whom it is asked ended as the one before it."""
    whole: list[str] = []
    for part in parts:
        before = _WHOLE.fullmatch(whole[-1]) if whole else None
        half = _HALF.fullmatch(part)
        if before and half and before["rest"].startswith(half["begun"].strip()):
            whole.append(f"{half['asked']} {before['rest']}?")
        else:
            whole.append(part)
    return tuple(whole)


def joined(question: str, query: Query, asked: Sequence[Asked]) -> Answer:
    """One answer to a question out of the replies to its parts, of which at least one is an answer.

    The best sentence of each part comes first, then the second of each. A sentence that answers two
    parts stands once, and leaves room for a further one. Unanswered parts are named in the notes.
    """
    answers = [(each, each.reply) for each in asked if isinstance(each.reply, Answer)]
    sheet = _Sheet(sentences=[], citations=[])
    shown: dict[str, list[int]] = {each.question: [] for each in asked}
    ranks = range(max(len(answer.sentences) for _, answer in answers))
    for rank, (each, answer) in ((rank, pair) for rank in ranks for pair in answers):
        has_room = len(sheet.sentences) < SENTENCES_OF_PART * len(answers)
        if has_room and rank < len(answer.sentences):
            place = sheet.place(answer, answer.sentences[rank])
            shown[each.question] = list(dict.fromkeys((*shown[each.question], place)))
    first = answers[0][1]
    return replace(
        first,
        question=question,
        query=replace(query, read=(_read(asked), *query.read[bool(query.carried) :])),
        sentences=tuple(sheet.sentences),
        citations=tuple(sheet.citations),
        short=None,
        verdict=None,
        confidence=min(answer.confidence for _, answer in answers),
        notes=(*_notes(answers), *_unanswered(asked, sheet)),
        disagreements=_each_once([d for _, a in answers for d in a.disagreements]),
        further=tuple(each for _, answer in answers for each in answer.further),
        parts=tuple(Part(question=text, sentences=tuple(at)) for text, at in shown.items()),
    )


def _each_once(disagreements: Sequence[Disagreement]) -> tuple[Disagreement, ...]:
    """Those of all parts, in order, without those told already: two parts may find the same."""
    return tuple(each for at, each in enumerate(disagreements) if each not in disagreements[:at])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sheet:
    """The sentences and citations put down so far; marks are given anew."""

    sentences: list[Sentence]
    citations: list[Citation]

    def place(self, answer: Answer, sentence: Sentence) -> int:
        """Put a sentence down unless it stands there already; its place, from 0."""
        for place, known in enumerate(self.sentences):
            if near_identical(known.text, sentence.text):
                return place
        marks = tuple(self._mark(answer.citations[mark - 1]) for mark in sentence.citations)
        self.sentences.append(replace(sentence, citations=marks))
        return len(self.sentences) - 1

    def _mark(self, citation: Citation) -> int:
        for known in self.citations:
            if known.quote == citation.quote:
                return known.mark
        self.citations.append(replace(citation, mark=len(self.citations) + 1))
        return len(self.citations)


def _read(asked: Sequence[Asked]) -> str:
    texts = "; ".join(f"“{each.reply.query.text}”" for each in asked)
    return f"asked as {len(asked)} questions: {texts}"


def _notes(answers: Sequence[tuple[Asked, Answer]]) -> Iterator[str]:
    """The notes on the first part's answer, and which parts are perhaps not answered."""
    for note in answers[0][1].notes:
        if note != UNSURE:
            yield note
    for each, answer in answers:
        if UNSURE in answer.notes:
            yield f"I am not sure that this answers “{each.question}”."


def _unanswered(asked: Sequence[Asked], sheet: _Sheet) -> Iterator[str]:
    """What is said of each part without an answer.

    Where the nearest to it is quoted for another part, that may tell it: "Who is Beaune and what
    does he complain about?" So the articles are not said to be silent.
    """
    quoted = [citation.quote for citation in sheet.citations]
    for each in asked:
        if not isinstance(each.reply, Abstention):
            continue
        nearest = each.reply.nearest_quotes[:1]
        if not nearest or nearest[0] not in quoted:
            yield f"Not answered: “{each.question}” {each.reply.message}"
        else:
            yield f"On “{each.question}” I found nothing plainer than what is quoted above."
