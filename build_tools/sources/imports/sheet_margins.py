"""Running heads and page numbers, told by their place and by coming again from page to page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from build_tools.sources.imports.sheet_lines import Strip

_EDGE = 3  # lines from the upper and from the lower edge of the text that may be a head or a foot
_NEAR = 4.0  # points by which the place of a head may vary
_FAR = 1.25  # sizes of blank between a head and the text
# — 12 — · - 12 - · ·12· · 第12页 · 第 12 页 共 30 页 · 12/30 · 12
_PAGE = re.compile(
    r"^(?:[—–\-－·•~～_]{0,3}\s*(\d{1,4})\s*[—–\-－·•~～_]{0,3}|第\s*(\d{1,4})\s*页(?:[，,/／]?\s*共\s*\d{1,4}\s*页)?"
    r"|(\d{1,4})\s*[/／]\s*\d{1,4})$"
)
_MARKED = re.compile(r"^[—–\-－·•~～]{1,3}\s*\d{1,4}\s*[—–\-－·•~～]{1,3}$|页$")
_LONGEST = 4  # figures of a page's number; 055266 in a running head counts something else
_ANNEX = re.compile(r"^附[件表录图]")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Margins:
    """What stands around the text of a page, by the identity of its strips, and the number it prints."""

    heads: tuple[Strip, ...]
    feet: tuple[Strip, ...]
    number: int | None = None


@dataclass(frozen=True)
class _Edge:
    """A line at an edge of a page."""

    page: int
    strips: tuple[Strip, ...]
    above: bool
    apart: bool  # a blank parts it from the text

    @property
    def words(self) -> str:
        return "".join(s.chars for s in self.strips)

    @property
    def base(self) -> float:
        return self.strips[0].base


def margins_of(
    pages: Sequence[Sequence[Strip]], heights: Sequence[float], tables: Sequence[bool]
) -> list[Margins]:
    """The heads and feet of each page; ``pages`` are strips outside of tables, ``tables`` says which pages
    hold any. A line that is all that a page prints is its text."""
    edges = [
        e
        for k, strips in enumerate(pages)
        if tables[k] or len({s.base for s in strips}) > 1
        for e in _edges(k, strips, heights[k])
    ]
    again = _outside(edges, _counted(edges) | _repeated(edges, len(pages)), len(pages))
    proven = again | _marked(edges, heights)
    found: list[Margins] = []
    for k in range(len(pages)):
        own = [e for e in edges if e.page == k and id(e) in proven]
        numbers = {n for e in own if (n := proven[id(e)]) is not None}
        found.append(
            Margins(
                tuple(s for e in own if e.above for s in e.strips),
                tuple(s for e in own if not e.above for s in e.strips),
                numbers.pop() if len(numbers) == 1 else None,
            )
        )
    return found


def _edges(page: int, strips: Sequence[Strip], height: float) -> list[_Edge]:
    """The first and the last lines of a page, outermost first."""
    rows: list[list[Strip]] = []
    for strip in sorted(strips, key=lambda s: (s.base, s.x0)):
        if rows and abs(rows[-1][0].base - strip.base) <= 2:
            rows[-1].append(strip)
        else:
            rows.append([strip])
    found: list[_Edge] = []
    for order, above in ((range(len(rows)), True), (range(len(rows) - 1, -1, -1), False)):
        for k in list(order)[:_EDGE]:
            row = rows[k]
            inner = k + 1 if above else k - 1
            size = max(s.size for s in row)
            gap = (
                (rows[inner][0].top - row[0].bottom if above else row[0].top - rows[inner][0].bottom)
                if 0 <= inner < len(rows)
                else size * 2
            )
            half = row[0].base < height / 2
            if half == above:
                found.append(_Edge(page, tuple(row), above, gap >= _FAR * size))
    return found


def _number(words: str) -> int | None:
    match = _PAGE.match(words)
    return int(next(g for g in match.groups() if g)) if match else None


def _counted(edges: Sequence[_Edge]) -> dict[int, int | None]:
    """Lines that are only a number, at one height, that count up with the pages."""
    found: dict[int, int | None] = {}
    for above in (True, False):
        held = [(e, n) for e in edges if e.above == above and (n := _number(e.words)) is not None]
        for edge, number in held:
            steps = [
                other
                for other, n in held
                if other is not edge
                and n - number == other.page - edge.page
                and abs(other.base - edge.base) <= _NEAR
            ]
            if steps:
                found[id(edge)] = number
    return found


def _repeated(edges: Sequence[_Edge], count: int) -> dict[int, int | None]:
    """Lines whose words come again at one height on other pages; a number in them may count up."""
    groups: Mapping[tuple[str, bool], list[_Edge]] = defaultdict(list)
    for edge in edges:
        groups[_DIGITS.sub("#", edge.words), edge.above].append(edge)
    found: dict[int, int | None] = {}
    for group in groups.values():
        for edge in group:
            same = [o for o in group if abs(o.base - edge.base) <= _NEAR and _is_again(edge, o)]
            pages = {o.page for o in same}
            apart = sum(o.apart for o in same) * 2 > len(same)
            if len(pages) >= max(2, min(3, count // 3)) and apart and edge.words.strip("#"):
                found[id(edge)] = _counting_number(edge, same)
    return found


def _outside(edges: Sequence[_Edge], proven: Mapping[int, int | None], count: int) -> dict[int, int | None]:
    """Those that stand outside of the text: no page, but for a cover and the last one, has other words there
    or farther out. 附件1 and 附件2 at the upper edge of two pages stand where text begins."""
    others = [e for e in edges if id(e) not in proven and 0 < e.page < count - 1]

    def stands_outside(edge: _Edge) -> bool:
        if _ANNEX.match(edge.words):
            return False
        side = [o for o in others if o.above == edge.above]
        return not any(o.base <= edge.base + 2 if edge.above else o.base >= edge.base - 2 for o in side)

    return {id(e): proven[id(e)] for e in edges if id(e) in proven and stands_outside(e)}


def _is_again(edge: _Edge, other: _Edge) -> bool:
    """Whether a line is another one again, but for numbers that grow as the pages do."""
    mine, theirs = (_DIGITS.findall(e.words) for e in (edge, other))
    pairs = list(zip(mine, theirs, strict=True))
    step = other.page - edge.page
    return all(a == b or int(b[-6:]) - int(a[-6:]) == step for a, b in pairs)


def _counting_number(edge: _Edge, same: Sequence[_Edge]) -> int | None:
    """The number in a running head that counts the pages."""
    mine = _DIGITS.findall(edge.words)
    others = [o for o in same if o.page != edge.page]
    for k, digits in enumerate(mine):
        if len(digits) <= _LONGEST and others and all(_DIGITS.findall(o.words)[k] != digits for o in others):
            return int(digits)
    return None


def _marked(edges: Sequence[_Edge], heights: Sequence[float]) -> dict[int, int | None]:
    """A line in the form of a page number, between dashes, alone at the foot of its page."""
    return {
        id(e): _number(e.words)
        for e in edges
        if not e.above and e.apart and e.base > 0.85 * heights[e.page] and _MARKED.search(e.words)
        and _number(e.words) is not None
    }  # fmt: skip
