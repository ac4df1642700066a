"""Archives: each article in them goes in, and nothing in them can do harm."""

from __future__ import annotations

import io
import json
import stat
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.article import Draft, Origin
from corpus.formats import archives
from corpus.metadata import Metadata
from corpus.readers import read_path
from corpus.records import Failure

TEXT = "The ferry ran aground on Monday."
PAGE = (
    f"<html><body><h1>Ferry aground</h1><p>{TEXT} It had left the island at noon, with forty people"
    " on board.</p><p>Nobody was hurt, said the mayor of the town, who had come to the beach."
    "</p></body></html>"
)
ARTICLE = f"# Ferry aground\n\n{TEXT}"


def packed(members: dict[str, str], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", method) as written:
        for name, text in members.items():
            written.writestr(name, text)
    return archive.getvalue()


def read(path: Path, raw: bytes) -> list[Draft | Failure]:
    path.write_bytes(raw)
    return list(read_path(path))


def reason_of(found: list[Draft | Failure]) -> str:
    (failure,) = found
    assert isinstance(failure, Failure)
    return failure.reason


def test_members_are_read_as_if_the_archive_were_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    rows = [{"text": TEXT, "title": "A"}, {"text": "The bridge opened.", "title": "B"}]
    members = {
        "news/a.md": ARTICLE,
        "news/b.jsonl": "\n".join(map(json.dumps, rows)),
        "c.html": PAGE,
    }
    found = read(path, packed(members))
    drafts = [draft for draft in found if isinstance(draft, Draft)]
    archive = path.resolve().as_posix()
    assert [draft.source_key for draft in drafts] == [
        f"{archive}/news/a.md",
        f"{archive}/news/b.jsonl#1",
        f"{archive}/news/b.jsonl#2",
        f"{archive}/c.html",
    ]
    assert {draft.path for draft in drafts} == {archive}
    assert drafts[0].original.decode() == ARTICLE


def test_a_list_in_the_archive_speaks_of_the_files_beside_it(tmp_path: Path) -> None:
    members = {
        "news/a.md": ARTICLE,
        "news/metadata.csv": "file,outlet\na.md,Harbour Post\n",
        "a.md": ARTICLE,
    }
    beside, elsewhere = read(tmp_path / "a.zip", packed(members))
    assert isinstance(beside, Draft)
    assert isinstance(elsewhere, Draft)
    assert (beside.outlet, beside.origins["outlet"]) == ("Harbour Post", Origin.USER)
    assert elsewhere.outlet is None


def test_a_wrong_list_fails_the_files_beside_it_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    members = {"news/a.md": ARTICLE, "news/metadata.csv": "file,editor\n"}
    reason = reason_of(read(path, packed(members)))
    assert reason.startswith(f"{path}/news/metadata.csv:1: unknown column 'editor'.")


def test_a_list_cannot_give_one_headline_to_many_rows(tmp_path: Path) -> None:
    members = {"a.jsonl": json.dumps({"text": TEXT}), "metadata.csv": "file,headline\na.jsonl,A\n"}
    assert "a.zip/a.jsonl holds many articles" in reason_of(
        read(tmp_path / "a.zip", packed(members))
    )


def test_flags_go_before_the_list_in_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.md": ARTICLE, "metadata.csv": "file,outlet\na.md,Post\n"}))
    (draft,) = read_path(path, given=Metadata(outlet="RFI"))
    assert isinstance(draft, Draft)
    assert draft.outlet == "RFI"


def test_what_a_browser_saved_beside_a_page_is_passed_over(tmp_path: Path) -> None:
    frame = {"news/Ferry_files/frame.html": PAGE, "news/Ferry_files/a/ad.html": PAGE}
    (found,) = read(tmp_path / "a.zip", packed({"news/Ferry.htm": PAGE} | frame))
    assert isinstance(found, Draft)
    assert found.source_key.endswith("/news/Ferry.htm")
    # Without the page beside it, it is a folder like any other.
    alone = read(tmp_path / "b.zip", packed({"Ferry.htm": PAGE} | frame))
    assert len(alone) == len(frame) + 1


def test_hidden_files_readmes_and_other_types_are_passed_over(tmp_path: Path) -> None:
    members = {"README.md": "About.", ".a.md": "x", "__MACOSX/._a.md": "x", "b.png": "x"}
    assert "holds no article" in reason_of(read(tmp_path / "a.zip", packed(members)))
    found = read(tmp_path / "b.zip", packed(members | {"d/a.md": ARTICLE}))
    assert len(found) == 1
    assert isinstance(found[0], Draft)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("../a.md", "/'../a.md' has a name that leads out of its folder."),
        ("/etc/a.md", "/'/etc/a.md' has a name that leads out of its folder."),
        ("C:\\a.md", "has a name that leads out of its folder."),
        ("a\\..\\..\\b.md", "has a name that leads out of its folder."),
        ("a\nb.md", "/'a\\nb.md' has a name that cannot be shown."),
        ("a.zip", "/a.zip is an archive inside an archive."),
        ("empty.md", "/empty.md is empty. Fill it or leave it out."),
    ],
)
def test_a_member_that_is_not_read_is_named_and_the_others_go_in(
    tmp_path: Path, name: str, problem: str
) -> None:
    text = "" if name == "empty.md" else TEXT
    failure, draft = read(tmp_path / "a.zip", packed({name: text, "good.md": ARTICLE}))
    assert isinstance(draft, Draft)
    assert isinstance(failure, Failure)
    assert problem in failure.reason
    assert "\n" not in failure.path
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.zip"]


def test_what_packs_too_well_is_not_unpacked(tmp_path: Path) -> None:
    failure, draft = read(tmp_path / "a.zip", packed({"a.txt": "a" * 3_000_000, "b.md": ARTICLE}))
    assert isinstance(draft, Draft)
    assert isinstance(failure, Failure)
    assert "a.zip/a.txt unpacks to over 200 times its size." in failure.reason


@pytest.mark.parametrize(
    ("constant", "problem"),
    [
        ("LARGEST_MEMBER_BYTES", "a.md has 49 bytes, more than 20."),
        ("LARGEST_UNPACKED_BYTES", "would make what was unpacked more than 20 bytes."),
        ("LARGEST_DIRECTORY_BYTES", "can be read: its directory is too large."),
    ],
)
def test_sizes_are_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, constant: str, problem: str
) -> None:
    assert len(ARTICLE) == 49
    monkeypatch.setattr(archives, constant, 20)
    assert problem in reason_of(read(tmp_path / "a.zip", packed({"a.md": ARTICLE})))


def test_the_number_of_files_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 1)
    draft, failure = read(tmp_path / "a.zip", packed({"a.md": ARTICLE, "b.md": ARTICLE}))
    assert isinstance(draft, Draft)
    assert isinstance(failure, Failure)
    assert "holds 2 files; 1 of them were read. Unpack it and add the folder." in failure.reason


def test_locked_members_and_other_ways_of_packing_are_named(tmp_path: Path) -> None:
    raw = bytearray(packed({"a.md": ARTICLE}))
    directory = raw.index(b"PK\x01\x02")
    struct.pack_into("<H", raw, directory + 8, 1)  # the flags of the entry
    assert "a.md is locked with a password." in reason_of(read(tmp_path / "a.zip", bytes(raw)))
    lzma = packed({"a.md": ARTICLE}, method=zipfile.ZIP_LZMA)
    assert "is packed in a way that is not read" in reason_of(read(tmp_path / "b.zip", lzma))


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as written:
        member = zipfile.ZipInfo("a.md")
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        written.writestr(member, "/etc/hostname")
    reason = reason_of(read(tmp_path / "a.zip", archive.getvalue()))
    assert "a.md is a link to another file." in reason


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_the_second_of_two_files_of_one_name_is_a_failure(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as written:
        written.writestr("a.md", ARTICLE)
        written.writestr("a.md", "Another one.")
    _, failure = read(tmp_path / "a.zip", archive.getvalue())
    assert isinstance(failure, Failure)
    assert "a.md is in the archive twice." in failure.reason


def test_damaged_bytes_are_named(tmp_path: Path) -> None:
    raw = bytearray(packed({"a.md": ARTICLE}, method=zipfile.ZIP_STORED))
    raw[raw.index(b"Ferry")] ^= 1
    assert "a.zip/a.md cannot be unpacked: it is damaged" in reason_of(
        read(tmp_path / "a.zip", bytes(raw))
    )


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    raw = packed({"Z.md": TEXT, "a.md": ARTICLE}).replace(b"Z.md", b"\0.md")  # ends at the zero
    (draft,) = read(tmp_path / "a.zip", raw)
    assert isinstance(draft, Draft)
    assert draft.text == TEXT


@pytest.mark.parametrize("raw", [b"", b"PK", b"no archive at all"])
def test_what_is_no_archive_is_refused(tmp_path: Path, raw: bytes) -> None:
    assert "a.zip is no zip archive that can be read" in reason_of(read(tmp_path / "a.zip", raw))


def test_an_archive_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    (failure,) = read_path(tmp_path / "a.zip")
    assert isinstance(failure, Failure)
    assert "cannot be opened: No such file" in failure.reason


SOUND = packed({"news/a.md": ARTICLE, "b.jsonl": json.dumps({"text": TEXT}), "c.csv": "text\nA b."})


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SOUND) - 1), st.integers(0, 255)), max_size=6))
def test_a_damaged_archive_is_articles_or_our_own_failures(damage: list[tuple[int, int]]) -> None:
    raw = bytearray(SOUND)
    for place, byte in damage:
        raw[place] = byte
    with tempfile.TemporaryDirectory() as folder:
        found = read(Path(folder) / "a.zip", bytes(raw))
    assert all(isinstance(each, Draft | Failure) for each in found)
