"""The rules of a page → ruled grids: where lines stand, and which places no rule parts from each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.model.original import Box
from build_tools.sources.imports.sheet import Rule

_SAME = 3.0  # points: rules so near are one
_REACH = 4.0  # how far a rule may end before the one that it meets
_COVERED = 0.6  # of a side of a place, by rules, parts it from its neighbour
_MOST_PLACES = 60_000
_MOST_MEETINGS = 4_000_000  # a map or a plan has more, and no table


@dataclass(frozen=True)
class GridCell:
    """A cell: its first row and column, and how many it spans."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True)
class RuledGrid:
    """A ruled grid: the heights and the places of its lines, and its cells in print order.

    ``open_above`` and ``open_below``: no rule closes it there, as where a page cuts a row. ``crooked`` where
    the rules left out do not make rectangles: there each place is a cell by itself.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]
    open_above: bool = False
    open_below: bool = False
    crooked: bool = False

    @property
    def box(self) -> Box:
        """What it covers of the page."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box_of(self, cell: GridCell) -> Box:
        """What a cell covers of the page."""
        return (
            self.xs[cell.column],
            self.ys[cell.row],
            self.xs[cell.column + cell.colspan],
            self.ys[cell.row + cell.rowspan],
        )


def grids_of(rules: Sequence[Rule]) -> list[RuledGrid]:
    """The grids of a page, from top to bottom. One of a single cell frames what is in it and is none."""
    merged = _merged(rules)
    levels = sum(r.level for r in merged)
    if levels * (len(merged) - levels) > _MOST_MEETINGS:
        return []
    grids = [g for group in _touching(merged) if (g := _grid(group)) is not None]
    return sorted((g for g in grids if len(g.cells) > 1), key=lambda g: (g.ys[0], g.xs[0]))


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """The rules with those that go on in each other, or are printed twice, as one."""
    found: list[Rule] = []
    for level in (True, False):
        spans = [(r.y0, r.x0, r.x1) if level else (r.x0, r.y0, r.y1) for r in rules if r.level == level]
        for at, group in _levels(spans):
            for start, end in _unions(group):
                found.append(Rule(start, at, end, at) if level else Rule(at, start, at, end))
    return found


_Span = tuple[float, float, float]


def _levels(spans: Sequence[_Span]) -> Iterable[tuple[float, list[tuple[float, float]]]]:
    """Spans by where they lie, those so near that they are one line together."""
    group: list[_Span] = []
    for span in sorted(spans):
        if group and span[0] - group[0][0] > _SAME:
            yield _mean(group), [(a, b) for _, a, b in group]
            group = []
        group.append(span)
    if group:
        yield _mean(group), [(a, b) for _, a, b in group]


def _mean(group: Sequence[_Span]) -> float:
    return sum(at for at, _, _ in group) / len(group)


def _unions(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if found and start - found[-1][1] <= _SAME:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def _meet(one: Rule, other: Rule) -> bool:
    return (
        one.x0 - _REACH <= other.x1
        and other.x0 - _REACH <= one.x1
        and one.y0 - _REACH <= other.y1
        and other.y0 - _REACH <= one.y1
    )


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """The rules in groups of which each meets another one."""
    groups: list[list[Rule]] = []
    levels = sorted((r for r in rules if r.level), key=lambda r: r.y0)
    uprights = [r for r in rules if not r.level]
    parent = {id(r): id(r) for r in rules}

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for upright in uprights:
        for level in levels:
            if level.y0 > upright.y1 + _REACH:
                break
            if _meet(upright, level):
                parent[root(id(upright))] = root(id(level))
    by_root: dict[int, list[Rule]] = {}
    for rule in rules:
        by_root.setdefault(root(id(rule)), []).append(rule)
    groups = [g for g in by_root.values() if any(r.level for r in g) and any(not r.level for r in g)]
    return groups


def _grid(rules: Sequence[Rule]) -> RuledGrid | None:
    """The grid of rules that meet; None where they make no two places."""
    levels = [r for r in rules if r.level]
    uprights = [r for r in rules if not r.level]
    xs = _lines([r.x0 for r in uprights], [e for r in levels for e in (r.x0, r.x1)])
    ys = _lines([r.y0 for r in levels], [e for r in uprights for e in (r.y0, r.y1)])
    places = (len(xs) - 1) * (len(ys) - 1)
    if not 1 < places <= _MOST_PLACES:
        return None
    parted = _Parted(levels, uprights)
    cells, crooked = _cells(xs, ys, parted)
    above = not parted.level(xs[0], xs[-1], ys[0])
    below = not parted.level(xs[0], xs[-1], ys[-1])
    return RuledGrid(tuple(xs), tuple(ys), tuple(cells), above, below, crooked)


def _lines(own: Sequence[float], ends: Sequence[float]) -> list[float]:
    """Where lines stand: the rules themselves, and the outer ends of those that cross them."""
    found: list[float] = []
    for at in sorted(own):
        if not found or at - found[-1] > _SAME:
            found.append(at)
    low, high = min(ends), max(ends)
    if low < found[0] - 2 * _SAME:
        found.insert(0, low)
    if high > found[-1] + 2 * _SAME:
        found.append(high)
    return found


class _Parted:
    """Which sides of places are ruled."""

    def __init__(self, levels: Sequence[Rule], uprights: Sequence[Rule]) -> None:
        self.levels = sorted((r.y0, r.x0, r.x1) for r in levels)
        self.uprights = sorted((r.x0, r.y0, r.y1) for r in uprights)

    def level(self, x0: float, x1: float, y: float) -> bool:
        """Whether a rule runs at height ``y``."""
        return _ruled(self.levels, y, x0, x1)

    def upright(self, y0: float, y1: float, x: float) -> bool:
        """Whether a rule stands at ``x``."""
        return _ruled(self.uprights, x, y0, y1)


def _ruled(spans: Sequence[_Span], at: float, start: float, end: float) -> bool:
    covered = 0.0
    for n, a, b in spans[bisect_left(spans, (at - _SAME,)) :]:
        if n > at + _SAME:
            break
        covered += max(0.0, min(b, end) - max(a, start))
    return covered >= _COVERED * (end - start)


def _cells(xs: Sequence[float], ys: Sequence[float], parted: _Parted) -> tuple[list[GridCell], bool]:
    """The cells: places that no rule parts are one. Whether some of them make no rectangle."""
    wide, high = len(xs) - 1, len(ys) - 1
    parent = list(range(wide * high))

    def root(k: int) -> int:
        while parent[k] != k:
            parent[k] = parent[parent[k]]
            k = parent[k]
        return k

    for i, (y0, y1) in enumerate(pairwise(ys)):
        for j, (x0, x1) in enumerate(pairwise(xs)):
            if j + 1 < wide and not parted.upright(y0, y1, x1):
                parent[root(i * wide + j + 1)] = root(i * wide + j)
            if i + 1 < high and not parted.level(x0, x1, y1):
                parent[root((i + 1) * wide + j)] = root(i * wide + j)
    groups: dict[int, list[tuple[int, int]]] = {}
    for k in range(wide * high):
        groups.setdefault(root(k), []).append(divmod(k, wide))
    cells: list[GridCell] = []
    crooked = False
    for group in groups.values():
        rows, columns = [i for i, _ in group], [j for _, j in group]
        down, across = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
        if len(group) == down * across:
            cells.append(GridCell(min(rows), min(columns), down, across))
        else:
            crooked = True
            cells += [GridCell(i, j, 1, 1) for i, j in group]
    return sorted(cells, key=lambda c: (c.row, c.column)), crooked
