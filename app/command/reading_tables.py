"""The settings that say how files are read: `[columns]`, `[outlets]` and `date_order`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping

from corpus.date_forms import DateOrder
from corpus.errors import InputError, shown
from corpus.formats.columns import FIELDS
from corpus.web_domains import domain_of


class BadSetting(InputError):
    """A setting with an unknown name or an impossible value."""

    code = "bad_setting"


def columns_in(value: object, origin: str) -> dict[str, str]:
    """The columns of exports by our field names; `value` is a table, or TOML lines that make one.

    Raises:
        BadSetting: no table, a field we don't have, or a column that is no name.
    """
    table = _names_in(value, f"{origin}: columns")
    for field in table:
        if field not in FIELDS:
            raise BadSetting(
                f"{origin}: {shown(field)} under [columns] is not a field.",
                remedy=f"The fields are {', '.join(FIELDS)}.",
            )
    return table


def outlets_in(value: object, origin: str) -> dict[str, str]:
    """The outlets by bare domain; `value` is a table, or TOML lines that make one.

    Raises:
        BadSetting: no table, a key that is no domain or names one twice, or an outlet without name.
    """
    outlets: dict[str, str] = {}
    for key, outlet in _names_in(value, f"{origin}: outlets").items():
        domain = domain_of(key)
        if domain is None or domain in outlets:
            problem = "is not a web domain" if domain is None else "names a domain twice"
            raise BadSetting(
                f"{origin}: {shown(key)} under [outlets] {problem}.",
                remedy='Write each domain once, in quotation marks, as "rfi.fr" = "RFI".',
            )
        outlets[domain] = outlet
    return outlets


def date_order_in(value: object, origin: str) -> str:
    """`day-first` or `month-first`, or nothing where the user says neither.

    Raises:
        BadSetting: another value.
    """
    if value in ("", *DateOrder):
        return str(value)
    raise BadSetting(
        f"{origin}: date_order {shown(value)} is no order of dates.",
        remedy=f"Write {' or '.join(map(repr, map(str, DateOrder)))}.",
    )


def _names_in(value: object, place: str) -> dict[str, str]:
    table = _table_in(value, place)
    for key, name in table.items():
        if not isinstance(name, str) or not name.strip():
            raise BadSetting(
                f"{place}: {shown(key)} is {shown(name)}, which is not a name.",
                remedy="Write a key that holds a full stop, and each name, in quotation marks.",
            )
    return {key: str(name).strip() for key, name in table.items()}


def _table_in(value: object, place: str) -> Mapping[str, object]:
    try:
        table = tomllib.loads(value) if isinstance(value, str) else value
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(
            f"{place} is not TOML: {error}.", remedy="Correct it or drop it."
        ) from error
    if not isinstance(table, Mapping):
        raise BadSetting(
            f"{place} is {shown(table)}, not a table.", remedy="Write KEY = 'NAME' lines below it."
        )
    return table
