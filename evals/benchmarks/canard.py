"""CANARD: follow-ups made self-contained, beside the wording that people gave them.

Source: Elgohary et al. 2019. Rewriting is measured alone: nothing is searched or answered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.answering.conversation import Turn, self_contained
from evals.benchmarks.halves import asked_half
from evals.benchmarks.reading import JsonRow, find_file, read_json
from evals.benchmarks.results import BenchmarkResult, BenchmarkRun, Say, Score, mean_score
from evals.errors import BadRun
from evals.metrics.answer import squad_normal, token_f1
from evals.systems import CLIPPINGS
from index.words import stems

NAME = "canard"
FILE = "dev.json"
OPENING = 2  # the history of every question begins with the page's title and its section's
UNANSWERED = "I don't know."  # how the file writes that the page does not say
NOTES = (
    (
        "The file is CANARD's development set. Its dialogues are split by sha256 of"
        " QuAC_dialog_id: dev is the even half, final the odd one."
    ),
    (
        "added_word_precision, added_word_recall and added_word_f1 compare the bag of words that a"
        " rewriting adds to the question with the bag that people's adds: what had to be resolved."
        " Where neither adds a word they are undefined and left out."
    ),
    (
        "token_f1 is SQuAD's, rouge_1 the F1 of lower-cased words and numbers without stemming; our"
        " rewriting puts what it carries over behind the question, which neither of them minds. The"
        " published BLEU scores do, and are not comparable."
    ),
    (
        "content_word_f1 is the F1 of the bags of stemmed telling words (no function words, no"
        " question words) of the whole query and of people's rewriting: what is searched for. Where"
        " neither has such a word it is undefined and left out."
    ),
    (
        f"{CLIPPINGS!r} gets what the people had: title and section, with which every history in"
        " the file begins, as an opening turn with the title as topic, and the questions and"
        f" answers since; '{CLIPPINGS}, no title' gets the questions and answers, as in our chat,"
        " whose conversations have no title. A dialogue stays with one page, so that a question"
        " without a name of its own is taken to be about it. 'whole history' is all of it"
        " and the question."
    ),
    (
        "Intervals resample questions; those of one dialogue resemble each other, so that they are"
        " somewhat narrow."
    ),
)
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """A question and its answer, which may be `UNANSWERED`."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A question of a dialogue and its rewriting by people.

    `title` and `section` are the page's; `before` are the questions asked before it, oldest first,
    each with its answer.
    """

    dialogue: str
    question: str
    rewriting: str
    title: str
    section: str
    before: tuple[Exchanged, ...]

    @property
    def topic(self) -> str:
        """What the page is about: its title, without what only tells it from others of its name."""
        return re.sub(r" ?\([^)]*\)|,.*", "", self.title) or self.title


def run(asked: BenchmarkRun, say: Say) -> BenchmarkResult:
    """Token overlap of rewritings with people's, for our rewriting and three simpler ones.

    Raises:
        BadRun: the file is missing or an entry is not as CANARD has them.
    """
    everything = read_follow_ups(find_file(asked.folder, FILE, f"{NAME}/{FILE}"))
    follow_ups = asked_half(
        asked,
        everything,
        split_by=lambda each: each.dialogue,
        named=lambda each: f"{each.dialogue}#{len(each.before)}",
    )
    say(f"{len(follow_ups):,} questions of {len({f.dialogue for f in follow_ups})} dialogues")
    scores = [
        score
        for system, rewrite in REWRITERS.items()
        for score in _scores(system, follow_ups, [rewrite(each) for each in follow_ups])
    ]
    return BenchmarkResult(benchmark=NAME, split=asked.split, scores=tuple(scores), notes=NOTES)


def read_follow_ups(path: Path) -> tuple[FollowUp, ...]:
    """The questions of a CANARD file in its order, each dialogue's first included.

    Raises:
        BadRun: the file is no list, or an entry lacks a field; the entry is named by its number.
    """
    entries = read_json(path)
    are_objects = isinstance(entries, list) and all(isinstance(each, dict) for each in entries)
    if not (entries and are_objects):
        raise BadRun(f"{path} holds no list of questions.", remedy="Fetch the file anew.")
    numbered = enumerate(entries, start=1)
    return tuple(_follow_up(JsonRow(where=f"{path}:entry {n}", fields=e)) for n, e in numbered)


def added_words(question: str, rewriting: str) -> Counter[str]:
    """The bag of words of a rewriting that the question doesn't have, in SQuAD's normal form.

    >>> added_words("When did they disband?", "When did the Mothers disband?")
    Counter({'mothers': 1})
    """
    return Counter(squad_normal(rewriting).split()) - Counter(squad_normal(question).split())


def rouge_1(rewriting: str, gold: str) -> float:
    """F1 of the two bags of lower-cased ASCII words and numbers. Range [0, 1]; 0 when both empty.

    Worked: `who is she` and `who is Ada` share two of three each: 2 · 2 / (3 + 3).

    >>> round(rouge_1("Who is she?", "Who is Ada?"), 4)
    0.6667

    Source: Lin 2004, with the words of Google's `rouge_score`, not stemmed.
    """
    ours, theirs = (Counter(_WORD.findall(text.lower())) for text in (rewriting, gold))
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 0.0


def content_word_f1(query: str, gold: str) -> float | None:
    """F1 of the two bags of stemmed telling words. Range [0, 1]; None when both are empty.

    Worked: "Where did she sail?" has `sail`, "Where did Ada Quill sail?" `ada quill sail`:
    2 · 1 / (1 + 3).

    >>> content_word_f1("Where did she sail?", "Where did Ada Quill sail?")
    0.5
    """
    ours, theirs = Counter(stems(query)), Counter(stems(gold))
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else None


def rewritten(follow_up: FollowUp, *, with_title: bool) -> str:
    """Our rewriting, each question before it rewritten likewise, as in a conversation.

    The assistant also looks whether the library knows a question's words, and whether the articles
    just quoted hold them; there is no library here, and one page.
    """
    topic = follow_up.topic if with_title else ""
    past: tuple[Turn, ...] = ()
    if with_title:
        past = (Turn(question=topic, query=topic, answers=(follow_up.section,)),)
    for before in follow_up.before:
        query = _self_contained(before.question, past, topic)
        answers = () if before.answer == UNANSWERED else (before.answer,)
        past = (*past, Turn(question=before.question, query=query, answers=answers))
    return _self_contained(follow_up.question, past, topic)


def _self_contained(question: str, past: tuple[Turn, ...], topic: str) -> str:
    return self_contained(question, past, topic=topic, is_at_hand=lambda _: True)


def _after_previous(follow_up: FollowUp) -> str:
    """The question before it, or title and section, and the question."""
    opening = f"{follow_up.title} {follow_up.section}"
    asked = (opening, *(before.question for before in follow_up.before))
    return f"{asked[-1]} {follow_up.question}"


def _whole_history(follow_up: FollowUp) -> str:
    said = (f"{before.question} {before.answer}" for before in follow_up.before)
    return " ".join((follow_up.title, follow_up.section, *said, follow_up.question))


Rewriter = Callable[[FollowUp], str]
REWRITERS: Mapping[str, Rewriter] = {
    CLIPPINGS: lambda follow_up: rewritten(follow_up, with_title=True),
    f"{CLIPPINGS}, no title": lambda follow_up: rewritten(follow_up, with_title=False),
    "unchanged question": lambda follow_up: follow_up.question,
    "previous question": _after_previous,
    "whole history": _whole_history,
}


def _scores(
    system: str, follow_ups: Sequence[FollowUp], rewritings: Sequence[str]
) -> tuple[Score, ...]:
    pairs = list(zip(follow_ups, rewritings, strict=True))
    added = [_Added.of(follow_up, rewriting) for follow_up, rewriting in pairs]
    content = [content_word_f1(ours, follow_up.rewriting) for follow_up, ours in pairs]
    return (
        mean_score(system, "content_word_f1", content),
        mean_score(system, "added_word_f1", [each.f1 for each in added]),
        mean_score(system, "added_word_precision", [each.precision for each in added]),
        mean_score(system, "added_word_recall", [each.recall for each in added]),
        mean_score(system, "token_f1", [token_f1(ours, [f.rewriting]) for f, ours in pairs]),
        mean_score(system, "rouge_1", [rouge_1(ours, f.rewriting) for f, ours in pairs]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Added:
    """Counts of words added: by a system, by people, and by both."""

    ours: int
    theirs: int
    shared: int

    @classmethod
    def of(cls, follow_up: FollowUp, rewriting: str) -> _Added:
        ours = added_words(follow_up.question, rewriting)
        theirs = added_words(follow_up.question, follow_up.rewriting)
        return cls(ours=ours.total(), theirs=theirs.total(), shared=(ours & theirs).total())

    @property
    def precision(self) -> float | None:
        return self.shared / self.ours if self.ours else None

    @property
    def recall(self) -> float | None:
        return self.shared / self.theirs if self.theirs else None

    @property
    def f1(self) -> float | None:
        total = self.ours + self.theirs
        return 2 * self.shared / total if total else None


def _follow_up(row: JsonRow) -> FollowUp:
    history = row.texts("History")
    if len(history) < OPENING or len(history) % 2:
        raise row.bad("History", "a title, a section, then questions and answers")
    return FollowUp(
        dialogue=row.text("QuAC_dialog_id"),
        question=row.text("Question"),
        rewriting=row.text("Rewrite"),
        title=history[0],
        section=history[1],
        before=tuple(
            Exchanged(question=question, answer=answer)
            for question, answer in zip(history[OPENING::2], history[OPENING + 1 :: 2], strict=True)
        ),
    )
