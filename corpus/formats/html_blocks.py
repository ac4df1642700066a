"""A page's visible words as blocks, in reading order: what a reader sees between two breaks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from corpus.formats.html_tree import UNREAD, Element, tag_of, walk
from corpus.markup import one_line
from corpus.paragraphs import Form, Paragraph

# These are, unless the page puts its article into one.
_ASIDES = frozenset({"aside", "footer", "form", "table"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ENTRIES = frozenset({"li", "dd", "dt"})
BREAKING = (
    frozenset(
        "address article aside blockquote body center details div dl fieldset footer form header"
        " hgroup hr html main ol p pre search section summary table tbody td tfoot th thead tr ul"
        " caption legend".split()
    )
    | _ENTRIES
    | frozenset(_HEADINGS)
)
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-(?:text|only)|u-visually-hidden)(?:\s|$)",
    re.IGNORECASE,
)
# Words in the class or id of what pages put between the paragraphs of an article.
_BESIDE = frozenset(
    "ad ads advert advertisement advertising breadcrumb breadcrumbs caption comment comments"
    " consent cookie cookies disqus donate donation gdpr newsletter outbrain popular promo"
    " promotion pullquote recirc recommended recommendations related share sharing sharedaddy"
    " sidebar social sponsor sponsored subscribe taboola teaser teasers toolbar trending".split()
)
_ZONES = frozenset("article blockquote details div li ol p section span ul".split())
_STATE_CLASS = re.compile(r"\b(?:with|has|no|is|without)[-_]+\w+")
# What style tools make up: css-1ad9x2, sc-7ad31f2b-0; no words.
_HASHED = re.compile(r"(?<![a-zA-Z0-9])(?=[a-z]*\d+[a-z])[0-9a-z]{5,}(?![a-zA-Z0-9])")
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+")
# A page whose article is in one table or form has nearly all its words there.
MAIN_SHARE = 0.5
# A newsletter box or a list of related headlines is short beside its article: on the invented
# pages of the tests the longest, of comments, had 0.21 of the page's words.
BESIDE_SHARE = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What stands between two breaks of a page: never empty, on one line.

    `element` is the innermost element that breaks lines around it. `linked` is the share of its
    characters that stand in links, 0 to 1.
    """

    text: str
    form: Form
    level: int
    linked: float
    element: Element

    @property
    def paragraph(self) -> Paragraph:
        """The block as any reader hands it over."""
        return Paragraph(text=self.text, form=self.form, level=self.level)


def strip_page(tree: Element) -> None:
    """Take out of a page, in place, what is unseen or plainly beside an article.

    The words around what is taken out stay. Tables and forms that lay out the page become plain
    divisions.
    """
    _drop(_unseen(tree))
    _drop(_beside(tree, _word_counts(tree)))


def blocks_of(tree: Element) -> tuple[Block, ...]:
    """The blocks of a stripped page in reading order."""
    return tuple(_blocks(tree))


@dataclass(slots=True)
class _Line:
    """The block being read, and the elements around the place where reading is."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    in_links: int = 0
    breaks: int = 0  # line breaks since the last word: two part paragraphs
    around: list[Element] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if text is None:
            return
        self.pieces.append(text)
        if shown := len(text.split()) and len(text.strip()):
            self.breaks = 0
            self.linked += shown if self.in_links else 0

    def end(self) -> Iterator[Block]:
        text = one_line("".join(self.pieces))
        if text:
            form, level = _form(self.around)
            share = min(1.0, self.linked / len(text))
            yield Block(text=text, form=form, level=level, linked=share, element=self.around[-1])
        self.pieces, self.linked, self.breaks = [], 0, 0


def _blocks(tree: Element) -> Iterator[Block]:
    line = _Line(around=[tree])
    for event, element in walk(tree):
        tag = tag_of(element)
        if tag in BREAKING:
            yield from line.end()
        if event == "start":
            _enter(line, element, tag)
            continue
        if tag in BREAKING and element is not tree:
            line.around.pop()
        line.in_links -= tag == "a"
        if tag == "br":
            line.pieces.append(" ")
            line.breaks += 1
            if line.breaks > 1:
                yield from line.end()
        if element is not tree:
            line.add(element.tail)
    yield from line.end()


def _enter(line: _Line, element: Element, tag: str) -> None:
    if tag in BREAKING and element is not line.around[0]:
        line.around.append(element)
    line.in_links += tag == "a"
    line.add(element.text)


def _form(around: list[Element]) -> tuple[Form, int]:
    for element in reversed(around):
        tag = tag_of(element)
        if tag in _HEADINGS:
            return Form.HEADING, _HEADINGS[tag]
        if tag in _ENTRIES:
            return Form.ENTRY, 0
        if tag not in {"p", "div", "blockquote"}:
            break
    return Form.PROSE, 0


def _unseen(tree: Element) -> list[Element]:
    return [element for element in tree.iter() if element is not tree and _is_unseen(element)]


def _is_unseen(element: Element) -> bool:
    tag = tag_of(element)
    if tag in UNREAD or element.get("hidden") is not None:
        return True
    if tag == "body":
        return False  # pages hide their body until a script has run
    style, name = element.get("style"), element.get("class")
    return bool((style and _HIDDEN_STYLE.search(style)) or (name and _HIDDEN_CLASS.search(name)))


def _word_counts(tree: Element) -> dict[Element, int]:
    """How many words each element holds, those of all elements inside it included."""
    counts: dict[Element, int] = {}
    open_counts = [0]
    for event, element in walk(tree):
        if event == "start":
            open_counts.append(len((element.text or "").split()))
            continue
        counts[element] = open_counts.pop()
        tail = 0 if element is tree else len((element.tail or "").split())
        open_counts[-1] += counts[element] + tail
    return counts


def _beside(tree: Element, words: Mapping[Element, int]) -> list[Element]:
    """The asides of a page, each with all it holds; what lays the page out is made plain."""
    found: list[Element] = []
    inside: Element | None = None
    layout = _layout(tree, words)
    for event, element in walk(tree):
        if event == "end":
            inside = None if element is inside else inside
        elif inside is None and (limit := _limit(element)):
            if element not in layout and words[element] < limit * words[tree]:
                found.append(element)
                inside = element
            else:
                _make_plain(element)
    return found


def _layout(tree: Element, words: Mapping[Element, int]) -> frozenset[Element]:
    """The tables of one column on a page that mostly is such: so newsletters are laid out."""
    found = [
        table for table in tree.iter("table") if all(len(row) <= 1 for row in table.iter("tr"))
    ]
    outermost = [table for table in found if not any(table.iterancestors("table"))]
    is_laid_out = sum(words[table] for table in outermost) >= MAIN_SHARE * words[tree]
    return frozenset(found if is_laid_out else ())


def _limit(element: Element) -> float:
    """Below which share of the page's words an element is beside the article; 0 for never."""
    tag = tag_of(element)
    if tag in _ASIDES:
        return MAIN_SHARE
    if tag not in _ZONES:
        return 0.0
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    if not named.strip():
        return 0.0
    spoken = _STATE_CLASS.sub("", _HASHED.sub("", named))
    parts = {part.lower() for part in _NAME_PARTS.findall(spoken)}
    return BESIDE_SHARE if parts & _BESIDE else 0.0


def _make_plain(element: Element) -> None:
    if tag_of(element) == "table":
        for part in element.iter("tbody", "thead", "tfoot", "tr", "td", "th"):
            part.tag = "div"
    if tag_of(element) in _ASIDES:
        element.tag = "div"


def _drop(elements: list[Element]) -> None:
    """Take elements out; the text after each stays, where it was."""
    for element in elements:
        parent = element.getparent()
        if parent is None:
            continue
        # Without it, the words on either side of a dropped table would run together.
        tail = f" {element.tail or ''}" if tag_of(element) in BREAKING else element.tail
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + (tail or "")
        else:
            parent.text = (parent.text or "") + (tail or "")
        element.tail = None
        parent.remove(element)
