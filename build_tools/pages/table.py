"""A rebuilt table as a real ``<table>``: spans as printed, what is inferred marked with its basis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from markupsafe import Markup

from build_tools.documents.outline.anchors import row_anchor
from build_tools.language.signs import is_no_value
from build_tools.model.table import Check, ColumnType, Slot, Table, TableRow
from build_tools.pages.apparatus import line_range
from build_tools.pages.kept_columns import kept_columns, last_label
from build_tools.pages.markdown import NO_MARKS, Marks, markup
from build_tools.pages.row_cards import RowCards, row_cards
from build_tools.pages.safe_html import Attributes, fill_in
from build_tools.pages.table_reasons import doubt_said, why_of
from build_tools.pages.table_signs import QUIET
from build_tools.tables.place import is_band, is_total, solid

_NUMBERS = (ColumnType.SCORE, ColumnType.NUMBER, ColumnType.PERCENT)
# Ems; the name of a column that is no longer stays on one line.
_SHORT = 4.5
SUPPLIED = "gz-supplied"
"""The class of a cell's word that is an editor's, or printed elsewhere."""
_MANY = 10
"""Columns from which on a table is printed in smaller letters."""
_TURNED, _TURNED_WORDS = 9, 6
# Characters of a cell, on the average and at most, beyond which a column needs room to be read.
_LONG = (14, 40)
_MIDDLE = (6, 12)


@dataclass(frozen=True)
class _Cell:
    """A cell as the template prints it."""

    tag: str
    attributes: Attributes
    content: Markup


@dataclass(frozen=True)
class _Place:
    """What the cells of a table need to know of where they stand: by column the class of one that stays."""

    anchor: str
    links: Marks
    kept: tuple[str, ...]


@dataclass(frozen=True)
class _Line:
    """A row, with what it prints of its own: what a merged cell covers has none."""

    attributes: Attributes
    cells: list[_Cell]


def table_html(table: Table, anchor: str, links: Marks = NO_MARKS, *, titled: bool = True) -> Markup:
    """The table alone, one row a line and no blank line, so that Markdown leaves it as it is.

    Where the page says its title right above (not ``titled``) and the print its unit, only voices hear them
    again.
    """
    kind = _kind(table) + " gz-many" * (len(table.types) >= _MANY)
    cards = row_cards(table, partial(_room, table), _is_short)
    if cards is not None:
        kind += " gz-cards-large" if cards.in_large_alone else " gz-cards"
    place = _Place(anchor, links, kept_columns(table))
    head = [_header_row(table, r, place) for r in range(len(table.header))]
    rows = [_row(table, i, place, cards) for i in range(len(table.rows))]
    end = _first_total(table)
    return fill_in(
        "table", kind=kind, titled=titled, table=table, head=head, body=rows[:end], foot=rows[end:]
    )


def _kind(table: Table) -> str:
    return "gz-form" if table.form else "gz-numbers" if _mostly_numbers(table) else "gz-grid"


def is_turned(table: Table) -> bool:
    """Whether it takes a turned sheet on paper: many columns, fewer where they hold words."""
    return len(table.types) >= (_TURNED_WORDS if _kind(table) == "gz-grid" else _TURNED)


def _first_total(table: Table) -> int:
    """The first of the rows at the end that sum up all others; no printed span may reach into them."""
    end = len(table.rows)
    while end > 1 and is_total(table.rows[end - 1]):
        end -= 1
    spans = any(i + s.rowspan > end for i, row in enumerate(table.rows[:end]) for s in row.slots)
    return len(table.rows) if spans or table.form else end


def _mostly_numbers(table: Table) -> bool:
    return sum(kind in _NUMBERS for kind in table.types) * 2 > len(table.types)


def _header_row(table: Table, r: int, place: _Place) -> _Line:
    row = table.header[r]
    cells = []
    for k, slot in enumerate(row.slots):
        if slot.covered:
            continue
        scope = "colgroup" if slot.colspan > 1 else "col"
        leaf = slot.colspan == 1 and r + slot.rowspan >= len(table.header)
        kept = place.kept[k] if k == 0 or leaf else ""
        marks = _marks(slot, more=kept + (_width(table, k, slot.value) if leaf else ""))
        attributes = {"scope": scope, **_spans(slot), **marks}
        cells.append(_Cell("th", attributes, _content(slot, place.links, label=True)))
    across = {} if table.form or row in table.named else {"class": "gz-across"}
    return _Line({**_lines(row), **across}, cells)


def _width(table: Table, k: int, name: str) -> str:
    """What sets the width of a column, and by what it is sorted, said in its head. The script does not judge
    it again: a browser that learnt it later would draw the table twice."""
    numeric = any(not row.slots[k].covered for row in table.rows) and table.types[k] in _NUMBERS
    return _room(table, k) + " gz-num" * numeric + " gz-short" * _is_short(name)


def _is_short(name: str) -> bool:
    return sum(0.6 if letter < "\u2000" else 1 for letter in name) <= _SHORT


def _room(table: Table, k: int) -> str:
    """That a column is one of running text; where there is none, that its cells are long or middling."""
    if ColumnType.TEXT in table.types:
        return " gz-long" * (table.types[k] is ColumnType.TEXT)
    own = [row.slots[k] for row in table.rows if not row.slots[k].covered and row.slots[k].colspan == 1]
    lengths = [len(slot.value) for slot in own if slot.value]
    if table.types[k] in _NUMBERS or not lengths:
        return ""
    mean, most = sum(lengths) / len(lengths), max(lengths)
    if mean > _LONG[0] or most > _LONG[1]:
        return " gz-long"
    return " gz-mid" if mean > _MIDDLE[0] or most > _MIDDLE[1] else ""


def _headless(table: Table, i: int, k: int) -> str:
    """What the head of a column would say of its width, in the first cell of a table that has no head."""
    above = (row.slots[k] for row in table.rows[:i])
    first = all(slot.covered or slot.colspan > 1 for slot in above) and table.rows[i].slots[k].colspan == 1
    return _room(table, k) if first and not table.header and not table.form else ""


def _row(table: Table, i: int, place: _Place, cards: RowCards | None) -> _Line:
    row = table.rows[i]
    own = [k for k, slot in enumerate(row.slots) if not slot.covered]
    cells = _form_cells(table, i, place) if table.form else [_cell(table, i, k, place) for k in own]
    kind = "gz-band" if is_band(row) else "gz-total" if is_total(row) else ""
    named = {"class": kind} if kind else {}
    if cards is not None and kind != "gz-band":
        heads = [cards.head(k, row.slots[k].colspan) for k in own]
        cells = [_headed(cell, head) for cell, head in zip(cells, heads, strict=True)]
        named |= {"data-over": cards.over[i]} if cards.over[i] else {}
    return _Line({"id": row_anchor(place.anchor, i + 1), **_lines(row), **named}, cells)


def _headed(cell: _Cell, head: str) -> _Cell:
    return replace(cell, attributes={**cell.attributes, "data-head": head}) if head else cell


def _cell(table: Table, i: int, k: int, place: _Place) -> _Cell:
    slot = table.rows[i].slots[k]
    heads = k <= last_label(table) and bool(slot.value)
    scope = "rowgroup" if slot.rowspan > 1 or slot.colspan == len(table.types) > 1 else "row"
    scoped = {"scope": scope} if heads else {}
    kept = place.kept[k] if k == 0 or slot.colspan == 1 else ""
    more = kept + (" gz-num" if table.types[k] in _NUMBERS else "") + _headless(table, i, k)
    rows = range(i, min(i + slot.rowspan, len(table.rows)))
    span = {r + 1: (table.rows[r].slots[k], table.rows[r].lines) for r in rows}
    failed = [c for c in table.checks if not c.ok and c.place == (i, k)]
    marks = _marks(slot, span, place.anchor, failed=failed, more=more)
    label = table.types[k] is not ColumnType.TEXT
    none = {"data-none": "true"} if is_no_value(solid(slot.value)) else {}
    attributes = {**scoped, **_spans(slot), **marks, **none}
    return _Cell("th" if heads else "td", attributes, _content(slot, place.links, label=label))


def _form_cells(table: Table, i: int, place: _Place) -> list[_Cell]:
    """Group, label and value; where there is no group the label, or the value, is as wide as both."""
    group, label, value = table.rows[i].slots
    if group.value or group.covered:
        return [_cell(table, i, k, place) for k in range(3) if not table.rows[i].slots[k].covered]
    grouped = any(row.slots[0].value for row in table.rows)
    if label.value:
        wide = {"colspan": "2"} if grouped else {}
        attributes = {"scope": "row", **wide, **_marks(label)}
        head = _Cell("th", attributes, _content(label, place.links, label=True))
        return [head, _cell(table, i, 2, place)]
    attributes = {"colspan": str(2 + grouped), **_marks(value)}
    return [_Cell("td", attributes, _content(value, place.links, label=False))]


def _content(slot: Slot, links: Marks, *, label: bool) -> Markup:
    if slot.value and not slot.texts:  # an editor's word, or a label whose print stands elsewhere
        return Markup('<span class="{}" data-derived="true">{}</span>').format(SUPPLIED, slot.value)
    return Markup("" if label else "<br>").join(markup(t, links) for t in slot.texts)


def _spans(slot: Slot) -> Attributes:
    rows = {"rowspan": str(slot.rowspan)} if slot.rowspan > 1 else {}
    return rows | ({"colspan": str(slot.colspan)} if slot.colspan > 1 else {})


def _lines(row: TableRow) -> Attributes:
    return {"data-l": line_range(row.lines)} if row.lines else {}


def _marks(
    slot: Slot,
    span: Mapping[int, tuple[Slot, tuple[int, ...]]] | None = None,
    anchor: str = "",
    *,
    failed: Sequence[Check] = (),
    more: str = "",
) -> Attributes:
    """Classes and reasons of a cell: of its own place and of all that it covers (``span``: by row, with the
    raw lines of the row).

    ``data-rows`` names the rows in which it is doubtful, where it stands for others as well.
    """
    classes = more.split()
    why = []
    if slot.basis is not None and slot.basis not in QUIET:
        classes.append("gz-inferred")
        why.append(why_of(slot))
    places = span or {0: (slot, slot.lines)}
    doubtful = [r for r, (own, _) in places.items() if own.readings]
    for readings in dict.fromkeys(places[r][0].readings for r in doubtful):
        rows = [r for r in doubtful if places[r][0].readings == readings]
        lines = [n for r in rows for n in places[r][1]]
        why.append(doubt_said(readings, lines, rows if len(rows) < len(places) else ()))
    classes += ["gz-doubtful"] * bool(doubtful)
    why += [f"核对不符：{check.label}，{check.said}" for check in failed]
    classes += ["gz-failed"] * bool(failed)
    some = doubtful and len(doubtful) < len(places)
    said = {
        "class": " ".join(classes),
        "data-basis": slot.basis.value if "gz-inferred" in classes and slot.basis else "",
        "data-rows": " ".join(row_anchor(anchor, r) for r in doubtful) if some else "",
        "data-why": "".join(f"{sentence}。" for sentence in why),
    }
    return {name: value for name, value in said.items() if value}


def notes_html(table: Table, anchor: str) -> Markup:
    """What stands folded below a table: its checks, and every place that is inferred or doubtful."""
    doubts = list(_doubts(table, anchor))
    placed = list(_placed(table, anchor))
    failed = sum(not check.ok for check in table.checks)
    rounded = sum(check.rounded for check in table.checks)
    judged = [f"{failed}项不符"] * bool(failed) + [f"{rounded}项四舍五入后相符"] * bool(rounded)
    said = ["，".join([f"核对{len(table.checks)}项", *(judged or ["均相符"])])] if table.checks else []
    said += [f"推定{len(placed)}处"] if placed else []
    said += [f"存疑{len(doubts)}处"] if doubts else []
    checks = [_check(c, anchor, len(table.rows)) for c in table.checks]
    parts = (("核对", checks), ("存疑", doubts), ("推定", placed))
    return fill_in("table_notes", said=said, parts=parts) if said else Markup()


def _check(check: Check, anchor: str, rows: int) -> Markup:
    sign = "✗ 不符" if not check.ok else "≈ 四舍五入后相符" if check.rounded else "✓ 相符"
    kind = "gz-bad" if not check.ok else "gz-near" if check.rounded else "gz-ok"
    way = Markup()
    if check.place is not None:
        row = check.place[0] + 1
        way = Markup('（<a href="#{}">第{}行</a>）').format(row_anchor(anchor, row), row)
    said = check.said
    if check.name == "row-count" and said not in (str(rows), f"应为{check.expected}，实为{rows}"):
        said += f"（有的行占来源文本几行，表中共{rows}行）"
    return Markup('<span class="{}">{}</span> {}{}：{}').format(kind, sign, check.label, way, said)


def _doubts(table: Table, anchor: str) -> Iterator[Markup]:
    for k, name in enumerate(table.columns):
        for rows in _runs(table, k, lambda slot: slot.readings):
            readings = table.rows[rows[0]].slots[k].readings
            lines = [n for r in rows for n in table.rows[r].lines]
            yield _where(anchor, rows, name) + f"：{doubt_said(readings, lines)}"


def _placed(table: Table, anchor: str) -> Iterator[Markup]:
    for k, name in enumerate(table.columns):
        for rows in _runs(table, k, lambda slot: (slot.basis, slot.lines) if slot.basis else ()):
            slot = table.rows[rows[0]].slots[k]
            yield _where(anchor, rows, name) + f"“{_short(slot.value)}”：{why_of(slot)}"


def _runs(table: Table, k: int, key: object) -> Iterator[list[int]]:
    """Runs of rows whose places in a column have the same key; places without one are left out."""
    run: list[int] = []
    last: object = ()
    for i, row in enumerate(table.rows):
        own = key(row.slots[k]) if callable(key) else ()
        if run and own != last:
            yield run
            run = []
        if own:
            run.append(i)
        last = own
    if run:
        yield run


def _where(anchor: str, rows: list[int], name: str) -> Markup:
    first = row_anchor(anchor, rows[0] + 1)
    said = f"第{rows[0] + 1}行" if len(rows) == 1 else f"第{rows[0] + 1}—{rows[-1] + 1}行"
    return Markup('<a href="#{}">{}</a>{}').format(first, said, f"·{name}" if name else "")


def _short(value: str) -> str:
    return value if len(value) <= 20 else value[:19] + "…"
