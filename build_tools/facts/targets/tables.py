"""Tables of targets: each number of a column that the table itself calls a target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.facts.targets.forms import unsigned
from build_tools.facts.targets.plan_periods import PERIOD
from build_tools.language.columns import NATURES, SUBJECTS
from build_tools.language.measures import AMOUNTS, with_rate
from build_tools.language.passages import wide
from build_tools.model.facts import Target
from build_tools.model.table import ColumnType, Table

# “十三五”各地（市）污染物排放总量控制计划 · 能耗强度降低目标（%） ; a column of 2015年 is the base
_GOAL = re.compile(r"目标|控制计划|计划指标|约束性指标|(?:规划|计划|目标)值")
# 实现情况 / 2015年 · 2020年实际值 · 目标完成率: what was reached
_REACHED = re.compile(r"实现|完成|实际|达成")
# 规划目标 / 年均增长（%）, or 年均增长（%） right of 2020年目标
_GROWTH = re.compile(r"(?P<what>(?:年均|累计)(?:增长|增速|下降|降低|提高))率?(?:（(?P<unit>[^（）]+)）)?")
_SERIAL = re.compile(r"^\d{1,2}[.．、](?!\d)")
# 属性 with 约束性 and 预期性 in its rows: a plan's indicators, whose last year is the one to be reached
_NATURE = re.compile(rf"(?:指标)?(?:{NATURES})")
_BINDING = re.compile(r"约束性|预期性")
_YEAR_ONLY = re.compile(r"((?:19|20)\d\d)年?(?:（.*）)?$")
_LIMIT = re.compile(r"控制|上限|限额")
_BASE = re.compile(r"(?:19|20)\d\d年(?!目标)|现状|基期|基数")
_UNIT = re.compile(r"（(?P<unit>[^（）]+)）$")
# 万人次 · 微克/立方米 · 万元/人 · %
_MEASURE = re.compile(rf"{with_rate(AMOUNTS)}|[a-zA-Zμ/³²]+(?:/[\w³²]+)?")
# 95% · ≥95 · 下降15% · [12.6]
_NUMBER = re.compile(
    r"(?P<sign>[≥≤＞＜><])?(?P<grow>下降|降低|减少|增长|提高|提升)?(?P<value>\d+(?:\.\d+)?)(?P<percent>[%％])?"
)
_SIGNS = {"≥": ">=", "≤": "<=", "＞": ">", ">": ">", "＜": "<", "<": "<"}
# 2025年目标 · 目标值: the column says when, the row what
_ONLY_WHEN = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?:底|末)?(?:(?:规划|计划)?目标值?|(?:规划|计划)值)(?:/?(?P<year_below>(?:19|20)\d\d)年?)?"
)
_GOAL_ABOVE = re.compile(r"^(?:规划|计划)?(?:目标值?|指标值|规划值|计划值)/?")
_NAMES = re.compile(SUBJECTS)
_INDICATOR = re.compile(r"指标(?!类别|类型|性质|属性)")
_UNITS = re.compile(r"(?:计量)?单位")


@dataclass(frozen=True)
class CellTarget:
    """A target of a table with its raw line, the number of its row, and the period that the title names."""

    target: Target
    line: int
    row: int
    period: str | None


def table_goals(table: Table) -> Iterator[CellTarget]:
    """The targets of a table, row by row; none where neither its title nor a column speaks of targets."""
    title = wide(table.title)
    named = PERIOD.search(title)
    period = named[0] if named else None
    columns = _with_goal(table, [wide(name) for name in table.columns])
    if table.form or not (_GOAL.search(title) or any(_GOAL.search(c) for c in columns)):
        return
    goals = _goal_columns(title, columns)
    named_by = _names_of(table, columns)
    units = next((k for k, name in enumerate(columns) if _UNITS.fullmatch(name)), None)
    for number, row in enumerate(table.rows, start=1):
        label = wide(row.slots[named_by].value)
        unit = wide(row.slots[units].value) if units is not None else table.unit
        # 农村自来水普及率（%）
        if units is None and (given := _UNIT.search(label)) and _MEASURE.fullmatch(given["unit"]):
            unit = given["unit"]
        for k, column in goals.items():
            slot = row.slots[k]
            goal = _goal(column, label, wide(slot.value), unit) if k not in (named_by, units) else None
            if goal is not None and slot.lines and label:
                yield CellTarget(goal, slot.lines[0], number, period)


def _with_goal(table: Table, columns: list[str]) -> list[str]:
    """The columns, with 目标 said of the last year of a plan's indicators: 2020年 · 2025年 · 属性."""
    nature = next((k for k, name in enumerate(columns) if _NATURE.fullmatch(name)), None)
    years = {k: int(m[1]) for k, name in enumerate(columns) if (m := _YEAR_ONLY.fullmatch(name))}
    if nature is None or len(years) < 2 or any(_GOAL.search(name) for name in columns):
        return columns
    if not any(_BINDING.search(row.slots[nature].value) for row in table.rows):
        return columns
    last = max(years, key=lambda k: years[k])
    return [f"{years[k]}年目标" if k == last else name for k, name in enumerate(columns)]


def _names_of(table: Table, columns: list[str]) -> int:
    """The column that says what a row is about: the first so named, else the first that holds no serial."""
    free = [k for k, kind in enumerate(table.types) if kind is not ColumnType.SERIAL] or [0]
    named = [k for k in free if table.types[k] in (ColumnType.LABEL, ColumnType.TEXT)]
    fitting = [k for k in named if _NAMES.search(columns[k]) and not _GOAL.search(columns[k])]
    # 考核类别 · 考核指标, 一级指标 · 二级指标: the last one before the numbers is what they count.
    first_goal = next((k for k, name in enumerate(columns) if _GOAL.search(name)), len(columns))
    indicators = [k for k in fitting if _INDICATOR.search(columns[k]) and k < first_goal]
    return (indicators[-1:] or fitting or free)[0]


@dataclass(frozen=True)
class _Column:
    """A column of targets. ``name`` is what it says behind the label of a row, ``year`` when."""

    name: str
    unit: str | None
    year: str | None
    limits: bool


def _goal_columns(title: str, columns: list[str]) -> dict[int, _Column]:
    """The columns that hold targets."""
    read = ((k, _column(title, columns, k)) for k in range(len(columns)))
    return {k: column for k, column in read if column is not None}


def _column(title: str, columns: list[str], k: int) -> _Column | None:
    """The column ``k``; None where it holds what was reached, a base, or anything but targets."""
    column = columns[k]
    below = _GOAL_ABOVE.sub("", column)
    beside = k > 0 and _GOAL.search(title) and _ONLY_WHEN.fullmatch(columns[k - 1])
    grown = _GROWTH.fullmatch(below)
    if grown is not None and (below != column or beside):
        return _Column(grown["what"], grown["unit"] or "%", None, limits=False)
    if _REACHED.search(column) and not column.endswith(("目标", "目标值")):
        return None
    when = _ONLY_WHEN.fullmatch(column)
    if when is not None:
        return _Column("", None, when["year"] or when["year_below"], limits=False)
    own = any(_GOAL.search(c) for c in columns)
    if _BASE.search(column) or not _GOAL.search(column if own else title):
        return None
    given = _UNIT.search(column)
    name = column[: given.start()] if given else column
    # 化学需氧量 below 污染物排放总量控制计划 is 化学需氧量排放总量控制计划.
    what = re.search(r"(?:排放|消费|使用)?总量.*", title)
    whole = name if own or what is None else name + what[0]
    unit = given["unit"].partition("，")[0] if given else None
    return _Column(whole, unit, None, limits=bool(_LIMIT.search(whole if own else title)))


def _goal(column: _Column, label: str, value: str, unit: str | None) -> Target | None:
    """The target of one place; None where it holds no number."""
    number = _NUMBER.fullmatch(value)
    if number is None:
        return None
    name = _SERIAL.sub("", unsigned(label)) + (number["grow"] or "")
    unit = "%" if number["percent"] else column.unit or unit
    limits = column.limits or (not column.name and _LIMIT.search(name))
    sign = _SIGNS.get(number["sign"] or "", "<=" if limits else "=")
    said = value if number["percent"] or not unit else value + unit
    return Target(name + column.name, sign, number["value"], unit or None, column.year, value, 0, said=said)
