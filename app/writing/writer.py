"""An answer told in a language model's words, out of the sentences that were found to answer.

Only an answer is ever given to a model: a refusal stands whatever a model would say, and so do the
positions of several, comparisons and courses of events, which it would shorten. What the model
writes is checked a sentence at a time, and when too little of it holds, the answer stands as it was
composed, and a note says why.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain

from app.answering.alternatives import LEAST_LIKELY
from app.answering.shapes import Shape, wanted_of
from app.reply import Answer, Citation, Progress, Reply, Sentence
from app.writing.addressing import addresses_model
from app.writing.assembling import rewritten
from app.writing.checking import Checked, Fault, checked, leans
from app.writing.drafting import Drafted, drafted_sentences
from app.writing.model import Model, ModelTrouble
from app.writing.prompt import NOTHING, prompt_for
from index.copies import near_identical

MOST_READ = 8  # sentences the model is shown; a small one reads about 30 tokens/s on two cores
MOST_WRITTEN = 4  # sentences of its that are shown: as many as fit a screen
# Of those withdrawn, after which no more is read: one that retold all its evidence under wrong
# marks took 271 s on two cores.
MOST_WITHDRAWN = 4
# Who is left out, or out of order, of these makes the rest say something else. Of three such
# questions Qwen2.5-Coder-1.5B told one side or one event each, or wrote "Yes, Trump is a fascist".
AS_COMPOSED = frozenset({Shape.POSITIONS, Shape.COMPARISON, Shape.COURSE})
WRITING = "The language model is writing; each sentence is checked against its quotes"
STANDS = "the answer above is quoted word for word instead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """Has answers written by a model. `is_usual` says whether also where no engine is asked for.

    `notice` is what people are told before their first question: who receives what. It is empty
    where nothing leaves this computer.
    """

    model: Model
    is_usual: bool = False
    notice: str = ""

    def is_wanted(self, engine: str | None) -> bool:
        """Whether a question that asks for this engine, or None, is answered by the model."""
        return self.is_usual if engine is None else engine == "llm"

    def write(self, answer: Answer) -> Iterator[Progress | Answer]:
        """The answer to be shown so far, again and again, and last the one that stands."""
        started = time.perf_counter()
        for step in self._steps(answer):
            yield step if isinstance(step, Progress) else _timed(step, started)

    def _steps(self, answer: Answer) -> Iterator[Progress | Answer]:
        if wanted_of(answer.query).shape in AS_COMPOSED:
            yield _kept(answer, "what several say, or what came when, is not shortened")
            return
        if any(addresses_model(each.quote.article.text) for each in answer.citations):
            yield _kept(answer, "an article behind this answer addresses language models")
            return
        evidence = evidence_of(answer)
        page = _Page(
            evidence={each.mark: each for each in evidence}, joined=_joined(answer, evidence)
        )
        yield Progress(message=WRITING, shown=answer)
        prompt = prompt_for(answer.query.text_used.strip(), evidence)
        try:
            with closing(self.model.stream(prompt)) as pieces:
                for drafted in drafted_sentences(pieces):
                    if page.take(drafted):
                        yield Progress(message=WRITING, shown=page.told(answer) or answer)
                    if page.is_full:
                        break
        except ModelTrouble as trouble:
            yield _kept(answer, trouble.message.rstrip("."))
            return
        yield page.finished(answer)


def written(
    reply: Reply, writer: Writer | None, *, engine: str | None
) -> Iterator[Progress | Reply]:
    """A reply; an answer as the writer tells it, where there is one and it is wanted."""
    if writer and isinstance(reply, Answer) and writer.is_wanted(engine):
        yield from writer.write(reply)
    else:
        yield reply


def evidence_of(answer: Answer) -> tuple[Citation, ...]:
    """The sentences a model may write from, marked 1…n: those cited first, then the next best.

    At most eight, and of articles that do not address it. Of the next best none that hardly
    answers, which small models retell all the same.
    """
    friendly = (
        each
        for each in answer.further
        if each.relevance >= LEAST_LIKELY and not addresses_model(each.quote.article.text)
    )
    chosen: list[Citation] = []
    for each in (*answer.citations, *friendly):
        if not any(near_identical(each.quote.text, known.quote.text) for known in chosen):
            chosen.append(replace(each, mark=len(chosen) + 1))
    return tuple(chosen[:MOST_READ])


def _joined(answer: Answer, evidence: Sequence[Citation]) -> dict[int, tuple[int, ...]]:
    """By mark, the marks of quotes that the answer shows as one: "It cost…" and what "it" is."""
    marks = {(each.quote.article.article_id, each.quote.start): each.mark for each in evidence}
    joined: dict[int, tuple[int, ...]] = {}
    for sentence in answer.sentences:
        quotes = (answer.citations[mark - 1].quote for mark in sentence.citations)
        places = ((quote.article.article_id, quote.start) for quote in quotes)
        group = tuple(marks[place] for place in places if place in marks)
        joined |= dict.fromkeys(group, group)
    return joined


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What the model has written so far, and what of it was withdrawn; evidence is by mark."""

    evidence: dict[int, Citation]
    joined: dict[int, tuple[int, ...]]
    written: list[Sentence] = field(default_factory=list)
    withdrawn: list[Fault] = field(default_factory=list)

    @property
    def is_full(self) -> bool:
        """Whether no more is to be read."""
        return len(self.written) == MOST_WRITTEN or len(self.withdrawn) == MOST_WITHDRAWN

    @property
    def is_too_little(self) -> bool:
        """Whether more was withdrawn than was left."""
        return len(self.withdrawn) > len(self.written)

    def take(self, drafted: Drafted) -> bool:
        """Put down a sentence that holds, and say so; count one that does not."""
        if not drafted.marks and drafted.text.strip(".").upper() == NOTHING:
            return False
        judged = self._checked(drafted)
        fault = judged.fault or (Fault.UNNAMED if self._leans(judged.drafted) else None)
        if fault:
            self.withdrawn.append(fault)
            return False
        if any(near_identical(drafted.text, known.text) for known in self.written):
            return False
        cited = [self.evidence[mark] for mark in judged.drafted.marks]
        self.written.append(_sentence(judged, cited))
        return True

    def _leans(self, drafted: Drafted) -> bool:
        after = self.written[-1].citations if self.written else ()
        return leans(drafted, self.evidence, after=after)

    def _checked(self, drafted: Drafted) -> Checked:
        """The sentence held against the quotes it names, what they go with, and what is shown.

        Small models often name the wrong one of the quotes they copy. Where one that the answer
        itself shows bears the sentence out, it is named instead; no other is, which an article that
        gives orders may have put among the evidence.
        """
        judged = checked(drafted, self.evidence)
        if judged.fault is not Fault.UNSUPPORTED:
            return judged
        groups = (self.joined.get(mark, ()) for mark in drafted.marks)
        joined = tuple(dict.fromkeys((*drafted.marks, *chain.from_iterable(groups))))
        others = dict.fromkeys((joined, *self.joined.values()))
        for marks in (each for each in others if each != drafted.marks):
            again = checked(replace(drafted, marks=marks), self.evidence)
            if not again.fault:
                return again
        return judged

    def told(self, answer: Answer) -> Answer | None:
        """The answer in the words written so far; None where they leave out what was asked."""
        return rewritten(answer, self.written, self.evidence)

    def finished(self, answer: Answer) -> Answer:
        """What stands in the end."""
        told = self.told(answer)
        if told is None or self.is_too_little:
            return _kept(answer, self._why(), withdrawn=len(self.withdrawn))
        notes = (*answer.notes, *_left_out(self.withdrawn))
        return replace(told, withdrawn=len(self.withdrawn), notes=notes)

    def _why(self) -> str:
        if self.written and self.is_too_little:
            return f"too little of what it wrote could be shown ({self.withdrawn[0]})"
        if self.written:
            return "it left out what was asked, or the best evidence of it"
        if self.withdrawn:
            return f"nothing that the language model wrote could be shown ({self.withdrawn[0]})"
        return "the language model wrote nothing"


def _sentence(judged: Checked, cited: Sequence[Citation]) -> Sentence:
    bylines = dict.fromkeys(each.quote.article.byline for each in cited)
    return Sentence(
        lead_in=f"Written from {'; '.join(bylines)}:",
        text=judged.drafted.text,
        citations=judged.drafted.marks,
        support=judged.probability,
        relevance=max(each.relevance for each in cited),
    )


def _timed(answer: Answer, started: float) -> Answer:
    total = answer.timings.total + time.perf_counter() - started
    return replace(answer, timings=replace(answer.timings, total=total))


def _kept(answer: Answer, why: str, *, withdrawn: int = 0) -> Answer:
    """The answer as it was composed, saying why the model's is not shown."""
    note = f"No answer from the language model: {why}; {STANDS}."
    return replace(answer, notes=(*answer.notes, note), withdrawn=withdrawn)


def _left_out(withdrawn: Sequence[Fault]) -> tuple[str, ...]:
    """A note on how many sentences are not shown and why; none where all are."""
    if not withdrawn:
        return ()
    whys = "; ".join(dict.fromkeys(withdrawn))
    sentences = "1 sentence" if len(withdrawn) == 1 else f"{len(withdrawn)} sentences"
    return (f"{sentences} of the language model left out: {whys}.",)
