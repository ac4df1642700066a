"""What a person's settings say of how their files are to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from corpus.date_forms import DateOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSettings:
    """How files are to be read, where the usual way does not do.

    `columns` maps one of our field names (`text`, or a key of `metadata.FIELD_NAMES`) to the column
    or field of an export that holds it. `outlets` maps a web domain, in the form that
    `web_domains.domain_of` gives, to the name of its outlet. `date_order` says how an export's
    03/04/2025 is meant where its column does not show it. `allow_private` names machines of private
    networks that pages may be fetched from, as `web_guard.guard_allowing` reads it.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    outlets: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    date_order: DateOrder | None = None
    allow_private: str = ""


USUAL = ReadingSettings()
