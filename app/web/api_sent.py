"""What a request to `/api/add` wants added, checked: files, web addresses and metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fastapi.datastructures import FormData

from app.command.library_desk import SETTABLE
from app.command.requests import BadRequest
from app.web.api_errors import TooLarge
from app.web.guarding import MEGABYTE, UPLOAD_BYTES
from app.web.uploads import Upload, kept_name
from corpus.errors import UnreadableFile, shown

MOST_URLS = 50  # of one request; each may take the web reader's half minute
_WEB = ("http://", "https://")

Failed = Mapping[str, str]  # `path`, the name that was sent, and `reason`


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What a request wants added: files by the name they are kept under, addresses, metadata.

    `failed` are files that are not even kept.
    """

    files: Mapping[str, Upload] = field(default_factory=dict)
    urls: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    failed: tuple[Failed, ...] = ()


def sent_in_json(fields: Mapping[str, object]) -> Sent:
    """What a JSON object asks for: `urls`, and metadata.

    Raises:
        BadRequest: an unknown field, a wrong type, or what is no web address.
    """
    known = ("urls", *SETTABLE)
    unknown = sorted(set(fields) - set(known))
    if unknown:
        raise BadRequest(
            f"{shown(unknown[0])} is not a field of this request.",
            remedy=f"The fields are {', '.join(known)}; files go in `files` of a form.",
        )
    metadata = {
        name: _text(name, value) for name in SETTABLE if (value := fields.get(name)) is not None
    }
    return Sent(urls=_urls(fields.get("urls", [])), metadata=metadata)


def sent_in_form(form: FormData) -> Sent:
    """What a form asks for: `files`, `urls`, and metadata; the streams are the form's own.

    Raises:
        BadRequest: an unknown field, a wrong type, or what is no web address.
        TooLarge: a file is.
    """
    urls: list[object] = []
    texts: dict[str, object] = {"urls": urls}
    uploads: list[Upload] = []
    for name, value in form.multi_items():
        if name == "urls":
            urls.append(value)
        elif name == "files" and not isinstance(value, str):
            size = value.size or 0
            uploads.append(Upload(name=value.filename or "", stream=value.file, size_bytes=size))
        else:
            texts[name] = value
    said = sent_in_json(texts)
    files, failed = _named(uploads)
    return Sent(files=files, urls=said.urls, metadata=said.metadata, failed=failed)


def _named(uploads: Sequence[Upload]) -> tuple[dict[str, Upload], tuple[Failed, ...]]:
    files: dict[str, Upload] = {}
    failed: list[Failed] = []
    for upload in uploads:
        if upload.size_bytes > UPLOAD_BYTES:
            raise TooLarge(
                f"{shown(upload.name)} is over {UPLOAD_BYTES // MEGABYTE} MB.",
                remedy="Leave it out, or split it. Nothing was added.",
            )
        try:
            files[_new_name(upload.name, files)] = upload
        except UnreadableFile as error:
            failed.append({"path": upload.name, "reason": str(error)})
    return files, tuple(failed)


def _new_name(sent: str, files: Mapping[str, Upload]) -> str:
    name = kept_name(sent)
    if name in files:
        raise UnreadableFile(
            f"{shown(name)} is sent twice.",
            remedy="Rename one, or send it in a request of its own.",
        )
    return name


def _urls(value: object) -> tuple[str, ...]:
    urls = [_text("urls", url).strip() for url in (value if isinstance(value, list) else [value])]
    for url in urls:
        if not url.lower().startswith(_WEB):
            raise BadRequest(
                f"{shown(url)} is not a web address.",
                remedy="Send addresses that begin with https:// or http://, and files as `files`.",
            )
    if len(urls) > MOST_URLS:
        raise BadRequest(
            f"{len(urls)} addresses are too many.", remedy=f"Send {MOST_URLS} at a time."
        )
    return tuple(urls)


def _text(name: str, value: object) -> str:
    if not isinstance(value, str) or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadRequest(f"{name} holds {shown(value)}.", remedy="It has to be text in UTF-8.")
    return value
