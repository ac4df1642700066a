"""What each verb is asked, checked: from the command line, a JSON line, or over loopback."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Self

from app.limits import Limits
from corpus.article import ArticleId
from corpus.dates import DateRange, Moment, first_day, last_day, moment_of, parse_day
from corpus.errors import InputError, shown
from corpus.markup import one_line
from corpus.metadata import Metadata
from index.query import Filters

ENGINES = ("extractive", "llm")


class BadRequest(InputError):
    """A request with an unknown key or a value of the wrong type."""

    code = "bad_request"


class NoEngine(InputError):
    """The language-model engine was asked for and none is configured."""

    code = "no_engine"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    @classmethod
    def from_fields(cls, given: Mapping[str, object]) -> Self:
        """A request out of JSON fields.

        Raises:
            BadRequest: an unknown key, or a needed one is missing.
        """
        known = {field.name for field in fields(cls)}
        named = {_NAMES_IN_JSON.get(key, key): value for key, value in given.items()}
        unknown = sorted(set(named) - known)
        if unknown:
            raise BadRequest(
                f"{shown(unknown[0])} is not a field of a request.",
                remedy=f"The fields are {', '.join(sorted(known))}.",
            )
        needed = [f.name for f in fields(cls) if f.default is MISSING and f.name not in named]
        if needed:
            raise BadRequest(f"The request has no {needed[0]!r}.", remedy="Give it one.")
        return cls(**named)


_NAMES_IN_JSON = {"from": "published_from", "until": "published_until"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selecting(_Request):
    """Articles by id, by outlet and by date; of several limits all have to hold."""

    articles: tuple[str, ...] | list[str] = ()
    outlets: tuple[str, ...] | list[str] = ()
    published_from: str | None = None
    published_until: str | None = None

    def __post_init__(self) -> None:
        for name in ("published_from", "published_until"):
            value = getattr(self, name)
            _check(value is None or _is_text(value), name, value, "text in UTF-8")
        for name in ("outlets", "articles"):
            value = getattr(self, name)
            is_list = isinstance(value, list | tuple) and all(_is_text(v) for v in value)
            _check(is_list, name, value, "a list of texts in UTF-8")

    def filters(self) -> Filters:
        """The hard filters.

        Raises:
            BadDate: a date that does not exist, or a range that holds no day.
        """
        published = DateRange(
            first=first_day(self.published_from) if self.published_from else None,
            last=last_day(self.published_until) if self.published_until else None,
        )
        return Filters(
            outlets=tuple(self.outlets),
            published=published,
            articles=tuple(ArticleId(name) for name in self.articles),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking(Selecting):
    """A question with its limits; lists are of outlets and of article ids.

    `read_outlets` and `read_dates` say whether such words of the question weigh as wishes.
    """

    question: str
    id: str | int | None = None
    conversation: str | None = None
    today: str | None = None
    threshold: float | None = None
    engine: str | None = None
    read_outlets: bool = True
    read_dates: bool = True

    def __post_init__(self) -> None:
        Selecting.__post_init__(self)
        _check(_is_text(self.question), "question", self.question, "text in UTF-8")
        for name in ("conversation", "today", "engine"):
            value = getattr(self, name)
            _check(value is None or _is_text(value), name, value, "text in UTF-8")
        for name in ("read_outlets", "read_dates"):
            value = getattr(self, name)
            _check(isinstance(value, bool), name, value, "true or false")
        is_number = isinstance(self.threshold, int | float) and self.threshold is not True
        _check(self.threshold is None or is_number, "threshold", self.threshold, "a number")
        check_engine(self.engine, is_configured=True)  # whether it is, the desk knows

    def limits(self) -> Limits:
        """The limits, dates read.

        Raises:
            BadDate: a date that does not exist, or a range that holds no day.
            BadQuestion: a threshold outside [0, 1].
        """
        return Limits(
            filters=self.filters(),
            threshold=self.threshold,
            today=parse_day(self.today) if self.today else None,
            read_outlets=self.read_outlets,
            read_dates=self.read_dates,
            engine=self.engine,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TracingText(Selecting):
    """An excerpt, and the articles among which it is looked for."""

    text: str

    def __post_init__(self) -> None:
        Selecting.__post_init__(self)
        _check(_is_text(self.text), "text", self.text, "text in UTF-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Removing(Selecting):
    """Articles to take out; `dry_run` only says which they are."""

    dry_run: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BackingUp(_Request):
    """The file to write a backup to, absolute; `force` replaces one that is there."""

    file: str
    force: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding(_Request):
    """Absolute paths and web addresses to add, and what the user knows of them."""

    paths: tuple[str, ...] | list[str]
    headline: str | None = None
    outlet: str | None = None
    author: str | None = None
    published_at: str | None = None
    url: str | None = None

    def metadata(self) -> Metadata:
        """What the user said of every file, each text on one line.

        Raises:
            BadDate: a date that does not exist.
            BadMetadata: a text is blank.
        """
        named = (self.headline, self.outlet, self.author, self.url)
        headline, outlet, author, url = (one_line(v) if v is not None else None for v in named)
        published = read_moment(self.published_at) if self.published_at else None
        return Metadata(
            headline=headline,
            outlet=outlet,
            author=author,
            published_at=published.day if published else None,
            published_time=published.time if published else None,
            url=url,
        )


def read_moment(text: str) -> Moment:
    """The day that an ISO 8601 text names, with its time where it names one.

    Raises:
        BadDate: not ISO 8601, or no such day.
    """
    day, stated = parse_day(text), moment_of(text.strip())
    return Moment(day=day, time=stated.time if stated else None)


def _is_text(value: object) -> bool:
    """Whether a value is text that can be stored: not half a character, as JSON allows."""
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)


def _check(is_right: bool, name: str, value: object, wanted: str) -> None:
    if not is_right:
        raise BadRequest(f"{name} is {shown(value)}.", remedy=f"It has to be {wanted}.")


def check_engine(engine: str | None, *, is_configured: bool = False) -> None:
    """Nothing when the engine can write answers; None is the default one.

    `is_configured` says whether there is a language model.

    Raises:
        BadRequest: there is no such engine.
        NoEngine: it needs a language model and none is configured.
    """
    if engine not in {None, *ENGINES}:
        raise BadRequest(
            f"{shown(engine)} is not an engine.", remedy=f"The engines are {', '.join(ENGINES)}."
        )
    if engine == "llm" and not is_configured:
        raise NoEngine(
            "No language model is configured.",
            remedy="Set CLIPPINGS_LLM_URL and CLIPPINGS_LLM_MODEL, or CLIPPINGS_LLM_GGUF; the"
            " engine extractive needs none.",
        )
