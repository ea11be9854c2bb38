"""The order in which a page is read: bands of one column and of several, found from the gaps between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from build_tools.sources.imports.sheet_grids import RuledGrid
from build_tools.sources.imports.sheet_lines import Strip

_GUTTER = 8.0  # points between two columns, at least
_STEP = 2.0
_FEW = 2  # lines that each column has, at least
_SURE = 4  # lines of which some may be short
_LONG = 10  # characters of each of fewer lines
_FULL = 0.4  # of the lines of running text reach the right edge of their column
_WORDS = 6  # characters of a line of running text, in the middle of all


@dataclass(frozen=True)
class Area:
    """A ruled grid with the strips in it, as a block of the page."""

    grid: RuledGrid
    strips: tuple[Strip, ...]

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.grid.xs[0]

    @property
    def x1(self) -> float:
        """Its right edge."""
        return self.grid.xs[-1]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.grid.ys[0]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.grid.ys[-1]


Placed = Strip | Area
"""What stands at a place of a page: a line of text, or a ruled table."""


@dataclass
class Column:
    """A column of a page, or of a band of it: its blocks from top to bottom."""

    blocks: list[Placed] = field(default_factory=list)
    alone: bool = True  # nothing stands beside it


def columns_of(blocks: Sequence[Placed]) -> list[Column]:
    """The columns of a page in reading order. Columns stand side by side only where running text fills both;
    what else stands side by side, as in an unruled table, is one column."""
    ordered = sorted(blocks, key=lambda b: (b.top, b.x0))
    gutter = _gutter(ordered)
    if gutter is None:
        return [Column(ordered)] if ordered else []
    found: list[Column] = []
    alone: list[Placed] = []
    for band, double in _bands(ordered, gutter):
        sides = [b for b in band if b.x1 <= gutter], [b for b in band if b.x0 >= gutter]
        if not double or not (_runs(sides[0]) and _runs(sides[1])):
            alone += band
            continue
        if alone:
            found += columns_of(alone) if len(alone) < len(ordered) else [Column(alone)]
            alone = []
        for side in sides:
            found += [Column(c.blocks, alone=False) for c in columns_of(side)]
    if alone:
        found += columns_of(alone) if len(alone) < len(ordered) else [Column(alone)]
    return found


def _gutter(blocks: Sequence[Placed]) -> float | None:
    """Where an upright gap parts most lines of the page with enough of them on each side."""
    if len(blocks) < 2 * _FEW:
        return None
    left, right = min(b.x0 for b in blocks), max(b.x1 for b in blocks)
    best: tuple[int, float, float] | None = None
    steps = int((right - left) / _STEP)
    for k in range(int(steps * 0.15), int(steps * 0.85)):
        x = left + k * _STEP
        crossing = sum(b.x0 < x + _GUTTER / 2 and b.x1 > x - _GUTTER / 2 for b in blocks)
        on_left = sum(b.x1 <= x - _GUTTER / 2 for b in blocks)
        on_right = sum(b.x0 >= x + _GUTTER / 2 for b in blocks)
        if min(on_left, on_right) < _FEW or crossing > min(on_left, on_right) * 3:
            continue
        centre = abs(x - (left + right) / 2)
        if best is None or (crossing, centre) < best[:2]:
            best = (crossing, centre, x)
    return best[2] if best is not None else None


def _bands(blocks: Sequence[Placed], gutter: float) -> list[tuple[list[Placed], bool]]:
    """Runs of blocks from top to bottom that keep off the gutter, and of those that cross it."""
    bands: list[tuple[list[Placed], bool]] = []
    for block in blocks:
        off = block.x1 <= gutter or block.x0 >= gutter
        if not bands or bands[-1][1] != off:
            bands.append(([], off))
        bands[-1][0].append(block)
    return bands


def _runs(side: Sequence[Placed]) -> bool:
    """Whether a side of a gutter is running text, whose lines go to the edge of their column."""
    strips = [b for b in side if isinstance(b, Strip)]
    if len(strips) < _FEW:
        return False
    right = max(s.x1 for s in strips)
    size = max(s.size for s in strips)
    full = sum(s.x1 >= right - 1.5 * size for s in strips)
    lengths = sorted(len(s.chars) for s in strips)
    if len(strips) < _SURE:  # the rest of a column on a new page: its lines are full but for the last one
        return full >= len(strips) - 1 and lengths[-1] >= _LONG
    return full >= _FULL * len(strips) and lengths[len(lengths) // 2] >= _WORDS
