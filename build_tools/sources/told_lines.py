"""What an editor says of raw lines: these are a table, this line is two, these lines are one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from build_tools.model.catalogue import Code, Note
from build_tools.model.edits import drop, glue
from build_tools.model.source import LineMark, TableMark
from build_tools.model.table import Cell, Grid, Row
from build_tools.model.text import Text
from build_tools.sources.corrections import printed

_TAB = re.compile(r"\t")
_BLANKS = (re.compile(r"[ \t\u3000]+"), re.compile(r"[ \t]{2,}|\t|\u3000+"))
Lines = Sequence[tuple[int, Text]]


def told_grid(mark: TableMark, lines: Lines) -> Grid | str:
    """The rows of a table that an editor marks, or why its lines have not so many cells."""
    held = [(n, text) for n, text in lines if text.chars.strip()]
    if not held:
        return f"第{mark.first}至{mark.last}行没有文字"
    if mark.separator == "line":
        return _by_lines(mark, held)
    rows = []
    for number, text in held:
        writings = (_TAB,) if mark.separator == "tab" else _BLANKS
        parted = [_parted(text if mark.separator == "tab" else text.strip(), by) for by in writings]
        cells = next((c for c in parted if len(c) == mark.columns), None)
        if cells is None:
            return f"第{number}行分出 {len(parted[0])} 格，不是 {mark.columns} 格"
        rows.append(Row(number, tuple(Cell((c,)) for c in cells)))
    return Grid(tuple(rows), "pipe")


def _parted(text: Text, by: re.Pattern[str]) -> list[Text]:
    gaps = [(0, 0), *(m.span() for m in by.finditer(text.chars)), (len(text), len(text))]
    return [text[a[1] : b[0]].strip() for a, b in pairwise(gaps)]


def _by_lines(mark: TableMark, held: Lines) -> Grid | str:
    if len(held) % mark.columns:
        return f"{len(held)} 行分不成每行 {mark.columns} 格"
    rows = []
    for k in range(0, len(held), mark.columns):
        (number, _), *rest = group = held[k : k + mark.columns]
        rows.append(Row(number, tuple(Cell((t.strip(),)) for _, t in group), tuple(n for n, _ in rest)))
    return Grid(tuple(rows), "pipe")


def told_join(mark: LineMark, lines: Lines) -> Text | str:
    """Several lines as one, or why they are none."""
    held = [text.strip() for _, text in lines if text.chars.strip()]
    if len(held) < 2:
        return f"第{mark.first}至{mark.last}行没有两行文字"
    return glue(held)


def told_parts(mark: LineMark, text: Text) -> tuple[Text, Text] | str:
    """One line as two, or why it cannot be parted there."""
    found = list(printed(mark.before).finditer(text.chars))
    if len(found) != 1 or not text.chars[: found[0].start()].strip():
        said = "不在该行" if not found else "在该行之首" if len(found) == 1 else f"在该行出现 {len(found)} 次"
        return f"“{mark.before}”{said}"
    at = found[0].start()
    return text[:at], text[at:]


def told_furniture(mark: LineMark, text: Text) -> Note | str:
    """The note by which a line leaves the text, or why there is none to take out."""
    if not text.chars.strip():
        return f"第{mark.first}行没有文字"
    return replace(told(mark), was=text.chars.strip(), edits=(drop(text),))


def told(mark: TableMark | LineMark) -> Note:
    """The note of a mark that is followed."""
    if isinstance(mark, TableMark):
        return Note(Code.EDITOR_TABLE, mark.first, mark.last, detail=mark.why)
    return Note(_CODES[mark.kind], mark.first, mark.last, detail=mark.why)


_CODES = {"": Code.EDITOR_LINES, "furniture": Code.EDITOR_FURNITURE, "text": Code.EDITOR_TEXT}


def stale(mark: TableMark | LineMark, why: str) -> Note:
    """The error of a mark that cannot be followed."""
    name = "[[table]]" if isinstance(mark, TableMark) else "[[lines]]"
    return Note(Code.CORRECTION_STALE, mark.entry, mark.entry, detail=f"{name} {why}", file=mark.file)
