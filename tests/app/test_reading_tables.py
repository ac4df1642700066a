"""The settings of reading: columns, outlets and the order of dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.command.reading_tables import BadSetting
from app.settings import FILE_NAME, resolve
from corpus.date_forms import DateOrder
from corpus.reading_settings import USUAL, ReadingSettings
from index.settings import Precision


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("COLUMNS", "OUTLETS", "DATE_ORDER", "PRECISION"):
        monkeypatch.delenv(f"CLIPPINGS_{name}", raising=False)


def settings_in(home: Path, written: str) -> ReadingSettings:
    (home / FILE_NAME).write_text(written, encoding="utf-8")
    return resolve(home, {}).reading_settings()


def test_without_settings_files_are_read_the_usual_way(tmp_path: Path) -> None:
    assert resolve(tmp_path, {}).reading_settings() == USUAL


def test_tables_in_the_file_reach_the_readers(tmp_path: Path) -> None:
    written = (
        'date_order = "day-first"\n[columns]\ntext = "Full text"\n'
        '[outlets]\n"WWW.RFI.fr" = "RFI"\n"hp.example" = " Harbour Post "\n'
    )
    assert settings_in(tmp_path, written) == ReadingSettings(
        columns={"text": "Full text"},
        outlets={"rfi.fr": "RFI", "hp.example": "Harbour Post"},
        date_order=DateOrder.DAY_FIRST,
    )


def test_the_environment_goes_before_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIPPINGS_OUTLETS", '"rfi.fr" = "RFI"')
    monkeypatch.setenv("CLIPPINGS_DATE_ORDER", "month-first")
    found = settings_in(tmp_path, '[outlets]\n"hp.example" = "Harbour Post"\n')
    assert found.outlets == {"rfi.fr": "RFI"}
    assert found.date_order is DateOrder.MONTH_FIRST


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ('[columns]\nbody = "Text"\n', r"'body' under \[columns\] is not a field\. The fields are"),
        ("[columns]\ntext = 5\n", r"columns: 'text' is 5, which is not a name"),
        ('[columns]\ntext = " "\n', r"columns: 'text' is ' ', which is not a name"),
        ('columns = "text"\n', r"columns is not TOML"),
        ("columns = 5\n", r"columns is 5, not a table\. Write KEY = 'NAME' lines"),
        (
            '[outlets]\n"https://rfi.fr/" = "RFI"\n',
            r"'https://rfi\.fr/' under \[outlets\] is not a web domain\. Write each domain once",
        ),
        ('[outlets]\nrfi.fr = "RFI"\n', r"'rfi' is \{'fr': 'RFI'\}, which is not a name\. Write a"),
        ('[outlets]\n"rfi.fr" = "a"\n"RFI.fr" = "b"\n', r"'RFI\.fr' .* names a domain twice"),
        ('date_order = "year-first"\n', r"date_order 'year-first' is no order of dates\. Write"),
        ('precision = "int4"\n', r"'int4' is not fp32 or int8\. Correct it or drop it"),
    ],
)
def test_a_wrong_setting_names_file_key_and_remedy(
    tmp_path: Path, written: str, message: str
) -> None:
    with pytest.raises(BadSetting, match=message) as error:
        settings_in(tmp_path, written)
    assert str(error.value).startswith(str(tmp_path / FILE_NAME))


def test_the_precision_reaches_the_index(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text('precision = "int8"\n', encoding="utf-8")
    assert resolve(tmp_path, {}).index_settings().precision is Precision.INT8
