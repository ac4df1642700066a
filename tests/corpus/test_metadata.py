"""What people supply in metadata.csv, front matter and records."""

import csv
from datetime import date
from pathlib import Path

import pytest

from corpus.article import BasedOn
from corpus.errors import BadMetadata, UnreadableFile
from corpus.metadata import Metadata, metadata_of, read_listing


def listing(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "metadata.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_listing_gives_metadata_by_file_and_empty_is_unknown(tmp_path: Path) -> None:
    path = listing(
        tmp_path,
        "\ufefffile,headline,outlet,author,published_at,url\n"
        'a.txt,,"Post, Daily",,2024-04-02,\nb.txt,Hi,,,,https://b.org\n',
    )
    assert read_listing(path) == {
        "a.txt": Metadata(outlet="Post, Daily", published_at=date(2024, 4, 2)),
        "b.txt": Metadata(headline="Hi", url="https://b.org"),
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("file,editor\na,b\n", r"csv:1: unknown column 'editor'", id="unknown-column"),
        pytest.param("outlet\nRFI\n", r"csv:1: no column 'file'", id="no-file-column"),
        pytest.param(
            "file,published_at\na,2023-01-01\nb,2023-13-01\n",
            r"csv:3: published_at '2023-13-01' is not an ISO 8601 date\. Correct the line or drop",
            id="impossible-date",
        ),
        pytest.param("file,outlet\n,RFI\n", r"csv:2: ',RFI' is not one row", id="no-file"),
        pytest.param("file,outlet\na,B\na,C\n", r"csv:3: .* not one row for one", id="twice"),
        pytest.param("file,outlet\na,B,C\n", r"csv:2: 'a,B,C' is not one row", id="extra-cell"),
    ],
)
def test_a_wrong_listing_is_refused_by_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadMetadata, match=message):
        read_listing(listing(tmp_path, text))


def test_a_listing_that_is_not_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "metadata.csv"
    path.write_bytes(b"file,outlet\na,\xe9\n")
    with pytest.raises(UnreadableFile, match="not UTF-8 text: byte 0xe9 at offset 14"):
        read_listing(path)


@pytest.mark.parametrize("limit", [1_000, 131_072, 1_000_000])
def test_a_listing_whose_quotation_mark_is_never_closed_is_refused(
    tmp_path: Path, limit: int
) -> None:
    # The limit is one for the process, and reading a table raises it.
    before = csv.field_size_limit(limit)
    try:
        with pytest.raises(UnreadableFile, match=r"csv:2: a row is too long .* never closed\."):
            read_listing(listing(tmp_path, 'file,outlet\na,"' + "b" * 140_000))
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize("day", ["2025-02-18", "2025/02/18", "2025-02-18T09:30:00+01:00"])
def test_days_are_read_from_iso_dates_and_slashes(day: str) -> None:
    assert metadata_of({"date": day}, place=str).published_at == date(2025, 2, 18)


@pytest.mark.parametrize("day", ["18.02.2025", "2025-2-18", "2025-02/18", "yesterday"])
def test_other_dates_are_refused_rather_than_guessed(day: str) -> None:
    with pytest.raises(BadMetadata, match=r"publish_date '.*' is not an ISO 8601 date"):
        metadata_of({"publish_date": day}, place=str)


@pytest.mark.parametrize(
    ("stated", "based_on"),
    [
        ("RFI, 2025-02-18", BasedOn(outlet="RFI", published_at=date(2025, 2, 18))),
        ("RFI", BasedOn(outlet="RFI")),
        ("Post, Daily", BasedOn(outlet="Post, Daily")),
    ],
)
def test_based_on_names_an_outlet_and_perhaps_a_day(stated: str, based_on: BasedOn) -> None:
    assert metadata_of({"based_on": stated}, place=str).based_on == based_on


def test_other_names_for_fields_are_understood_and_the_rest_let_be() -> None:
    record = {"title": " A\n B ", "source": "x.org", "authors": ["C", "D"], "tags": 5, "url": None}
    assert metadata_of(record, place=str) == Metadata(headline="A B", outlet="x.org", author="C, D")


def test_a_source_that_is_an_address_is_the_url() -> None:
    clipped = {"title": "A", "source": "https://x.org/a"}
    assert metadata_of(clipped, place=str) == Metadata(headline="A", url="https://x.org/a")
    both = {"source": "https://x.org/a", "url": "https://x.org/b"}
    assert metadata_of(both, place=str) == Metadata(url="https://x.org/b")


def test_what_only_holds_an_address_is_an_outlet() -> None:
    assert metadata_of({"source": "[a](http://b.c)"}, place=str).outlet == "[a](http://b.c)"
    assert metadata_of({"outlet": "http://b.c"}, place=str).outlet == "http://b.c"


@pytest.mark.parametrize("flag", [True, False, "true", "False"])
def test_a_flag_under_the_name_of_a_date_is_no_date(flag: object) -> None:
    record = {"published": flag, "date": "2025-02-18", "updated": flag}
    assert metadata_of(record, place=str) == Metadata(published_at=date(2025, 2, 18))


@pytest.mark.parametrize(
    "authors",
    [
        ["[[Jane Doe]]", "[[people/roe|Max Roe]]"],
        [{"name": "Jane Doe", "url": "https://x.org"}, "Max Roe"],
        {"name": "Jane Doe, Max Roe"},
    ],
)
def test_authors_are_named_in_links_to_notes_and_in_records(authors: object) -> None:
    assert metadata_of({"author": authors}, place=str).author == "Jane Doe, Max Roe"


@pytest.mark.parametrize(
    ("value", "shown"), [(5, "5"), ({"id": 5}, r"\{'id': 5\}"), (["a", 5], r"\['a', 5\]")]
)
def test_a_value_that_is_not_text_is_refused(value: object, shown: str) -> None:
    with pytest.raises(BadMetadata, match=rf"a\.jsonl:3: title {shown} is not text"):
        metadata_of({"title": value}, place=lambda _: "a.jsonl:3")


def test_a_blank_value_is_refused() -> None:
    with pytest.raises(BadMetadata, match="outlet is blank"):
        Metadata(outlet=" ")


def test_values_laid_over_others_leave_only_unknown_ones_through() -> None:
    over = Metadata(outlet="RFI").over(Metadata(outlet="AFP", author="Jane Doe"))
    assert over == Metadata(outlet="RFI", author="Jane Doe")
