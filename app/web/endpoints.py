"""What `gradio_client` can call: questions and searches, as the HTTP interface answers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.command.desk import Desk
from app.command.requests import Asking, BadRequest
from app.wire import Fields
from corpus.errors import shown

USUAL_HITS = 10  # as `clippings search` gives
MOST_HITS = 100  # more than anyone reads, and no more than is quickly sent


def endpoints(desk: Desk) -> Sequence[Callable[..., Fields]]:
    """The functions, each reached by its name: `client.predict(…, api_name="/ask")`.

    Gradio reads their annotations, which therefore hold nothing but plain types.
    """

    def ask(
        question: str, conversation: str | None = None, outlets: list[str] | None = None
    ) -> dict[str, object]:
        """Answer a question from the articles, every sentence with its passage."""
        return desk.ask(Asking(question=question, conversation=conversation, outlets=outlets or ()))

    def search(
        question: str, k: int = USUAL_HITS, outlets: list[str] | None = None
    ) -> dict[str, object]:
        """Find passages, ranked."""
        return desk.search(Asking(question=question, outlets=outlets or ()), k=checked_k(k))

    return ask, search


def checked_k(k: object) -> int:
    """A number of passages to find.

    Raises:
        BadRequest: not a whole number from 1 to 100.
    """
    if isinstance(k, bool) or not isinstance(k, int) or not 1 <= k <= MOST_HITS:
        raise BadRequest(
            f"k is {shown(k)}.", remedy=f"It has to be a whole number from 1 to {MOST_HITS}."
        )
    return k
