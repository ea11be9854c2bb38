"""Tables that stand a cell a line, as ``pdftotext`` makes them: ``东湖渠``, ``38``, ``5.1``, ``达标``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from build_tools.language.columns import MAY_NAME_COLUMN, SERIAL_NAMES, TASKS
from build_tools.language.measures import CELL_FIGURE, POWER, UNITS
from build_tools.language.phrases import MARKER
from build_tools.language.script import HAN

_PAGE = re.compile(r"[（(]?(\d{1,3})[)）]?")
_RULE_WITHIN = re.compile(r"\|\|(?:\s*:?-{3,}:?\s*\|)+")  # || --- | --- |


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


_FEWEST_NAMES = 3  # of columns, each a line
_WIDEST_NAME = 12
_WIDEST_BAND = 24
_LONGEST_ROW = 24  # lines, where cells run on
_TASK = re.compile(rf"^.*(?:{TASKS})$")


# 消费券面额(元) · 张数（张） · 总金额(万元); not 总体要求（试行）
WITH_UNIT = re.compile(rf"^[{HAN}]{{2,9}}[（(](?:{POWER}?(?:{UNITS})|%|％)[）)]$")


def names_from(lines: Sequence[str | None], i: int) -> int:
    """How many lines from ``i`` on name the columns of a table, each a line: ``序号``, ``主管部门``.

    Below ``序号`` any short line does, down to ``1`` or a band; else three must be such as name columns, two
    of them no tasks: 总体要求, 重点任务, 保障措施 are heads.
    """
    short = [c for c in takewhile(_is_short, lines[i : i + _MOST_CELLS]) if c is not None]
    if short and short[0] in SERIAL_NAMES:
        names = list(takewhile(lambda c: c != "1" and not MARKER.match(c), short))
        return len(names) if len(names) > 1 else 0
    known = [bool(MAY_NAME_COLUMN.match(c) or WITH_UNIT.match(c)) for c in short]
    while known and (not known[-1] or not known[0] or known.count(False) > 1):
        known.pop()
    sure = sum(is_name and not _TASK.match(c) for is_name, c in zip(known, short, strict=False))
    return len(known) if sum(known) >= _FEWEST_NAMES and sure > 1 else 0


def _is_short(cell: str | None) -> bool:
    return cell is not None and len(cell) <= _WIDEST_NAME


def named_rows(lines: Sequence[str | None], gaps: Sequence[int], i: int) -> range | None:
    """Rows whose cells stand a line each, below names of columns that do so too, of any number of lines.
    None where ``i`` begins no such names.

    ``lines`` are the words of each item, None for what stands in no table, ``gaps`` the blank lines above
    each. Where the rows count, the last of them is as high as the highest at most.
    """
    if not (names := names_from(lines, i)):
        return None
    top = next((j for j in range(i + names, min(i + _LONGEST_ROW, len(lines))) if lines[j] == "1"), None)
    between = lines[i + names : top] if top is not None else []
    if top is None or any(cell is None or len(cell) > _WIDEST_BAND for cell in between):
        return _uncounted(lines, i, i + names)
    starts = [top]
    for j in range(top + 1, len(lines)):
        if lines[j] is None or j - starts[-1] > _LONGEST_ROW or names_from(lines, j):
            break
        if lines[j] == str(len(starts) + 1):
            starts.append(j)
    high = max([top - i, *(b - a for a, b in pairwise(starts))])
    inner = [gaps[j] for j in range(i + 1, starts[-1]) if j not in starts]
    end = starts[-1] + 1
    while end < min(starts[-1] + high, len(lines)):
        cell = lines[end]
        if cell is None or MARKER.match(cell) or gaps[end] > max(inner) or names_from(lines, end):
            break
        end += 1
    return range(i, end)


def _uncounted(lines: Sequence[str | None], i: int, first: int) -> range | None:
    """The lines below names of columns up to a sentence or a head; None where they are no row."""
    end = first
    while end < len(lines) and (cell := lines[end]) is not None and not names_from(lines, end):
        if MARKER.match(cell) or (cell.endswith("。") and len(cell) > _WIDEST_BAND):
            break
        end += 1
    return range(i, end) if end - first >= first - i else None


def barred_cells(words: Sequence[str | None], i: int) -> range | None:
    """Lines of which each ends in a bar, ``重大地震灾害 |``, or is nothing but bars: a cell a line, as some
    programs take tables from web pages. None where there are not three, or no words."""
    end = i
    while end < len(words) and (cell := words[end]) is not None and cell.endswith(("|", "｜")):
        end += 1
    held = sum(bool((words[k] or "").strip("|｜")) for k in range(i, end))
    return range(i, end) if held >= _FEWEST_ROWS else None


def rows_in_line(words: Sequence[str | None], i: int) -> range | None:
    """A line with the rule of a Markdown table between its rows, where it was not read as one:
    ``| 名称 | 数量 | 单位 || --- | --- || 稻谷 | 20 |``."""
    return range(i, i + 1) if _RULE_WITHIN.search(words[i] or "") else None


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
