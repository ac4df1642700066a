"""Settings, and where each comes from: flag, environment, clippings.toml, default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from app.refusal import DEFAULT_THRESHOLD
from corpus.errors import InputError, shown
from index.settings import IndexSettings

FILE_NAME = "clippings.toml"
PREFIX = "CLIPPINGS_"


class BadSetting(InputError):
    """A setting with an unknown name or an impossible value."""

    code = "bad_setting"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    default: object
    read: Callable[[str], object]


_DEFAULTS = IndexSettings()
_KNOWN = {
    "model": _Kind(default=_DEFAULTS.model, read=str),
    "passage_tokens": _Kind(default=_DEFAULTS.passage_tokens, read=int),
    "overlap_tokens": _Kind(default=_DEFAULTS.overlap_tokens, read=int),
    "ranker": _Kind(default=_DEFAULTS.ranker, read=str),
    "threads": _Kind(default=_DEFAULTS.threads, read=int),
    "threshold": _Kind(default=DEFAULT_THRESHOLD, read=float),
    "host": _Kind(default="127.0.0.1", read=str),
    "port": _Kind(default=7860, read=int),
}


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
        names = ("model", "passage_tokens", "overlap_tokens", "ranker", "threads")
        try:
            return IndexSettings(**{name: self.values[name].value for name in names})  # type: ignore[arg-type]
        except ValueError as error:
            raise BadSetting(
                f"The passage settings don't fit together: {error}.",
                remedy="Choose an overlap below the passage size.",
            ) from error

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
        return _setting(kind, os.environ[variable], origin=variable)
    if name in from_file:
        return _setting(kind, from_file[name], origin=str(file))
    return Setting(value=kind.default, origin="default")


def _setting(kind: _Kind, value: object, *, origin: str) -> Setting:
    try:
        return Setting(value=kind.read(str(value)), origin=origin)
    except ValueError as error:
        wanted = "a whole number" if kind.read is int else "a number"
        raise BadSetting(
            f"{origin}: {shown(value)} is not {wanted}.", remedy="Correct it or drop it."
        ) from error


def _read_file(path: Path) -> Mapping[str, object]:
    if not path.exists():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting(f"{path} is not TOML: {error}.", remedy="Correct that line.") from error
    unknown = sorted(set(found) - set(_KNOWN))
    if unknown:
        raise BadSetting(
            f"{path}: {shown(unknown[0])} is not a setting.",
            remedy=f"The settings are {', '.join(_KNOWN)}.",
        )
    return found
