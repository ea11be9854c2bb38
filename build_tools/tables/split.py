"""Labels that ran together in one cell parted again, and the words of all cells repaired."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_tools.language.typography import merged, repair
from build_tools.model.catalogue import Code, Note
from build_tools.model.table import Basis, ColumnType, Slot, TableRow
from build_tools.model.text import Text
from build_tools.tables.align import leaf_of
from build_tools.tables.place import Draft, printed, solid


def split(draft: Draft) -> Draft:
    """Part a cell that holds the labels of several rows: ``舆情评价 行政处罚 纪律处罚 司法处理`` beside
    the rows 舆情评价, 行政处罚, 纪律处罚.

    Two of its words at least must stand, in order, as labels of the rows it belongs to; a word that
    does not goes to the next row whose own label it does not contradict.
    """
    leaf = leaf_of(draft)
    rows = list(draft.rows)
    notes: list[Note] = []
    for column in range(leaf):
        if draft.types[column] is not ColumnType.LABEL:
            continue
        for r in range(draft.header, len(rows)):
            slot = rows[r].slots[column]
            words = _words(slot)
            if len(words) > 1 and (places := _places(words, rows, r, column, leaf)) is not None:
                _part(rows, r, column, words, places)
                said = "、".join(w.chars for w in words)
                last = rows[places[-1]].lines[-1]
                notes.append(Note(Code.TABLE_SPLIT, rows[r].lines[0], last, detail=said))
    return replace(draft, rows=tuple(rows), notes=(*draft.notes, *notes))


def _words(slot: Slot) -> list[Text]:
    """The words of a cell, parted at its blanks."""
    found: list[Text] = []
    for text in slot.texts:
        found += [text[m.start() : m.end()] for m in re.finditer(r"\S+", text.chars)]
    return found if all(len(w) >= 2 for w in found) else []


def _places(words: list[Text], rows: list[TableRow], r: int, column: int, leaf: int) -> list[int] | None:
    """The row of each word: where it is the row's own label, else the row after the word before."""
    places: list[int] = []
    hits = 0
    at = r
    for word in words:
        found = next((k for k in range(at, len(rows)) if _label(rows[k], leaf) == solid(word.chars)), None)
        if found is not None and found - at < len(words):
            hits += 1
            at = found
        elif at >= len(rows):
            return None
        places.append(at)
        at += 1
    return places if hits >= 2 else None


def _label(row: TableRow, leaf: int) -> str:
    return solid(row.slots[leaf].value)


def _part(rows: list[TableRow], r: int, column: int, words: list[Text], places: list[int]) -> None:
    """Put each word into its row; a label that already stands there moves to the row that has it
    as its own label, or the word is joined before it, which may be wrong."""
    for word, place in zip(words, places, strict=True):
        here = rows[place].slots[column]
        if place > r and here.value and not _moved_down(rows, place, column):
            both, lines = (word, *here.texts), (*rows[r].slots[column].lines, *here.lines)
            here = Slot(printed(both), both, lines, Basis.SPLIT, (printed(both), here.value))
        else:
            lines = rows[r].slots[column].lines
            readings = (word.chars, here.value) if place > r and here.value else ()
            here = Slot(word.chars, (word,), lines, Basis.SPLIT, readings)
        rows[place] = _with(rows[place], column, here)


def _moved_down(rows: list[TableRow], place: int, column: int) -> bool:
    """Whether the label could move to the next row, whose own label it is: 收受贿赂."""
    here = rows[place].slots[column]
    if place + 1 >= len(rows) or rows[place + 1].slots[column].value:
        return False
    below = rows[place + 1]
    if solid(here.value) not in [solid(s.value) for s in below.slots[column + 1 :]]:
        return False
    moved = replace(here, basis=Basis.SEMANTIC, readings=(here.value, ""))
    rows[place + 1] = _with(below, column, moved)
    return True


def _with(row: TableRow, column: int, slot: Slot) -> TableRow:
    return replace(row, slots=(*row.slots[:column], slot, *row.slots[column + 1 :]))


def repaired(draft: Draft) -> Draft:
    """Every cell with its spaces and punctuation repaired; labels and header cells whole.

    A label that was broken over lines inside its cell, ``基金 监管``, is marked ``wrap``.
    """
    rows: list[TableRow] = []
    found: list[Note] = []
    for i, row in enumerate(draft.rows):
        slots = []
        for slot, kind in zip(row.slots, draft.types, strict=True):
            fixed, notes = _repaired_slot(slot, row.lines, label=i < draft.header or kind is ColumnType.LABEL)
            slots.append(fixed)
            found += notes
        rows.append(replace(row, slots=tuple(slots)))
    lines = (draft.rows[0].lines[0], draft.rows[-1].lines[-1]) if draft.rows else (1, 1)
    spread = _spread(rows)
    return replace(draft, rows=spread, notes=(*draft.notes, *merged(found, lines)))


def _repaired_slot(slot: Slot, lines: tuple[int, ...], *, label: bool) -> tuple[Slot, list[Note]]:
    texts: list[Text] = []
    notes: list[Note] = []
    for text in slot.texts:
        fixed, found = repair(text, lines, title=label)
        texts.append(fixed)
        notes += found
    if not texts:
        return slot, []
    whole = _closed_up if label or slot.basis is Basis.PAGE else " ".join
    value = whole([t.chars for t in texts if t.chars])
    was = printed(slot.texts)
    wrapped = label and slot.basis is None and solid(was) == solid(value) and bool(re.search(r"\s", was))
    basis = Basis.WRAP if wrapped and not re.search(r"\s", value) else slot.basis
    return replace(slot, texts=tuple(texts), value=value, basis=basis), notes


_APART = re.compile(r"(?<=[A-Za-z\d])\n(?=[A-Za-z])")


def _closed_up(words: Sequence[str]) -> str:
    """Words one behind the other; a blank parts ``GB 13452.2-2008`` and ``GB 13452.3-2010``."""
    return _APART.sub(" ", "\n".join(words)).replace("\n", "")


def _spread(rows: list[TableRow]) -> tuple[TableRow, ...]:
    """Places that a printed span covers say what its cell says."""
    grid = [list(row.slots) for row in rows]
    for r, line in enumerate(grid):
        for c, slot in enumerate(line):
            if slot.covered or (slot.rowspan == 1 and slot.colspan == 1):
                continue
            for below in range(r, min(r + slot.rowspan, len(grid))):
                for k in range(c, min(c + slot.colspan, len(grid[below]))):
                    if grid[below][k].covered:
                        grid[below][k] = replace(grid[below][k], value=slot.value)
    return tuple(replace(row, slots=tuple(line)) for row, line in zip(rows, grid, strict=True))
