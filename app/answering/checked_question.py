"""What can be asked at all."""

from __future__ import annotations

from corpus.errors import BadQuestion

MAX_QUESTION_CHARACTERS = 2_000


def check_question(question: str) -> None:
    """Raise BadQuestion when a question, stripped, is empty, too long, or not text in UTF-8."""
    if not question:
        raise BadQuestion("The question is empty.", remedy="Type what you want to know.")
    if any("\ud800" <= character <= "\udfff" for character in question):
        raise BadQuestion(
            "The question holds half a character.", remedy="It has to be text in UTF-8: retype it."
        )
    if len(question) > MAX_QUESTION_CHARACTERS:
        raise BadQuestion(
            f"The question has {len(question):,} characters; {MAX_QUESTION_CHARACTERS:,} is the"
            " limit.",
            remedy="Ask one thing in a sentence or two.",
        )
