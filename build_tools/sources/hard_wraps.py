"""How wide a full line is where the text is hard-wrapped, as PDF text and plain text are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from build_tools.language.phrases import MARKER
from build_tools.model.source import Line

_STOPS = tuple("。：；！？")
# 第一章 规划背景.................................................2 · │ 1  │ 泥鳅 │ · ├──┼────┤
_DRAWN = re.compile(r"[.…·．⋯‥・]{6}|[\u2500-\u257f]{2}|^\s*[│┃║].*[│┃║]\s*$")


def wrap_width(items: Sequence[Line | None]) -> int:
    """The width of a full line where the text is hard-wrapped, else 0; None stands for a table.

    Hard-wrapped text shows itself: many lines stop in mid-sentence, and those that do are all of
    about the same width.
    """
    prose = [line if line is not None and not _DRAWN.search(line.text.chars) else None for line in items]
    return _of_many(prose) or _of_few(prose)


def _of_many(items: Sequence[Line | None]) -> int:
    lines = [line for line in items if line is not None]
    widths = sorted(line.width for line in lines if not line.text.chars.endswith(_STOPS))
    if len(widths) < 5 or len(widths) < 0.35 * len(lines):
        return 0
    full = widths[int(len(widths) * 0.9)]
    near = sum(full - 6 <= w <= full + 4 for w in widths)
    if not (24 <= full <= 130 and near >= 5):
        return 0
    if sum(line.width > full + 8 for line in lines) > 0.1 * len(lines):
        return 0  # paragraphs of one line each among many short ones: cells, titles, names
    return full if near >= 0.35 * len(widths) or _set_solid(items, full) else 0


_LONG = 50


def _of_few(items: Sequence[Line | None]) -> int:
    """The width where lines are few: that of the widest line of a sentence, where at least two lines that
    stop in mid-sentence reach it, one of them with a mark, and go on at the very next line."""
    full = max((line.width for line in items if line is not None and _is_sentence(line)), default=0)
    open_ = [
        (above, below)
        for above, below in pairwise(items)
        if above is not None and below is not None and (_is_sentence(above) or MARKER.match(above.key))
        if not above.text.chars.endswith(_STOPS) and not below.page_break
    ]
    # a stop hangs over the edge of the widest line, a figure of one column falls short of it
    near = sum(above.width >= full - 3 for above, _ in open_)
    short = 3 if full >= _LONG and near >= 0.75 * len(open_) else 1
    reached = [(above, below) for above, below in open_ if above.width >= full - short]
    solid = all(line.gap == 0 and line.indent == 0 and not MARKER.match(line.key) for _, line in reached)
    told = any(_is_sentence(above) for above, _ in reached)
    return full if 24 <= full <= 130 and len(reached) >= 2 and solid and told else 0


def _is_sentence(line: Line) -> bool:
    return "，" in line.key or "。" in line.key


def _set_solid(items: Sequence[Line | None], full: int) -> bool:
    """Whether full lines that stop in mid-sentence go on at the very next line, at its left edge.

    So they do between the many short lines of a gazette of small notices: titles, signatures, lists.
    """
    broken = [
        below
        for above, below in pairwise(items)
        if above is not None and below is not None
        if full - 6 <= above.width <= full + 4 and not above.text.chars.endswith(_STOPS)
    ]
    solid = sum(line.gap == 0 and line.indent == 0 and not MARKER.match(line.key) for line in broken)
    return len(broken) >= 8 and solid >= 0.8 * len(broken)
