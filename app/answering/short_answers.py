"""The few words of the leading sentence that are the answer: always a verbatim slice of it.

Where the question asks for a number, a sum or a day and the sentence holds just one, that is it;
otherwise the words that the ranker takes for the answer, where it is sure enough.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.reply import Quote
from index.evidence import Evidence
from index.kinds import Kind, mentions
from index.question import AskedFor
from index.spans import Span
from index.words import spelling_variant, stems

# Least log odds of the ranker's words against no short answer at all: the highest at which none of
# those is lost that are exact, of 160 questions over the newsroom. At 1, 2 of its 17 exact ones and
# 3 of SQuAD's 26 go (`evals/fitting/short_answers.py`). Chosen with an earlier ranker; of the 299
# that a ranker of today's run gave over Wikinews and the newsroom it parts one beside what follows.
SURE = -1.0
# Least probability of the sentence that these words are of, where nothing measured is asked for,
# and most words where any kind of thing is, a first article not counted: of the 82 of any kind
# whose sentence was as likely as that, 34 of the 62 of up to three words were right (token F1 of
# half or more) and 2 of the 20 longer ones. Over questions of Wikinews,
# the newsroom and SQuAD 0.6 gives 283 (151 exact, F1 .668), 0.7 gave 267 (142, .674).
LIKELY = 0.6
MOST_WORDS_OF_ANY = 3
# Kinds that a rule finds: not persons and places, a title or another name standing for the one
# meant in three of eight dev facts.
_MEASURED = frozenset(
    {Kind.NUMBER, Kind.COUNT, Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.DATE, Kind.YEAR}
)
_WHO = frozenset({Kind.PERSON, Kind.NAME})
CLAUSE_WORDS = 5  # from the sixth on it is more than a name with its title
MOST_WORDS = 8  # of what is still short; of SQuAD's answers 92 % are
# "In its first election since the protests of 2014" is not of 2014.
_BOUND = re.compile(r"\b(?:since|before|until|after)(?: the \w+ of)? $")
_WIDER = (Kind.MONEY, Kind.PERCENT, Kind.DURATION)
_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_TIMES = re.compile(r" times\b")  # "six times as many" compares: it counts nothing
# "Belgium won at the Fisht Stadium": what stands in or at a place is none who did it.
_PLACED = re.compile(r"\b(?:at|in|inside|outside|near) (?:the )?$", re.IGNORECASE)
# "Belgium beat Panama": nor is who lost the one who won.
_BEATEN = re.compile(
    r"\b(?:beat|beats|beating|defeat\w*|overcame|thrashed|over|against) (?:the )?$"
)
_WON = frozenset(stems("won win wins winner"))
# "Put up a building": an answer does not begin with the second word of a verb.
_HALF_A_VERB = re.compile(r"(?:up|down|off|out|away|back|of)\b", re.IGNORECASE)
# "Mid-2025" is not 2025.
_PART_OF_TIME = re.compile(
    r"\b(?:mid-|(?:early|late|mid|spring|summer|autumn|winter)(?: in| of)? "
    r"|(?:the )?(?:beginning|start|middle|end) of )$",
    re.IGNORECASE,
)
# "US, South Korean or Israeli makers" begins with the first of them; "In Paris, Macron and Scholz"
# does not.
_IN_A_ROW = re.compile(r"[A-Z].*\b(?:or|and)\b")
_ROW_BEFORE = re.compile(r"(?<![\w.])(?:[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)*, )+$")
_SETTING = re.compile(
    r"\b(?i:in|on|at|after|before|since|until|during|near) (?:the )?"
    r"(?:[A-Z][\w’'-]*(?:,? |$))*$"
)
_COUNTED_WITHIN = 3  # words after a number, in which what it counts is named


def short_answer(
    asked: AskedFor, evidence: Evidence, quote: Quote, *, sure: float = SURE
) -> Quote | None:
    """The words of the quote that answer, as a quote of their own; None where that is unclear.

    `quote` is what is shown of the evidence's sentence, `sure` the least log odds of the ranker's
    words.
    """
    span = _only_one_of_kind(asked, quote) or _read(asked, evidence, quote, sure=sure)
    return Quote(article=quote.article, start=span.start, end=span.end) if span else None


def _only_one_of_kind(asked: AskedFor, quote: Quote) -> Span | None:
    """The one thing of the kind asked for in a sentence that holds every name asked about.

    A title or a place that only its neighbours bring may belong to somebody else; and which of
    several things is meant, only grammar could tell.
    """
    if asked.kind not in _MEASURED:
        return None
    held = set(stems(quote.text))
    if any(name not in held and not spelling_variant(name, held) for name in asked.own_names):
        return None
    found = [
        _with_unit(span, quote.text)
        for span in mentions(quote.text, asked.kind)
        if not _is_given(span.of(quote.text), asked)
    ]
    if asked.kind in {Kind.DATE, Kind.YEAR}:
        found = [s for s in found if not _BOUND.search(quote.text[: s.start])] or found
    if asked.kind is Kind.COUNT:
        found = _counting_what_is_asked(found, asked, quote.text)
    words = {span.of(quote.text) for span in found}
    return _in_article(found[0], quote) if len(words) == 1 else None


def _counting_what_is_asked(found: Sequence[Span], asked: AskedFor, text: str) -> list[Span]:
    """The numbers before a word of the question; all of those that count, where none is."""
    counts = [span for span in found if not _TIMES.match(text, span.end)]
    fitting = []
    for span in counts:
        clause = re.split(r"[,;:.]", text[span.end :], maxsplit=1)[0]
        if set(asked.order) & set(stems(clause)[:_COUNTED_WITHIN]):
            fitting.append(span)
    return fitting or counts


def _read(asked: AskedFor, evidence: Evidence, quote: Quote, *, sure: float) -> Span | None:
    """What the ranker takes for the answer, if it is sure and it is of the kind asked for."""
    short = evidence.short_answer
    if short is None or short.odds < sure or asked.is_open:
        return None
    if asked.kind not in _MEASURED and evidence.probability < LIKELY:
        return None
    if not (quote.start <= short.span.start and short.span.end <= quote.end):
        return None
    within = Span(start=short.span.start - quote.start, end=short.span.end - quote.start)
    span = within if asked.kind is Kind.ANYTHING else _of_kind(asked, within, quote.text)
    if span is None or _is_long(asked, span.of(quote.text)):
        return None
    told = span.of(quote.text)
    is_nobody = asked.kind in _WHO and _is_nobody(asked, span, quote.text)
    is_none = is_nobody or _HALF_A_VERB.match(told) or _is_given(told, asked)
    return None if is_none else _in_article(_with_row_before(asked, span, quote.text), quote)


def _with_row_before(asked: AskedFor, span: Span, text: str) -> Span:
    """The words with those before them of one row of names.

    Of places the whole row is in or at something, of persons its beginning.
    """
    row = _ROW_BEFORE.search(text, 0, span.start)
    is_of_row = row and _IN_A_ROW.match(text, span.start, span.end)
    if not row or not is_of_row:
        return span
    is_of_places = asked.kind is Kind.PLACE and not mentions(row[0], Kind.DATE)
    if not is_of_places and _SETTING.search(text[: row.end()].rpartition(",")[0]):
        return span
    return Span(start=row.start(), end=span.end)


def _is_long(asked: AskedFor, words: str) -> bool:
    told = _ARTICLE.sub("", words).split()
    return len(told) > (MOST_WORDS_OF_ANY if asked.kind is Kind.ANYTHING else MOST_WORDS)


def _is_nobody(asked: AskedFor, span: Span, text: str) -> bool:
    """Whether words are not who is asked for: a number, what one stands in or at, who lost."""
    is_loser = not _WON.isdisjoint(asked.order) and _BEATEN.search(text, 0, span.start)
    is_number = span.of(text)[0].isdigit()
    return is_number or bool(is_loser or _PLACED.search(text, 0, span.start))


def _of_kind(asked: AskedFor, span: Span, text: str) -> Span | None:
    """The ranker's words, with the unit of a number, and cut to the one name in a long clause.

    None where a number or a day is asked for and they touch none.
    """
    touched = [
        each
        for each in mentions(text, asked.kind)
        if each.start < span.end and span.start < each.end and not _is_given(each.of(text), asked)
    ]
    if asked.kind not in _MEASURED:
        is_clause = len(span.of(text).split()) > CLAUSE_WORDS
        return touched[0] if len(touched) == 1 and is_clause else span
    if not touched:
        return None
    wider = [_with_unit(each, text) for each in touched]
    return Span(
        start=min(span.start, wider[0].start), end=max(span.end, *(each.end for each in wider))
    )


def _is_given(words: str, asked: AskedFor) -> bool:
    """Whether the question says these words itself."""
    return set(stems(words)) <= set(asked.order)


def _in_article(span: Span, quote: Quote) -> Span:
    return Span(start=quote.start + span.start, end=quote.start + span.end)


def _with_unit(span: Span, text: str) -> Span:
    """A number with what it counts in, or a day or year with which part of it is meant."""
    for kind in _WIDER:
        for wider in mentions(text, kind):
            if wider.start <= span.start and span.end <= wider.end:
                return wider
    part = _PART_OF_TIME.search(text, 0, span.start)
    return Span(start=part.start(), end=span.end) if part else span
