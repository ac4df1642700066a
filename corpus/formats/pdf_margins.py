"""What stands at the head and foot of a PDF's pages and is no part of the article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.formats.pdf_columns import rows
from corpus.formats.pdf_runs import Print, Run, Sheet

# Browsers, word processors and newspapers set one or two lines above and below a page's text.
MARGIN_ROWS = 2
# Odd and even pages may differ, and the first often has none.
REPEATED_SHARE = 0.4
REPEATED_PAGES = 2
LONGEST_LINE = 1_000  # characters of a printed address or title

_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.|seite|página|pagina)\s*)?\d{1,4}"
    r"(?:\s*(?:/|of|von|sur|de|di|van)\s*\d{1,4})?[^\w.!?]*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+(?:/\S*)?")
# Browsers cut a long address with an ellipsis.
_WHOLE_ADDRESS = re.compile(r"https?://[^\s/]+\.[^\s/]+/[^\s…]*[^\s….]")
# A date with a time of day, in figures: when it was printed, not when it was published.
_PRINTED_AT = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s*[ap]\.?m\.?)?",
    re.IGNORECASE,
)
Row = tuple[Run, ...]

_CUT = re.compile(r"\s*(?:…|\.\.\.)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The pages without their margins, and the address of the page that was printed."""

    sheets: tuple[Sheet, ...]
    url: str | None = None


def without_margins(printed: Print) -> Body:
    """Leave out running heads, page numbers and the lines that a browser prints around a page.

    Of the two outermost lines at the head and at the foot, those go that come again, figures set
    aside, on two fifths of the pages and in the text at most once, and those made of nothing but a
    page number, a web address, the time of printing or the page's title. The first address that
    is whole and names a page of a site is kept as `url`.
    """
    pages = [rows(sheet.runs) for sheet in printed.sheets]
    margins = [_margin_rows(page) for page in pages]
    repeated = _repeated(pages, margins)
    sheets = []
    url = None
    for sheet, margin in zip(printed.sheets, margins, strict=True):
        gone = [row for row in margin if _key(row) in repeated or _is_printed(row, printed.title)]
        url = url or _url(gone)
        runs = {id(run) for row in gone for run in row}
        sheets.append(replace(sheet, runs=tuple(run for run in sheet.runs if id(run) not in runs)))
    return Body(sheets=tuple(sheets), url=url)


def _margin_rows(page: Sequence[Row]) -> tuple[Row, ...]:
    return (*page[:MARGIN_ROWS], *page[MARGIN_ROWS:][-MARGIN_ROWS:])


def _repeated(pages: Sequence[Sequence[Row]], margins: Sequence[Sequence[Row]]) -> frozenset[str]:
    """What stands in the margins of many pages, and within the text at most as its headline."""
    everywhere = Counter(_key(row) for page in pages for row in page)
    at_margins = Counter(key for margin in margins for key in {_key(row) for row in margin})
    often = max(REPEATED_PAGES, REPEATED_SHARE * len(pages))
    return frozenset(
        key for key, count in at_margins.items() if count >= often and everywhere[key] <= count + 1
    )


def _key(row: Row) -> str:
    """The same for rows of the same words and type size: a headline is no running head."""
    return re.sub(r"\d+", "0", " ".join(run.text for run in row).casefold()) + f" {row[0].size:.0f}"


def _is_printed(row: Row, title: str) -> bool:
    texts = [run.text for run in row]
    if max(map(len, texts)) > LONGEST_LINE:
        return False
    if not any(
        form.fullmatch(text) for text in texts for form in (_PAGE_NUMBER, _ADDRESS, _PRINTED_AT)
    ):
        return False
    return all(
        _PAGE_NUMBER.fullmatch(text)
        or _ADDRESS.fullmatch(text)
        or _PRINTED_AT.fullmatch(text)
        or _is_title(text, title)
        for text in texts
    )


def _is_title(text: str, title: str) -> bool:
    start = _CUT.sub("", text)
    return bool(start) and (title.startswith(start) or text == title)


def _url(gone: Sequence[Row]) -> str | None:
    addresses = (run.text for row in gone for run in row if _WHOLE_ADDRESS.fullmatch(run.text))
    return next(addresses, None)
