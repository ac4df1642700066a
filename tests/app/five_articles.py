"""Five invented articles for the library page: a report, its copy, a summary and two more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from app.page.library_state import filled_in
from corpus.article import BasedOn, Draft, Origin
from index import ingest
from index.home import Home
from index.listing import listing

WIRE = (
    "The harbour of Skarholm was closed on Monday after a barge struck the eastern pier, the port"
    " authority said. Nobody was hurt. Divers are to look at the foundations before ships may enter"
    " again, which will take until Thursday at least."
)


def draft(headline: str, text: str, *, outlet: str | None = None, day: date | None = None) -> Draft:
    return Draft(
        source_key=headline,
        text=text,
        headline=headline,
        outlet=outlet,
        published_at=day,
        origins={"headline": Origin.FILE},
        original=text.encode(),
    )


BARGE = draft("Barge hits pier", WIRE, outlet="Ardle Post", day=date(2024, 5, 6))
COPY = draft("Pier struck", f"{WIRE} (agencies)", outlet="Fjord Post", day=date(2024, 5, 7))
BAKER = draft("The baker's last loaf", "Ms Ödman sold 40 loaves.", outlet="Ardle Post")
ARABIC = draft("ميناء المدينة مغلق", "The port is closed, the text says.", day=date(2023, 1, 2))
SUMMARY = replace(
    draft("In short", "The quarry at Ulm stays shut.", outlet="Digest", day=date(2024, 6, 1)),
    based_on=BasedOn(outlet="Quarry Times", published_at=date(2024, 5, 30)),
)
ALL = (BARGE, COPY, BAKER, ARABIC, SUMMARY)


@contextmanager
def home_of_five(folder: Path) -> Iterator[Home]:
    with Home.open(folder / "home") as opened:
        ingest.add_drafts(opened, ALL)
        yield opened


def headlines(home: Home, **filled: str) -> list[str]:
    found = listing(home, filled_in(filled).wanted())
    return [row.article.headline for row in found.rows]
