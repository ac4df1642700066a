"""PDF files made to be read: written, saved and read again."""

from pathlib import Path

from fpdf import FPDF

from corpus.formats.pdf import pdf_records
from corpus.records import Record

FIRST = (
    "The ferry Marigold, which carries some 300 passengers, ran aground on Monday near the eastern"
    " pier of the harbour of Port Ellery, the coastguard said."
)
SECOND = (
    "The president of the company said that nobody had been hurt, and that efforts to free the"
    " well-known vessel would begin at high tide on the following morning."
)


def pages(font: str = "Times", size: int = 11) -> FPDF:
    made = FPDF(format="A4")
    made.add_page()
    made.set_font(font, size=size)
    return made


def written(made: FPDF, paragraph: str, *, height: int = 6) -> None:
    made.multi_cell(0, height, paragraph, new_x="LMARGIN", new_y="NEXT")


def saved(made: FPDF, path: Path) -> Path:
    made.output(str(path))
    return path


def record(path: Path) -> Record:
    (read,) = pdf_records(path)
    return read
