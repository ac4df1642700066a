"""What browser tests share: a running server, an open page, and an article full of markup."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from index.home import Home

NASTY_HEADLINE = "<script>window.pwned=1</script> Zorblax <img src=x onerror='window.pwned=1'>"
NASTY_SENTENCE = (
    "The mayor of Zorblax is Quentin Vorpal, <script>window.pwned=1</script> & {{value}}"
    " ${window.pwned=1} <img src=x onerror=window.pwned=1> says."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running server: its address, the home it serves, and a twin of that home to compare with.

    The twin was copied before the server opened the home, which is the server's alone.
    """

    url: str
    folder: Path
    twin: Home


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """An open page, what it requested, and what its console complained of."""

    page: Page
    requests: list[str]
    complaints: list[str]

    def ask(self, question: str) -> None:
        """Ask as a person does, and wait for the reply."""
        turns = self.page.locator(".turn").count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        self.page.locator(".turn").nth(turns).wait_for()
        self.page.locator('#answer[aria-busy="false"]').wait_for()
