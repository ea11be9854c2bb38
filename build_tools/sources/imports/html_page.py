"""A web page as a tree with all its text nodes, counted a second time by another reader of HTML."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Script, Stylesheet, Tag

from build_tools.model.original import Node, Spot
from build_tools.sources.imports.refusals import Refusal, Refused
from build_tools.sources.read import decode

_MOST_BYTES = 40_000_000
_MOST_DEPTH = 200
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_NAMES = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "utf8": "utf-8"}


@dataclass(frozen=True)
class Page:
    """The tree of a page, its nodes, and the number of each element in it."""

    soup: BeautifulSoup
    strings: tuple[NavigableString, ...]
    nodes: tuple[Node, ...]
    numbers: dict[int, int]  # id of an element → its number, from 1

    def place(self, element: Tag) -> Spot:
        """Where an element stands."""
        return Spot("", self.numbers.get(id(element), 1))


def open_page(data: bytes) -> Page:
    """Read a page. Raises Refused where it is too big or too deep, or where text in it is not found."""
    if len(data) > _MOST_BYTES:
        raise Refused(Refusal.FILE_TOO_BIG)
    raw = page_text(data)
    wanted = _counted(_texts(raw))
    for builder in ("lxml", "html.parser"):  # lxml mends tables; it drops what it takes for broken
        page = _page(BeautifulSoup(raw, builder))
        if _counted([n.chars for n in page.nodes]) == wanted:
            return page
    raise Refused(Refusal.FILE_BROKEN, "网页的写法有误")


def page_text(data: bytes) -> str:
    """The characters of a page, by its byte order mark, by what it says of itself, else by trying."""
    said = _CHARSET.search(data[:4096])
    if said is not None and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = said[1].decode().lower()
        try:
            return data.decode(_NAMES.get(name, name))
        except (LookupError, UnicodeDecodeError):
            pass
    raw, _, whole = decode(data)
    if not whole:
        raise Refused(Refusal.ENCODING_UNKNOWN)
    return raw


def _page(soup: BeautifulSoup) -> Page:
    strings: list[NavigableString] = []
    nodes: list[Node] = []
    numbers: dict[int, int] = {}
    pending: list[tuple[Tag | NavigableString, int]] = [(soup, 0)]
    while pending:
        element, depth = pending.pop()
        if depth > _MOST_DEPTH:
            raise Refused(Refusal.FILE_TOO_DEEP)
        if isinstance(element, Tag):
            numbers[id(element)] = len(numbers) + 1
            inside = [e for e in element.contents if isinstance(e, Tag | NavigableString)]
            pending += [(e, depth + 1) for e in reversed(inside)]
        elif not isinstance(element, PreformattedString | Script | Stylesheet):
            around = element.parent
            strings.append(element)
            nodes.append(Node(Spot("", numbers.get(id(around), 1)), str(element)))
    return Page(soup, tuple(strings), tuple(nodes), numbers)


class _Texts(HTMLParser):
    """Collects the text of a page but for its scripts and styles."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.code = 0

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self.code += tag in ("script", "style")

    def handle_endtag(self, tag: str) -> None:
        self.code -= tag in ("script", "style") and self.code > 0

    def handle_data(self, data: str) -> None:
        if not self.code:
            self.found.append(data)


def _texts(raw: str) -> list[str]:
    parser = _Texts()
    parser.feed(raw)
    parser.close()
    return parser.found


def html_nodes(data: bytes) -> tuple[Node, ...]:
    """The text of a page as the second reader finds it."""
    return tuple(Node(Spot("", 1), chars) for chars in _texts(page_text(data)))


def _counted(texts: list[str]) -> Counter[str]:
    return Counter(c for text in texts for c in text if not c.isspace() and c != "\ufeff")
