"""One file of all tables."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

from build_tools.exports.all_tables import all_tables
from build_tools.exports.every import all_data
from support.conversion import SOURCES, converted


def test_it_holds_each_table_and_says_what_it_is() -> None:
    files = all_data(converted(*SOURCES))
    wanted = {n.removeprefix("tables/"): n for n in files if n.endswith((".csv", ".xlsx"))}
    with ZipFile(BytesIO(all_tables(files))) as archive:
        names = archive.namelist()
        assert names[0] == "目录.csv"
        assert set(names[1:]) == set(wanted)
        assert all(archive.read(name) == files[wanted[name]] for name in names[1:])
        listed = list(csv.reader(StringIO(archive.read("目录.csv").decode("utf-8-sig"), newline="")))
    assert [row[0] for row in listed[1:]] == [n.removesuffix(".csv") for n in names if n[-3:] == "csv"][1:]
    assert ["西藏自治区定点医疗机构信用评价指标"] * 2 in [[row[1], row[4]] for row in listed]


def test_the_same_bytes_twice() -> None:
    files = all_data(converted(*SOURCES))
    assert all_tables(files) == all_tables(files)


def test_without_tables_it_is_an_empty_list() -> None:
    with ZipFile(BytesIO(all_tables({"documents.json": "[]", "tables.json": "[]"}))) as archive:
        assert archive.namelist() == ["目录.csv"]
