"""Files that a visitor puts into the page: every format, and what is said of each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from fpdf import FPDF

from app.assistant import Assistant
from app.page.actions import UPLOADS, Actions
from corpus.reading_settings import ReadingSettings
from index.home import Home

STORY = (
    "The ferry to Skarholm sails again from Monday, its owner said on Friday.",
    "It was laid up for eleven weeks while a new engine was fitted at the yard in Ardle.",
    "Tickets cost four crowns, as before, and the first boat leaves at six in the morning.",
)


@pytest.fixture
def actions(tmp_path: Path) -> Iterator[Actions]:
    with Home.open(tmp_path / "home") as home:
        yield Actions(home=home, assistant=Assistant(home))


def page(headline: str) -> bytes:
    paragraphs = "".join(f"<p>{headline}. {sentence}</p>" for sentence in STORY)
    return f"<html><body><article><h1>{headline}</h1>{paragraphs}</article></body></html>".encode()


def pdf(headline: str) -> bytes:
    made = FPDF()
    made.add_page()
    made.set_font("helvetica", size=20)
    made.multi_cell(0, 10, headline, new_x="LMARGIN", new_y="NEXT")
    made.set_font("helvetica", size=11)
    for sentence in STORY:
        made.multi_cell(0, 6, f"{headline}. {sentence}", new_x="LMARGIN", new_y="NEXT")
    return bytes(made.output())


def word(headline: str) -> bytes:
    made = docx.Document()
    made.add_heading(headline)
    for sentence in STORY:
        made.add_paragraph(f"{headline}. {sentence}")
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def zipped(headline: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr("inner.html", page(headline))
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", page("Ferry one")),
        ("b.pdf", pdf("Ferry two")),
        ("c.docx", word("Ferry three")),
        ("d.zip", zipped("Ferry four")),
    ],
    ids=["html", "pdf", "docx", "zip"],
)
def test_an_upload_of_any_format_goes_in(
    actions: Actions, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    assert actions.add([str(tmp_path / name)]) == "<p>1 added.</p>"
    [article] = actions.home.library.articles()
    assert article.headline.startswith("Ferry ")
    assert STORY[1] in article.text
    assert article.headline in actions.library()
    assert actions.home.vectors.count() == actions.home.lexical.count() > 0
    assert actions.add([str(tmp_path / name)]) == "<p>1 unchanged.</p>"


def test_each_failure_is_named_with_its_reason(actions: Actions, tmp_path: Path) -> None:
    (tmp_path / "good.html").write_bytes(page("Ferry one"))
    (tmp_path / "bad.pdf").write_bytes(b"no PDF")
    (tmp_path / "bad.zip").write_bytes(b"no zip")
    said = actions.add([str(tmp_path / name) for name in ("good.html", "bad.pdf", "bad.zip")])
    assert said.startswith("<p>1 added, 2 failed.</p><ul><li><b>bad.pdf</b>: ")
    assert "</b>: bad.pdf is not a PDF, or a broken one. Download or save it once more." in said
    assert "<li><b>bad.zip</b>: bad.zip " in said
    assert str(tmp_path) not in said  # where the server keeps them is nothing to the visitor


def test_files_of_no_known_type_are_refused(actions: Actions, tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    said = actions.add([str(tmp_path / "photo.jpg")])
    assert said.startswith('<p class="trouble">')
    assert "is of a type that is not read: .jpg" in said


def test_a_listing_is_refused_and_not_kept_beside_other_uploads(
    actions: Actions, tmp_path: Path
) -> None:
    (tmp_path / "metadata.csv").write_text("nonsense\n1\n", encoding="utf-8")
    said = actions.add([str(tmp_path / "metadata.csv")])
    assert "metadata.csv tells of the files in a folder." in said
    assert not (actions.home.path / UPLOADS / "metadata.csv").exists()


def test_uploads_are_read_as_the_settings_say(actions: Actions, tmp_path: Path) -> None:
    reading = ReadingSettings(outlets={"ardle.example": "Ardle Post"})
    reader = Actions(home=actions.home, assistant=actions.assistant, reading=reading)
    text = f"---\nurl: https://ardle.example/ferry\n---\n{' '.join(STORY)}\n"
    (tmp_path / "ferry.md").write_text(text, encoding="utf-8")
    assert reader.add([str(tmp_path / "ferry.md")]) == "<p>1 added.</p>"
    assert actions.home.library.articles()[0].outlet == "Ardle Post"
