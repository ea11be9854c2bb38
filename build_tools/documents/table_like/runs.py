"""Runs of lines that may be a table, though none was read in them.

Such a run is never joined into sentences: its lines stay as they are printed. A run is one for what
its lines show of columns; that they are equally long is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from build_tools.documents.heads.chronicle_headings import CHRONICLE
from build_tools.documents.table_like.cell_runs import (
    WITH_UNIT,
    CellRuns,
    barred_cells,
    counted_rows,
    named_rows,
    rows_in_line,
)
from build_tools.documents.table_like.line_cells import LineCells
from build_tools.documents.table_like.proofs import PROOFS, is_list
from build_tools.documents.table_like.side_by_side import side_by_side
from build_tools.language.columns import SERIAL_NAMES
from build_tools.language.measures import CELL_FIGURE, YEAR_CELL
from build_tools.language.phrases import (
    CAPTION,
    LABEL,
    MARKER,
    META,
    NOTICE_TITLE,
    PAGE_MARK,
    REMARK,
    is_addressee,
    is_organ,
)
from build_tools.language.script import DATE, HAN, NUMERAL, doc_number
from build_tools.model.source import Item, Line, TableLine
from build_tools.sources.grids.cut_rows import is_rest

_CAPTION = re.compile(rf"^{CAPTION}")
_BELOW = re.compile(r"^(?:备?注|说明|资料来源|数据来源)[：:\d]")
_CHAPTER = re.compile(rf"^第[{NUMERAL}\d]+[编篇章节条]")
_MOST_BETWEEN = 4  # lines between two rows: what a cell runs on in, labels, bands
_MOST_COUNTED = 12  # lines between two rows of which the second counts on

Rows = Sequence[LineCells | None]
"""The items, None for those that can stand in no run."""


def table_like(items: Sequence[Item]) -> tuple[range, ...]:
    """The runs, as indexes of items, in print order. No two of them share an item."""
    entries = _entries_of_chronicles(items)
    lines = [LineCells(x) if isinstance(x, Line) and k not in entries else None for k, x in enumerate(items)]
    words = [line.line.key if line is not None and not _is_head(line) else None for line in lines]
    rows = [
        line if line is not None and word is not None and _can_be_in(line) else None
        for line, word in zip(lines, words, strict=True)
    ]
    printed = [row.line if row is not None else None for row in rows]
    gaps = [x.gap for x in items]
    found: list[range] = []
    cells = CellRuns([_cell(row) if row is not None and _is_cell(row) else None for row in rows])
    unproven: set[int] = set()
    i = 0
    while i < len(items):
        run = side_by_side(printed, i) or _run_from(rows, i, unproven) or _beside_table(items, rows, i)
        run = run or named_rows(words, gaps, i)
        run = run or barred_cells(words, i) or rows_in_line(words, i) or cells.run_from(i)
        if run is None and (run := counted_rows(words, i)) is not None:
            run = range(_names_above(rows, run.start, found[-1].stop if found else 0), run.stop)
        if run is not None:
            top = _top(rows, run.start, found[-1].stop if found else 0)
            found.append(range(top, run.stop))
        i = run.stop if run is not None else i + 1
    return tuple(found)


def _run_from(rows: Rows, i: int, unproven: set[int]) -> range | None:
    """The run whose first row is item ``i``; None where its rows prove nothing.

    ``unproven`` keeps the first rows of which that is known.
    """
    first = rows[i]
    if first is None or i in unproven or not (first.is_row or first.serial == 1):
        return None
    held, members = [i], [first]
    serial = first.serial or 0
    width = len(first.words) if first.names_columns else 0
    while (following := _next_row(rows, held[-1], serial, width)) is not None:
        held.append(following)
        members.append(_row(rows, following))
        serial = serial if members[-1].serial is None else members[-1].serial
    if not any(proof(members) for proof in PROOFS):
        unproven.update(_unproven_below(held, members))
        return None
    end = _closed(rows, held[-1]) + 1
    if serial > 1 and end < len(rows) and _is_rest(rows[end], members):
        end += 1
    return range(i, end)


def _is_rest(row: LineCells | None, members: Sequence[LineCells]) -> bool:
    """Whether a line right below counted rows can be the rest of the last one's cells: 禁止燃放的通告."""
    named = any(member.names_columns for member in members)
    return named and row is not None and not row.line.gap and is_rest(row.line.text.chars)


def _unproven_below(held: Sequence[int], members: Sequence[LineCells]) -> Iterator[int]:
    """Of rows that prove nothing together: those with which they prove nothing either, when begun there.

    The same rows follow on each that counts itself, or where none above it counts. Only names of columns
    could prove more of fewer rows.
    """
    if any(row.names_columns for row in members):
        return
    counted = False
    for place, row in zip(held, members, strict=True):
        counted = counted or row.serial is not None
        if row.serial is not None or not counted:
            yield place


def _row(rows: Rows, i: int) -> LineCells:
    row = rows[i]
    assert row is not None
    return row


def _next_row(rows: Rows, last: int, serial: int, width: int) -> int | None:
    """The next row of a run below item ``last``. Beyond a sentence only a row that counts on is one.

    ``serial`` is the last number of the run so far, ``width`` how many columns its first row names.
    """
    spoken = False
    for j in range(last + 1, min(last + 1 + _MOST_COUNTED, len(rows))):
        row = rows[j]
        if row is None:
            return None
        if row.serial is not None and row.serial == serial + 1:
            return j
        spoken = spoken or _is_sentence(row) or j - last > _MOST_BETWEEN
        as_wide = 2 < width == len(row.words)
        if not spoken and (row.is_row or as_wide):
            return j
    return None


def _closed(rows: Rows, last: int) -> int:
    """The last line of a run whose last row is ``last``: a bracket opened there closes further down."""
    chars = _row(rows, last).line.text.chars
    for j in range(last, min(last + 4, len(rows))):
        row = rows[j]
        if row is None or _is_sentence(row):
            break
        chars += row.line.text.chars if j > last else ""
        if sum(chars.count(c) for c in "（(") <= sum(chars.count(c) for c in "）)"):
            return j
    return last


def _is_sentence(row: LineCells) -> bool:
    """Whether a line without cells ends a sentence of some length."""
    return len(row.cells) < 2 and row.line.key.endswith("。") and len(row.line.key) > 24


def _can_be_in(row: LineCells) -> bool:
    """Whether a line that is no head can stand in a run: no date, no number of a document, no organ."""
    if META.match(row.line.key) or (len(row.cells) < 2 and doc_number(row.line.key)):
        return False  # but 线管理的通知　　　　〔2009〕31号 is of two cells
    if len(row.words) > 2 and all(YEAR_CELL.match(w) for w in row.words):
        return True  # 1996年 1997年 1998年, below a name over all three
    return not all(is_organ(c) or DATE.fullmatch(c) or PAGE_MARK.match(c) for c in row.cells)


def _is_head(row: LineCells) -> bool:
    """Whether a line heads or ends a text, or stands above or below a table."""
    line, line_key = row.line, row.line.key
    label = LABEL.match(line_key)
    labelled = label is not None and (label["number"] or label["colon"]) and len(row.cells) < 3
    apart = line.gap >= 3 and not WITH_UNIT.match(line_key)  # 消费券面额（元） of the next of several tables
    if line.mark or apart or labelled or _CAPTION.match(line_key) or _BELOW.match(line_key):
        return True
    if _CHAPTER.match(line_key) and len(row.cells) < 2:
        return True
    return bool(REMARK.match(line_key) or is_addressee(line_key))


# 4日　　县委经济工作会议召开，部署全年经济
_DAY = re.compile(
    rf"^(?:\d{{1,2}}月)?\d{{1,2}}日(?:[—–\-~～至]+(?:\d{{1,2}}月)?\d{{1,2}}日)?$|^[{HAN}]?[日月旬]$"
)


def _entries_of_chronicles(items: Sequence[Item]) -> set[int]:
    """The lines below the title of a chronicle that begin with a day and a gap: no rows of a table, as the
    days of a notice may be."""
    found: set[int] = set()
    inside = False
    for k, item in enumerate(items):
        if not isinstance(item, Line):
            continue
        if CHRONICLE.match(item.key):
            inside = True
        elif not inside:
            continue
        elif NOTICE_TITLE.search(item.key) or doc_number(item.key):
            inside = False
        elif (cells := LineCells(item).cells) and _DAY.match(cells[0]):
            found.add(k)
    return found


def _names_above(rows: Rows, first: int, low: int) -> int:
    """``序号`` among the short lines right above item ``first``, which name the columns; else the item."""
    top = first
    while top > low and (row := rows[top - 1]) is not None and _is_name(row):
        top -= 1
        if row.line.key in SERIAL_NAMES:
            return top
    return first


def _is_name(row: LineCells) -> bool:
    return (
        _can_be_in(row) and not row.says and len(row.line.key) <= (24 if MARKER.match(row.line.key) else 12)
    )


def _top(rows: Rows, first: int, low: int) -> int:
    """The first line of a run whose first row is ``first``: names of columns above it belong to it."""
    top = first
    for j in range(first - 1, max(low, first - 4) - 1, -1):
        row = rows[j]
        if row is None or row.says:
            break
        if len(row.words) > 2 or row.names_columns or len(row.cells) > 1:
            top = j
        elif len(row.line.key) > 8:
            break
    return top


def _beside_table(items: Sequence[Item], rows: Rows, i: int) -> range | None:
    """Lines with cells right above or below a table: its names or its rows that were not read."""
    row = rows[i]
    if i > 0 and isinstance(items[i - 1], TableLine) and (run := _going_on(rows, i)) is not None:
        return run
    if row is None or row.says or (len(row.words) < 3 and len(row.cells) < 2):
        return None
    end = i
    while end < len(rows) and end - i < _MOST_BETWEEN and rows[end] is not None:
        end += 1
    above = end < len(rows) and isinstance(items[end], TableLine)
    if len(row.cells) < 2:  # 1996年 1997年 1998年 right above columns that have no names
        return range(i, end) if above and _nameless(items[end], len(row.words)) else None
    below = i > 0 and isinstance(items[i - 1], TableLine) and not is_list([row])
    if above:
        return range(i, end)
    return range(i, i + 1) if below else None


def _nameless(item: Item, fewest: int) -> bool:
    """Whether a table begins with a figure behind its first cell, and has so many columns or more."""
    if not isinstance(item, TableLine) or item.gap or not item.grid.rows:
        return False
    cells = item.grid.rows[0].cells
    return len(cells) >= fewest and any(
        CELL_FIGURE.match(c.plain) and not YEAR_CELL.match(c.plain) for c in cells[1:]
    )


def _going_on(rows: Rows, i: int) -> range | None:
    """Lines right below a table of which one has three cells or more, also with sentences in them, or tabs:
    the rest of its rows, overleaf. ``3   石门堤防   堤防加高培厚6.5公里，护岸   石门县人民政府``."""
    last = None
    for j in range(i, len(rows)):
        row = rows[j]
        if row is None or j - (i if last is None else last) > _MOST_BETWEEN:
            break
        told = len(row.cells) > 2 or (row.hard and len(row.cells) > 1) or row.is_solid
        if told and not is_list([row]):
            last = j
    return range(i, _closed(rows, last) + 1) if last is not None else None


def _is_cell(row: LineCells) -> bool:
    """Whether a line can be a cell: short, no sentence, no item, no head."""
    return len(row.line.key) <= 12 and len(row.cells) == 1 and not row.says and not MARKER.match(row.line.key)


def _cell(row: LineCells) -> str:
    """The words of a line that can be a cell; a figure as it is printed, 32,640."""
    return row.line.key.replace("，", ",")
