"""What the command line says before the first question, where a language model is to answer it."""

from __future__ import annotations

import sys

from app.command.session_on_home import SessionOnHome
from app.settings import Settings
from app.writing.configured import notice_in


class Beforehand:
    """Says once, on standard error, who receives what: where the model is not on this computer."""

    def __init__(self, session: SessionOnHome) -> None:
        self._session = session
        self._is_told = False

    def tell(self, engine: object) -> None:
        """Say it, unless it was said, if the engine of the next question is a language model."""
        if engine != "llm" or self._is_told:
            return
        self._is_told = True
        told = self._session.do("info", {})  # by the settings of a server that has the home
        _say(str(told.get("language_model_notice", "")))


def tell_before_serving(settings: Settings) -> None:
    """Say it before the first of all questions, if such a model is the usual engine."""
    if settings.text("engine") == "llm":
        _say(notice_in(settings))


def _say(notice: str) -> None:
    if notice:
        sys.stderr.write(f"{notice}\n")
