from __future__ import annotations

from pathlib import Path

import pytest

from app.reply import Trace
from corpus.article import Article, ArticleId
from evals.benchmarks import tracing
from evals.benchmarks.results import BenchmarkRun
from evals.benchmarks.tracing import LEFT_OUT, Holders, Tried, halves_of, scores_of
from evals.benchmarks.tracing_excerpts import (
    LONGEST,
    NOISES,
    SHORTEST,
    drawn,
    is_long_enough,
    with_a_word_changed,
    with_other_marks,
    with_slips,
)
from evals.errors import BadRun
from evals.systems import CLIPPINGS
from index.spans import Span
from index.tracing import Alteration, Difference, Match
from tests.evals.benchmarks.files import lines, silent, values

TEXT = "The ferry left the harbour of Dunmore at noon on Friday."
ARTICLE = Article(
    article_id=ArticleId("a000000000001"), source_key="dunmore", text=TEXT, headline="Ferry leaves",
)  # fmt: skip
CHANGE = Difference(kind=Alteration.CHANGED, excerpt="boat", article="ferry")


def tried(original: str, *differences: Difference, found: bool = True) -> Tried:
    match = Match(article=ARTICLE, span=Span(start=0, end=9), likeness=1.0, differences=differences)
    matches = (match,) if found else ()
    return Tried(
        text=original,
        original=original,
        trace=Trace(excerpt=original, matches=matches),
        seconds=0.1,
    )


def news(count: int) -> list[dict[str, object]]:
    """Articles of which no two share a run of eight words."""
    return [
        {
            "url": f"https://example.org/{number}",
            "title": f"Report {number}",
            "publish_date": "2023/01/04",
            "source": "example.org",
            "text": " ".join(f"{word}{number}" for word in ("rain", "wind", "sea", "boat") * 15)
            + ".",
        }
        for number in range(count)
    ]


def test_an_excerpt_is_attributed_where_the_first_article_named_has_its_words() -> None:
    found = scores_of({"clean": [tried("harbour of Dunmore"), tried("harbour of Brest")]}, [])
    assert found[0].value == 0.5


def test_a_stranger_is_told_apart_by_how_it_was_found() -> None:
    # Of four: one word for word, two near, one not at all.
    strangers = [tried("x"), tried("x", CHANGE), tried("x", CHANGE), tried("x", found=False)]
    _, exact, near = scores_of({"clean": [tried("x")]}, strangers)
    assert (exact.value, near.value) == (0.25, 0.5)


def test_words_count_and_punctuation_does_not() -> None:
    holders = Holders([TEXT])
    assert holders.any_holds("“HARBOUR of Dunmore”, at noon")
    assert not holders.any_holds("arbour of Dunmore")


def test_excerpts_have_eight_to_forty_words_and_stand_in_their_text() -> None:
    text = " ".join(f"word{number}" for number in range(60))
    excerpts = [drawn([text], seed=str(seed)) for seed in range(50)]
    assert all(SHORTEST <= len(each.split()) <= LONGEST and each in text for each in excerpts)
    assert len(set(excerpts)) > 40
    assert is_long_enough(text)
    assert not is_long_enough(TEXT)


def test_noise_is_the_same_every_time() -> None:
    for noise in NOISES.values():
        assert noise(TEXT, "seed") == noise(TEXT, "seed")


def test_noise_does_what_it_says() -> None:
    assert with_other_marks("“No” – he’s late", "") == '"No" - he\'s late'
    assert with_other_marks('"No", he\'s late', "") == "”No”, he’s late"
    changed = with_a_word_changed(TEXT, "seed").split()
    assert sum(one != other for one, other in zip(changed, TEXT.split(), strict=True)) == 1
    assert with_slips(TEXT * 20, "seed") != TEXT * 20


def test_the_halves_share_no_article(tmp_path: Path) -> None:
    lines(tmp_path / "articles.jsonl.gz", news(60))
    halves = halves_of(tmp_path, "dev")
    inside = {each.source_key for each in halves.library}
    outside = {each.source_key for each in halves.left_out}
    assert inside
    assert outside
    assert not inside & outside


def test_a_run_attributes_its_own_and_no_strangers(tmp_path: Path) -> None:
    lines(tmp_path / "articles.jsonl.gz", news(40))
    outcome = tracing.run(BenchmarkRun(folder=tmp_path, limit=5), silent)
    assert values(outcome, CLIPPINGS, "as they stand") == {"attributed": 1.0}
    assert values(outcome, CLIPPINGS, LEFT_OUT) == {
        "false_word_for_word_attribution": 0.0, "shown_as_near_attribution": 0.0,
    }  # fmt: skip


def test_a_named_home_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRun, match="measured in a home of its own"):
        tracing.run(BenchmarkRun(folder=tmp_path, home=tmp_path), silent)
