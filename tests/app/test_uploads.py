from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.uploads import LONGEST_NAME_BYTES, Upload, keep, kept_name
from corpus.errors import UnreadableFile


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        ("story.html", "story.html"),
        ("../../../etc/cron.d/story.md", "story.md"),
        ("/etc/story.md", "story.md"),
        (r"C:\news\story.md", "story.md"),
        (r"..\story.md", "story.md"),
        (".hidden.md", "hidden.md"),
        ("... .md.md", "md.md"),
        ("a\x00b\n\u202ec.md", "abc.md"),
        ("Jose\u0301.md", "José.md"),
        ("  spaced out.TXT ", "spaced out.TXT"),
    ],
)
def test_a_file_is_kept_under_the_last_step_of_its_name(sent: str, name: str) -> None:
    assert kept_name(sent) == name


@pytest.mark.parametrize("sent", ["", "/", "..", "evil.exe", "story", ".md", "story.md/..", "md"])
def test_a_name_that_is_no_articles_is_refused(sent: str) -> None:
    with pytest.raises(UnreadableFile, match=r"is of a type that is not read"):
        kept_name(sent)


@pytest.mark.parametrize("sent", ["metadata.csv", "x/Metadata.CSV"])
def test_a_listing_is_refused_for_it_would_speak_of_all_uploads(sent: str) -> None:
    with pytest.raises(UnreadableFile, match=r"metadata\.csv tells of the files in a folder"):
        kept_name(sent)


@given(st.text(max_size=400), st.sampled_from([".md", ".html", ".PDF"]))
def test_whatever_is_sent_is_kept_inside_the_folder(stem: str, suffix: str) -> None:
    try:
        name = kept_name(stem + suffix)
    except UnreadableFile:
        return
    assert Path(name).name == name
    assert not name.startswith(".")
    assert len(name.encode()) <= LONGEST_NAME_BYTES
    assert name.endswith(suffix)


def test_a_file_of_the_same_name_is_replaced_whole(tmp_path: Path) -> None:
    for text in (b"a long first version", b"short"):
        upload = Upload(name="x.md", stream=io.BytesIO(text), size_bytes=len(text))
        assert keep(tmp_path / "uploads", {"x.md": upload}) == (tmp_path / "uploads" / "x.md",)
    assert [file.read_bytes() for file in (tmp_path / "uploads").iterdir()] == [b"short"]
