"""A picture of a table of figures: small panels of bars, drawn from what the table prints, one per column of
figures. How they are drawn is said in ``chart_drawing``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup

from build_tools.language.columns import CODES
from build_tools.language.measures import AMOUNTS, behind_figure
from build_tools.language.signs import is_no_value
from build_tools.model.table import ColumnType, Slot, Table, TableRow
from build_tools.pages.chart_drawing import WIDTH, Bar, Panel, drawn_panel
from build_tools.pages.safe_html import fill_in

MOST_BARS, MOST_PANELS = 40, 8
"""More rows or panels are read in the table, not in a picture."""

_SEEN = Decimal("0.05")
"""As a share of the longest bar, the difference that an eye sees in bars that begin at zero."""

_TOTAL = re.compile(r"全[区国省市县]|.*(?:合计|总计|小计|共计)(?:[（(].*[）)])?")
_NUMBER = re.compile(
    r"(?P<sign>[-−－+]?)(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s?(?P<unit>[%％‰分]?)"
)
_NOT_MEASURED = re.compile(CODES)
# 小学（所） · 产值（亿元） · 降幅(%)
_OWN_UNIT = re.compile(rf"[（(](?P<unit>{behind_figure(AMOUNTS)}[^（）()]*)[）)]$")


@dataclass(frozen=True)
class _Number:
    value: Decimal | None  # None: printed as missing
    unit: str = ""


def chart(table: Table, name: str) -> Markup | None:
    """The table as a ``<figure>`` without blank lines, or None where a picture helps nobody.

    Every printed value of a drawn column stands in it as text, in printed order; totals are left
    out. ``name`` makes its ids unique on the page. No picture of a form, of figures that cannot
    all be read or are doubtful, of rows measured in different units, or of too many.
    """
    panels, caption = panels_of(table)
    if len(panels) > MOST_PANELS or any(len(p.bars) > MOST_BARS for p in panels):
        return None
    if not any(_compares(panel) for panel in panels):
        return None
    drawn = [drawn_panel(panel, n, table.title, name) for n, panel in enumerate(panels)]
    caption += "各图标尺不同，均自0起。" * (len(panels) > 1)
    return fill_in("chart", width=WIDTH, panels=drawn, caption=caption)


def picture(panel: Panel, name: str, caption: str) -> Markup | None:
    """Bars that were read elsewhere than in a table, as a ``<figure>`` without blank lines; None where
    they show no difference."""
    if not _is_seen(panel):
        return None
    drawn = [drawn_panel(panel, 0, "", name)]
    return Markup(
        "\n".join(
            line for line in fill_in("chart", width=WIDTH, panels=drawn, caption=caption).splitlines() if line
        )
    )


# What is drawn


def _compares(panel: Panel) -> bool:
    """Whether a panel has two numbers to compare, and a bar at all."""
    values = [b.value for b in panel.bars if b.value is not None]
    return len(values) >= 2 and any(values)


def _is_seen(panel: Panel) -> bool:
    """Whether bars from zero show that the numbers differ: those of 99.4%, 99% and 99.7% look alike."""
    values = [b.value for b in panel.bars if b.value is not None]
    return bool(values) and max(values) - min(values) >= _SEEN * max(map(abs, values)) > 0


def panels_of(table: Table) -> tuple[tuple[Panel, ...], str]:
    """The panels of a table, none where it cannot be drawn, and the caption that says what they show."""
    labels = [c for c, kind in enumerate(table.types) if kind is ColumnType.LABEL]
    if table.form or not labels:
        return (), ""
    rows = [r for r in table.rows if not any(_TOTAL.fullmatch(_tight(r.slots[c].value)) for c in labels)]
    left_out = "，不含合计" if len(rows) < len(table.rows) else ""
    left_out += "；斜线：标签存疑，按表中所示计" if any(r.slots[labels[0]].readings for r in rows) else ""
    if ColumnType.SCORE in table.types:
        level = _tight(table.own_names[labels[0]]) or "项目"
        caption = f"由表中数据绘制：各{level}所含分值之和{left_out}。"
        return _score_panels(table, rows, labels[0], f"各{level}分值"), caption
    panels = _number_panels(table, rows, labels[0]) if len(labels) == 1 else ()
    return panels, f"由表中数据绘制{left_out}。"


def _number_panels(table: Table, rows: list[TableRow], label: int) -> tuple[Panel, ...]:
    """A panel per column of figures, none if a figure cannot be read or the rows' units differ."""
    labels = [_tight(row.slots[label].value) for row in rows]
    unit = _one_unit(table, rows, labels)
    if unit is None or not all(labels):  # a bar that nothing names tells nothing
        return ()
    panels = []
    for c, kind in enumerate(table.types):
        title = _tight(table.columns[c])
        if kind not in (ColumnType.NUMBER, ColumnType.PERCENT) or _NOT_MEASURED.search(title):
            continue
        slots = [row.slots[c] for row in rows]
        numbers = _read(slots)
        if numbers is None or any(slot.covered for slot in slots):  # one number for several rows
            return ()
        own = kind is ColumnType.PERCENT or any(n.unit for n in numbers) or _OWN_UNIT.search(title)
        heading = title if own or not unit else f"{title}（{unit}）"
        doubts = _doubted(rows, label)
        bars = (
            Bar(b, s.value.strip(), n.value, b in doubts)
            for b, s, n in zip(labels, slots, numbers, strict=True)
        )
        panels.append(Panel(heading, tuple(bars)))
    return tuple(panels)


def _doubted(rows: list[TableRow], label: int) -> set[str]:
    """The labels of a column that a doubtful row has, or may have."""
    return {_tight(reading) for row in rows for reading in row.slots[label].readings}


def _one_unit(table: Table, rows: list[TableRow], labels: list[str]) -> str | None:
    """The unit of all rows, empty if none is printed; None if the rows are measured in different ones."""
    named = [c for c, column in enumerate(table.columns) if _tight(column) in ("单位", "计量单位")]
    units = {_tight(row.slots[c].value) for c in named for row in rows}
    own = [m["unit"] if (m := _OWN_UNIT.search(label)) else "" for label in labels]
    units |= set(own) if any(own) else set()
    if len(units) > 1:
        return None
    return next(iter(units), None) or table.unit or ""


def _score_panels(table: Table, rows: list[TableRow], label: int, title: str) -> tuple[Panel, ...]:
    """A panel per column of scores: their sum for each first-level label, in printed order."""
    if any(not row.slots[label].value.strip() for row in rows):
        return ()
    columns = [c for c, kind in enumerate(table.types) if kind is ColumnType.SCORE]
    panels = []
    for c in columns:
        own = [row for row in rows if not row.slots[c].covered]  # a merged score counts once
        numbers = _read([row.slots[c] for row in own])
        if numbers is None:
            return ()
        sums: dict[str, list[_Number]] = {_tight(row.slots[label].value): [] for row in rows}
        signs: dict[str, str] = {}
        for row, number in zip(own, numbers, strict=True):
            group = _tight(row.slots[label].value)
            sums[group].append(number)
            signs.setdefault(group, row.slots[c].value.strip())
        heading = title if len(columns) == 1 else f"{title}：{_tight(table.columns[c])}"
        doubts = _doubted(rows, label)
        bars = (_sum(g, ns, signs.get(g, "")) for g, ns in sums.items())
        panels.append(Panel(heading, tuple(replace(bar, doubtful=bar.label in doubts) for bar in bars)))
    return tuple(panels)


def _sum(label: str, numbers: list[_Number], sign: str) -> Bar:
    """The bar of a label: the sum of its scores, or the printed sign where none is a number."""
    values = [n.value for n in numbers if n.value is not None]
    if not values:
        return Bar(label, sign, None)
    total = sum(values, Decimal())
    unit = next(n.unit for n in numbers if n.value is not None)
    return Bar(label, f"{total.normalize():f}{unit}", total)


def _read(slots: list[Slot]) -> list[_Number] | None:
    """The numbers of a column; None if one cannot be read, is doubtful, or has a unit of its own."""
    numbers = []
    for slot in slots:
        printed = slot.value.strip()
        match = _NUMBER.fullmatch(printed)
        if slot.readings or not (match or not printed or is_no_value(printed)):
            return None
        if match is None:
            numbers.append(_Number(None))
            continue
        value = Decimal(match["number"].replace(",", ""))
        numbers.append(_Number(-value if match["sign"] in ("-", "−", "－") else value, match["unit"]))
    units = {n.unit for n in numbers if n.value is not None}
    return numbers if len(units) <= 1 else None


def _tight(text: str) -> str:
    """The text without blanks, but for one between Latin words."""
    return re.sub(r"(?<![!-~])\s+|\s+(?![!-~])", "", " ".join(text.split()))
