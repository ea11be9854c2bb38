"""Pipe tables whose rows stand in one raw line: ``| 品名 | 单位 ||---|---|| 稻谷 | 吨 |附件2``.

Where the line breaks of a Markdown table are lost, the bar that ends a row stands right at the bar that
begins the next, and words may stand right before and behind the rows. The rule below the names of the
columns proves the writing: a row ends right before it, with as many cells.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

_BAR = re.compile(r"(?<!\\)\|")
_JOIN = re.compile(r"(?<!\\)\|(?=\|)")
# ||------|-----|| and || --- | :---: ||, from the bar that ends the row above
_RULE = re.compile(r"(?<!\\)\|(?P<rule>\|(?:\s*:?-{3,}:?\s*\|)+)")

Span = tuple[int, int]


@dataclass(frozen=True)
class RowsInLine:
    """Rows that follow each other in a line: from where to where each of them stands, with its bars."""

    rows: tuple[Span, ...]

    @property
    def start(self) -> int:
        """Where the first row begins."""
        return self.rows[0][0]

    @property
    def end(self) -> int:
        """Before what the last row ends."""
        return self.rows[-1][1]


def rows_in(line: str) -> tuple[RowsInLine, ...]:
    """The tables in a raw line, in order; none where it does not tell for sure where one begins or ends."""
    bars = [m.start() for m in _BAR.finditer(line)]
    heads = [_head(bars, rule) for rule in _RULE.finditer(line)]
    if not heads or None in heads:
        return ()
    begun = [head for head in heads if head is not None and not line[:head].endswith("|")]
    if not begun or begun[0] != heads[0] or "|" in line[: begun[0]]:
        return ()
    ends = [bars[bars.index(head) - 1] + 1 for head in begun[1:]] + [bars[-1] + 1]
    tables = tuple(RowsInLine(_rows(line, *span)) for span in zip(begun, ends, strict=True))
    return () if any(_runs_over(line, table) for table in tables[:-1]) else tables


def _head(bars: list[int], rule: re.Match[str]) -> int | None:
    """Where the row above a rule begins: it has as many cells as the rule, and no two bars in it touch."""
    cells = len(_BAR.findall(rule["rule"])) - 1
    last = bars.index(rule.start())
    row = bars[max(0, last - cells) : last + 1]
    return row[0] if last >= cells and all(b - a > 1 for a, b in pairwise(row)) else None


def _rows(line: str, start: int, end: int) -> tuple[Span, ...]:
    """The rows between two places: one ends where its bar stands right at the next."""
    edges = [start, *(start + m.end() for m in _JOIN.finditer(line[start:end])), end]
    return tuple(pairwise(edges))


def _runs_over(line: str, table: RowsInLine) -> bool:
    """Whether the last row may hold words that stand behind it: it has more cells than any other."""
    cells = [len(_BAR.findall(line[slice(*row)])) for row in table.rows]
    return len(cells) > 1 and cells[-1] > max(cells[:-1])
