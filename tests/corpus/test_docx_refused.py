"""A DOCX that is broken, too large or another format is refused, and told why."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from corpus.errors import UnreadableFile
from corpus.finding import find_files
from corpus.formats.docx_package import LARGEST_PART_BYTES, MOST_ELEMENTS
from corpus.readers import Failure, read_path
from tests.corpus.docx_files import BODY, record, repacked, saved


def broken(path: Path, change: Callable[[str, bytes], bytes | None]) -> str:
    made = docx.Document()
    made.add_paragraph(BODY)
    repacked(saved(made, path), change)
    (failure,) = read_path(path)
    assert isinstance(failure, Failure), failure
    return failure.reason


def test_a_missing_text_part_is_named(tmp_path: Path) -> None:
    reason = broken(tmp_path / "a.docx", lambda name, raw: None if "document.xml" in name else raw)
    assert "has no text part, 'word/document.xml'. Open it in a word processor" in reason


def test_declared_entities_are_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;">]>'
    reason = broken(
        tmp_path / "a.docx",
        lambda name, raw: (
            raw.replace(b"?>", b"?>" + bomb, 1) if name == "word/document.xml" else raw
        ),
    )
    assert "'word/document.xml' declares entities" in reason


def test_a_part_that_unpacks_to_more_than_an_article_is_refused(tmp_path: Path) -> None:
    def bomb(name: str, raw: bytes) -> bytes:
        return b" " * (LARGEST_PART_BYTES + 1) if name == "word/document.xml" else raw

    assert "unpacks to more than 20,000,000 bytes" in broken(tmp_path / "a.docx", bomb)


def test_an_endless_row_of_empty_paragraphs_is_refused(tmp_path: Path) -> None:
    def bomb(name: str, raw: bytes) -> bytes:
        many = b"<w:body>" + b"<w:p/>" * (MOST_ELEMENTS + 1)
        return raw.replace(b"<w:body>", many) if name == "word/document.xml" else raw

    assert "has more than 300,000 pieces of text" in broken(tmp_path / "a.docx", bomb)


def test_a_part_that_states_too_small_a_size_is_refused(tmp_path: Path) -> None:
    made = docx.Document()
    for _ in range(500):
        made.add_paragraph(BODY)
    path = saved(made, tmp_path / "a.docx")
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo("word/document.xml").file_size
    lied = path.read_bytes().replace(struct.pack("<L", size), struct.pack("<L", 1000))
    path.write_bytes(lied)
    with pytest.raises(UnreadableFile, match="is not a DOCX, or a broken one"):
        record(path)


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    deep = b"<w:sdt><w:sdtContent>" * 600 + b"</w:sdtContent></w:sdt>" * 600

    def nested(name: str, raw: bytes) -> bytes:
        return raw.replace(b"<w:body>", b"<w:body>" + deep) if name == "word/document.xml" else raw

    reason = broken(tmp_path / "a.docx", nested)
    assert "is not XML" in reason or "is nested too deeply" in reason


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1", r"is a \.doc file under another name", id="doc"),
        pytest.param(b"{\\rtf1 a}", r"is an \.rtf file under another name", id="rtf"),
        pytest.param(b"PK\x03\x04 no archive", "is not a DOCX, or a broken one", id="no-zip"),
        pytest.param(b"words", "is not a DOCX, or a broken one", id="text"),
    ],
)
def test_other_formats_are_named(tmp_path: Path, raw: bytes, message: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile, match=message):
        record(path)


def test_an_open_document_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(UnreadableFile, match="is an OpenDocument file under another name"):
        record(path)


@pytest.mark.parametrize("name", ["a.doc", "a.ODT", "a.rtf"])
def test_other_word_processors_files_are_sent_to_be_saved_anew(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"words")
    with pytest.raises(UnreadableFile, match=r"word processor and save it as \.docx or PDF"):
        find_files([path])
