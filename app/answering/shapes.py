"""Which shape an answer takes, read off the question: a list, positions, a course of events."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from app.answering.abouts import about_words
from app.answering.alternatives import alternatives_in
from app.answering.asked_speakers import speaker_asked
from index.kinds import Kind
from index.query import NOTHING_READ, Query, Reading
from index.question import AskedFor
from index.spans import Span


class Shape(StrEnum):
    """How the sentences of an answer are chosen and put in order."""

    PLAIN = "plain"  # the best first
    POSITIONS = "positions"  # a sentence of each who holds one, and no verdict
    COMPARISON = "comparison"  # outlet by outlet, as the question names them, or by who says it
    COURSE = "course"  # in the order of events
    LIST = "list"  # what enumerates comes first, and more sentences follow
    POLAR = "polar"  # yes or no, where a sentence says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A question as far as it decides the shape of its answer; `question` is what was asked now."""

    question: str
    shape: Shape
    reading: Reading

    @property
    def has_short_answer(self) -> bool:
        """Whether a few words can answer it: not a choice of two, which may both be right.

        Nor what things are like, or mere catchwords.
        """
        is_choice = self.alternatives or _CHOICE.search(self.question)
        is_of_one = self.shape in {Shape.PLAIN, Shape.LIST} and not is_choice
        is_of_all = _STATE.match(self.question) or self._about or not _ASKING.search(self.question)
        return is_of_one and not is_of_all

    @property
    def asks_for_all(self) -> bool:
        """Whether it asks for all there is on a topic, or for what people hold of it."""
        return self._about is not None or self.shape is Shape.POSITIONS

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The names between which the question chooses; mostly none."""
        return alternatives_in(self.question)

    @property
    def asks_who_said(self) -> bool:
        """Whether a speaker is asked for: where several say it, no single one is the answer."""
        return _WHO_SAID.match(self.question) is not None

    @property
    def speakers(self) -> frozenset[str]:
        """The stems of the names whose words are asked for; mostly none, as outlets' are not."""
        return speaker_asked(self.question) if not self.reading.outlets else frozenset()

    @property
    def asks_outlets(self) -> bool:
        """Whether it is asked what outlets write: "What does AFP say about Turkey?"."""
        about = self._about
        return about is not None and any(
            about.start <= span.start and span.end <= about.end
            for span in self.reading.outlet_spans
        )

    @property
    def asks_change(self) -> bool:
        """Whether it is asked how something came to differ: one day's reports cannot tell that."""
        return self.shape is Shape.COURSE and asks_change(self.question)

    @property
    def _about(self) -> Span | None:
        return about_words(self.question, self.reading.outlet_spans)

    def of_kind(self, asked: AskedFor) -> AskedFor:
        """What is asked for, of the kind that its shape wants.

        Those who attend are countries and bodies as well as persons; whoever asks for opinions
        wants no single person.
        """
        if self.shape is Shape.LIST and asked.kind is Kind.PERSON:
            return replace(asked, kind=Kind.NAME)
        is_of_sentences = self.shape in {Shape.POSITIONS, Shape.COMPARISON, Shape.COURSE}
        return replace(asked, kind=Kind.ANYTHING) if is_of_sentences else asked


# What one person finds and another does not, at the end of a question or before "to" and "that".
_VALUED = (
    r"(?:right|wrong|fair|unfair|justified|unjustified|good|bad|better|worse|success(?:ful)?"
    r"|failure|fascists?|racists?|sexist|dictators?|tyrants?|hero(?:es)?|villains?|traitors?|liars?"
    r"|terrorists?|genocide|war crimes?|war criminals?|corrupt|mistakes?|disaster|catastrophe"
    r"|disgrace|scandal|dangerous|worth (?:it|while)|worthwhile|legitimate|moral|immoral|ethical"
    r"|unethical|evil|stupid|crazy|mad|reckless|reasonable|unreasonable|necessary|acceptable"
    r"|unacceptable|to blame|trustworthy|a threat|a democracy|a dictatorship|imperialists?|wise"
    r"|unwise|sensible|enough|appropriate|proportionate|good idea|bad idea|overrated|competent"
    r"|incompetent|hypocrit(?:e|es|ical)|a joke|a waste(?: of \w+)?|a farce)"
)
# A verb: not "climate change", "the change" or "the Development Bank".
_CHANGES = (
    r"(?<!\bclimate )(?<!\bregime )(?<!\bthe )(?<!\ba )\b"
    r"(?:chang(?:e|ed|ing)|develop(?:ed|ing)?|evolv(?:e|ed|ing)|progress(?:ed|ing)?)\b"
)
_BE = r"(?:is|are|was|were|isn['’]t|aren['’]t|wasn['’]t|weren['’]t)"
# "Was anyone convicted of genocide?" asks for a fact.
_DONE_TO = (
    r"(?:convicted|charged|killed|injured|hurt|held|involved|arrested|fined|sentenced|jailed|tried"
    r"|acquitted|indicted|sued|captured|attacked|suspected)"
)
_PATTERNS = {
    Shape.POSITIONS: (
        r"(?:so |and |but )?should(?:n['’]t)?\b"
        r"|(?:who|what|when|why|how|where|which [\w ]+?) should\b"
        r"|.*\bought to\b"
        rf"|(?:so |and |but )?{_BE} (?:(?!\b{_DONE_TO}\b).)*?(?<!the )\b{_VALUED}"
        r"(?: (?:to|for|that|if|of|in|about)\b.*)?\W*$"
        rf"|who {_BE} (?:in the )?(?:right|wrong|to blame)\b|.*\bthe right thing\b"
        r"|(?:what )?do you (?:think|believe|agree)\b|.*\bin your (?:opinion|view)\b"
        r"|(?:does|do|did) .* deserve\b|(?:can|could) .* be (?:trusted|justified)\b"
        r"|who (?:is|are|was|were) (?:in favou?r|for|against|opposed)\b"
        r"|who (?:supports?|supported|backs?|backed|opposes?|opposed|favou?rs)\b"
        r"|what (?:are|were|is|was) the (?:\w+ )?(?:views?|positions?|arguments?|opinions?|stances?"
        r"|cases?(?= for| against)) (?:on|of|about|for|against)\b"
    ),
    Shape.COMPARISON: (
        r".*\b(?:compare[ds]?|comparison|contrast|contradict|differ\w*|disagree\w*|versus|vs"
        r"|both)\b"
        r"|(?:what|how) (?:do|did|does|have|has) .*\b(?:say|said|report|write|written|describe"
        r"|cover|tell|see|judge)\b"
        r"|(?:do|does|did) .*\b(?:agree|same|alike)\b"
    ),
    Shape.COURSE: (
        rf"how (?:has|have|had|did|does|do|is|are) .*(?:{_CHANGES}|\bunfold(?:ed|ing)?\b)"
        r"|what (?:has |have )?(?:happened|changed|came) (?:when|after|before|during|in|at|on|to"
        r"|with|since|next)\b"
        r"|.*\b(?:time ?line|chronology|sequence of events|course of events)\b"
    ),
    Shape.LIST: (
        # Not "what prevents the deal", "what drives Macron".
        r"(?!what \w+s (?:the|an?|it|them|him|her|us|you|me|people|to|up|down|out|off|back"
        r"|(?-i:[A-Z]\w*))\b)"
        r"(?:which|what) (?:(?:other|two|three|four|five|six|\w+(?:al|an|ish|ern|ese))"
        r" )*(?!(?:does|is|was|has|this|us|happens|means|makes|causes|keeps|comes"
        r"|drives|leads|explains|brings|gives|gets|goes|worries|triggers|stands|lies|follows"
        r"|matters|says|takes|virus|bus|crisis|status|campus|news|basis|gas)\b)"
        r"(?-i:[a-z]+)(?:[^s\W]s|men)\b"  # not "Texas"
        r"|(?:which|what) [a-z]+ (?:countries|states|ministers|leaders|people|companies|cities)\b"
        r"|what (?:are|were) the (?:\w+ )*[a-z]+s\b(?! \w+ing\b)"
        r"|who (?:all )?(?:attend\w*|takes? part|took part|participat\w+|joined"
        r"|signed(?! (?:the|an?|his|her|its) (?:executive |new )?(?:order|bill|law|decree))"
        r"|came(?! (?:first|second|third|last|out|up|under|to power))"
        r"|(?:is|are|was|were) (?:there|present|invited|represented|at|among)\b)"
        r"|(?:list|name|enumerate) "
    ),
    Shape.POLAR: (  # not which of two: "Did it do more damage to wheat or to maize?"
        r"(?!.*\b(?:more|less|fewer|better|worse|rather|either|earlier|later|larger|smaller|bigger"
        r"|higher|lower|older|younger|longer|stronger|weaker)\b.* or (?!not\b))"
        r"(?!(?:can|could|will|would|do|have) (?:you|we)\b)"
        r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could|may)(?:n['’]t)?\b"
    ),
}  # fmt: skip
_SHAPES = tuple((shape, re.compile(form, re.IGNORECASE)) for shape, form in _PATTERNS.items())
_STATE = re.compile(
    r"what(?: is|['’]s) (?:the )?"
    r"(?:latest|newest|news|situation|new(?=\W*$| (?:on|in|about|with)\b)|state (?:of|in))\b"
    r"|what(?: is| are| was| were|['’]s) (?:the )?[\w ]+?(?:['’]s? | )(?:position|stance|view|role"
    r"|reaction|response|opinion|attitude|side|version|answer|reply|account)s?\b"
    r"(?: (?:on|of|in|to|towards?|about|over|now)\b.*)?\W*$",
    re.IGNORECASE,
)
_CHOICE = re.compile(
    r"[,:] (?:(?:the|an?) )?\w+(?: \w+){0,4} or (?:(?:the|an?) )?\w+(?: \w+){0,4}\W*$"
)
# Not "ukraine troops starmer".
_ASKING = re.compile(
    r"\?|\b(?:who|whom|whose|what|which|when|where|why|how|name|list|give|tell)\b", re.IGNORECASE
)
_CHANGE = re.compile(_CHANGES, re.IGNORECASE)
_WHO_SAID = re.compile(r"who (?:has |have )?(?:said|says|called|thinks|argued?s?)\b", re.IGNORECASE)
_LEAST_COMPARED = 2
_ACCOUNTS = re.compile(
    r"\b(?:accounts|reports|versions|outlets|sources|articles)\b.*"
    r"\b(?:agree|compare|contradict|differ|disagree)(?: |\W*$)",
    re.IGNORECASE,
)


def shape_of(question: str, reading: Reading = NOTHING_READ) -> Shape:
    """The shape of the answer to a question.

    A comparison is one of outlets that `reading` names, or of "accounts" and "reports".

    >>> str(shape_of("Should the port be closed?"))
    'positions'
    >>> str(shape_of("Which towns were flooded?"))
    'list'
    """
    plain = question.strip()
    for shape, pattern in _SHAPES:
        is_compared = len(reading.outlets) >= _LEAST_COMPARED or _ACCOUNTS.search(plain)
        is_possible = shape is not Shape.COMPARISON or is_compared
        if is_possible and pattern.match(plain):
            return shape
    return Shape.PLAIN


def asks_change(question: str) -> bool:
    """Whether a question for a course of events asks how something came to differ."""
    return _CHANGE.search(question) is not None


def wanted_of(query: Query) -> Wanted:
    """What a query wants, told by the words that were asked now, not those carried over."""
    question = query.text.removesuffix(query.carried).strip()
    shape = shape_of(question, query.reading)
    return Wanted(question=question, shape=shape, reading=query.reading)
