"""Tables of targets: each number of a column that the table itself calls a target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.passages import wide
from build_tools.table_model import Table
from build_tools.target_forms import Target

# “十三五”各地（市）污染物排放总量控制计划 · 能耗强度降低目标（%） ; a column of 2015年 is the base
_GOAL = re.compile(r"目标|控制计划|计划指标|约束性指标")
_LIMIT = re.compile(r"控制|上限|限额")
_BASE = re.compile(r"(?:19|20)\d\d年(?!目标)|现状|基期|基数")
_UNIT = re.compile(r"（(?P<unit>[^（）]+)）$")
_PERIOD = re.compile(r"“十[一二三四五六七八九]五”")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Goal:
    """A target of a table with its raw line, the number of its row, and the period that the title names."""

    target: Target
    line: int
    row: int
    period: str | None


def table_goals(table: Table) -> Iterator[Goal]:
    """The targets of a table, row by row; none where neither its title nor a column speaks of targets."""
    title = wide(table.title)
    named = _PERIOD.search(title)
    period = named[0] if named else None
    columns = [wide(name) for name in table.columns]
    if table.form or not (_GOAL.search(title) or any(_GOAL.search(c) for c in columns)):
        return
    for number, row in enumerate(table.rows, start=1):
        label = wide(row.slots[0].value)
        for k, slot in enumerate(row.slots[1:], start=1):
            goal = _goal(title, columns, k, label, wide(slot.value), table.unit)
            if goal is not None and slot.lines:
                yield Goal(goal, slot.lines[0], number, period)


def _goal(title: str, columns: list[str], k: int, label: str, value: str, unit: str | None) -> Target | None:
    """The target of one place; None where the column is no column of targets or holds no number."""
    column = columns[k]
    own = any(_GOAL.search(c) for c in columns)
    if not _NUMBER.fullmatch(value) or _BASE.search(column) or not _GOAL.search(column if own else title):
        return None
    given = _UNIT.search(column)
    name = column[: given.start()] if given else column
    # 化学需氧量 below 污染物排放总量控制计划 is 化学需氧量排放总量控制计划.
    what = re.search(r"(?:排放|消费|使用)?总量.*", title)
    name = name if own or what is None else name + what[0]
    unit = given["unit"].partition("，")[0] if given else unit
    limit = "<=" if _LIMIT.search(name if own else title) else "="
    return Target(f"{label}{name}", limit, value, unit, None, value, 0)
