"""Rows whose cells stand over their middle, where a PDF's text layer sets them by position.

::

                  城关镇：东街社区、西街社区、
        XH-01                                  2.16      3.24
                  南关村

As many lines of a cell stand above the line of its row's figures as below it, and the row has none where the
cell has two lines. From the first row on this tells the lines of each; that the last row has as many below as
above proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Cells = dict[int, dict[int, str]]


def centred_rows(
    cells: Cells, body: Sequence[int], anchors: Sequence[int], bands: Sequence[int]
) -> tuple[tuple[int, ...], ...] | None:
    """The lines of each row, each around the one of ``anchors`` that it holds, bands by themselves; None
    where the lines do not prove it, or where they may as well all stand below their row, or above it."""
    loose = [k for k in body if k not in anchors and k not in bands]
    if not loose or not anchors:
        return None
    owner: dict[int, int] = {}
    for column in sorted({c for k in loose for c in cells[k]}):
        if _labels(cells, body, anchors, column):
            continue
        found = _owners(cells, body, anchors, bands, column)
        if found is None or any(owner.get(k, a) != a for k, a in found.items()):
            return None
        owner |= found
    if set(owner) != set(loose):
        return None
    rows = [
        *((b,) for b in bands),
        *(tuple(sorted([a, *(k for k in loose if owner[k] == a)])) for a in anchors),
    ]
    ordered = sorted(rows)
    return tuple(ordered) if all(a[-1] < b[0] for a, b in pairwise(ordered)) else None


def _labels(cells: Cells, body: Sequence[int], anchors: Sequence[int], column: int) -> bool:
    """Whether the first column holds labels of several rows: they stand beside other cells of loose lines."""
    filled = [k for k in body if column in cells[k]]
    return column == 0 and len(filled) < len(anchors) and all(len(cells[k]) > 1 for k in filled)


def _owners(
    cells: Cells, body: Sequence[int], anchors: Sequence[int], bands: Sequence[int], column: int
) -> dict[int, int] | None:
    """The row of each loose line in one column; None where the lines around the rows do not come out even."""
    found: dict[int, int] = {}
    above_first, below_last, proved = 0, 0, False
    for part in _between(body, bands):
        own = [k for k in part if k in anchors]
        runs = _runs([k for k in part if k in anchors or column in cells[k]], own)
        if not own:
            if any(runs):
                return None
            continue
        above_first, below_last = above_first + len(runs[0]), below_last + len(runs[-1])
        taken = 0
        for anchor, above, below in zip(own, runs, runs[1:], strict=False):
            half = len(above) - taken
            if half < 0 or half > len(below):
                return None
            proved = proved or (half > 0 and column not in cells[anchor])
            found |= dict.fromkeys([*above[taken:], *below[:half]], anchor)
            taken = half
        if taken != len(runs[-1]):
            return None
    return found if proved or (above_first and below_last) else None


def _between(body: Sequence[int], bands: Sequence[int]) -> list[list[int]]:
    """The lines between bands."""
    parts: list[list[int]] = [[]]
    for k in body:
        if k in bands:
            parts.append([])
        else:
            parts[-1].append(k)
    return parts


def _runs(lines: Sequence[int], anchors: Sequence[int]) -> list[list[int]]:
    """The loose lines before the first row, between each two, and behind the last."""
    runs: list[list[int]] = [[]]
    for k in lines:
        if k in anchors:
            runs.append([])
        else:
            runs[-1].append(k)
    return runs
