"""Words that say nothing of what a question is about, and words that stand for numbers.

A list of our own and not the engine's, so that a change of the engine leaves the sets as they are.
"""

from __future__ import annotations

from evals.matching.words import canonical_tokens

FUNCTION_WORDS = frozenset(
    """a about after against also am an and any are as at be because been before being between both
    but by can could did do does during each for from had has have he her here hers him his how i
    if in into is it its just many me more most much my name no nor not now of off on once only
    or other our out over own please she should so some such sum tell than that the their theirs
    them then there these they this those through to too under until up upon us was we were what
    when where whether which while who whom whose why will with would you your""".split()
)


def is_number(word: str) -> bool:
    """Whether the word is a number or the scale of one, in figures or spelt out.

    >>> is_number("five"), is_number("million"), is_number("1,709"), is_number("Fivefold")
    (True, True, True, False)
    """
    alone, after_one = canonical_tokens(word), canonical_tokens(f"1 {word}")
    is_scale = bool(alone) and len(after_one) == len(alone)
    return is_scale or any(token[0].isdigit() for token in alone)


def is_function_word(word: str) -> bool:
    """Whether the word only holds a question together; "US" is a name, "us" is not.

    >>> is_function_word("Which"), is_function_word("US")
    (True, False)
    """
    is_acronym = word.isupper() and len(word) > 1
    return not is_acronym and word.lower() in FUNCTION_WORDS
