from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from corpus.article import Draft
from corpus.dates import DateRange
from index import ingest
from index.home import Home
from index.query import Filters
from index.tracing import Alteration, Match, Traced, Tracer

BRIDGE = (
    "The mayor of Torun, Jan Zawadzki, opened a new bridge over the Vistula on Thursday. “It cost"
    " €77 million and took four years,” he told a crowd of schoolchildren. Boats sounded horns."
)
WIRE = BRIDGE.replace("a crowd of schoolchildren", "a crowd of pensioners")
EARLY, LATE = date(2024, 5, 2), date(2024, 5, 3)
COST = "cost €77 million and took four years"


def draft(outlet: str, text: str, day: date | None) -> Draft:
    return Draft(
        source_key=outlet, text=text, headline=f"Horns on the river, by the {outlet}",
        outlet=outlet, published_at=day,
    )  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with Home.open(tmp_path_factory.mktemp("traced")) as home:
        drafts = (
            draft("Echo", WIRE, LATE),
            draft("Gazette", BRIDGE, EARLY),
            draft("Leaf", WIRE, None),
        )
        ingest.add_drafts(home, drafts)
        yield home


def traced(home: Home, excerpt: str, filters: Filters | None = None) -> Traced:
    return Tracer(home.library, home.lexical).trace(excerpt, filters=filters or Filters())


def outlets(found: Traced) -> list[str | None]:
    return [match.article.outlet for match in found.matches]


def only(found: Traced) -> Match:
    (match,) = found.matches
    return match


def test_a_quote_is_the_articles_own_text(home: Home) -> None:
    found = traced(home, 'on thursday. "It  cost €77 million')
    for match in found.matches:
        assert match.quote == match.article.text[match.span.start : match.span.end]
        assert match.quote == "on Thursday. “It cost €77 million"
        assert match.is_exact
        assert match.likeness == 1.0


def test_all_that_carry_an_excerpt_are_named_oldest_first_and_undated_last(home: Home) -> None:
    assert outlets(traced(home, COST)) == ["Gazette", "Echo", "Leaf"]


def test_exact_matches_come_before_near_ones(home: Home) -> None:
    found = traced(home, "four years he told a crowd of pensioners")
    assert outlets(found) == ["Echo", "Leaf", "Gazette"]
    assert [match.is_exact for match in found.matches] == [True, True, False]


def test_a_changed_word_is_shown_as_changed(home: Home) -> None:
    found = traced(home, "It cost €77 million and took nine years, he told", _of("Gazette"))
    (difference,) = only(found).differences
    assert (difference.kind, difference.excerpt, difference.article) == (
        Alteration.CHANGED, "nine", "four",
    )  # fmt: skip
    assert only(found).likeness == pytest.approx(1 - 1 / 11)  # €, 77 and nine others


def test_a_word_that_no_article_has_is_a_slip_and_a_known_one_a_change(home: Home) -> None:
    slip = only(
        traced(home, "he told a crowd of sch0olchildren. Boats sounded horns", _of("Gazette"))
    )
    assert [each.kind for each in slip.differences] == [Alteration.SPELLING]
    known = only(
        traced(home, "told a crowd of schoolchildren. Boats sounded on horns", _of("Gazette"))
    )
    assert [each.kind for each in known.differences] == [Alteration.ADDED]


def test_words_that_merely_resemble_are_not_attributed(home: Home) -> None:
    found = traced(
        home, "The mayor of Oslo, Kari Dahl, opened a new library over the weekend on Friday"
    )
    assert found.matches == ()
    assert found.nearest


def test_a_short_excerpt_with_another_word_is_not_attributed(home: Home) -> None:
    assert traced(home, "It cost many million and").matches == ()
    assert outlets(traced(home, "77 million and took four"))


def test_filters_leave_out_articles(home: Home) -> None:
    assert outlets(traced(home, COST, _of("Echo"))) == ["Echo"]
    early = Filters(published=DateRange(first=EARLY, last=EARLY))
    assert outlets(traced(home, COST, early)) == ["Gazette"]


def test_a_headline_is_told_apart_from_a_text(home: Home) -> None:
    found = traced(home, "Horns on the River by the Echo")
    assert found.matches == ()
    assert [article.outlet for article in found.headlined] == ["Echo"]


@pytest.mark.parametrize("excerpt", ["", "€ %", "\"' OR body:", "one of the " * 1_500])
def test_any_text_is_only_text(home: Home, excerpt: str) -> None:
    assert traced(home, excerpt).matches == ()


def _of(outlet: str) -> Filters:
    return Filters(outlets=(outlet,))
