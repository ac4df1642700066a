"""The same question in other words, by templates that keep its meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evals.robustness.chance import pick

_AUXILIARY = (
    r"(?:is|are|was|were|did|does|do|has|have|had|can|could|will|would|should|may|might|must)"
)
_QUESTION_WORD = r"(?:how|what|which|when|where|who|whom|whose|why)"
_SECOND_PART = re.compile(rf"\?.|\band {_QUESTION_WORD}\b", re.IGNORECASE | re.DOTALL)
_CONJUNCTION = re.compile(r"(?:And|But) ")
# Words that open questions, all of them lower case inside a sentence.
_OPENERS = frozenset(
    """how what what's who who's whom whose when where why which in on at from with under to by for
    since is are was were did does do has have had can could will would should may might must name
    list sum summarise summarize give tell and but""".split()
)
_WRAPPERS = (
    "Please tell me: {}",
    "I would like to know: {}",
    "Could you help me with this: {}",
    "A question for you: {}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """A question that begins with a small letter, and what it can become.

    `is_indirect` templates turn the question into a clause, which only a question of one part
    survives.
    """

    pattern: re.Pattern[str]
    templates: tuple[str, ...]
    is_indirect: bool = False


def _rule(pattern: str, *templates: str, is_indirect: bool = False) -> _Rule:
    filled = pattern.replace("<AUX>", _AUXILIARY).replace("<NAME>", r"[A-Z]\S*(?: [A-Z]\S*)*")
    return _Rule(pattern=re.compile(filled), templates=templates, is_indirect=is_indirect)


# A phrase with such an end is mostly no whole one: "the group that Lee is leading".
_COMPLETE = r"(?!.*(?:ing|ed|\bof|\bfor|\bto|\babout|\blike|\bwith|\bin)\?$)"

# The first that fits is taken. Read by eye over the questions of the sample's dev facts.
_RULES = (
    _rule(r"how many (?:of )?(.+)", r"what number of \1"),
    _rule(r"how much more (<AUX> .+)", r"what additional amount \1"),
    _rule(r"how much ((?:of|<AUX>) .+)", r"what amount \1"),
    _rule(r"how much (\w+) (<AUX> .+)", r"what amount of \1 \2"),
    _rule(r"how (?:tall|high) (is|was) (.+)", r"what \1 the height of \2"),
    _rule(r"how old (is|was) (.+)", r"what \1 the age of \2"),
    _rule(r"how long ((?:did|has|have|will) .+)", r"for how long \1"),
    _rule(r"how (<AUX> .+)", r"in what way \1"),
    _rule(r"what (?:percentage|per ?cent) of (.+)", r"what share of \1"),
    _rule(r"what share of (.+)", r"what percentage of \1"),
    _rule(r"what did (.{2,40}?) say about (.+)", r"what were \1's words on \2"),
    _rule(r"what were (<NAME>)['’]s words on (.+)", r"what did \1 say about \2"),
    _rule(r"what was (<NAME>)['’]s criticism of (.+)", r"how did \1 criticise \2"),
    _rule(r"what did (.{2,40}?) call (.+)", r"by what name did \1 call \2"),
    _rule(r"in (?:what|which) words (<AUX> .+)", r"with what words \1"),
    _rule(r"(?:on )?(?:what|which) (?:day|date) (<AUX> .+)", r"when \1"),
    _rule(r"when ((?:is|are|was|were|did|does|do|will) .+)", r"on what date \1"),
    _rule(r"since (?:what|which) year (.+)", r"from what year on \1"),
    _rule(
        r"where ((?:is|are|was|were|did|does|do|will) (?!.*\b(?:go|head|come|travel|move|from"
        r"|heading|going|coming|travelling|moving|and where)\b).+)",
        r"in what place \1",
    ),
    _rule(r"(in|on|at|from|with|under|to|by|for) which (.+)", r"\1 what \2"),
    _rule(r"(in|on|at|from|with|under|to|by|for) what (.+)", r"\1 which \2"),
    _rule(r"why (<AUX> .+)", r"for what reason \1"),
    _rule(
        rf"who is ({_COMPLETE}(?:the |<NAME>['’]s )[^,]+)\?$",
        r"name \1.", r"can you tell me who \1 is?", is_indirect=True,
    ),
    _rule(r"who (is|was) (<NAME>)\?$", r"can you tell me who \2 \1?", is_indirect=True),
    _rule(r"who did (.+)", r"whom did \1"),
    _rule(
        r"who (?!(?:do|does|else)\b|(?:is|was) (?:he|she|it|they|that|this)\b)(.+)\?$",
        r"tell me who \1.", r"can you tell me who \1?", is_indirect=True,
    ),
    _rule(
        r"what ((?:happen(?:s|ed)|changed|caused|came) .+)\?$", r"tell me what \1.",
        is_indirect=True,
    ),
    _rule(
        rf"what(?:['’]s| is| was) ({_COMPLETE}the (?:\w+ ){{1,4}}?(?:of|for) .+)\?$",
        r"tell me \1.", is_indirect=True,
    ),
    _rule(r"what['’]s (.+)", r"what is \1"),
    _rule(r"what ((?!<AUX>\b)\w+) (<AUX> .+)", r"which \1 \2"),
    _rule(r"which ((?!.*\b<AUX>\b).+)\?$", r"tell me which \1.", is_indirect=True),
    _rule(r"which (.+)", r"what \1"),
    _rule(r"(<AUX> .+\?)$", r"yes or no: \1"),
    _rule(r"name (.+)", r"give me the names of \1"),
    _rule(r"sum up (.+)", r"summarise \1"),
    _rule(r"summari[sz]e (.+)", r"sum up \1"),
    _rule(r"in short, (.+)", r"briefly, \1"),
)  # fmt: skip


def paraphrased(question: str, *, seed: str) -> str | None:
    """The question by the first template that fits; None where none does."""
    conjunction = _CONJUNCTION.match(question)
    opening = conjunction.group() if conjunction else ""
    plain = without_capital(question.removeprefix(opening))
    rule, match = _fitting(plain, _RULES)
    if rule is None or match is None:
        return None
    return with_capital(opening.lower() + match.expand(pick(rule.templates, seed)))


def wrapped(question: str, *, seed: str) -> str:
    """The question asked politely, whole and in its own words."""
    conjunction = _CONJUNCTION.match(question)
    plain = without_capital(question[conjunction.end() :] if conjunction else question)
    if not question.endswith("?"):
        return f"Please {plain}"
    return pick(_WRAPPERS, seed).format(plain)


def has_parts(question: str) -> bool:
    """Whether more than one thing is asked."""
    return bool(_SECOND_PART.search(question))


def without_capital(question: str) -> str:
    """The question as it stands inside a sentence; names keep their capital."""
    first = re.match(r"[\w'’]+", question)
    is_opener = first is not None and first.group().lower().replace("’", "'") in _OPENERS
    return question[:1].lower() + question[1:] if is_opener else question


def with_capital(question: str) -> str:
    """The question as it begins a sentence."""
    return question[:1].upper() + question[1:]


def _fitting(
    question: str, rules: Sequence[_Rule]
) -> tuple[_Rule, re.Match[str]] | tuple[None, None]:
    whole = not has_parts(question)
    for rule in rules:
        match = rule.pattern.match(question)
        if match and (whole or not rule.is_indirect):
            return rule, match
    return None, None
