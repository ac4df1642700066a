"""Articles, quotes and answers for the page to show."""

from __future__ import annotations

from datetime import date

from app.reply import Answer, Citation, Quote, Sentence, Timings
from corpus.article import Article, ArticleId
from index.query import Query

TIMINGS = Timings(first_citation=0.1, total=0.2)


def article(number: int = 1, **fields: object) -> Article:
    """An article whose id is the number."""
    given_fields: dict[str, object] = {
        "article_id": ArticleId(f"a{number:012x}"),
        "source_key": f"/{number}.md",
        "text": "First words. Second words.\n\nThird words.",
        "headline": "A headline",
        "outlet": "RFI",
        "published_at": date(2025, 2, 18),
    }
    return Article(**(given_fields | fields))  # type: ignore[arg-type]


def citation(mark: int, quote: Quote, *also_in: Article) -> Citation:
    """A citation of a quote."""
    return Citation(mark=mark, quote=quote, relevance=0.9, also_in=also_in)


def answer(*citations: Citation, **fields: object) -> Answer:
    """An answer with a sentence for each citation."""
    given_fields: dict[str, object] = {
        "question": "What?",
        "query": Query(text="What?"),
        "sentences": tuple(
            Sentence(
                lead_in="RFI:",
                text=cited.quote.text,
                citations=(cited.mark,),
                support=1.0,
                relevance=0.9,
            )
            for cited in citations
        ),
        "citations": citations,
        "short": None,
        "confidence": 0.9,
        "conversation": "c" * 32,
        "timings": TIMINGS,
    }
    return Answer(**(given_fields | fields))  # type: ignore[arg-type]


FIRST = Quote(article=article(), start=0, end=12)
SECOND = Quote(article=article(), start=13, end=26)
