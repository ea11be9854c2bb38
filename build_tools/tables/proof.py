"""The account of a table: each place says what is printed in it, or on the lines that it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Document, tables_in
from build_tools.model.places import Places, ascends
from build_tools.model.table import Basis, Slot, Table, TableRow
from build_tools.tables.place import solid

_MOVES = frozenset({Basis.MERGE, Basis.SEMANTIC, Basis.SPLIT, Basis.PAGE, Basis.CORRECTION})
"""Why a printed piece may stand in another row than its line, or behind what is printed below it: a label
in the middle of its rows, labels parted, the rest of a row on the next page, an editor's word. A piece
``shift`` leaves its column only, one ``wrap`` may turn inside of its cell (``区  那曲地``)."""


def prove_tables(documents: Sequence[Document], notes: Sequence[Note], places: Places) -> tuple[Note, ...]:
    """Every rebuilt table of a source against its printed pieces.

    A printed place says its pieces, and they stand on the lines that it names. A covered place says
    what the one cell says that covers it. A place that says more than is printed in it has a basis,
    and its words are printed on the lines that it names, or stand in an editor's correction. Pieces
    without a basis of :data:`_MOVES` ascend along each row and down each column. Returns an error for
    each place of which one of these does not hold.
    """
    corrections = [n for n in notes if n.code is Code.CORRECTION]
    editor = {word for n in corrections for words in (n.was, n.now) for word in words.split("｜")}
    tables = [table for document in documents for table in tables_in(document.blocks)]
    return tuple(error for t in tables for error in (*_said(t, editor, places), *_turned(t, places)))


def _error(code: Code, row: TableRow, slot: Slot, detail: str) -> Note:
    line = (slot.lines or row.lines or (1,))[0]
    return Note(code, line, line, slot.value[:20], detail=detail)


def _said(table: Table, editor: set[str], places: Places) -> Iterator[Note]:
    """What is wrong with the values of a table."""
    rows = table.all_rows()
    printed: dict[str, list[Slot]] = {}
    for slot in (s for row in rows for s in row.slots if s.texts):
        printed.setdefault(solid(slot.value), []).append(slot)
    spans = _spans(rows)
    for r, row in enumerate(rows):
        if len(row.slots) != len(table.types):
            said = f"该行 {len(row.slots)} 格，表有 {len(table.types)} 列"
            yield _error(Code.LEDGER_TABLE, row, Slot(lines=row.lines), said)
        for k, slot in enumerate(row.slots):
            wrong = _covered(slot, spans.get((r, k), ())) or (
                _printed(slot, places) if slot.texts else _inferred(slot, printed, editor)
            )
            if wrong:
                yield _error(Code.LEDGER_TABLE, row, slot, wrong)


def _spans(rows: Sequence[TableRow]) -> Mapping[tuple[int, int], list[Slot]]:
    """The cells that span each place from another one."""
    spans: dict[tuple[int, int], list[Slot]] = {}
    for r, row in enumerate(rows):
        for k, slot in enumerate(row.slots):
            for below in range(slot.rowspan):
                for beside in range(slot.colspan):
                    if below or beside:
                        spans.setdefault((r + below, k + beside), []).append(slot)
    return spans


def _covered(slot: Slot, over: Sequence[Slot]) -> str:
    """What is wrong between a place and the cells that span it."""
    if len(over) != int(slot.covered):
        return "合并单元格的范围不合"
    return "与合并它的单元格不同" if over and over[0].value != slot.value else ""


def _printed(slot: Slot, places: Places) -> str:
    """What is wrong with a place that holds printed pieces."""
    if slot.covered:
        return "被合并的格内另有印文"
    if solid("".join(text.chars for text in slot.texts)) != solid(slot.value):
        return "格内所示不是所印文字"
    return "" if _lines(slot, places) <= {*slot.lines} else "所印之处不在所记各行"


def _inferred(slot: Slot, printed: Mapping[str, Sequence[Slot]], editor: set[str]) -> str:
    """What is wrong with a place in which nothing is printed."""
    if not slot.value:
        return ""
    if slot.value in editor:
        return ""
    if slot.basis is None and not slot.covered:
        return "没有印文，也没有依据"
    named = {*slot.lines}
    shown = any(named.issuperset(other.lines) for other in printed.get(solid(slot.value), ()))
    return "" if shown else "不见于所记各行"


def _lines(slot: Slot, places: Places) -> set[int]:
    """The lines on which the pieces of a place begin and end."""
    ends = [o for text in slot.texts if (at := places.of(text)) for o in (at[0], at[-1])]
    return {places.line_of(offset) for offset in ends}


def _turned(table: Table, places: Places) -> Iterator[Note]:
    """What stands in a table before what is printed before it.

    Rows on the same lines (all of an HTML table in one line, the pairs of a form) are judged as one; a
    row of several lines has its cells side by side, and ascends on each line.
    """
    above: dict[int, int] = {}  # the last character of each column
    for lines, rows in groupby(table.all_rows(), key=lambda row: row.lines):
        apart = len(lines) > 1
        before: dict[int, int] = {}  # the last character of the cells so far, on each line
        reached = dict(above)
        cells = [(row, column, slot) for row in rows for column, slot in enumerate(row.slots)]
        for row, column, slot in cells:
            printed = [o for text in slot.texts for o in places.of(text)]
            if slot.basis in _MOVES or not printed:
                continue
            wrong = slot.basis is not Basis.WRAP and not ascends(printed)
            wrong = wrong or min(printed) < above.get(column, -1)
            reached[column] = max(printed)
            for line, own in _by_line(printed, places, apart).items():
                wrong = wrong or min(own) < before.get(line, -1)
                before[line] = max(own)
            if wrong:
                yield _error(Code.LEDGER_ORDER, row, slot, "表内文字前后颠倒")
        above = reached


def _by_line(printed: Sequence[int], places: Places, apart: bool) -> Mapping[int, list[int]]:
    """The characters of a cell by their line, where each line is judged by itself."""
    if not apart:
        return {0: list(printed)}
    lines: dict[int, list[int]] = {}
    for offset in printed:
        lines.setdefault(places.line_of(offset), []).append(offset)
    return lines
