"""What the styles of a DOCX say of a paragraph: a heading and its level, a list, or neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

# Both spellings of the format's name space: as Word writes it, and as the strict standard has it.
NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
DEEPEST_HEADING = 6
BODY_LEVEL = 9  # the outline level that stands for text

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_DEEPEST_STYLE = 20  # styles based on styles: more is a ring


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a style, or a paragraph beside its style, states; `None` is nothing."""

    name: str = ""
    based_on: str | None = None
    level: int | None = None  # of a heading, 1 to 6; 0 for text
    is_listed: bool | None = None


class Styles:
    """The paragraph styles of one file by their ids, which are words of any language."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: Mapping[str, Style] = {
            value(element, "styleId") or "": _style(element)
            for element in (children(root, "style") if root is not None else ())
        }

    def level(self, paragraph: Style) -> int:
        """The level of the heading that the paragraph is, 1 to 6, else 0."""
        levels = (style.level for style in self._chain(paragraph))
        return next((level for level in levels if level is not None), 0)

    def is_listed(self, paragraph: Style) -> bool:
        """Whether the paragraph is an entry of a list."""
        listed = (style.is_listed for style in self._chain(paragraph))
        return next((entry for entry in listed if entry is not None), False)

    def is_contents(self, paragraph: Style) -> bool:
        """Whether it is a line of a table of contents, which only repeats headings."""
        return any(style.name.lower().startswith("toc ") for style in self._chain(paragraph))

    def _chain(self, style: Style) -> Iterator[Style]:
        yield style
        for _ in range(_DEEPEST_STYLE):
            parent = self._styles.get(style.based_on or "")
            if parent is None:
                return
            style = parent
            yield style


def stated_by(paragraph: etree._Element) -> Style:
    """What a paragraph states itself; its style is what it is based on."""
    settings = child(paragraph, "pPr")
    return Style(
        based_on=value(child(settings, "pStyle")),
        level=_outline(settings),
        is_listed=_numbered(settings),
    )


def is_word(element: etree._Element, name: str) -> bool:
    """Whether the element is the one of that local name in the format's name space."""
    return element.tag in {f"{{{space}}}{name}" for space in NAMESPACES}


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of that local name, in order."""
    return (member for member in element if is_word(member, name))


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that local name."""
    return next(children(element, name), None) if element is not None else None


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """The value of an element's attribute of that local name."""
    found = (
        (element.get(f"{{{space}}}{name}") for space in NAMESPACES) if element is not None else ()
    )
    return next((text for text in found if text is not None), None)


def _style(element: etree._Element) -> Style:
    name = value(child(element, "name")) or ""
    settings = child(element, "pPr")
    heading = _HEADING.fullmatch(name)
    level = min(int(heading[1]), DEEPEST_HEADING) if heading else _outline(settings)
    return Style(
        name=name,
        based_on=value(child(element, "basedOn")),
        level=1 if name.lower() == "title" else level,
        is_listed=_numbered(settings),
    )


def _outline(settings: etree._Element | None) -> int | None:
    outline = value(child(settings, "outlineLvl"))
    if outline is None or not outline.isdecimal():
        return None
    return 0 if int(outline) >= BODY_LEVEL else min(int(outline) + 1, DEEPEST_HEADING)


def _numbered(settings: etree._Element | None) -> bool | None:
    numbering = child(settings, "numPr")
    if numbering is None:
        return None
    return value(child(numbering, "numId")) != "0"
