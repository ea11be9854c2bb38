"""Tables that stand a cell a line, as ``pdftotext`` makes them: ``东湖渠``, ``38``, ``5.1``, ``达标``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from build_tools.language.measures import CELL_FIGURE

_PAGE = re.compile(r"[（(]?(\d{1,3})[)）]?")


def are_pages(figures: Sequence[str]) -> bool:
    """Whether figures are the pages of printed contents: whole numbers that only grow."""
    numbers = [int(m[1]) for w in figures if (m := _PAGE.fullmatch(w))]
    return len(numbers) == len(figures) and all(a <= b for a, b in pairwise(numbers))


_MOST_CELLS = 12  # of a row, each a line
_MOST_BANDS = 2  # between two rows
_FEWEST_ROWS = 3


def counted_rows(lines: Sequence[str | None], i: int) -> range | None:
    """Rows whose cells stand a line each and whose first cell numbers them: the lines ``1``, ``2``, ``3`` …
    with as many lines below most of them, two or more, and a band perhaps. None where ``i`` begins none.

    ``lines`` are the words of each item, None for what stands in no table. The last row is as high as most.
    """
    if lines[i] != "1":
        return None
    starts = [i]
    for j in range(i + 1, len(lines)):
        if lines[j] is None or j - starts[-1] > _MOST_CELLS:
            break
        if lines[j] == str(len(starts) + 1):
            starts.append(j)
    heights = [b - a for a, b in pairwise(starts)]
    if len(starts) < _FEWEST_ROWS:
        return None
    high = min(heights)
    if high < 3 or max(heights) > high + _MOST_BANDS or heights.count(high) * 2 < len(heights):
        return None
    end = next((j for j in range(starts[-1], len(lines)) if lines[j] is None), len(lines))
    return range(i, min(end, starts[-1] + high))


class CellRuns:
    """Short lines one below the other, words first and figures among them; each is looked at once."""

    def __init__(self, cells: Sequence[str | None]) -> None:
        """``cells`` are the words of each item that can be a cell, None for all others."""
        self._cells = cells
        # Of the cells from here to the end of their run: where that is, the first figure, how many there
        # are, whether they are pages, and whether they count on from the first.
        self._rest: list[tuple[int, str, int, bool, bool]] = [(len(cells), "", 0, True, True)]
        for i in range(len(cells) - 1, -1, -1):
            self._rest.append(self._with(i, cells[i]))
        self._rest.reverse()

    def _with(self, i: int, cell: str | None) -> tuple[int, str, int, bool, bool]:
        end, first, figures, pages, counts = self._rest[-1]
        if cell is None:
            return i, "", 0, True, True
        if not CELL_FIGURE.match(cell):
            return end, first, figures, pages, counts
        pages = pages and are_pages([cell, first] if figures else [cell])
        counts = counts and (not figures or (cell.isdecimal() and first == str(int(cell) + 1)))
        return end, cell, figures + 1, pages, counts

    def run_from(self, i: int) -> range | None:
        """The cells from item ``i`` on, where there are words enough and figures that are no pages."""
        end, first, figures, pages, counts = self._rest[i]
        cell = self._cells[i]
        if cell is None or figures < 3 or end - i - figures < 6 or CELL_FIGURE.match(cell):
            return None
        return range(i, end) if (counts and first == "1") or not pages else None
