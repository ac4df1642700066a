"""What one sentence states, taken apart: what it is about, when, of what and in which direction.

Rules over surface forms, made to compare two sentences: who says it is taken off, numbers, dates
and names are told apart from the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from corpus.article import Article
from corpus.dates import DateRange
from index.amounts import Amount, amounts
from index.dates.dated_words import DatedWords, dated_words
from index.dates.day_forms import WEEKDAY_NAMES
from index.dates.named_dates import named_dates
from index.kinds import names
from index.sentences import sentence_spans
from index.spans import Span
from index.words import content_words, stem, stems, words

LEAD_SENTENCES = 2  # that tell what an article is about, with its headline
_LEAD_CHARACTERS = 1_500  # of a text in which its first sentences lie
_SAYS = (
    r"(?:said|says|say|told [^,.;]{1,40}|reported|added|found|announced|confirmed|claimed|estimated"
    r"|wrote|writes|insisted)"
)
_ATTRIBUTIONS = (
    re.compile(
        r"^[^,;:]{1,60}? (?:(?:said|says|say|told [^,;:]{1,40}?)"
        r"(?: (?:late |early )?(?:on )?\w+day)? that|said|says|say|estimated?) (?=\S)"
    ),
    re.compile(r"^(?:According to|In the words of) [^,]{1,60}, "),
    re.compile(rf"(?:,? according to [^,.;]+|, [^,;]{{1,60}} {_SAYS}(?: on \w+day)?)(?=[.;]?$)"),
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_MONTH = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAY_NAMES)})\b")
# Days and months say when, which is compared apart.
_WHEN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december today yesterday tomorrow week month year last"
    " next now already far today early late morning afternoon evening night".split()
)
_IN_WORDS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve dozen hundred thousand million"
    " billion trillion least some nearly almost around roughly approximately percent per"
    " cent".split()
)


@dataclass(frozen=True, kw_only=True)  # no slots: what is read from it is kept, for many pairs
class Statement:
    """One sentence of an article: `article.text[span.start:span.end]`."""

    article: Article
    span: Span

    @cached_property
    def text(self) -> str:
        """The sentence."""
        return self.span.of(self.article.text)

    @cached_property
    def core(self) -> str:
        """The sentence without who says so: "according to police", "officials said"."""
        core = self.text.strip()
        for attribution in _ATTRIBUTIONS:
            core = attribution.sub("", core, count=1)
        return core

    @cached_property
    def amounts(self) -> tuple[Amount, ...]:
        """Its numbers, with what they count; their spans are places in the sentence."""
        return amounts(self.text)

    @cached_property
    def days(self) -> tuple[DatedWords, ...]:
        """The dates in it, in order, but for those of who says so when."""
        relative = dated_words(self.article, self.span)
        dated = sorted((*relative, *self._dates_in_full()), key=lambda each: each.start)
        return tuple(each for each in dated if each.words in self.core)

    @cached_property
    def times(self) -> tuple[DateRange, ...]:
        """The days that its dates mean."""
        return tuple(DateRange(first=each.first, last=each.last) for each in self.days)

    @cached_property
    def months(self) -> frozenset[str]:
        """The months that it names, with or without a year."""
        return frozenset(_MONTH.findall(self.core))

    @cached_property
    def weekdays(self) -> frozenset[str]:
        """The weekdays that it names."""
        return frozenset(_WEEKDAY.findall(self.core))

    @cached_property
    def told(self) -> frozenset[str]:
        """The stems of what it is about: no numbers, dates, speakers or function words."""
        kept = (
            word
            for word in content_words(self.core)
            if word not in _WHEN | _IN_WORDS and not word[0].isdigit()
        )
        return frozenset(stem(word) for word in kept)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words of the names in it, folded, without who says so and when."""
        found = (word for name in names(self.core) for word in content_words(name))
        first = next(iter(words(self.core)), "")
        later = set(words(self.core)[1:])
        return frozenset(
            word for word in found if word not in _WHEN and (word != first or word in later)
        )

    @cached_property
    def lead(self) -> tuple[Span, ...]:
        """The first sentences of its article."""
        return sentence_spans(self.article.text[:_LEAD_CHARACTERS])[:LEAD_SENTENCES]

    @cached_property
    def setting(self) -> str:
        """The headline and the first sentences of its article."""
        return " ".join(
            (self.article.headline, *(each.of(self.article.text) for each in self.lead))
        )

    @cached_property
    def names_known(self) -> frozenset[str]:
        """The words of names in the sentence and in its article's first ones, folded."""
        told = f"{self.text} {' '.join(each.of(self.article.text) for each in self.lead)}"
        found = frozenset(word for name in names(told) for word in content_words(name))
        return found - _WHEN

    @cached_property
    def known(self) -> frozenset[str]:
        """The words of the sentence and of its setting, folded and stemmed."""
        whole = f"{self.setting} {self.text}"
        return frozenset(words(whole)) | frozenset(stems(whole))

    def _dates_in_full(self) -> Iterator[DatedWords]:
        """Dates that stand there with their year, and years alone."""
        any_day = self.article.reported_at or date(2000, 1, 1)  # decides nothing of such dates
        counted = [each.span for each in self.amounts]
        for named in named_dates(self.text, today=any_day, latest=any_day):
            written = named.span.of(self.text)
            is_counted = any(named.span.start == other.start for other in counted)
            if _YEAR.search(written) and not is_counted:
                start = self.span.start + named.span.start
                yield DatedWords(
                    start=start,
                    end=start + len(written),
                    words=written,
                    first=named.first,
                    last=named.last,
                )
