"""What a visitor does with conversations that are kept. Nothing a browser sends is trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from app.answering.checked_question import check_question
from app.conversations.exported import as_markdown
from app.conversations.exported_html import as_html
from app.conversations.kept import (
    TITLE_CHARACTERS,
    Conversations,
    Deleted,
    Listed,
    is_unguessable,
)
from app.conversations.reopened import Unreadable, reopened
from app.conversations.verdicts import REMARK_CHARACTERS, Judgment, Verdict, Verdicts
from app.page import conversation_list_html as list_html
from app.page.session import Asked, AskedAgain, Session, Trouble, Turn, Wish, reply_of
from app.reply import Notice
from corpus.errors import ClippingsError
from index.home import Home

KNOWN_CONVERSATIONS = 500  # that one browser may name; its script remembers as many
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a browser asks of the list: words to search for, and the ids that it remembers."""

    words: str = ""
    known: tuple[str, ...] = ()

    @classmethod
    def said(cls, words: object, known: object) -> Wanted:
        """Out of what a browser sent, of whatever type."""
        named = known if isinstance(known, list) else []
        return cls(
            words=plain_text(words, TITLE_CHARACTERS),
            known=tuple(filter(is_unguessable, named[:KNOWN_CONVERSATIONS])),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptActions:
    """Each method is one thing a visitor can do; HTML that it gives is escaped.

    `is_own` says that whoever comes is the owner of the library, who sees every conversation.
    Others see those whose random ids their browser remembers: to know an id is the permission.
    """

    home: Home
    is_own: bool

    def listed(self, session: Session, wanted: Wanted, *, said: str = "") -> str:
        """The list, newest first; `said` (HTML) stands above it."""
        among = None if self.is_own else (*wanted.known, session.conversation)
        found = self._conversations.listed(words=wanted.words, among=among)
        return list_html.conversation_list(
            found, current=session.conversation, words=wanted.words, said=said
        )

    def open(self, reference: object) -> Session:
        """The session of a kept conversation; a fresh one where there is none that may be seen."""
        about = self._about(reference)
        if about is None:
            return Session()
        turns = reopened(self._conversations.turns(about.conversation), self.home.library)
        return Session(
            conversation=about.conversation,
            turns=tuple(
                Trouble(
                    question=turn.question, message=turn.error.message, remedy=turn.error.remedy
                )
                if isinstance(turn, Unreadable)
                else turn
                for turn in turns
            ),
            judged=Verdicts(self.home.database).of(about.conversation),
        )

    def rename(self, reference: object, name: object) -> str:
        """Give a conversation another name; what has to be said of it, as HTML, mostly nothing."""
        about = self._about(reference)
        if about is None:
            return list_html.trouble(list_html.NO_SUCH)
        self._conversations.rename(about.conversation, plain_text(name, TITLE_CHARACTERS))
        return ""

    def delete(self, reference: object) -> Deleted | None:
        """Delete a conversation, and what there was of it; None where there is none to delete."""
        about = self._about(reference)
        try:
            return self._conversations.delete(about.conversation) if about else None
        except ClippingsError:  # another page was quicker
            return None

    def restore(self, deleted: Deleted) -> None:
        """Bring back a conversation that this visitor deleted."""
        self._conversations.restore(deleted)

    def export(self, reference: object, form: object = "md") -> str:
        """A conversation as a file for the page's script to hand out, in HTML or in Markdown.

        `form` is `html`; anything else means Markdown.
        """
        about = self._about(reference)
        if about is None:
            return ""
        turns = self._conversations.turns(about.conversation)
        replies = reopened(turns, self.home.library)
        if form == "html":
            written = as_html(about, replies)
            return list_html.exported(_file_name(about, "html"), written, kind="text/html")
        written = as_markdown(about, replies)
        return list_html.exported(_file_name(about, "md"), written, kind="text/markdown")

    def edit(self, session: Session, number: int | None) -> Session:
        """The session whose next question replaces the turns from a number on; None: no turn."""
        return replace(session, replacing=number)

    def judge(self, session: Session, number: object, verdict: object) -> Session:
        """The session with a turn judged; the same verdict once more takes it back."""
        place = place_of(session, number)
        if place is None or verdict not in list(Verdict):
            return session
        before = session.judged.get(place)
        if before is not None and before.verdict == verdict:
            Verdicts(self.home.database).take_back(session.conversation, place)
            others = {at: each for at, each in session.judged.items() if at != place}
            return replace(session, judged=others, drafted=session.drafted - {place})
        return self._judged(session, place, Judgment(verdict=Verdict(str(verdict))))

    def remark(self, session: Session, number: object, words: object) -> Session:
        """The session with a turn judged wrong, and why."""
        place = place_of(session, number)
        if place is None:
            return session
        remark = plain_text(words, REMARK_CHARACTERS)
        return self._judged(session, place, Judgment(verdict=Verdict.BAD, remark=remark))

    def draft(self, session: Session, number: object, words: object) -> Session:
        """As `remark`, and the question becomes a draft fact."""
        now = self.remark(session, number, words)
        place = place_of(session, number)
        if place is None or place not in now.judged:
            return now
        remark = now.judged[place].remark
        try:
            Verdicts(self.home.database).draft(now.conversation, place, remark=remark)
        except ClippingsError:  # deleted, or asked again, on another page
            return now
        return replace(now, drafted=now.drafted | {place})

    def ready_for(self, asked: Asked, session: Session) -> Session:
        """The session without the turns that a question replaces, which the home forgets too.

        As it was where none are replaced, or where it is no question that could take their place.
        """
        if session.replacing is None or not _is_question(asked.text):
            return session
        dropped = session.turns[session.replacing :]
        places = [reply.turn for reply in map(reply_of, dropped) if reply and reply.turn]
        self._conversations.drop(session.conversation, places)
        return replace(
            session,
            turns=session.turns[: session.replacing],
            judged={at: each for at, each in session.judged.items() if at not in places},
            drafted=session.drafted - set(places),
            replacing=None,
        )

    @property
    def _conversations(self) -> Conversations:
        return Conversations(self.home.database)

    def _about(self, reference: object) -> Listed | None:
        """The conversation with this id, where this visitor may see it."""
        if not isinstance(reference, str) or not (self.is_own or is_unguessable(reference)):
            return None
        try:
            return self._conversations.about(plain_text(reference, TITLE_CHARACTERS))
        except ClippingsError:
            return None

    def _judged(self, session: Session, place: int, judgment: Judgment) -> Session:
        try:
            Verdicts(self.home.database).give(session.conversation, place, judgment)
        except ClippingsError:  # deleted, or asked again, on another page
            return session
        return replace(session, judged={**session.judged, place: judgment})


def tools_of(session: Session, number: int) -> str:
    """What can be done with the turn of a number, from 0, as HTML; nothing while one is pending."""
    if session.pending is not None:
        return ""
    place = place_of(session, number)
    state = list_html.TurnState(
        is_kept=place is not None,
        is_edited=session.replacing == number,
        judgment=session.judged.get(place) if place else None,
        is_drafted=place in session.drafted,
    )
    return list_html.turn_tools(number, state)


def place_of(session: Session, number: object) -> int | None:
    """The place in its conversation of the turn of a number, from 0; None where it has none."""
    at = turn_number(session, number)
    reply = None if at is None else reply_of(session.turns[at])
    return (reply.turn or None) if reply else None


def asked_as_it_was(turn: Turn) -> Asked:
    """What was put to the assistant for a turn, to be asked again."""
    reply = reply_of(turn)
    query = None if reply is None or isinstance(reply, Notice) else reply.query
    without = turn.without if isinstance(turn, AskedAgain) else frozenset[Wish]()
    return Asked(
        question=turn.question,
        text=query.text if query and without and query.carried else turn.question,
        without=without,
        articles=query.filters.articles if query else (),
    )


def turn_number(session: Session, number: object) -> int | None:
    """A number, from 0, of a turn that the session has; numbers come from the browser."""
    written = str(number)
    is_one = written.isascii() and written.isdecimal() and len(written) <= len("999999")
    return int(written) if is_one and int(written) < len(session.turns) else None


def plain_text(said: object, most: int) -> str:
    """What a browser said, as text that can be stored, cut to so many characters."""
    if not isinstance(said, str):
        return ""
    return said[:most].encode("utf-8", "ignore").decode("utf-8")


def _is_question(text: str) -> bool:
    try:
        check_question(text)
    except ClippingsError:
        return False
    return True


def _file_name(about: Listed, suffix: str) -> str:
    """`2026-11-18-who-is-the-mayor.md`: only a to z, digits and hyphens."""
    words = _NOT_IN_NAMES.sub("-", about.title.casefold())[:60].strip("-")
    return "-".join(filter(None, (about.began_at.date().isoformat(), words))) + f".{suffix}"
