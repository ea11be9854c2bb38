"""What a reader of pages finds, as the values that all of them share: rules of drawn shapes, upright pages.

A page is a mapping until then: ``number, width, height, glyphs, rules, pictures, unsure, more``; a glyph is a
list of its character, its box, its origin, its size, its angle, why it is not seen, and how grey it may be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import Any

import numpy as np

from build_tools.model.original import Kept
from build_tools.sources.imports.sheet import Glyph, Rule, Sheet

HIDDEN, OFF_PAGE, NO_INK = "hidden", "off-page", "no-ink"
SLANTED, SIDEWAYS, TWICE = "slanted", "sideways", "twice"
_KEPT: Mapping[str, Kept | None] = {
    "": None,
    HIDDEN: Kept.HIDDEN,
    OFF_PAGE: Kept.OFF_PAGE,
    NO_INK: Kept.NO_INK,
    SLANTED: Kept.SLANTED,
    SIDEWAYS: Kept.SIDEWAYS,
    TWICE: Kept.TWICE,
}
_THIN = 3.5  # a filled form that is a rule
_SHORT = 2.0
_SAME = 0.12  # of its size: so near to itself a character is printed again to look bold
_PARTS = 250  # of a page's side


class Covered:
    """Which part of a page pictures cover together: a scan may lie in it as many bands."""

    def __init__(self, width: float, height: float) -> None:
        self._places = np.zeros((_PARTS, _PARTS), dtype=bool)
        self._width, self._height = width, height

    def add(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """A picture, whatever corners are given first."""
        columns = sorted(_PARTS * min(max(x / self._width, 0.0), 1.0) for x in (x0, x1))
        rows = sorted(_PARTS * min(max(y / self._height, 0.0), 1.0) for y in (y0, y1))
        self._places[int(rows[0]) : ceil(rows[1]), int(columns[0]) : ceil(columns[1])] = True

    @property
    def part(self) -> float:
        """From 0 to 1."""
        return round(float(self._places.mean()), 3)


def ruled(corners: Sequence[tuple[float, float]], *, stroked: bool) -> Iterator[list[float]]:
    """The level and upright lines of an outline: what is stroked, and what is filled and thin."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    middle = (min(ys) + max(ys)) / 2, (min(xs) + max(xs)) / 2
    if high <= _THIN and wide > max(_SHORT, 2 * high):
        yield [min(xs), middle[0], max(xs), middle[0]]
    elif wide <= _THIN and high > max(_SHORT, 2 * wide):
        yield [middle[1], min(ys), middle[1], max(ys)]
    elif stroked:
        for (x0, y0), (x1, y1) in pairwise(corners):
            if abs(y1 - y0) <= 1 < abs(x1 - x0):
                yield [min(x0, x1), (y0 + y1) / 2, max(x0, x1), (y0 + y1) / 2]
            elif abs(x1 - x0) <= 1 < abs(y1 - y0):
                yield [(x0 + x1) / 2, min(y0, y1), (x0 + x1) / 2, max(y0, y1)]


def upright(page: dict[str, Any]) -> None:
    """Turn a page whose characters lie on their side; those that lie otherwise are said to be slanted."""
    angles = Counter(g[8] for g in page["glyphs"] if g[0].strip() and not g[9])
    turn = next((a for a, _ in angles.most_common(1) if a in (90, 180, 270)), 0)
    width, height = page["width"], page["height"]

    def at(x: float, y: float) -> tuple[float, float]:
        return {0: (x, y), 90: (y, width - x), 180: (width - x, height - y), 270: (height - y, x)}[turn]

    for g in page["glyphs"]:
        (x0, y0), (x1, y1), origin = at(g[1], g[2]), at(g[3], g[4]), at(g[5], g[6])
        g[1:7] = [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), *origin]
        if g[8] != turn and not g[9] and g[0].strip():
            g[9] = SIDEWAYS if (g[8] - turn) % 180 == 90 else SLANTED
    for rule in page["rules"]:
        (x0, y0), (x1, y1) = at(*rule[:2]), at(*rule[2:])
        rule[:] = [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]
    page["turned"] = turn
    if turn in (90, 270):
        page["width"], page["height"] = height, width


def count_once(page: dict[str, Any]) -> None:
    """Of a character that is printed twice at one place, say of the second that it is."""
    there: dict[tuple[str, int, int], list[list[Any]]] = {}
    for g in page["glyphs"]:
        if g[9] or not g[0].strip():
            continue
        near = _SAME * g[7]
        i, j = int(g[5] // 10), int(g[6] // 10)
        known = (h for a in (-1, 0, 1) for b in (-1, 0, 1) for h in there.get((g[0], i + a, j + b), ()))
        if any(abs(h[5] - g[5]) <= near and abs(h[6] - g[6]) <= near for h in known):
            g[9] = TWICE
        else:
            there.setdefault((g[0], i, j), []).append(g)


def sheet_of(page: Mapping[str, Any]) -> Sheet:
    """The page as a value."""
    glyphs = tuple(
        Glyph(chars, x0, x1, base, size, _KEPT[kept])
        for chars, x0, _, x1, _, _, base, size, _, kept, _ in page["glyphs"]
    )
    rules = tuple(Rule(*rule) for rule in page["rules"])
    return Sheet(
        page["number"], page["width"], page["height"], glyphs, rules,
        page["pictures"], page["turned"], unsure=page["unsure"], more=page["more"],
    )  # fmt: skip
