"""The questions that the evidence ranker learns from and is judged by, each with its right places.

Every data set has a part to fit on and a part held back; what benchmarks report on is in neither,
but for SQuAD's articles that `evals.fitting.evidence` holds out too, on which both are compared.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.article import Draft
from evals.benchmarks import clapnq_files, multihop_files, trec_qa
from evals.benchmarks.clapnq import ANSWERABLE, UNANSWERABLE
from evals.benchmarks.halves import half_of
from evals.benchmarks.reading import find_file
from evals.benchmarks.sampling import sampled
from evals.benchmarks.squad import FITTED_ON
from evals.benchmarks.squad_files import read_squad
from evals.fitting.ranker.newsroom import (
    BRIEFS,
    BULLETINS,
    Cluster,
    Quote,
    StoryQuestion,
    read_newsroom,
)
from evals.fitting.ranker.wikinews import (
    IN_THE_SAMPLE,
    NewsQuestion,
    read_questions,
    read_reports,
)
from evals.matching.folding import fold, places
from index.spans import Span

Part = Literal["fit", "held"]
# Of CLAPNQ's even half, Wikinews' reports and the newsroom's clusters, every fourth by sha256.
HELD_QUARTER = 4
HELD_STORY_QUESTIONS = 500  # of 2,000 over the newsroom: as many as the other data sets hold back


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Half-open offsets into the text of the article with this source key."""

    source_key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedQuestion:
    """A question over a source's articles.

    `own` are the source keys of the articles it was written for, `right` the places that answer it
    (none: nothing does), `short_answers` those of them that are the very answer, and `told` the
    words of these.
    """

    question_id: str
    text: str
    own: tuple[str, ...]
    right: tuple[Place, ...]
    short_answers: tuple[Place, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A data set's articles and questions over them."""

    name: str
    drafts: tuple[Draft, ...]
    questions: tuple[AskedQuestion, ...]


def permitted_sources(folder: Path, part: Part) -> tuple[Source, ...]:
    """The data sets whose licences permit a trained file to be passed on, but for TREC-QA's.

    Raises:
        BadRun: a file is missing, or a line is not as it has to be.
    """
    return (
        squad_source(folder, part),
        clapnq_source(folder, part),
        _multihop(folder, part),
        wikinews_source(folder, part),
        newsroom_source(part),
        *brief_sources(part),
    )


def sentence_questions(folder: Path) -> tuple[trec_qa.SentenceQuestion, ...]:
    """TREC-QA's training questions, each with candidate sentences that stand alone.

    Raises:
        BadRun: the file is missing, or a line is not as it has to be.
    """
    return trec_qa.read_questions(find_file(folder / trec_qa.NAME, "train.csv"))


def wikinews_source(folder: Path, part: Part) -> Source:
    """Our own questions over Wikinews' reports of what the sample does not tell of.

    About a quarter of the reports is held back.

    Raises:
        BadRun: a file is missing, or a line is not as it has to be.
    """
    reports = read_reports(find_file(folder / "wikinews", "articles.jsonl"))
    asked = [
        question
        for question in read_questions(reports)
        if question.article not in IN_THE_SAMPLE and is_held(question.article) == (part == "held")
    ]
    kept = {question.article for question in asked}
    # As with SQuAD: what is reported on is searched among all, what is fitted is not.
    drafts = tuple(d for d in reports if part == "held" or d.source_key in kept)
    texts = {draft.source_key: draft.text for draft in reports}
    questions = tuple(_news_question(each, texts[each.article]) for each in asked)
    return Source(name="wikinews", drafts=drafts, questions=questions)


def newsroom_source(part: Part) -> Source:
    """Questions over three quarters of the newsroom's clusters, or 500 over the last quarter.

    With those over three quarters of the bulletins, to be learnt from alone.
    """
    every = read_newsroom() if part == "held" else (*read_newsroom(), *read_newsroom(BULLETINS))
    asked = [cluster for cluster in every if is_held(cluster.name) == (part == "held")]
    among = every if part == "held" else asked
    questions = [each for cluster in asked for each in _story_questions(cluster)]
    most = HELD_STORY_QUESTIONS if part == "held" else None
    return Source(
        name="newsroom",
        drafts=tuple(draft for cluster in among for draft in cluster.drafts),
        questions=sampled(questions, most, key=lambda each: each.question_id),
    )


def brief_sources(part: Part) -> tuple[Source, ...]:
    """Plain questions over three quarters of the clusters of briefs, or over the last quarter.

    Each cluster is a source of its own: over all of them "Who opened the bridge?" asks nothing.
    """
    return tuple(
        Source(name=cluster.name, drafts=cluster.drafts, questions=tuple(_story_questions(cluster)))
        for cluster in read_newsroom(BRIEFS)
        if is_held(cluster.name) == (part == "held")
    )


def squad_source(folder: Path, part: Part) -> Source:
    """SQuAD's questions over the articles to fit on, or over those held out.

    Raises:
        BadRun: the file is missing or wrong.
    """
    squad = read_squad(find_file(folder / "squad2", "*.json"))
    asked = [q for q in squad.questions if (q.title in FITTED_ON) == (part == "fit")]
    kept = {question.source_key for question in asked}
    questions = []
    for question in asked:
        right = tuple(
            dict.fromkeys(
                Place(source_key=question.source_key, start=answer.start, end=answer.end)
                for answer in question.answers
            )
        )
        questions.append(
            AskedQuestion(
                question_id=f"squad2 {question.question_id}",
                text=question.text,
                own=(question.source_key,),
                right=right,
                short_answers=right,
                told=tuple(sorted({answer.text for answer in question.answers})),
            )
        )
    # What is reported on is searched among all articles, as people would; what is fitted is not.
    drafts = [d for d in squad.contexts if part == "held" or d.source_key in kept]
    return Source(name="squad2", drafts=tuple(drafts), questions=tuple(questions))


def clapnq_source(folder: Path, part: Part) -> Source:
    """Three quarters of CLAPNQ's even half to fit on, or the quarter held back.

    Raises:
        BadRun: a file is missing, or a line is not as it has to be.
    """
    asked = [
        question
        for name, answerable in ((ANSWERABLE, True), (UNANSWERABLE, False))
        for question in clapnq_files.read_questions(
            find_file(folder / "clapnq", name), answerable=answerable
        )
        if half_of(question.question_id) == "dev"
        and is_held(question.question_id) == (part == "held")
        and (question.annotations or not answerable)
    ]
    drafts = tuple(
        Draft(source_key=passage.key, headline=passage.title, text=passage.text)
        for question in asked
        for passage in question.passages
    )
    return Source(name="clapnq", drafts=drafts, questions=tuple(map(_clap_question, asked)))


def is_held(name: str) -> bool:
    """Whether what has this name, a report or a cluster, is of the quarter held back."""
    return hashlib.sha256(name.encode()).digest()[0] % HELD_QUARTER == 0


def _clap_question(question: clapnq_files.ClapQuestion) -> AskedQuestion:
    selected = {sentence for sentences in question.annotations for sentence in sentences}
    return AskedQuestion(
        question_id=f"clapnq {question.question_id}",
        text=question.text,
        own=tuple(passage.key for passage in question.passages),
        right=tuple(
            Place(source_key=passage.key, start=found.start, end=found.end)
            for passage in question.passages
            for sentence in sorted(selected)
            for found in places(sentence, fold(passage.text))
        ),
    )


def _multihop(folder: Path, part: Part) -> Source:
    """Its dev half to fit on; nothing of it is held back, its other half being the benchmark's."""
    drafts = multihop_files.read_facts(find_file(folder / "multihop-rag", "facts.jsonl"))
    texts = {draft.source_key: draft.text for draft in drafts}
    asked = multihop_files.read_questions(
        find_file(folder / "multihop-rag", "questions*.jsonl"), facts=frozenset(texts)
    )
    questions = [
        AskedQuestion(
            question_id=f"multihop-rag {question.question_id}",
            text=question.text,
            own=tuple(sorted(question.evidence)),
            right=tuple(_whole(sorted(question.evidence), texts)),
        )
        for question in asked
        if part == "fit" and half_of(question.question_id) == "dev"
    ]
    return Source(name="multihop-rag", drafts=drafts, questions=tuple(questions))


def _whole(keys: Sequence[str], texts: dict[str, str]) -> Iterator[Place]:
    return (Place(source_key=key, start=0, end=len(texts[key])) for key in keys)


def _news_question(question: NewsQuestion, text: str) -> AskedQuestion:
    def place(span: Span) -> Place:
        return Place(source_key=question.article, start=span.start, end=span.end)

    answer = question.short_answer
    return AskedQuestion(
        question_id=f"wikinews {question.number}",
        text=question.text,
        own=(question.article,),
        right=tuple(place(span) for span in question.evidence),
        short_answers=(place(answer),) if answer else (),
        told=(answer.of(text),) if answer else (),
    )


def _story_questions(cluster: Cluster) -> Iterator[AskedQuestion]:
    texts = {draft.source_key: draft.text for draft in cluster.drafts}
    for number, question in enumerate(cluster.questions, start=1):
        yield AskedQuestion(
            question_id=f"newsroom {cluster.name} {number}",
            text=question.text,
            # A near miss has no article of its own: what search finds for it is to be refused.
            own=tuple(sorted({quote.source_key for quote in question.evidence})),
            right=tuple(map(_quoted, question.evidence)),
            short_answers=tuple(map(_quoted, question.short_answers)),
            told=_told(question, texts),
        )


def _quoted(quote: Quote) -> Place:
    return Place(source_key=quote.source_key, start=quote.span.start, end=quote.span.end)


def _told(question: StoryQuestion, texts: Mapping[str, str]) -> tuple[str, ...]:
    answers = question.short_answers
    return tuple(sorted({answer.span.of(texts[answer.source_key]) for answer in answers}))
