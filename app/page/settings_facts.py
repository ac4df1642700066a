"""What the settings page tells, as HTML: the facts of `clippings info`, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from app.wire import Fields

NOWHERE = "Nowhere. Articles, questions and answers stay on the computer that Clippings runs on."
NOTHING_KNOWN = "<p>Nothing is known of the settings here.</p>"
_HOW_TO_CHANGE = (
    '<p class="lead">To be read only. They are changed by flags, by CLIPPINGS_… in the environment,'
    " or in clippings.toml in the home; <code>clippings info</code> says where each comes from.</p>"
)


def settings(about: Fields, *, is_own: bool) -> str:
    """The page, out of the fields of `clippings info --json`.

    `is_own` says that whoever comes is the library's owner: others learn no path of this computer.
    """
    if not about:
        return NOTHING_KNOWN
    groups = (
        ("Answers", _answers(about)),
        ("Library", _library(about, is_own=is_own)),
        ("Search", _search(about)),
    )
    listed = "".join(_group(name, facts) for name, facts in groups)
    # In the order of the keyboard, for nothing in it is: else its pane could be scrolled by none.
    return f'<div tabindex="0" role="region" aria-label="Settings">{_HOW_TO_CHANGE}{listed}</div>'


def _answers(about: Fields) -> Iterable[tuple[str, str]]:
    has_model = bool(_value(about, "llm_url") or _value(about, "llm_gguf"))
    is_written = _value(about, "engine") == "llm"
    yield "Engine", "llm: a language model writes" if is_written else "extractive: quotes only"
    yield "Language model", _model(about) if has_model else "none"
    yield "Refuses below", f"{_value(about, 'threshold')} of 1, the confidence that it answers"
    notice = str(about.get("language_model_notice") or "")
    yield "Where texts go", (notice if is_written else _only_if_asked(notice)) or NOWHERE
    yield "Clippings", f"version {about.get('version')}"


def _only_if_asked(notice: str) -> str:
    return f"{NOWHERE} Where a program asks for `llm`: {notice}" if notice else ""


def _model(about: Fields) -> str:
    gguf = _value(about, "llm_gguf")
    return Path(gguf).name if gguf else _value(about, "llm_model")


def _library(about: Fields, *, is_own: bool) -> Iterable[tuple[str, str]]:
    home = str(about.get("home") or "")
    yield "Home", home if is_own else Path(home).name
    yield "Articles", _count(about, "articles")
    yield "Passages", _count(about, "passages")
    yield "Vectors", _count(about, "vectors")


def _search(about: Fields) -> Iterable[tuple[str, str]]:
    yield "Embedding model", f"{_name(about, 'model')}, {_value(about, 'precision')}"
    yield "Evidence ranker", _name(about, "ranker") or "none"
    size, overlap = _value(about, "passage_tokens"), _value(about, "overlap_tokens")
    yield "Passages", f"up to {size} tokens, overlapping by {overlap}"


def _name(about: Fields, key: str) -> str:
    """A model's name; of one that is a folder of this computer only the last part."""
    value = _value(about, key)
    return Path(value).name if Path(value).is_absolute() else value


def _value(about: Fields, key: str) -> str:
    told = about.get("settings")
    setting = told.get(key) if isinstance(told, Mapping) else None
    return str(setting.get("value", "")) if isinstance(setting, Mapping) else ""


def _count(about: Fields, key: str) -> str:
    return f"{about.get(key, 0):,}"


def _group(name: str, facts: Iterable[tuple[str, str]]) -> str:
    lines = "".join(f"<div><dt>{term}</dt><dd>{escape(fact)}</dd></div>" for term, fact in facts)
    return f"<h3>{name}</h3><dl>{lines}</dl>"
