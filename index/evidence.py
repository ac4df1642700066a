"""Which sentence says it: sentences of the passages found, scored for one question.

Each candidate sentence gets a handful of features (meaning, shared words, names, the kind of thing
asked for); from them a score, which ranks it, and the probability that it answers. Both are fitted,
never set by hand: by `evals/fitting/evidence.py` and `evals/fitting/confidence.py`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from functools import cache
from pathlib import Path

import numpy as np

from corpus.article import Article
from index.embedding import Matrix
from index.query import Query
from index.question import AskedFor
from index.search import Hit, Searcher
from index.spans import Span
from index.words import stems

PASSAGES = 10  # whose sentences are read; hit@10 on the sample's facts is 0.99
CONFIDENCE_FEATURES = ("cosine", "overlap", "overlap_in_place", "pairs")
WEIGHTS = Path(__file__).parent / "evidence_weights.json"
# Log odds of being right that an outlet or day asked for adds to a sentence: enough to choose
# among like ones. From 0 to 2 neither the dev facts nor MultiHop-RAG's dev half tell a difference.
AGREEMENT_WEIGHT = 1.0
_SENTENCE_END = re.compile(r"[.!?][”’\"')]*\s")
EMBEDDED = (
    32  # of their sentences, how many are embedded: about 0.2 s on two cores when all are new
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What is known of a sentence for a question; each in [0, 1] unless said otherwise.

    Attributes:
        cosine: of question and sentence, in [-1, 1].
        cosine_of_passage: of question and the best passage it stands in, in [-1, 1].
        overlap: share of the question's words, weighed by rarity, that the sentence holds.
        overlap_in_place: the same for the sentence with headline and neighbours.
        pairs: share of the question's neighbouring word pairs that stand near in the sentence.
        holds_kind: 1 when the sentence holds the kind of thing asked for.
        names: share of the question's names and numbers, weighed by rarity, in its place.
        passage: reciprocal of the rank of the best passage it stands in.
        lead: reciprocal of the sentence's place in its article, from 1.
        brevity: words, as exp(-words / 40): long sentences hold words by chance.
    """

    cosine: float
    cosine_of_passage: float
    overlap: float
    overlap_in_place: float
    pairs: float
    holds_kind: float
    names: float
    passage: float
    lead: float
    brevity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence that may answer, and how likely: `probability` in [0, 1], higher is better.

    `holds_kind` says whether it holds the kind of thing asked for, `missing` which rare names of
    the question stand neither in its passage nor in its article's headline, outlet or date.
    """

    article: Article
    span: Span
    features: Features
    score: float
    probability: float
    holds_kind: bool
    missing: tuple[str, ...]
    passage_rank: int
    before: Span | None = None  # the sentence before it in the passage

    @property
    def text(self) -> str:
        """The sentence."""
        return self.span.of(self.article.text)

    def preceding(self) -> Evidence | None:
        """The sentence before it, standing in with this one's probability."""
        return replace(self, span=self.before, before=None) if self.before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    article: Article
    span: Span
    before: Span | None
    place: str  # the sentence with its neighbours, headline and byline
    passage: str  # the whole passage, with headline and byline
    cosine_of_passage: float
    position: int  # in the article, from 1
    passage_rank: int
    agreement: float  # with the outlets and dates that the question asks for, in [0, 1]

    @property
    def text(self) -> str:
        return self.span.of(self.article.text)


def find_evidence(searcher: Searcher, query: Query, asked: AskedFor) -> tuple[Evidence, ...]:
    """The sentences of the best passages, best score first; `asked` is the query as it was read.

    A sentence stands once, however many passages hold it. Ties are broken by the words themselves.
    """
    vector = searcher.embed(query)
    hits = searcher.search_embedded(query, vector, k=PASSAGES)
    candidates = _preselected(asked, _candidates(hits, query))
    scored = _scored(asked, candidates, vector, searcher)
    return tuple(sorted(scored, key=lambda e: (-round(e.score, 6), e.article.sha256, e.span)))


def score_of(features: Features) -> float:
    """The fitted score of a sentence: higher is better; differences are log odds of being right.

    A conditional logit over the candidate sentences of a question (McFadden 1974).
    """
    weights = _fitted()["weights"]
    named = zip(fields(features), astuple(features), strict=True)
    return math.fsum(weights[field.name] * value for field, value in named)


def probability(features: Features) -> float:
    """The probability that a sentence with these features answers: a logistic regression.

    It reads only what compares a question with a sentence. A rank or a place in the article says
    which sentence is best, not whether the best is any good.
    """
    fitted = _fitted()["confidence"]
    total = fitted["intercept"] + math.fsum(
        fitted[name] * getattr(features, name) for name in CONFIDENCE_FEATURES
    )
    return 1.0 / (1.0 + math.exp(-total))


@cache
def _fitted() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return found


def _scored(
    asked: AskedFor, candidates: Sequence[_Candidate], vector: Matrix, searcher: Searcher
) -> list[Evidence]:
    if not candidates:
        return []
    cosines = searcher.sentences.embed_passages([c.text for c in candidates]) @ vector[0]
    return [
        _evidence(asked, candidate, float(cosine))
        for candidate, cosine in zip(candidates, cosines, strict=True)
    ]


def _candidates(hits: Sequence[Hit], query: Query) -> list[_Candidate]:
    """Every sentence of the hits once, with the best rank of a passage it begins in."""
    seen: dict[tuple[str, Span], _Candidate] = {}
    for hit in hits:
        for index_in_passage, span in enumerate(hit.passage.sentences):
            key = (hit.article.article_id, span)
            if key not in seen:
                seen[key] = _candidate(hit, index_in_passage, query)
    return list(seen.values())


def _candidate(hit: Hit, at: int, query: Query) -> _Candidate:
    article, sentences = hit.article, hit.passage.sentences
    span = sentences[at]
    before = sentences[at - 1] if at else None
    told_before = before.of(article.text) if before else ""
    after = sentences[at + 1].of(article.text) if at + 1 < len(sentences) else ""
    # An article of an outlet that the question names counts as naming it, however it was written;
    # one of the days asked for lacks none of their numbers, though others may say them better.
    named = (span.of(query.text) for span in query.reading.outlets_met(article))
    byline = " ".join((article.headline, article.byline, *named))
    days = (span.of(query.text) for span in query.reading.dates_met(article))
    return _Candidate(
        article=article,
        span=span,
        before=before,
        place=" ".join((byline, told_before, span.of(article.text), after)),
        cosine_of_passage=hit.cosine if hit.cosine is not None else 0.0,
        passage=" ".join((byline, *days, hit.passage.text)),
        agreement=query.reading.agreement(article),
        position=len(_SENTENCE_END.findall(article.text, 0, span.start)) + 1,
        passage_rank=hit.rank,
    )


def _preselected(asked: AskedFor, candidates: list[_Candidate]) -> list[_Candidate]:
    """The candidates worth embedding: most shared words, kind held and passage rank first."""

    def promise(candidate: _Candidate) -> float:
        held = 0.15 * asked.is_held_by(candidate.text)
        place = 0.3 * asked.overlap(stems(candidate.place))
        overlap = asked.overlap(stems(candidate.text))
        return overlap + place + held + 0.3 / candidate.passage_rank + 0.1 * candidate.agreement

    ranked = sorted(candidates, key=lambda c: (-promise(c), c.article.sha256, c.span))
    return ranked[:EMBEDDED]


def _evidence(asked: AskedFor, candidate: _Candidate, cosine: float) -> Evidence:
    here, place = stems(candidate.text), stems(candidate.place)
    absent = asked.missing_names(stems(candidate.passage)) if asked.rare_names else ()
    missing = tuple(name for name in absent if name in asked.rare_names)
    holds_kind = asked.is_held_by(candidate.text)
    features = Features(
        cosine=cosine,
        cosine_of_passage=candidate.cosine_of_passage,
        overlap=asked.overlap(here),
        overlap_in_place=asked.overlap(place),
        pairs=asked.pairs_near(here),
        holds_kind=float(holds_kind),
        names=asked.names_held(place),
        passage=1.0 / candidate.passage_rank,
        lead=1.0 / candidate.position,
        brevity=math.exp(-len(candidate.text.split()) / 40),
    )
    return Evidence(
        article=candidate.article,
        span=candidate.span,
        features=features,
        score=score_of(features) + AGREEMENT_WEIGHT * candidate.agreement,
        probability=probability(features),
        holds_kind=holds_kind,
        missing=missing,
        passage_rank=candidate.passage_rank,
        before=candidate.before,
    )


def feature_matrix(evidence: Sequence[Evidence]) -> Matrix:
    """The features of each row of evidence: (len(evidence), number of features)."""
    return np.array([astuple(e.features) for e in evidence], dtype=np.float32)
