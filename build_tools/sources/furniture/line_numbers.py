"""Numbers of lines at their heads, as drafts print them: none is taken out, a doubt tells of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from build_tools.language.phrases import MARKER
from build_tools.model.catalogue import Code, Note
from build_tools.model.source import Item, Line

# 12  第三条　县级以上人民政府 · 13: 处理工作的领导 · 15 的排水管理工作; not 3.建立台账
_NUMBERED = re.compile(r"^\s*(?P<number>\d{1,4})(?:[:：|]\s*|\s+)(?P<rest>\S.*)$")
_FEWEST = 8  # lines, each with its number
_FEWEST_FIFTHS = 3  # of which each fifth has one
_FEWEST_HEADS = 2  # among the numbered lines: rows of a table have none


def line_numbers(items: Sequence[Item]) -> list[Note]:
    """The doubt on lines that begin with their own count: each, of which some are heads, or each fifth."""
    held: dict[int, list[tuple[int, Line]]] = {}
    for k, item in enumerate(items):
        if isinstance(item, Line) and (match := _NUMBERED.match(item.text.chars)):
            held.setdefault(int(match["number"]) - k, []).append((k, item))
    found = []
    for counted in held.values():
        places = [k for k, _ in counted]
        steps = {b - a for a, b in pairwise(places)}
        rests = [m["rest"] for _, line in counted if (m := _NUMBERED.match(line.text.chars))]
        heads = sum(MARKER.match(rest) is not None for rest in rests) >= _FEWEST_HEADS
        each = steps == {1} and len(counted) >= _FEWEST and heads
        if each or (steps == {5} and len(counted) >= _FEWEST_FIFTHS):
            first, last = counted[0][1], counted[-1][1]
            found.append(
                Note(Code.FURNITURE_UNPROVEN, first.number, last.number, first.text.chars, "", "行号")
            )
    return found
