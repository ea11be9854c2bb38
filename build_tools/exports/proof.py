"""The account of the table files: CSV, XLSX and JSON, read back, are the table of the model."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from io import BytesIO, StringIO
from zipfile import ZipFile

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.cell import coordinate_to_tuple

from build_tools.cache.hashes import hash_of
from build_tools.cache.spill import hash_in
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.names import table_id
from build_tools.exports.table_files import COLUMNS, ROWS, TOP, shortened
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus, Failed, Record
from build_tools.model.document import TableBlock
from build_tools.model.guard import wrong_sources
from build_tools.model.table import Table

Rows = list[list[str]]
Files = Mapping[str, str | bytes]

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPE = re.compile("_x([0-9A-F]{4})_")


def prove_files(corpus: Corpus, files: Files, store: Store = NOTHING_KEPT) -> dict[int, Failed]:
    """Every table of the corpus as its files among ``files`` (name below the data folder → content) say it.

    Returns the sources (by their index) with an error for each file that is missing or differs. What was
    found of the same tables and the same files is taken from ``store``.
    """
    listed = {row["id"]: row for row in json.loads(files["tables.json"])}

    def wrong(index: int) -> list[Note]:
        names = [table_id(r, b) for r in corpus.by_source[index] for b in _tables_of(r)]
        kinds = (f"tables/{name}.{kind}" for name in names for kind in _READERS)
        own = (hash_in(files, file) if file in files else "" for file in kinds)
        said = repr([(name, listed.get(name)) for name in names])
        inputs = hash_of(corpus.sources[index].key, said, *own)
        return store.result("proven-tables", inputs, partial(_wrong_in, index, corpus, files, listed))

    return wrong_sources(corpus, wrong)


def _wrong_in(index: int, corpus: Corpus, files: Files, listed: Mapping[str, object]) -> list[Note]:
    """The files of the tables of a source that are missing or differ."""
    return [
        note
        for record in corpus.by_source[index]
        for block in _tables_of(record)
        for note in _wrong_with(record, block, files, listed)
    ]


def _tables_of(record: Record) -> list[TableBlock]:
    return [block for block in record.document.blocks if isinstance(block, TableBlock)]


def _wrong_with(
    record: Record, block: TableBlock, files: Files, listed: Mapping[str, object]
) -> Iterator[Note]:
    """The files of one table that are missing or differ."""
    table = block.table.stated()  # what is struck out is in no file
    name = table_id(record, block)
    own = {kind: files.get(f"tables/{name}.{kind}", b"") for kind in _READERS}
    line = min((n for row in table.all_rows() for n in row.lines), default=1)
    for kind, data in own.items():
        said = _READERS[kind](data, table) if isinstance(data, bytes) and data else None
        if said != _WANTED[kind](table):
            yield Note(Code.LEDGER_FILE, line, line, f"{name}.{kind}")
    if own["json"] and listed.get(name) != json.loads(own["json"]):
        yield Note(Code.LEDGER_FILE, line, line, "tables.json", detail=name)


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
