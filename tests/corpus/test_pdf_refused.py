"""A PDF without text, with a password, broken or too large is refused, and told why."""

import io
import re
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from fpdf.enums import AccessPermission, EncryptionMethod
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from corpus.errors import UnreadableFile
from corpus.formats import pdf as pdf_format
from corpus.formats.pdf_engine import MOST_PAGES, Refused, printed
from corpus.formats.pdf_runs import Print, Run, Sheet, to_json
from corpus.readers import Failure, read_path
from tests.corpus.pdf_files import FIRST, pages, record, saved, written


def test_a_scan_is_refused_with_the_way_out(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("L", (60, 80), 200).save(picture, "PNG")
    made = pages()
    made.image(picture, 0, 0, 210, 297)
    made.text(20, 20, "Scanned by Scanner")
    with pytest.raises(UnreadableFile, match=r"is a scan: 1 of its 1 pages .* `ocrmypdf in\.pdf"):
        record(saved(made, tmp_path / "a.pdf"))


def test_pages_without_letters_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="has no text layer: it holds no letters"):
        record(saved(pages(), tmp_path / "a.pdf"))


def test_letters_without_a_meaning_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs = Run(text="a\ue001\ue002\ue003", left=0, right=9, bottom=0, top=9, size=9)
    answer = to_json(Print(sheets=(Sheet(runs=(signs,)),))).encode()
    monkeypatch.setattr(pdf_format, "_engine_answer", lambda _raw: answer)
    with pytest.raises(UnreadableFile, match=r"which letters its signs are: 3 of 4\. .*ocrmypdf"):
        record(saved(pages(), tmp_path / "a.pdf"))


def test_a_password_is_named(tmp_path: Path) -> None:
    made = pages()
    written(made, FIRST)
    made.set_encryption(
        "owner",
        "user",
        permissions=AccessPermission.all(),
        encryption_method=EncryptionMethod.RC4,
    )
    with pytest.raises(UnreadableFile, match="is protected by a password"):
        record(saved(made, tmp_path / "a.pdf"))


@pytest.mark.parametrize(
    "raw",
    [b"%PDF-1.4\n", b"no PDF at all", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>"],
)
def test_what_is_no_pdf_is_named(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(raw)
    with pytest.raises(UnreadableFile, match="is not a PDF, or a broken one"):
        record(path)


def test_a_file_of_too_many_pages_is_refused_before_it_is_read(tmp_path: Path) -> None:
    kids = b" ".join([b"3 0 R"] * (MOST_PAGES + 1))
    path = tmp_path / "a.pdf"
    path.write_bytes(
        raw_pdf(
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, MOST_PAGES + 1),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>",
        )
    )
    with pytest.raises(UnreadableFile, match="has 501 pages; an article has at most 500"):
        record(path)


def test_a_page_that_unpacks_to_gigabytes_is_one_failed_file(tmp_path: Path) -> None:
    # 5,000,000 words in some 100 kB; at 1 GB the operating system stops the engine.
    stream = zlib.compress(b"BT /F1 9 Tf 9 700 Td " + b"(ferry) Tj " * 5_000_000 + b"ET")
    path = tmp_path / "a.pdf"
    path.write_bytes(
        raw_pdf(
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
            b"/Resources<</Font<</F1 5 0 R>>>>>>",
            b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        )
    )
    (failure,) = read_path(path)
    assert isinstance(failure, Failure)
    assert re.search(r"cannot be read within 60 seconds and 1 GB|has more text", failure.reason)


def test_an_engine_that_takes_too_long_is_one_failed_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_format, "PATIENCE_SECONDS", 0.001)
    with pytest.raises(UnreadableFile, match="cannot be read within 60 seconds and 1 GB of memory"):
        record(saved(pages(), tmp_path / "a.pdf"))


def raw_pdf(*objects: bytes) -> bytes:
    """A PDF of numbered objects, the catalogue before them."""
    written = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate((b"<</Type/Catalog/Pages 2 0 R>>", *objects), start=1):
        offsets.append(len(written))
        written += b"%d 0 obj%sendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(offsets) + 1
    return written + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (size, table, size, len(written))
    )


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.binary(max_size=8))
def test_broken_bytes_raise_nothing_but_a_refusal(at: int, noise: bytes) -> None:
    made = pages()
    written(made, FIRST)
    whole = bytes(made.output())
    place = at % len(whole)
    with suppress(Refused):
        printed(whole[:place] + noise + whole[place + len(noise) :])
