"""Whether the rest of an item hangs below its number, set in from the margin, in a column of wrapped text."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.documents.paragraphs.growing import Growing
from build_tools.language.phrases import CLOSED, MARKER
from build_tools.model.source import Line


def hangs(group: Growing, line: Line, column: int) -> bool:
    """Whether an unfinished line as wide as any begins with its number at the margin, and this one is set in:
    ``一、禁漁區：…捕撈水產動`` and below it ``　　植物。``."""
    first, last = group.lines[0], group.lines[-1]
    full = 0 < column <= last.width + 2
    numbered = MARKER.match(first.key) and not first.indent and (line.indent > 0 or len(group.lines) > 1)
    return bool(numbered and full and line.indent <= 8) and not (
        line.gap or MARKER.match(line.key) or CLOSED.search(group.above)
    )


_WRAPPED = 40  # no narrower is a column of wrapped text
_FEWEST_FULL = 3  # lines that show how wide it is


def column_of(lines: Sequence[Line]) -> int:
    """How wide the lines get, where some of them end there; 0 where one alone happens to be so wide."""
    widest = max((line.width for line in lines), default=0)
    full = sum(line.width >= widest - 2 for line in lines)
    return widest if widest >= _WRAPPED and full >= _FEWEST_FULL else 0
