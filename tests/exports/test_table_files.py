"""A table's files say what the table says: read back, each place is as it was printed."""

from __future__ import annotations

import csv
import json
import re
import time
from datetime import date, datetime, tzinfo
from io import BytesIO, StringIO
from zipfile import ZipFile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import Cell
from openpyxl.utils.escape import unescape

from build_tools.exports.table_files import TOP, csv_of, json_of, number_of, xlsx_of
from build_tools.model.table import Basis, Check, ColumnType, Slot, Table, TableRow

WHEN = date(2018, 4, 8)


def row(line: int, *values: str | Slot) -> TableRow:
    """A row of slots; a string is a slot that says just that."""
    return TableRow((line,), tuple(v if isinstance(v, Slot) else Slot(v, lines=(line,)) for v in values))


EMISSIONS = Table(
    title="“十三五”各地（市）污染物排放总量控制计划",
    header=(
        row(
            10,
            "地（市）",
            Slot("总量", lines=(10,), colspan=2),
            Slot("总量", basis=Basis.MERGE, covered=True),
        ),
        row(11, "地（市）", "化学需氧量", "氨氮"),
    ),
    rows=(
        row(12, "拉萨市", "1.160", "0.119"),
        row(13, "日喀则市", "1,631", "—"),
        row(
            14, Slot("那曲地区", lines=(15,), basis=Basis.SEMANTIC, readings=("那曲地区", "")), "12.50%", "-5"
        ),
        row(16, '=HYPERLINK("http://x")', "007", '一\n二，“三”,"四"'),
    ),
    types=(ColumnType.LABEL, ColumnType.NUMBER, ColumnType.NUMBER),
    unit="万吨",
    checks=(Check("sum", "各行之和", "2.0", "1.9", False), Check("rows", "行数", "4", "4", True)),
)


def values(table: Table) -> list[list[str]]:
    """What each place says."""
    return [[slot.value for slot in r.slots] for r in table.all_rows()]


def table_of(*rows: tuple[str, ...]) -> Table:
    """A table of the values, the first row its header."""
    made = tuple(row(i, *r) for i, r in enumerate(rows, 1))
    return Table("表", made[:1], made[1:], (ColumnType.TEXT,) * len(rows[0]))


def shown(cell: Cell) -> str:
    """What a spreadsheet shows in a cell: the number in its format, or the text."""
    if cell.data_type != "n" or cell.value is None:
        return unescape(str(cell.value or ""))
    shape = re.fullmatch(r"(#,##)?0(?:\.(0+))?(%?)", cell.number_format)
    assert shape, cell.number_format
    number = float(str(cell.value)) * (100 if shape[3] else 1)
    return f"{number:{',' if shape[1] else ''}.{len(shape[2] or '')}f}{shape[3]}"


def loaded(table: Table, name: str = "附件2") -> openpyxl.Workbook:
    """The workbook of a table, read back."""
    return openpyxl.load_workbook(BytesIO(xlsx_of(table, name, WHEN)))


def shown_rows(table: Table) -> list[list[str]]:
    """What the first sheet shows, place by place."""
    sheet = loaded(table).worksheets[0]
    lines = len(table.all_rows()) + table.form  # a form has a header of ours
    rows = sheet.iter_rows(min_row=1 + TOP, max_row=TOP + lines, max_col=len(table.types))
    return [[shown(cell) for cell in r if isinstance(cell, Cell)] for r in rows]


# CSV and JSON


def test_csv_reads_back() -> None:
    data = csv_of(EMISSIONS)
    assert data.startswith(b"\xef\xbb\xbf")
    text = data.decode("utf-8-sig")
    assert list(csv.reader(StringIO(text, newline=""), strict=True)) == values(EMISSIONS)
    assert text.startswith("地（市）,总量,总量\r\n地（市）,化学需氧量,氨氮\r\n拉萨市,1.160,0.119\r\n")
    assert '"一\n二，“三”,""四"""\r\n' in text


_RECTANGLES = st.integers(1, 4).flatmap(
    lambda n: st.lists(
        st.tuples(*[st.text(st.characters(exclude_categories=("Cs",)), max_size=8)] * n),
        min_size=1,
        max_size=5,
    )
)


@settings(deadline=None)
@given(_RECTANGLES)
def test_csv_reads_back_whatever_stands_there(rows: list[tuple[str, ...]]) -> None:
    text = csv_of(table_of(*rows)).decode("utf-8-sig")
    assert list(csv.reader(StringIO(text, newline=""))) == [list(r) for r in rows]


def test_json_keeps_order_and_chinese() -> None:
    record = {"title": "表<1>", "annex": None, "rows": [["拉萨市", "1.160"]]}
    text = json_of(record)
    assert json.loads(text) == record
    assert list(json.loads(text)) == list(record)
    assert "拉萨市" in text
    assert text.endswith("}\n")


# XLSX


def test_xlsx_shows_what_is_printed() -> None:
    assert shown_rows(EMISSIONS) == values(EMISSIONS)


@settings(deadline=None)
@given(_RECTANGLES)
def test_xlsx_shows_whatever_stands_there(rows: list[tuple[str, ...]]) -> None:
    assert shown_rows(table_of(*rows)) == [list(r) for r in rows]


@settings(deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_looks_as_printed(number: object) -> None:
    for printed in (f"{number:.4f}", f"{number:,.2f}", f"{number:.1f}%"):
        assert shown_rows(table_of(("数",), (printed,)))[1] == [printed]


@pytest.mark.parametrize(
    ("printed", "value", "shape"),
    [
        ("12", 12, "0"),
        ("1.160", 1.16, "0.000"),
        ("1,234", 1234, "#,##0"),
        ("12,345.60", 12345.6, "#,##0.00"),
        ("12.5%", 0.125, "0.0%"),
        ("-0.5", -0.5, "0.0"),
        ("0", 0, "0"),
    ],
)
def test_numbers(printed: str, value: float, shape: str) -> None:
    assert number_of(printed) == (value, shape)


@pytest.mark.parametrize(
    "printed",
    ["", "—", "007", "+5", "-0", "1,23", "1234,567", "１２", "12％", "≥95", "3分", "1e5", ".5", "5.", " 5"],
)
def test_no_numbers(printed: str) -> None:
    assert number_of(printed) is None
    assert shown_rows(table_of(("数",), (printed,)))[1] == [printed]


@pytest.mark.parametrize(
    "printed", ["540102199001011234", "1234567890.123456", "0.1234567890123456", "２", "٣", "1\n2"]
)
def test_too_precise_or_not_ascii(printed: str) -> None:
    assert number_of(printed) is None
    assert shown_rows(table_of(("数",), (printed,)))[1] == [printed]


@pytest.mark.parametrize("printed", ["=1+1", "=", "+86", "-无", "@x", "#N/A", '=cmd|"/c calc"!A0'])
def test_never_a_formula(printed: str) -> None:
    cell = loaded(table_of((printed,), (printed,))).worksheets[0]["A4"]
    assert (cell.data_type, cell.value) == ("s", printed)
    assert cell.quotePrefix == (not printed.startswith("#"))


def test_a_header_is_text() -> None:
    sheet = loaded(table_of(("年份", "2015"), ("拉萨市", "215"))).worksheets[0]
    assert [c.data_type for c in sheet[3]] == ["s", "s"]
    assert [c.data_type for c in sheet[4]] == ["s", "n"]
    assert sheet["A3"].font.bold
    assert not sheet["A4"].font.bold


def test_sheet_is_ready_for_filters() -> None:
    sheet = loaded(EMISSIONS).worksheets[0]
    assert sheet.title == "附件2"
    assert not sheet.merged_cells.ranges
    assert sheet.freeze_panes == "A5"
    assert sheet.auto_filter.ref == "A4:C8"
    assert all(8 <= sheet.column_dimensions[c].width <= 48 for c in "ABC")
    assert sheet["A5"].alignment.wrap_text


def test_the_sheet_says_what_it_is_and_is_set_as_a_table() -> None:
    about = (("所属文件", "云测市减排方案"), ("来源文件", "yunce.txt"))
    sheet = openpyxl.load_workbook(BytesIO(xlsx_of(EMISSIONS, "附件2", WHEN, about))).worksheets[0]
    assert sheet["A1"].value == EMISSIONS.title
    assert (
        sheet["A2"].value
        == "单位：万吨　所属文件：云测市减排方案　来源文件：yunce.txt　来源文本行：10–14、16"
    )
    assert {sheet[place].border.top.style for place in ("A3", "C8")} == {"thin"}
    assert {sheet[place].font.name for place in ("A1", "A3", "C8")} == {"宋体"}
    long = loaded(table_of(("文",), ("字" * 100,))).worksheets[0]
    assert long.row_dimensions[4].height > 4 * long.row_dimensions[3].height
    assert loaded(table_of(("文",), ("字" * 9_999,))).worksheets[0].row_dimensions[4].height == 409


def test_table_without_header_or_rows() -> None:
    bare = Table("", (), (row(1, "姓名", "张三"),), (ColumnType.LABEL, ColumnType.TEXT))
    sheet = loaded(bare).worksheets[0]
    assert sheet.auto_filter.ref is None
    assert sheet.freeze_panes is None
    assert shown_rows(bare) == [["姓名", "张三"]]
    types = (ColumnType.LABEL, ColumnType.LABEL, ColumnType.TEXT)
    form = Table("", (), (row(1, "", "姓名", "张三"),), types, form=True)
    assert shown_rows(form) == [["组", "项目", "填写内容"], ["", "姓名", "张三"]]
    assert shown_rows(table_of(("只有表头",))) == [["只有表头"]]


def test_notes_sheet() -> None:
    notes = [[c or "" for c in r] for r in loaded(EMISSIONS)["说明"].iter_rows(values_only=True)]
    by_head = {r[0]: r for r in notes if r[0]}
    assert by_head["标题"][1] == EMISSIONS.title
    assert by_head["计量单位"][1] == "万吨"
    assert by_head["原文行"][1] == "10–14、16"
    checks = [r[1:5] for r in notes if r[4] in ("是", "否")]
    assert checks == [["各行之和", "2.0", "1.9", "否"], ["行数", "4", "4", "是"]]
    inferred = notes[notes.index(by_head["推定的单元格"]) + 1 :]
    assert inferred[0][:3] == ["C3", "总量 / 氨氮", "总量"]
    assert inferred[1] == ["A7", "地（市）", "那曲地区", "依本行文意归属", "15"]
    doubtful = notes[notes.index(by_head["存疑的单元格"]) + 1 :]
    assert doubtful == [["A7", "地（市）", "那曲地区", "（空）", "15"]]


def test_plain_table_has_short_notes() -> None:
    heads = {c.value for c in loaded(table_of(("甲",), ("1",)))["说明"]["A"]}
    assert heads == {"标题", "计量单位", "原文行", "说明"}


@pytest.mark.parametrize("name", ["", "a/b:c*d", "长" * 40, "说明", "History", "'x'", "附件2"])
def test_any_sheet_name(name: str) -> None:
    first, second = loaded(EMISSIONS, name).sheetnames
    assert 1 <= len(first) <= 31
    assert second == "说明"


def test_a_cell_too_long_for_xlsx_says_so() -> None:
    long = "字" * 40_000
    assert long in csv_of(table_of(("文",), (long,))).decode("utf-8-sig")
    cell = loaded(table_of(("文",), (long,))).worksheets[0]["A4"].value
    assert isinstance(cell, str)
    assert len(cell) == 32_767
    assert cell.endswith("全文见CSV）")


class Later(datetime):
    """A clock that stands in another year."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Later:
        return cls(2031, 1, 1, tzinfo=tz)


def test_same_bytes_whatever_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    first = xlsx_of(EMISSIONS, "附件2", WHEN)
    later = time.time() + 10**8
    monkeypatch.setattr(time, "time", lambda: later)
    monkeypatch.setattr("openpyxl.packaging.core.datetime.datetime", Later)
    assert xlsx_of(EMISSIONS, "附件2", WHEN) == first
    assert xlsx_of(EMISSIONS, "附件2", date(2018, 4, 9)) != first
    with ZipFile(BytesIO(first)) as archive:
        assert {e.date_time for e in archive.infolist()} == {(2018, 4, 8, 0, 0, 0)}
        dates = re.findall(rb"\d{4}-\d\d-\d\dT[\d:]+Z?", archive.read("docProps/core.xml"))
    assert set(dates) == {b"2018-04-08T00:00:00Z"}


def test_a_date_before_zip_files() -> None:
    with ZipFile(BytesIO(xlsx_of(EMISSIONS, "表", date(1954, 9, 20)))) as archive:
        assert archive.infolist()[0].date_time == (1980, 1, 1, 0, 0, 0)
        assert b"1954-09-20" in archive.read("docProps/core.xml")
