"""From the source of a web page to its elements, of which there are only so many."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element
from lxml.html import HTMLParser, document_fromstring

from corpus.errors import UnreadableFile

__all__ = ["UNREAD", "Element", "page_tree", "tag_of", "walk"]

# Refused unparsed; pictures and scripts in a page bring tags of their own. Parsing so many takes
# 0.4 seconds of computing.
LARGEST_TAGS = 150_000
# At these limits a page took up to 2.2 seconds of computing to read (thirty pages of one kind of
# element each; trafilatura's part grows with each limit). Nesting is the sum of how deep each
# element stands: of 20,000 elements at 30, which is deep for a page, it is 600,000.
MOST_ELEMENTS = 20_000
MOST_CHARACTERS = 1_500_000
MOST_NESTING = 1_000_000
LONGEST_NAMING = 1_000  # characters of a class or id; longer is no name of anything
# Lists and quotations in one another: trafilatura reads each once for every list around it, 18,000
# entries in 290 lists in 140 seconds.
MOST_LISTS = 10
OPENING_CHARACTERS = 4_000  # in which a page says that it is XHTML

# Beside an article, whatever they hold: pictures with their captions, menus, controls, scripts.
UNREAD = frozenset(
    "applet area audio base basefont button canvas datalist dialog embed figcaption figure frame"
    " head iframe img input link map menu meta nav noframes noscript object option optgroup param"
    " picture progress rp rt script select source style svg template textarea title track video"
    " annotation annotation-xml".split()
)

# An element cannot hold these; what is white space of them parts words like any other.
_NO_XML = {
    code: " " if chr(code).isspace() else ""
    for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)
}
_REFERENCE = re.compile(r"&#(?:x0*([0-9a-f]{1,6})(?![0-9a-f])|0*(\d{1,7})(?!\d));?", re.IGNORECASE)
_XHTML = re.compile(r"<\?xml\b|<html\b[^>]*\bxmlns\s*=", re.IGNORECASE)
# In XHTML any element may close itself; read as HTML, such a script would swallow the page.
_SELF_CLOSED = re.compile(
    r"<(a|div|em|i|iframe|li|p|script|section|span|style|td|textarea|title)\b([^<>]*)/>",
    re.IGNORECASE,
)


def page_tree(source: str, *, where: str) -> Element:
    """The root element of a page, comments left out.

    Raises:
        UnreadableFile: more than 150,000 tags, larger or more deeply nested than any article, or
            without any element.
    """
    if source.count("<") > LARGEST_TAGS:
        raise UnreadableFile(
            f"{where} has {source.count('<'):,} tags; a page has at most {LARGEST_TAGS:,}.",
            remedy="Save the article's own page, or its text as .txt.",
        )
    if _XHTML.search(source[:OPENING_CHARACTERS]):
        source = _SELF_CLOSED.sub(r"<\1\2></\1>", source)
    source = _as_xml(source)
    parser = HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        tree = document_fromstring(source.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise UnreadableFile(
            f"{where} is no web page: nothing is in it.", remedy=_RESAVE
        ) from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise UnreadableFile(f"{where} is nested too deeply to be read.", remedy=_RESAVE)
    _refuse_endless(tree, where=where)
    _flatten(tree)
    return tree


def walk(tree: Element) -> Iterator[tuple[str, Element]]:
    """Each element in reading order at its `start` and at its `end`, however deep they nest."""
    yield from etree.iterwalk(tree, events=("start", "end"))


def tag_of(element: Element) -> str:
    """The element's tag in lower case, without a namespace."""
    return str(element.tag).rpartition("}")[2].rpartition(":")[2].lower()


def _as_xml(source: str) -> str:
    """The source without the characters that an element cannot hold, written out or by number."""
    return _REFERENCE.sub(_kept_reference, source.translate(_NO_XML))


def _kept_reference(reference: re.Match[str]) -> str:
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return _NO_XML.get(number, reference[0])


def _refuse_endless(tree: Element, *, where: str) -> None:
    elements = characters = nesting = depth = 0
    unread: Element | None = None
    for event, element in walk(tree):
        depth += 1 if event == "start" else -1
        if unread is None and event == "start":
            elements, nesting = elements + 1, nesting + depth
            unread = element if tag_of(element) in UNREAD - {"head"} else None
            characters += 0 if unread is element else len(element.text or "")
        elif unread is element:
            unread = None
        if event == "end" and unread is None:
            characters += len(element.tail or "")
    if elements > MOST_ELEMENTS or characters > MOST_CHARACTERS or nesting > MOST_NESTING:
        raise UnreadableFile(
            f"{where} is larger than an article: {characters:,} characters in {elements:,} parts,"
            f" {nesting // elements:,} deep.",
            remedy="Save the article's own page, or its text as .txt.",
        )


def _flatten(tree: Element) -> None:
    """Take out names that are too long, and make plain what is nested beyond all use."""
    lists: list[Element] = []
    for event, element in walk(tree):
        if event == "end" and lists and lists[-1] is element:
            lists.pop()
        elif event == "start":
            for name in ("class", "id", "style"):
                if len(element.get(name) or "") > LONGEST_NAMING:
                    del element.attrib[name]
            if tag_of(element) in {"ul", "ol", "dl", "blockquote", "q"}:
                lists.append(element)
                if len(lists) > MOST_LISTS:
                    element.tag = "div"


_RESAVE = "Open it in a browser and save it again, or save its text as .txt."
