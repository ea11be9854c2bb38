"""Strips → the lines of a column with their edges, and whether a line goes on in the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.language.phrases import MARKER, REFERENCE_HEAD
from build_tools.language.script import DATE
from build_tools.sources.imports.sheet_lines import Mark, Strip

_WORD = re.compile(r"[0-9A-Za-z.,:%/\-+]+")
_CANNOT_BEGIN = re.compile(r"[，。；：、？！）》〉」』】〕”’％%,.;:?!)\]…—·]+")
_CANNOT_END = re.compile(r"[（《〈「『【〔“‘(\[]+")
_ENDS = re.compile(r"[。；：！？;:!?][”’）」』】〕》]*$")
# an entry of printed contents: the number of its page behind a leader of points
_ENTRY = re.compile(r"[.…·．]{2,}\d{1,4}$")
_IN_SENTENCE = re.compile(r"[，。；]")
_PAUSES = re.compile(r"[，、]$")
_MANY = 6  # lines that end at one place, at least, are full
_MUCH = 0.15  # of all lines
_FAR = 3.2  # sizes from line to line
_SPACING = 1.45  # of the usual distance of lines parts paragraphs
_LEVEL = 0.1  # sizes by which the left edges of two lines of one paragraph differ at most


@dataclass(frozen=True)
class Edges:
    """The left and the right edge of a column's text, and the usual distance of its lines."""

    left: float
    right: float
    pitch: float = 0.0


@dataclass(frozen=True)
class PrintLine:
    """A printed line: the strips of one base line in a column of page ``page`` (counted from 0)."""

    strips: tuple[Strip, ...]
    page: int
    edges: Edges

    @property
    def marks(self) -> list[Mark]:
        """Its characters from left to right."""
        return [m for s in self.strips for m in s.marks]

    @property
    def chars(self) -> str:
        """Its characters without blanks."""
        return "".join(s.chars for s in self.strips)

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.strips[0].x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return self.strips[-1].x1

    @property
    def base(self) -> float:
        """The line that it stands on."""
        return self.strips[0].base

    @property
    def size(self) -> float:
        """The size of its characters."""
        return max(self.strips, key=lambda s: len(s.marks)).size

    @property
    def indent(self) -> float:
        """Its distance from the left edge of the column, in characters."""
        return (self.x0 - self.edges.left) / self.size


def rows_of(strips: Sequence[Strip]) -> list[tuple[Strip, ...]]:
    """Strips of one base line together, from top to bottom."""
    rows: list[list[Strip]] = []
    for strip in sorted(strips, key=lambda s: (s.base, s.x0)):
        if rows and _beside(rows[-1], strip):
            rows[-1].append(strip)
        else:
            rows.append([strip])
    return [tuple(sorted(row, key=lambda s: s.x0)) for row in rows]


def _beside(row: Sequence[Strip], strip: Strip) -> bool:
    """Whether a strip stands in a row: at nearly the same height, where nothing of it stands yet. Cells of a
    row do not share their base line where their characters are of two fonts."""
    near = abs(row[0].base - strip.base) <= 0.3 * max(strip.size, row[0].size)
    return near and all(strip.x0 >= s.x1 or strip.x1 <= s.x0 for s in row)


def edges_of(rows: Sequence[tuple[Strip, ...]]) -> Edges:
    """The edges of a column. What stands out by itself to the right of many full lines is not its edge."""
    if not rows:
        return Edges(0.0, 0.0)
    size = max(s.size for row in rows for s in row)
    rights = sorted((row[-1].x1 for row in rows), reverse=True)
    many = max(_MANY, _MUCH * len(rights))
    right = next((x for k, x in enumerate(rights) if _within(rights[k:], size) >= many), rights[0])
    steps = sorted(b[0].base - a[0].base for a, b in pairwise(rows) if b[0].base - a[0].base > 0.5 * size)
    return Edges(min(row[0].x0 for row in rows), right, steps[len(steps) // 2] if steps else 0.0)


def _within(rights: Sequence[float], size: float) -> int:
    """How many lines end as far to the right as the first of them, or nearly so."""
    return sum(rights[0] - x <= 0.8 * size for x in rights)


def is_running(rows: Sequence[tuple[Strip, ...]], edges: Edges) -> bool:
    """Whether lines show where their edge is: sentences break off at it. Names below each other may be of
    one length and have none, also where each but the last ends with a comma."""
    words = ["".join(s.chars for s in row) for row in rows]
    broken = [
        words[k]
        for k, row in enumerate(rows[:-1])
        if edges.right - row[-1].x1 <= row[-1].size
        and not _ENDS.search(words[k])
        and (_IN_SENTENCE.search(words[k]) or _IN_SENTENCE.search(words[k + 1]))
    ]
    return len(broken) >= 2 and not all(_PAUSES.search(w) for w in broken)


def room_for(line: PrintLine) -> float:
    """How much room the beginning of a line needs: what cannot be parted from its first character."""
    marks = line.marks
    chars = "".join(m.glyph.chars[0] for m in marks)
    at = 0
    if (opened := _CANNOT_END.match(chars)) is not None:
        at = opened.end()
    word = _WORD.match(chars, at)
    at = word.end() if word else at + 1
    if (closing := _CANNOT_BEGIN.match(chars, at)) is not None:
        at = closing.end()
    return marks[min(max(at, 1), len(marks)) - 1].glyph.x1 - marks[0].glyph.x0


def is_full(line: PrintLine, following: PrintLine) -> bool:
    """Whether a line had no room for the beginning of the next one: it did not end by itself."""
    return line.edges.right - line.x1 < room_for(following) + 0.2 * line.size


def goes_on(line: PrintLine, following: PrintLine, *, indented: bool) -> bool:
    """Whether a paragraph goes on from a line to the next one of its column, or of the next column or page.

    ``indented``: paragraphs of this print begin indented. Where they do not, a full line that ends a
    sentence ends a paragraph.
    """
    if _ENTRY.search(line.chars) or (len(line.strips) > 1 and line.strips[-1].chars.isdigit()):
        return False
    if not is_full(line, following) or abs(line.size - following.size) > 0.12 * line.size:
        return False
    if _is_set_right(line, following):
        return False
    same = line.page == following.page and line.edges == following.edges
    if same and line.edges.pitch and following.base - line.base > _SPACING * line.edges.pitch:
        return False
    if same and not 0 < following.base - line.base <= _FAR * line.size:
        return False
    marked = MARKER.match(following.chars) and not REFERENCE_HEAD.match(following.chars)
    ends = bool(_ENDS.search(line.chars))
    if following.indent >= 1.2:
        return abs(line.indent - following.indent) < 0.4 and not ends and not marked
    return not (ends and marked) if indented else not ends and not marked


def _is_set_right(line: PrintLine, following: PrintLine) -> bool:
    """Whether a line is full for it is set to the right, as who signs and the day are (青江市人民政府 above
    2025年3月3日), not for a paragraph filled it: that one has one left edge, wherever it begins."""
    if line.x0 <= (line.edges.left + line.edges.right) / 2:
        return False
    return abs(line.indent - following.indent) > _LEVEL or DATE.fullmatch(following.chars) is not None


def begins_indented(lines: Sequence[PrintLine]) -> bool:
    """Whether paragraphs begin indented: of the lines that surely begin one and are not short, many are."""
    begun = [b for a, b in pairwise(lines) if a.page == b.page and a.base < b.base and not is_full(a, b)]
    long = [x for x in begun if x.x1 - x.x0 > 0.6 * (x.edges.right - x.edges.left)]
    return sum(1.2 <= x.indent <= 4.5 for x in long) * 2 >= len(long) > 0
