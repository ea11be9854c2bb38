"""Where a table begins and ends in the raw text, and its cells as they stand there.

Three writings: pipe tables (``| 一级指标 | 二级指标 |``), HTML tables, and bare columns of words.
Nothing is rebuilt here: rows of unequal length stay as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from build_tools.model import Cell, Edit, Grid, Row, Source, Text
from build_tools.rewrite import drop

_PIPE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_PIPE_RULE = re.compile(r"^[\s|:\-]+$")
_PIPE = re.compile(r"(?<!\\)\|")
_TABLE = re.compile(r"<table\b[^<>]*>", re.IGNORECASE)
_TABLE_PART = re.compile(
    r"<(/?)(table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col)\b([^<>]*)>", re.IGNORECASE
)
_SPAN = re.compile(r"(row|col)span\s*=\s*[\"']?(\d{1,3})", re.IGNORECASE)
_NUMBER = re.compile(r"^[-+−]?\d[\d.,]*[%％]?$|^[—\-－/]$")
_UNIT_LINE = re.compile(r"^\s*[（(]?单位\s*[:：]")
_LABEL_LINE = re.compile(r"^\s*附\s*[件表录]")


def is_pipe_row(line: str) -> bool:
    """Whether a raw line is a row of a pipe table."""
    return _PIPE_ROW.match(line) is not None


def pipe_grid(rows: list[tuple[int, Text]]) -> tuple[Grid, list[Edit]]:
    """The rows of a pipe table; bars and the rule below the header are dropped."""
    edits: list[Edit] = []
    kept: list[Row] = []
    ruled = next((i for i, (_, t) in enumerate(rows) if _PIPE_RULE.match(t.chars)), 0)
    for i, (number, text) in enumerate(rows):
        if _PIPE_RULE.match(text.chars) and "-" in text.chars:
            edits.append(drop(text))
            continue
        bars = [m.start() for m in _PIPE.finditer(text.chars)]
        edits += [drop(text[b : b + 1]) for b in bars]
        cells = tuple(Cell((text[a + 1 : b].strip(),), header=i < ruled) for a, b in pairwise(bars))
        kept.append(Row(number, cells))
    return Grid(tuple(kept), "pipe"), edits


def _is_data(line: str) -> bool:
    tokens = line.split()
    numbers = sum(bool(_NUMBER.match(t)) for t in tokens)
    return len(tokens) >= 3 and numbers >= 2 and numbers * 2 >= len(tokens) and not _NUMBER.match(tokens[0])


def column_runs(lines: list[str]) -> dict[int, int]:
    """First and last line numbers (1-based) of runs of columns such as ``拉萨市  12  215  90``.

    A run has at least three rows of figures; one header line above it belongs to it, a blank line
    inside does not end it.
    """
    runs: dict[int, int] = {}
    i = 0
    while i < len(lines):
        if not _is_data(lines[i]):
            i += 1
            continue
        last, rows, j = i, 1, i + 1
        while j < len(lines) and j - last <= 2:
            if _is_data(lines[j]):
                last, rows = j, rows + 1
            elif lines[j].strip():
                break
            j += 1
        if rows >= 3:
            runs[(i if not _is_header(lines, i - 1) else i - 1) + 1] = last + 1
        i = last + 1
    return runs


def _is_header(lines: list[str], i: int) -> bool:
    if i < 0 or _UNIT_LINE.match(lines[i]) or _LABEL_LINE.match(lines[i]):
        return False
    return len(lines[i].split()) >= 3 and not re.search(r"[。；;]", lines[i])


def column_grid(rows: list[tuple[int, Text]]) -> Grid:
    """Columns of words as cells: figures part at every blank, a header at its wider gaps."""
    kept = []
    for number, text in rows:
        if not text.chars.strip():
            continue
        header = not _is_data(text.chars)
        gap = r"\s{2,}" if header and re.search(r"\S\s{2,}\S", text.chars) else r"\s+"
        gaps = [m.span() for m in re.finditer(gap, text.chars)]
        edges = [0, *(edge for span in gaps for edge in span), len(text)]
        spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]
        kept.append(Row(number, tuple(Cell((text[a:b].strip(),), header=header) for a, b in spans)))
    return Grid(tuple(kept), "columns")


@dataclass(frozen=True)
class HtmlTable:
    """The raw span of an HTML table, from ``<table`` to the end of ``</table>``."""

    start: int
    end: int

    @classmethod
    def find_all(cls, raw: str) -> list[HtmlTable]:
        """All outermost tables that have at least one cell; an unclosed one ends where cells end."""
        found = []
        position = 0
        while (match := _TABLE.search(raw, position)) is not None:
            depth, end = 0, match.end()
            for part in _TABLE_PART.finditer(raw, match.start()):
                if part[2].lower() == "table":
                    depth += -1 if part[1] else 1
                end = part.end()
                if depth == 0:
                    break
            if re.search(r"<t[dh]\b", raw[match.start() : end], re.IGNORECASE):
                found.append(cls(match.start(), end))
            position = end
        return found


def html_grid(source: Source, table: HtmlTable) -> tuple[Grid, list[Edit]]:
    """The rows of an HTML table with their spans; tables inside cells are read as their text."""
    raw = source.raw
    edits: list[Edit] = []
    rows: list[tuple[int, list[Cell]]] = []
    pieces: list[Text] = []
    span: dict[str, int] = {}
    header = opened = False

    def close() -> None:
        nonlocal pieces, opened
        if opened or pieces:
            if not rows:
                rows.append((source.line_of(table.start), []))
            rows[-1][1].append(Cell(tuple(pieces), span.get("row", 1), span.get("col", 1), header))
        pieces, opened = [], False

    last = table.start
    for part in _TABLE_PART.finditer(raw, table.start, table.end):
        text = Text.of(raw[last : part.start()], last).strip()
        if text.chars:
            pieces.append(text)
        edits.append(drop(Text.of(part[0], part.start())))
        last = part.end()
        name, closing = part[2].lower(), bool(part[1])
        if name in ("td", "th") or name == "tr":
            close()
        if name == "tr" and not closing:
            rows.append((source.line_of(part.start()), []))
        if name in ("td", "th") and not closing:
            opened, header = True, name == "th"
            span = {kind.lower(): int(value) for kind, value in _SPAN.findall(part[3])}
    close()
    return Grid(tuple(Row(n, tuple(cells)) for n, cells in rows if cells), "html"), edits


def shifted_rows(grid: Grid) -> list[int]:
    """The raw lines of rows whose figure stands beside the column of figures, words in it.

    ``| 社会 信用 | 举报 投诉 | 6 | 网上、信函… |`` below rows that have their 分值 one column later.
    """
    rows = [row for row in grid.rows if not all(c.header for c in row.cells)]
    width = max((len(row.cells) for row in rows), default=0)
    figures = [[_kind(row, k) for row in rows] for k in range(width)]
    typed = {k for k, kinds in enumerate(figures) if kinds.count("figure") * 2 >= max(len(rows), 6)}
    found = []
    for i, row in enumerate(rows):
        for k in typed:
            beside = [n for n in (k - 1, k + 1) if 0 <= n < width and n not in typed]
            if figures[k][i] == "words" and any(figures[n][i] == "figure" for n in beside):
                found.append(row.number)
    return found


def _kind(row: Row, k: int) -> str:
    plain = row.cells[k].plain.strip() if k < len(row.cells) else ""
    return "blank" if not plain else "figure" if _NUMBER.match(plain) else "words"
