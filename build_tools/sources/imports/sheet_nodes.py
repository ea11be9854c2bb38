"""The nodes of an original that is printed pages: each printed line once, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

from build_tools.language.script import HAN
from build_tools.model.original import (
    Aside,
    Box,
    Kept,
    Node,
    NodeChars,
    OriginalDoubt,
    Paragraph,
    Sign,
    Spot,
)
from build_tools.sources.imports.sheet import Sheet
from build_tools.sources.imports.sheet_lines import Mark, blank_between, is_wide

Parts = list[NodeChars | Sign]

SURE = 0.9
"""Of a recognised character; one of which the recognition is less sure is a doubt."""

_NARROW = 0.55  # of its size: no Han is printed in so little room, the file names another character
_HAN = re.compile(f"[{HAN}]")


def box_of(marks: Sequence[Mark]) -> Box:
    """What marks cover of their page."""
    boxes = [m.glyph.box for m in marks]
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


@dataclass
class Nodes:
    """Takes printed lines in the order of the print; each is a node."""

    sheets: Sequence[Sheet]
    nodes: list[Node] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    unsure: list[OriginalDoubt] = field(default_factory=list)

    def place(self, page: int, marks: Sequence[Mark]) -> Spot:
        """Where marks of a page stand, as the next node."""
        sheet = self.sheets[page]
        x0, y0, x1, y1 = sheet.unturned(box_of(marks))
        box = (round(x0, 1), round(y0, 1), round(x1, 1), round(y1, 1))
        return Spot("", len(self.nodes) + 1, sheet.number, box)

    def line(self, page: int, marks: Sequence[Mark], signs: Mapping[int, int]) -> Parts:
        """The parts of a printed line. ``signs`` are characters that are the sign of a footnote, by their
        place in the list of the page."""
        own = len(self.nodes)
        self.nodes.append(Node(self.place(page, marks), "".join(m.glyph.chars for m in marks)))
        self.unsure += [self.doubt(own, page, [m]) for m in marks if m.glyph.sure < SURE]
        self.unsure += [self.doubt(own, page, run) for run in _too_narrow(marks)]
        parts: Parts = []
        at = 0
        before: Mark | None = None
        for (number, script), run in groupby(marks, key=lambda m: (signs.get(m.at, 0), m.script)):
            group = list(run)
            chars = "".join(m.glyph.chars for m in group)
            if number:
                self.asides.append(Aside(Kept.NOTE_SIGN, own, chars, at))
                parts.append(Sign(number))
                at += len(chars)
                before = group[-1]
                continue
            for mark in group:
                blank = _blank(before, mark, self.sheets[page]) if before is not None else ""
                if blank:
                    parts.append(NodeChars(blank))
                last = parts[-1] if parts else None
                if isinstance(last, NodeChars) and last.node == own and last.script is script:
                    parts[-1] = NodeChars(last.chars + mark.glyph.chars, own, last.start, script)
                else:
                    parts.append(NodeChars(mark.glyph.chars, own, at, script))
                at += len(mark.glyph.chars)
                before = mark
        return parts

    def doubt(self, node: int, page: int, marks: Sequence[Mark]) -> OriginalDoubt:
        """What is said of characters that may be other ones."""
        x0, y0, x1, y1 = (round(v) for v in self.sheets[page].unturned(box_of(marks)))
        where = f"第{self.sheets[page].number}页，左 {x0} 上 {y0} 右 {x1} 下 {y1} 磅"
        chars = "".join(m.glyph.chars for m in marks)
        return OriginalDoubt("original-unsure", self.nodes[node].place, chars, detail=where)

    def leave_out(self, page: int, marks: Sequence[Mark], kind: Kept) -> None:
        """Characters that the raw text does not hold."""
        own = len(self.nodes)
        chars = "".join(m.glyph.chars for m in marks)
        self.nodes.append(Node(self.place(page, marks), chars))
        self.asides.append(Aside(kind, own, chars))


def _too_narrow(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Runs of Han that the file names and the print cannot show: the next character begins in the midst of
    them. Fonts of some standards give their letters such codes: 犐犆犛 prints ICS."""

    def is_narrow(pair: tuple[Mark, Mark]) -> bool:
        one, other = (m.glyph for m in pair)
        named = one.sure == 1 and _HAN.match(one.chars) and abs(one.base - other.base) <= 0.12 * one.size
        return bool(named) and other.x0 - one.x0 < _NARROW * min(one.size, other.size)

    for narrow, run in groupby(pairwise(marks), key=is_narrow):
        if narrow:
            yield [one for one, _ in run]


def _blank(one: Mark, other: Mark, sheet: Sheet) -> str:
    """The blank between two marks; one that the file holds there counts where the print shows some of it."""
    if one.script is not other.script and other.glyph.x0 - one.glyph.x1 < 0.3 * max(
        one.glyph.size, other.glyph.size
    ):
        return ""  # a raised sign stands a little apart
    shown = blank_between(one.glyph, other.glyph)
    if shown or one.script is not other.script or is_wide(one.glyph) is not is_wide(other.glyph):
        return shown  # the print itself sets letters and figures apart from Han
    between = sheet.glyphs[one.at + 1 : other.at] if one.at < other.at else ()
    spaced = any(not g.chars.strip() for g in between[:3])
    return " " if spaced and other.glyph.x0 - one.glyph.x1 > 0.15 * one.glyph.size else ""


def joined(lines: Sequence[Parts]) -> tuple[NodeChars | Sign, ...]:
    """The parts of lines that go on in each other; a blank where two words of letters meet."""
    parts: Parts = []
    for line in lines:
        last = parts[-1] if parts else None
        first = line[0] if line else None
        if isinstance(last, NodeChars) and isinstance(first, NodeChars) and last.chars and first.chars:
            one, other = last.chars[-1], first.chars[0]
            if one.isascii() and one.isalpha() and other.isascii() and other.isalpha():
                parts.append(NodeChars(" "))
        parts += line
    return tuple(parts)


def paragraph(place: Spot, lines: Sequence[Parts], note: int = 0) -> Paragraph:
    """A paragraph of lines."""
    return Paragraph(joined(lines), place, note)
