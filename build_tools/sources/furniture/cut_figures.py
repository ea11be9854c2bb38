"""Figures that a source sets on lines of their own, put back where they were printed.

A figure that counts goes before the line that it counts (``1`` / ``加强组织领导。``), one that a sentence
needs between its halves (``不少于`` / ``500`` / ``元，``). The second may be a page number: a doubt says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_tools.language.columns import SERIAL_NAMES
from build_tools.language.measures import BOUNDS, UNITS, behind_figure
from build_tools.language.phrases import CLOSED, ENDS_IN_GENRE, MARKER
from build_tools.language.script import key
from build_tools.model.catalogue import Code, Note
from build_tools.model.edits import inserted_blank
from build_tools.model.source import Item, Line
from build_tools.model.text import Text
from build_tools.sources.furniture.judged import unproven
from build_tools.sources.furniture.page_marks import figures

_FIGURE = re.compile(r"^\d{1,9}(?:[.,，]\d{1,9})*[%％]?$")  # 500 · 0.5 · 10000 · 1,200 · 95%
_SENTENCE = re.compile(r"[，。；、]")
# 元以上 · 周岁的公民; a measure alone may be the cell of a table
_MEASURE = re.compile(f"^(?:{behind_figure(UNITS)}|{BOUNDS}).")


def with_figures(items: Sequence[Item]) -> tuple[list[Item], list[Note]]:
    """The items with their figures in place. Guarantees: every character is kept, in print order."""
    cells = _of_rows(items)
    counting = _counting(items) - cells
    bare = figures(items)
    made: list[Item] = []
    notes: list[Note] = []
    k = 0
    while k < len(items):
        item, below = items[k], items[k + 1] if k + 1 < len(items) else None
        if k in counting and isinstance(item, Line) and isinstance(below, Line):
            made.append(
                _glued([item, below], notes, [item.text, inserted_blank(below.text.at[0]), below.text])
            )
            k += 2
            continue
        above = made[-1] if made else None
        if isinstance(item, Line) and _FIGURE.match(item.key) and k not in cells:
            needed = _needs(above, item, below)
            if (needed and item.key.isdecimal()) or (k in bare and not _in_cells(above, below)):
                notes.append(unproven(item))
            if needed and isinstance(above, Line) and isinstance(below, Line):
                cut = [above, item, below]
                made[-1] = _glued(cut, notes, [x.text for x in cut])
                k += 2
                continue
            if _at_a_turn(above, item, below):
                item = replace(item, alone=True)
        made.append(item)
        k += 1
    return made, notes


def _counting(items: Sequence[Item]) -> set[int]:
    """Figures that count what stands below each of them: 1, 2 … in a row, begun anew under each head."""
    found: set[int] = set()
    row: list[int] = []
    for k, value in figures(items).items():
        below = items[k + 1] if k + 1 < len(items) else None
        counts = isinstance(below, Line) and not MARKER.match(below.key)
        if not (row and counts and value == len(row) + 1 and k - row[-1] <= _ITEM_LINES):
            row = []
            if not (counts and value == 1 and _opens(items, k)):
                continue
        row.append(k)
        if len(row) >= 2:
            found |= set(row)
    return found


def _opens(items: Sequence[Item], k: int) -> bool:
    """Whether a list can begin at ``k``: below a whole line, a head or a title, not below 一等奖名额."""
    above = items[k - 1] if k else None
    if not isinstance(above, Line):
        return True
    whole = CLOSED.search(above.key) or MARKER.match(above.key) or ENDS_IN_GENRE.search(above.key)
    return bool(whole or above.page_break or above.mark)


_NAMES_ABOVE = 12  # lines in which the names of columns stand, each a line
_CELLS = range(3, 13)  # lines from the number of a row to that of the next one


def _of_rows(items: Sequence[Item]) -> set[int]:
    """Figures that number the rows of a table whose cells stand a line each, below ``序号`` in a line too."""
    found: set[int] = set()
    row: list[int] = []
    for k, value in figures(items).items():
        if row and value == _value(items[row[-1]]) + 1 and k - row[-1] in _CELLS:
            row.append(k)
        else:
            above = items[max(0, k - _NAMES_ABOVE) : k]
            named = any(isinstance(x, Line) and x.key in SERIAL_NAMES for x in above)
            row = [k] if named and value == 1 else []
        if len(row) > 2:
            found |= set(row)
    return found


def _value(item: Item) -> int:
    return int(item.key) if isinstance(item, Line) and item.key.isdecimal() else 0


_ITEM_LINES = 6  # what one figure counts has at most so many lines


def _needs(above: Item | None, figure: Line, below: Item | None) -> bool:
    """Whether a sentence stops above a figure and goes on below it."""
    if not isinstance(above, Line) or not isinstance(below, Line):
        return False
    beside = any(_FIGURE.match(x.key) for x in (above, below))  # 12，640 and 9，875 are cells of a column
    cut = len(above.key) >= 4 and not CLOSED.search(above.key) and not above.mark and not beside
    goes_on = bool(_SENTENCE.search(below.key) or _MEASURE.match(below.key))
    apart = MARKER.match(below.key) or below.mark or figure.gap > 1 or below.gap > 1
    apart = apart or _at_a_turn(above, figure, below)
    return cut and goes_on and not apart


def _at_a_turn(above: Item | None, figure: Line, below: Item | None) -> bool:
    """Whether a figure stands between blank lines, as the number of a page does, below lines without."""
    return bool(figure.gap and below is not None and below.gap and above is not None and not above.gap)


def _in_cells(above: Item | None, below: Item | None) -> bool:
    """Whether short words stand on both sides, as in the cells of a table."""
    beside = [x for x in (above, below) if isinstance(x, Line)]
    return bool(beside) and all(len(x.key) <= 12 and not _SENTENCE.search(x.key) for x in beside)


def _glued(lines: Sequence[Line], notes: list[Note], texts: Sequence[Text]) -> Line:
    """Lines as one, where the first of them stands; ``texts`` are theirs."""
    text = Text.joined(texts)
    first, last = lines[0], lines[-1]
    said = "⏎".join(line.text.chars[-12:] if line is first else line.text.chars[:12] for line in lines)
    notes.append(Note(Code.JOIN, first.number, last.number, said))
    broken = any(line.page_break for line in lines)
    return replace(first, text=text, key=key(text.chars), page_break=broken, width=last.width)
