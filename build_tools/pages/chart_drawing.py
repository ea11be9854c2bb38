"""How the panel of a chart is drawn: bars on one scale from 0, with their labels and printed values.

Each panel is an SVG of its own that is never scaled: side by side on a wide page, one below the other on a
phone, the type of the same size on both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from build_tools.pages.safe_html import Attributes

WIDTH, GUTTER = 300, 14
"""Of a panel, in CSS pixels: one fits a phone, two fit side by side in the column of text. The
gutter is the free part of the width on its right."""

LABEL_WIDTH, LABEL_LINES = 108, 2
"""A longer label wraps, and what does not fit is shortened; the whole stands in its ``<title>``."""

TYPE, HEADING = 12, 13
"""Font sizes of labels and values, and of a panel's heading."""

_PARTS = re.compile(r"[!-~]+ ?|.[，、；：。）》”％]*")


@dataclass(frozen=True)
class Bar:
    """One row of a panel: what is printed, and its number where there is one."""

    label: str
    printed: str
    value: Decimal | None
    doubtful: bool = False  # what the bar belongs to may be another label


@dataclass(frozen=True)
class Panel:
    """The bars of one column, in printed order, on one scale from 0."""

    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class _Shape:
    """A bar, or a line of text; a shortened one has the whole as its title."""

    tag: str
    attributes: Attributes
    words: str = ""
    title: str = ""


def drawn_panel(panel: Panel, n: int, title: str, name: str) -> dict[str, object]:
    """One panel for the template: heading, labels, a zero line, bars from it, the printed values at their
    ends, and below them the scale."""
    heading = wrapped(panel.title, WIDTH - GUTTER, HEADING, 3)
    labels = [wrapped(bar.label, LABEL_WIDTH, TYPE, LABEL_LINES) for bar in panel.bars]
    scale = _scale(panel, labels)
    top = y = 18 * len(heading) + 6
    drawn = list(_text("panel", 0, 14, heading, panel.title))
    for bar, label in zip(panel.bars, labels, strict=True):
        height = 15 * len(label) + 5
        drawn += _row(bar, label, y, height, scale, f"{name}-chart-{n}-hatch")
        y += height
    ticks = _ticks(panel, scale)
    drawn += (_tick_words(x, y + TYPE + 3, words) for x, words in ticks)
    said = "；".join(f"{bar.label} {bar.printed or '空'}" for bar in panel.bars)
    whole = f"{' '.join(title.split())}：{panel.title}" if title else panel.title
    return {
        "id": f"{name}-chart-{n}",
        "title": whole,
        "said": f"{said}。",
        "height": y + TYPE + 12,
        "shapes": drawn,
        "hatched": any(bar.doubtful and bar.value for bar in panel.bars),
        "zero": _px(scale[0]),
        "ticks": [_px(x) for x, _ in ticks if x != scale[0]],
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


_APART = 24
"""Pixels between two numbers of a scale."""


def _ticks(panel: Panel, scale: tuple[float, float]) -> list[tuple[float, str]]:
    """Where the scale has numbers, and which: 0, and on either side the last round one that a bar reaches."""
    values = [Decimal(), *(bar.value for bar in panel.bars if bar.value)]
    zero, unit = scale
    found = [(zero, "0")]
    for end in (max(values), min(values)):
        rounds = (Decimal(n).scaleb(end.adjusted()).copy_sign(end) for n in (5, 2, 1))
        last = next((n for n in rounds if abs(n) <= abs(end)), Decimal())
        x = zero + float(last) * unit
        if all(abs(x - other) >= _APART for other, _ in found):
            found.append((x, f"{last:f}"))
    return found


def _tick_words(x: float, y: float, words: str) -> _Shape:
    place = {"x": _px(x), "y": _px(y), "font-size": str(TYPE), "text-anchor": "middle"}
    return _Shape("text", {"class": "scale", **place, "fill": "currentColor"}, words)


def _room(panel: Panel, below: bool) -> float:
    """The room for the values printed at the ends of the bars below zero, or of the others."""
    values = (b.printed for b in panel.bars if ((b.value or 0) < 0) == below)
    return max((measured(printed, TYPE) + 5 for printed in values), default=0)


def _row(
    bar: Bar, label: list[str], y: int, height: int, scale: tuple[float, float], hatch: str
) -> Iterator[_Shape]:
    """A bar with its label on the left and its printed value at its end."""
    zero, unit = scale
    middle = y + height / 2
    yield from _text("label", 0, middle + 4 - 7.5 * (len(label) - 1), label, bar.label)
    length = float(bar.value or 0) * unit
    if length:
        x, width = _px(zero + min(length, 0)), _px(abs(length))
        box = {"x": x, "y": _px(middle - 6), "width": width, "height": "12"}
        ink = {"class": "doubtful", "fill": f"url(#{hatch})"} if bar.doubtful else {"class": "s0"}
        yield _Shape("rect", {"fill": "currentColor", **ink, **box})
    if bar.printed:
        end = zero + length + (-4 if length < 0 else 4)
        anchor = {"text-anchor": "end"} if length < 0 else {}
        shown = _fitted(bar.printed, end if length < 0 else WIDTH - end, TYPE)
        yield from _text("value", end, middle + 4, [shown], bar.printed, anchor)


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
