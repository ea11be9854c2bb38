"""Forms (申请表, 通知书, 反馈单): not a list of rows, but what is to be filled in where."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from build_tools.model import Basis, ColumnType, Slot, TableRow
from build_tools.table_place import NUMBER, Draft, solid

COLUMNS = ("组", "项目", "填写内容")
"""The columns of a rebuilt form: group, label and what is filled in."""

_FORM_TITLE = re.compile(
    r"(?:申请|登记|审批|备案|申报|推荐|报名|信息采集|审核|确认|鉴定|评审|回执|反馈|移交|审查|报备|承诺|告知|汇总)"
    r"[一-鿿]{0,3}(?:表|单|书|卡)(?:[（(].{1,12}[）)])?$|申请书|回执$"
)
_TO_FILL = re.compile(
    r"年\s*月\s*日|盖\s*章|公章|签\s*[字名章]|经办人|□|☐|☑|[_＿]{2,}|[X×Ｘ]{2,}|\*{2,}|[：:]\s*$"
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
    elif own and (own[0].rowspan > 1 or (len(own) == 3 and draft.width == 3)):
        group, *own = own
    else:
        group = Slot()
    if len(own) == 1:
        alone = own[0]
        return group, [(alone, Slot()) if group.value and _is_label(alone) else (Slot(), alone)]
    return group, [(own[k], own[k + 1] if k + 1 < len(own) else Slot()) for k in range(0, len(own), 2)]


def _read_places(draft: Draft, i: int, group: Slot) -> tuple[Slot, Pairs]:
    """A row of a pipe table: a blank is a blank to fill in, or the rest of the cell before it."""
    slots = draft.rows[i].slots + (Slot(),) * (draft.width - len(draft.rows[i].slots))
    first, *rest = slots
    held = [slot for slot in rest if slot.value]
    if draft.width % 2 == 0:
        return Slot(), _pairs(list(slots)) if held or _is_label(first) else [(Slot(), first)]
    if not first.value and group.value:
        return _again(group), _pairs(rest)
    if not held:
        return Slot(), [(first, Slot()) if _is_label(first) else (Slot(), first)]
    if len(held) == 1 and (_TO_FILL.search(held[0].value) or not _goes_on(draft, i)):
        label_too = _is_label(held[0]) and held[0] is rest[0] and _goes_on(draft, i)
        return (first, _pairs(rest)) if label_too else (Slot(), [(first, held[0])])
    return first, _pairs(rest)


def _goes_on(draft: Draft, i: int) -> bool:
    """Whether the row below belongs to the same group: its first place is blank."""
    return i + 1 < len(draft.rows) and not draft.rows[i + 1].slots[0].value


def _pairs(places: Sequence[Slot]) -> Pairs:
    """Label and value, label and value …; a place without a label goes on with the value before it."""
    pairs: Pairs = []
    for k in range(0, len(places), 2):
        label, value = places[k], places[k + 1] if k + 1 < len(places) else Slot()
        if label.value:
            pairs.append((label, value))
        elif value.value and pairs:
            pairs[-1] = (pairs[-1][0], _joined(pairs[-1][1], value))
        elif value.value:
            pairs.append((label, value))
    return pairs


def _joined(one: Slot, other: Slot) -> Slot:
    if not one.value:
        return other
    return replace(one, value=f"{one.value} {other.value}", texts=one.texts + other.texts)


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
