"""What the page "Evals" does: show the last report of the home, and ask a failed fact again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from app.eval_report import REPORT, EvalReport, UnreadableReport, read_report, state_of
from app.page import evals_html
from app.page.actions import Actions
from app.page.session import Session, Trouble

_GONE = Trouble(
    question="A question of the eval report",
    message="The report no longer holds it.",
    remedy="Turn to Evals again to see the newest.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The page's blocks of HTML, and the report that its plots are drawn from, if there is one."""

    summary: str
    kinds: str = ""
    curve: str = ""
    measures: str = ""
    failed: str = ""
    report: EvalReport | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvalsActions:
    """Each method is one thing the owner can do there; `actions` are those of the chat."""

    actions: Actions

    def shown(self) -> Shown:
        """The last report; or calm words why there is none, and how to have one."""
        try:
            report = self._report()
        except UnreadableReport as error:
            return Shown(summary=evals_html.trouble(str(error)))
        if report is None:
            return Shown(summary=evals_html.no_report(self._command))
        is_stale = report.library != state_of(self.actions.home.library)
        return Shown(
            summary=evals_html.summary(report, is_stale=is_stale, command=self._command),
            kinds=evals_html.kinds(report),
            curve=evals_html.curve(report),
            measures=evals_html.measures(report),
            failed=evals_html.failed(report),
            report=report,
        )

    def ask_again(self, reference: object) -> Iterator[tuple[Session, str]]:
        """Ask a failed fact in a new conversation, one question after the other.

        Yields the session and the conversation as its answers come to be; it ends early at a
        question that gets no reply. References come from the browser.
        """
        session = Session()
        turns = self._turns_of(reference)
        if not turns:
            session = session.now(_GONE)
            yield session, self.actions.conversation(session)
        for question in turns:
            for now, conversation in self.actions.ask(question, session):
                session = now
                yield now, conversation
            if isinstance(session.turns[-1], Trouble):
                return

    def _turns_of(self, reference: object) -> tuple[str, ...]:
        try:
            report = self._report()
        except UnreadableReport:
            return ()
        failed = report.failed if report else ()
        return next((fact.turns for fact in failed if fact.fact_id == reference), ())

    def _report(self) -> EvalReport | None:
        return read_report(self.actions.home.path / REPORT)

    @property
    def _command(self) -> str:
        return f"clippings eval --page {shlex.quote(str(self.actions.home.path))}"
