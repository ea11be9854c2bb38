"""A rebuilt table as a file that other programs open: CSV, XLSX, JSON. Nothing is written to disk."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import islice
from unicodedata import east_asian_width
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from build_tools.language.days import storable
from build_tools.language.signs import visible
from build_tools.model.table import Basis, Check, Slot, Table, TableRow

NOTES_SHEET = "说明"

_BASIS = {
    Basis.MERGE: "合并单元格，按其唯一印文补足",
    Basis.SHIFT: "原行左右错位，已移回本列",
    Basis.SPLIT: "数个名称印在同一格，已分开",
    Basis.WRAP: "名称在格内折行，已接合",
    Basis.PAGE: "名称或本行其余部分印在前页或后页",
    Basis.SEMANTIC: "依本行文意归属",
    Basis.CORRECTION: "编者校勘",
}

_FACE = "宋体"
_PLAIN, _BOLD, _TITLE = (
    Font(name=_FACE, size=11),
    Font(name=_FACE, size=11, bold=True),
    Font(name=_FACE, size=14, bold=True),
)
_SIDE = Side(style="thin", color="FF808080")
_LINE = Border(_SIDE, _SIDE, _SIDE, _SIDE)
_LEADING, _HIGHEST = 15, 409
"""Points of a line of text, and the most that a row may have."""
_HEAD = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WORDS = Alignment(vertical="top", wrap_text=True)
_FIGURE = Alignment(vertical="top")

_NARROW, _WIDE = 8, 48
"""The least and greatest width of a column, in digits."""

_LONGEST = 32_767
"""XLSX holds no more characters in a cell."""

TOP = 2
"""So many rows of a sheet stand above the table: its title; its unit and source."""

COLUMNS, ROWS = 16_384, 1_048_576 - TOP
"""A sheet of XLSX holds no more of a table."""

_CUT = f"……（本格超过{_LONGEST}字，此处截断，全文见CSV）"

_FIGURES = re.compile(r"-?(?P<whole>\d{1,3}(?:,\d{3})+|0|[1-9]\d*)(?:\.(?P<decimals>\d+))?(?P<percent>%?)")
_PRECISE = 15
"""Spreadsheets keep no more digits of a number."""

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ACTIVE = ("=", "+", "-", "@")


def csv_of(table: Table) -> bytes:
    """The table as CSV (RFC 4180): UTF-8 with BOM, CRLF, a field is quoted only where it must be.

    All header rows and all body rows in print order, every merged cell filled: reading the file
    back gives the value of each slot, character by character.
    """
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(
        [slot.value for slot in row.slots] for row in _headed(table).all_rows()
    )
    return out.getvalue().encode("utf-8-sig")


def json_of(record: Mapping[str, object]) -> str:
    """One record as readable JSON: keys in their order, Chinese unescaped, a line end at the end."""
    return json.dumps(record, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def xlsx_of(table: Table, name: str, when: date, about: Sequence[tuple[str, str]] = ()) -> bytes:
    """The table as a workbook: the sheet ``name`` with title, unit, source and every place filled, and 说明.

    A place is a number only where its number format shows it exactly as printed (``1.160`` stays
    ``1.160``); everything else is text, never a formula. No cell is merged, so that filters and
    pivot tables work; the header rows are frozen. What a sheet cannot hold is left out, and 说明 says so.
    Same input, same bytes: all dates are ``when``.
    """
    book = Workbook()
    book.properties.creator = "gazette"
    book.properties.title = _escaped(table.title) or None
    book.properties.created = book.properties.modified = datetime(when.year, when.month, when.day)
    sheet = book.worksheets[0]
    sheet.title = _sheet_name(name)
    _fill_top(sheet, table, about)
    _fill_table(sheet, _headed(table))
    _fill_notes(book.create_sheet(NOTES_SHEET), table, about)
    return _zipped(book, when)


def _headed(table: Table) -> Table:
    """A form with the names of its columns, which the print does not have."""
    if not table.form:
        return table
    names = TableRow((), tuple(Slot(name) for name in table.columns))
    return replace(table, header=(names,), form=False)


def _sheet_name(name: str) -> str:
    """A name that spreadsheets accept, and not that of the second sheet."""
    clean = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", visible(name))[:31].strip(" '")
    return clean if clean and clean.lower() != "history" and clean != NOTES_SHEET else "表"


def _fill_top(sheet: Worksheet, table: Table, about: Sequence[tuple[str, str]]) -> None:
    """Above the table what it is called, in what it is measured and where it stands."""
    unit = [("单位", table.unit)] if table.unit else []
    lines = _ranges(n for row in table.all_rows() for n in row.lines)
    told = [*unit, *about, *([("来源文本行", lines)] if lines else [])]
    said = "　".join(f"{name}：{value}" for name, value in told)
    for r, (words, font) in enumerate(((table.title, _TITLE), (said, _PLAIN)), 1):
        if words:
            _write_text(_cell(sheet, r, 1), words)
        _cell(sheet, r, 1).font = font
        sheet.row_dimensions[r].height = _LEADING + 9 * (font is _TITLE)


def _fill_table(sheet: Worksheet, table: Table) -> None:
    head = TOP + len(table.header)
    widths = list(islice(_widths(table), COLUMNS))
    for r, row in enumerate(table.all_rows()[:ROWS], TOP + 1):
        for c, slot in enumerate(row.slots[:COLUMNS], 1):
            _write(_cell(sheet, r, c), slot.value, header=r <= head)
        lines = max((_lines(s.value, w) for s, w in zip(row.slots, widths, strict=False)), default=1)
        sheet.row_dimensions[r].height = min(lines * _LEADING + 3, _HIGHEST)
    for c, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(c)].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if table.header and table.rows:
        last = f"{get_column_letter(min(len(table.types), COLUMNS))}{min(head + len(table.rows), TOP + ROWS)}"
        sheet.freeze_panes = f"A{head + 1}"
        sheet.auto_filter.ref = f"A{head}:{last}"
        sheet.print_title_rows = f"{TOP + 1}:{head}"


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell), "no cell is merged"
    return cell


def _write(cell: Cell, value: str, header: bool = False) -> None:
    """Put a printed value into a cell, so that it shows there as it was printed."""
    figure = None if header else number_of(value)
    if figure is not None:
        cell.value, cell.number_format = figure
        cell.alignment = _FIGURE
    elif value:
        _write_text(cell, value)
        cell.alignment = _HEAD if header else _WORDS
    cell.font = _BOLD if header else _PLAIN
    cell.border = _LINE


def _lines(value: str, width: int) -> int:
    """How many lines a value takes in a column of so many digits."""
    return sum(max(1, -(-_width(part) // (width - 1))) for part in value.split("\n"))


def shortened(value: str) -> str:
    """As much of a value as a cell of a workbook can hold, and that there is more."""
    return value if len(value) <= _LONGEST else value[: _LONGEST - len(_CUT)] + _CUT


def _write_text(cell: Cell, value: str) -> None:
    text = shortened(value)
    cell.value = _escaped(text)
    cell.data_type = "s"  # openpyxl takes a leading = for a formula
    if text.startswith(_ACTIVE):
        cell.quotePrefix = True  # and so would a spreadsheet, once someone edits the cell


def _escaped(text: str) -> str:
    """The text with what XML cannot hold written as XLSX does: ``_x000B_``."""
    return _UNSAFE.sub(lambda m: f"_x{ord(m[0]):04X}_", text)


def number_of(printed: str) -> tuple[int | float, str] | None:
    """The value and number format that show a printed number exactly, or None where none does.

    ``1.160`` is 1.16 with ``0.000``, ``1,234`` 1234 with ``#,##0``, ``12.5%`` 0.125 with ``0.0%``.
    Leading zeros, full-width digits and more than 15 digits are no numbers here.
    """
    match = _FIGURES.fullmatch(printed)
    if not match or not printed.isascii() or sum(c.isdigit() for c in printed) > _PRECISE:
        return None
    comma, percent = "," in printed, match["percent"]
    decimals = len(match["decimals"] or "")
    exact = Decimal(printed.replace(",", "").rstrip("%"))
    value = float(exact / 100 if percent else exact)
    if format(value, f"{',' * comma}.{decimals}{percent or 'f'}") != printed or (
        not value and printed.startswith("-")
    ):
        return None
    shape = ("#,##0" if comma else "0") + ("." + "0" * decimals if decimals else "") + percent
    return (int(value) if value.is_integer() else value), shape


def _widths(table: Table) -> Iterator[int]:
    """The width of each column, wide enough for the short cells; long ones wrap."""
    for column in zip(*([slot.value for slot in row.slots] for row in table.all_rows()), strict=True):
        longest = max(_width(part) for value in column for part in value.split("\n"))
        yield min(max(longest + 3, _NARROW), _WIDE)  # room for the filter's button


def _width(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)


def _fill_notes(sheet: Worksheet, table: Table, about: Sequence[tuple[str, str]]) -> None:
    """The sheet 说明: what the table is, its checks, and every place that is not plain print."""
    for r, row in enumerate([*about, *_notes(table)], 1):
        for c, value in enumerate(row, 1):
            cell = _cell(sheet, r, c)
            _write_text(cell, value)
            cell.alignment = _WORDS
            if row in _HEADS or (c == 1 and len(row) == 2):
                cell.font = _BOLD
    for letter, width in zip("ABCDE", (16, 28, 40, 40, 16), strict=True):
        sheet.column_dimensions[letter].width = width


_CHECKS = ("自检", "项目", "所印", "算得", "是否相符")
_INFERRED = ("推定的单元格", "所在列", "内容", "依据", "原文行")
_DOUBTFUL = ("存疑的单元格", "所在列", "表中所取", "其他读法", "原文行")
_HEADS = (_CHECKS, _INFERRED, _DOUBTFUL)


def _notes(table: Table) -> Iterator[tuple[str, ...]]:
    yield ("标题", table.title or "（无）")
    yield ("计量单位", table.unit or "（未另印，见列名）")
    yield ("原文行", _ranges(n for row in table.all_rows() for n in row.lines) or "（无）")
    size = (len(table.all_rows()), len(table.types))
    if size[0] > ROWS or size[1] > COLUMNS:
        yield ("未列全", f"本表{size[0]}行{size[1]}列，工作表只列得下{ROWS}行{COLUMNS}列，全表见CSV")
    yield ("说明", "本表由公报文本重建，以公报所印为准；合并的单元格已逐格补足。")
    if table.checks:
        yield ()
        yield _CHECKS
        yield from (("", c.label, c.expected, c.actual, _agrees(c)) for c in table.checks)
    for heads, rows in ((_INFERRED, _inferred(table)), (_DOUBTFUL, _doubtful(table))):
        listed = tuple(rows)
        if listed:
            yield ()
            yield heads
            yield from listed


def _agrees(check: Check) -> str:
    return "否" if not check.ok else "四舍五入后相符" if check.rounded else "是"


def _inferred(table: Table) -> Iterator[tuple[str, ...]]:
    for place, name, row, c in _places(table):
        slot = row.slots[c]
        if slot.basis is not None:
            yield place, name, slot.value, _BASIS[slot.basis], _ranges(slot.lines or row.lines)


def _doubtful(table: Table) -> Iterator[tuple[str, ...]]:
    for place, name, row, c in _places(table):
        slot = row.slots[c]
        if slot.readings:
            others = "；".join(r or "（空）" for r in slot.readings if r != slot.value)
            yield place, name, slot.value, others, _ranges(slot.lines or row.lines)


def _places(table: Table) -> Iterator[tuple[str, str, TableRow, int]]:
    """Each place with its address in the first sheet and the name of its column."""
    names = table.columns
    for r, row in enumerate(table.all_rows()[:ROWS], TOP + 1):
        for c in range(min(len(row.slots), COLUMNS)):
            yield f"{get_column_letter(c + 1)}{r}", names[c], row, c


def _ranges(numbers: Iterable[int]) -> str:
    """Line numbers in order, runs joined: ``361–363、378``."""
    runs: list[list[int]] = []
    for n in sorted(set(numbers)):
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return "、".join(f"{a}–{b}" if a < b else str(a) for a, b in runs)


def _zipped(book: Workbook, when: date) -> bytes:
    """The workbook's parts in their order, every entry dated ``when``."""
    draft, final = BytesIO(), BytesIO()
    # Workbook.save would write the present time into the properties.
    ExcelWriter(book, ZipFile(draft, "w")).save()
    stamp = storable(when).timetuple()[:3]
    with ZipFile(draft) as parts, ZipFile(final, "w") as archive:
        for part in parts.namelist():
            entry = ZipInfo(part, (*stamp, 0, 0, 0))
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, parts.read(part), compresslevel=9)
    return final.getvalue()
