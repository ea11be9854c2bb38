"""The numbers of a table as values, and what its own rows and columns say of each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from build_tools.language.columns import CODES
from build_tools.language.script import SMALL
from build_tools.model.table import Check, ColumnType, Slot, Table, TableRow
from build_tools.tables.place import YEAR, is_band, is_total, solid, total_name, value_of

# 完成预算% · 增长（%） · 增幅 · 进度
_NO_SUM = re.compile(rf"单价|比|率|年限|均|强度|系数|标准|指数|级别|[%％]|增长|增幅|增速|±|进度|{CODES}")
_ALL = re.compile(r"^(?:合计|总计|共计|总和|[一-鿿]{0,3}(?:合计|总计)|(?:项目|工程)?总投资|总额)$")
_SECTION = re.compile(rf"^[（(]?[{SMALL}]{{1,3}}[）)、]?$")
_TOTAL_COLUMN = re.compile(r"^(?:合计|总计|小计|总投资|总额|总量|共计)(?:[（(].*[）)])?$")
_POINTS = re.compile(r"[（(](?P<n>\d{1,3})分[）)]$")


def sum_of(slots: Sequence[Slot]) -> Decimal:
    """The sum of the numbers in some cells; a number that stands for several rows counts once."""
    return sum((v for s in slots if not s.covered and (v := value_of(s.value)) is not None), Decimal(0))


_BONUS = re.compile(r"加分|附加分|奖励分|扣分项|^其中")


def plain_rows(table: Table) -> list[TableRow]:
    """The rows that count: neither bands nor totals, nor points beyond the full score (加分项), nor parts
    of the row above (其中：…)."""
    labels = [k for k, kind in enumerate(table.types) if kind is ColumnType.LABEL][:3]
    return [
        r
        for r in table.rows
        if not is_band(r) and not is_total(r) and not any(_BONUS.search(r.slots[k].value) for k in labels)
    ]


def summed_columns(table: Table) -> Iterator[int]:
    """The columns whose numbers can be added: no shares, no prices, nothing but plain numbers."""
    rows = plain_rows(table)
    for k, (kind, name) in enumerate(zip(table.types, table.columns, strict=True)):
        if kind not in (ColumnType.NUMBER, ColumnType.SCORE) or _NO_SUM.search(name):
            continue
        values = [solid(row.slots[k].value) for row in rows]
        figures = [v for v in values if re.search(r"\d", v)]
        if (
            figures
            and all(value_of(v) is not None for v in figures)
            and not all(YEAR.match(v) for v in figures)
        ):
            yield k


def shown(value: Decimal) -> str:
    """A sum as a reader would write it: no exponent, no needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def score_sum(table: Table, stated: Decimal | None) -> Iterator[Check]:
    """Scores sum to what the text states, else to 100 where they come near it."""
    for k, kind in enumerate(table.types):
        if kind is not ColumnType.SCORE or any(is_total(row) for row in table.rows):
            continue
        rows = [r for r in plain_rows(table) if (value_of(r.slots[k].value) or 0) >= 0]  # deductions apart
        total = sum_of([row.slots[k] for row in rows])
        expected = stated if stated is not None else Decimal(100)
        if stated is not None or 85 <= total <= 115:
            label = f"“{table.columns[k]}”各行之和"
            yield Check("score-sum", label, shown(expected), shown(total), total == expected)


def label_scores(table: Table) -> Iterator[Check]:
    """``组织领导（20分）``: the scores of the group sum to what its label states."""
    scores = [k for k, kind in enumerate(table.types) if kind is ColumnType.SCORE]
    for k, kind in enumerate(table.types):
        if not scores or k >= scores[0] or kind is not ColumnType.LABEL:
            continue
        groups: dict[str, list[Slot]] = {}
        for row in plain_rows(table):
            groups.setdefault(solid(row.slots[k].value), []).append(row.slots[scores[0]])
        for label, slots in groups.items():
            if (match := _POINTS.search(label)) and len(slots) > 1:
                total = sum_of(slots)
                yield Check(
                    "label-score", f"“{label}”各行之和", match["n"], shown(total), total == int(match["n"])
                )


def column_totals(table: Table) -> Iterator[Check]:
    """Every 合计 and 小计 against the rows that it sums up."""
    if len(set(table.columns)) < len(table.columns):
        return  # two halves side by side: a total in one may sum up both
    columns = list(summed_columns(table))
    for i, row in enumerate(table.rows):
        if not is_total(row) or is_band(row):
            continue
        name = total_name(row)
        parts = _parts_of(table, i, whole=bool(_ALL.match(name)))
        for k in columns:
            expected = value_of(row.slots[k].value)
            slots = [part.slots[k] for part in _uppermost(table, parts, k)]
            if expected is None or sum(value_of(s.value) is not None for s in slots) < 2:
                continue
            total = sum_of(slots)
            label = f"“{table.columns[k]}”的{_total_beside(row, k) or name}"
            yield Check("column-total", label, shown(expected), shown(total), total == expected, (i, k))


def _parts_of(table: Table, i: int, *, whole: bool) -> list[TableRow]:
    """The rows that the total in row ``i`` sums up: all of them, or those since the last subtotal.

    Of a table with sections (一, 1, 2, 二 …) the sections; a total in the first row stands above its parts.
    """
    rows = list(table.rows)
    if not whole and _above_their_parts(rows):
        end = i + 1
        while end < len(rows) and not is_total(rows[end]) and not is_band(rows[end]):
            end += 1
        return _sections(rows[i + 1 : end])
    if not whole:
        start = i
        while start > 0 and not is_total(rows[start - 1]) and not is_band(rows[start - 1]):
            start -= 1
        return _sections(rows[start:i])
    span = rows[:i] if i else rows[1:]
    last = max((k for k, r in enumerate(span) if _ALL.match(total_name(r))), default=-1)
    plain = [r for r in span[last + 1 :] if r in plain_rows(table)]
    return _sections(plain)


_OF_CODES = re.compile(CODES)
_CODE = re.compile(r"^\d{2,12}$")
_HEADED = re.compile(rf"^(?P<n>[{SMALL}]{{1,3}})、.")


def _uppermost(table: Table, rows: list[TableRow], column: int) -> list[TableRow]:
    """Of rows with parts of their own the wholes: ``201`` of 201, 20101 and 2010101; ``一、税收收入`` of 一、
    and the rows below it, where these are the labels to the left of a column of figures."""
    coded = (k for k, name in enumerate(table.columns[:column]) if _OF_CODES.search(name))
    k = next((k for k in coded if table.types[k] is not ColumnType.SERIAL), None)
    if k is not None:
        codes = {v for row in rows if _CODE.match(v := solid(row.slots[k].value))}
        whole = [row for row in rows if not _is_under(solid(row.slots[k].value), codes)]
        if len(whole) < len(rows):
            return whole
    labels = [k for k, kind in enumerate(table.types[:column]) if kind in (ColumnType.LABEL, ColumnType.TEXT)]
    for k in labels[-1:]:
        headed = [r for r in rows if _HEADED.match(solid(r.slots[k].value))]
        if len(headed) > 1 and all(value_of(r.slots[column].value) is not None for r in headed):
            return headed
    return rows


def _is_under(code: str, codes: set[str]) -> bool:
    """Whether a code is one of those with two digits or more behind another one: 20101 below 201."""
    return any(code[:n] in codes for n in range(2, len(code) - 1))


def _total_beside(row: TableRow, column: int) -> str:
    """What the nearest label to the left of a column calls a total: 收入总计, 支出总计 side by side."""
    names = (solid(slot.value) for slot in reversed(row.slots[:column]))
    return next((name for name in names if name and value_of(name) is None), "")


def _above_their_parts(rows: Sequence[TableRow]) -> bool:
    """Whether subtotals stand above the rows that they sum up: no such row comes before the first."""
    for row in rows:
        if total_name(row).endswith("小计"):
            return True
        if not is_total(row) and not is_band(row):
            return False
    return False


def _sections(rows: list[TableRow]) -> list[TableRow]:
    """Of rows with sections of their own (一, 1, 2, 二 …) the sections, else all."""
    sections = [r for r in rows if _SECTION.match(solid(r.slots[0].value))]
    return sections if len(sections) > 1 else rows


def _name(row: TableRow) -> str:
    return next((solid(s.value) for s in row.slots if s.value), "")


def section_totals(table: Table) -> Iterator[Check]:
    """``一 建筑工程费 1860`` against the rows 1, 2 … below it."""
    columns = list(summed_columns(table))
    rows = [r for r in table.rows if not is_total(r)]
    starts = [i for i, r in enumerate(rows) if _SECTION.match(solid(r.slots[0].value)) and not is_band(r)]
    if len(starts) < 2:
        return
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        parts = rows[start + 1 : end]
        for k in columns:
            expected = value_of(rows[start].slots[k].value)
            if expected is None or not parts or all(value_of(p.slots[k].value) is None for p in parts):
                continue
            total = sum_of([p.slots[k] for p in parts])
            label = f"“{table.columns[k]}”的{_name(rows[start])}"
            at = (table.rows.index(rows[start]), k)
            yield Check("section-total", label, shown(expected), shown(total), total == expected, at)


def row_totals(table: Table) -> Iterator[Check]:
    """A column 合计 against the other columns of numbers, where most rows show that it sums them up."""
    columns = list(summed_columns(table))
    for k in columns:
        if not _TOTAL_COLUMN.match(table.own_names[k]):
            continue
        parts = [c for c in columns if c > k] or [c for c in columns if c < k]
        rows = [r for r in table.rows if not is_band(r) and value_of(r.slots[k].value) is not None]
        if len(parts) < 2 or len(rows) < 2:
            continue
        sums = [(r, sum_of([r.slots[c] for c in parts]), value_of(r.slots[k].value)) for r in rows]
        wrong = [(r, total, own) for r, total, own in sums if total != own]
        if len(wrong) * 2 > len(rows):
            continue  # it does not sum up these columns
        for row, total, own in wrong:
            label = f"“{table.columns[k]}”与各列之和"
            at = (table.rows.index(row), k)
            yield Check("row-total", label, shown(own or Decimal(0)), shown(total), False, at)
        if not wrong:
            yield Check(
                "row-total", f"“{table.columns[k]}”与各列之和", f"{len(rows)}行", f"{len(rows)}行", True
            )


def shares(table: Table) -> Iterator[Check]:
    """Shares that come near 100 sum to 100; half a unit of the last digit for each row is rounding."""
    for k, (kind, name) in enumerate(zip(table.types, table.columns, strict=True)):
        if kind is not ColumnType.PERCENT or not re.search(r"占比|比重|份额|构成", name):
            continue
        values = [v for r in plain_rows(table) if (v := value_of(r.slots[k].value)) is not None]
        total = sum(values, Decimal(0))
        if len(values) > 2 and 95 <= total <= 105:
            digits = min((v.as_tuple().exponent for v in values), default=0)
            slack = Decimal(len(values)) * Decimal(5).scaleb(int(digits) - 1)
            off = abs(total - 100)
            label = f"“{name}”各行之和"
            yield Check("share-sum", label, "100", shown(total), off <= slack, rounded=0 < off <= slack)


_NUMBERED = re.compile(r"^(?P<n>\d{1,3})[.．、](?!\d)")


def serials(table: Table) -> Iterator[Check]:
    """Serial numbers without a gap, in a column of their own or at the head of labels (``7.特需医疗``);
    below a band they may begin anew."""
    for k, kind in enumerate(table.types):
        rows = [r for r in table.rows if r.slots[k].texts and not is_total(r) and not is_band(r)]
        texts = [solid(row.slots[k].value) for row in rows]
        if kind is ColumnType.SERIAL:
            numbers = [int(t) for t in texts if t.isdecimal()]
        else:
            found = [_NUMBERED.match(t) for t in texts]
            numbers = [int(m["n"]) for m in found if m] if all(found) else []
        pairs = list(pairwise([0, *numbers]))
        gaps = [f"{last}之后为{number}" for last, number in pairs if number not in (last + 1, 1)]
        if len(numbers) > 2:
            yield Check(
                "serial",
                f"“{table.columns[k] or '序号'}”的编号连续",
                "连续",
                "、".join(gaps) or "连续",
                not gaps,
            )
