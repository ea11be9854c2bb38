"""Which lines of a table that a PDF's text layer sets by position are one row."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from build_tools.language.measures import CELL_FIGURE
from build_tools.language.script import SMALL
from build_tools.sources.grids.layout_middle import centred_rows
from build_tools.sources.grids.layout_pieces import Phrase, placed

BAND = re.compile(rf"^[（(]?[{SMALL}]{{1,3}}[、）)]\S")
"""A band over the whole width: ``一、优化审批服务``."""

_SERIAL = re.compile(r"^[（(]?\d{1,3}[）)]?$")
# GB7488－87 · GB/T 14675－93
_CODE = re.compile(r"^[A-Z]{1,6}(?:[/／][A-Z]{1,2})?\d[\dA-Z.\-－—–]*$")
_SHORT = 12  # no cell so narrow wraps beside another one


def rows_of(cells: dict[int, dict[int, str]], body: list[int], width: int) -> tuple[tuple[int, ...], ...]:
    """The lines of each row. Where cells stand over the middle of their rows, lines go to the row that they
    surround; where rows are numbered, lines without a number go to the row whose sentence they finish or
    begin; else every line is a row. None at all where words beside no figures show no row of theirs.
    """
    serial = next((c for c in range(min(2, width)) if _counts(cells, body, c)), None)
    if serial is None or all(serial in cells[k] for k in body):
        figured = _figured(cells, body, width)
        loose = [k for k in body if k not in figured and max(cells[k]) > 0 and not _is_band(cells[k])]
        if len(figured) < 2 or not loose:
            return tuple(_with_labels(cells, body))
        return centred_rows(cells, body, figured, [k for k in body if _is_band(cells[k])]) or ()
    numbered = [k for k in body if _SERIAL.match(cells[k].get(serial, ""))]
    whole = [c for c in range(width) if c != serial and _never_wrap(cells, numbered, c)]
    anchors = [k for k in body if k in numbered or any(_is_whole(cells[k].get(c, "")) for c in whole)]
    bands = {k for k in body if k not in anchors and _is_band(cells[k])}
    if (centred := centred_rows(cells, body, anchors, sorted(bands))) is not None:
        return centred
    main = max(range(width), key=lambda c: sum(len(cells[k].get(c, "")) for k in body))
    starts: set[int] = set(bands)
    for above, anchor in pairwise([None, *anchors]):
        assert anchor is not None
        low = max((k for k in [above, *bands] if k is not None and k < anchor), default=None)
        between = [k for k in body if k < anchor and (low is None or k > low)]
        starts.add(_start(cells, main, low if low == above else None, between, anchor))
    return tuple(_cut(body, starts))


def _is_band(cells: dict[int, str]) -> bool:
    return len(cells) == 1 and BAND.match(_only(cells)) is not None


def _figured(cells: dict[int, dict[int, str]], body: list[int], width: int) -> list[int]:
    """The lines that hold a figure in a column of figures, where two such columns stand."""
    columns = [c for c in range(width) if _never_wrap(cells, [k for k in body if c in cells[k]], c)]
    found = [k for k in body if any(_is_whole(cells[k].get(c, "")) for c in columns)]
    return found if len(columns) > 1 else []


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


def _never_wrap(cells: dict[int, dict[int, str]], rows: Sequence[int], column: int) -> bool:
    """Whether a column holds figures or codes: each of them is a row of its own."""
    return sum(_is_whole(cells[k].get(column, "")) for k in rows) * 2 > len(rows)


def _is_whole(text: str) -> bool:
    solid = re.sub(r"\s", "", text)
    return bool(solid) and (CELL_FIGURE.match(solid) or _CODE.match(solid)) is not None


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
        if len(cells[k]) == 1 and 0 in cells[k] and k != body[-1] and not BAND.match(cells[k][0]):
            waiting.append(k)
            continue
        if waiting and 0 in cells[k]:
            rows += [[w] for w in waiting]
            waiting = []
        rows.append([*waiting, k])
        waiting = []
    return [tuple(row) for row in [*rows, *([w] for w in waiting)]]


def wrap_where_full(
    pieces: Mapping[int, list[Phrase]], columns: tuple[tuple[int, int], ...], rows: Sequence[tuple[int, ...]]
) -> bool:
    """Whether each cell that runs on into a further line of its row fills its column, or ends in a mark.

    ``查看台账``, ``现场检查`` and ``问卷调查`` below each other, an office beside each, are cells of three
    rows, whose other cells are not told apart.
    """
    wide = [0] * len(columns)
    upper: list[tuple[int, Phrase]] = []
    for row in rows:
        below: dict[int, Phrase] = {}
        cut: dict[int, Phrase] = {}
        for k in reversed(row):
            for c, piece in (placed(pieces[k], columns) or {}).items():
                wide[c] = max(wide[c], piece.right - piece.left)
                if c in below and piece.chars[-1] not in "，、；：。（":
                    cut[c] = piece
                    upper.append((c, piece))
                below[c] = piece
        if len(cut) > 1 and all(p.right - p.left <= _SHORT for p in cut.values()):
            return False
    return all((p.right - p.left) * 5 >= wide[c] * 3 for c, p in upper)
