"""Where a table begins and ends in the raw text, and its cells as they stand there.

Two writings: pipe tables (``| 一级指标 | 二级指标 |``) and HTML tables; for cells that tabs part see
:mod:`.tab_rows`, for bare columns of words :mod:`.word_columns`.
Rows of unequal length stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_tools.language.phrases import CAPTION, PAGE_MARK
from build_tools.model.edits import drop, substitute
from build_tools.model.source import Source
from build_tools.model.table import Cell, Grid, Row
from build_tools.model.text import Edit, Text
from build_tools.sources.markup import ATTRIBUTES

_PIPE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_PIPE_RULE = re.compile(r"^[\s|:\-]+$")
# || --- | --- || between words: rows of which the line breaks are lost, for :mod:`.rows_in_line`
_RULE_WITHIN = re.compile(r"\w[^\n]*\|\|(?:\s*:?-{3,}:?\s*\|)+")
_ESCAPED = re.compile(r"\\(?=\|)")  # 限值（昼\\|夜）: a bar that is text
_PIPE = re.compile(r"(?<!\\)\|")
_BAR = re.compile(r"(?<!\\)[|｜]")
# | 表1：核算数据 | ||; not 表层水
_CAPTION_CELL = re.compile(rf"^{CAPTION}\s*[：:\s]|^续表\s*[：:]")
# | 单位：人次 | | |
_UNIT_CELL = re.compile(r"^(?:计量|金额)?单位\s*[：:为]")
_NOTE_CELL = re.compile(r"^(?:备?注|说明|资料来源|数据来源)\s*[：:]")
_TABLE = re.compile(rf"<table\b{ATTRIBUTES}>", re.IGNORECASE)
_TABLE_PART = re.compile(
    rf"<(/?)(table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col)\b({ATTRIBUTES})>", re.IGNORECASE
)
_SPAN = re.compile(r"(row|col)span\s*=\s*[\"']?(\d{1,7})", re.IGNORECASE)


def is_pipe_row(line: str) -> bool:
    """Whether a raw line is one row of a pipe table."""
    return _PIPE_ROW.match(line) is not None and not _RULE_WITHIN.search(line)


def bars_in(row: str) -> int:
    """How many bars part the cells of a row, those at its ends with them."""
    return len(_PIPE.findall(row))


def bar_runs(lines: Sequence[str]) -> dict[int, int]:
    """First and last line numbers (1-based) of runs of cells that bars part, with none at the head of the
    line: ``用途 | 单位 | 一级 |``, ``矿种 ｜ 计价单位 ｜ 基准价``.

    A run has three lines with the same number of bars, two or more; a page mark parts it.
    """
    counts = [0 if is_pipe_row(line) else len(_BAR.findall(line)) for line in lines]
    runs: dict[int, int] = {}
    above = 0  # bars of the run above, as far as a page mark is all between
    i = 0
    while i < len(lines):
        j = i
        while j + 1 < len(lines) and counts[j + 1] == counts[i]:
            j += 1
        if counts[i] > 1 and (j - i > 1 or counts[i] == above):
            runs[i + 1] = j + 1
            above = counts[i]
        elif any(line.strip() and not PAGE_MARK.match(line) for line in lines[i : j + 1]):
            above = 0
        i = j + 1
    return runs


def bar_grid(rows: list[tuple[int, Text]]) -> tuple[Grid, list[Edit]]:
    """The rows of a run of :func:`bar_runs`: a bar at one end of all of them is no edge of a further cell."""
    opened = all(_BAR.match(text.chars.strip()) for _, text in rows)
    closed = all(_BAR.match(text.chars.strip()[-1:]) for _, text in rows)
    edges = []
    for _, text in rows:
        bars = [m.start() for m in _BAR.finditer(text.chars)]
        edges.append([*([] if opened else [-1]), *bars, *([] if closed else [len(text)])])
    return _barred(rows, edges, {})


def pipe_grid(rows: list[tuple[int, Text]], rest: Mapping[int, tuple[int, ...]]) -> tuple[Grid, list[Edit]]:
    """The rows of a pipe table; bars and the rule below the header are dropped. ``rest`` are the further
    lines of the row on a line."""
    return _barred(rows, [_edges(text) for _, text in rows], rest)


def _edges(text: Text) -> list[int]:
    """The bars of a row, and the ends of its line where a cell stands there: ``| 早市 | 甲\\|``, whose last
    bar is of the cell, and a row whose first bar an editor took out."""
    bars = [m.start() for m in _PIPE.finditer(text.chars)]
    opened = bool(bars) and not text.chars[: bars[0]].strip()
    closed = bool(bars) and not text.chars[bars[-1] + 1 :].strip()
    return [*([] if opened else [-1]), *bars, *([] if closed else [len(text)])]


def words_in_pipes(rows: Sequence[tuple[int, Text]]) -> dict[int, tuple[Text, list[Edit]]]:
    """The rows of a pipe table that are none, by their index: a caption, the unit right below it or above all
    rows, a note or source below all rows; each with its words, and the bars that are dropped."""
    alone = [_only_cell(text) for _, text in rows]
    said = [words.chars if words is not None else "" for words in alone]
    found: dict[int, tuple[Text, list[Edit]]] = {}
    for i, words in enumerate(alone):
        last = i + 1 == len(said) or bool(_CAPTION_CELL.match(said[i + 1]))
        caption = _CAPTION_CELL.match(said[i])
        unit = _UNIT_CELL.match(said[i]) and (i == 0 or i - 1 in found)
        note = _NOTE_CELL.match(said[i]) and last and i > 0
        if words is not None and (caption or unit or note):
            text = rows[i][1]
            found[i] = words, [drop(text[m.start() : m.end()]) for m in _PIPE.finditer(text.chars)]
    return found


def _only_cell(text: Text) -> Text | None:
    """What the first of two or more cells holds, where the others hold nothing."""
    cells = [text[a + 1 : b].strip() for a, b in pairwise(_edges(text))]
    alone = len(cells) > 1 and bool(cells[0].chars) and not any(c.chars for c in cells[1:])
    return cells[0] if alone else None


def _barred(
    rows: list[tuple[int, Text]], edges: Sequence[list[int]], rest: Mapping[int, tuple[int, ...]]
) -> tuple[Grid, list[Edit]]:
    """The cells between the ``edges`` of each row, which are bars or the ends of the line."""
    edits: list[Edit] = []
    kept: list[Row] = []
    ruled = next((i for i, (_, t) in enumerate(rows) if _PIPE_RULE.match(t.chars)), 0)
    for i, (number, text) in enumerate(rows):
        if _PIPE_RULE.match(text.chars) and "-" in text.chars:
            edits.append(drop(text))
            continue
        edits += [drop(text[b : b + 1]) for b in edges[i] if 0 <= b < len(text)]
        cells = []
        for a, b in pairwise(edges[i]):
            cell, found = substitute(text[a + 1 : b].strip(), _ESCAPED, "")
            edits += found
            cells.append(Cell((cell,), header=i < ruled))
        kept.append(Row(number, tuple(cells), rest.get(number, ())))
    return Grid(tuple(kept), "pipe"), edits


def _lays_out(table: str, nested: int) -> bool:
    """Whether a table of few cells only lays out a page: whole texts, or further tables, stand in them."""
    paragraphs = len(re.findall(r"<p\b", table, re.IGNORECASE))
    return paragraphs >= 8 if nested == 0 else paragraphs >= 4


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
            cells = nested = 0
            for part in _TABLE_PART.finditer(raw, match.start()):
                if part[2].lower() == "table":
                    depth += -1 if part[1] else 1
                    nested += not part[1] and depth > 1
                cells += depth == 1 and not part[1] and part[2].lower() in ("td", "th")
                end = part.end()
                if depth == 0:
                    break
            if cells <= 6 and _lays_out(raw[match.start() : end], nested):
                position = match.end()
                continue
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
            span = {kind.lower(): max(1, int(value)) for kind, value in _SPAN.findall(part[3])}
    close()
    return Grid(tuple(Row(n, tuple(cells)) for n, cells in rows if cells), "html"), edits
