"""The judgement of each sentence found: by article and place, the best of all its passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from corpus.article import Article, ArticleId
from index.home import Home
from index.passages import Passage
from index.query import Query
from index.ranker.inputs import Reading
from index.ranker.judging import judge
from index.ranker.reader import ReadPassage
from index.ranker.short_answers import ShortAnswer
from index.search import Hit
from index.spans import Span

FIRST, SECOND, THIRD = "It rained.", "The dam held.", "Nobody was hurt."
TEXT = f"{FIRST} {SECOND} {THIRD}"
QUESTION = "What held?"


@dataclass(frozen=True)
class FakeRanker:
    """Gives the odds it is told, passage by passage, and the first four letters as the answer."""

    odds: tuple[tuple[float, ...], ...]
    is_calibrated: bool = True
    has_short_answers: bool = True

    def read(self, question: str, readings: Sequence[Reading]) -> tuple[ReadPassage, ...]:
        assert question == QUESTION
        return tuple(
            ReadPassage(sentences=odds, short_answers=tuple(map(self._short, reading.sentences)))
            for odds, reading in zip(self.odds, readings, strict=True)
        )

    def _short(self, sentence: Span) -> ShortAnswer | None:
        if not self.has_short_answers:
            return None
        return ShortAnswer(span=Span(start=sentence.start, end=sentence.start + 4), odds=1.0)


def _article(number: int = 1) -> Article:
    return Article(
        article_id=ArticleId(f"a{number:012x}"), source_key="dam.md", text=TEXT, headline="Floods"
    )


def _span(sentence: str) -> Span:
    start = TEXT.index(sentence)
    return Span(start=start, end=start + len(sentence))


def _hit(*sentences: str, article: Article | None = None) -> Hit:
    """A passage of these sentences, which follow each other."""
    source = article or _article()
    spans = tuple(map(_span, sentences))
    start, end = spans[0].start, spans[-1].end
    passage = Passage(
        article_id=source.article_id,
        start=start,
        end=end,
        text=TEXT[start:end],
        sentences=spans,
    )
    return Hit(
        passage=passage,
        article=source,
        rank=1,
        score=1.0,
        dense_rank=1,
        lexical_rank=None,
        cosine=0.5,
    )


def test_without_a_ranker_nothing_is_judged() -> None:
    assert judge(None, QUESTION, [_hit(FIRST)]) == {}


def test_without_hits_the_ranker_is_not_asked() -> None:
    assert judge(FakeRanker(odds=((1.0,),)), QUESTION, []) == {}


def test_a_sentence_of_several_passages_has_its_most_favourable_judgement() -> None:
    hits = [_hit(FIRST, SECOND), _hit(SECOND, THIRD)]
    judged = judge(FakeRanker(odds=((-1.0, 0.5), (2.0, -3.0))), QUESTION, hits)
    key = _article().article_id
    assert {span.of(TEXT): judged[key, span].odds for _, span in judged} == {
        FIRST: -1.0,
        SECOND: 2.0,
        THIRD: -3.0,
    }


@pytest.mark.parametrize("passages", [(FIRST, SECOND), (SECOND, THIRD)], ids=["last", "first"])
def test_a_short_answer_is_given_by_its_place_in_the_article(passages: tuple[str, ...]) -> None:
    judged = judge(FakeRanker(odds=((0.0, 0.0),)), QUESTION, [_hit(*passages)])
    short = judged[_article().article_id, _span(SECOND)].short_answer
    assert short is not None
    assert short.span.of(TEXT) == "The "
    assert short.span.start == _span(SECOND).start


def test_the_same_words_in_two_articles_are_judged_apart() -> None:
    hits = [_hit(FIRST), _hit(FIRST, article=_article(2))]
    judged = judge(FakeRanker(odds=((1.0,), (2.0,))), QUESTION, hits)
    assert sorted(judgement.odds for judgement in judged.values()) == [1.0, 2.0]


@pytest.mark.parametrize("is_calibrated", [True, False])
def test_a_judgement_says_whether_its_odds_tell_a_probability(*, is_calibrated: bool) -> None:
    ranker = FakeRanker(odds=((1.0,),), is_calibrated=is_calibrated, has_short_answers=False)
    (judgement,) = judge(ranker, QUESTION, [_hit(FIRST)]).values()
    assert judgement.is_calibrated is is_calibrated
    assert judgement.short_answer is None


def test_the_packaged_ranker_judges_every_sentence_found(sample: Home) -> None:
    query = Query(text="How many votes did Eddie Chu get?")
    hits = sample.searcher.search(query, k=5)
    judged = judge(sample.searcher.ranker, query.text, hits)
    assert judged.keys() == {(h.article.article_id, s) for h in hits for s in h.passage.sentences}
    for article_id, span in judged:
        short = judged[article_id, span].short_answer
        if short is not None:
            assert span.start <= short.span.start < short.span.end <= span.end
