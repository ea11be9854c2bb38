"""A picture of a table of figures: small panels of bars, drawn from what the table prints.

One panel per column of figures, each an SVG of its own that is never scaled: side by side on a
wide page, one below the other on a phone, the type of the same size on both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from build_tools.language.columns import CODES
from build_tools.language.measures import AMOUNTS, behind_figure
from build_tools.language.signs import is_no_value
from build_tools.model.table import ColumnType, Slot, Table, TableRow
from build_tools.pages.safe_html import Attributes, fill_in

MOST_BARS, MOST_PANELS = 40, 8
"""More rows or panels are read in the table, not in a picture."""

WIDTH, GUTTER = 300, 14
"""Of a panel, in CSS pixels: one fits a phone, two fit side by side in the column of text. The
gutter is the free part of the width on its right."""

LABEL_WIDTH, LABEL_LINES = 108, 2
"""A longer label wraps, and what does not fit is shortened; the whole stands in its ``<title>``."""

TYPE, HEADING = 12, 13
"""Font sizes of labels and values, and of a panel's heading."""

SHADES = 6
"""The classes ``s0`` … ``s5`` of the bars, one per panel."""

_TOTAL = re.compile(r"全[区国省市县]|.*(?:合计|总计|小计|共计)(?:[（(].*[）)])?")
_NUMBER = re.compile(
    r"(?P<sign>[-−－+]?)(?P<number>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s?(?P<unit>[%％‰分]?)"
)
_PARTS = re.compile(r"[!-~]+ ?|.[，、；：。）》”％]*")
_NOT_MEASURED = re.compile(CODES)
# 小学（所） · 产值（亿元） · 降幅(%)
_OWN_UNIT = re.compile(rf"[（(](?P<unit>{behind_figure(AMOUNTS)}[^（）()]*)[）)]$")


@dataclass(frozen=True)
class Bar:
    """One row of a panel: what is printed, and its number where there is one."""

    label: str
    printed: str
    value: Decimal | None


@dataclass(frozen=True)
class Panel:
    """The bars of one column, in printed order, on one scale from 0."""

    title: str
    bars: tuple[Bar, ...]


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
    drawn = [_drawn(panel, n, table.title, name) for n, panel in enumerate(panels)]
    return fill_in("chart", width=WIDTH, panels=drawn, caption=caption)


def picture(panel: Panel, name: str, caption: str) -> Markup:
    """Bars that were read elsewhere than in a table, as a ``<figure>`` without blank lines."""
    drawn = [_drawn(panel, 0, "", name)]
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


def panels_of(table: Table) -> tuple[tuple[Panel, ...], str]:
    """The panels of a table, none where it cannot be drawn, and the caption that says what they show."""
    labels = [c for c, kind in enumerate(table.types) if kind is ColumnType.LABEL]
    if table.form or not labels:
        return (), ""
    rows = [r for r in table.rows if not any(_TOTAL.fullmatch(_tight(r.slots[c].value)) for c in labels)]
    left_out = "，不含合计" if len(rows) < len(table.rows) else ""
    left_out += "；存疑的标签按表中所示计" if any(r.slots[labels[0]].readings for r in rows) else ""
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
        bars = (Bar(b, s.value.strip(), n.value) for b, s, n in zip(labels, slots, numbers, strict=True))
        panels.append(Panel(heading, tuple(bars)))
    return tuple(panels)


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
        panels.append(Panel(heading, tuple(_sum(g, ns, signs.get(g, "")) for g, ns in sums.items())))
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


# How it is drawn


@dataclass(frozen=True)
class _Shape:
    """A bar, or a line of text; a shortened one has the whole as its title."""

    tag: str
    attributes: Attributes
    words: str = ""
    title: str = ""


def _drawn(panel: Panel, n: int, title: str, name: str) -> dict[str, object]:
    """One panel for the template: heading, labels, a zero line, bars from it, and the printed values at
    their ends."""
    heading = wrapped(panel.title, WIDTH - GUTTER, HEADING, 3)
    labels = [wrapped(bar.label, LABEL_WIDTH, TYPE, LABEL_LINES) for bar in panel.bars]
    scale = _scale(panel, labels)
    top = y = 18 * len(heading) + 6
    drawn = list(_text("panel", 0, 14, heading, panel.title))
    for bar, label in zip(panel.bars, labels, strict=True):
        height = 15 * len(label) + 5
        drawn += _row(bar, label, y, height, scale, f"s{n % SHADES}")
        y += height
    said = "；".join(f"{bar.label} {bar.printed or '空'}" for bar in panel.bars)
    whole = f"{' '.join(title.split())}：{panel.title}" if title else panel.title
    return {
        "id": f"{name}-chart-{n}",
        "title": whole,
        "said": f"{said}。",
        "height": y + 12,
        "shapes": drawn,
        "zero": _px(scale[0]),
        "top": top,
        "bottom": y,
    }


def _scale(panel: Panel, labels: list[list[str]]) -> tuple[float, float]:
    """Where the zero line stands and how many pixels a unit is, with room for labels and values."""
    values = [float(bar.value) for bar in panel.bars if bar.value is not None]
    low, high = min([0.0, *values]), max([0.0, *values])
    names = max(measured(line, TYPE) for lines in labels for line in lines) + 8
    left, right = _room(panel, below=True), _room(panel, below=False)
    unit = max(WIDTH - GUTTER - names - left - right, 40) / (high - low) if high > low else 0.0
    return names + left - low * unit, unit


def _room(panel: Panel, below: bool) -> float:
    """The room for the values printed at the ends of the bars below zero, or of the others."""
    values = (b.printed for b in panel.bars if ((b.value or 0) < 0) == below)
    return max((measured(printed, TYPE) + 5 for printed in values), default=0)


def _row(
    bar: Bar, label: list[str], y: int, height: int, scale: tuple[float, float], shade: str
) -> Iterator[_Shape]:
    """A bar with its label on the left and its printed value at its end."""
    zero, unit = scale
    middle = y + height / 2
    yield from _text("label", 0, middle + 4 - 7.5 * (len(label) - 1), label, bar.label)
    length = float(bar.value or 0) * unit
    if length:
        x, width = _px(zero + min(length, 0)), _px(abs(length))
        box = {"x": x, "y": _px(middle - 6), "width": width, "height": "12"}
        yield _Shape("rect", {"class": shade, **box, "fill": "currentColor"})
    if bar.printed:
        end = zero + length + (-4 if length < 0 else 4)
        anchor = {"text-anchor": "end"} if length < 0 else {}
        yield from _text("value", end, middle + 4, [bar.printed], bar.printed, anchor)


def _text(
    kind: str, x: float, y: float, lines: list[str], whole: str, more: Attributes | None = None
) -> Iterator[_Shape]:
    """Lines of text; where they show less than the whole, the first carries it as its title."""
    size = HEADING if kind == "panel" else TYPE
    title = "" if "".join(lines) == whole else whole
    for i, line in enumerate(lines):
        place = {"x": _px(x), "y": _px(y + i * (size + 3)), "font-size": str(size)}
        attributes = {"class": kind, **place, "fill": "currentColor", **(more or {})}
        yield _Shape("text", attributes, line, title)
        title = ""


def wrapped(text: str, width: float, size: int, most: int) -> list[str]:
    """The text in one to ``most`` lines of this width; … stands for what is left out.

    Numbers and Latin words are not broken, and no line begins with a closing mark.
    """
    lines = [""]
    for part in _PARTS.findall(text):
        if lines[-1] and measured(lines[-1] + part.rstrip(), size) > width:
            lines.append("")
        lines[-1] += part
    kept = [_fitted(line, width, size) for line in lines[:most]]
    return kept if len(lines) <= most else [*kept[:-1], _fitted(kept[-1] + "…", width, size)]


def _fitted(line: str, width: float, size: int) -> str:
    """The line, or as much of it as fits before a …"""
    if measured(line.rstrip(), size) <= width:
        return line
    cut = line.rstrip("…")
    shorter = (f"{cut[:end]}…" for end in range(len(cut) - 1, 0, -1))
    return next((short for short in shorter if measured(short, size) <= width), "…")


def measured(text: str, size: int) -> float:
    """About how wide a text is: a Latin character 0.55 of the font size, any other 1."""
    return size * sum(0.55 if c.isascii() else 1 for c in text)


def _px(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
