"""`clippings fact add` from flags to exit code: facts asked for, checked, and added to a file."""

from __future__ import annotations

import sys
from dataclasses import dataclass

from app.conversations.verdicts import Verdicts
from evals.adding.book import (
    FactsBook,
    NewFact,
    append_line,
    checked,
    fact_line,
    next_id,
    open_book,
)
from evals.adding.command import SAMPLE_FILE, FactArguments
from evals.adding.interview import Interview
from evals.adding.sources import Candidate, FactSources, open_sources
from evals.adding.terminal import Nobody, Person, Terminal, is_terminal
from evals.adding.vouching import Vouching
from evals.facts.fact import Fact
from evals.matching.values import accepted_in

STOPPED = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingDesk:
    """What writing facts takes: flags, articles, and somebody to ask or nobody."""

    arguments: FactArguments
    sources: FactSources
    terminal: Terminal


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The turns of a fact to be written, and the sentences that a wrong reply to them quoted."""

    turns: tuple[str, ...]
    shown: tuple[Candidate, ...] = ()


def add_facts(arguments: FactArguments, terminal: Terminal | None = None) -> int:
    """Add one fact, or at a terminal as many as the person likes; 0, or 1 when they stop midway.

    Raises:
        ClippingsError: the facts file, the articles or the flags are wrong; nothing is written.
    """
    if terminal is None:
        terminal = Person() if is_terminal() and arguments.missing else Nobody()
    if arguments.missing and not terminal.can_ask:
        terminal.ask("", flag=arguments.missing)
    open_book(arguments.facts_path)  # a broken file is told before anything is asked
    with open_sources(arguments.home, arguments.articles, say=terminal.say) as sources:
        return _add_all(WritingDesk(arguments=arguments, sources=sources, terminal=terminal))


def _add_all(desk: WritingDesk) -> int:
    if desk.terminal.can_ask:
        told = f"{len(desk.sources.articles)} articles to quote. Ctrl-C stops; nothing is written"
        desk.terminal.say(f"{told} until you say so.")
    try:
        if desk.sources.verdicts and desk.arguments.from_drafts:
            _add_drafts(desk, desk.sources.verdicts)
            return 0
        turns = _first_turns(desk)
        _add(desk, Asked(turns=turns), is_first=True)
        while not desk.arguments.is_asked and (turns := _next_turns(desk)):
            _add(desk, Asked(turns=turns), is_first=False)
    except (EOFError, KeyboardInterrupt):
        desk.terminal.say("\nStopped: of this fact nothing was written.")
        return STOPPED
    return 0


def _first_turns(desk: WritingDesk) -> tuple[str, ...]:
    arguments = desk.arguments
    if arguments.turns:
        return arguments.turns
    return (arguments.question or desk.terminal.ask("Question", flag="--question"),)


def _next_turns(desk: WritingDesk) -> tuple[str, ...]:
    """The question of one more fact; none when the person is done."""
    try:
        question = desk.terminal.edit("Next question (Enter: done)")
    except (EOFError, KeyboardInterrupt):  # nothing is pending here
        return ()
    return (question,) if question else ()


def _add_drafts(desk: WritingDesk, verdicts: Verdicts) -> None:
    """Go through the questions whose replies were said to be wrong, oldest first."""
    drafts = verdicts.drafts()
    desk.terminal.say(f"Draft facts: {len(drafts)}.")
    for number, draft in enumerate(drafts):
        desk.terminal.say(f"\n{' / '.join(draft.turns)}")
        if draft.remark:
            desk.terminal.say(f"What was wrong with the reply: {draft.remark}")
        asked = Asked(turns=draft.turns, shown=desk.sources.shown_in(draft))
        is_done = _add(desk, asked, is_first=number == 0)
        if is_done or desk.terminal.edit("Keep the draft? (Enter: yes, n: no)").startswith("n"):
            verdicts.settle(draft)


def _add(desk: WritingDesk, asked: Asked, *, is_first: bool) -> bool:
    """Ask for the rest of a fact and write it, if that is wanted; whether it was."""
    arguments, terminal, turns = desk.arguments, desk.terminal, asked.turns
    book = open_book(arguments.facts_path)
    before = book.asked_before(turns)
    if before:
        terminal.say(f"{before.fact_id} asks the same ({before.where}).")
    vouching = Vouching(given=arguments, sources=desk.sources, terminal=terminal, shown=asked.shown)
    interview = Interview(given=arguments, vouching=vouching, terminal=terminal, is_first=is_first)
    line, fact = _checked(desk, book, interview.fact_of(turns))
    for words in unvouched(fact):
        terminal.say(f"Note: no quote holds “{words}”.")
    if terminal.can_ask:
        terminal.say(f"\n{line}\n\n{_split_told(fact)}")
        if terminal.edit(f"Write it to {book.path}? (Enter: yes, n: no)").startswith("n"):
            terminal.say("Not written.")
            return False
    number = append_line(book.path, line)
    told = f"{fact.fact_id} added to {book.path}:{number} ({fact.split})"
    sys.stdout.write(f"{line if arguments.json else told}\n")
    sys.stdout.flush()
    _tell_next(desk, fact)
    return True


def unvouched(fact: Fact) -> tuple[str, ...]:
    """What has to be said and no quote says: every point left out, or the first of the answers."""
    quotes = [each.quote for group in fact.evidence for each in group]
    points = [p for p in fact.points if not any(accepted_in(quotes, a) for a in p.aliases)]
    is_answered = not fact.answers or any(accepted_in(quotes, a) for a in fact.answers)
    return (*(() if is_answered else (str(fact.answers[0]),)), *map(str, points))


def _checked(desk: WritingDesk, book: FactsBook, new: NewFact) -> tuple[str, Fact]:
    line = fact_line(desk.arguments.fact_id or next_id(book), new)
    return line, checked(line, book, desk.sources.articles)


def _split_told(fact: Fact) -> str:
    use = "may be tuned on" if fact.split == "dev" else "nothing is tuned on it"
    return f"It falls, by its id, into the {fact.split} half: {use}."


def _tell_next(desk: WritingDesk, fact: Fact) -> None:
    given = desk.arguments
    is_ours = given.facts_path == SAMPLE_FILE
    places = {
        "--facts": None if is_ours else given.facts_path,
        "--home": given.home,
        "--articles": given.articles,
    }
    flags = [f"{flag} {path}" for flag, path in places.items() if path]
    words = ["clippings eval", *flags, f"--fact {fact.fact_id} --explain"]
    desk.terminal.say(f"Try it: {' '.join(words)}")
    if is_ours:
        desk.terminal.say("The baseline is of other facts now; make one: clippings eval --accept")
