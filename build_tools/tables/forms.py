"""Forms (申请表, 通知书, 反馈单): not a list of rows, but what is to be filled in where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_tools.language.measures import UNITS, with_rate
from build_tools.model.table import Basis, ColumnType, Slot, TableRow
from build_tools.tables.place import NUMBER, Draft, solid

_FORM_TITLE = re.compile(
    r"(?:申请|登记|审批|备案|通知|整改|检查|复查|验收|责令|受理|送达|委托|申报|推荐|报名|信息采集|审核|确认|鉴定|评审|回执|反馈|移交|审查|报备|承诺|告知|汇总)"
    r"[一-鿿]{0,3}(?:表|单|书|卡)(?:[（(].{1,12}[）)])?$|申请书|回执$"
)
# 万元 · 吨/年 · 日; not 名称
_MEASURE = re.compile(f"^{with_rate(UNITS)}$")
# 年 月 日 · 2024年 月 日; 出生年月 is a label
_TO_FILL = re.compile(
    r"(?:(?<![^\s_＿\dX×）)：:])年\s*月|年\s+月)\s*日?|[（(]\s*(?:盖\s*章|公章|签\s*[字名章])|(?:章|签[字名]|经办人|负责人).{0,8}[：:]"
    r"|□|☐|☑|[_＿]{2,}|[X×Ｘ]{2,}|\*{2,}|[：:]\s*$"
)


def is_form(draft: Draft, title: str) -> bool:
    """Whether a table is a form: blanks to fill in, no column of figures, no row that names columns."""
    values = [s.value for row in draft.rows for s in row.slots if not s.covered]
    blank = sum(not v for v in values)
    to_fill = sum(bool(_TO_FILL.search(v)) for v in values)
    if not values or not (blank or to_fill):
        return False
    unnamed = all(not s.value for row in draft.rows[: draft.header] for s in row.slots)
    figures = sum(bool(NUMBER.match(solid(v))) for v in values)
    if figures * 4 > len(values) - blank:
        return False
    if _FORM_TITLE.search(solid(title)):
        return blank * 5 >= len(values) or to_fill > 0
    return unnamed and to_fill > 0 and blank * 4 >= len(values)


def form_rows(draft: Draft) -> tuple[TableRow, ...]:
    """The rows as group, label and value. Guarantees: each printed piece is in exactly one of them."""
    read = _read_cells if draft.writing == "html" else _read_places
    rows: list[TableRow] = []
    group = Slot()
    for i, row in enumerate(draft.rows):
        group, pairs = read(draft, i, group)
        for label, value in pairs:
            slots = (group, replace(label, rowspan=1, colspan=1), replace(value, rowspan=1, colspan=1))
            rows.append(TableRow(row.lines, slots))
            group = _again(group)
    return _spans(rows)


Pairs = list[tuple[Slot, Slot]]


def _again(group: Slot) -> Slot:
    """The group of a further row: it is printed only once."""
    if not group.value:
        return Slot()
    return Slot(group.value, lines=group.lines, basis=Basis.MERGE, covered=True)


def _read_cells(draft: Draft, i: int, group: Slot) -> tuple[Slot, Pairs]:
    """A row whose cells and spans the source shows (HTML)."""
    row = draft.rows[i]
    own = [slot for slot in row.slots if not slot.covered]
    if row.slots[0].covered:
        group = _again(group)
    elif len(own) > 1 and (own[0].rowspan > 1 or (len(own) == 3 and draft.width == 3)):
        group, *own = own
    else:
        group = Slot()
    if len(own) == 1:
        alone = own[0]
        return group, [(alone, Slot()) if group.value and _is_label(alone) else (Slot(), alone)]
    return group, [(own[k], own[k + 1] if k + 1 < len(own) else Slot()) for k in range(0, len(own), 2)]


def _read_places(draft: Draft, i: int, group: Slot) -> tuple[Slot, Pairs]:
    """A row of a pipe table: a blank is a blank to fill in, or the rest of the cell before it."""
    own = tuple(Slot() if slot.covered else slot for slot in draft.rows[i].slots)
    slots = own + (Slot(),) * (draft.width - len(own))
    first, *rest = slots
    grouped, labels = _roles(draft)
    held = [slot for slot in rest if slot.value]
    if not grouped:
        return Slot(), _pairs(slots, labels) if held or _is_label(first) else [(Slot(), first)]
    if not first.value and group.value:
        return _again(group), _pairs(rest, labels[1:])
    if not held:
        return Slot(), [(first, Slot()) if _is_label(first) else (Slot(), first)]
    heads = bool(first.value) and _is_label(rest[0]) and (_goes_on(draft, i) or len(held) > 1)
    if heads or not first.value:
        return (first if heads else Slot()), _pairs(rest, labels[1:])
    return Slot(), [(first, _all(held))]


def _roles(draft: Draft) -> tuple[bool, tuple[bool, ...]]:
    """Whether the first column holds groups, and which columns hold labels rather than what is to be
    filled in: 万元, 年 月 日, □国有."""
    rows = [row.slots + (Slot(),) * (draft.width - len(row.slots)) for row in draft.rows]
    labels = []
    for k in range(draft.width):
        held = [row[k] for row in rows if row[k].value]
        names = sum(_is_label(slot) and not _MEASURE.match(solid(slot.value)) for slot in held)
        labels.append(names * 2 > len(held))
    grouped = (
        draft.width > 2
        and labels[0]
        and labels[1]
        and (draft.width == 3 or not all(r[0].value for r in rows))
    )
    if draft.width == 2 or not any(labels):
        labels = [k % 2 == 0 for k in range(draft.width)]
    return grouped, tuple(labels)


def _goes_on(draft: Draft, i: int) -> bool:
    """Whether the row below belongs to the same group: its first place is blank."""
    return i + 1 < len(draft.rows) and not draft.rows[i + 1].slots[0].value


def _pairs(places: Sequence[Slot], labels: Sequence[bool]) -> Pairs:
    """Label and value, label and value …; a place without a label goes on with the value before it."""
    pairs: Pairs = []
    for slot, label in zip(places, labels, strict=True):
        if not slot.value:
            continue
        if label and _is_label(slot):
            pairs.append((slot, Slot()))
        elif pairs:
            pairs[-1] = (pairs[-1][0], _joined(pairs[-1][1], slot))
        else:
            pairs.append((slot, Slot()) if _is_label(slot) else (Slot(), slot))
    return pairs


def _all(slots: Sequence[Slot]) -> Slot:
    whole = Slot()
    for slot in slots:
        whole = _joined(whole, slot)
    return whole


def _joined(one: Slot, other: Slot) -> Slot:
    if not one.value:
        return other
    return replace(
        one, value=f"{one.value} {other.value}", texts=one.texts + other.texts, lines=one.lines + other.lines
    )


def _is_label(slot: Slot) -> bool:
    value = solid(slot.value)
    return bool(value) and len(value) <= 30 and not _TO_FILL.search(slot.value) and "。" not in value


def _spans(rows: list[TableRow]) -> tuple[TableRow, ...]:
    """Groups as one cell over all of their rows."""
    made: list[TableRow] = []
    for i, row in enumerate(rows):
        group = row.slots[0]
        below = 1
        while not group.covered and i + below < len(rows) and rows[i + below].slots[0].covered:
            below += 1
        own = replace(group, rowspan=below if group.value else 1, colspan=1)
        made.append(replace(row, slots=(own, *row.slots[1:])))
    return tuple(made)


TYPES = (ColumnType.LABEL, ColumnType.LABEL, ColumnType.TEXT)
"""The types of the columns of a form."""
