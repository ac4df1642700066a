"""A DOCX becomes the article that a reader of its accepted text would see."""

import io
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.article import Draft
from corpus.paragraphs import Form
from corpus.readers import read_path
from tests.corpus.docx_files import BODY, record, repacked, saved

NAMES = nsdecls("w")


def texts(made: Document, path: Path) -> list[str]:
    return [paragraph.text for paragraph in record(saved(made, path)).paragraphs]


def with_xml(inner: str) -> Document:
    """A file of one paragraph made of raw XML, in the name space `w`."""
    made = docx.Document()
    made.element.body.insert(0, parse_xml(f"<w:p {NAMES}>{inner}</w:p>"))
    return made


def test_headings_lists_and_paragraphs_keep_their_form(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Ferry runs aground", 0)
    made.add_paragraph(BODY)
    made.add_heading("Third accident", 2)
    made.add_paragraph("41 people", style="List Bullet")
    made.add_paragraph(BODY)
    read = record(saved(made, tmp_path / "a.docx")).paragraphs
    assert [(p.text, p.form, p.level) for p in read] == [
        ("Ferry runs aground", Form.HEADING, 1),
        (BODY, Form.PROSE, 0),
        ("Third accident", Form.HEADING, 2),
        ("41 people", Form.ENTRY, 0),
        (BODY, Form.PROSE, 0),
    ]


def test_an_article_goes_in_with_what_its_first_lines_say(tmp_path: Path) -> None:
    made = docx.Document()
    for text in ("Ferry runs aground off Port Ellery", "By Jane Doe", "18 February 2025", BODY):
        made.add_paragraph(text)
    (draft,) = read_path(saved(made, tmp_path / "a.docx"))
    assert isinstance(draft, Draft)
    assert (draft.headline, draft.author) == ("Ferry runs aground off Port Ellery", "Jane Doe")
    assert (str(draft.published_at), draft.text) == ("2025-02-18", BODY)


def test_a_heading_style_is_known_whatever_its_id_is_called(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Fähre auf Grund", 1)
    path = saved(made, tmp_path / "a.docx")
    repacked(path, lambda _, raw: raw.replace(b'"Heading1"', b'"berschrift1"'))
    assert [(p.form, p.level) for p in record(path).paragraphs] == [(Form.HEADING, 1)]


def test_a_style_of_ones_own_is_a_heading_by_what_it_is_based_on(tmp_path: Path) -> None:
    made = docx.Document()
    own = made.styles.add_style("Crosshead of ours", 1)
    own.base_style = made.styles["Heading 3"]
    own.font.size = Pt(20)
    made.add_paragraph("Third accident", style=own)
    assert record(saved(made, tmp_path / "a.docx")).paragraphs[0].level == 3


def test_a_whole_paragraph_in_a_heading_style_is_text(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading(f"{BODY} " * 5, 1)
    assert record(saved(made, tmp_path / "a.docx")).paragraphs[0].form is Form.PROSE


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        pytest.param(
            "<w:r><w:t>It was </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>calm</w:t></w:r></w:ins>",
            "It was calm",
            id="tracked-changes",
        ),
        pytest.param(
            "<w:moveFrom><w:r><w:t>old place</w:t></w:r></w:moveFrom>"
            "<w:moveTo><w:r><w:t>new place</w:t></w:r></w:moveTo>",
            "new place",
            id="moved",
        ),
        pytest.param(
            "<w:hyperlink><w:r><w:t>the coastguard</w:t></w:r></w:hyperlink><w:r><w:t> said</w:t>"
            "</w:r>",
            "the coastguard said",
            id="link",
        ),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText>'
            '</w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>aground</w:t></w:r>',
            "aground",
            id="field",
        ),
        pytest.param(
            '<w:r><w:t>aground</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>',
            "aground",
            id="footnote",
        ),
        pytest.param(
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen </w:t></w:r><w:r><w:t>seen</w:t></w:r>",
            "seen",
            id="hidden",
        ),
        pytest.param(
            "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c</w:t><w:softHyphen/>"
            "<w:t>d</w:t></w:r>",
            "a b-cd",
            id="signs",
        ),
        pytest.param(
            "<w:sdt><w:sdtContent><w:r><w:t>held</w:t></w:r></w:sdtContent></w:sdt>",
            "held",
            id="content-control",
        ),
        pytest.param(
            "<w:ruby><w:rt><w:r><w:t>sound</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>word</w:t></w:r>"
            "</w:rubyBase></w:ruby>",
            "word",
            id="ruby",
        ),
    ],
)
def test_what_stands_in_a_paragraph(tmp_path: Path, inner: str, text: str) -> None:
    assert texts(with_xml(inner), tmp_path / "a.docx") == [text]


def test_a_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent>"
    space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    inner = (
        f'<w:r><w:t>Beside </w:t><mc:AlternateContent xmlns:mc="{space}"><mc:Choice>{box}'
        f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent><w:t>it</w:t></w:r>"
    )
    assert texts(with_xml(inner), tmp_path / "a.docx") == ["Beside it", "In the box"]


def test_paragraphs_whose_parting_was_deleted_are_one(tmp_path: Path) -> None:
    made = with_xml("<w:r><w:t>over.</w:t></w:r>")
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>It was </w:t></w:r>"
    made.element.body.insert(0, parse_xml(f"<w:p {NAMES}>{deleted}</w:p>"))
    assert texts(made, tmp_path / "a.docx") == ["It was over."]


def test_line_breaks_part_lines_but_not_sentences(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph("Ferry runs aground\nBy Jane Doe\n\nIt was\na calm night\nwhen it did.")
    made.add_paragraph("Ferry runs aground\nBy Jane Doe")
    assert texts(made, tmp_path / "a.docx") == [
        "Ferry runs aground",
        "By Jane Doe",
        "It was a calm night when it did.",
        "Ferry runs aground",
        "By Jane Doe",
    ]


def test_rows_of_figures_are_entries_and_cells_of_prose_are_paragraphs(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(2, 2)
    for cell, text in zip(table._cells, ("Ferries", "12", BODY, "Nobody was hurt."), strict=True):
        cell.text = text
    read = record(saved(made, tmp_path / "a.docx")).paragraphs
    assert [(p.text, p.form) for p in read] == [
        ("Ferries 12", Form.ENTRY),
        (BODY, Form.PROSE),
        ("Nobody was hurt.", Form.PROSE),
    ]


def test_headers_and_footers_are_left_out(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph(BODY)
    made.sections[0].header.paragraphs[0].text = "Harbour Post"
    made.sections[0].footer.paragraphs[0].text = "Page 1"
    assert texts(made, tmp_path / "a.docx") == [BODY]


def test_properties_count_where_the_text_has_no_headline_or_byline(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph(BODY)
    made.core_properties.title = "Ferry aground"
    made.core_properties.author = "Jane Doe"
    made.core_properties.created = datetime(2025, 2, 18, tzinfo=UTC)
    stated = record(saved(made, tmp_path / "a.docx")).stated
    assert (stated.headline, stated.author) == ("Ferry aground", "Jane Doe")
    assert stated.published_at is None  # when a file was made tells nothing of publication


@pytest.mark.parametrize(
    ("title", "author"),
    [
        pytest.param("", "python-docx", id="template"),
        pytest.param("Microsoft Word - draft3.doc", "Microsoft Office User", id="word"),
        pytest.param("ferry_final_v2.docx", "jdoe", id="file-name"),
        pytest.param("Untitled document", "Admin", id="untitled"),
        pytest.param("Word Document", "Windows User", id="stock"),
        pytest.param("Press", "Unknown Author", id="one-word"),
    ],
)
def test_what_programs_fill_in_is_no_metadata(tmp_path: Path, title: str, author: str) -> None:
    made = docx.Document()
    made.add_paragraph(BODY)
    made.core_properties.title = title
    made.core_properties.author = author
    assert record(saved(made, tmp_path / "a.docx")).stated.known == ()


def test_a_missing_part_beside_the_text_does_not_keep_an_article_out(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_paragraph(BODY)
    path = saved(made, tmp_path / "a.docx")
    repacked(path, lambda name, raw: None if "theme" in name else raw)
    assert record(path).paragraphs[0].text == BODY


lines = st.lists(st.text("abc dé-.’\u00a0\u00ad", min_size=1, max_size=60), min_size=1, max_size=8)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(lines)
def test_the_words_read_are_the_words_written(tmp_path: Path, paragraphs: list[str]) -> None:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    packed = io.BytesIO()
    made.save(packed)
    path = tmp_path / "a.docx"
    path.write_bytes(packed.getvalue())
    read = " ".join(p.text for p in record(path).paragraphs)
    assert read.split() == " ".join(paragraphs).replace("\u00ad", "").split()
