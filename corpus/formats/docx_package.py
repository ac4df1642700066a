"""The parts of a DOCX package that hold an article, unpacked within bounds."""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from corpus.errors import UnreadableFile, shown

# As for any file. Its tree takes up to 500 MB, measured with one empty paragraph after another.
LARGEST_PART_BYTES = 20_000_000
# A paragraph has three and more; 700,000 took 38 s of one busy core.
MOST_ELEMENTS = 300_000

_OLD_WORD = b"\xd0\xcf\x11\xe0"  # begins .doc files, and .docx files with a password
_RICH_TEXT = b"{\\rtf"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
_MAIN, _CORE, _STYLES = "/officeDocument", "/core-properties", "/styles"  # ends of relation types
_AGAIN = "Open it in a word processor and save it as .docx again."
_ALONE = "Save the one article as a file of its own."
# What zipfile says of broken, encrypted or strangely packed members; it documents the first only.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """The roots of the parts: the text, and the styles and properties where there are any."""

    main: etree._Element
    styles: etree._Element | None
    properties: etree._Element | None

    def property(self, name: str) -> str:
        """The property of that local name, such as `title` or `creator`; empty when unknown."""
        found = self.properties.iter(f"{{*}}{name}") if self.properties is not None else iter(())
        return next((element.text or "" for element in found), "")


def open_package(raw: bytes, *, name: str) -> Package:
    """The parts of a DOCX file; no other part is unpacked.

    Raises:
        UnreadableFile: another format, a password, a broken archive or part, or one with more in
            it than an article has.
    """
    _refuse_other(raw, name=name)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = _Parts(archive, name=name)
            return parts.package()
    except _BROKEN as error:
        raise UnreadableFile(f"{name} is not a DOCX, or a broken one.", remedy=_AGAIN) from error


def _refuse_other(raw: bytes, *, name: str) -> None:
    if raw.startswith(_OLD_WORD):
        raise UnreadableFile(
            f"{name} is a .doc file under another name, or protected by a password.",
            remedy="Open it in a word processor and save it as .docx without a password.",
        )
    if raw.startswith(_RICH_TEXT):
        raise UnreadableFile(f"{name} is an .rtf file under another name.", remedy=_AGAIN)


class _Parts:
    """The parts of an open archive, found by their relations."""

    def __init__(self, archive: zipfile.ZipFile, *, name: str) -> None:
        self._archive = archive
        self._name = name
        self._names = frozenset(archive.namelist())

    def package(self) -> Package:
        self._refuse_open_document()
        related = self._relations("")
        main = related.get(_MAIN, "word/document.xml")
        root = self._root(main)
        if root is None:
            raise UnreadableFile(f"{self._name} has no text part, {shown(main)}.", remedy=_AGAIN)
        if next(islice(root.iter(), MOST_ELEMENTS, None), None) is not None:
            raise UnreadableFile(
                f"{self._name} has more than {MOST_ELEMENTS:,} pieces of text; no article does.",
                remedy=_ALONE,
            )
        return Package(
            main=root,
            styles=self._root(self._relations(main).get(_STYLES, "word/styles.xml")),
            properties=self._root(related.get(_CORE, "docProps/core.xml")),
        )

    def _refuse_open_document(self) -> None:
        if "mimetype" in self._names and _OPEN_DOCUMENT in self._bytes("mimetype").decode("latin1"):
            raise UnreadableFile(
                f"{self._name} is an OpenDocument file under another name.", remedy=_AGAIN
            )

    def _relations(self, part: str) -> Mapping[str, str]:
        """From the end of a relation's type to the part it leads to."""
        folder, file = posixpath.split(part)
        root = self._root(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, str] = {}
        for relation in root if root is not None else ():
            target = posixpath.join("/", folder, relation.get("Target", ""))
            kind = "/" + relation.get("Type", "").rpartition("/")[2]
            if relation.get("TargetMode") != "External":
                found.setdefault(kind, posixpath.normpath(target).lstrip("/"))
        return found

    def _root(self, part: str) -> etree._Element | None:
        if part not in self._names:
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(self._bytes(part), parser)
        except etree.XMLSyntaxError as error:
            raise UnreadableFile(
                f"{self._name} is broken: its part {shown(part)} is not XML.", remedy=_AGAIN
            ) from error
        if root.getroottree().docinfo.doctype:  # the format forbids it; it is how bombs are made
            raise UnreadableFile(
                f"{self._name} is no clean DOCX: its part {shown(part)} declares entities.",
                remedy=_AGAIN,
            )
        return root

    def _bytes(self, part: str) -> bytes:
        """The part's bytes, as many as there are and not as many as it declares."""
        with self._archive.open(part) as packed:
            raw = packed.read(LARGEST_PART_BYTES + 1)
        if len(raw) > LARGEST_PART_BYTES:
            raise UnreadableFile(
                f"{self._name} unpacks to more than {LARGEST_PART_BYTES:,} bytes at {shown(part)};"
                " no article does.",
                remedy=_ALONE,
            )
        return raw
