"""The command line: `clippings VERB`, as the contract has it. Only results go to stdout."""

from __future__ import annotations

import argparse
import json
import logging
import sys
import traceback
from collections.abc import Callable, Sequence
from importlib.metadata import entry_points
from pathlib import Path

import index.offline  # noqa: F401 - before any library that might telephone
from app.asking_lines import ask_lines
from app.cli_errors import DONE, OUR_BUG, SOME_FAILED, WRONG_INPUT, error_fields
from app.parser import build_parser, flags_of
from app.printing import printed
from app.requests import BadRequest
from app.session_on_home import SessionOnHome
from app.settings import resolve
from app.wire import Fields
from corpus.errors import ClippingsError, InputError, shown

VERBS_GROUP = "clippings.verbs"  # entry points of packages above this one that add verbs: evals


class LaterWork(InputError):
    """Something that Clippings can't do yet."""

    code = "not_yet"


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    parser = build_parser(more=[point.load() for point in entry_points(group=VERBS_GROUP)])
    arguments = parser.parse_args(words)
    as_json = bool(getattr(arguments, "json", False))
    try:
        return int(arguments.run(arguments) if hasattr(arguments, "run") else _run(arguments))
    except ClippingsError as error:
        _tell_error(error, as_json=as_json)
        return WRONG_INPUT
    except KeyboardInterrupt:
        print("Stopped. What was finished is kept.", file=sys.stderr)
        return OUR_BUG
    except BrokenPipeError:  # the reader of our output went away: nothing is wrong
        sys.stderr.close()
        return DONE
    except Exception:  # the outermost edge: our bug, said calmly, traceback kept
        traceback.print_exc()
        print("Clippings failed; nothing stored was lost. Please report it.", file=sys.stderr)
        return OUR_BUG


def _run(arguments: argparse.Namespace) -> int:
    settings = resolve(arguments.home, flags_of(arguments))
    with SessionOnHome(settings) as session:
        return _ACTIONS[arguments.verb](session, arguments)


def _add(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    urls = [path for path in arguments.paths if path.startswith(("http://", "https://"))]
    if urls:
        raise LaterWork(
            f"{urls[0]} is a web address, which Clippings can't read yet.",
            remedy="Save the article as text and add the file.",
        )
    named = ("headline", "outlet", "author", "published_at", "url")
    request = {name: getattr(arguments, name) for name in named}
    paths = [str(Path(path).absolute()) for path in arguments.paths]
    fields = session.do("add", {"paths": paths, **request})
    _tell("add", fields, as_json=arguments.json)
    return SOME_FAILED if fields["failed"] else DONE


def _list(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    return _tell("list", session.desk.list_articles(), as_json=arguments.json)


def _show(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    return _tell("show", session.desk.show(arguments.article), as_json=arguments.json)


def _set(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    values = dict(pair.split("=", 1) for pair in arguments.values if "=" in pair)
    unsplit = [pair for pair in arguments.values if "=" not in pair]
    if unsplit:
        raise BadRequest(f"{shown(unsplit[0])} sets nothing.", remedy="Write it as KEY=VALUE.")
    fields = session.do("set", {"article_id": arguments.article, "values": values})
    return _tell("set", fields, as_json=arguments.json)


def _remove(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    fields = session.do("remove", {"article_ids": arguments.articles})
    return _tell("remove", fields, as_json=arguments.json)


def _search(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    fields = session.do("search", {**_question_fields(arguments), "k": arguments.k})
    return _tell("search", fields, as_json=arguments.json)


def _ask(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    request = _question_fields(arguments) | {
        "conversation": arguments.conversation,
        "threshold": arguments.threshold,
        "engine": arguments.engine,
    }
    if arguments.question == "-":
        del request["question"]  # each line brings its own
        return SOME_FAILED if ask_lines(session, request, sys.stdin, sys.stdout) else DONE
    return _tell("ask", session.do("ask", request), as_json=arguments.json)


def _serve(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    from app.serving import serve_session

    serve_session(session, open_browser=arguments.open)
    return DONE


def _info(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    return _tell("info", session.do("info", {}), as_json=arguments.json)


def _rebuild(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    return _tell("rebuild", session.rebuild(), as_json=arguments.json)


_ACTIONS: dict[str, Callable[[SessionOnHome, argparse.Namespace], int]] = {
    "add": _add,
    "list": _list,
    "show": _show,
    "set": _set,
    "remove": _remove,
    "search": _search,
    "ask": _ask,
    "serve": _serve,
    "info": _info,
    "rebuild": _rebuild,
}


def _question_fields(arguments: argparse.Namespace) -> dict[str, object]:
    return {
        "question": arguments.question,
        "outlets": arguments.outlet,
        "published_from": arguments.published_from,
        "published_until": arguments.published_until,
        "articles": arguments.article,
        "today": arguments.today,
        "read_outlets": arguments.read_outlets,
        "read_dates": arguments.read_dates,
    }


def _tell(verb: str, fields: Fields, *, as_json: bool) -> int:
    print(json.dumps(fields, ensure_ascii=False) if as_json else printed(verb, fields))
    return DONE


def _tell_error(error: ClippingsError, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(error_fields(error), ensure_ascii=False))
    else:
        print(f"clippings: {error}", file=sys.stderr)
