"""JSON exports: a line an article, one object, or what a news API answers."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Draft
from corpus.formats import json_lines
from corpus.readers import read_path
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Failure

TEXT = "The ferry ran aground on Monday."


def read(path: Path, value: object, *, settings: ReadingSettings = USUAL) -> list[Draft | Failure]:
    path.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
    return list(read_path(path, settings=settings))


def draft_of(
    folder: Path, article: dict[str, object], *, settings: ReadingSettings = USUAL
) -> Draft:
    (draft,) = read(folder / "a.jsonl", article, settings=settings)
    assert isinstance(draft, Draft), draft
    return draft


def test_newsapi_s_answer_is_read(tmp_path: Path) -> None:
    answer = {
        "status": "ok",
        "totalResults": 1,
        "articles": [
            {
                "source": {"id": None, "name": "Harbour Post"},
                "author": "Jane Doe",
                "title": "Ferry aground",
                "description": "A ferry.",
                "url": "https://hp.example/a",
                "publishedAt": "2025-02-18T10:32:00Z",
                "content": f"{TEXT} Nobody… [+1234 chars]",
            }
        ],
    }
    (draft,) = read(tmp_path / "a.json", answer)
    assert isinstance(draft, Draft)
    assert (draft.outlet, draft.author, draft.headline) == (
        "Harbour Post",
        "Jane Doe",
        "Ferry aground",
    )
    assert draft.text == f"{TEXT} Nobody…"
    assert (draft.published_at, draft.published_time) == (
        date(2025, 2, 18),
        time(10, 32, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        pytest.param(
            {
                "@type": "NewsArticle",
                "headline": "Ferry",
                "articleBody": TEXT,
                "datePublished": "2025-02-18",
                "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "Max Roe"}],
                "publisher": {"@type": "Organization", "name": "Harbour Post"},
                "inLanguage": "en-GB",
            },
            ("Ferry", "Jane Doe, Max Roe", "Harbour Post"),
            id="schema.org",
        ),
        pytest.param(
            {
                "title": {"rendered": "Ferry"},
                "content": {"rendered": f"<p>{TEXT}</p>"},
                "date": "2025-02-18T09:00:00",
                "link": "https://hp.example/a",
                "author": 7,
            },
            ("Ferry", None, None),
            id="WordPress",
        ),
        pytest.param(
            {
                "title": "Ferry",
                "body": TEXT,
                "publication_date": 1739871120000,
                "publisher_name": "Harbour Post",
                "byline": "By Jane Doe",
                "source": 17,
            },
            ("Ferry", "Jane Doe", "Harbour Post"),
            id="press database",
        ),
        pytest.param(
            {"_id": "1", "_source": {"title": "Ferry", "text": TEXT, "pubDate": "18 Feb 2025"}},
            ("Ferry", None, None),
            id="Elasticsearch",
        ),
    ],
)
def test_articles_are_read_as_their_sources_nest_them(
    tmp_path: Path, article: dict[str, object], expected: tuple[str | None, ...]
) -> None:
    draft = draft_of(tmp_path, article)
    assert (draft.headline, draft.author, draft.outlet) == expected
    assert (draft.text, draft.published_at) == (TEXT, date(2025, 2, 18))


def test_values_of_another_kind_than_their_field_are_no_metadata(tmp_path: Path) -> None:
    odd = {"text": TEXT, "source": {"id": "hp"}, "url": "/a/b", "published": True, "title": 1984}
    draft = draft_of(tmp_path, odd)
    assert (draft.outlet, draft.url, draft.published_at) == (None, None, None)
    assert draft.headline == "1984"


def test_columns_are_known_one_level_down(tmp_path: Path) -> None:
    guardian: dict[str, object] = {
        "webTitle": "Ferry",
        "webUrl": "https://hp.example/a",
        "fields": {"bodyText": TEXT, "byline": "Jane Doe"},
    }
    named = ReadingSettings(columns={"text": "fields.bodyText"})
    draft = draft_of(tmp_path, guardian)
    assert (draft.headline, draft.text, draft.author) == ("Ferry", TEXT, "Jane Doe")
    assert draft_of(tmp_path, guardian, settings=named).text == TEXT


def test_a_column_counts_before_one_inside_another(tmp_path: Path) -> None:
    nested: dict[str, object] = {
        "article": {"text": "Not this one.", "url": "https://hp.example/b"},
        "text": TEXT,
        "article_url": "https://hp.example/a",
    }
    draft = draft_of(tmp_path, nested)
    assert (draft.text, draft.url) == (TEXT, "https://hp.example/a")


def test_an_address_is_no_outlet(tmp_path: Path) -> None:
    row: dict[str, object] = {"text": TEXT, "source": "https://hp.example/a"}
    assert draft_of(tmp_path, row).outlet is None
    assert draft_of(tmp_path, row | {"publisher": "Harbour Post"}).outlet == "Harbour Post"


def test_settings_reach_into_nested_values(tmp_path: Path) -> None:
    nested: dict[str, object] = {
        "fields": {"story": TEXT, "when": "2025-02-18"},
        "text": "Not this one.",
    }
    named = ReadingSettings(columns={"text": "fields.story", "published_at": "fields.when"})
    draft = draft_of(tmp_path, nested, settings=named)
    assert (draft.text, draft.published_at) == (TEXT, date(2025, 2, 18))


def test_a_column_that_settings_name_must_hold_text(tmp_path: Path) -> None:
    named = ReadingSettings(columns={"outlet": "paper"})
    (failure,) = read(
        tmp_path / "a.jsonl", {"text": TEXT, "paper": {"id": {"x": 1}}}, settings=named
    )
    assert isinstance(failure, Failure)
    assert "a.jsonl:1: paper {'id': {'x': 1}} is not text." in failure.reason
    assert "name another column for 'outlet' under [columns]" in failure.reason


def test_paragraphs_in_a_list_are_a_text(tmp_path: Path) -> None:
    draft = draft_of(tmp_path, {"title": "Ferry", "text": [TEXT, "Nobody was hurt."]})
    assert draft.text == f"{TEXT}\n\nNobody was hurt."


def test_a_page_in_a_field_gives_what_its_row_does_not(tmp_path: Path) -> None:
    page = (
        "<html><head><title>Ferry aground</title>"
        '<meta property="og:site_name" content="Harbour Post"></head><body><article>'
        f"<h1>Ferry aground</h1><p>{TEXT} It had left the island at noon with forty people.</p>"
        "<p>Nobody was hurt, said the mayor of the town, who had come to the beach at once.</p>"
        "</article></body></html>"
    )
    draft = draft_of(tmp_path, {"html": page, "date": "2025-02-18"})
    assert draft.text.startswith(TEXT)
    assert (draft.headline, draft.published_at) == ("Ferry aground", date(2025, 2, 18))


def test_one_object_is_an_article_and_a_list_is_many(tmp_path: Path) -> None:
    article = {"title": "Ferry", "text": TEXT}
    path = tmp_path / "a.json"
    (one,) = read(path, article)
    assert isinstance(one, Draft)
    assert one.source_key == path.resolve().as_posix()
    first, failure, last = read(path, [article, 5, {"text": TEXT, "title": "B"}])
    assert isinstance(first, Draft)
    assert isinstance(last, Draft)
    assert isinstance(failure, Failure)
    assert last.source_key == f"{path.resolve().as_posix()}#3"
    assert "a.json:2 is not a JSON object: 5." in failure.reason


@pytest.mark.parametrize("name", ["results", "items", "docs", "data"])
def test_lists_are_found_under_the_names_that_apis_use(tmp_path: Path, name: str) -> None:
    (draft,) = read(tmp_path / "a.json", {"response": {"n": 1, name: [{"text": TEXT}]}})
    assert isinstance(draft, Draft)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'{"name": "clippings"}', "holds neither an article nor a list of articles"),
        (b"5", "holds neither an article nor a list of articles: 5."),
        (b'{"text":\n\n "a"', "is not JSON: Expecting ',' delimiter at line 3, column 5."),
        (b"[" * 100_000, "is not JSON: it is nested too deeply."),
        (b"[" * 900 + b"]" * 900, "is not a JSON object: [[[[[[[...]]]]]]]."),
        (b"9" * 5000, "is not JSON: it holds a number of thousands of digits."),
        (b"", "a.json is empty."),
        (b"[\xe9]", "is not UTF-8 text: byte 0xe9 at offset 1."),
    ],
    ids=["other", "number", "broken", "deep", "deep but sound", "digits", "empty", "encoding"],
)
def test_a_file_without_articles_says_what_it_is(tmp_path: Path, raw: bytes, message: str) -> None:
    (failure,) = read(tmp_path / "a.json", raw)
    assert isinstance(failure, Failure)
    assert message in failure.reason


def test_lines_in_utf_16_are_read(tmp_path: Path) -> None:
    lines = json.dumps({"text": TEXT}) + "\n" + json.dumps({"text": "Élysée closed."})
    first, second = read(tmp_path / "a.jsonl", lines.encode("utf-16"))
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)


def test_utf_16_that_breaks_off_keeps_the_lines_before(tmp_path: Path) -> None:
    raw = (json.dumps({"text": TEXT}) + "\n").encode("utf-16") + b"x"
    *_, failure = read(tmp_path / "a.jsonl", raw)
    assert isinstance(failure, Failure)
    assert "begins like UTF-16 text but goes on as none. Save it as UTF-8." in failure.reason


def test_an_endless_line_is_named_and_the_next_goes_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_lines, "LARGEST_FILE_BYTES", 60)
    lines = json.dumps({"text": "x " * 100}).encode() + b"\n" + json.dumps({"text": TEXT}).encode()
    failure, draft = read(tmp_path / "a.jsonl", lines)
    assert isinstance(failure, Failure)
    assert isinstance(draft, Draft)
    assert "a.jsonl:1 has over 60 bytes, too many for one article." in failure.reason


def test_a_field_without_text_names_the_fields_there_are(tmp_path: Path) -> None:
    (failure,) = read(tmp_path / "a.jsonl", {"title": "A", "summary": "B"})
    assert isinstance(failure, Failure)
    assert "The columns here are 'title', 'summary'." in failure.reason


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "title", "source", "date", "url", "author", "articles", "x"])
            | st.text(max_size=8),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(JSON, st.sampled_from([".json", ".jsonl"]))
def test_any_json_is_articles_or_our_own_failures(value: object, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = read(Path(folder) / f"a{suffix}", value)
    assert all(isinstance(each, Draft | Failure) for each in found)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.sampled_from([".json", ".jsonl"]))
def test_any_bytes_are_articles_or_our_own_failures(raw: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = read(Path(folder) / f"a{suffix}", raw)
    assert all(isinstance(each, Draft | Failure) for each in found)
