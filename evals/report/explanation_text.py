"""An explanation for people: aligned columns, no line wider than a hundred characters."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from itertools import islice

from app.reply import Abstention, Answer, Notice
from corpus.article import Article
from evals.facts.evidence import Span
from evals.harness import FactOutcome
from evals.metrics.judging import cited_spans
from evals.report.explanation import (
    SHOWN_PASSAGES,
    SHOWN_SENTENCES,
    Explanation,
    SeenPassage,
    SeenSentence,
    confidence_of,
    expected_words,
)
from index.kinds import Kind
from index.question import AskedFor

WIDTH = 100  # columns: half of a wide terminal, and all of a narrow one
_LABEL = 14  # columns before what is said of a fact
_HEADLINE = 28  # characters of a headline that tell articles apart and leave room for the text
# Of `index.features.Features`, in its order; each stands over a column of five.
_FEATURES = "cos", "psg", "words", "place", "pairs", "kind", "names", "rank", "lead", "brev"
_LEGEND = (
    "cos, psg: cosine of the question with sentence and passage; words, place: share of the"
    " question's words in the sentence, and with its neighbours; pairs: neighbouring words kept;"
    " kind: holds the kind asked for; names: share of names; rank, lead: reciprocals of the"
    " passage's rank and the sentence's place; brev: brevity"
)


def explanation_text(explained: Explanation) -> str:
    """Every stage in the order in which it happened, ending with a line break."""
    asked = explained.asked
    stages = [*_asked(explained.outcome)]
    if asked is None:
        stages += ["", "decided before retrieval: nothing was searched for"]
    else:
        stages += [*_read(explained, asked), *_rankings(explained), *_sentences(explained, asked)]
    return "\n".join([*stages, *_decision(explained), *_reply(explained.outcome)]) + "\n"


def failure_text(outcome: FactOutcome) -> str:
    """Why a fact is wrong, for the reader of a test report: question, expected, reply, stage."""
    lines = [*_asked(outcome), *_reply(outcome)]
    return "\n".join([*lines, f"More: clippings eval --fact {outcome.fact.fact_id} --explain"])


def _asked(outcome: FactOutcome) -> Iterator[str]:
    fact = outcome.fact
    yield f"{fact.fact_id} ({fact.kind.value}, {fact.split}) {fact.where}".rstrip()
    for turn in fact.turns:
        yield from _labelled("asked", turn)
    yield from _labelled("expected", expected_words(outcome))
    if fact.must_not_say:
        yield from _labelled("but never", " | ".join(map(str, fact.must_not_say)))
    for number, group in enumerate(fact.evidence, start=1):
        told = " or ".join(f"{each.article} “{each.quote}”" for each in group)
        yield from _labelled(f"gold {number}", told)


def _read(explained: Explanation, asked: AskedFor) -> Iterator[str]:
    query = explained.query
    yield from _heading("read as")
    if query:
        yield from _labelled("searched", query.text)
        yield from _labelled("carried", query.carried.strip() or "nothing")
    yield from _labelled("kind asked", asked.kind.value)
    weights = [f"{word} {weight:.2f}" for word, weight in asked.weights.items()]
    yield from _labelled("words", ", ".join(weights) or "none")
    yield from _labelled("names", ", ".join(asked.names) or "none")
    yield from _labelled("rare names", ", ".join(asked.rare_names) or "none")
    yield from _labelled("unknown", ", ".join(asked.unknown) or "none")


def _rankings(explained: Explanation) -> Iterator[str]:
    rankings: tuple[tuple[str, Sequence[SeenPassage], Callable[[SeenPassage], int | None]], ...] = (
        ("dense: nearest by meaning", explained.dense, lambda seen: seen.hit.dense_rank),
        ("lexical: best by BM25", explained.lexical, lambda seen: seen.hit.lexical_rank),
        ("fused", explained.passages, lambda seen: seen.hit.rank),
    )
    for name, passages, rank_of in rankings:
        yield from _heading(f"{name}, {len(passages)} passages (* holds gold evidence)")
        yield "  rank cosine dense lexical  fused  passage"
        gold_below = (seen for seen in islice(passages, SHOWN_PASSAGES, None) if seen.is_gold)
        for seen in (*passages[:SHOWN_PASSAGES], *gold_below):
            yield _passage_line(seen, rank_of(seen))


def _passage_line(seen: SeenPassage, rank: int | None) -> str:
    hit = seen.hit
    cosine = f"{hit.cosine:.3f}" if hit.cosine is not None else "–"
    numbers = (
        f" {_star(is_gold=seen.is_gold)}{rank or '–':>4} {cosine:>6} {hit.dense_rank or '–':>5}"
        f" {hit.lexical_rank or '–':>7} {hit.score:.4f}  "
    )
    return _cut(f"{numbers}{_told(hit.article, hit.passage.text)}")


def _sentences(explained: Explanation, asked: AskedFor) -> Iterator[str]:
    sentences = explained.sentences
    yield from _heading(f"evidence, {len(sentences)} sentences scored (* gold, [1] quoted)")
    yield from textwrap.wrap(_LEGEND, WIDTH, initial_indent="  ", subsequent_indent="  ")
    yield "  rank  score  prob  " + " ".join(f"{name:>5}" for name in _FEATURES)
    gold_below = (seen for seen in islice(sentences, SHOWN_SENTENCES, None) if seen.is_gold)
    for seen in (*sentences[:SHOWN_SENTENCES], *gold_below):
        yield from _sentence_lines(seen, asked)
    if explained.outcome.gold and not any(seen.is_gold for seen in sentences):
        yield "  no gold sentence was scored"


def _sentence_lines(seen: SeenSentence, asked: AskedFor) -> Iterator[str]:
    piece = seen.evidence
    values = " ".join(f"{value:5.2f}" for value in astuple(piece.features))
    yield (
        f" {_star(is_gold=seen.is_gold)}{seen.rank:>4} {piece.score:6.2f} {piece.probability:5.2f}"
        f"  {values}"
    )
    faults = [f"misses {', '.join(piece.missing)}"] if piece.missing else []
    if not piece.holds_kind and asked.kind is not Kind.ANYTHING:
        faults.append(f"holds no {asked.kind.value}")
    if seen.is_repeat:
        faults.append("quoted in the reply before")
    mark = f"[{seen.mark}] " if seen.mark else ""
    noted = f"({'; '.join(faults)}) " if faults else ""
    yield _cut(f"       {mark}{noted}{_told(piece.article, piece.text)}")


def _decision(explained: Explanation) -> Iterator[str]:
    reply = explained.outcome.reply
    confidence = confidence_of(reply)
    if confidence is None:
        return
    yield from _heading("decision")
    above = "at least" if confidence >= explained.threshold else "below"
    yield (
        f"  the best usable sentence (all rare names, the kind asked for) has probability"
        f" {confidence:.2f},"
    )
    outcome = f"refused, {reply.reason}" if isinstance(reply, Abstention) else "answered"
    yield f"  {above} the threshold of {explained.threshold:.2f}: {outcome}"


def _reply(outcome: FactOutcome) -> Iterator[str]:
    reply = outcome.reply
    yield from _heading("reply")
    match reply:
        case Answer():
            yield from _labelled("answered", f"short answer: {reply.short_answer or 'none'}")
            yield from _quotes(outcome, reply)
        case Abstention():
            yield from _labelled("refused", f"{reply.reason}: {reply.message}")
        case Notice():
            yield from _labelled("notice", f"{reply.topic.value}: {reply.message}")
    lost_at = outcome.lost_at.value.replace("_", " ") if outcome.lost_at else "nothing: right"
    yield from _labelled("lost at", lost_at)


def _quotes(outcome: FactOutcome, reply: Answer) -> Iterator[str]:
    for citation, span in zip(reply.citations, cited_spans(reply), strict=True):
        star = _star(is_gold=_is_gold(span, outcome))
        told = f"{citation.quote.article.headline}: “{citation.quote.text}”"
        yield from _labelled(f"{star}[{citation.mark}]", told)


def _is_gold(span: Span, outcome: FactOutcome) -> bool:
    return any(span.matches(each) for group in outcome.gold for each in group)


def _heading(title: str) -> Iterator[str]:
    yield ""
    yield title


def _labelled(label: str, said: str) -> Iterator[str]:
    """Lines of what is said, the first after its label, all within the width."""
    indent = " " * _LABEL
    lines = textwrap.wrap(
        " ".join(said.split()), WIDTH, initial_indent=indent, subsequent_indent=indent
    )
    opening, *more = lines or [indent]
    yield f"  {label:<{_LABEL - 2}}{opening[_LABEL:]}".rstrip()
    yield from more


def _told(article: Article, text: str) -> str:
    headline = textwrap.shorten(article.headline, _HEADLINE, placeholder="…")
    return f"{headline:<{_HEADLINE}}  {' '.join(text.split())}"


def _star(*, is_gold: bool) -> str:
    return "*" if is_gold else " "


def _cut(line: str) -> str:
    return line if len(line) <= WIDTH else f"{line[: WIDTH - 1]}…"
