"""What a sentence leaves out of the quotes it copies: what it may, and what turns their meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.support.alignment import Source, Step
from index.support.opposites import DENIALS
from index.support.words import Term
from index.words import stem

# The words that joining and shortening bring with them. Other small ones turn sentences round:
# "Russia was bombed" is not what "Russia bombed" says.
_JOINTS = frozenset("a an also and had has have that the who which".split())
_SAID = frozenset("say says said".split())
_SAYING = frozenset(
    map(
        stem,
        "say says said saying tell told add added confirm confirmed announce announced state stated"
        " explain explained insist insisted stress stressed argue argued warn warned write writes"
        " wrote report reported according point pointed call called describe described".split(),
    )
)
# Who leaves one of these out makes a fact of what is only meant, wanted or feared.
_MEANING = frozenset(
    map(
        stem,
        "claim claimed claims allege alleged accuse accused suspect suspected believe believed"
        " think thinks thought want wants wanted hope hopes hoped fear feared expect expected plan"
        " plans planned threaten threatened promise promised deny denied ask asked demand demanded"
        " urge urged propose proposed try tried tries seek seeks sought refuse refused fail failed"
        " who whose whom which".split(),
    )
)
_CLAIMED = frozenset(map(stem, "claim allege accuse suspect believe think hope fear deny".split()))
_CLAIM_WORDS = 5  # of a clause that says who only claims or means the rest
# Without one of these, or of the words for denying, the rest says more than the quote.
_LIMITS = DENIALS | frozenset(
    "only if unless until once provided whether nearly almost against instead rather least most"
    " half".split()
)
_LINKS = frozenset(
    "on in at of for from by with after before during since over under near through into as when"
    " while where because last this next but and however meanwhile yet still also".split()
)
_UNFINISHED = frozenset("on in at of for from by with to the a an and or into".split())


def is_shortened(sentence: Sequence[Term], source: Source, steps: Sequence[Step]) -> bool:
    """Whether a sentence, aligned by `steps`, is its quotes with phrases left out.

    Words stand in their order, and it goes from one quote to another only where a clause ends and
    one begins. Left out are clauses, titles, and phrases such as "on Friday"; its own words are no
    more than joints, and "said" where a quote tells of a saying.
    """
    has_saying = any(term.stem in _SAYING for term in source.terms)
    own = [term for term, step in zip(sentence, steps, strict=True) if step.place is None]
    if not all(term.key in _JOINTS or (has_saying and term.key in _SAID) for term in own):
        return False
    return _goes_forward(source, steps) and all(
        cut.is_phrase for cut in _cuts(sentence, source, steps)
    )


def turning_cut(sentence: Sequence[Term], source: Source, steps: Sequence[Step]) -> str:
    """The words left out, as written, without which the rest says something else; else empty.

    They are a condition, a limit, or who it is that only says, means or wants the rest.
    """
    turning = (cut.text for cut in _cuts(sentence, source, steps) if cut.is_turning)
    return next(turning, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """Words of a quote left out beside copied ones, to the quote's end where nothing follows.

    `before` is the word copied right before them; `opens` and `ends` say whether punctuation, or an
    end of the quote, stands there; `is_told` whether the sentence has a "said" of its own instead.
    """

    terms: tuple[Term, ...]
    before: Term | None
    opens: bool
    ends: bool
    is_told: bool

    @property
    def text(self) -> str:
        return " ".join(term.text for term in self.terms)

    @property
    def is_turning(self) -> bool:
        if any(term.key in _LIMITS for term in self.terms):
            return True
        meant = _MEANING if self.is_told else _MEANING | _SAYING
        is_clause = self.opens and self.ends
        if is_clause and self._says_who_means_it:
            return True
        return not is_clause and any(term.stem in meant for term in self._beside)

    @property
    def _says_who_means_it(self) -> bool:
        """Whether it is "Kyiv claims" or "it is alleged", beside what is only claimed."""
        return len(self.terms) <= _CLAIM_WORDS and self.terms[-1].stem in _CLAIMED

    @property
    def is_phrase(self) -> bool:
        if self.is_turning:
            return False
        if (self.opens and self.ends) or (self.is_told and len(self.terms) == 1):
            return True
        is_whole = len(self.terms) > 1 and self.terms[-1].key not in _UNFINISHED
        if is_whole and (self._is_title or self._beside[0].key in _LINKS):
            return True
        return self._is_phrase_and_apposition

    @property
    def _is_title(self) -> bool:
        telling = (term for term in self._beside if term.is_telling)
        return self.before is None and all(term.text[0].isupper() for term in telling)

    @property
    def _is_phrase_and_apposition(self) -> bool:
        """Whether it is "Ukraine in Paris on Monday" of "on Ukraine in Paris on Monday, 17 May"."""
        keys = [term.key for term in self.terms]
        if self.before is None or self.before.key not in _LINKS.intersection(keys):
            return False
        return self.ends or keys[-1] == self.before.key

    @property
    def _beside(self) -> tuple[Term, ...]:
        """Before the first word copied, only what is in the same clause."""
        if self.before is not None:
            return self.terms
        opening = [at for at, term in enumerate(self.terms) if term.opens]
        return self.terms[opening[-1] :] if opening else self.terms


def _goes_forward(source: Source, steps: Sequence[Step]) -> bool:
    places = [step.place for step in steps if step.place is not None]
    return all(
        start < end
        if source.terms[start].sentence == source.terms[end].sentence
        else source.is_seam(start, end)
        for start, end in pairwise(places)
    )


def _cuts(sentence: Sequence[Term], source: Source, steps: Sequence[Step]) -> Iterator[_Cut]:
    """What is left out of the quotes copied from, a quote at a time and in its order.

    Where the sentence goes back, nothing is.
    """
    copied = [(step.place, at) for at, step in enumerate(steps) if step.place is not None]
    terms = source.terms
    for number in dict.fromkeys(terms[place].sentence for place, _ in copied):
        quote = [place for place, term in enumerate(terms) if term.sentence == number]
        own = [(place, at) for place, at in copied if terms[place].sentence == number]
        edges = [(quote[0] - 1, 0), *own, (quote[-1] + 1, 0)]
        for (start, at), (end, until) in pairwise(edges):
            if end > start + 1:
                yield _Cut(
                    terms=tuple(terms[start + 1 : end]),
                    before=terms[start] if start >= quote[0] else None,
                    opens=terms[start + 1].opens,
                    ends=end > quote[-1] or terms[end].opens,
                    is_told=any(term.key in _SAID for term in sentence[at:until]),
                )
