"""Tables whose cells tabs part, as word processors and copied pages give them: their lines and cells.

A copied page prints a cell over several rows once, and nothing in its place below; a band over the whole
width stands in a line without any tab. Both are read only where the rows themselves prove it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from build_tools.language.columns import MAY_NAME_COLUMN
from build_tools.language.measures import CELL_FIGURE, COUNTED
from build_tools.language.phrases import CAPTION, MARKER, PAGE_MARK
from build_tools.language.script import SMALL, key
from build_tools.model.table import Cell, Grid, Row
from build_tools.model.text import Text

# 1 · 12. · 3.日间手术占择期手术比例; not 2015年招生人数, 0.5
_SERIAL = re.compile(r"^(?P<n>\d{1,3})(?:[.．、](?!\d)|$)")
# 城关区 · 江左新区 · 传统技艺（2项）; not 规模以上工业企业
_BAND = re.compile(rf"^[^，。；：]{{1,6}}[省市县区州盟旗乡镇]$|（共?\d+(?:{COUNTED})）$")
_CAPTION = re.compile(rf"^{CAPTION}")
# •⇥池塘标准化改造和尾水治理；, its sign perhaps of a private font; not □, which is ticked
_BULLET = re.compile(r"^[•·●○◆◇■▪▶➢*\ue000-\uf8ff]$")
# 三、收到和处理政府信息公开申请情况, above a table; not 三、对本级财政补助的，
_HEADING = re.compile(rf"^[{SMALL}]{{1,3}}、[^，。；：]{{4,30}}$")
_WIDEST_BAND = 40
_WIDEST_NAME = 16
_MOST_BANDS = 2  # one below the other: 四、军民融合方面 of which no row is printed, 五、管理体制方面
_MOST_CUT = 4  # lines of one row
_FEWEST_ROWS = 4  # whose numbers count on in one column


@dataclass(frozen=True)
class TabRun:
    """A table from one line to the line ``last`` (1-based). ``bands`` are its lines over the whole width;
    ``spanned`` tells of a line how many of its first cells are those of a row above; ``rests`` are the lines
    that begin inside of the last cell of the line above."""

    last: int
    bands: frozenset[int] = frozenset()
    spanned: Mapping[int, int] = field(default_factory=dict)
    rests: frozenset[int] = frozenset()


def tab_runs(lines: Sequence[str]) -> dict[int, TabRun]:
    """The tables of tabs by the number (1-based) of their first line.

    A table has at least two lines with the same number of tabs, two or more; sentences are none.
    """
    counts = [_tabs(line) for line in lines]
    runs: dict[int, TabRun] = {}
    i = 0
    while i < len(lines):
        run = _spanned_run(lines, counts, i)
        if run is None:
            run = _even_run(lines, counts, i)
            rows = range(i, run.last)
            few = counts[i] < 2 or run.last - i < 2 or not any(lines[k].strip() for k in rows)
            if few or _goes_on(lines, counts, i, runs):
                i = run.last
                continue
        runs[i + 1] = run
        i = run.last
    return runs


def _goes_on(lines: Sequence[str], counts: Sequence[int], i: int, runs: Mapping[int, TabRun]) -> bool:
    """Whether the rest of a row that was not read stands right above line ``i``: no table begins there.

    环节⇥对象⇥补助标准⇥备注 / 池塘改造⇥连片50亩以上的 / 养殖场⇥每亩2000元⇥省级已补助的 / 不重复享受
    """
    read = max((run.last for run in runs.values()), default=0)
    above = range(i - 1, read - 1, -1)
    solid = list(takewhile(lambda k: lines[k].strip(), above))
    heads = bool(solid) and _HEADING.match(key(lines[solid[0]])) is not None
    return bool(solid) and not heads and not counts[solid[0]] and any(counts[k] for k in solid)


def _tabs(line: str) -> int:
    """How many tabs part the cells of a line; 0 where they indent it, or set off the number of a sentence."""
    cells = _cells(line)
    held = [c for c in cells if c]
    sentence = bool(held) and held[-1].endswith(("。", "；"))
    if len(held) == 1 and (sentence or (not cells[0] and cells[-1])):
        return 0  # ⇥⇥⇥青江市水务局; not ⇥⇥1.证照费⇥⇥⇥
    if sentence and len(held) == 2 and MARKER.fullmatch(key(held[0])):
        return 0  # （一）⇥⇥依法开放；
    if len(held) == 2 and _BULLET.match(held[0]):
        return 0
    return line.count("\t")


def _cells(line: str) -> list[str]:
    return [c.strip() for c in line.split("\t")]


def _even_run(lines: Sequence[str], counts: Sequence[int], i: int) -> TabRun:
    """The lines from ``i`` on with as many tabs, and what stands between them without any."""
    bands: set[int] = set()
    rests: set[int] = set()
    j = i
    while j + 1 < len(lines):
        if counts[j + 1] == counts[i]:
            j += 1
            continue
        if counts[i] > 1 and (cut := _cut_row(lines, j + 1, counts[i])):
            rests.update(range(j + 3, j + 2 + cut))
            j += cut
            continue
        k = _row_below(counts, j + 1, counts[i]) if counts[i] > 1 else None
        if k is None or any(PAGE_MARK.match(lines[b]) for b in range(j + 1, k)):
            break
        if all(_is_band(lines[i], lines[b], lines[k]) for b in range(j + 1, k)):
            bands.update(range(j + 2, k + 1))
        elif k == j + 2 and _ends_above(lines, i, j + 1):
            rests.add(j + 2)
        elif k > j + 2 or not _is_broken(lines[j + 1]):
            break
        j = k
    return TabRun(j + 1, frozenset(bands), rests=frozenset(rests))


def _cut_row(lines: Sequence[str], first: int, tabs: int) -> int:
    """How many lines from ``first`` on are one row that line breaks inside of cells cut: together they have
    just as many tabs as the rows of the table, the first and the last of them some, and a row stands below
    them, or a mark at the break. 0 where they are none."""
    counts = [line.count("\t") for line in lines[first : first + _MOST_CUT]]
    for n in range(2, len(counts) + 1):
        cut = lines[first : first + n]
        if not all(line.strip() for line in cut) or sum(counts[:n]) > tabs:
            break
        if any(PAGE_MARK.match(cell) for line in cut for cell in _cells(line)):
            break  # 临江市水利局⇥⇥— 5 — stands in the foot of a page
        if sum(counts[:n]) == tabs and counts[0] and counts[n - 1]:
            below = lines[first + n].count("\t") if first + n < len(lines) else 0
            told = below == tabs or _cells(cut[0])[-1].endswith(("；", "，", "、", "（"))
            return n if told or (below and _cut_row(lines, first + n, tabs)) else 0
    return 0


def _row_below(counts: Sequence[int], first: int, tabs: int) -> int | None:
    """The row of ``tabs`` tabs below one or two lines without any."""
    below = (k for k in range(first, min(first + _MOST_BANDS + 1, len(counts))) if counts[k])
    k = next(below, None)
    return k if k is not None and counts[k] == tabs and k > first else None


def _is_band(top: str, line: str, below: str) -> bool:
    """Whether a line between two rows of a table heads the rows below it: those are numbered, or it is a
    place, or shorter than the name that it would begin."""
    words = line.strip()
    if (
        not 0 < len(words) <= _WIDEST_BAND
        or words.endswith(("。", "；", "："))
        or _cells(below) == _cells(top)
    ):
        return False  # where the names come back, it heads a table of its own
    first = _cells(below)[0]
    if _SERIAL.match(first) and _names_columns(_cells(top)):
        return True
    if MARKER.match(key(words)) or len(words) > _WIDEST_NAME:
        return False
    return bool(_BAND.search(words)) or len(words) < max(4, len(first))


def _ends_above(lines: Sequence[str], top: int, k: int) -> bool:
    """Whether a line between two rows is the rest of the last cell above it: ``《取水许可管理条例》`` below
    ``《中华人民共和国水法》；``. It is too long for the first cell of a row, and heads no table."""
    words, above, below = lines[k].strip(), _cells(lines[k - 1]), _cells(lines[k + 1])
    heads = MARKER.match(key(words)) or _CAPTION.match(words) or words.endswith(("：", "表"))
    if heads or below == _cells(lines[top]) or all(MAY_NAME_COLUMN.match(c) for c in below if c):
        return False
    firsts = [_cells(lines[n])[0] for n in range(top, k)] + below[:1]
    open_ended = len(above[-1]) > _WIDEST_NAME or above[-1].endswith(("；", "，", "、"))
    return len(words) > max(_WIDEST_NAME, *map(len, firsts)) and open_ended


def _is_broken(line: str) -> bool:
    """Whether a line can begin a name that runs on in the next one."""
    # 二、传统技艺（2项） heads the rows below it, and goes on with none
    return 0 < len(line.strip()) <= _WIDEST_NAME and not MARKER.match(key(line))


def _names_columns(cells: Sequence[str]) -> bool:
    return len(cells) > 2 and all(
        c and len(c) <= _WIDEST_NAME and not CELL_FIGURE.match(c) and not c.endswith(("。", "；"))
        for c in cells
    )


def _spanned_run(lines: Sequence[str], counts: Sequence[int], i: int) -> TabRun | None:
    """The table whose names stand in line ``i`` and some of whose rows lack their first cells: the numbers
    in one column of it, counted from the right, count on through all rows."""
    names = _cells(lines[i])
    if counts[i] < 2 or not _names_columns(names):
        return None
    rows: dict[int, list[str]] = {}
    bands: set[int] = set()
    j = i + 1
    while j < len(lines):
        if 0 < counts[j] <= counts[i]:
            rows[j] = _cells(lines[j])
            j += 1
            continue
        k = _row_below(counts, j, counts[i])
        between = range(j, k or j)
        told = k is not None and all(_is_band(lines[i], lines[b], lines[k]) for b in between)
        if k is None or not told or any(PAGE_MARK.match(lines[b]) for b in between):
            break
        bands.update(range(j, k))
        j = k
    spanned = {k + 1: len(names) - len(row) for k, row in rows.items() if len(row) < len(names)}
    begun = [k for k in rows if k - 1 == i or k - 1 in bands]
    if not spanned or len(rows) < _FEWEST_ROWS or any(k + 1 in spanned for k in begun):
        return None
    if not any(_count_on(list(rows.values()), place) for place in range(2, len(names))):
        return None
    return TabRun(j, frozenset(k + 1 for k in bands), spanned)


def _count_on(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Whether the cells at a place from the right begin with 1, 2, 3 …, and with no number in between."""
    if any(len(row) < place for row in rows):
        return False
    found = [_SERIAL.match(row[-place]) for row in rows]
    numbers = [int(m["n"]) for m in found if m is not None]
    return len(numbers) == len(rows) and numbers[0] == 1 and all(b == a + 1 for a, b in pairwise(numbers))


def tab_grid(rows: Sequence[tuple[int, Text]], run: TabRun) -> Grid:
    """The cells of the lines of a run; a blank between two tabs is a blank cell."""
    kept: list[Row] = []
    begun: list[tuple[int, Text]] = []
    width = 1 + max(text.chars.count("\t") for number, text in rows if number not in run.rests)
    for number, text in rows:
        if number in run.bands:
            kept.append(Row(number, (Cell((text.strip(),), colspan=width),)))
            continue
        if number in run.rests:
            kept[-1] = _with_rest(kept[-1], number, _cells_of(text))
            continue
        if "\t" not in text.chars:
            begun.append((number, text.strip()))
            continue
        cells = _cells_of(text)
        if begun:
            cells[0] = Cell((*(t for _, t in begun), *cells[0].texts))
        kept.append(Row(begun[0][0] if begun else number, tuple(cells), (number,) if begun else ()))
        begun = []
    if not run.spanned:
        return Grid(tuple(kept), "pipe")
    return Grid(tuple(_with_spans(kept, run.spanned, width)), "html")


def _cells_of(text: Text) -> list[Cell]:
    edges = [-1, *(m.start() for m in re.finditer("\t", text.chars)), len(text)]
    return [Cell((text[a + 1 : b].strip(),)) for a, b in pairwise(edges)]


def _with_rest(row: Row, number: int, cells: Sequence[Cell]) -> Row:
    """A row with the line below it, which begins inside of its last cell."""
    last = Cell((*row.cells[-1].texts, *cells[0].texts))
    return Row(row.number, (*row.cells[:-1], last, *cells[1:]), (*row.rest, number))


def _with_spans(rows: Sequence[Row], spanned: Mapping[int, int], width: int) -> list[Row]:
    """The rows with each of their first cells over those below that lack it."""
    high = [0] * width  # how many rows below lack the cell of a column
    made: list[Row] = []
    for row in reversed(rows):
        lacking = spanned.get(row.number, 0)
        cells = list(row.cells)
        for column in range(width):
            if column < lacking:
                high[column] += 1
            elif cells[0].colspan == 1:
                at = column - lacking
                cells[at] = Cell(cells[at].texts, rowspan=1 + high[column])
                high[column] = 0
        made.append(Row(row.number, tuple(cells), row.rest))
    return made[::-1]
