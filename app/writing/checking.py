"""Whether a sentence that a model wrote may be shown: its form, its marks, what its quotes say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from app.answering.spoken_words import without_quotes
from app.answering.support import support
from app.reply import MAX_QUOTE_CHARACTERS, Citation, Quote
from app.writing.drafting import Drafted
from index.words import content_words

FEWEST_WORDS = 5  # "Yes." is a verdict, and a name alone no sentence, though quotes hold it
LONGEST_WORD = 40  # of characters; longer ones are addresses and encoded text
OWN_SHARE = 0.5  # of a sentence's telling words that may come from a speaker's mouth unsaid
_NOT_PROSE = re.compile(
    r"https?:|www\.|\]\(|!\[|[<>{}\\`|]|```|\*\*|^#"
    "|[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)
# "He said", but also "On Monday he said" and "This was rejected".
_PRONOUN = re.compile(
    r"(?:(?:On|In|At|By|After|Before|Since|Last|But|And|Then|Also|However|Meanwhile)"
    r"(?: (?:[a-z]+|\d+|[A-Z][a-z]+day|January|February|March|April|May|June|July|August|September"
    r"|October|November|December)){0,3},? )?"
    r"(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\b"
    r"|(?:This|These|Those) (?:is|was|are|were|has|have|had|will|would|came|followed|means?)\b"
)
_SAYS = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old)|accord(?:s|ing)|call(?:s|ed|ing)|argu\w+|claim\w*"
    r"|warn\w*|writ\w+|wrote|add(?:s|ed)|stat(?:e|es|ed|ing)|describ\w+|insist\w*|quot\w+|ask\w*"
    r"|den(?:y|ies|ied)|accus\w+|announc\w+|declar\w+|believ\w+|thinks?|thought|suggest\w*|report\w*"
    r"|explain\w*|vow\w*|urg\w+|demand\w*|express\w*|promis\w+|pledg\w+|admit\w*)\b|[“\"]",
    re.IGNORECASE,
)


class Fault(StrEnum):
    """Why a sentence is withdrawn."""

    NO_MARK = "it names no quote"
    UNKNOWN_MARK = "it names a quote that is not there"
    NOT_PROSE = "it is not a plain sentence"
    UNSUPPORTED = "its quotes do not bear it out"
    UNSAID = "it says as a fact what somebody is quoted as saying"
    UNNAMED = "it does not say of whom or what it tells"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A drafted sentence and what is wrong with it; `probability` in [0, 1] as of `Support`."""

    drafted: Drafted
    fault: Fault | None
    probability: float = 0.0


def checked(drafted: Drafted, evidence: Mapping[int, Citation]) -> Checked:
    """A sentence held against the quotes it names; `evidence` is by mark.

    Of one that holds, marks of quotes that do not bear it out are left out.
    """
    fault = _fault_of_form(drafted, evidence)
    if fault:
        return Checked(drafted=drafted, fault=fault)
    quotes = [evidence[mark].quote.text for mark in drafted.marks]
    found = support(drafted.text, quotes, may_shorten=True)
    if not found.is_supported:
        fault = Fault.UNSUPPORTED
    elif _is_taken_from_a_mouth(drafted.text, quotes):
        fault = Fault.UNSAID
    if not fault:
        drafted = replace(drafted, marks=_needed(drafted, evidence))
    return Checked(drafted=drafted, fault=fault, probability=found.probability)


def leans(drafted: Drafted, evidence: Mapping[int, Citation], *, after: Sequence[int]) -> bool:
    """Whether a sentence begins with "He" or "It" and not behind the words that say who or what.

    `after` are the marks of the sentence before it, to be of the same quote or of the one right
    before in the article: a true sentence about Macron is not true behind one about Erdogan.
    """
    if not _PRONOUN.match(drafted.text):
        return False
    quotes = [evidence[mark].quote for mark in drafted.marks]
    before = [evidence[mark].quote for mark in after]
    return not any(_goes_on(one, other) for one in before for other in quotes)


def _goes_on(one: Quote, other: Quote) -> bool:
    is_same = one.article.article_id == other.article.article_id and one.start <= other.start
    return is_same and not one.article.text[one.end : other.start].strip()


def _needed(drafted: Drafted, evidence: Mapping[int, Citation]) -> tuple[int, ...]:
    """The marks of quotes that bear the sentence out alone, or without which the others do not.

    So is the precision of citations defined by Gao et al. 2023 (ALCE).
    """
    quotes = {mark: evidence[mark].quote.text for mark in drafted.marks}
    kept = dict(quotes)
    for mark, quote in quotes.items():
        others = [text for other, text in kept.items() if other != mark]
        is_idle = others and not _bears_out([quote], drafted.text)
        if is_idle and _bears_out(others, drafted.text):
            del kept[mark]
    return tuple(kept)


def _bears_out(quotes: Sequence[str], sentence: str) -> bool:
    return support(sentence, quotes, may_shorten=True).is_supported


def _fault_of_form(drafted: Drafted, evidence: Mapping[int, Citation]) -> Fault | None:
    words = drafted.text.split()
    if not drafted.marks:
        return Fault.NO_MARK
    if any(mark not in evidence for mark in drafted.marks):
        return Fault.UNKNOWN_MARK
    is_odd = (
        len(words) < FEWEST_WORDS
        or len(drafted.text) > MAX_QUOTE_CHARACTERS
        or max(map(len, words)) > LONGEST_WORD
    )
    return Fault.NOT_PROSE if is_odd or _NOT_PROSE.search(drafted.text) else None


def _is_taken_from_a_mouth(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether most of a sentence is what its quotes only let somebody say, and it names no saying.

    "The war is lost." of “The war is lost,” the general said, would be said in our voice.
    """
    if _SAYS.search(sentence):
        return False
    said = set(content_words(sentence))
    outside = {word for quote in quotes for word in content_words(without_quotes(quote))}
    spoken = {word for quote in quotes for word in content_words(quote)} - outside
    return bool(said) and len(said & spoken) > OWN_SHARE * len(said)
