from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from app.reply import (
    MAX_QUOTE_CHARACTERS,
    Answer,
    Citation,
    Notice,
    Quote,
    Sentence,
    Timings,
    Topic,
    independent_sources,
)
from app.wire import reply_fields
from corpus.article import Article, ArticleId, BasedOn, Draft
from index.query import Query

TEXT = "Thirty chiefs met in Paris. Twelve stayed. " + "It rained on. " * 40
BASED_ON = BasedOn(outlet="RFI", published_at=date(2025, 3, 11))


def article(*, based_on: BasedOn | None = None) -> Article:
    draft = Draft(source_key="/paris.md", headline="Chiefs", text=TEXT)
    return Article(
        article_id=draft.article_id,
        source_key=draft.source_key,
        text=TEXT,
        headline="Chiefs",
        based_on=based_on,
    )


def citation(mark: int, *, based_on: BasedOn | None = None) -> Citation:
    return Citation(
        mark=mark, quote=Quote(article=article(based_on=based_on), start=0, end=27), relevance=0.9
    )


def answer(*citations: Citation, cited: tuple[int, ...] = (1,)) -> Answer:
    return Answer(
        question="Who met?",
        query=Query(text="Who met?"),
        sentences=(
            Sentence(lead_in="RFI:", text="Met.", citations=cited, support=1.0, relevance=0.9),
        ),
        citations=citations,
        short=None,
        confidence=0.9,
        conversation="c" * 32,
        timings=Timings(first_citation=0.1, total=0.2),
    )


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (4, 4), (5, 4), (0, len(TEXT) + 1)])
def test_a_quote_is_a_span_of_its_article(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        Quote(article=article(), start=start, end=end)


def test_a_quote_has_at_most_400_characters() -> None:
    assert len(Quote(article=article(), start=0, end=MAX_QUOTE_CHARACTERS).text) == 400
    with pytest.raises(ValueError, match="401 characters is too long"):
        Quote(article=article(), start=0, end=401)


def test_a_sentence_without_a_citation_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="has a citation"):
        answer(citation(1), cited=())


@pytest.mark.parametrize("marks", [(2,), (2, 1), (1, 3)], ids=str)
def test_marks_of_an_answer_run_from_one_without_gaps(marks: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="marks 1…n"):
        answer(*(citation(mark) for mark in marks), cited=marks)


def test_a_citation_that_no_sentence_uses_cannot_be_given() -> None:
    with pytest.raises(ValueError, match="are used"):
        answer(citation(1), citation(2), cited=(1,))


def test_an_answer_of_undated_articles_has_no_as_of() -> None:
    assert answer(citation(1)).as_of is None
    assert reply_fields(answer(citation(1)))["as_of"] is None


def test_an_answers_json_gives_the_quote_and_the_report_it_rests_on() -> None:
    fields = json.loads(json.dumps(reply_fields(answer(citation(1, based_on=BASED_ON)))))
    (cited,) = fields["citations"]
    assert cited["quote"] == TEXT[cited["start"] : cited["end"]] == "Thirty chiefs met in Paris."
    assert cited["based_on"] == {"outlet": "RFI", "published_at": "2025-03-11"}
    assert fields["as_of"] == {"from": "2025-03-11", "until": "2025-03-11"}
    assert fields["text"] == "RFI: Met. [1]"


def test_a_notices_json_holds_no_quote() -> None:
    notice = Notice(question="hi", topic=Topic.GREETING, message="Hello.", articles=(article(),))
    fields = reply_fields(notice)
    assert (fields["kind"], fields["topic"], fields["message"]) == ("notice", "greeting", "Hello.")
    assert "citations" not in fields
    assert TEXT not in json.dumps(fields)


def quoted(outlet: str | None, *copies: str, mark: int = 1, story: str | None = None) -> Citation:
    """A citation of an article of an outlet, whose sentence the copies' outlets carry as well."""
    first, *others = (replace(article(), outlet=name) for name in (outlet, *copies))
    quote = Quote(article=first, start=0, end=27)
    return Citation(mark=mark, quote=quote, relevance=0.9, also_in=tuple(others), story=story)


def test_outlets_that_carry_the_same_sentence_are_one_source() -> None:
    # RFI and AFP share a sentence, AFP and WSWS another: one source of three outlets.
    citations = (quoted("RFI", "AFP"), quoted("WSWS"), quoted("AFP", "WSWS"))
    assert independent_sources(citations) == (("RFI", "AFP", "WSWS"),)


def test_articles_of_one_story_are_one_source_whatever_is_quoted_of_them() -> None:
    citations = (quoted("RFI", story="s1"), quoted("BBC"), quoted("AFP", story="s1"))
    assert independent_sources(citations) == (("BBC",), ("RFI", "AFP"))
    assert independent_sources((quoted("RFI", story="s1"), quoted("AFP", story="s2"))) == (
        ("RFI",),
        ("AFP",),
    )


def test_an_outlet_is_one_source_in_any_case_and_an_unknown_one_is_none() -> None:
    assert independent_sources((quoted("RFI"), quoted(None), quoted("Rfi"))) == (("Rfi",),)


def test_a_citations_json_names_its_story_and_the_revision_of_its_article() -> None:
    newest = ArticleId("a00000000000f")
    old = replace(article(), is_current=False, superseded_by=newest)
    cited = Citation(mark=1, quote=Quote(article=old, start=0, end=27), relevance=0.9, story="s4")
    (fields,) = json.loads(json.dumps(reply_fields(answer(cited))))["citations"]
    assert (fields["story"], fields["superseded_by"]) == ("s4", newest)
