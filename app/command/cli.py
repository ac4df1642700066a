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
from app.beforehand import Beforehand, tell_before_serving
from app.command.asking_lines import ask_lines
from app.command.cli_errors import (
    DONE,
    OUR_BUG,
    SOME_FAILED,
    WRONG_INPUT,
    MissingExtra,
    error_fields,
)
from app.command.exporting import JSON_LINES_SUFFIX, Export, export
from app.command.home_desk import checks_fields
from app.command.parser import build_parser, flags_of
from app.command.printing import printed
from app.command.requests import BadRequest, Selecting
from app.command.session_on_home import SessionOnHome
from app.command.watching import folders_in, watch_folders
from app.settings import Settings, resolve
from app.wire import Fields
from corpus.errors import ClippingsError, HomeDamaged, shown
from corpus.web_urls import is_url
from index.doctor import damaged

VERBS_GROUP = "clippings.verbs"  # entry points of packages above this one that add verbs: evals


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
    named = ("headline", "outlet", "author", "published_at", "url")
    request = {name: getattr(arguments, name) for name in named}
    sources = [_absolute(source) for source in arguments.paths]
    if arguments.watch:
        fields = _watch(session.settings, sources, request, as_json=arguments.json)
    else:
        fields = session.do("add", {"paths": sources, **request})
    _tell("add", fields, as_json=arguments.json)
    return SOME_FAILED if fields["failed"] else DONE


def _absolute(source: str) -> str:
    """A path as a server in another folder understands it; a web address is one already."""
    return source if is_url(source) else str(Path(source).absolute())


def _watch(settings: Settings, sources: Sequence[str], request: Fields, *, as_json: bool) -> Fields:
    folders = folders_in(sources)

    def add(paths: Sequence[Path]) -> Fields:
        # A session a round: between rounds the home is free for other commands.
        with SessionOnHome(settings) as session:
            return session.do("add", {"paths": [*map(str, paths)], **request})

    def tell(done: Fields) -> None:
        print(printed("add", done), file=sys.stderr if as_json else sys.stdout, flush=True)

    print("Watching. Ctrl-C ends it.", file=sys.stderr)
    total = watch_folders(folders, add=add, tell=tell)
    print("In all:", file=sys.stderr)
    return total


def _list(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    return _tell("list", session.desk.library.list_articles(), as_json=arguments.json)


def _show(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    return _tell("show", session.desk.library.show(arguments.article), as_json=arguments.json)


def _set(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    values = dict(pair.split("=", 1) for pair in arguments.values if "=" in pair)
    unsplit = [pair for pair in arguments.values if "=" not in pair]
    if unsplit:
        raise BadRequest(f"{shown(unsplit[0])} sets nothing.", remedy="Write it as KEY=VALUE.")
    fields = session.do("set", {"article_id": arguments.article, "values": values})
    return _tell("set", fields, as_json=arguments.json)


def _remove(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    selected = {"articles": arguments.articles, **_selection(arguments)}
    if not any(selected.values()):
        arguments.refuse("name the articles: by ARTICLE, --outlet, --from or --until")
    fields = session.do("remove", {**selected, "dry_run": arguments.dry_run})
    return _tell("remove", fields, as_json=arguments.json)


def _export(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    target = Path(arguments.target).absolute()
    is_lines = target.suffix.lower() == JSON_LINES_SUFFIX
    form = arguments.format or ("jsonl" if is_lines else "markdown")
    fields = export(
        session.home.library,
        Selecting.from_fields(_selection(arguments)),
        Export(target=target, form=form, force=arguments.force),
    )
    _tell("export", fields, as_json=arguments.json)
    return SOME_FAILED if fields["failed"] else DONE


def _search(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    fields = session.do("search", {**_question_fields(arguments), "k": arguments.k})
    return _tell("search", fields, as_json=arguments.json)


def _ask(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    request = _question_fields(arguments) | {
        "conversation": arguments.conversation,
        "threshold": arguments.threshold,
        # Named always: a server that has the home may usually use another.
        "engine": arguments.engine or session.settings.text("engine"),
    }
    if arguments.question == "-":
        del request["question"]  # each line brings its own
        return SOME_FAILED if ask_lines(session, request, sys.stdin, sys.stdout) else DONE
    Beforehand(session).tell(request["engine"])
    return _tell("ask", session.do("ask", request), as_json=arguments.json)


def _trace(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    text = sys.stdin.read() if arguments.text == "-" else arguments.text
    request = {"text": text, **_selection(arguments), "articles": arguments.article}
    return _tell("trace", session.do("trace", request), as_json=arguments.json)


def _conversations(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    fields = session.desk.conversations.listed(arguments.search)
    return _tell("conversations", fields, as_json=arguments.json)


def _conversation(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    fields = session.desk.conversations.show(arguments.conversation)
    return _tell(arguments.shown_as, fields, as_json=arguments.json)


def _serve(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    from app.web.serving import serve_session

    tell_before_serving(session.settings)
    serve_session(session, open_browser=arguments.open)
    return DONE


def _mcp(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    try:
        from app.web.mcp_server import serve_mcp
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "mcp":
            raise
        raise MissingExtra(
            "The verb mcp needs a package that is not installed.",
            remedy="Install it with `pip install 'clippings[mcp]'`.",
        ) from error
    tell_before_serving(session.settings)
    serve_mcp(session.settings, port=arguments.http)
    return DONE


def _info(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    return _tell("info", session.do("info", {}), as_json=arguments.json)


def _doctor(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    try:
        fields = session.do("doctor", {})
    except HomeDamaged as error:  # so badly that it cannot even be opened
        fields = checks_fields(damaged(error))
    _tell("doctor", fields, as_json=arguments.json)
    return DONE if fields["sound"] else WRONG_INPUT


def _backup(session: SessionOnHome, arguments: argparse.Namespace) -> int:
    file = str(Path(arguments.file).absolute())
    fields = session.do("backup", {"file": file, "force": arguments.force})
    return _tell("backup", fields, as_json=arguments.json)


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
    "trace": _trace,
    "conversations": _conversations,
    "conversation": _conversation,
    "serve": _serve,
    "mcp": _mcp,
    "info": _info,
    "export": _export,
    "doctor": _doctor,
    "backup": _backup,
    "rebuild": _rebuild,
}


def _selection(arguments: argparse.Namespace) -> dict[str, object]:
    return {
        "outlets": arguments.outlet,
        "published_from": arguments.published_from,
        "published_until": arguments.published_until,
    }


def _question_fields(arguments: argparse.Namespace) -> dict[str, object]:
    return {
        "question": arguments.question,
        **_selection(arguments),
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
