"""What goes out comes back: every table through HTML, CSV and XLSX, cell for cell."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from lxml import html
from openpyxl import load_workbook

from build_tools.documents.names import table_id
from build_tools.exports.downloads import table_files
from build_tools.exports.every import all_data
from build_tools.exports.proof import prove_files
from build_tools.model.table import Table
from build_tools.pages.document import pages
from support.conversion import converted, corpus_of
from support.readings_of_tables import FILES, reading, tables_of
from support.rendering import article

each_file = pytest.mark.parametrize("path", [p for p in FILES if reading(p)], ids=lambda p: p.stem)
with_columns = [p for p in FILES if any(not table["form"] for table in reading(p))]


def solid(text: str) -> str:
    """Blanks are no part of a cell's text."""
    return re.sub(r"\s", "", text)


def rows_of(table: Table) -> list[list[str]]:
    """Header and body, every place filled."""
    return [[solid(slot.value) for slot in row.slots] for row in table.all_rows()]


def read_html(element: html.HtmlElement, width: int) -> list[list[str]]:
    """The cells of a built table, spans laid out over all that they cover."""
    lines: list[list[str]] = []
    pending: dict[tuple[int, int], str] = {}
    for r, row in enumerate(element.iter("tr")):
        line: list[str] = []
        for cell in row.iterchildren("td", "th"):
            while (r, len(line)) in pending:
                line.append(pending.pop((r, len(line))))
            text = solid(cell.text_content())
            wide, high = int(cell.get("colspan", 1)), int(cell.get("rowspan", 1))
            for below in range(1, high):
                for k in range(wide):
                    pending[(r + below, len(line) + k)] = text
            line += [text] * wide
        while (r, len(line)) in pending:
            line.append(pending.pop((r, len(line))))
        assert len(line) <= width
        lines.append(line)
    assert pending == {}
    return lines


@pytest.mark.parametrize("path", with_columns, ids=lambda p: p.stem)
def test_html(path: Path) -> None:
    corpus = converted(path)
    made = pages(corpus)
    # In a form a label runs over the place of a group that is not there.
    tables = [found for found in tables_of(path) if not found[2].form]
    assert tables
    for record, block, table in tables:
        root = html.fragment_fromstring(article(made[record.page]), create_parent="div")
        figure = next(e for e in root.iter("figure") if e.get("id") == block.anchor)
        element = next(figure.iter("table"))
        assert read_html(element, len(table.types)) == rows_of(table)


@each_file
def test_csv(path: Path) -> None:
    files, tables = table_files(converted(path)), tables_of(path)
    assert tables
    for record, block, table in tables:
        data = files[f"tables/{table_id(record, block)}.csv"]
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert [[solid(v) for v in row] for row in rows][-len(rows_of(table)) :] == rows_of(table)


def printed(value: object, number_format: str) -> str:
    """A cell as a spreadsheet shows it: numbers with the digits of their format."""
    if isinstance(value, int | float):
        decimals = len(number_format.partition(".")[2].rstrip('%"')) if "." in number_format else 0
        shown = value * 100 if number_format.endswith("%") else value
        grouped = "," if number_format.startswith("#,") else ""
        return f"{shown:{grouped}.{decimals}f}" + "%" * number_format.endswith("%")
    return solid(str(value or ""))


@each_file
def test_xlsx(path: Path) -> None:
    files, tables = table_files(converted(path)), tables_of(path)
    assert tables
    for record, block, table in tables:
        book = load_workbook(io.BytesIO(files[f"tables/{table_id(record, block)}.xlsx"]))
        rows = [[printed(c.value, c.number_format) for c in row] for row in book.worksheets[0].iter_rows()]
        assert rows[-len(rows_of(table)) :] == rows_of(table)


@each_file
def test_same_bytes_twice(path: Path) -> None:
    assert table_files(converted(path)) == table_files(converted(path))


def test_what_is_struck_out_of_a_cell_is_in_no_file_and_the_proof_agrees() -> None:
    corpus = corpus_of(
        "早市一览表\n\n<table><tr><td>名称</td><td>数量</td></tr>"
        "<tr><td>早市</td><td><s>12</s>13</td></tr></table>\n"
    )
    files = all_data(corpus)
    told = next(data for name, data in files.items() if name.endswith(".csv"))
    assert isinstance(told, bytes)
    assert "早市,13" in told.decode("utf-8-sig")
    assert prove_files(corpus, files) == {}
