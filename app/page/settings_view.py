"""The settings page: what answers, from where, and where texts go. It changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from app.page.actions import Actions
from app.page.parts import PRIVATELY, Shared, still
from app.page.settings_facts import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsParts:
    """The component of this view that is written."""

    facts: gr.HTML


def lay_out() -> SettingsParts:
    """The view's components, inside the pane that the page gives it."""
    still('<h2 class="view-heading">Settings</h2>')
    return SettingsParts(facts=still("", elem_id="settings"))


def wire(parts: SettingsParts, shared: Shared, actions: Actions) -> None:
    """Show the facts as they are whenever the view is turned to."""

    def opened() -> str:
        return settings(actions.about(), is_own=actions.is_own)

    shared.navigation.settings_opened(opened, None, [parts.facts], **PRIVATELY)
