"""Tables of articles: each good row goes in, and each bad one is named."""

from __future__ import annotations

import codecs
import csv
import io
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corpus.article import Draft
from corpus.date_forms import DateOrder
from corpus.formats import export_rows, tables
from corpus.readers import read_path
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Failure

AGROUND = "The ferry ran aground on Monday."
OPENED = "The bridge opened on Tuesday."


def read(
    path: Path, table: str | bytes, *, settings: ReadingSettings = USUAL
) -> tuple[list[Draft], list[Failure]]:
    path.write_bytes(table.encode() if isinstance(table, str) else table)
    found = tuple(read_path(path, settings=settings))
    return [f for f in found if isinstance(f, Draft)], [f for f in found if isinstance(f, Failure)]


def reasons(failures: Sequence[Failure]) -> str:
    return "\n".join(failure.reason for failure in failures)


def test_columns_are_known_by_their_names_and_each_row_is_an_article(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    table = (
        "Article Title,Full text,Publication date,Publisher,URL,By-line\n"
        f"Ferry aground,{AGROUND},2025-02-18,Harbour Post,https://hp.example/a,By Jane Doe\n"
        f"Bridge,{OPENED},,nan,,\n"
    )
    (first, second), failures = read(path, table)
    assert not failures
    assert (first.headline, first.text, first.outlet) == ("Ferry aground", AGROUND, "Harbour Post")
    assert (first.published_at, first.author) == (date(2025, 2, 18), "Jane Doe")
    assert first.source_key == first.url == "https://hp.example/a"
    assert (second.outlet, second.author, second.published_at) == (None, None, None)
    assert second.source_key == f"{path.resolve().as_posix()}#3"  # as a spreadsheet counts
    assert second.original.decode() == table.splitlines()[0] + f"\nBridge,{OPENED},,nan,,\n"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_and_cells_hold_delimiters_quotes_and_lines(
    tmp_path: Path, delimiter: str
) -> None:
    text = f'The ferry{delimiter} called "Anna", ran aground.\n\nNobody was hurt; all are well.'
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows([["title", "text"], ["A", text]])
    (draft,), failures = read(tmp_path / "a.csv", written.getvalue())
    assert not failures
    assert draft.text.split() == text.split()
    assert draft.text.count("\n\n") == 1


def test_excel_says_its_delimiter_in_a_line_of_its_own(tmp_path: Path) -> None:
    (draft,), _ = read(tmp_path / "a.csv", f"sep=^\r\ntitle^text\r\nA^{AGROUND}\r\n")
    assert (draft.headline, draft.text) == ("A", AGROUND)


def test_quotation_marks_in_a_table_of_tabs_are_speech(tmp_path: Path) -> None:
    table = f'title\ttext\nA\t"We are well," she said of it.\nB\t{OPENED}\n'
    drafts, failures = read(tmp_path / "a.tsv", table)
    assert not failures
    assert [draft.text for draft in drafts] == ['"We are well," she said of it.', OPENED]


def test_marks_escaped_by_backslashes_are_read(tmp_path: Path) -> None:
    (draft,), failures = read(tmp_path / "a.csv", 'title,text\nA,"He said \\"no\\", and left."\n')
    assert not failures
    assert draft.text == 'He said "no", and left.'


@pytest.mark.parametrize(
    "encode",
    [
        pytest.param(lambda text: codecs.BOM_UTF8 + text.encode(), id="utf-8 with its mark"),
        pytest.param(lambda text: text.encode("utf-16"), id="utf-16"),
        pytest.param(lambda text: text.replace("\n", "\r").encode(), id="line ends of old"),
        pytest.param(lambda text: text.replace("\n", "\r\n").encode(), id="line ends of windows"),
    ],
)
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, encode: object) -> None:
    assert callable(encode)
    table = f"title,text\nÉlysée,{AGROUND}\n"
    (draft,), failures = read(tmp_path / "a.csv", encode(table))
    assert not failures
    assert (draft.headline, draft.text) == ("Élysée", AGROUND)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (b"only one\n", r"a\.csv:3 has 1 cells below 2 column names\. Correct the row"),
        (b"B,a ferry, a bridge\n", r"a\.csv:3 has 3 cells below 2 column names"),
        (b"B,caf\xe9 closed\n", r"a\.csv:3 is not UTF-8 text: byte 0xe9 in 'text'"),
        (b"B,\n", r"a\.csv:3 has no text\. Put it in a field text, body or content"),
        (b'B,"a "big" ferry"\n', r"a\.csv:3 is not a row of cells: .* Double each quotation mark"),
        (b'B,"The ferry ran\n', r"a\.csv:3 is not a row of cells"),
    ],
    ids=["short", "long", "encoding", "no text", "single marks inside", "open mark"],
)
def test_a_bad_row_is_named_and_the_others_go_in(tmp_path: Path, row: bytes, message: str) -> None:
    good = f"A,{AGROUND}\n".encode()
    drafts, (failure,) = read(tmp_path / "a.csv", b"title,text\n" + good + row + good)
    assert [draft.text for draft in drafts] == [AGROUND, AGROUND]
    with pytest.raises(type(failure.error), match=message):
        raise failure.error


def test_empty_cells_beyond_the_last_column_are_none(tmp_path: Path) -> None:
    drafts, failures = read(tmp_path / "a.csv", f"title,text\nA,{AGROUND},,\n\n,\n")
    assert (len(drafts), failures) == (1, [])


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", r"a\.csv is empty\. Fill it"),
        ("\n \n", r"a\.csv is empty"),
        ("a\0b", r"a\.csv is not text: it has a zero byte"),
        (
            "id,summary\n1,x\n",
            r"no column for the text .* under \[columns\], .* columns here are 'id', 'summary'\.",
        ),
    ],
    ids=["nothing", "blank lines", "binary", "no text column"],
)
def test_a_file_that_is_no_table_of_articles_is_refused(
    tmp_path: Path, table: str, message: str
) -> None:
    drafts, (failure,) = read(tmp_path / "a.csv", table)
    assert not drafts
    with pytest.raises(type(failure.error), match=message):
        raise failure.error


def test_settings_name_columns_before_any_guess(tmp_path: Path) -> None:
    mapped = ReadingSettings(columns={"text": "Résumé", "headline": "hed line", "outlet": "title"})
    table = f"title,text,résumé,Hed-Line\nHarbour Post,unread,{AGROUND},Ferry\n"
    (draft,), _ = read(tmp_path / "a.csv", table, settings=mapped)
    assert (draft.text, draft.headline, draft.outlet) == (AGROUND, "Ferry", "Harbour Post")


def test_a_column_named_for_another_export_leaves_this_one_to_be_guessed(tmp_path: Path) -> None:
    mapped = ReadingSettings(columns={"text": "Texte"})
    (draft,), _ = read(tmp_path / "a.csv", f"title,text\nA,{AGROUND}\n", settings=mapped)
    assert draft.text == AGROUND


def test_html_in_a_cell_is_read_as_text(tmp_path: Path) -> None:
    table = (
        'title,text\nAT&amp;T,"<p>The <b>ferry</b> ran aground.</p><script>x()</script>'
        '<p>Nobody&#8217;s hurt.</p>"\n'
    )
    (draft,), _ = read(tmp_path / "a.csv", table)
    assert (draft.headline, draft.text) == (
        "AT&T",
        "The ferry ran aground.\n\nNobody’s hurt.",
    )


def dated(*dates: str) -> str:
    return "text,date\n" + "".join(f"{AGROUND} {day},{day}\n" for day in dates)


def test_one_day_after_the_twelfth_settles_a_whole_column(tmp_path: Path) -> None:
    drafts, failures = read(tmp_path / "a.csv", dated("03/04/2025", "18/02/2025"))
    assert not failures
    assert [draft.published_at for draft in drafts] == [date(2025, 4, 3), date(2025, 2, 18)]


def test_a_setting_settles_what_a_column_leaves_open(tmp_path: Path) -> None:
    american = ReadingSettings(date_order=DateOrder.MONTH_FIRST)
    (draft,), _ = read(tmp_path / "a.csv", dated("03/04/2025"), settings=american)
    assert draft.published_at == date(2025, 3, 4)
    (first, _), _ = read(tmp_path / "b.csv", dated("03/04/2025", "18/02/2025"), settings=american)
    assert first.published_at == date(2025, 4, 3)  # the column itself knows better


def test_dates_that_cannot_be_told_leave_articles_undated_and_are_said_once(
    tmp_path: Path,
) -> None:
    drafts, (failure,) = read(tmp_path / "a.csv", dated("03/04/2025", "05/06/2025", "2025-02-18"))
    assert [draft.published_at for draft in drafts] == [None, None, date(2025, 2, 18)]
    assert "2 dates in 'date' can't be read for certain, the first, '03/04/2025'" in failure.reason
    assert "a.csv:2; their articles went in undated" in failure.reason
    assert "date_order" in failure.reason


def test_a_date_that_does_not_exist_fails_its_row(tmp_path: Path) -> None:
    drafts, (failure,) = read(tmp_path / "a.csv", dated("2023-13-01", "2025-02-18"))
    assert len(drafts) == 1
    assert "a.csv:2: date '2023-13-01' is not a date that exists. Correct" in failure.reason


def test_of_many_failures_the_rest_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_rows, "MOST_FAILURES", 2)
    drafts, failures = read(tmp_path / "a.csv", "title,text\n" + "x\n" * 5 + f"A,{AGROUND}\n")
    assert (len(drafts), len(failures)) == (1, 3)
    assert "a.csv: 3 more rows are no articles." in failures[-1].reason


def test_a_mark_that_is_never_closed_loses_one_row(tmp_path: Path) -> None:
    rows = "".join(f"{number},{OPENED}\n" for number in range(50))
    drafts, (failure,) = read(tmp_path / "a.csv", f'title,text\nA,"{AGROUND}\n{rows}')
    assert len(drafts) == 50
    assert failure.path.endswith("a.csv:2")


def test_a_row_without_end_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "LARGEST_FILE_BYTES", 100)
    long = f'A,"{"x " * 80}"\nB,{OPENED}\n'
    (draft,), failures = read(tmp_path / "a.csv", f"title,text\n{long}")
    assert draft.text == OPENED
    assert "it has over 100 characters" in reasons(failures)


def test_lines_read_again_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_REREAD_CHARACTERS", 10)
    drafts, (failure,) = read(tmp_path / "a.csv", f'title,text\nA,"{AGROUND}\nB,{OPENED}\n')
    assert not drafts
    assert "Nor could the 1 lines after it be read." in failure.reason


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"", b"text,date\n", b'text\t"', b"\xff\xfe"]))
def test_any_bytes_are_articles_or_our_own_failures(raw: bytes, start: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for found in read_path_of(Path(folder) / "a.csv", start + raw):
            assert isinstance(found, Draft | Failure)


def read_path_of(path: Path, raw: bytes) -> list[Draft | Failure]:
    path.write_bytes(raw)
    return list(read_path(path))


CELLS = st.text(
    alphabet=st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff"),
    min_size=1,
    max_size=30,
)


@settings(max_examples=100, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=8), st.sampled_from(",;|"))
@example(["0\\"], ",")
def test_rows_that_a_spreadsheet_writes_are_all_read(cells: list[str], delimiter: str) -> None:
    rows = [["headline", "text"], *([cell, f"{AGROUND} {cell}"] for cell in cells)]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    with tempfile.TemporaryDirectory() as folder:
        found = read_path_of(Path(folder) / "a.csv", written.getvalue().encode())
    assert len(found) == len(cells)
    assert all(isinstance(draft, Draft) and "ran aground" in draft.text for draft in found)
