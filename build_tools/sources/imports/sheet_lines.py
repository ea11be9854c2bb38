"""The characters of a page → strips of one base line, with what is raised, lowered or struck out in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from build_tools.language.script import HAN
from build_tools.model.original import Script
from build_tools.sources.imports.sheet import Glyph, Rule

_SMALL = 0.8  # of the size of a line: what is raised or lowered is smaller
_SMALL_SIGN = 0.87  # a sign or a power: a browser raises <sup>①</sup> and <sub>2</sub> at 1/1.2 of the size
_WIDE = re.compile(f"[{HAN}]|[\u3000-\u3013\u3016-\u303f\uff00-\uff07\uff0a-\uffef]")  # all but 〔〕（）
_RAISED = 0.15  # of the size
_LOWERED = 0.06
_APART = 1.6  # sizes between the parts of a line
_HAN = re.compile(f"[{HAN}]|[\u3000-\u303f\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A character with its place in the list of its page, and what the print shows beside it."""

    glyph: Glyph
    at: int
    script: Script | None = None


@dataclass(frozen=True)
class Strip:
    """Characters of one base line that stand together, from left to right."""

    marks: tuple[Mark, ...]
    base: float
    size: float

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.marks[0].glyph.x0

    @property
    def x1(self) -> float:
        """Its right edge."""
        return max(m.glyph.x1 for m in self.marks)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.base - 0.88 * self.size

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.base + 0.12 * self.size

    @property
    def chars(self) -> str:
        """Its characters."""
        return "".join(m.glyph.chars for m in self.marks)


def strips_of(marks: Sequence[Mark], rules: Iterable[Rule] = ()) -> list[Strip]:
    """The strips of a page, from top to bottom and left to right; wide blanks part them."""
    found = [part for row in _rows([m for m in marks if m.glyph.chars.strip()]) for part in _parts(row)]
    struck = [r for r in rules if r.level]
    return [_struck(s, struck) for s in sorted(found, key=lambda s: (s.base, s.x0))]


@dataclass
class _Row:
    marks: list[Mark]
    base: float
    size: float


def _rows(marks: Sequence[Mark]) -> list[_Row]:
    """Characters by their base line; small ones beside a line that is not theirs go to it."""
    rows: list[_Row] = []
    for mark in sorted(marks, key=lambda m: (m.glyph.base, m.at)):
        own = mark.glyph
        row = next(
            (r for r in reversed(rows[-12:]) if abs(r.base - own.base) <= 0.12 * max(r.size, own.size)), None
        )
        if row is None:
            rows.append(_Row([mark], own.base, own.size))
        else:
            row.marks.append(mark)
            row.size = max(row.size, own.size)
    for row in rows:
        row.base = Counter(m.glyph.base for m in row.marks).most_common(1)[0][0]
    return _with_scripts(rows)


def _with_scripts(rows: list[_Row]) -> list[_Row]:
    """The rows, small characters that touch a larger one of another row in that row."""
    kept: list[_Row] = []
    for k, row in enumerate(rows):
        left: list[Mark] = []
        near = [r for r in rows[max(0, k - 6) : k + 7] if r is not row and row.size < _SMALL_SIGN * r.size]
        for mark in row.marks:
            host = next((r for r in near if _hangs_on(mark.glyph, r)), None)
            if host is None:
                left.append(mark)
            else:
                host.marks.append(mark)
        if left:
            row.marks = left
            kept.append(row)
    return kept


def _hangs_on(glyph: Glyph, row: _Row) -> bool:
    """Whether a small character is raised or lowered beside a character of a row."""
    if not row.base - 0.9 * row.size <= glyph.base <= row.base + 0.35 * row.size:
        return False
    reach = 0.8 * row.size
    own = [m.glyph for m in row.marks if _is_small(glyph, m.glyph.size)]
    return any(g.x0 - reach <= glyph.x0 <= g.x1 + reach for g in own)


def _is_small(glyph: Glyph, size: float) -> bool:
    """Whether a character is small beside a size as what is raised or lowered is."""
    return glyph.size < (_SMALL if _WIDE.match(glyph.chars) else _SMALL_SIGN) * size


def _parts(row: _Row) -> list[Strip]:
    """The strips of a row."""
    marks = sorted(row.marks, key=lambda m: (m.glyph.x0, m.at))
    groups: list[list[Mark]] = []
    right = 0.0
    for mark in marks:
        if not groups or mark.glyph.x0 - right > _APART * min(row.size, 1.5 * mark.glyph.size):
            groups.append([])
            right = mark.glyph.x1
        groups[-1].append(mark)
        right = max(right, mark.glyph.x1)
    return [_strip(group, row.base) for group in groups]


def _strip(marks: Sequence[Mark], base: float) -> Strip:
    """Marks as a strip; what is small and off its base line is raised or lowered."""
    on_line = [m.glyph.size for m in marks if abs(m.glyph.base - base) < 0.5] or [m.glyph.size for m in marks]
    size = Counter(round(s, 1) for s in on_line).most_common(1)[0][0]
    return Strip(tuple(Mark(m.glyph, m.at, _script(m.glyph, base, size)) for m in marks), base, size)


def _script(glyph: Glyph, base: float, size: float) -> Script | None:
    if not _is_small(glyph, size):
        return None
    if base - glyph.base >= _RAISED * size:
        return Script.SUP
    return Script.SUB if glyph.base - base >= _LOWERED * size else None


def _struck(strip: Strip, rules: Sequence[Rule]) -> Strip:
    """The strip, its characters struck out that a rule crosses at half their height."""
    across = [r for r in rules if strip.top < r.y0 < strip.bottom and r.x0 < strip.x1 and r.x1 > strip.x0]
    if not across:
        return strip

    def is_struck(g: Glyph) -> bool:
        inside = (r for r in across if r.x0 - 1 <= g.x0 and g.x1 <= r.x1 + 1)
        return any(abs(r.y0 - g.middle) <= 0.17 * g.size for r in inside)

    marks = tuple(Mark(m.glyph, m.at, Script.STRUCK) if is_struck(m.glyph) else m for m in strip.marks)
    return Strip(marks, strip.base, strip.size)


def is_wide(glyph: Glyph) -> bool:
    """Whether a character is as wide as Han are."""
    return _HAN.match(glyph.chars) is not None


def blank_between(one: Glyph, other: Glyph) -> str:
    """The blank that the print shows between two characters of a line."""
    gap = other.x0 - one.x1
    size = max(one.size, other.size)
    if is_wide(one) or is_wide(other):
        both = is_wide(one) and is_wide(other)
        return "\u3000" if gap > 0.7 * size else " " if both and gap > 0.3 * size else ""
    return " " if gap > 0.16 * size else ""
