from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from evals.benchmarks.reading import JsonRow, find_file, json_rows, read_json
from evals.errors import BadRun


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_rows_are_read_alike_with_and_without_gzip(tmp_path: Path) -> None:
    lines = '{"a": "é"}\n\n{"a": "2"}\n'
    plain = written(tmp_path / "rows.jsonl", lines)
    zipped = tmp_path / "rows.jsonl.gz"
    zipped.write_bytes(gzip.compress(lines.encode()))
    # The blank line is passed over, and counted.
    for path in (plain, zipped):
        rows = list(json_rows(path))
        assert [(row.where, row.text("a")) for row in rows] == [
            (f"{path}:1", "é"),
            (f"{path}:3", "2"),
        ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param(
            '{"a": ', r"rows\.jsonl:2: not JSON: Expecting value at column \d+\.", id="cut"
        ),
        pytest.param("[1]", r"rows\.jsonl:2: \[1\] is not a JSON object\.", id="a list"),
    ],
)
def test_a_line_that_is_no_object_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = written(tmp_path / "rows.jsonl", f'{{"a": "1"}}\n{line}\n')
    with pytest.raises(BadRun, match=message):
        list(json_rows(path))


def test_a_damaged_gzip_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"a": "1"}\n' * 100)[:-12])
    with pytest.raises(BadRun, match=r"rows\.jsonl\.gz cannot be read .*Fetch the file anew\."):
        list(json_rows(path))


def test_a_file_of_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes('{"a": "é"}\n'.encode("latin-1"))
    with pytest.raises(BadRun, match=r"rows\.jsonl cannot be read .*utf-8"):
        list(json_rows(path))


def test_a_file_that_is_not_json_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match=r"whole\.json:2: not JSON: Expecting"):
        read_json(written(tmp_path / "whole.json", '{"a": 1,\n}'))


def test_the_first_name_that_any_file_has_is_found(tmp_path: Path) -> None:
    written(tmp_path / "second.jsonl.gz", "")
    assert find_file(tmp_path, "first.jsonl", "sec*.jsonl").name == "second.jsonl.gz"


def test_a_missing_file_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match=r"has no a\.jsonl or b\.jsonl, nor .*\.gz\. .*with --data"):
        find_file(tmp_path, "a.jsonl", "b.jsonl")


def test_several_files_of_one_pattern_are_named(tmp_path: Path) -> None:
    for name in ("a-2.jsonl", "a-1.jsonl.gz"):
        written(tmp_path / name, "")
    with pytest.raises(BadRun, match=r"several files a\*\.jsonl: a-1\.jsonl\.gz, a-2\.jsonl\."):
        find_file(tmp_path, "a*.jsonl")


ROW = JsonRow(
    where="f.jsonl:7",
    fields={"blank": " ", "number": 3, "none": None, "list": ["x", 1], "rows": [{"id": 1}]},
)


@pytest.mark.parametrize("name", ["blank", "number", "none", "missing"])
def test_a_field_that_is_no_text_is_named(name: str) -> None:
    with pytest.raises(BadRun, match=rf"f\.jsonl:7: '{name}' is .*, not a text\. Correct it"):
        ROW.text(name)


def test_a_text_may_be_missing_or_blank_but_nothing_else() -> None:
    assert ROW.text_or_none("none") is None
    assert ROW.text_or_none("missing") is None
    assert ROW.text_or_none("blank") is None
    with pytest.raises(BadRun, match="'number' is 3, not a text"):
        ROW.text_or_none("number")


def test_a_list_of_something_else_is_named() -> None:
    with pytest.raises(BadRun, match=r"'list' is \['x', 1\], not a list of texts"):
        ROW.texts("list")
    with pytest.raises(BadRun, match=r"'list' is \['x', 1\], not a list of objects"):
        ROW.rows("list")


def test_a_nested_object_is_named_with_its_place() -> None:
    (nested,) = ROW.rows("rows")
    with pytest.raises(BadRun, match=r"f\.jsonl:7: rows\[0\]: 'id' is 1, not a text"):
        nested.text("id")
