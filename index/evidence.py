"""Which sentence says it: sentences of the passages found, scored for one question.

The ranker reads the passages with the question and judges their sentences; those that promise most
get a handful of features besides (meaning, shared words, names, the kind of thing asked for). Both
make the score, which ranks a sentence, and the probability that it answers; the best few are read a
second time for both.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace

import numpy as np

from corpus.article import Article
from index.embedding import Matrix
from index.features import Features, Lacking, blended, probability, score_of
from index.query import Query
from index.question import AskedFor
from index.ranker.judging import Judgement, SentenceKey, judge
from index.ranker.short_answers import ShortAnswer
from index.rereading import around, read_again
from index.search import Hit, Searcher
from index.spans import Span
from index.support.reader import SupportReader
from index.words import stems

PASSAGES = 10  # whose sentences are read; hit@10 on the sample's facts is 0.99
# Passages of an article that may be read before those of all others. Among the ten that are read,
# one answers 0.74 of 108 questions of our own over Wikinews' reports at 3, and 0.96 from 8 on.
READ_FROM_ARTICLE = 8
# Log odds of being right that an outlet or day asked for adds to a sentence: enough to choose
# among like ones. From 0 to 2 neither the dev facts nor MultiHop-RAG's dev half tell a difference.
AGREEMENT_WEIGHT = 1.0
_SENTENCE_END = re.compile(r"[.!?][”’\"')]*\s")
# Of the sentences, how many are embedded: 0.2 s on two cores when 32 are new. Where the ranker
# says which promise most, 16 give as many right replies to the dev facts.
EMBEDDED, EMBEDDED_OF_RANKED = 32, 16
READ_AGAIN = 6  # of the best sentences: each takes 8 ms on two cores
# Of the second reading's log odds in a score. Of the questions that `evals.fitting.confidence` is
# fitted on, whose table tells, a right sentence leads the best few of 838 at 0.3 and of 839 at 0.4,
# of 829 at 0 and of 827 at 1.
READ_WEIGHT = 0.3
ODDS_PROMISE = 0.1  # of the ranker's log odds, beside shares of shared words


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence that may answer, and how likely: `probability` in [0, 1], higher is better.

    `holds_kind` says whether it holds the kind of thing asked for, `missing` which rare names of
    the question stand neither in its passage nor in its article's headline, outlet or date. `odds`
    are the ranker's log odds that it answers, `short_answer` the words that most likely do: None
    without a ranker, or one that gives none. `around` is the sentence with its neighbours, `read`
    the log odds that these answer, by a second reading: None where there was none.
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
    odds: float | None = None
    short_answer: ShortAnswer | None = None
    around: Span | None = None
    read: float | None = None

    @property
    def text(self) -> str:
        """The sentence."""
        return self.span.of(self.article.text)

    @property
    def place(self) -> Span:
        """What is read a second time: the sentence with its neighbours, where they are known."""
        return self.around or self.span

    def lacking(self, asked: AskedFor) -> Lacking:
        """What the question names and is not here."""
        return Lacking(in_place=bool(self.missing), anywhere=bool(asked.unknown))

    def preceding(self) -> Evidence | None:
        """The sentence before it, standing in with this one's probability."""
        return replace(self, span=self.before, before=None) if self.before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    article: Article
    span: Span
    before: Span | None
    around: Span
    place: str  # the sentence with its neighbours, headline and byline
    passage: str  # the whole passage, with headline and byline
    cosine_of_passage: float
    position: int  # in the article, from 1
    passage_rank: int
    agreement: float  # with the outlets and dates that the question asks for, in [0, 1]

    @property
    def text(self) -> str:
        return self.span.of(self.article.text)

    @property
    def key(self) -> SentenceKey:
        return self.article.article_id, self.span


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How much is read: passages by the ranker, sentences of them by all that scores them.

    With `sentences` None it is EMBEDDED of them, or EMBEDDED_OF_RANKED where there is a ranker and
    the question names no outlet.
    """

    passages: int = PASSAGES
    sentences: int | None = None


def find_evidence(
    searcher: Searcher, query: Query, asked: AskedFor, *, depth: Depth = Depth()
) -> tuple[Evidence, ...]:
    """The sentences of the best passages, best score first; `asked` is the query as it was read.

    A sentence stands once, however many passages hold it. Ties are broken by the words themselves.
    """
    vector = searcher.embed(query)
    hits = searcher.search_embedded(query, vector, k=depth.passages, from_article=READ_FROM_ARTICLE)
    ranker = searcher.ranker if searcher.parts.ranker else None
    judged = judge(ranker, query.matter.strip(), hits)
    is_narrow = judged and not query.reading.outlets  # each outlet named has to be among them
    most = depth.sentences or (EMBEDDED_OF_RANKED if is_narrow else EMBEDDED)
    candidates = _by_promise(asked, _candidates(hits, query), judged)[:most]
    cosines = _cosines(searcher, candidates, vector)
    scored = [
        _evidence(asked, candidate, cosine, judged.get(candidate.key))
        for candidate, cosine in zip(candidates, cosines, strict=True)
    ]
    ordered = sorted(scored, key=_place_in_order)
    if judged and searcher.reader is not None:
        again = _read_again(searcher.reader, query, asked, ordered[:READ_AGAIN])
        ordered = sorted((*again, *_unread(ordered[READ_AGAIN:], again)), key=_place_in_order)
    return tuple(ordered)


def _place_in_order(evidence: Evidence) -> tuple[float, str, Span]:
    return -round(evidence.score, 6), evidence.article.sha256, evidence.span


def _read_again(
    reader: SupportReader, query: Query, asked: AskedFor, best: Sequence[Evidence]
) -> list[Evidence]:
    """The evidence with what a second reading makes of its scores and probabilities.

    Neighbours may have the same place around them, which is read once.
    """
    question = query.matter.strip()
    places = {(each.article.article_id, each.place): each for each in best}
    reads = {
        key: read_again(reader, question, each.article, each.place) for key, each in places.items()
    }
    return [_as_read(each, asked, reads[each.article.article_id, each.place]) for each in best]


def _as_read(evidence: Evidence, asked: AskedFor, read: float) -> Evidence:
    return replace(
        evidence,
        read=read,
        score=evidence.score + READ_WEIGHT * read,
        probability=probability(
            evidence.features, evidence.odds, read=read, lacking=evidence.lacking(asked)
        ),
    )


def _unread(rest: Sequence[Evidence], again: Sequence[Evidence]) -> list[Evidence]:
    """The rest, scored as if a second reading had made of each what it made of the worst."""
    worst = min((each.read for each in again if each.read is not None), default=0.0)
    return [replace(each, score=each.score + READ_WEIGHT * worst) for each in rest]


def _cosines(
    searcher: Searcher, candidates: Sequence[_Candidate], vector: Matrix
) -> Sequence[float]:
    if not candidates:
        return ()
    rows = searcher.sentences.embed_passages([each.text for each in candidates])
    return [float(cosine) for cosine in rows @ vector[0]]


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
    # one of the days asked for lacks none of their numbers, though others may say them better. Nor
    # does any lack the year that it is of: "in February" in a report of April 2024 is of 2024.
    named = (span.of(query.text) for span in query.reading.outlets_met(article))
    byline = " ".join((article.headline, article.byline, *named))
    days = [span.of(query.text) for span in query.reading.dates_met(article)]
    days += [f"{day:%Y}" for day in (article.reported_at,) if day]
    return _Candidate(
        article=article,
        span=span,
        before=before,
        around=around(sentences, at, article.text),
        place=" ".join((byline, told_before, span.of(article.text), after)),
        cosine_of_passage=hit.cosine if hit.cosine is not None else 0.0,
        passage=" ".join((byline, *days, hit.passage.text)),
        agreement=query.reading.agreement(article),
        position=len(_SENTENCE_END.findall(article.text, 0, span.start)) + 1,
        passage_rank=hit.rank,
    )


def _by_promise(
    asked: AskedFor, candidates: list[_Candidate], judged: Mapping[SentenceKey, Judgement]
) -> list[_Candidate]:
    """The candidates, most worth embedding first: by the ranker, shared words, kind held."""

    def promise(candidate: _Candidate) -> float:
        odds = judged[candidate.key].odds if judged else 0.0
        held = 0.15 * asked.is_held_by(candidate.text)
        place = 0.3 * asked.overlap(stems(candidate.place))
        overlap = asked.overlap(stems(candidate.text))
        found = 0.3 / candidate.passage_rank + 0.1 * candidate.agreement
        return overlap + place + held + found + ODDS_PROMISE * odds

    return sorted(candidates, key=lambda c: (-promise(c), c.article.sha256, c.span))


def _evidence(
    asked: AskedFor, candidate: _Candidate, cosine: float, judged: Judgement | None
) -> Evidence:
    here, place = stems(candidate.text), stems(candidate.place)
    absent = asked.missing_names(stems(candidate.passage)) if asked.rare_names else ()
    missing = tuple(name for name in absent if name in asked.rare_names)
    holds_kind = asked.is_held_by(candidate.text)
    odds = judged.odds if judged else None
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
        score=_score(features, judged) + AGREEMENT_WEIGHT * candidate.agreement,
        probability=probability(
            features,
            odds if judged and judged.is_calibrated else None,
            lacking=Lacking(in_place=bool(missing), anywhere=bool(asked.unknown)),
        ),
        holds_kind=holds_kind,
        missing=missing,
        passage_rank=candidate.passage_rank,
        before=candidate.before,
        odds=odds,
        short_answer=judged.short_answer if judged else None,
        around=candidate.around,
    )


def _score(features: Features, judged: Judgement | None) -> float:
    score = score_of(features)
    return blended(score, judged.odds) if judged else score


def feature_matrix(evidence: Sequence[Evidence]) -> Matrix:
    """The features of each row of evidence: (len(evidence), number of features)."""
    return np.array([astuple(e.features) for e in evidence], dtype=np.float32)
