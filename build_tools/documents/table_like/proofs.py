"""What proves that lines are rows: names of columns, serials that count on, cells or figures alike."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise

from build_tools.documents.table_like.cell_runs import are_pages
from build_tools.documents.table_like.line_cells import LineCells
from build_tools.language.measures import CELL_FIGURE
from build_tools.language.script import HAN, NUMERAL
from build_tools.sources.grids.pdf_layout import TO_FILL_IN

Proof = Callable[[Sequence[LineCells]], bool]

_WIDEST_LABEL = 48  # where the second of two cells begins at the latest: a label is no sentence


def _below_names(rows: Sequence[LineCells]) -> bool:
    """Two rows below a line of column names."""
    return any(row.names_columns for row in rows[:2]) and len(rows) > 2


def _counted(rows: Sequence[LineCells]) -> bool:
    """Three rows that count on, each with a figure besides: ``1 组织领导 10 成立领导小组，…``."""
    return sum(row.serial is not None and row.holds_figure for row in rows) > 2


def _same_cells(rows: Sequence[LineCells]) -> bool:
    """Three rows with the same number of cells, three or more: 4 cells, 2 of its page, 4, 4."""
    counts = Counter(len(row.cells) for row in rows)
    return any(n > 2 and count > 2 for n, count in counts.items()) and not is_list(rows)


def _two_cells(rows: Sequence[LineCells]) -> bool:
    """Three rows of two cells that a bar or a tab parts, or whose second cells stand below each other.

    ``扎 西　　市商务局局长``, three times, is a list of names, which needs no table.
    """
    for three in zip(rows, rows[1:], rows[2:], strict=False):
        if any(len(row.cells) != 2 for row in three):
            continue
        seconds = [row.cells[1] for row in three]
        if all(row.hard or CELL_FIGURE.match(row.cells[1]) for row in three) and not are_pages(seconds):
            return True
        places = [row.second for row in three]
        long = any(re.search(r"[，。；]", row.line.key) or len(row.line.key) > 40 for row in three)
        if max(places) - min(places) <= 2 and max(places) <= _WIDEST_LABEL and long:
            return True
    return False


def _figure_below_name(rows: Sequence[LineCells]) -> bool:
    """Names of two columns, and below them a label and its figure, tabs between: ``行政许可⇥0``."""
    two = [row for row in rows if row.hard and len(row.cells) == 2]
    if len(two) < 2 or any(row.says for row in two):
        return False
    figured = [CELL_FIGURE.match(row.cells[1]) is not None for row in two]
    return any(not above and below for above, below in pairwise(figured))


def _to_fill_in(rows: Sequence[LineCells]) -> bool:
    """Labels side by side, and what is left to be filled in: ``审核意见　　（盖章）　　年　　月　　日``."""
    sides = [row for row in rows if len(row.cells) > 1]
    filled = any(TO_FILL_IN.search(row.line.text.chars) for row in sides)
    return filled and len(sides) > 2 and any(len(row.cells) > 2 for row in sides)


def _same_figures(rows: Sequence[LineCells]) -> bool:
    """Three labels with figures at the same places."""
    for pattern, count in Counter(row.figures for row in rows if row.figures).items():
        if count < 3:
            continue
        printed = [row.words[-1] for row in rows if row.figures == pattern]
        if len(pattern) > 2 or not are_pages(printed):
            return True
    return False


def _two_figures(rows: Sequence[LineCells]) -> bool:
    """Three rows that end in two figures, wide gaps between."""
    ends = [row.cells[-2:] for row in rows if len(row.cells) > 2]
    return sum(all(CELL_FIGURE.match(cell) for cell in end) for end in ends) > 2


PROOFS: tuple[Proof, ...] = (
    _below_names,
    _counted,
    _same_cells,
    _two_cells,
    _figure_below_name,
    _to_fill_in,
    _same_figures,
    _two_figures,
)


def is_list(rows: Sequence[LineCells]) -> bool:
    """``黄泥岗村   石桥头村   柳树湾村``, ``列席：×××    云岭景区管委会    主  任``: names side by side, no
    name of a column and no figure; lines so short stand by themselves."""
    short = re.compile(rf"^[{HAN}·×（）：\s]{{1,12}}$")
    named = any(row.names_columns or sum(bool(_IN_WORDS.match(c)) for c in row.cells) > 1 for row in rows)
    return not named and all(short.match(cell) for row in rows for cell in row.cells)


# 烘靑　　　一四二　　一二五　　一〇六: prices in a column
_IN_WORDS = re.compile(rf"^[{NUMERAL}]{{2,5}}$")
