"""A table cut over pages put together: repeated headers dropped, rows cut in two made whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_tools.model.catalogue import Code, Note
from build_tools.model.edits import drop
from build_tools.model.table import Basis, ColumnType, Slot, TableRow
from build_tools.model.text import Text
from build_tools.tables.cut_off import goes_on_narrower, under_its_header
from build_tools.tables.growing import Growing, unstopped
from build_tools.tables.place import NUMBER, Draft, solid
from build_tools.tables.types import NUMERIC, solid_width, typed

_FEWEST_CELLS = 4  # of a column that holds sentences
_HIGHEST = 2  # rows that a header cut off from its table has at most


def joined(parts: Sequence[Draft]) -> list[Draft]:
    """Tables that stand directly one after the other; those that are one table are made one.

    Guarantees: every slot of every part is in a row of the result, but for headers printed again,
    whose characters are dropped by a ``table-join`` note.
    """
    tables: list[Growing] = []
    for part in parts:
        if not tables or not _continued(tables, part):
            tables.append(Growing(part))
    return [table.draft() for table in tables]


def _continued(tables: list[Growing], part: Draft) -> bool:
    """Put ``part`` below the last table as its next page; False where it is a table of its own."""
    table = tables[-1]
    if table.writing != part.writing:
        return False
    if _same_header(table, part):
        _append(table, part, part.header)
        return True
    if len(table.rows) <= _HIGHEST and (whole := under_its_header(table.draft(), part)) is not None:
        tables[-1] = Growing(whole)
        return True
    cut = part.rows and _rest_of(table, part.rows[0], table.types)
    if table.header and not (cut or _fits(table, part) or goes_on_narrower(table, part)):
        return False
    if not table.header and part.header and not _says_much(part.rows[0]):
        return False
    _append(table, part, 0)
    return True


def whole_rows(draft: Draft) -> Draft:
    """Rows that the source broke inside a page put together: the lower part closes a bracket that the
    upper one leaves open, or is the only row without a number and goes on where words were left open."""
    kinds = typed(draft).types
    rows = list(draft.rows)
    kept: list[TableRow] = list(rows[: draft.header])
    moved = 0
    breaks: set[int] = set()
    serial = next((k for k, kind in enumerate(kinds) if kind is ColumnType.SERIAL), None)
    numbered = serial  # None from the first row on that has no number
    sentences = _of_sentences(rows[draft.header :], len(kinds))
    for i in range(draft.header, len(rows)):
        if i in draft.breaks:
            breaks.add(i - moved)
        elif len(kept) > draft.header and (
            _goes_on(kept[-1], rows[i], kinds, numbered) or _ends(kept[-1], rows[i], sentences)
        ):
            for column, slot in enumerate(rows[i].slots):
                if slot.value:
                    own = kept[-1].slots[column]
                    kept[-1] = _completed(kept[-1], column, own, slot, own.texts + slot.texts)
            kept[-1] = replace(kept[-1], lines=tuple(dict.fromkeys((*kept[-1].lines, *rows[i].lines))))
            moved += 1
            continue
        kept.append(rows[i])
        if serial is not None and serial < len(rows[i].slots) and not rows[i].slots[serial].value:
            numbered = None
    if not moved:
        return draft
    note = Note(Code.TABLE_JOIN, rows[0].lines[0], rows[-1].lines[-1], detail=f"接合被切断的行 {moved} 处")
    return replace(draft, rows=tuple(kept), breaks=frozenset(breaks), notes=(*draft.notes, note))


def _goes_on(above: TableRow, row: TableRow, kinds: Sequence[ColumnType], serial: int | None) -> bool:
    """``serial`` is the column of numbers, where each row so far has one."""
    held = [k for k, slot in enumerate(row.slots) if slot.value]
    spans = any(s.covered or s.rowspan > 1 or s.colspan > 1 for r in (above, row) for s in r.slots)
    if spans or not held or any(k >= len(above.slots) or not above.slots[k].value for k in held):
        return False
    closes = [
        k
        for k in held
        if _open(above.slots[k].value) and not _open(above.slots[k].value + row.slots[k].value)
    ]
    if closes and len(held) <= 2:
        return True
    if serial is None or serial in held or any(kinds[k] in NUMERIC for k in held if k < len(kinds)):
        return False
    words = [solid(above.slots[k].value) for k in held]
    return all(len(w) > 8 for w in words) and not any(re.search(r"[。；！？）]$", w) for w in words)


def _of_sentences(rows: Sequence[TableRow], width: int) -> set[int]:
    """The columns whose cells end in a full stop, all but a fifth of them."""
    found = set()
    for k in range(width):
        words = [v for row in rows if k < len(row.slots) and len(v := solid(row.slots[k].value)) > 1]
        if len(words) > _FEWEST_CELLS and sum(w.endswith("。") for w in words) * 5 >= len(words) * 4:
            found.add(k)
    return found


def _ends(above: TableRow, row: TableRow, sentences: set[int]) -> bool:
    """Whether a row is but the rest of the sentence above it: ``…得6分，每少`` / ``10件扣0.5分。``"""
    held = [k for k, slot in enumerate(row.slots) if slot.value]
    if len(held) != 1 or held[0] not in sentences or held[0] >= len(above.slots):
        return False
    k = held[0]
    spans = any(s.covered or s.rowspan > 1 or s.colspan > 1 for r in (above, row) for s in r.slots)
    begun = solid(above.slots[k].value)
    stopped = re.search(r"[。；！？：）”]$", begun)
    return not spans and len(begun) > 8 and not stopped and solid(row.slots[k].value).endswith("。")


def _open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _says_much(row: TableRow) -> bool:
    """Whether a row holds what no header does: long or finished sentences, a place to fill in."""
    return any(len(solid(s.value)) > 24 or re.search(r"[。；]|年\s*月|□", s.value) for s in row.slots)


def _same_header(table: Growing, part: Draft) -> bool:
    """Whether a part begins with the header of the table, printed again."""
    if not table.header or not part.header or part.header > table.header:
        return False
    again = [_names(row) for row in part.rows[: part.header]]
    first = [_names(row) for row in table.rows[: part.header]]
    return any(again[0]) and again == first  # one that differs by a word says something of its own


def _names(row: TableRow) -> list[str]:
    return [solid(slot.value) for slot in row.slots[: solid_width(row)]]


def _fits(table: Growing, part: Draft) -> bool:
    """Whether the first row of a part is a further row of the table rather than a header.

    A header names its columns: no blank among its cells, no figure, no long text.
    """
    first = part.rows[0]
    values = [solid(slot.value) for slot in first.slots[: solid_width(first)]]
    if abs(len(values) - table.majority_width) > 1 and any(values):
        return False
    if not any(values) or not all(values):
        return True
    kinds = table.types
    figures = [k for k, kind in enumerate(kinds) if kind in NUMERIC]
    if figures:
        return any(NUMBER.match(values[k]) for k in figures if k < len(values))
    long = [k for k, kind in enumerate(kinds) if kind is ColumnType.TEXT]
    return any(len(values[k]) > 12 for k in long if k < len(values))


def _append(table: Growing, part: Draft, header: int) -> None:
    again, rows = part.rows[:header], list(part.rows[header:])
    for i, row in enumerate(again):
        rows = _freed(rows, row, header - i)
    edits = [drop(text) for row in again for slot in row.slots for text in slot.texts]
    lines = [n for row in (*table.rows[-1:], *part.rows[: header + 1]) for n in row.lines]
    said = "重复的表头已略去" if edits else "续表无表头"
    kinds = table.types
    places = _rest_of(table, rows[0], kinds) if rows else {}
    beside = [slot for slot in rows[0].slots[len(kinds) :] if slot.texts] if places else []
    free = _last_of_words(table.rows[-1], kinds) if beside else None
    if places and (not beside or free is not None):
        rest = rows.pop(0)
        rows = _freed(rows, rest, 1)
        for column, r in places.items():
            _complete(table, r, rest, column)
        last = table.rows[-1]
        if free is not None:
            last = _with_surplus(last, free, beside, rest.lines)
        table.put(len(table.rows) - 1, replace(last, lines=tuple(dict.fromkeys((*last.lines, *rest.lines)))))
        said += "，被切断的一行已接合"
    note = Note(Code.TABLE_JOIN, min(lines), max(lines), detail=said, edits=tuple(edits))
    table.breaks.add(len(table.rows))
    table.add(rows)
    table.notes += [*part.notes, note]


def _last_of_words(row: TableRow, kinds: Sequence[ColumnType]) -> int | None:
    """The last column of a row that holds words, or else a place of its own; None where it has none."""
    free = [k for k, slot in enumerate(row.slots[: len(kinds)]) if not slot.covered]
    return next((k for k in reversed(free) if kinds[k] not in NUMERIC), free[-1] if free else None)


def _with_surplus(row: TableRow, column: int, beside: Sequence[Slot], lines: tuple[int, ...]) -> TableRow:
    """The row with cells that no column claims in one of its places, which is in doubt by that."""
    own = row.slots[column]
    value = " ".join(v for v in (own.value, *(s.value for s in beside)) if v)
    texts = (*own.texts, *(text for s in beside for text in s.texts))
    slot = replace(own, value=value, texts=texts, lines=(*own.lines, *lines), readings=(value, own.value))
    return replace(row, slots=(*row.slots[:column], slot, *row.slots[column + 1 :]))


def _freed(rows: Sequence[TableRow], above: TableRow, distance: int) -> list[TableRow]:
    """The rows from ``distance`` rows below a row that is no longer there, whose spans reached into them:
    their places are blank again, for the label stands on the page before."""
    made = list(rows)
    spans = [(c, s.rowspan) for k, s in enumerate(above.slots) for c in range(k, k + s.colspan)]
    for k, rowspan in spans:
        for r in range(min(rowspan - distance, len(made))):
            if k < len(made[r].slots) and made[r].slots[k].covered:
                made[r] = replace(made[r], slots=(*made[r].slots[:k], Slot(), *made[r].slots[k + 1 :]))
    return made


def _rest_of(table: Growing, rest: TableRow, kinds: Sequence[ColumnType]) -> dict[int, int]:
    """Column → the row above that the cell of a cut row goes on with; empty where the row is whole.

    The rest has no figure of its own, and goes on in a cell that was left without its full stop; a
    cell that spans several rows may have been printed higher up.
    """
    if len(table.rows) == table.header or any(slot.covered for slot in rest.slots):
        return {}
    counted = _lacks_figures(table, rest, kinds, (ColumnType.SERIAL,))
    bare = _lacks_figures(table, rest, kinds, NUMERIC)
    places: dict[int, int] = {}
    unfinished = texts = False
    end = len(table.rows) - 1
    for column, (slot, kind) in enumerate(zip(rest.slots, kinds, strict=False)):
        if not slot.value:
            continue
        last = table.columns[column].last
        if last is None or kind in NUMERIC:
            return {}
        places[column] = last
        value = solid(table.rows[last].slots[column].value)
        long = kind is ColumnType.TEXT or len(value) > 12
        alone = bare and _alone_unfinished(table, last, column, slot.value)
        unfinished = unfinished or alone or (long and not re.search(r"[。！？；]$", value))
        texts = texts or alone or kind is ColumnType.TEXT or _is_cut(value, slot.value)
        after_text = ColumnType.TEXT in kinds[:column]  # words right of running text run on like it
        goes_on = long or counted or alone or after_text
        if kind is ColumnType.LABEL and not goes_on and last == end:
            return {}  # a label of its own beside a whole label
    if table.rows_like(rest) > 1 and not any(_is_broken_off(table, r, c, rest) for c, r in places.items()):
        return {}
    unfinished = unfinished or counted  # every row has its number, only this one has none
    return places if texts and unfinished and end in places.values() else {}


def _is_broken_off(table: Growing, r: int, column: int, rest: TableRow) -> bool:
    """Whether the words of a cell plainly go on in the rest of the row."""
    upper, lower = table.rows[r].slots[column].value, rest.slots[column].value
    if _open(upper) or re.search(r"[，、：；]$", solid(upper)):
        return True
    return _is_cut(upper, lower) or _alone_unfinished(table, r, column, lower)


def _lacks_figures(
    table: Growing, rest: TableRow, kinds: Sequence[ColumnType], wanted: Sequence[ColumnType]
) -> bool:
    """Whether every row above has a figure, or its number, where the rest has none."""
    return any(
        kind in wanted and not rest.slots[k].value and not table.columns[k].empty
        for k, kind in enumerate(kinds[: len(rest.slots)])
    )


def _alone_unfinished(table: Growing, r: int, column: int, below: str) -> bool:
    """``道闸正常运行的得3`` and ``分；每发现1次故障扣0.5分。`` where all others end in a stop."""
    own, of_column = table.rows[r].slots[column].value, table.columns[column]
    alone = unstopped(own) and of_column.unstopped == 1 and of_column.filled > 1
    return alone and solid(below).endswith("。")


def _is_cut(above: str, below: str) -> bool:
    """``…，并在十五日内提出`` and ``处治方案。``: a sentence of several clauses, and its end."""
    value = solid(above)
    cut = len(value) > 12 and "，" in value and not re.search(r"[。！？；]$", value)
    return cut and solid(below).endswith("。")


def _complete(table: Growing, r: int, rest: TableRow, column: int) -> None:
    """Put the rest of a cell into the cell, and into all places that it covers."""
    rows = table.rows
    while rows[r].slots[column].covered and r > 0:
        r -= 1
    lower = rest.slots[column]
    own = rows[r].slots[column]
    for k in range(r, min(r + own.rowspan, len(rows))):
        texts = own.texts + lower.texts if k == r else ()
        table.put(k, _completed(rows[k], column, own, lower, texts))


def _completed(row: TableRow, column: int, upper: Slot, lower: Slot, texts: tuple[Text, ...]) -> TableRow:
    """The row in whose place the two parts of a cell stand, with these printed pieces."""
    value, lines = upper.value + lower.value, (*upper.lines, *lower.lines)
    slot = replace(row.slots[column], value=value, texts=texts, lines=lines, basis=Basis.PAGE)
    return replace(row, slots=(*row.slots[:column], slot, *row.slots[column + 1 :]))
