"""Where tables stand among the raw lines, however they are written: HTML, tabs, columns, pipes.

A writing looks at the raw line ``number`` and takes the run of lines whose table begins there, or
None; ``WRITINGS`` is the order in which they are tried. A new writing of tables is one more of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from build_tools.language.phrases import PAGE_MARK
from build_tools.model.edits import glue
from build_tools.model.source import Source
from build_tools.model.table import Grid
from build_tools.model.text import Edit, Text
from build_tools.sources.furniture.web_fields import (
    barred_fields,
    field_runs,
    fields_by_blanks,
    glued_fields,
    grid_of_fields,
    is_meta_row,
    row_by_blanks,
)
from build_tools.sources.grids.bars_and_html import (
    HtmlTable,
    bar_grid,
    bar_runs,
    bars_in,
    html_grid,
    is_pipe_row,
    pipe_grid,
    words_in_pipes,
)
from build_tools.sources.grids.pdf_layout import LayoutRun, find_layouts, layout_grid
from build_tools.sources.grids.rows_in_line import rows_in
from build_tools.sources.grids.tab_rows import TabRun, tab_grid, tab_runs
from build_tools.sources.grids.word_columns import ColumnRun, column_grid, column_runs

Read = Callable[[int], Text]  # the text of a raw line, corrected


@dataclass(frozen=True)
class Printed:
    """A table as it stands in the raw text, and what is dropped of its writing."""

    number: int
    grid: Grid
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Beside:
    """Text in the same raw line as an HTML table, or in a row of a pipe table that is none; and the bars
    that are dropped there."""

    number: int
    text: Text
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True)
class Run:
    """Raw lines that hold a table: their parts in print order, and the number of the line below."""

    parts: tuple[Printed | Beside, ...]
    below: int


@dataclass(frozen=True)
class Tables:
    """Where the tables of a source begin, by line number."""

    source: Source
    html: dict[int, list[HtmlTable]]
    fields: dict[int, tuple[tuple[int, int | None], ...]]
    barred_fields: dict[int, int]
    blank_fields: dict[int, int]
    tabs: dict[int, TabRun]
    bars: dict[int, int]
    layouts: dict[int, LayoutRun]
    columns: dict[int, ColumnRun]


# In the place of a row of a pipe table where columns of bare words are looked for: | --- | --- | looks
# like a row of them, and this like none.
_NO_COLUMNS = "。" * 40


def find_tables(source: Source) -> Tables:
    """Look for every writing of tables but pipes, which each line tells by itself."""
    html: dict[int, list[HtmlTable]] = {}
    for table in HtmlTable.find_all(source.raw):
        html.setdefault(source.line_of(table.start), []).append(table)
    lines = [source.line(n) for n in range(1, len(source.starts) + 1)]
    fielded = [_NO_COLUMNS if is_meta_row(line) else line for line in lines]
    piped = [is_pipe_row(line) or bool(rows_in(line)) for line in fielded]
    bare = [
        _NO_COLUMNS if barred or line.strip().count("\t") > 1 else line
        for barred, line in zip(piped, fielded, strict=True)
    ]
    layouts = find_layouts(bare)
    apart = [_NO_COLUMNS if n in layouts.undecided else line for n, line in enumerate(bare)]
    fields, tabbed, barred = field_runs(lines), tab_runs(fielded), bar_runs(fielded)
    named = barred_fields(lines), {**glued_fields(lines), **fields_by_blanks(lines)}
    return Tables(source, html, fields, *named, tabbed, barred, layouts.runs, column_runs(apart))


def html(tables: Tables, number: int, read: Read) -> Run | None:
    """The HTML tables that begin on a line, and those that begin where the last of them ends."""
    source = tables.source
    begun = tables.html.get(number, [])
    if not begun:
        return None
    parts: list[Printed | Beside] = []
    start = source.starts[number - 1]
    while begun:
        for table in begun:
            parts.append(Beside(number, Text.of(source.raw[start : table.start], start)))
            grid, edits = html_grid(source, table)
            parts.append(Printed(number, grid, tuple(edits)))
            start = table.end
        end = source.line_of(start - 1)
        begun = tables.html.get(end, []) if end > number else []
        number = end
    rest = source.raw[start : source.starts[number - 1] + len(source.line(number))]
    if rest.strip():
        parts.append(Beside(number, Text.of(rest, start)))
    return Run(tuple(parts), number + 1)


def fields(tables: Tables, number: int, read: Read) -> Run | None:
    """The fields of a web page, a name or a value a line."""
    pairs = tables.fields.get(number)
    if pairs is None:
        return None
    texts = [(name, read(name), read(value) if value is not None else None) for name, value in pairs]
    below = max(value or name for name, value in pairs) + 1
    return Run((Printed(number, grid_of_fields(texts)),), below)


def fields_in_bars(tables: Tables, number: int, read: Read) -> Run | None:
    """The fields of a web page, bars between names and values."""
    if number not in tables.barred_fields:
        return None
    below = tables.barred_fields[number] + 1
    grid, edits = pipe_grid([(n, read(n)) for n in range(number, below)], {})
    return Run((Printed(number, grid, tuple(edits)),), below)


def fields_apart(tables: Tables, number: int, read: Read) -> Run | None:
    """The fields of a web page, blanks between names and values."""
    if number not in tables.blank_fields:
        return None
    below = tables.blank_fields[number] + 1
    grid = Grid(tuple(row_by_blanks(n, read(n)) for n in range(number, below)), "pipe")
    return Run((Printed(number, grid),), below)


def tabs(tables: Tables, number: int, read: Read) -> Run | None:
    """Lines whose cells tabs part."""
    run = tables.tabs.get(number)
    if run is None:
        return None
    below = run.last + 1
    return Run((Printed(number, tab_grid([(n, read(n)) for n in range(number, below)], run)),), below)


def layout(tables: Tables, number: int, read: Read) -> Run | None:
    """Lines whose columns are where the print has them."""
    run = tables.layouts.get(number)
    if run is None:
        return None
    texts = {n - 1: read(n) for n in range(run.first, run.last + 1)}
    return Run((Printed(run.first, layout_grid(texts, run)),), run.last + 1)


def columns(tables: Tables, number: int, read: Read) -> Run | None:
    """Lines that are columns of words."""
    run = tables.columns.get(number)
    if run is None:
        return None
    rows = [(n, read(n)) for n in range(run.first, run.last + 1)]
    return Run((Printed(run.first, column_grid(rows, run)),), run.last + 1)


_MOST_LINES = 6  # of a row that line breaks cut
_MOST_APART = 4  # lines between a row and the next over the turn of a page


def _broken(source: Source, number: int, rows: Sequence[tuple[int, Text]]) -> list[int]:
    """The lines of a row that a line break inside of a cell cut: it has the bars of a row above it, be it
    over the turn of a page."""
    if not source.line(number).lstrip().startswith("|"):
        return []
    above = [source.line(n) for n in range(max(1, number - _MOST_APART), number)]
    wanted = {bars_in(row) for row in above if is_pipe_row(row)} | {bars_in(text.chars) for _, text in rows}
    words, last = "", min(number + _MOST_LINES, len(source.starts) + 1)
    for n in range(number, last if wanted else number):
        line = source.line(n)
        if not line.strip() or (n > number and (line.lstrip().startswith("|") or PAGE_MARK.match(line))):
            break
        words += line
        if is_pipe_row(words):
            return list(range(number, n + 1)) if bars_in(words) in wanted else []
    return []


def pipes_in_line(tables: Tables, number: int, read: Read) -> Run | None:
    """The rows of pipe tables that stand in one raw line, and the words before and behind them."""
    text = read(number)
    parts: list[Printed | Beside] = []
    below = 0
    for table in rows_in(text.chars):
        parts.append(Beside(number, text[below : table.start]))
        rows = [(number, text[start:end]) for start, end in table.rows]
        parts += _with_words(rows, lambda held: pipe_grid(held, {}))
        below = table.end
    return Run((*parts, Beside(number, text[below:])), number + 1) if parts else None


def pipes(tables: Tables, number: int, read: Read) -> Run | None:
    """The rows of a pipe table."""
    rows: list[tuple[int, Text]] = []
    rest: dict[int, tuple[int, ...]] = {}
    below = number
    while below <= len(tables.source.starts):
        own = [below] if is_pipe_row(tables.source.line(below)) else _broken(tables.source, below, rows)
        if not own:
            break
        rows.append((below, glue([read(n) for n in own])))
        rest[below] = tuple(own[1:])
        below = own[-1] + 1
    if not any(text.chars.strip("| \t") for _, text in rows):
        return None
    return Run(_with_words(rows, lambda held: pipe_grid(held, rest)), below)


Grids = Callable[[list[tuple[int, Text]]], tuple[Grid, list[Edit]]]


def _with_words(rows: list[tuple[int, Text]], grid_of: Grids) -> tuple[Printed | Beside, ...]:
    """The tables that rows with bars hold, and captions, units and notes that stand in bars beside them."""
    words = words_in_pipes(rows)
    parts: list[Printed | Beside] = []
    for i, told in [*sorted(words.items()), (len(rows), None)]:
        held = rows[max((k + 1 for k in words if k < i), default=0) : i]
        if held:
            grid, edits = grid_of(held)
            parts.append(Printed(held[0][0], grid, tuple(edits)))
        if told is not None:
            parts.append(Beside(rows[i][0], told[0], tuple(told[1])))
    return tuple(parts)


def bars(tables: Tables, number: int, read: Read) -> Run | None:
    """Lines whose cells bars part, with none at the head of the line."""
    if number not in tables.bars:
        return None
    below = tables.bars[number] + 1
    return Run(_with_words([(n, read(n)) for n in range(number, below)], bar_grid), below)


Writing = Callable[[Tables, int, Read], Run | None]

WRITINGS: tuple[Writing, ...] = (
    html,
    fields,
    fields_in_bars,
    fields_apart,
    tabs,
    bars,
    layout,
    columns,
    pipes_in_line,
    pipes,
)

OF_IMPORTS: tuple[Writing, ...] = (html, tabs, layout, columns)
"""Those of a text that a reader wrote: a table is in tags, what an office set with tabs and blanks stands so;
bars are characters."""


def run_at(tables: Tables, number: int, read: Read, writings: Sequence[Writing]) -> Run | None:
    """The table that begins on a raw line: what the first of the writings takes there."""
    for writing in writings:
        run = writing(tables, number, read)
        if run is not None:
            return run
    return None
