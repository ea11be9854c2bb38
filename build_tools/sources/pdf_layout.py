"""Tables that a PDF's text layer sets by position: columns are where the print has them.

``1       东 江 市              3,260.00       2,000.00``: wide gaps part the columns, and a cell may run
on over several lines. A run whose lines do not agree on its columns is left to be read otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from build_tools.language.phrases import PAGE_MARK
from build_tools.model.table import Cell, Grid, Row
from build_tools.model.text import Text

_GAP = re.compile(r"[ \t\u3000\u00a0]{2,}")
_WIDE_GAP = re.compile(r"\S[ \t\u3000\u00a0]{3,}\S")
_SERIAL = re.compile(r"^[（(]?\d{1,3}[）)]?$")
_FIGURE = re.compile(r"^[〔（(\[]?[≥≤<>±+\-−]?\d[\d.,]*[%％]?(?:左右|以上|以下)?[〕）)\]]?$|^[—–\-－/]+$")
_NAMES = re.compile(r"序号|名称|单位|类别|项目|指标|地区|内容|任务|时限|金额|数量|备注|标准|部门")
_BAND = re.compile(r"^[（(]?[一二三四五六七八九十]{1,3}[、）)]\S")
_ENDS = re.compile(r"^\s*(?:备?注|说明)\s*[：:\d]|^\s*附\s*[件表]")


@dataclass(frozen=True)
class Piece:
    """A word or phrase of a line: where it stands in the line, and on the page."""

    start: int
    end: int
    left: int
    right: int


@dataclass(frozen=True)
class LayoutRun:
    """Raw lines (1-based, inclusive) that are one table: its columns, and the lines of each row."""

    first: int
    last: int
    columns: tuple[tuple[int, int], ...]
    header: tuple[tuple[int, ...], ...]
    rows: tuple[tuple[int, ...], ...]


def pieces_of(line: str) -> list[Piece]:
    """The phrases of a line, parted by two blanks or more; letter-spaced single Han are one phrase."""
    columns = [0]
    for c in line:
        columns.append(columns[-1] + (2 if east_asian_width(c) in "WFA" else 1))
    spans: list[tuple[int, int]] = []
    at = 0
    for match in [*_GAP.finditer(line), None]:
        end = match.start() if match else len(line)
        if line[at:end].strip():
            lead = len(line[at:end]) - len(line[at:end].lstrip())
            spans.append((at + lead, at + len(line[at:end].rstrip())))
        at = match.end() if match else end
    joined: list[tuple[int, int]] = []
    for a, b in spans:
        words = line[joined[-1][0] : b].split() if joined else []
        if len(words) > 1 and all(re.fullmatch(r"[一-鿿]", w) for w in words):  # 合   计
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return [Piece(a, b, columns[a], columns[b]) for a, b in joined]


def layout_runs(lines: Sequence[str]) -> dict[int, LayoutRun]:
    """The tables set by position, by their first line. A page mark parts a table into two runs."""
    pieces = [pieces_of(line) for line in lines]
    runs: dict[int, LayoutRun] = {}
    i = 0
    while i < len(lines):
        end = _end_of(lines, pieces, i)
        held = [k for k in range(i, end) if pieces[k]]
        run = _run(lines, pieces, held) if len(held) >= 3 else None
        if run is not None:
            runs[run.first] = run
        i = end if run is not None else i + 1
    return runs


def _end_of(lines: Sequence[str], pieces: Sequence[list[Piece]], i: int) -> int:
    """The line behind the last one that can belong to a table beginning in line ``i``."""
    if len(pieces[i]) < 3 or not _WIDE_GAP.search(lines[i]):
        return i + 1
    j = i
    while j < len(lines):
        blank = not pieces[j]
        alone = len(pieces[j]) == 1 and (pieces[j][0].left < 2 and len(lines[j].strip()) > 24)
        if PAGE_MARK.match(lines[j]) or _ENDS.match(lines[j]) or alone:
            break
        if blank and (j + 1 >= len(lines) or not pieces[j + 1] or len(pieces[j + 1]) < 2):
            break
        j += 1
    return j


def _run(lines: Sequence[str], pieces: Sequence[list[Piece]], held: list[int]) -> LayoutRun | None:
    full = [k for k in held if len(pieces[k]) >= 3]
    wide = sum(bool(_WIDE_GAP.search(lines[k])) for k in full)
    if len(full) < 3 or wide * 3 < len(full) * 2:
        return None
    top = _header_end(lines, pieces, held)
    body = [k for k in held if k >= top]
    columns = _columns([pieces[k] for k in body if len(pieces[k]) >= 3])
    if len(columns) < 3 or len(body) < 2:
        return None
    places = {k: _placed(pieces[k], columns) for k in held}
    if any(places[k] is None for k in held):
        return None
    header = [k for k in held if k < top]
    words = [re.sub(r"\s", "", lines[k][p.start : p.end]) for k in header for p in pieces[k]]
    counted = sum(bool(_FIGURE.match(lines[k][p.start : p.end])) for k in body for p in pieces[k])
    if counted < len(body) and sum(bool(_NAMES.search(w)) for w in words) < 2:
        return None  # three columns of names are a list
    cells = {k: {c: lines[k][p.start : p.end] for c, p in (places[k] or {}).items()} for k in held}
    rows = _rows(cells, body, len(columns))
    return LayoutRun(held[0] + 1, held[-1] + 1, columns, _header(cells, header), rows)


def _header_end(lines: Sequence[str], pieces: Sequence[list[Piece]], held: Sequence[int]) -> int:
    """The first line of the body: the first that holds a figure, or a band ``一、…``."""
    for k in held:
        words = [lines[k][p.start : p.end] for p in pieces[k]]
        if any(_FIGURE.match(re.sub(r"\s", "", w)) for w in words) or _BAND.match(lines[k].strip()):
            return k
        if k > held[0] + 3:
            break
    return held[1]


def _columns(lines: Sequence[list[Piece]]) -> tuple[tuple[int, int], ...]:
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


def _placed(line: list[Piece], columns: Sequence[tuple[int, int]]) -> dict[int, Piece] | None:
    """Each phrase in the column that it overlaps most, or is nearest to; None where two meet in one."""
    placed: dict[int, Piece] = {}
    for piece in line:

        def price(c: int, p: Piece = piece) -> tuple[int, float]:
            left, right = columns[c]
            overlap = min(right, p.right) - max(left, p.left)
            return (-max(overlap, 0), abs((left + right) / 2 - (p.left + p.right) / 2))

        column = min(range(len(columns)), key=price)
        if column in placed:
            return None
        placed[column] = piece
    return placed


def _header(cells: dict[int, dict[int, str]], header: list[int]) -> tuple[tuple[int, ...], ...]:
    """Header lines as rows: names that wrap are one row; a line below blanks is a row of its own."""
    if len(header) < 2:
        return (tuple(header),) if header else ()
    below = {c for k in header[1:] for c in cells[k]}
    if below - set(cells[header[0]]):
        return ((header[0],), tuple(header[1:]))
    return (tuple(header),)


def _rows(cells: dict[int, dict[int, str]], body: list[int], width: int) -> tuple[tuple[int, ...], ...]:
    """The lines of each row. Where rows are numbered, lines without a number go to the row whose
    sentence they finish or begin; else every line is a row."""
    serial = next((c for c in range(min(2, width)) if _counts(cells, body, c)), None)
    if serial is None or all(serial in cells[k] for k in body):
        return tuple(_with_labels(cells, body))
    numbered = [k for k in body if _SERIAL.match(cells[k].get(serial, ""))]
    sums = [c for c in range(width) if c != serial and _figures(cells, numbered, c)]
    anchors = [k for k in body if k in numbered or any(_is_figure(cells[k].get(c, "")) for c in sums)]
    bands = {k for k in body if k not in anchors and len(cells[k]) == 1 and _BAND.match(_only(cells[k]))}
    main = max(range(width), key=lambda c: sum(len(cells[k].get(c, "")) for k in body))
    starts: set[int] = set(bands)
    for above, anchor in pairwise([None, *anchors]):
        assert anchor is not None
        low = max((k for k in [above, *bands] if k is not None and k < anchor), default=None)
        between = [k for k in body if k < anchor and (low is None or k > low)]
        starts.add(_start(cells, main, low if low == above else None, between, anchor))
    return tuple(_cut(body, starts))


def _start(
    cells: dict[int, dict[int, str]], main: int, above: int | None, between: list[int], anchor: int
) -> int:
    """The line with which the row of ``anchor`` begins, among those since the row ``above``."""
    if not between or above is None:
        return between[0] if between else anchor
    for k, following in pairwise([above, *between, anchor]):
        if _finished(cells[k], main):
            return following
    later = between[(len(between) + 1) // 2 :]
    return later[0] if later else anchor


def _figures(cells: dict[int, dict[int, str]], rows: Sequence[int], column: int) -> bool:
    return sum(_is_figure(cells[k].get(column, "")) for k in rows) * 2 > len(rows)


def _is_figure(text: str) -> bool:
    return bool(text) and _FIGURE.match(re.sub(r"\s", "", text)) is not None


def _cut(body: list[int], starts: set[int]) -> list[tuple[int, ...]]:
    rows: list[list[int]] = []
    for k in body:
        if not rows or k in starts:
            rows.append([])
        rows[-1].append(k)
    return [tuple(row) for row in rows]


def _only(cells: dict[int, str]) -> str:
    return next(iter(cells.values()))


def _finished(cells: dict[int, str], main: int) -> bool:
    return cells.get(main, "").rstrip().endswith(("。", "；"))


def _counts(cells: dict[int, dict[int, str]], body: list[int], column: int) -> bool:
    held = [cells[k][column] for k in body if column in cells[k]]
    return len(held) >= 2 and sum(bool(_SERIAL.match(v)) for v in held) * 3 >= len(held) * 2


def _with_labels(cells: dict[int, dict[int, str]], body: list[int]) -> list[tuple[int, ...]]:
    """A label on a line of its own, between two rows of its group, belongs to the row below it."""
    rows: list[list[int]] = []
    waiting: list[int] = []
    for k in body:
        if len(cells[k]) == 1 and 0 in cells[k] and k != body[-1] and not _BAND.match(cells[k][0]):
            waiting.append(k)
            continue
        if waiting and 0 in cells[k]:
            rows += [[w] for w in waiting]
            waiting = []
        rows.append([*waiting, k])
        waiting = []
    return [tuple(row) for row in [*rows, *([w] for w in waiting)]]


def _band(texts: dict[int, Text], lines: Sequence[int]) -> Text | None:
    """``一、优化审批服务`` on a line of its own heads the rows below it, over the whole width."""
    text = texts[lines[0]]
    pieces = pieces_of(text.chars)
    if len(lines) > 1 or len(pieces) != 1 or not _BAND.match(text.chars.strip()):
        return None
    return text[pieces[0].start : pieces[0].end]


def layout_grid(texts: dict[int, Text], run: LayoutRun) -> Grid:
    """The rows of a run, a cell for each column. ``texts`` are its lines by index from 0.

    Guarantees: every phrase of every line is in one cell.
    """
    rows = []
    for lines, header in [*((r, True) for r in run.header), *((r, False) for r in run.rows)]:
        if (band := _band(texts, lines)) is not None:
            rows.append(Row(lines[0] + 1, (Cell((band,), colspan=len(run.columns)),)))
            continue
        pieces: list[list[Text]] = [[] for _ in run.columns]
        for k in lines:
            text = texts[k]
            for column, piece in (_placed(pieces_of(text.chars), run.columns) or {}).items():
                pieces[column].append(text[piece.start : piece.end])
        cells = tuple(Cell(tuple(found), header=header) for found in pieces)
        rows.append(Row(lines[0] + 1, cells, tuple(k + 1 for k in lines[1:])))
    return Grid(tuple(rows), "pipe")
