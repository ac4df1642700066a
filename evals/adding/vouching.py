"""The sentences that vouch for a new fact: picked by number, quoted as shortly as will do."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.errors import shown
from evals.adding.command import FactArguments
from evals.adding.sources import Candidate, FactSources
from evals.adding.terminal import Terminal
from evals.adding.wording import Wanted, shortest_quote
from evals.errors import BadRun
from evals.facts.fact import Evidence

PICKING = (
    "Which of them tell it? 1 takes the first; 1+3: both are needed; 1/3: either will do; 0: no"
    " article tells it.\nOr type other words to search for, or a file name to read it whole."
)
_PICK = re.compile(r"\d+(?:[+/]\d+)*")

Groups = tuple[tuple[Candidate, ...], ...]  # every group is needed, any candidate in it will do


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouching:
    """Finds evidence with whoever can be asked.

    Its methods raise BadRun when a flag says what can't be, or is missing with nobody to ask, and
    EOFError or KeyboardInterrupt when the person stops.
    """

    given: FactArguments
    sources: FactSources
    terminal: Terminal
    shown: tuple[Candidate, ...] = ()  # what a reply quoted: offered before what is found

    def groups(self, turns: Sequence[str]) -> Groups:
        """The sentences that vouch; none when no article tells it."""
        given = self.given
        if given.quotes:
            pairs = zip(given.quotes, given.quoted_articles, strict=True)
            return tuple((self.sources.quoted(quote, name),) for quote, name in pairs)
        if given.unanswerable or (given.missing is None and not given.evidence_number):
            return ()
        found = self.sources.search(turns)
        if given.evidence_number is not None:
            return picked(given.evidence_number, found)
        quoted = {(each.name, each.span) for each in self.shown}
        others = (each for each in found if (each.name, each.span) not in quoted)
        return self._chosen((*self.shown, *others))

    def _chosen(self, found: tuple[Candidate, ...]) -> Groups:
        """The sentences that the person picks, after as many searches as it takes."""
        self._show(found)
        while True:
            self.terminal.say(PICKING)
            typed = self.terminal.ask("Evidence", flag="--evidence-number")
            if not _PICK.fullmatch(typed.replace(" ", "")):
                named = self.sources.named(typed)
                found = self.sources.sentences_of(named) if named else self.sources.search([typed])
                self._show(found)
                continue
            try:
                return picked(typed, found)
            except BadRun as fault:
                self.terminal.say(str(fault))

    def _show(self, found: Sequence[Candidate]) -> None:
        source = ""
        for number, each in enumerate(found, start=1):
            if each.source != source:
                source = each.source
                self.terminal.say(f"     {source}")
            self.terminal.say(f" {number:>2}  {' '.join(each.text.split())}")

    def evidence(self, group: Sequence[Candidate], wanted: Wanted) -> tuple[Evidence, ...]:
        """The quotes of one group, and the same words in other articles where those are wanted."""
        chosen: dict[str, Evidence] = {}
        for candidate in group:
            evidence = self._quote(candidate, wanted)
            chosen.setdefault(evidence.article, evidence)
            copies = [each for each in self.sources.copies(evidence) if each.article not in chosen]
            if copies and self._wants(copies):
                chosen.update((each.article, each) for each in copies)
        return tuple(chosen.values())

    def _quote(self, candidate: Candidate, wanted: Wanted) -> Evidence:
        if self.given.quotes:
            return Evidence(article=candidate.name, quote=candidate.text)
        text = candidate.article.text
        quote = shortest_quote(candidate.text, text, wanted=wanted)
        while True:
            quote = self.terminal.edit(f"Quote from {candidate.name}", prefilled=quote)
            try:
                return Evidence(
                    article=candidate.name, quote=self.sources.quoted(quote, candidate.name).text
                )
            except BadRun as fault:
                if not self.terminal.can_ask:
                    raise
                self.terminal.say(str(fault))

    def _wants(self, copies: Sequence[Evidence]) -> bool:
        named = ", ".join(each.article for each in copies)
        self.terminal.say(f"The same sentence stands in {named}, which vouches as well.")
        return not self.terminal.edit("Count it too? (Enter: yes, n: no)").startswith("n")


def picked(typed: str, found: Sequence[Candidate]) -> Groups:
    """The candidates picked by number from 1, by groups: `1+3` two groups, `1/3` one; `0` is none.

    Raises:
        BadRun: not written so, or there is no candidate of that number.
    """
    plain = typed.replace(" ", "")
    if plain == "0":
        return ()
    numbers = [int(number) for number in re.findall(r"\d+", plain)]
    if not _PICK.fullmatch(plain) or not all(1 <= number <= len(found) for number in numbers):
        raise BadRun(
            f"{shown(typed)} picks none of the {len(found)} sentences.",
            remedy="Write 1, 1+3 or 1/3.",
        )
    return tuple(
        tuple(found[int(number) - 1] for number in group.split("/")) for group in plain.split("+")
    )
