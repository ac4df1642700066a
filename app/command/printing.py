"""What the command line prints for people, out of the same JSON that programs get."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from textwrap import indent
from typing import Any

from app.answering.selecting import left_out
from index.dates.dated_words import days_in_words

Fields = Mapping[str, Any]
ID_WIDTH = 13
_ORIGINS = {
    "user": "as you said",
    "settings": "from your settings",
    "text": "read in the text",
    "stand-in": "the first sentence, for want of one",
}
DIFFERENCES = {  # by their kind, as said above the reports that differ
    "update": "A later report brings the figures or plans up to date",
    "different measure": "Reports measure it in different ways",
    "contradiction": "Reports contradict each other",
}


def printed(verb: str, fields: Fields) -> str:
    """What a verb gave, for reading in a terminal."""
    return _PRINTERS[verb](fields)


def _reply(fields: Fields) -> str:
    return _REPLIES[fields["kind"]](fields)


def _answer(fields: Fields) -> str:
    lines = [fields["short_answer"], ""] if fields["short_answer"] else []
    lead_in = None
    for sentence in fields["sentences"]:
        marks = "".join(f"[{mark}]" for mark in sentence["citations"])
        lines += [sentence["lead_in"]] if sentence["lead_in"] != lead_in else []  # said once
        lines.append(f"  {sentence['text']} {marks}")
        lead_in = sentence["lead_in"]
        lines += _dated(fields["citations"][mark - 1] for mark in sentence["citations"])
    for disagreement in fields["disagreements"]:
        lines += _disagreement(disagreement)
    lines += ["", "Sources"]
    for cited in fields["citations"]:
        copies = ", ".join(c["outlet"] or "outlet unknown" for c in cited["also_in"])
        also = f" · also in {copies}" if copies else ""
        lines.append(f"  [{cited['mark']}] {_source(cited)}{also}")
        where = f"{cited['article_id']} {cited['start']}–{cited['end']}"
        lines.append(f"      {where}")
        lines += [f"      “{cited['quote']}”"] if fields["engine"] == "llm" else []
    if fields["as_of"]:
        lines += ["", f"As of {_span(fields['as_of'])}."]
    return "\n".join([*lines, *fields["query"]["read"], *fields["notes"]])


def _dated(citations: Iterable[Fields]) -> list[str]:
    """A line of what the dates of quotes mean, in our words; none where there are none."""
    dated = [each for cited in citations for each in cited["resolved_dates"]]
    days = (date.fromisoformat(each[end]) for each in dated for end in ("first", "last"))
    meant = [days_in_words(first, last) for first, last in zip(days, days, strict=True)]
    told = [f"{each['words']} = {days}" for each, days in zip(dated, meant, strict=True)]
    return [f"  ({'; '.join(dict.fromkeys(told))})"] if told else []


def _disagreement(fields: Fields) -> list[str]:
    lines = ["", DIFFERENCES[fields["kind"]]]
    for side in fields["sides"]:
        mark = f" [{side['mark']}]" if side["mark"] else f" ({side['article_id']})"
        lines += [f"  {_source(side)}", f"    “{side['words']['text']}”: {side['quote']}{mark}"]
    return lines


def _abstention(fields: Fields) -> str:
    lines = [fields["message"], *fields["query"]["read"], *fields["notes"]]
    said = {each["article_id"]: each["quote"] for each in fields["nearest_quotes"]}
    if fields["nearest"]:
        also = ", and what they do say that is nearest" if said else ""
        lines += ["", f"Nearest articles{also}"]
    for article in fields["nearest"]:
        lines.append(f"  {article['article_id']}  {_source(article)}")
        lines += [f"      “{said[article['article_id']]}”"] if article["article_id"] in said else []
    return "\n".join(lines)


def _notice(fields: Fields) -> str:
    articles = [f"  {a['article_id']}  {_source(a)}" for a in fields["articles"]]
    return "\n".join([fields["message"], *articles])


def _hits(fields: Fields) -> str:
    if not fields["hits"]:
        return "\n".join(["Nothing found.", *fields["notes"]])
    blocks = [f"{hit['rank']:>2}. {_source(hit)}\n{_indented(hit)}" for hit in fields["hits"]]
    return "\n\n".join([*blocks, *fields["notes"]])


def _indented(hit: Fields) -> str:
    return indent(hit["text"], "    ")


def _listing(fields: Fields) -> str:
    if not fields["articles"]:
        return "The library is empty. Add articles with `clippings add FOLDER`."
    return "\n".join(
        f"{a['article_id']:<{ID_WIDTH}}  {a['passages']:>4}  {_source(a)}"
        for a in fields["articles"]
    )


def _article(fields: Fields) -> str:
    return "\n".join([_about(fields), "", fields["text"]])


def _about(fields: Fields) -> str:
    """What is known of an article, a line each, with where that was read if not in its file."""
    based_on = fields["based_on"]
    known = {
        "outlet": fields["outlet"] or "unknown",
        "published_at": _moment(fields, "published") or "unknown",
        "author": fields["author"],
        "modified_at": _moment(fields, "modified"),
        "language": fields["language"],
        "url": fields["url"],
        "based_on": based_on and ", ".join(filter(None, based_on.values())),
        "correction": fields["correction"],
        "path": fields["path"],
        "article_id": fields["article_id"],
    }
    told = {name: _ORIGINS.get(origin) for name, origin in fields["origins"].items()}
    said = {name: f" ({told[name]})" if told.get(name) else "" for name in ("headline", *known)}
    lines = [f"{name + ':':<14}{value}{said[name]}" for name, value in known.items() if value]
    newest = f" by {fields['superseded_by']}" if fields["superseded_by"] else ""
    superseded = [] if fields["is_current"] else [f"This version has been superseded{newest}."]
    return "\n".join([f"{fields['headline']}{said['headline']}", *lines, *superseded])


def _moment(fields: Fields, what: str) -> str | None:
    """`2024-05-02 14:30:00+02:00`, or the day alone where no time is known."""
    day, time = fields[f"{what}_at"], fields[f"{what}_time"]
    return f"{day} {time}" if time else day


def _added(fields: Fields) -> str:
    counts = [
        f"{fields[name]} {name}"
        for name in ("added", "updated", "unchanged")
        if fields[name] or name == "added"
    ]
    if fields["duplicates"]:
        counts.append(_counted(fields["duplicates"], "duplicate"))
    if fields["skipped"]:
        counts.append(f"{fields['skipped']} skipped (of types that are not read)")
    passages = _counted(fields["passages"], "passage")
    told = f"{', '.join(counts)}; {passages} in {fields['seconds']:.1f} s."
    failed = [f"failed: {f['reason']}" for f in fields["failed"]]
    gone = [f"no longer there, kept in the library: {path}" for path in fields["vanished"]]
    return "\n".join([told, *failed, *gone])


def _removed(fields: Fields) -> str:
    done = "would remove" if fields["dry_run"] else "removed"
    gone = [f"{done} {a['article_id']}  {_source(a)}" for a in fields["articles"]]
    return "\n".join([*gone, *_undated(fields)])


def _exported(fields: Fields) -> str:
    told = f"{_counted(fields['exported'], 'article')} in {fields['target']}."
    failed = [f"failed: {f['reason']}" for f in fields["failed"]]
    remedy = ["They can go into a FILE.jsonl."] if failed else []
    return "\n".join([told, *_undated(fields), *failed, *remedy])


def _undated(fields: Fields) -> Sequence[str]:
    return [left_out(fields["undated"])] if fields["undated"] else ()


def _diagnosis(fields: Fields) -> str:
    lines = []
    for check in fields["checks"]:
        lines.append(f"{'ok   ' if check['ok'] else 'FAULT'} {check['name']:<9} {check['message']}")
        if check["remedy"]:
            lines.append(f"{'':<15} {check['remedy']}")
    return "\n".join(lines)


def _backed_up(fields: Fields) -> str:
    size = f"{fields['bytes'] / 1e6:.2f} MB in {fields['seconds']:.1f} s"
    told = f"{_counted(fields['articles'], 'article')} kept in {fields['file']}, {size}."
    rebuilding = "run `clippings rebuild` on what you unpack"
    if fields["vectors"] is None:
        return f"{told}\nThe vectors cannot be read: {rebuilding}."
    if fields["vectors"] < fields["passages"]:
        missing = _counted(fields["passages"] - fields["vectors"], "passage")
        return f"{told}\n{missing} had no vector: {rebuilding}."
    return f"{told}\nUnpacked into an empty folder it is a home: name that with --home."


def _rebuilt(fields: Fields) -> str:
    passages = _counted(fields["passages"], "passage")
    articles = _counted(fields["articles"], "article")
    return f"Rebuilt {passages} of {articles} in {fields['seconds']:.1f} s."


def _info(fields: Fields) -> str:
    names = ("version", "home", "articles", "passages", "vectors", "fts_rows")
    counted = [f"{name:<14} {fields[name]}" for name in names]
    settings = [
        f"{name:<14} {setting['value']}  ({setting['from']})"
        for name, setting in fields["settings"].items()
    ]
    return "\n".join([*counted, "", "settings", *settings])


def _conversations(fields: Fields) -> str:
    if not fields["conversations"]:
        return "No conversations."
    return "\n".join(
        f"{c['conversation']}  {c['asked_at'][:10]}  {c['turns']:>3}  {c['title']}"
        for c in fields["conversations"]
    )


def _conversation(fields: Fields) -> str:
    blocks = [f"> {reply['question']}\n\n{_reply(reply)}" for reply in fields["replies"]]
    return "\n\n".join([fields["title"], *blocks])


def _markdown(fields: Fields) -> str:
    return str(fields["markdown"]).rstrip("\n")


def _html(fields: Fields) -> str:
    return str(fields["html"]).rstrip("\n")


def _source(article: Fields) -> str:
    based_on = article["based_on"]
    outlet = based_on["outlet"] if based_on else article["outlet"]
    day = (based_on and based_on["published_at"]) or article["published_at"]
    whose = f"summary of {outlet}" if based_on else outlet or "outlet unknown"
    return f"{whose}, {day or 'date unknown'}: {article['headline']}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _span(as_of: Fields) -> str:
    days: Sequence[str] = sorted({as_of["from"], as_of["until"]})
    return " to ".join(days)


_REPLIES: Mapping[str, Callable[[Fields], str]] = {
    "answer": _answer,
    "abstention": _abstention,
    "notice": _notice,
    "unreadable": lambda fields: str(fields["message"]),
}

_PRINTERS: Mapping[str, Callable[[Fields], str]] = {
    "ask": _reply,
    "trace": _reply,
    "conversations": _conversations,
    "conversation": _conversation,
    "conversation as Markdown": _markdown,
    "conversation as HTML": _html,
    "search": _hits,
    "list": _listing,
    "show": _article,
    "set": _about,
    "add": _added,
    "remove": _removed,
    "rebuild": _rebuilt,
    "info": _info,
    "export": _exported,
    "doctor": _diagnosis,
    "backup": _backed_up,
}
