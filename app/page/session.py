"""One conversation as the page holds it: its turns, what they cite, what may be asked again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from app.conversations.verdicts import Judgment
from app.limits import Limits
from app.reply import Abstention, Answer, Notice, Quote, Reply
from corpus.article import Article, ArticleId
from index.query import Filters

_REFERENCE = re.compile(r"([0-9]{1,6})-([0-9]{1,4})")


class Wish(StrEnum):
    """What a question is limited to, and a visitor may take back.

    Outlets and dates are read from its own words; articles were chosen to ask about.
    """

    OUTLETS = "outlets"
    DATES = "dates"
    ARTICLES = "articles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is put to the assistant: `text` is searched, `question` is what the visitor typed.

    They differ where a follow-up is asked again: its text then holds what it had carried over.
    With `articles` only those are searched.
    """

    question: str
    text: str
    without: frozenset[Wish] = frozenset()
    articles: tuple[ArticleId, ...] = ()

    @property
    def limits(self) -> Limits:
        """The limits under which nothing is read of the wishes taken back."""
        return Limits(
            filters=Filters(articles=self.articles),
            read_outlets=Wish.OUTLETS not in self.without,
            read_dates=Wish.DATES not in self.without,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedAgain:
    """The reply to a question that was asked again without some of its wishes."""

    question: str
    reply: Reply
    without: frozenset[Wish]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A question that is being worked on, and what is going on, in our words.

    `message` is empty until something is known; `elapsed_seconds` count from the question; `shown`
    is an answer that can be read meanwhile.
    """

    question: str
    message: str = ""
    elapsed_seconds: float = 0.0
    shown: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A question that got no reply: what was wrong with it, and what to do."""

    question: str
    message: str
    remedy: str


Turn = Reply | AskedAgain | Pending | Trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """One quote of a reply, by its mark from 1, among all that the reply shows."""

    turn: int
    mark: int
    quotes: tuple[Quote, ...]

    @property
    def quote(self) -> Quote:
        """The quote itself."""
        return self.quotes[self.mark - 1]

    def reference(self, mark: int) -> str:
        """What stands for the quote of a mark: `TURN-MARK`."""
        return f"{self.turn}-{mark}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What one visitor sees. `conversation` is empty until the first reply names it.

    `about` are the articles that the next question is limited to; none is no limit. `replacing` is
    the number, from 0, of the turn from which on the next question replaces them. `judged` has what
    was thought of turns, and `drafted` says of which a draft fact was made, by place from 1.
    """

    conversation: str = ""
    turns: tuple[Turn, ...] = ()
    about: tuple[Article, ...] = ()
    replacing: int | None = None
    judged: Mapping[int, Judgment] = field(default_factory=dict)
    drafted: frozenset[int] = frozenset()

    def asked(self, question: str) -> Asked:
        """A question as it was typed, about the articles chosen."""
        plain = question.strip()
        chosen = tuple(article.article_id for article in self.about)
        return Asked(question=plain, text=plain, articles=chosen)

    def about_also(self, article: Article) -> Session:
        """The session with the next question about an article, and those chosen before."""
        others = (each for each in self.about if each.article_id != article.article_id)
        return replace(self, about=(*others, article))

    def about_less(self, article_id: object) -> Session:
        """The session with one article less to ask about; ids come from the browser."""
        return replace(self, about=tuple(a for a in self.about if a.article_id != article_id))

    def now(self, turn: Turn) -> Session:
        """The session with `turn` last, in the place of one that was still pending."""
        settled = tuple(t for t in self.turns if not isinstance(t, Pending))
        return replace(self, turns=(*settled, turn))

    def replied(self, reply: Reply, asked: Asked) -> Session:
        """The session with a reply last, going on in the reply's conversation."""
        turn = (
            AskedAgain(question=asked.question, reply=reply, without=asked.without)
            if asked.without
            else reply
        )
        return replace(self.now(turn), conversation=reply.conversation or self.conversation)

    def asked_without(self, wish: object) -> Asked | None:
        """The last question, to be asked again without one of its limits.

        Wishes come from the browser: anything that did not limit that question, whatever its type,
        is None.
        """
        last = self.turns[-1] if self.turns else None
        reply = reply_of(last)
        if last is None or reply is None or isinstance(reply, Notice) or wish not in wishes(reply):
            return None
        before = last.without if isinstance(last, AskedAgain) else frozenset[Wish]()
        kept = () if wish == Wish.ARTICLES else reply.query.filters.articles
        return Asked(
            question=last.question,
            # By itself: a question that leaned on its past would now lean on its own reply.
            text=reply.query.text if reply.query.carried else reply.question,
            without=before | {Wish(str(wish))},
            articles=kept,
        )

    @property
    def pending(self) -> Pending | None:
        """The question still being worked on, if there is one."""
        last = self.turns[-1] if self.turns else None
        return last if isinstance(last, Pending) else None

    def cited(self, reference: object) -> Cited | None:
        """What `TURN-MARK` (turns from 0, marks from 1) stands for in this very session.

        References come from the browser: anything that this session's own answers do not hold,
        whatever its type, is None.
        """
        match = _REFERENCE.fullmatch(reference) if isinstance(reference, str) else None
        if match is None or int(match[1]) >= len(self.turns):
            return None
        turn = self.turns[int(match[1])]
        quotes = _quotes(turn.shown if isinstance(turn, Pending) else reply_of(turn))
        if not 1 <= int(match[2]) <= len(quotes):
            return None
        return Cited(turn=int(match[1]), mark=int(match[2]), quotes=quotes)


def _quotes(reply: Reply | None) -> tuple[Quote, ...]:
    """The quotes that a reply shows, in the order of their marks."""
    match reply:
        case Answer():
            return tuple(citation.quote for citation in reply.citations)
        case Abstention():
            return reply.nearest_quotes
        case _:
            return ()


def reply_of(turn: Turn | None) -> Reply | None:
    """The reply of a turn; None while there is none."""
    if isinstance(turn, Pending | Trouble | None):
        return None
    return turn.reply if isinstance(turn, AskedAgain) else turn


def wishes(reply: Reply) -> tuple[Wish, ...]:
    """What limited the search for a reply, and may be taken back."""
    if isinstance(reply, Notice):
        return ()
    reading = reply.query.reading
    has_dates = bool(reading.now_spans) or not reading.published.is_open
    limited = (
        (Wish.OUTLETS, bool(reading.outlets)),
        (Wish.DATES, has_dates),
        (Wish.ARTICLES, bool(reply.query.filters.articles)),
    )
    return tuple(wish for wish, is_limited in limited if is_limited)
