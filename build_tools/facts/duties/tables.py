"""Who does what in a table: a row of a table with a column 责任单位 or 牵头单位 is a duty."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.documents.outline.anchors import row_anchor
from build_tools.facts.duties.brackets import Bracket, is_unit, read_bracket, role_of, unit_list
from build_tools.facts.duties.deadlines import deadlines
from build_tools.facts.duties.labelled import located
from build_tools.language.columns import TASKS
from build_tools.language.duty_words import DUE, ROLES
from build_tools.language.organs import OFFICE_ENDS
from build_tools.language.passages import Passage, wide
from build_tools.model.document import Block, Role, TableBlock, TextBlock
from build_tools.model.facts import Assignment, Deadline, DutyRole, Form
from build_tools.model.table import ColumnType, Slot, Table, TableRow
from build_tools.model.text import Text

# | 序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 | ; not 填报单位, 施工单位, 监督检查单位
_UNITS = re.compile(
    rf"(?:省级|市级|县级|主要|第一)?(?P<role>{ROLES})"
    r"(?:（责任）)?(?:单位|部门)(?:（[^（）]*）)?"
)
# 完成时限 · 时间进度 · 完成时间 · 上线时间 · 时间节点 ; not 开工时间
_TIME = re.compile(DUE)
# 工作任务 · 任务内容 · 重点任务 / 具体措施
_TASK = re.compile(TASKS)
# 2025年 · 2026年目标: the columns of a number to be reached
_YEAR = re.compile(r"\d{4}年|[现基]状")
_NUMBERS = (ColumnType.SERIAL, ColumnType.SCORE, ColumnType.NUMBER, ColumnType.PERCENT)
# 市教育局 市财政局: names that stand in lines of their own
_STACKED = re.compile(rf"(?<=[{OFFICE_ENDS}办位门])\s+(?=[各省市县区自国中])")


@dataclass(frozen=True)
class RowDuty:
    """A row: its duty, the words of its task, and the dates that its time cell prints."""

    assignment: Assignment
    item: str
    deadlines: tuple[Deadline, ...]
    task: Passage
    time_line: int


def row_duties(block: TableBlock, index: int, dated: str | None) -> Iterator[RowDuty]:
    """The duties of a table that stands at ``index`` of its document, row by row.

    A row is passed over where one of its cells of units holds anything but units, or is doubtful.
    """
    table = block.table
    names = [wide(name) for name in table.own_names]
    units = {k: m["role"] for k, name in enumerate(names) if (m := _UNITS.fullmatch(name))}
    if table.form or not any(x in role for role in units.values() for x in ("牵头", "责任", "负责", "落实")):
        return
    time = next((k for k, name in enumerate(names) if _TIME.fullmatch(name)), None)
    task = _task(table, names, min(units), {*units, *([] if time is None else [time])})
    for number, row in enumerate(table.rows, start=1):
        bracket = _units(row, units)
        if task is None or bracket is None or not row.lines or not row.slots[task].value:
            continue
        slot = row.slots[time] if time is not None else None
        term = wide(slot.value) if slot is not None else ""
        due = deadlines(_passage(f"完成时限：{term}"), dated) if term else ()
        assigned = Assignment(
            row_anchor(block.anchor, number),
            bracket.assignees,
            bracket.open,
            (),
            row.lines[0],
            row.lines[0],
            row.lines[-1],
            (index, index),
            "；".join(f"{names[k]}：{wide(row.slots[k].value)}" for k in units if row.slots[k].value),
            Form.TABLE,
            term=term or bracket.term,
        )
        line = slot.lines[0] if slot is not None and slot.lines else row.lines[0]
        yield RowDuty(
            assigned, row.slots[task].value, due, _task_passage(row.slots[task], block, index), line
        )


def _task(table: Table, names: list[str], first: int, taken: set[int]) -> int | None:
    """The column that says what is to be done: the last of that name left of the units, else any."""
    free = [k for k in range(len(names)) if k not in taken and table.types[k] not in _NUMBERS]
    named = [k for k in free if _TASK.search(names[k]) and not _YEAR.search(names[k])]
    left = [k for k in named if k < first] or named
    left = left or [k for k in free if k < first and not _YEAR.search(names[k])]
    return left[-1] if left else None


def _units(row: TableRow, columns: dict[int, str]) -> Bracket | None:
    """The units of all cells of units of a row; None where a cell holds something else or is doubtful."""
    found: list[Bracket] = []
    for k, label in columns.items():
        if row.slots[k].readings:
            return None
        printed = wide(_STACKED.sub("、", _apart(row.slots[k])))
        if not printed or re.fullmatch(r"[/—\-－无]+", printed):
            continue
        # 市卫生健康委牵头，市财政局配合
        bracket = read_bracket(printed) or _listed(printed, role_of(label))
        if not bracket.assignees or not all(is_unit(a.name) for a in bracket.assignees):
            return None
        texts = row.slots[k].texts
        chars = "".join(t.chars for t in texts)
        at = [a for t in texts for a in t.at]
        kept = [i for i, c in enumerate(chars) if not c.isspace()]
        found.append(located(bracket, wide(chars), [at[i] for i in kept]))
    if not found:
        return None
    terms = [b.term for b in found if b.term]
    return Bracket(
        tuple(a for b in found for a in b.assignees),
        any(b.open for b in found),
        term="，".join(terms) or None,
    )


def _apart(slot: Slot) -> str:
    """The words of a cell; 市统计局<br>市商务局 are two units, each in a line of its own."""
    pieces = [t.chars.strip() for t in slot.texts if t.chars.strip()]
    stacked = len(pieces) > 1 and all(is_unit(wide(p)) and not p.endswith("、") for p in pieces)
    return "、".join(pieces) if stacked else slot.value


def _listed(printed: str, role: DutyRole) -> Bracket:
    return Bracket(tuple(unit_list(printed.removesuffix("等"), role)), printed.endswith("等"))


def _passage(text: str) -> Passage:
    return Passage(TextBlock(Role.PARAGRAPH, Text.of(text, 0)), 0, text, array("L", range(len(text))))


def _task_passage(slot: Slot, block: Block, index: int) -> Passage:
    """The words of a task as running text; empty where they are printed in another row."""
    chars = "".join(t.chars for t in slot.texts)
    at = array("L", (a for t in slot.texts for a in t.at))
    kept = [i for i, c in enumerate(chars) if not c.isspace()]
    return Passage(
        TextBlock(Role.PARAGRAPH, Text(chars, at, " " * len(chars)), block.anchor),
        index,
        wide(chars),
        array("L", (at[i] for i in kept)),
    )
