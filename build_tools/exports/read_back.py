"""The files of a table as other programs read them: CSV, XLSX and JSON → rows, and what these have to be."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO, StringIO
from zipfile import ZipFile

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import coordinate_to_tuple

from build_tools.exports.table_files import COLUMNS, ROWS, TOP, shortened
from build_tools.model.table import Table

Rows = list[list[str]]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPE = re.compile("_x([0-9A-F]{4})_")


def says(kind: str, data: object, table: Table) -> bool:
    """Whether a file of this kind, read back, is the table."""
    return isinstance(data, bytes) and data != b"" and _READERS[kind](data, table) == _WANTED[kind](table)


def _values(table: Table) -> Rows:
    """Header and body as they are written: a form has the names of its columns, which are not printed."""
    rows = [[slot.value for slot in row.slots] for row in table.all_rows()]
    return [list(table.columns), *rows] if table.form else rows


def _read_csv(data: bytes, table: Table) -> Rows:
    return list(csv.reader(StringIO(data.decode("utf-8-sig"), newline="")))


def _read_json(data: bytes, table: Table) -> Rows:
    record = json.loads(data)
    return [record["columns"], *record["rows"]]


def _read_xlsx(data: bytes, table: Table) -> Rows:
    """The table of the first sheet as a spreadsheet shows it: text, and numbers in their formats."""
    with ZipFile(BytesIO(data)) as parts:
        sheet, styles = (
            etree.fromstring(parts.read(f"xl/{part}.xml")) for part in ("worksheets/sheet1", "styles")
        )
    formats = _formats(styles)
    width = max(1, min(len(table.types), COLUMNS))
    rows = [[""] * width for _ in sheet.iter(f"{_MAIN}row")]
    for cell in sheet.iter(f"{_MAIN}c"):
        r, c = coordinate_to_tuple(cell.get("r"))
        figure = cell.findtext(f"{_MAIN}v")
        if figure is not None:
            rows[r - 1][c - 1] = _shown(figure, formats[int(cell.get("s", 0))])
        else:
            text = "".join(t.text or "" for t in cell.iter(f"{_MAIN}t"))
            rows[r - 1][c - 1] = _ESCAPE.sub(lambda m: chr(int(m[1], 16)), text)
    return rows[TOP:]


def _formats(styles: etree._Element) -> Sequence[str]:
    """The number format of each style of a workbook."""
    own = {int(f.get("numFmtId")): f.get("formatCode") for f in styles.iter(f"{_MAIN}numFmt")}
    used = [int(xf.get("numFmtId")) for xf in styles.find(f"{_MAIN}cellXfs")]
    return [own.get(n) or BUILTIN_FORMATS[n] for n in used]


def _shown(value: str, number_format: str) -> str:
    """A number in one of the formats that :func:`build_tools.exports.table_files.number_of` gives."""
    whole, _, rest = number_format.partition(".")
    percent = number_format.endswith("%")
    shown = float(value) * 100 if percent else float(value)
    return f"{shown:{',' * whole.startswith('#,')}.{rest.count('0')}f}{'%' * percent}"


_READERS: Mapping[str, Callable[[bytes, Table], Rows]] = {
    "csv": _read_csv,
    "xlsx": _read_xlsx,
    "json": _read_json,
}
_WANTED: Mapping[str, Callable[[Table], Rows]] = {
    "csv": _values,
    "xlsx": lambda table: [
        [shortened(value) for value in row[:COLUMNS]] for row in _values(table)[:ROWS]
    ],  # a sheet holds no more, and says so
    "json": lambda table: [
        list(table.columns),
        *([slot.value for slot in row.slots] for row in table.rows),
    ],
}
