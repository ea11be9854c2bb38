"""Tables that a PDF's text layer sets by position: columns are where the print has them.

``1       东 江 市              3,260.00       2,000.00``: wide gaps part the columns, and a cell may run
on over several lines. A run whose lines do not agree on its columns is left to be read otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from build_tools.language.columns import NAME_OF_COLUMN
from build_tools.language.measures import CELL_FIGURE, YEAR_CELL
from build_tools.language.phrases import CAPTION, PAGE_MARK, REMARK, is_organ
from build_tools.language.script import is_date_line, key
from build_tools.model.table import Cell, Grid, Row
from build_tools.model.text import Text
from build_tools.sources.grids.layout_header import Name, header_names
from build_tools.sources.grids.layout_pieces import Phrase, closed_up, nearest, parted, pieces_of, placed
from build_tools.sources.grids.layout_rows import BAND, rows_of, wrap_where_full

_WIDE_GAP = re.compile(r"\S[ \t\u3000\u00a0]{3,}\S")
_NO_NAME = re.compile(rf"[。；：:，]$|单\s*位\s*[：:为]|^附\s*[件表录]|^{CAPTION}|表$")
_SAYS = re.compile(r"[：；。，]..|、.+、")  # what no name of a column holds
TO_FILL_IN = re.compile(r"(?:^|\s)年\s+月(?:\s+日|\s*$)|[（(](?:盖章|公章|签章|签字|签名)[）)]")
"""What a form leaves to be filled in: ``所在单位意见　　　　（盖章）　　年　　月　　日``."""
_SAID = re.compile(r"[，。；]")
_MOST_SIGNS = 5  # lines: who sign together, and the day
_STOPS = tuple("，。；：")
_INDENT = 4  # of a paragraph: two Han
_ENDS = re.compile(r"^\s*(?:备?注|说明|(?:资料|数据)来源)\s*[：:\d]|^\s*附\s*[件表]")


@dataclass(frozen=True)
class LayoutRun:
    """Raw lines (1-based, inclusive) that are one table: its columns, their names, the lines of each row."""

    first: int
    last: int
    columns: tuple[tuple[int, int], ...]
    names: tuple[Name, ...]
    rows: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class _Body:
    """The rows of a run, the columns that they agree on, and the line with which they begin."""

    top: int
    columns: tuple[tuple[int, int], ...]
    rows: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Layouts:
    """The tables set by position, by their first line, and the lines (0-based) of those whose header does
    not decide what it names: they are no table in another writing either."""

    runs: dict[int, LayoutRun]
    undecided: frozenset[int]


class _Pieces(dict[int, list[Phrase]]):
    """The phrases of each line, found when they are asked for: few lines have a wide gap or are near one."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    def __missing__(self, k: int) -> list[Phrase]:
        return self.setdefault(k, pieces_of(self._lines[k]))


def find_layouts(lines: Sequence[str]) -> Layouts:
    """Look for tables set by position. A page mark parts a table into two runs."""
    pieces = _Pieces(lines)
    runs: dict[int, LayoutRun] = {}
    undecided: set[int] = set()
    i = low = 0
    while i < len(lines):
        end = _end_of(lines, pieces, i)
        held = [k for k in range(i, end) if pieces[k]] if end - i >= 3 else []
        body = _body(lines, pieces, held) if len(held) >= 3 else None
        if body is None:
            i += 1
            continue
        above = _above(lines, pieces, i, low)
        run = _run(lines, pieces, held, above, body)
        if run is not None:
            runs[run.first] = run
        else:
            undecided |= {*above, *held}
        i = low = end
    return Layouts(runs, frozenset(undecided))


def _end_of(lines: Sequence[str], pieces: _Pieces, i: int) -> int:
    """The line behind the last one that can belong to a table beginning in line ``i``."""
    if not _WIDE_GAP.search(lines[i]) or len(pieces[i]) < 3:
        return i + 1
    j = i
    while j < len(lines):
        blank = not pieces[j]
        alone = len(pieces[j]) == 1 and _is_prose(pieces[j][0])
        if PAGE_MARK.match(lines[j]) or _ENDS.match(lines[j]) or alone or _signs(lines, pieces, j):
            break
        if blank and (j + 1 >= len(lines) or not pieces[j + 1] or len(pieces[j + 1]) < 2):
            break
        j += 1
    return _last_row(lines, pieces, i, j)


def _last_row(lines: Sequence[str], pieces: _Pieces, i: int, j: int) -> int:
    """The line behind the last row of a run: no band, sentence or remark ends a table, and nothing at its
    left: 　　（二）其他水库 · 特此通知。 · （此件公开发布）. Over a page's foot the rows of a band may
    follow.
    """
    if j < len(lines) and PAGE_MARK.match(lines[j]):
        return j
    rows = [pieces[k][0] for k in range(i, j) if len(pieces[k]) > 1]
    left, told = min(p.left for p in rows), any(_SAID.search(p.chars) for p in rows)
    while j > i + 1 and len(pieces[j - 1]) < 2:
        piece = pieces[j - 1][0] if pieces[j - 1] else None
        words = key(lines[j - 1])
        ends = BAND.match(words) or REMARK.match(words) or (not told and words.endswith(_STOPS))
        if piece is not None and piece.left > left - 2 and not (piece.left <= _INDENT and ends):
            break
        j -= 1
    return j


def _is_prose(piece: Phrase) -> bool:
    """Whether a line of one phrase is of the text: 　　二、户籍人口超过4人的，每增加1人，…. No band says so
    much, and no cell is so wide.
    """
    marked = _SAID.search(piece.chars) is not None
    if piece.left <= _INDENT and BAND.match(piece.chars) and marked:
        return True
    return len(piece.chars) > 24 and piece.left < (_INDENT + 1 if marked else 2)


def _signs(lines: Sequence[str], pieces: _Pieces, j: int) -> bool:
    """Whether a line is the day below the text, or who signs above it, one or more: 青江市水务局, and below
    it 2022年4月15日, each alone in its line."""
    alone = takewhile(lambda k: len(pieces[k]) == 1, range(j, min(j + _MOST_SIGNS, len(lines))))
    words = [key(lines[k]) for k in alone]
    days = [k for k, word in enumerate(words) if is_date_line(word)]
    return bool(days) and (days[0] < 2 or all(map(is_organ, words[: days[0]])))


def _body(lines: Sequence[str], pieces: _Pieces, held: list[int]) -> _Body | None:
    """The rows below the header of a run and the columns that they agree on; None where they do not."""
    full = [k for k in held if len(pieces[k]) >= 3]
    wide = sum(bool(_WIDE_GAP.search(lines[k])) for k in full)
    if len(full) < 3 or wide * 3 < len(full) * 2:
        return None
    top = _header_end(lines, pieces, held)
    if top > held[1] and any(TO_FILL_IN.search(lines[k]) for k in held):
        return None  # 姓　名 · 身份证号 · 工作单位 below each other are labels of a form, no name of a column
    body = [k for k in held if k >= top]
    columns = _columns([pieces[k] for k in body if len(pieces[k]) >= 3])
    if len(columns) < 3 or len(body) < 2:
        return None
    top = _first_above(pieces, held, top, columns)
    body = [k for k in held if k >= top]
    places = {k: placed(pieces[k], columns) for k in body}
    words = [re.sub(r"\s", "", p.chars) for k in held if k < top for p in pieces[k]]
    counted = sum(bool(CELL_FIGURE.match(p.chars)) for k in body for p in pieces[k])
    named = sum(bool(NAME_OF_COLUMN.match(w)) for w in words)
    if counted < sum(len(pieces[k]) > 1 for k in body) and named < 2:
        return None  # three columns of names are a list
    cells = {k: {c: p.chars for c, p in found.items()} for k, found in places.items() if found is not None}
    if len(cells) < len(body):
        return None
    return _Body(top, columns, rows_of(cells, body, len(columns)))


def _run(
    texts: Sequence[str],
    pieces: _Pieces,
    held: Sequence[int],
    above: Sequence[int],
    body: _Body,
) -> LayoutRun | None:
    """The table of a body and the names above it; None where these do not decide what they name.

    ``above`` are lines in which further names may stand, the nearest last.
    """
    if not body.rows or not wrap_where_full(pieces, body.columns, body.rows):
        return None
    header = [k for k in held if k < body.top]
    last = body.rows[-1][-1] + 1
    if not header:
        return LayoutRun(body.top + 1, last, body.columns, (), body.rows)
    least = max((len(above) - n for n, k in enumerate(above) if _is_over_some(pieces[k], body)), default=0)
    for more in range(least, len(above) + 1):
        lines = [*above[len(above) - more :], *header]
        printed = [(k, closed_up(pieces[k], texts[k])) for k in lines]
        apart = [(k, parted(pieces[k], texts[k])) for k in lines]
        for named in (printed, *([apart] if all(pieces[k] == words for k, words in printed) else ())):
            names = header_names(named, body.columns)
            if names is not None:
                return LayoutRun(lines[0] + 1, last, body.columns, names, body.rows)
    return None


def _is_over_some(line: Sequence[Phrase], body: _Body) -> bool:
    """Whether a line above a header holds names that the header lacks: more than one phrase, or one that
    stands over the last columns, not over the middle of all, as a caption does."""
    middle = (body.columns[0][0] + body.columns[-1][1]) / 2
    return len(line) > 1 or line[0].left > middle


def _above(lines: Sequence[str], pieces: _Pieces, first: int, low: int) -> list[int]:
    """The lines right above a run in which names of columns may stand: short phrases, from the top."""
    found: list[int] = []
    for k in range(first - 1, max(low, first - 4) - 1, -1):
        short = all(p.right - p.left <= 24 for p in pieces[k])
        if not pieces[k] or not short or pieces[k][0].left < 2 or _NO_NAME.search(lines[k].strip()):
            break
        found.insert(0, k)
    return found


def _header_end(lines: Sequence[str], pieces: _Pieces, held: Sequence[int]) -> int:
    """The first line of the body: the first that holds a figure that is no year, or a band ``一、…``, or
    as many words as the full line of names above it."""
    most = max(len(pieces[k]) for k in held)
    spaced = all(len(p.chars) == 1 for p in pieces[held[0]])  # 收    入        支    出
    for k in held[:7]:
        words = [re.sub(r"\s", "", p.chars) for p in pieces[k]]
        years = all(YEAR_CELL.match(w) for w in words)
        if (not years and any(CELL_FIGURE.match(w) for w in words)) or BAND.match(lines[k].strip()):
            return k
        if k > held[0] and any(_SAYS.search(re.sub(r"[（(].*?[）)]", "", w)) for w in words):
            return k  # 城关镇：东街社区、西街社区、南关村、北
        again = k > held[0] and len(words) == most == len(pieces[held[0]]) and not spaced
        if again and not all(w.startswith(("（", "(", "[")) for w in words):  # （千公顷） below 播种面积
            return k
    return held[1]


def _first_above(pieces: _Pieces, held: Sequence[int], top: int, columns: tuple[tuple[int, int], ...]) -> int:
    """The first line of the body where the first row's cell begins above its figures: as many lines as the
    cell has below them, of the column that is blank beside them."""
    at = held.index(top)
    low, high, filled = at - 1, at + 1, placed(pieces[top], columns) or {}
    while low > 0 and high < len(held):
        column = _column_of(pieces[held[low]], columns)
        if column is None or column in filled or column not in (placed(pieces[held[high]], columns) or {}):
            break
        if any(CELL_FIGURE.match(p.chars) for p in pieces[held[high]]):
            break
        low, high = low - 1, high + 1
    return held[low + 1]


def _column_of(line: Sequence[Phrase], columns: tuple[tuple[int, int], ...]) -> int | None:
    """The column of a line that holds one phrase."""
    return nearest(line[0].left, line[0].right, columns) if len(line) == 1 else None


def _columns(lines: Sequence[list[Phrase]]) -> tuple[tuple[int, int], ...]:
    """The intervals in which lines have ink. One line in six may reach over a gap: quotation marks and
    dashes are as wide as Han in some fonts only."""
    width = max((p.right for line in lines for p in line), default=0)
    ink = [0] * (width + 1)
    for line in lines:
        for piece in line:
            for x in range(piece.left, piece.right):
                ink[x] += 1
    columns: list[tuple[int, int]] = []
    for x, count in enumerate(ink):
        if count * 6 <= len(lines):
            continue
        if columns and columns[-1][1] == x:
            columns[-1] = (columns[-1][0], x + 1)
        else:
            columns.append((x, x + 1))
    return tuple(columns)


def _band(texts: dict[int, Text], lines: Sequence[int]) -> Text | None:
    """``一、优化审批服务`` on a line of its own heads the rows below it, over the whole width."""
    text = texts[lines[0]]
    pieces = pieces_of(text.chars)
    if len(lines) > 1 or len(pieces) != 1 or not BAND.match(text.chars.strip()):
        return None
    return text[pieces[0].start : pieces[0].end]


def layout_grid(texts: dict[int, Text], run: LayoutRun) -> Grid:
    """The rows of a run, a cell for each column. ``texts`` are its lines by index from 0.

    Guarantees: every phrase of every line is in one cell.
    """
    rows = _named(texts, run)
    for lines in run.rows:
        if (band := _band(texts, lines)) is not None:
            rows.append(Row(lines[0] + 1, (Cell((band,), colspan=len(run.columns)),)))
            continue
        pieces: list[list[Text]] = [[] for _ in run.columns]
        for k in lines:
            text = texts[k]
            for column, piece in (placed(pieces_of(text.chars), run.columns) or {}).items():
                pieces[column].append(text[piece.start : piece.end])
        rows.append(Row(lines[0] + 1, tuple(Cell(tuple(p)) for p in pieces), tuple(k + 1 for k in lines[1:])))
    return Grid(tuple(rows), "layout")


def _named(texts: dict[int, Text], run: LayoutRun) -> list[Row]:
    """The rows of the header: a blank cell where a column has no name."""
    rows = []
    for top in sorted({n.top for n in run.names}):
        cells = []
        if top == 0 and run.names[0].first > 0:
            cells.append(Cell((), header=True))
        for name in (n for n in run.names if n.top == top):
            found = tuple(texts[k][p.start : p.end] for k, p in name.phrases)
            cells.append(Cell(found, rowspan=name.deep, colspan=name.last - name.first + 1, header=True))
        lines = sorted({k + 1 for n in run.names if n.top == top for k, _ in n.phrases})
        rows.append(Row(lines[0], tuple(cells), tuple(lines[1:])))
    return rows
