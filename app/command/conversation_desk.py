"""The verbs on conversations that are kept: listed, searched, shown."""

from __future__ import annotations

from app.conversations.exported import as_markdown
from app.conversations.exported_html import as_html
from app.conversations.kept import Conversations, Listed
from app.conversations.reopened import Reopened, Unreadable, reopened
from app.wire import Fields, reply_fields
from index.home import Home


class ConversationDesk:
    """What can be asked of a home's conversations."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._kept = Conversations(home.database)

    def listed(self, words: str = "") -> Fields:
        """Every conversation, or those that hold all of the words, the last asked in first."""
        return {"conversations": [_about(each) for each in self._kept.listed(words=words)]}

    def show(self, conversation: str) -> Fields:
        """A conversation with its replies, oldest first, each as `ask --json` gave it.

        Notes say which of its articles were removed or revised since. A reply that this Clippings
        cannot read is of kind `unreadable`. `markdown` and `html` are all of it as a file.

        Raises:
            UnknownConversation: there is none with this id.
        """
        about = self._kept.about(conversation)
        turns = self._kept.turns(conversation)
        replies = reopened(turns, self._home.library)
        return {
            **_about(about),
            "replies": [
                _reply(reply) | {"asked_at": turn.asked_at.isoformat()}
                for turn, reply in zip(turns, replies, strict=True)
            ],
            "markdown": as_markdown(about, replies),
            "html": as_html(about, replies),
        }


def _reply(reply: Reopened) -> Fields:
    if isinstance(reply, Unreadable):
        message = str(reply.error)
        return {"kind": "unreadable", "question": reply.question, "message": message}
    return reply_fields(reply)


def _about(listed: Listed) -> Fields:
    return {
        "conversation": listed.conversation,
        "title": listed.title,
        "began_at": listed.began_at.isoformat(),
        "asked_at": listed.asked_at.isoformat(),
        "turns": listed.turns,
    }
