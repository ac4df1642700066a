"""Mail: a newsletter, or an article that somebody sent, in an `.eml` file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr
from pathlib import Path

from corpus.date_forms import moment_in
from corpus.dates import Moment
from corpus.errors import BadDate, InputError, UnreadableFile
from corpus.formats.html import html_record
from corpus.formats.html_encoding import page_text
from corpus.formats.mail_text import Forwarded, forwarded_in, unflowed, without_signature
from corpus.markup import one_line
from corpus.metadata import Metadata
from corpus.paragraphs import paragraphs
from corpus.reading_settings import USUAL, ReadingSettings
from corpus.records import Record
from corpus.text_files import read_bytes

# `email` takes time that grows with the square of a header's length, and with nesting times lines.
# What newsletters send stays far below: a few dozen headers, three parts nested in two.
LONGEST_HEADER = 4000
MOST_HEADER_LINES = 50_000
MOST_MULTIPARTS = 50

_HEADER_LINE = re.compile(rb"^(?:--|[!-9;-~]+:)", re.MULTILINE)
_MULTIPART = re.compile(rb"multipart/", re.IGNORECASE)
_PASSED_ON = re.compile(r"(?:(?:re|aw|sv|fwd?|fw|wg|tr|rv)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
_ADDRESS = re.compile(r"<?(https?://[^\s<>]+)>?")
# What `email` raises on broken mail beside its own errors, found by fuzzing.
_BREAKS = (
    AssertionError, AttributeError, IndexError, LookupError, MessageError, RecursionError,
    TypeError, ValueError,
)  # fmt: skip


def mail_records(path: Path, _settings: ReadingSettings = USUAL) -> Iterator[Record]:
    """The one record in a mail.

    The subject is the headline. The name of the sender is the outlet in mail that goes to a list of
    subscribers; in other mail it is that of a person who passed the article on, and nothing is made
    of it. A letter plainly forwarded in plain text counts in place of the one around it.

    Raises:
        UnreadableFile: empty, too large, no mail, or mail without a text.
    """
    raw = read_bytes(path)
    letter = _letter(raw, where=str(path))
    article = _article(letter, where=str(path))
    stated = letter.stated.over(article.stated)
    yield replace(article, original=raw, stated=stated, site=letter.site)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """What a mail holds: the HTML and the plain text of its body, either may be empty."""

    stated: Metadata
    site: str = ""
    page: str = ""
    plain: str = ""


class _Bounded(EmailPolicy):
    """Headers are read as far as bounded time allows."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The parsed header."""
        parsed: str = super().header_fetch_parse(name, value[:LONGEST_HEADER])
        return parsed


def _letter(raw: bytes, *, where: str) -> _Letter:
    if (
        sum(1 for _ in _HEADER_LINE.finditer(raw)) > MOST_HEADER_LINES
        or len(_MULTIPART.findall(raw)) > MOST_MULTIPARTS
    ):
        raise _no_mail(where, "has more parts than a mail has")
    try:
        message = message_from_bytes(raw, policy=_Bounded())
        is_mail = any(name in message for name in ("from", "subject", "date"))
        if not isinstance(message, EmailMessage) or not is_mail:
            raise _no_mail(where, "is no mail: it has neither sender nor subject nor date")
        return _read(message, where=where)
    except _BREAKS as error:
        raise _no_mail(where, "is no mail that can be read") from error


def _read(message: EmailMessage, *, where: str) -> _Letter:
    parts = tuple(_body_parts(message))
    inner = None if parts else _attached_letter(message)
    if inner is not None:
        return _read(inner, where=where)
    plain = "\n\n".join(_plain(part, where) for part in parts if _is(part, "plain"))
    subject = one_line(str(message.get("subject", "")))
    is_passed_on = bool(_PASSED_ON.match(subject))
    if is_passed_on and (forwarded := forwarded_in(plain)):
        return _forwarded_letter(forwarded)
    letter = _Letter(
        stated=Metadata(
            headline=_PASSED_ON.sub("", subject) or None,
            url=_url(str(message.get("archived-at", ""))),
        ),
        page="\n".join(_page(part, where) for part in parts if _is(part, "html")),
        plain=without_signature(plain),
    )
    # Sender and date of what was passed on are those of the passing on.
    return letter if is_passed_on else _sent(letter, message)


def _sent(letter: _Letter, message: EmailMessage) -> _Letter:
    """The letter with what its own sender and date say."""
    senders: Sequence[Address] = getattr(message.get("from"), "addresses", ())
    to_subscribers = "list-id" in message or "list-unsubscribe" in message
    name = one_line(senders[0].display_name) if senders and to_subscribers else ""
    # As it stands: parsed by `email`, a date of impossible numbers would be an error.
    dates = (str(value) for name, value in message.raw_items() if name.lower() == "date")
    moment = _moment(one_line(next(dates, "")))
    stated = replace(
        letter.stated,
        outlet=name if name and "@" not in name else None,
        published_at=moment.day if moment else None,
        published_time=moment.time if moment else None,
    )
    return replace(letter, stated=stated, site=senders[0].domain if senders else "")


def _forwarded_letter(forwarded: Forwarded) -> _Letter:
    labels = forwarded.labels
    moment = _moment(labels.get("date") or labels.get("sent") or "")
    return _Letter(
        stated=Metadata(
            headline=one_line(_PASSED_ON.sub("", labels.get("subject", ""))) or None,
            published_at=moment.day if moment else None,
            published_time=moment.time if moment else None,
        ),
        site=parseaddr(labels["from"][:LONGEST_HEADER])[1].rpartition("@")[2],
        plain=without_signature(forwarded.text),
    )


def _article(letter: _Letter, *, where: str) -> Record:
    """The article on the page of a letter, else its plain text."""
    plain = paragraphs(letter.plain)
    if letter.page.strip():
        try:
            return html_record(letter.page.encode("utf-8", "replace"), where=where, charset="utf-8")
        except InputError:
            if not plain:
                raise
    if not plain:
        raise UnreadableFile(
            f"{where} has no text: what it holds are attachments.",
            remedy="Save the attachments and add them.",
        )
    return Record(where=where, paragraphs=plain, original=b"")


def _body_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that are shown as text, in order; attachments are none, nor letters inside."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.is_attachment() or part.get_filename():
            continue
        if part.get_content_maintype() == "multipart":
            inside = part.get_payload()
            waiting += reversed([p for p in inside if isinstance(p, EmailMessage)])
        elif part.get_content_type() in {"text/plain", "text/html"}:
            yield part


def _attached_letter(message: EmailMessage) -> EmailMessage | None:
    for part in message.iter_attachments():
        inside = part.get_payload() if part.get_content_type() == "message/rfc822" else None
        if isinstance(inside, list) and inside and isinstance(inside[0], EmailMessage):
            return inside[0]
    return None


def _is(part: EmailMessage, subtype: str) -> bool:
    return part.get_content_subtype() == subtype


def _page(part: EmailMessage, where: str) -> str:
    payload = part.get_payload(decode=True)
    charset = part.get_content_charset()
    return page_text(payload if isinstance(payload, bytes) else b"", where=where, charset=charset)


def _plain(part: EmailMessage, where: str) -> str:
    text = _page(part, where)
    options = part["content-type"].params if "content-type" in part else {}
    if str(options.get("format", "")).lower() != "flowed":
        return text
    return unflowed(text, without_space=str(options.get("delsp", "")).lower() == "yes")


def _moment(text: str) -> Moment | None:
    """The moment in a date line; what nobody reading the mail can correct is left unknown."""
    try:
        return moment_in(text)
    except BadDate:
        return None


def _url(text: str) -> str | None:
    address = _ADDRESS.fullmatch(text.strip())
    return address[1] if address else None


def _no_mail(where: str, problem: str) -> UnreadableFile:
    return UnreadableFile(
        f"{where} {problem}.", remedy="Save it from your mail program again, or its text as .txt."
    )
