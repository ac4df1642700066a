"""The command line's grammar: verbs and flags, with the help that people read."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from app.command.exporting import FORMATS
from app.command.requests import ENGINES

Subparsers = Any  # argparse gives no public name to what `add_subparsers` returns
Register = Callable[[Subparsers], object]


def build_parser(*, more: Sequence[Register] = ()) -> argparse.ArgumentParser:
    """The parser of every verb; `more` adds those of packages above this one."""
    parser = argparse.ArgumentParser(
        prog="clippings",
        description="Answers from a folder of news articles, every sentence with its passage.",
    )
    parser.add_argument("--version", action="version", version=version("clippings"))
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for add_verb in (_library_verbs, _question_verbs, _conversation_verbs, _home_verbs):
        add_verb(verbs)
    for register in more:
        register(verbs)
    return parser


def flags_of(arguments: argparse.Namespace) -> Mapping[str, object]:
    """The flags that are settings, as given."""
    return {name: getattr(arguments, name, None) for name in ("model", "host", "port")}


def _verb(verbs: Subparsers, name: str, says: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=says, description=says + ".")
    parser.add_argument("--home", type=Path, metavar="DIR", help="the data folder")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    return parser


def _library_verbs(verbs: Subparsers) -> None:
    adding = _verb(verbs, "add", "ingest files, folders, web addresses and feeds")
    adding.add_argument("paths", nargs="+", metavar="PATH_OR_URL")
    for name in ("headline", "outlet", "author", "published-at", "url"):
        adding.add_argument(f"--{name}", metavar="TEXT", help=f"the {name}, whatever files say")
    adding.add_argument("--model", help="embedding model by name or folder")
    adding.add_argument(
        "--watch", action="store_true", help="keep adding what is new or changed in these folders"
    )
    _verb(verbs, "list", "list the articles, newest first")
    showing = _verb(verbs, "show", "show one article")
    showing.add_argument("article", metavar="ARTICLE")
    setting = _verb(verbs, "set", "correct an article's metadata, never its text")
    setting.add_argument("article", metavar="ARTICLE")
    setting.add_argument("values", nargs="+", metavar="KEY=VALUE")
    removing = _verb(verbs, "remove", "take articles out of the library")
    removing.add_argument("articles", nargs="*", metavar="ARTICLE")
    _selectors(removing)
    removing.add_argument("--dry-run", action="store_true", help="only say which would go")
    removing.set_defaults(refuse=removing.error)
    exporting = _verb(verbs, "export", "write articles out as files that `add` reads again")
    exporting.add_argument("target", metavar="DIR|FILE.jsonl")
    exporting.add_argument(
        "--format", choices=FORMATS, help="jsonl for a FILE.jsonl, else markdown, a file each"
    )
    _selectors(exporting)
    exporting.add_argument("--force", action="store_true", help="write over files of these names")


def _question_verbs(verbs: Subparsers) -> None:
    searching = _verb(verbs, "search", "ranked passages for a question")
    searching.add_argument("question", metavar="QUESTION")
    searching.add_argument("-k", type=_count, default=10, metavar="N", help="how many (10)")
    _limits(searching)
    asking = _verb(verbs, "ask", "answer a question from the articles")
    asking.add_argument("question", metavar="QUESTION", help="or - for a question a line on stdin")
    asking.add_argument("--conversation", metavar="ID", help="go on with this conversation")
    asking.add_argument("--threshold", type=float, metavar="P", help="confidence to answer from")
    asking.add_argument("--engine", choices=ENGINES, help="what writes the answer (extractive)")
    _limits(asking)
    tracing = _verb(verbs, "trace", "which articles carry an excerpt, word for word or nearly")
    tracing.add_argument("text", metavar="TEXT", help="or - to read it from stdin")
    _selectors(tracing)
    _article_selector(tracing)


def _selectors(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--outlet", action="append", default=[], help="only this outlet (repeat)")
    parser.add_argument("--from", dest="published_from", metavar="D", help="YYYY[-MM[-DD]]")
    parser.add_argument("--until", dest="published_until", metavar="D", help="YYYY[-MM[-DD]]")


def _article_selector(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--article", action="append", default=[], metavar="ID", help="only this article (repeat)"
    )


def _limits(parser: argparse.ArgumentParser) -> None:
    _selectors(parser)
    _article_selector(parser)
    for what in ("outlets", "dates"):
        parser.add_argument(
            f"--no-{what}",
            dest=f"read_{what}",
            action="store_false",
            help=f"give no weight to {what} that the question names",
        )
    parser.add_argument(
        "--today",
        default=os.environ.get("CLIPPINGS_TODAY"),
        metavar="D",
        help="the day that 'last week' counts from (today)",
    )


def _conversation_verbs(verbs: Subparsers) -> None:
    listing = _verb(verbs, "conversations", "list what was asked before, newest first")
    listing.add_argument(
        "--search", default="", metavar="WORDS", help="only those that hold all of these words"
    )
    showing = _verb(verbs, "conversation", "show one conversation, with its sources")
    showing.add_argument("conversation", metavar="ID")
    showing.set_defaults(shown_as="conversation")
    forms = showing.add_mutually_exclusive_group()
    for form, told in (
        ("Markdown", "as Markdown, with footnotes"),
        ("HTML", "as a web page that stands alone"),
    ):
        forms.add_argument(
            f"--{form.lower()}",
            action="store_const",
            dest="shown_as",
            const=f"conversation as {form}",
            help=told,
        )


def _home_verbs(verbs: Subparsers) -> None:
    serving = _verb(verbs, "serve", "open the chat page on this computer")
    serving.add_argument("--host", help="address to listen on (127.0.0.1)")
    serving.add_argument("--port", type=int, help="port to listen on (7860)")
    serving.add_argument("--open", action="store_true", help="open it in the browser")
    offering = _verb(
        verbs, "mcp", "offer ask, search, read_article and who_reported to a model's program"
    )
    offering.add_argument("--http", type=int, metavar="PORT", help="over HTTP, not standard input")
    _verb(verbs, "info", "settings and counts")
    _verb(verbs, "doctor", "check that all the library holds is searchable")
    backing_up = _verb(verbs, "backup", "write library and index into one zip file, at any time")
    backing_up.add_argument("file", metavar="FILE.zip")
    backing_up.add_argument("--force", action="store_true", help="replace a file that is there")
    rebuilding = _verb(verbs, "rebuild", "make Chroma and the lexical index anew")
    rebuilding.add_argument("--model", help="embedding model by name or folder")


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not a count")
    return number
