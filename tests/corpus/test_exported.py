"""What is written out is read in again word for word."""

from __future__ import annotations

import hashlib
import json
import tempfile
from datetime import UTC, date, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Article, ArticleId, BasedOn, Draft, Origin
from corpus.exported import HASH_FIELD, as_json_line, as_markdown, untouched_export
from corpus.markup import one_line
from corpus.readers import read_path

NASTY = (
    "# ", "## ", "---", "===", "- ", "* ", "+ ", "1. ", "12) ", "> ", "```", "~~~", "|", "*", "_",
    "__", "**", "\\", "\\*", "\\\\", "<b>", "</b>", "<!-- -->", "&amp;", "&#39;", "[a](http://b.c)",
    "![x](y)", "[1]: /u", '"', "'", "“", "”", "’", ":", " : ", "{}", "$", "%", "@", "!", "?", ".",
    "\u00a0", "\u2028", "é", "ﬁ", "Ελλάδα", "北京", "القاهرة", "🗞️", "Read more: this",
    "By Jan Zawadzki", "Published: 2025-03-11", "Comments", "Related", "(AFP)", "text:", "...",
)  # fmt: skip
words = st.one_of(
    st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["C"]), max_size=8)
)
lines = st.lists(words, min_size=1, max_size=12).map(" ".join).map(one_line).filter(bool)
texts = st.lists(lines, min_size=1, max_size=6).map("\n\n".join)
times = st.times(timezones=st.sampled_from([None, UTC, timezone(timedelta(hours=-4, minutes=-30))]))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(texts)
    days = st.none() | st.dates(date(1900, 1, 1))
    published, modified = draw(days), draw(days)
    report = BasedOn(outlet="Fjord Post, Oslo", published_at=date(2023, 9, 4))
    return Article(
        article_id=ArticleId("a0123456789ab"),
        source_key="anywhere",
        text=text,
        headline=draw(lines),
        published_at=published,
        published_time=draw(st.none() | times) if published else None,
        modified_at=modified,
        modified_time=draw(st.none() | times) if modified else None,
        url=draw(st.sampled_from([None, "https://fjordpost.example/a?b=c&d=[e]#f"])),
        language=draw(st.sampled_from(["en", "pl"])),
        based_on=draw(st.sampled_from([None, report])),
        outlet=draw(st.none() | lines),
        author=draw(st.none() | lines),
        correction=draw(st.none() | lines),
    )


NAMES = (
    "text", "headline", "outlet", "author", "published_at", "published_time", "modified_at",
    "modified_time", "url", "language", "based_on", "correction",
)  # fmt: skip


def told(article: Article | Draft) -> dict[str, object]:
    return {name: getattr(article, name) for name in NAMES}


def read_back(name: str, written: str) -> Draft:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(written.encode())
        drafts = list(read_path(path))
    assert len(drafts) == 1
    assert isinstance(drafts[0], Draft), drafts[0]
    return drafts[0]


@given(articles())
@settings(deadline=None, max_examples=300)
def test_markdown_comes_back_word_for_word(article: Article) -> None:
    assert told(read_back("a.md", as_markdown(article))) == told(article)


@given(articles())
@settings(deadline=None, max_examples=300)
def test_a_json_line_comes_back_word_for_word(article: Article) -> None:
    assert told(read_back("a.jsonl", as_json_line(article))) == told(article)


def made(text: str, *, origin: Origin = Origin.FILE) -> Article:
    return Article(
        article_id=ArticleId("a0123456789ab"),
        source_key="anywhere",
        text=text,
        headline="Bridge opens",
        origins={"headline": origin},
    )


TEXT = "1. The bridge is open.\n\nIt cost *77* million."


def test_marks_are_escaped_so_that_they_are_seen_as_written() -> None:
    written = as_markdown(made(TEXT))
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    assert written == (
        f'---\nheadline: "Bridge opens"\n{HASH_FIELD}: "{digest}"\n---\n\n'
        "1\\. The bridge is open.\n\nIt cost \\*77\\* million.\n"
    )


def test_other_ends_of_lines_are_no_other_words() -> None:
    found = untouched_export(as_markdown(made(TEXT)).replace("\n", "\r\n").encode())
    assert found is not None
    assert found.cleaned.text == TEXT


def test_an_edited_export_is_read_like_any_other_file() -> None:
    edited = (
        as_markdown(made("The bridge is open.\n\nIt cost 77 million."))
        + "\nSubscribe to our newsletter.\n"
    )
    assert untouched_export(edited.encode()) is None
    draft = read_back("a.md", edited)
    assert draft.text == "The bridge is open.\n\nIt cost 77 million."


def test_a_headline_that_only_stands_in_is_not_written_as_one() -> None:
    written = as_json_line(made(TEXT, origin=Origin.STAND_IN))
    assert "headline" not in json.loads(written)


@pytest.mark.parametrize(
    "raw",
    [
        HASH_FIELD.encode(),
        f'{{"{HASH_FIELD}": 1'.encode(),
        f'{{"{HASH_FIELD}": 1, "text": 2}}'.encode(),
        f"---\n{HASH_FIELD}: [\n---\n\nWords.\n".encode(),
        f"---\n- {HASH_FIELD}\n---\n\nWords.\n".encode(),
        f"---\n{HASH_FIELD}: {'[' * 3_000}\n---\n\nWords.\n".encode(),
        b"\xff" + HASH_FIELD.encode(),
    ],
)
def test_what_only_looks_like_an_export_is_none(raw: bytes) -> None:
    assert untouched_export(raw) is None
