"""The eval report that a home's page shows: written and read again, or refused calmly."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.eval_report import (
    Better,
    CurvePoint,
    EvalReport,
    FailedFact,
    Interval,
    Measured,
    RightShare,
    Unit,
    UnreadableReport,
    as_text,
    read_report,
    state_of,
)
from index import ingest
from index.home import Home
from tests.app.cli_runs import OSLO, TORUN, tiny_home, write_articles

finite = st.floats(allow_nan=False, allow_infinity=False)
intervals = st.none() | st.builds(Interval, low=finite, high=finite)
shares = st.builds(
    RightShare, name=st.text(), right=finite, facts=st.integers(), interval=intervals
)
reports = st.builds(
    EvalReport,
    made_at=st.datetimes(timezones=st.just(UTC)),
    library=st.text(),
    engine=st.text(),
    today=st.none() | st.dates(),
    is_partial=st.booleans(),
    measures=st.lists(
        st.builds(
            Measured,
            words=st.text(),
            unit=st.sampled_from(Unit),
            better=st.sampled_from(Better),
            value=st.none() | finite,
            n=st.integers(),
            interval=intervals,
            beside=st.dictionaries(st.text(), st.none() | finite),
        )
    ).map(tuple),
    kinds=st.lists(shares).map(tuple),
    halves=st.lists(shares).map(tuple),
    curve=st.lists(st.builds(CurvePoint, answered=finite, wrong=finite)).map(tuple),
    failed=st.lists(
        st.builds(
            FailedFact,
            fact_id=st.text(),
            kind=st.text(),
            turns=st.lists(st.text(), min_size=1).map(tuple),
            wrong=st.text(),
        )
    ).map(tuple),
    frozen_failed=st.integers(),
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report") / "eval.json"


@given(report=reports)
def test_what_was_written_is_read_again(path: Path, report: EvalReport) -> None:
    path.write_text(as_text(report), encoding="utf-8")
    assert read_report(path) == report


def test_without_a_file_there_is_no_report(tmp_path: Path) -> None:
    assert read_report(tmp_path / "eval.json") is None


@pytest.mark.parametrize(
    "change",
    [
        {"made_at": "soon"},
        {"today": "soon"},
        {"frozen_failed": True},
        {"failed": [{"fact_id": "a-1", "kind": "date", "turns": [], "wrong": ""}]},
        {"curve": [{"answered": "all", "wrong": 0.5}]},
        {"kinds": {"date": 1}},
        {"measures": [{"words": "Right"}]},
        {"halves": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_fields_of_a_wrong_type_are_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    path = tmp_path / "eval.json"
    path.write_text(json.dumps(json.loads(as_text(EMPTY)) | change), encoding="utf-8")
    with pytest.raises(UnreadableReport, match="damaged, or no eval report"):
        read_report(path)


@pytest.mark.parametrize("written", [b"", b"[]", b'{"format": NaN}', b"\xff", b"{}"], ids=repr)
def test_a_file_that_is_no_report_is_refused(tmp_path: Path, written: bytes) -> None:
    path = tmp_path / "eval.json"
    path.write_bytes(written)
    with pytest.raises(UnreadableReport, match="Run `clippings eval` again"):
        read_report(path)


def test_a_report_of_another_version_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "eval.json"
    path.write_text('{"format": 99}', encoding="utf-8")
    with pytest.raises(UnreadableReport, match="another version of Clippings"):
        read_report(path)


def test_the_state_of_a_library_changes_with_texts_outlets_and_dates(tmp_path: Path) -> None:
    with Home.open(tiny_home(tmp_path, torun=TORUN)) as home:
        before = state_of(home.library)
        article = home.library.articles()[0]
        home.library.set_metadata(article.article_id, {"outlet": "Other"})
        renamed = state_of(home.library)
        home.library.set_metadata(article.article_id, {"outlet": "Torun Gazette"})
        assert state_of(home.library) == before
        ingest.add(home, [write_articles(tmp_path / "more", oslo=OSLO)])
        assert len({before, renamed, state_of(home.library)}) == 3


EMPTY = EvalReport(
    made_at=datetime(2025, 3, 11, 9, 5, tzinfo=UTC),
    library="",
    engine="extractive",
    today=None,
    is_partial=False,
    measures=(),
    kinds=(),
    halves=(),
    curve=(),
    failed=(),
    frozen_failed=0,
)
