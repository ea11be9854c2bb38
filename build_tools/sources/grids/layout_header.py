"""Which columns the names of a header stand over, where a PDF's text layer sets them by position.

::

                         保教费（元/月）
    幼儿园等级                              伙食费（元/天）
                       小班           大班
    省级示范            650            580            15

A name stands over its middle: ``保教费（元/月）`` over 小班 and 大班. Each column has its lowest name below
it; where two readings of the names above are about as good, none is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations, islice

from build_tools.sources.grids.layout_pieces import Phrase, nearest

Columns = tuple[tuple[int, int], ...]
Lines = Sequence[tuple[int, list[Phrase]]]
"""The lines of a header from above, each with its index and its phrases."""

_OFF = 4  # half-width places by which a name may miss the middle of what it stands over
_MOST_READINGS = 2_000  # of more, place decides nothing
_OUT_OF_LINE = 3  # by which the lines of one name may miss each other


@dataclass(frozen=True)
class Name:
    """A name of the header: its phrases by line, the columns and the rows that it stands over."""

    phrases: tuple[tuple[int, Phrase], ...]
    first: int
    last: int
    top: int = 0
    deep: int = 1

    @property
    def left(self) -> int:
        """Where its leftmost phrase begins."""
        return min(p.left for _, p in self.phrases)

    @property
    def right(self) -> int:
        """Where its rightmost phrase ends."""
        return max(p.right for _, p in self.phrases)

    @property
    def chars(self) -> str:
        """Its words."""
        return "".join(p.chars for _, p in self.phrases)


@dataclass(frozen=True)
class _Reading:
    """Upper and lower names, and by how much the worst of them misses its middle."""

    upper: tuple[Name, ...]
    lower: tuple[Name, ...]
    off: float

    def stacks(self) -> tuple[tuple[str, ...], ...]:
        """The phrases over each column, from above: what two readings are told apart by."""
        width = max((n.last for n in (*self.upper, *self.lower)), default=-1) + 1
        over: list[list[tuple[int, int]]] = [[] for _ in range(width)]
        for name in (*self.upper, *self.lower):
            for c in range(name.first, name.last + 1):
                over[c] += [(line, p.start) for line, p in name.phrases]
        return tuple(tuple(f"{line}:{start}" for line, start in sorted(o)) for o in over)

    def repeats(self) -> bool:
        """Whether names over several columns have the same names below: 2023年 2025年 2023年 2025年."""
        groups = [
            tuple(n.chars for n in self.lower if u.first <= n.first <= u.last)
            for u in self.upper
            if u.last > u.first
        ]
        single = {n.first for n in self.lower} - {c for u in self.upper for c in range(u.first, u.last + 1)}
        return len(groups) > 1 and len(set(groups)) == 1 and not single

    def stands(self) -> bool:
        """Whether the names below one name, and those below none, stand about one middle, or begin or end
        on one line: 区片综合地价 is no third line above 安置 / 补助费 where 土地 / 补偿费 stands beside."""
        single = {u.first: u for u in self.upper if u.first == u.last}
        rows: dict[int | None, list[tuple[int, int]]] = {}
        for name in self.lower:
            over = next((u.first for u in self.upper if u.first <= name.first <= u.last != u.first), None)
            above = single.pop(name.first).phrases if name.first in single else ()
            lines = [line for line, _ in (*above, *name.phrases)]
            rows.setdefault(over, []).append((lines[0], lines[-1]))
        for name in single.values():
            rows.setdefault(None, []).append((name.phrases[0][0], name.phrases[-1][0]))
        return all(
            max(map(sum, ends)) - min(map(sum, ends)) <= 2
            or any(len(set(x)) == 1 for x in zip(*ends, strict=True))
            for ends in rows.values()
        )


def header_names(lines: Lines, columns: Columns) -> tuple[Name, ...] | None:
    """The names of a header in one or two rows; None where their places do not decide what they name."""
    best: dict[tuple[tuple[str, ...], ...], _Reading] = {}
    for split in range(len(lines)):
        readings = _readings(lines[:split], lines[split:], columns)
        if len(readings) > _MOST_READINGS:
            return None
        for reading in readings:
            held = best.get(reading.stacks())
            if held is None or reading.off < held.off:
                best[reading.stacks()] = reading
    ranked = sorted(best.values(), key=lambda r: r.off)
    if not ranked:
        return None
    near = [r for r in ranked if r.off < ranked[0].off * 2 + 2]
    if len(near) > 1:
        near = [r for r in near if r.repeats()] or [r for r in near if r.stands()]
    return _in_rows(near[0]) if len(near) == 1 else None


def _readings(above: Lines, below: Lines, columns: Columns) -> list[_Reading]:
    """The readings in which the lines ``above`` hold names over those of the lines ``below``; no more than
    one above ``_MOST_READINGS``."""
    upper, lower = _stacked(above), _stacked(below)
    if upper is None or lower is None:
        return []
    named = _one_each(lower, columns)
    if named is None:
        return []
    alone = [u for u in upper if nearest(u.left, u.right, columns) not in named]
    singles = _one_each(alone, columns)
    if singles is None or set(range(1, len(columns))) - set(named) - set(singles):
        return []
    parents = sorted((u for u in upper if u not in alone), key=lambda u: u.left)
    places = {
        c: (min(left, named[c].left), max(right, named[c].right)) if c in named else (left, right)
        for c, (left, right) in enumerate(columns)
    }
    found = []
    for groups, off in islice(_over(parents, places, sorted(named), full=bool(singles)), _MOST_READINGS + 1):
        set_over = list(zip(parents, groups, strict=True))
        if not _side_by_side([u for u, group in set_over if group != (0, 0)]):
            continue
        if not _level(named, [group for group in groups if group[1] > group[0]]):
            continue
        spanning = [Name(u.phrases, a, b) for u, (a, b) in set_over]
        spanning += [Name(u.phrases, c, c) for c, u in singles.items()]
        leaves = tuple(Name(n.phrases, c, c) for c, n in named.items())
        found.append(_Reading(tuple(spanning), leaves, max(off, _bent(lower))))
    return found


def _level(named: dict[int, Name], groups: Sequence[tuple[int, int]]) -> bool:
    """Whether names of one row that do not wrap are printed on the same line: those below one name over
    several columns, and those below none, the first column aside."""
    lines: dict[tuple[int, int] | None, set[int]] = {}
    for c, name in named.items():
        if c and len(name.phrases) == 1:
            over = next((g for g in groups if g[0] <= c <= g[1]), None)
            lines.setdefault(over, set()).add(name.phrases[0][0])
    return all(len(held) == 1 for held in lines.values())


def _side_by_side(parents: Sequence[Name]) -> bool:
    """Whether names over columns, the leftmost aside, have a line in common, as cells of one row have."""
    lines = [{line for line, _ in name.phrases} for name in parents]
    return all(a & b for a, b in combinations(lines, 2))


def _stacked(lines: Lines) -> list[Name] | None:
    """The names of some lines, those that wrap put together; None where lines overlap out of line."""
    names: list[list[tuple[int, Phrase]]] = []
    for line, pieces in lines:
        for piece in pieces:
            over = [n for n in names if any(p.left < piece.right and piece.left < p.right for _, p in n)]
            if len(over) > 1 or (over and not _in_line(over[0][-1][1], piece)):
                return None
            if over:
                over[0].append((line, piece))
            else:
                names.append([(line, piece)])
    return [Name(tuple(n), 0, 0) for n in _beside(sorted(names, key=lambda n: n[0][1].left))]


def _beside(names: list[list[tuple[int, Phrase]]]) -> list[list[tuple[int, Phrase]]]:
    """``牛`` and, a little to the right in the next line, ``[m3/（百头·天）]`` are one name where another
    name is printed on these two lines."""
    wrapped = [{line for line, _ in n} for n in names if len(n) > 1]
    made: list[list[tuple[int, Phrase]]] = []
    for name in names:
        if made and {line for line, _ in (*made[-1], *name)} in wrapped and len(made[-1]) == len(name) == 1:
            made[-1] = sorted([*made[-1], *name], key=lambda phrase: phrase[0])
        else:
            made.append(name)
    return made


def _in_line(a: Phrase, b: Phrase) -> bool:
    return abs(a.centre - b.centre) <= _OUT_OF_LINE or abs(a.left - b.left) <= _OUT_OF_LINE


def _bent(names: Sequence[Name]) -> float:
    """By how much the lines of a name miss each other at worst."""
    return max(
        (
            min(abs(a.centre - b.centre), abs(a.left - b.left))
            for n in names
            for (_, a), (_, b) in zip(n.phrases, n.phrases[1:], strict=False)
        ),
        default=0.0,
    )


def _one_each(names: Sequence[Name], columns: Columns) -> dict[int, Name] | None:
    """Each name with its column; None where two have one."""
    placed = {nearest(n.left, n.right, columns): n for n in names}
    return placed if len(placed) == len(names) else None


def _over(
    parents: Sequence[Name], places: dict[int, tuple[int, int]], named: Sequence[int], *, full: bool
) -> Iterator[tuple[tuple[tuple[int, int], ...], float]]:
    """All ways to set names over columns that are named below, from the left, none over the next one's:
    first and last column of each, and by how much the worst misses its middle. ``full``: over all of them."""
    ways = [_ways(name, places, named) for name in parents]

    @cache
    def above(column: int) -> int:
        """The first named column from ``column`` on; one behind the last where there is none."""
        return next((c for c in named if c >= column), len(places))

    @cache
    def possible(i: int, low: int) -> bool:
        if i == len(ways):
            return not full or low == len(places)
        return any(possible(i + 1, above(b + 1)) for a, b in ways[i] if fits(a, low))

    def fits(a: int, low: int) -> bool:
        return a == low if full else a >= low

    def over(i: int, low: int) -> Iterator[tuple[tuple[tuple[int, int], ...], float]]:
        if i == len(ways):
            yield (), 0.0
            return
        for (a, b), off in ways[i].items():
            if fits(a, low) and possible(i + 1, above(b + 1)):
                for rest, worst in over(i + 1, above(b + 1)):
                    yield ((a, b), *rest), max(off, worst)

    return over(0, above(0)) if possible(0, above(0)) else iter(())


def _ways(
    name: Name, places: dict[int, tuple[int, int]], named: Sequence[int]
) -> dict[tuple[int, int], float]:
    """The runs of named columns that a name may stand over, and how far it is from the middle of each."""
    found: dict[tuple[int, int], float] = {}
    for a in named:
        for b in range(a, len(places)):
            if b not in named:
                break
            if (off := _misses(name, a, b, places)) is not None:
                found[a, b] = off
    return found


def _misses(name: Name, a: int, b: int, places: dict[int, tuple[int, int]]) -> float | None:
    """How far a name is from the middle of the columns ``a`` to ``b``; None where it cannot be theirs."""
    left, right = places[a][0], places[b][1]
    off = abs((name.left + name.right) / 2 - (left + right) / 2)
    beside = [places[c] for c in (a - 1, b + 1) if c in places]
    foreign = any(min(r, name.right) - max(x, name.left) > 1 for x, r in beside)
    return None if foreign or off > max(_OFF, (right - left) / 5) else off


def _in_rows(reading: _Reading) -> tuple[Name, ...]:
    """The names of a reading in their rows: one where no name stands over several columns. A name over one
    column is one with the name below it."""
    wide = [u for u in reading.upper if u.last > u.first]
    deep = 2 if wide else 1
    over = {u.first: u for u in reading.upper if u.last == u.first}
    spanned = {c for u in wide for c in range(u.first, u.last + 1)}
    made = list(wide)
    for name in reading.lower:
        if name.first in spanned:
            made.append(Name(name.phrases, name.first, name.first, top=1))
        else:
            above = over.pop(name.first).phrases if name.first in over else ()
            made.append(Name((*above, *name.phrases), name.first, name.first, deep=deep))
    made += [Name(u.phrases, u.first, u.first, deep=deep) for u in over.values()]
    return tuple(sorted(made, key=lambda n: (n.top, n.first)))
