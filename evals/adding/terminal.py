"""Asking a person at a terminal, on standard error: what a command prints stays alone on stdout."""

from __future__ import annotations

import os
import re
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from evals.errors import BadRun

_NUMBERED = re.compile(r"\s*(?:\d+\s+)?")  # what a line that is wrapped goes on under
WIDTH = 96  # columns that text is wrapped at: a little less than explanations are wide


class Terminal(Protocol):
    """Who answers what the flags leave open."""

    @property
    def can_ask(self) -> bool:
        """Whether there is a person."""
        ...

    def say(self, text: str) -> None:
        """Tell something, a line or several."""
        ...

    def ask(self, prompt: str, *, flag: str, prefilled: str = "", default: str = "") -> str:
        """What is typed, without surrounding space; `flag` is the one that would have told it.

        What is prefilled can be edited; an empty line stands for the default, where there is one.

        Raises:
            BadRun: there is nobody to ask.
        """
        ...

    def edit(self, prompt: str, *, prefilled: str = "") -> str:
        """What becomes of a suggestion; without anybody to ask, it stands."""
        ...


class Person:
    """A person at the terminal, with line editing where Python has it."""

    can_ask = True

    def say(self, text: str) -> None:
        """Write to standard error, each line wrapped under its own beginning."""
        for line in text.split("\n"):
            indent = " " * len(_NUMBERED.match(line)[0])  # type: ignore[index]  # always matches
            wrapped = textwrap.wrap(
                line, WIDTH, subsequent_indent=indent,
                break_long_words=False, break_on_hyphens=False,
            )  # fmt: skip
            sys.stderr.write("\n".join(wrapped or [""]) + "\n")
        sys.stderr.flush()

    def ask(self, prompt: str, *, flag: str, prefilled: str = "", default: str = "") -> str:
        """What is typed; without a default an empty line asks again."""
        while not (typed := self.edit(prompt, prefilled=prefilled) or default):
            self.say(f"Please type something, or Ctrl-C to stop. (The flag for it is {flag}.)")
        return typed

    def edit(self, prompt: str, *, prefilled: str = "") -> str:
        """What is typed over the suggestion."""
        try:
            import readline
        except ImportError:  # Windows: the suggestion stands in brackets, an empty line takes it
            return _line(f"{prompt} [{prefilled}]: ") or prefilled
        readline.set_startup_hook(lambda: readline.insert_text(prefilled))
        try:
            return _line(f"{prompt}: ")
        finally:
            readline.set_startup_hook()


class Nobody:
    """No terminal: flags say everything, and what they leave open stops the command."""

    can_ask = False

    def say(self, text: str) -> None:
        """Write to standard error as it is."""
        sys.stderr.write(f"{text}\n")

    def ask(self, prompt: str, *, flag: str, prefilled: str = "", default: str = "") -> str:
        """Nothing can be asked.

        Raises:
            BadRun: always; it names the flag.
        """
        del prompt, prefilled, default
        raise BadRun(
            f"{flag} is missing, and there is no terminal to ask at.",
            remedy=f"Give {flag}; `clippings fact add -h` lists the flags.",
        )

    def edit(self, prompt: str, *, prefilled: str = "") -> str:
        """The suggestion as it is."""
        del prompt
        return prefilled


def is_terminal() -> bool:
    """Whether a person can be asked: input and standard error are both a terminal."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def _line(prompt: str) -> str:
    with _output_on_stderr():
        return input(prompt).strip()


@contextmanager
def _output_on_stderr() -> Iterator[None]:
    """`input` prompts on standard output, whatever Python is told: it is turned away meanwhile."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
