"""Questions searched and judged: each of its parts, its evidence, an answer or a plain no."""

from __future__ import annotations

from dataclasses import replace

from app.answering.acts import Act
from app.answering.asking import Asking, abstention_of, answer_of
from app.answering.choosing import usable
from app.answering.comparing import compared_in
from app.answering.courtesies import without_courtesies
from app.answering.looking_back import not_yet_quoted
from app.answering.parts import Asked, joined, parts_of
from app.answering.refusal import least_for, refusal_for
from app.answering.shapes import Shape, shape_of, wanted_of
from app.answering.understanding import understood
from app.limits import Limits, undated_note
from app.reply import Abstention, Answer
from index.evidence import find_evidence
from index.home import Home
from index.kinds import Kind
from index.query import Query
from index.question import read_question
from index.reading import notes_on
from index.stories import Stories

NOTHING_MORE = "I found nothing more that answers this, beyond what I quoted."


class Searching:
    """Finds and judges the evidence for questions. Safe to share between threads.

    `threshold` in [0, 1] holds where a question has none of its own.
    """

    def __init__(self, home: Home, *, threshold: float) -> None:
        self._home = home
        self._threshold = threshold
        self._stories = Stories(home.database)

    def answered(self, asking: Asking, limits: Limits) -> Answer | Abstention:
        """The reply to a question, each of its parts searched and judged alone."""
        asked: list[Asked] = []
        for part in _parts(asking):
            past = (*asking.past, *(each.turn for each in asked))
            query = understood(part, past, self._home, limits=limits)
            reply = self.searched(replace(asking, query=query, past=()), limits)
            asked.append(Asked(question=part, reply=reply))
        if any(isinstance(each.reply, Answer) for each in asked):
            return joined(asking.question, asking.query, asked)
        return self.searched(asking, limits)

    def searched(self, asking: Asking, limits: Limits) -> Answer | Abstention:
        """The reply to a question as one: searched, chosen, and answered or refused."""
        wanted = wanted_of(asking.query)
        asked = wanted.of_kind(read_question(asking.query, self._home.lexical))
        if asking.act is Act.MORE:
            asked = replace(asked, kind=Kind.ANYTHING)
        evidence = find_evidence(self._home.searcher, asking.query, asked)
        if asking.act is Act.MORE:
            evidence = not_yet_quoted(evidence, asking.past)
        threshold = self._threshold if limits.threshold is None else limits.threshold
        floor = least_for(wanted, threshold)
        reading, speakers = asking.query.reading, wanted.speakers
        fit = usable(asked, evidence, reading, quoted=asking.quoted, speakers=speakers)
        words = asking.query.text_used
        refusal = refusal_for(asked, fit, question=words, threshold=floor)
        if refusal and asking.quoted and asking.act is not Act.MORE:  # saying it again beats a no
            fit = usable(asked, evidence, reading, quoted=frozenset(), speakers=speakers)
            refusal = refusal_for(asked, fit, question=words, threshold=floor)
        if refusal and asking.act is Act.MORE:
            refusal = replace(refusal, message=NOTHING_MORE)
        reply = (
            abstention_of(asking, refusal, evidence)
            if refusal
            else answer_of(asking, asked, evidence=fit, stories=self._stories)
        )
        return replace(reply, notes=(*reply.notes, *self._notes(asking.query)))

    def _notes(self, query: Query) -> tuple[str, ...]:
        undated = self._home.searcher.left_out_undated(query.filters)
        read = notes_on(query.reading, self._home.library)
        return (*((undated_note(undated),) if undated else ()), *read)


def _parts(asking: Asking) -> tuple[str, ...]:
    """The questions to answer apart; none where it is one, or a comparison of outlets."""
    if asking.act or shape_of(asking.question) is Shape.POSITIONS:
        return ()
    plain = without_courtesies(asking.question)
    if shape_of(plain, asking.query.reading) is Shape.COMPARISON:
        return ()
    return parts_of(plain) or compared_in(plain)
