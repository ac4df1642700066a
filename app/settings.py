"""Settings, and where each comes from: flag, environment, clippings.toml, default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import platformdirs

from app.answering.refusal import DEFAULT_THRESHOLD
from app.command.reading_tables import BadSetting, columns_in, date_order_in, outlets_in
from app.web.login import AUTH_VARIABLE
from app.writing.places import KEY_VARIABLE, server_url_in
from corpus.date_forms import DateOrder
from corpus.errors import shown
from corpus.reading_settings import ReadingSettings
from index.settings import IndexSettings, Precision

FILE_NAME = "clippings.toml"
PREFIX = "CLIPPINGS_"
LLM_SECONDS = (
    60.0  # for a language model's first words; 20 s on two cores, with 1.5 billion weights
)


class Engine(StrEnum):
    """What writes the answers."""

    EXTRACTIVE = "extractive"
    LLM = "llm"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    default: object
    read: Callable[[object, str], object]  # from a value and where it stands


def _as(kind: Callable[[str], object], wanted: str) -> Callable[[object, str], object]:
    def read(value: object, origin: str) -> object:
        try:
            return kind(str(value))
        except ValueError as error:
            raise BadSetting(
                f"{origin}: {shown(value)} is not {wanted}.", remedy="Correct it or drop it."
            ) from error

    return read


def _between(least: float, most: float, number: float) -> float:
    if not least <= number <= most:  # nor is "nan"
        raise ValueError(number)
    return number


_text = _as(str, "text")
_whole_number = _as(int, "a whole number")
_share = _as(lambda text: _between(0.0, 1.0, float(text)), "a number from 0 to 1")
_seconds = _as(
    lambda text: _between(0.1, 86_400.0, float(text)), "a number of seconds, 0.1 to 86400"
)
_precision = _as(Precision, " or ".join(Precision))
_DEFAULTS = IndexSettings()
_KNOWN = {
    "model": _Kind(default=_DEFAULTS.model, read=_text),
    "passage_tokens": _Kind(default=_DEFAULTS.passage_tokens, read=_whole_number),
    "overlap_tokens": _Kind(default=_DEFAULTS.overlap_tokens, read=_whole_number),
    "precision": _Kind(default=_DEFAULTS.precision, read=_precision),
    "ranker": _Kind(default=_DEFAULTS.ranker, read=_text),
    "threads": _Kind(default=_DEFAULTS.threads, read=_whole_number),
    "threshold": _Kind(default=DEFAULT_THRESHOLD, read=_share),
    "host": _Kind(default="127.0.0.1", read=_text),
    "port": _Kind(default=7860, read=_whole_number),
    "names": _Kind(default="", read=_text),
    "auth": _Kind(default="", read=_text),
    "columns": _Kind(default={}, read=columns_in),
    "outlets": _Kind(default={}, read=outlets_in),
    "date_order": _Kind(default="", read=date_order_in),
    "allow_private": _Kind(default="", read=_text),
    "engine": _Kind(default=Engine.EXTRACTIVE, read=_as(Engine, " or ".join(Engine))),
    "llm_url": _Kind(default="", read=server_url_in),
    "llm_model": _Kind(default="", read=_text),
    "llm_key": _Kind(default="", read=_text),
    "llm_gguf": _Kind(default="", read=_text),
    "llm_seconds": _Kind(default=LLM_SECONDS, read=_seconds),
}

_SECRET = frozenset({"auth", "llm_key"})
_NOT_IN_FILE = {"auth": AUTH_VARIABLE, "llm_key": KEY_VARIABLE}  # backups hold the file


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting's value and the place it was read in."""

    value: object
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting of one home, resolved."""

    home: Path
    values: Mapping[str, Setting] = field(default_factory=dict)

    def index_settings(self) -> IndexSettings:
        """Those that shape the index.

        Raises:
            BadSetting: they contradict each other.
        """
        names = ("model", "passage_tokens", "overlap_tokens", "precision", "ranker", "threads")
        try:
            return IndexSettings(**{name: self.values[name].value for name in names})  # type: ignore[arg-type]
        except ValueError as error:
            raise BadSetting(
                f"The passage settings don't fit together: {error}.",
                remedy="Choose an overlap below the passage size.",
            ) from error

    def reading_settings(self) -> ReadingSettings:
        """Those that say how files are read."""
        order = self.text("date_order")
        return ReadingSettings(
            columns=columns_in(self.values["columns"].value, FILE_NAME),
            outlets=outlets_in(self.values["outlets"].value, FILE_NAME),
            date_order=DateOrder(order) if order else None,
            allow_private=self.text("allow_private"),
        )

    def told(self) -> dict[str, dict[str, object]]:
        """Each setting's value and where it is from, for anyone to read: a secret is only `set`."""
        return {
            name: {
                "value": "set" if name in _SECRET and setting.value else setting.value,
                "from": setting.origin,
            }
            for name, setting in self.values.items()
        }

    def text(self, name: str) -> str:
        """A setting as text."""
        return str(self.values[name].value)

    def number(self, name: str) -> float:
        """A setting as a number."""
        return float(str(self.values[name].value))


def default_home() -> Path:
    """The platform's own folder for Clippings' files."""
    return Path(platformdirs.user_data_dir("clippings"))


def resolve(home: Path | None, flags: Mapping[str, object]) -> Settings:
    """Settings for a home; `flags` are those given on the command line, None meaning not given.

    Raises:
        BadSetting: an unknown name, or a value of the wrong type, in the file or the environment.
    """
    named = os.environ.get(f"{PREFIX}HOME")
    folder = home or (Path(named) if named else default_home())
    from_file = _read_file(folder / FILE_NAME)
    values = {
        name: _first(name, kind, flags=flags, from_file=from_file, file=folder / FILE_NAME)
        for name, kind in _KNOWN.items()
    }
    return Settings(home=folder, values=values)


def _first(
    name: str,
    kind: _Kind,
    *,
    flags: Mapping[str, object],
    from_file: Mapping[str, object],
    file: Path,
) -> Setting:
    variable = f"{PREFIX}{name.upper()}"
    if flags.get(name) is not None:
        return Setting(value=flags[name], origin="flag")
    if os.environ.get(variable):
        return Setting(value=kind.read(os.environ[variable], variable), origin=variable)
    if name in from_file and name in _NOT_IN_FILE:
        raise BadSetting(
            f"{file} holds {name}, and backups hold that file.",
            remedy=f"Take it out and set {_NOT_IN_FILE[name]} in the environment.",
        )
    if name in from_file:
        return Setting(value=kind.read(from_file[name], str(file)), origin=str(file))
    return Setting(value=kind.default, origin="default")


def _read_file(path: Path) -> Mapping[str, object]:
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} is not TOML: {error}.", remedy="Correct that line.") from error
    except OSError as error:
        raise BadSetting(
            f"{path} cannot be read: {error.strerror}.", remedy="Make it a file you may read."
        ) from error
    unknown = sorted(set(found) - set(_KNOWN))
    if unknown:
        raise BadSetting(
            f"{path}: {shown(unknown[0])} is not a setting.",
            remedy=f"The settings are {', '.join(_KNOWN)}.",
        )
    return found
