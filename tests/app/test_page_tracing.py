"""The page "Who reported this?": an excerpt beside its sources, and where the two differ."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.answering.tracing import MAX_EXCERPT_CHARACTERS
from app.page.tracing_actions import NOTHING_TRACED, TracingActions, match_of
from app.page.tracing_html import groups
from app.page.tracing_pieces import side_by_side
from app.reply import Trace
from corpus.article import Draft
from index import ingest
from index.home import Home
from index.query import Filters
from index.tracing import Alteration, Tracer

WIRE = (
    "The harbour of Skarholm was closed on Monday.\n\n"
    "A barge struck the eastern pier, the port authority said, and 14 sailors were taken ashore."
    " Divers are to look at the foundations before ships may enter again."
)
PIER = Draft(
    source_key="pier",
    text=WIRE,
    headline="Barge hits <b>pier</b>",
    outlet="Ardle Post",
    published_at=date(2024, 5, 6),
)
COPY = replace(PIER, source_key="copy", outlet="Fjord & Post", published_at=date(2024, 5, 7))
EXACT = "A barge struck the eastern pier, the port authority said"
# One word another, one misspelt, one added, one left out.
NEAR = (
    "A barge struck the wooden pier, the port authoritty said, and 14 sailors were quickly taken"
    " ashore. Divers are to look at foundations before ships may enter again."
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with Home.open(tmp_path_factory.mktemp("tracing") / "home") as opened:
        ingest.add_drafts(opened, [PIER, COPY])
        yield opened


@pytest.fixture
def tracing(home: Home) -> TracingActions:
    return TracingActions(home=home)


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_an_excerpt_stands_beside_its_source_and_copies_are_named(tracing: TracingActions) -> None:
    trace, html = tracing.trace(f"  {EXACT}\n")
    said = plain(html)
    assert trace.found == "exact"
    assert "Word for word in 2 articles of your library, the oldest first." in said
    assert "Ardle Post, 6 May 2024" in said
    assert "The same words also in Barge hits <b>pier</b> (Fjord & Post, 7 May 2024)." in said
    assert html.count("<blockquote") == 2  # the words are shown once, not once for each copy
    assert "<ins>" not in html
    assert "<del>" not in html


def test_differences_are_marked_in_both_texts_and_told_to_those_who_only_hear(
    tracing: TracingActions,
) -> None:
    _, html = tracing.trace(NEAR)
    assert "Not word for word in your library." in html
    assert "it differs in 4 places." in html
    yours = [plain(each) for each in re.findall(r"<ins>.*?</ins>", html)]
    theirs = [plain(each) for each in re.findall(r"<del>.*?</del>", html)]
    assert yours == [
        "[another word in the article: wooden]",
        "[spelt otherwise in the article: authoritty]",
        "[not in the article: quickly]",
    ]
    assert theirs == [
        "[another word in your text: eastern]",
        "[spelt otherwise in your text: authority]",
        "[not in your text: the]",
    ]


def test_what_no_article_has_is_a_plain_no(tracing: TracingActions) -> None:
    trace, html = tracing.trace("The ferry to Ulm sails again from Friday, said the owner of it.")
    assert trace == NOTHING_TRACED
    assert "Not in your library." in html


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "The excerpt is empty."),
        ("one two", "too short to trace"),
        ("word " * 200_000, "The excerpt has 1,000,000 characters; 20,000 is the limit."),
        ("half a character \ud800 of five words", "It has to be text in UTF-8."),
        (17, "The excerpt is empty."),
        ("<script>alert(1)</script> " * 8, "Not in your library."),
    ],
    ids=["empty", "short", "a megabyte", "surrogate", "no text", "script"],
)
def test_bad_pastes_get_a_calm_answer(tracing: TracingActions, text: object, told: str) -> None:
    trace, html = tracing.trace(text)
    assert told in plain(html)
    assert "<script" not in html
    assert trace == NOTHING_TRACED


def test_a_library_without_articles_says_so(tmp_path_factory: pytest.TempPathFactory) -> None:
    with Home.open(tmp_path_factory.mktemp("none") / "home") as empty:
        _, html = TracingActions(home=empty).trace(EXACT)
    assert "The library holds no articles. Add some first." in html


def test_a_click_opens_the_article_with_the_passage_marked(tracing: TracingActions) -> None:
    trace, html = tracing.trace(EXACT)
    assert 'href="#cite-0"' in html
    opened = tracing.passage("0", trace)
    assert plain(re.findall(r"<mark.*?</mark>", opened)[0]) == EXACT
    assert opened != tracing.passage("0", trace)  # the browser is told each time
    assert "Fjord &amp; Post" in tracing.passage("1", trace)


def test_of_a_passage_every_paragraph_is_marked_by_itself(tracing: TracingActions) -> None:
    trace, _ = tracing.trace(WIRE)
    marked = re.findall(r"<mark.*?</mark>", tracing.passage("0", trace), re.DOTALL)
    assert [plain(each) for each in marked] == WIRE.rstrip(".").split("\n\n")


@pytest.mark.parametrize("reference", ["2", "-1", "0 ", "", None, 0, "१", "9" * 400])
def test_only_places_of_this_very_trace_are_opened(
    tracing: TracingActions, reference: object
) -> None:
    trace, _ = tracing.trace(EXACT)
    assert match_of(reference, trace) is None
    assert "The library holds no such article." in tracing.passage(reference, trace)


def test_an_article_that_is_gone_meanwhile_is_not_opened(
    tracing: TracingActions, tmp_path_factory: pytest.TempPathFactory
) -> None:
    trace, _ = tracing.trace(EXACT)
    with Home.open(tmp_path_factory.mktemp("gone") / "home") as empty:
        assert "no such article" in TracingActions(home=empty).passage("0", trace)


@settings(max_examples=40, deadline=None)
@given(changes=st.dictionaries(st.integers(0, 40), st.sampled_from(["", "zorp", "two three"])))
def test_the_pieces_of_both_texts_are_the_texts(home: Home, changes: dict[int, str]) -> None:
    words = WIRE.split(" ")
    excerpt = " ".join(changes.get(place, word) for place, word in enumerate(words)).strip()
    for match in Tracer(home.library, home.lexical).trace(excerpt, filters=Filters()).matches:
        both = side_by_side(excerpt, match)
        assert "".join(piece.text for piece in both.excerpt) == excerpt
        assert "".join(piece.text for piece in both.article) == match.quote
        marked = [p.text for p in both.article if p.alteration]
        assert marked == [d.article for d in match.differences if d.article]
        marked = [p.text for p in both.excerpt if p.alteration]
        assert marked == [d.excerpt for d in match.differences if d.excerpt]
        assert not any(p.alteration is Alteration.LEFT_OUT for p in both.excerpt)


def test_what_stands_around_is_of_the_same_paragraph(home: Home) -> None:
    [match, _] = Tracer(home.library, home.lexical).trace(EXACT, filters=Filters()).matches
    both = side_by_side(EXACT, match)
    assert both.before == ""  # the paragraph begins with it
    assert both.after.startswith(", and 14 sailors")
    assert WIRE.endswith(both.after)


def test_matches_with_the_same_differences_are_shown_together(home: Home) -> None:
    traced = Tracer(home.library, home.lexical).trace(NEAR, filters=Filters())
    assert groups(traced.matches) == ((0, 1),)
    assert groups(()) == ()
    assert Trace(excerpt=NEAR, matches=traced.matches).found == "near"


def test_the_longest_excerpt_is_shown_beside_its_source(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    # Numbers keep every sentence apart from the others.
    text = " ".join(f"Ship {n} of the fleet came in with {n * 7} tons of fish." for n in range(600))
    long = text[:MAX_EXCERPT_CHARACTERS].rpartition(" ")[0]
    with Home.open(tmp_path_factory.mktemp("long") / "home") as home:
        ingest.add_drafts(home, [replace(PIER, text=text)])
        trace, html = TracingActions(home=home).trace(long.replace("Ship 300 of", "Ship 300 from"))
    assert trace.found == "near"
    assert "it differs in one place." in html
