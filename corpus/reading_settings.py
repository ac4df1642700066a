"""What a person's settings say of how their files are to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSettings:
    """How files are to be read, where the usual way does not do.

    `columns` maps one of our field names (`text`, or a key of `metadata.FIELD_NAMES`) to the column
    or field of an export that holds it. `outlets` maps a web domain to the name of its outlet.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    outlets: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


USUAL = ReadingSettings()
