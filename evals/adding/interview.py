"""A fact put together from flags and from what a person says: one step after the other."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.reply import Topic
from corpus.errors import shown
from evals.adding.answers import plain_wordings, split_wordings, value_of, written_answers
from evals.adding.book import NewFact, WrittenAnswer
from evals.adding.command import FactArguments
from evals.adding.terminal import Terminal
from evals.adding.vouching import Groups, Vouching
from evals.adding.wording import (
    KIND_LINES,
    KINDS_OF_POINTS,
    Wanted,
    likely_answers,
    likely_kind,
)
from evals.errors import BadRun
from evals.facts.fact import Kind

WHY_NOT = {
    "near miss": "the articles are about it, but leave this out",
    "absent topic": "the articles have nothing on it",
    "false premise": "it takes for granted what is not so",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Interview:
    """Asks for whatever the flags leave open.

    Its methods raise BadRun when a flag says what can't be, or is missing with nobody to ask, and
    EOFError or KeyboardInterrupt when the person stops.
    """

    given: FactArguments
    vouching: Vouching
    terminal: Terminal
    is_first: bool = True  # of its session: later the choices are listed on demand only

    def fact_of(self, turns: tuple[str, ...]) -> NewFact:
        """The fact that asks these turns, of which the last is judged."""
        kind = self._kind(turns)
        if kind is Kind.FOLLOW_UP and len(turns) == 1:
            turns = (*self._turns_before(), *turns)
        if kind is Kind.NOTICE:
            return NewFact(turns=turns, kind=kind, tags=self._tags(dict.fromkeys(Topic, "")))
        groups = self.vouching.groups(turns)
        if not groups:
            return self._without_answer(turns, kind)
        while kind is Kind.UNANSWERABLE:
            self.terminal.say("Then an article tells it. Which kind is it?")
            kind = self._asked_kind(turns)
        return self._with_answer(turns, kind, groups)

    def _kind(self, turns: Sequence[str]) -> Kind:
        if self.given.kind in list(Kind):
            return Kind(self.given.kind)
        if self.given.kind is not None:
            raise BadRun(
                f"No kind {shown(self.given.kind)}.", remedy=f"The kinds are {', '.join(Kind)}."
            )
        return Kind.UNANSWERABLE if self.given.unanswerable else self._asked_kind(turns)

    def _asked_kind(self, turns: Sequence[str]) -> Kind:
        among = {kind.value: told for kind, told in KIND_LINES.items()}
        return Kind(self._choice("Kind", among, likely_kind(turns).value))

    def _turns_before(self) -> tuple[str, ...]:
        self.terminal.say("What was asked before it? One turn a line; an empty line ends.")
        turns = [self.terminal.ask("Turn 1", flag="--turn")]
        while turn := self.terminal.edit(f"Turn {len(turns) + 1}"):
            turns.append(turn)
        return tuple(turns)

    def _tags(self, among: Mapping[str, str]) -> tuple[str, ...]:
        """The tags given, else the one of these that the person chooses."""
        if self.given.tags or not self.terminal.can_ask:
            return self.given.tags
        return (self._choice("Tag", among, next(iter(among))),)

    def _choice(self, what: str, among: Mapping[str, str], guess: str) -> str:
        """One of the names, chosen by name or by number from 1; `?` shows a line on each."""
        numbered = {str(number): name for number, name in enumerate(among, start=1)}
        typed = "?" if self.is_first else ""
        while (chosen := numbered.get(typed, typed)) not in among:
            if typed == "?":
                for number, name in numbered.items():
                    self.terminal.say(f"  {number:>2}  {name:<13} {among[name]}".rstrip())
            elif typed:
                self.terminal.say(f"{shown(typed)} is none of them; ? lists them.")
            prompt = f"{what}, by name or number (Enter: {guess}, ?: list)"
            typed = self.terminal.ask(prompt, flag=f"--{what.lower()}", default=guess).casefold()
        return chosen

    def _without_answer(self, turns: tuple[str, ...], kind: Kind) -> NewFact:
        if self.given.answers or self.given.points:
            raise BadRun(
                "There is an answer, and no sentence that tells it.",
                remedy="Pick one, or leave --answer and --point out.",
            )
        may_lack = kind in {Kind.FOLLOW_UP, Kind.MULTI_PART}
        return NewFact(
            turns=turns,
            kind=kind if may_lack else Kind.UNANSWERABLE,
            must_not_say=self.given.must_not_say,
            tags=self._tags(WHY_NOT),
        )

    def _with_answer(self, turns: tuple[str, ...], kind: Kind, groups: Groups) -> NewFact:
        answers, points = self._answers(turns[-1], kind, groups)
        texts = tuple(text for answer in answers for text in plain_wordings(answer))
        wanted = Wanted(question=turns[-1], groups=(*([texts] if texts else []), *points))
        must_not_say = self._must_not_say()
        if self.terminal.can_ask and not self.given.quotes:
            self.terminal.say("The fewest words that vouch for it; they stand in the article once.")
        return NewFact(
            turns=turns,
            kind=kind,
            answers=answers,
            points=points,
            must_not_say=must_not_say,
            evidence=tuple(self.vouching.evidence(group, wanted) for group in groups),
            tags=self.given.tags,
        )

    def _answers(
        self, question: str, kind: Kind, groups: Groups
    ) -> tuple[tuple[WrittenAnswer, ...], tuple[tuple[str, ...], ...]]:
        """The accepted answers and the points; one of the two is empty unless flags give both."""
        given = self.given
        if given.answers or given.points:
            return written_answers(given.answers), tuple(map(split_wordings, given.points))
        if kind in KINDS_OF_POINTS:
            return (), self._points()
        sentences = " ".join(each.text for group in groups for each in group[:1])
        found = likely_answers(question, kind, sentences)
        if len(found) > 1:
            self.terminal.say(f"In the evidence: {', '.join(found)}.")
        value = value_of(found[0], kind, near=groups[0][0].day) if found else ""
        return self._typed_answers(value), ()

    def _typed_answers(self, guess: WrittenAnswer) -> tuple[WrittenAnswer, ...]:
        self.terminal.say("The shortest right answer; other wordings of it after |.")
        prefilled = guess if isinstance(guess, str) else json.dumps(guess)
        if prefilled != guess:
            self.terminal.say("What stands in { } matches by value, however it is spelt.")
        while True:
            typed = self.terminal.ask("Answer", flag="--answer", prefilled=prefilled)
            try:
                return written_answers(split_wordings(typed))
            except BadRun as fault:
                self.terminal.say(str(fault))
                prefilled = typed

    def _points(self) -> tuple[tuple[str, ...], ...]:
        self.terminal.say(
            "What has to be said, a few words a line, other wordings after |; an empty line ends."
        )
        points = [split_wordings(self.terminal.ask("Point 1", flag="--point or --answer"))]
        while point := split_wordings(self.terminal.edit(f"Point {len(points) + 1}")):
            points.append(point)
        return tuple(points)

    def _must_not_say(self) -> tuple[str, ...]:
        if self.given.must_not_say or not self.terminal.can_ask:
            return self.given.must_not_say
        return split_wordings(self.terminal.edit("What a wrong reply would say (Enter: nothing)"))
