"""What the self-check of a home says: one finding a check, with the command that mends it."""

from __future__ import annotations

import shlex
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = 3  # of what is wrong, named in a message: enough to look one up


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at. `remedy` is the sentence that names what mends it, None when sound."""

    name: str
    message: str
    remedy: str | None = None

    @property
    def ok(self) -> bool:
        """Whether nothing was wrong."""
        return self.remedy is None


def rebuilding(home: Path) -> str:
    """The sentence that tells to rebuild a home, with a command as it can be pasted anywhere."""
    return f"Run `{_rebuild(home)}`, which makes passages, words and vectors anew from the library."


def going_on(home: Path) -> str:
    """The sentence that tells how to have finished what was left unfinished in a home."""
    return f"The next `clippings add` to this home finishes it, and so does `{_rebuild(home)}`."


def judged(name: str, *faults: str, sound: str, remedy: str) -> Check:
    """The check of that name: sound, or every fault in a sentence of its own with the remedy.

    Empty faults are none.
    """
    found = " ".join(filter(None, faults))
    return Check(name=name, message=found or sound, remedy=remedy if found else None)


def told(what: str, named: Collection[str]) -> str:
    """`Passages without a vector: 12, for example a, b, c.`; empty when there is none."""
    if not named:
        return ""
    examples = ", ".join(sorted(named)[:EXAMPLES])
    return f"{what}: {len(named)}, for example {examples}."


def _rebuild(home: Path) -> str:
    return f"clippings rebuild --home {shlex.quote(str(home.absolute()))}"
