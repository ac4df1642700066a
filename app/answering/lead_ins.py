"""Our words before a quoted sentence: who says it, who reported it, when."""

from __future__ import annotations

import re

from app.answering.attribution import speaker_of
from app.answering.spoken_words import quoted_share
from corpus.article import Article
from index.spans import Span

# Of a sentence's characters: from here on it is somebody's words, whoever that is, if that somebody
# says "I" or "we"; else it may be a text.
MOSTLY_QUOTED = 0.6
SOMEBODY = "a speaker"
_ONESELF = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]urs?|us|me)\b")


def lead_in_of(article: Article, span: Span) -> str:
    """Who says a sentence, as far as that is plain, its outlet and its date; without a colon.

    `RFI, 18 February 2025`, or `Keir Starmer, quoted by RFI, 18 February 2025` where he speaks;
    `reported by` where none of his words are quoted.
    """
    sentence = span.of(article.text)
    share = quoted_share(sentence)
    is_somebodys = share >= MOSTLY_QUOTED and _ONESELF.search(sentence)
    speaker = speaker_of(article, span) or (SOMEBODY if is_somebodys else "")
    if not speaker:
        return article.byline
    told = "quoted" if share else "reported"
    where = "in" if article.based_on or not article.reported_by else "by"
    return f"{speaker}, {told} {where} {_place(article)}"


def _place(article: Article) -> str:
    return article.byline if article.reported_by else f"a report, {article.byline}"
