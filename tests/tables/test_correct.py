"""An editor's ``[[cell]]`` corrections of tables: applied and noted, or stale, or refused as malformed."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus
from build_tools.model.document import tables_in
from build_tools.model.table import Basis, Table
from build_tools.site.proof import built, prove_html
from support.conversion import convert_text, ledger_notes
from support.rendering import write_pages

TABLE = """早市评分表

| 类别 | 项目 | 分值 | 备注 |
|---|---|---|---|
| 卫生 | 地面 | 5 | 每日 |
| | 水池 | 6 | |
| | 摊位 | 7 | |
| 秩序 | 车辆 | 8 | 每周 |
"""
ONE_LINE = (
    "早市评分表\n\n<table><tr><td>项目</td><td>分值</td></tr><tr><td>地面</td><td>5</td></tr>"
    "<tr><td>水池</td><td>6</td></tr></table>\n"
)


def cell(row: str, column: str, was: str, now: str, table: str = "早市评分表") -> str:
    """One ``[[cell]]``; ``row``, ``column``, ``was`` and ``now`` as they are written in TOML."""
    return (
        f'[[cell]]\ntable = "{table}"\nrow = {row}\ncolumn = {column}\nwas = {was}\nnow = {now}\n'
        'why = "据纸质公报"\n'
    )


def join(rows: str, columns: str, was: str, now: str, table: str = "早市评分表") -> str:
    """One ``[[cell]]`` that makes several cells one."""
    return (
        f'[[cell]]\ntable = "{table}"\nrows = {rows}\ncolumns = {columns}\nwas = {was}\nnow = {now}\n'
        'why = "据纸质公报"\n'
    )


def corrected(folder: Path, toml: str, text: str = TABLE) -> Corpus:
    """The corpus of a text with a sidecar."""
    (folder / "input.toml").write_text(toml, encoding="utf-8")
    return convert_text(text, folder)


def the_table(corpus: Corpus) -> Table:
    """The only table of a corpus."""
    (table,) = (table for r in corpus.records for table in tables_in(r.document.blocks))
    return table


def values(corpus: Corpus) -> list[list[str]]:
    """What stands in the rows of the only table."""
    return [[slot.value for slot in row.slots] for row in the_table(corpus).rows]


def of_code(corpus: Corpus, code: Code) -> list[Note]:
    """The notes of one code."""
    return [n for n in corpus.notes[0] if n.code is code]


def errors(corpus: Corpus) -> list[Note]:
    """Whatever must stop the build."""
    return [n for n in corpus.notes[0] if n.code.severity == "error"]


PLAIN = [
    ["卫生", "地面", "5", "每日"],
    ["卫生", "水池", "6", ""],
    ["卫生", "摊位", "7", ""],
    ["秩序", "车辆", "8", "每周"],
]


def changed(places: dict[tuple[int, int], str]) -> list[list[str]]:
    """The rows of ``TABLE`` but for some places (row and column from 1)."""
    rows = [list(row) for row in PLAIN]
    for (r, c), value in places.items():
        rows[r - 1][c - 1] = value
    return rows


APPLIED = {
    "a cell": (cell("5", '"项目"', '"地面"', '"路面"'), {(1, 2): "路面"}),
    "a cell by the number of its column": (cell("5", "2", '"地面"', '"路面"'), {(1, 2): "路面"}),
    "a cell by the anchor of its row": (cell('"row-4"', '"项目"', '"车辆"', '"车位"'), {(4, 2): "车位"}),
    "a shorter text": (cell("8", '"备注"', '"每周"', '"周"'), {(4, 4): "周"}),
    "a longer text": (cell("8", '"备注"', '"每周"', '"每周一和周五"'), {(4, 4): "每周一和周五"}),
    "a text where nothing is printed": (cell("6", '"备注"', '""', '"每日"'), {(2, 4): "每日"}),
    "a text taken out": (cell("5", '"备注"', '"每日"', '""'), {(1, 4): ""}),
    "blanks do not count": (cell("5", '" 项 目 "', '"地 面"', '"路面"'), {(1, 2): "路面"}),
    "the last row of a filled label": (cell("7", '"类别"', '"卫生"', '"秩序"'), {(3, 1): "秩序"}),
    "the middle row of a filled label": (cell("6", '"类别"', '"卫生"', '"秩序"'), {(2, 1): "秩序"}),
    "the printed row of a filled label": (cell("5", '"类别"', '"卫生"', '"环境"'), {(1, 1): "环境"}),
    "a label over its rows": (cell("[7, 8]", '"类别"', '"卫生"', '"秩序"'), {(3, 1): "秩序"}),
    "a label over rows by their anchors": (
        cell('["row-3", "row-4"]', '"类别"', '"卫生"', '"秩序"'),
        {(3, 1): "秩序"},
    ),
    "a whole row": (
        cell("8", '"*"', '["秩序", "车辆", "8", "每周"]', '["秩序", "每周", "8", "车辆"]'),
        {(4, 2): "每周", (4, 4): "车辆"},
    ),
    "a cell of a table that is named by a line": (
        cell("5", '"项目"', '"地面"', '"路面"', "第3行"),
        {(1, 2): "路面"},
    ),
    "cells beside each other": (
        join("[5, 5]", '["项目", "分值"]', '["地面", "5"]', '"地面5"'),
        {(1, 2): "地面5", (1, 3): "地面5"},
    ),
    "cells beside and below each other": (
        join("[6, 7]", '["分值", "备注"]', '["6", "", "7", ""]', '"67"'),
        {(2, 3): "67", (2, 4): "67", (3, 3): "67", (3, 4): "67"},
    ),
    "empty cells": (
        join("[6, 7]", '["备注", "备注"]', '["", ""]', '"每周"'),
        {(2, 4): "每周", (3, 4): "每周"},
    ),
    "a label over all its rows, and what is beside it": (
        join(
            '["row-1", "row-3"]',
            "[1, 2]",
            '["卫生", "地面", "卫生", "水池", "卫生", "摊位"]',
            '"卫生地面水池摊位"',
        ),
        {(r, c): "卫生地面水池摊位" for r in (1, 2, 3) for c in (1, 2)},
    ),
    "two cells of a row": (
        cell("8", '"项目"', '"车辆"', '"停放车辆"') + cell("8", '"备注"', '"每周"', '"每周两次"'),
        {(4, 2): "停放车辆", (4, 4): "每周两次"},
    ),
}


@pytest.mark.parametrize("name", APPLIED)
def test_applied(name: str, tmp_path: Path) -> None:
    toml, places = APPLIED[name]
    corpus = corrected(tmp_path, toml)
    assert values(corpus) == changed(places)
    assert errors(corpus) == ledger_notes(corpus) == []
    assert len(of_code(corpus, Code.CORRECTION)) == toml.count("[[cell]]")
    for r, c in places:
        slot = the_table(corpus).rows[r - 1].slots[c - 1]
        assert slot.basis is Basis.CORRECTION or slot.covered


@pytest.mark.parametrize("name", APPLIED)
def test_every_row_keeps_whole_spans(name: str, tmp_path: Path) -> None:
    """A place is covered exactly where a span above or left of it reaches."""
    rows = the_table(corrected(tmp_path, APPLIED[name][0])).rows
    reached = {
        (r + i, c + k)
        for r, row in enumerate(rows)
        for c, slot in enumerate(row.slots)
        if not slot.covered
        for i in range(slot.rowspan)
        for k in range(slot.colspan)
        if (i, k) != (0, 0)
    }
    assert {(r, c) for r, row in enumerate(rows) for c, s in enumerate(row.slots) if s.covered} == reached


@pytest.mark.parametrize("name", APPLIED)
def test_the_page_says_the_same(name: str, tmp_path: Path) -> None:
    corpus = corrected(tmp_path, APPLIED[name][0])
    write_pages(corpus, tmp_path / "site")
    assert prove_html(corpus, built(tmp_path / "site")) == {}


def test_the_note_says_what_was_changed(tmp_path: Path) -> None:
    corpus = corrected(tmp_path, cell("5", '"项目"', '"地面"', '"路面"'))
    (note,) = of_code(corpus, Code.CORRECTION)
    assert (note.first_line, note.last_line, note.was, note.now) == (5, 5, "地面", "路面")
    assert note.detail == "《早市评分表》的“项目”。据纸质公报"
    assert [(e.was, e.now) for e in note.edits] == [("地面", "路面")]


def test_a_filled_label_changes_nothing_that_is_printed(tmp_path: Path) -> None:
    corpus = corrected(tmp_path, cell("7", '"类别"', '"卫生"', '"秩序"'))
    (note,) = of_code(corpus, Code.CORRECTION)
    assert note.edits == ()


def test_a_label_over_rows_is_one_cell(tmp_path: Path) -> None:
    rows = the_table(corrected(tmp_path, cell("[7, 8]", '"类别"', '"卫生"', '"秩序"'))).rows
    assert [(r.slots[0].rowspan, r.slots[0].covered) for r in rows] == [
        (2, False),
        (1, True),
        (2, False),
        (1, True),
    ]
    assert "".join(t.chars for t in rows[2].slots[0].texts) == "秩序"


def test_the_same_words_in_cells_that_are_one_are_shown_once(tmp_path: Path) -> None:
    text = TABLE.replace("| 秩序 | 车辆 |", "| 秩序 | 秩序 |")
    corpus = corrected(tmp_path, join("[8, 8]", "[1, 2]", '["秩序", "秩序"]', '"秩序"'), text)
    row = the_table(corpus).rows[3]
    assert errors(corpus) == ledger_notes(corpus) == []
    assert (row.slots[0].colspan, row.slots[1].covered) == (2, True)
    (note,) = of_code(corpus, Code.CORRECTION)
    assert [(e.was, e.now) for e in note.edits] == [("秩序", "")]
    assert note.detail == "《早市评分表》的“第1列至第2列”。据纸质公报"


def test_a_table_without_a_caption_is_named_by_its_line(tmp_path: Path) -> None:
    table = "| 项目 | 分值 |\n|---|---|\n| 地面 | 5 |\n"
    text = f"早市应当按时开市。\n\n{table}\n早市应当按时收市。\n\n{table}"
    corpus = corrected(tmp_path, cell('"row-1"', '"分值"', '"5"', '"6"', "第11行"), text)
    assert errors(corpus) == []
    tables = [t for r in corpus.records for t in tables_in(r.document.blocks)]
    assert [t.rows[0].slots[1].value for t in tables] == ["5", "6"]


def test_the_checks_reckon_with_the_corrected_number(tmp_path: Path) -> None:
    text = "早市投资表\n\n| 县区 | 投资 |\n|---|---|\n| 白河县 | 120 |\n| 青江区 | 85 |\n| 合计 | 206 |\n"
    corpus = corrected(tmp_path, cell("6", '"投资"', '"85"', '"86"', "早市投资表"), text)
    assert of_code(corpus, Code.TABLE_CHECK) == []


def test_a_doubt_is_settled(tmp_path: Path) -> None:
    text = (
        "早市指标表\n\n| 项目 | 分值 | 属性 |\n|---|---|---|\n"
        "| 地面 | 5 | 约束性 |\n| 水池 | 6 | |\n| 摊位 | 7 | 预期性 |\n"
    )
    corpus = corrected(tmp_path, cell("6", '"属性"', '"约束性"', '"约束性"', "早市指标表"), text)
    assert of_code(corpus, Code.TABLE_DOUBT) == errors(corpus) == []
    assert the_table(corpus).rows[1].slots[2].readings == ()


def test_a_doubt_that_stands_settles_its_own_cells_alone(tmp_path: Path) -> None:
    text = (
        "早市指标表\n\n| 项目 | 属性 | 属性 | 分值 |\n|---|---|---|---|\n"
        "| 地面 | 约束性 | 每日 | 5 |\n| 水池 | | 每周 | 6 |\n| 摊位 | 预期性 | | 7 |\n"
    )
    accept = '[[accept]]\ncode = "table-doubt"\nline = 6\nwhy = "据纸质公报"\n'
    corpus = corrected(tmp_path, accept, text)
    rows = the_table(corpus).rows
    assert (rows[1].slots[1].readings, rows[2].slots[2].readings) == ((), ("每周", ""))
    assert [bool(n.accepted) for n in of_code(corpus, Code.TABLE_DOUBT)] == [True, False]


def test_a_doubt_of_a_column_settles_no_other_of_its_name(tmp_path: Path) -> None:
    text = (
        "早市指标表\n\n| 项目 | 属性 | 属性 | 分值 |\n|---|---|---|---|\n"
        "| 地面 | 约束性 | 每日 | 5 |\n| 水池 | | 每周 | 6 |\n| 摊位 | | | 7 |\n"
        "| 货车 | 预期性 | 每月 | 8 |\n"
    )
    accept = '[[accept]]\ncode = "table-doubt"\nline = 6\nwhy = "据纸质公报"\n'
    rows = the_table(corrected(tmp_path, accept, text)).rows
    assert [row.slots[1].readings for row in rows[1:3]] == [(), ()]
    assert rows[2].slots[2].readings == ("每周", "")


@pytest.mark.parametrize(
    ("row", "places"),
    [('"row-1"', [["路面", "5"], ["水池", "6"]]), ('"row-2"', [["地面", "5"], ["路面", "6"]])],
)
def test_an_html_table_on_one_line(row: str, places: list[list[str]], tmp_path: Path) -> None:
    was = '"地面"' if row == '"row-1"' else '"水池"'
    corpus = corrected(tmp_path, cell(row, '"项目"', was, '"路面"'), ONE_LINE)
    assert values(corpus) == places
    assert errors(corpus) == []


def test_a_form(tmp_path: Path) -> None:
    text = "早市摊位申请表\n\n| | |\n|---|---|\n| 摊位好 | |\n| 经营品种 | |\n"
    corpus = corrected(tmp_path, cell("5", '"项目"', '"摊位好"', '"摊位号"', "早市摊位申请表"), text)
    assert the_table(corpus).form
    assert values(corpus)[0] == ["", "摊位号", ""]
    assert errors(corpus) == []


STALE = {
    "another text stands there": cell("5", '"项目"', '"水池"', '"路面"'),
    "another filled label stands there": cell("7", '"类别"', '"秩序"', '"卫生"'),
    "a table that does not stand on that line": cell("5", '"项目"', '"地面"', '"路面"', "第9行"),
    "another text stands in a cell to join": join("[5, 5]", "[2, 3]", '["水池", "5"]', '"水池5"'),
    "too few cells to join": join("[5, 6]", "[2, 3]", '["地面", "5"]', '"地面5"'),
    "a join that changes a print": join("[5, 5]", "[2, 3]", '["地面", "5"]', '"路面5"'),
    "a join that leaves a print out": join("[5, 5]", "[2, 3]", '["地面", "5"]', '"地面"'),
    "a join that turns the print": join("[5, 5]", "[2, 3]", '["地面", "5"]', '"5地面"'),
    "a join that cuts a label": join(
        "[5, 6]", "[1, 2]", '["卫生", "地面", "卫生", "水池"]', '"卫生地面水池"'
    ),
    "the last column before the first": join("[5, 5]", "[3, 2]", '["5", "地面"]', '"5地面"'),
    "no such column": cell("5", '"方位"', '"地面"', '"路面"'),
    "no such number of a column": cell("5", "5", '"地面"', '"路面"'),
    "no such table": cell("5", '"项目"', '"地面"', '"路面"', "夜市评分表"),
    "no such line": cell("99", '"项目"', '"地面"', '"路面"'),
    "a line that is no row": cell("4", '"项目"', '"地面"', '"路面"'),
    "no such anchor": cell('"row-5"', '"项目"', '"车辆"', '"车位"'),
    "the last row before the first": cell("[8, 7]", '"类别"', '"秩序"', '"卫生"'),
    "another label is printed inside": cell("[7, 8]", '"类别"', '"卫生"', '"环境"'),
    "a whole row with too few cells": cell("8", '"*"', '["秩序", "车辆", "8"]', '["秩序", "车辆", "8"]'),
    "a whole row with another text": cell(
        "8", '"*"', '["秩序", "车位", "8", "每周"]', '["秩序", "车位", "8", "每周"]'
    ),
    "a whole row that leaves a print out": cell(
        "8", '"*"', '["秩序", "车辆", "8", "每周"]', '["秩序", "车辆", "8", ""]'
    ),
    "a whole row that changes a print": cell(
        "8", '"*"', '["秩序", "车辆", "8", "每周"]', '["秩序", "车位", "8", "每周"]'
    ),
    "a whole row under a label of several": cell(
        "5", '"*"', '["卫生", "地面", "5", "每日"]', '["卫生", "每日", "5", "地面"]'
    ),
}


@pytest.mark.parametrize("name", STALE)
def test_stale(name: str, tmp_path: Path) -> None:
    corpus = corrected(tmp_path, STALE[name])
    assert [n.code for n in errors(corpus)] == [Code.CORRECTION_STALE]
    assert of_code(corpus, Code.CORRECTION) == []
    assert values(corpus) == PLAIN


def test_a_line_of_several_rows(tmp_path: Path) -> None:
    corpus = corrected(tmp_path, cell("3", '"项目"', '"地面"', '"路面"'), ONE_LINE)
    (note,) = errors(corpus)
    assert note.code is Code.CORRECTION_STALE
    assert "row-1" in note.detail
    assert values(corpus) == [["地面", "5"], ["水池", "6"]]


def test_a_cell_corrected_twice(tmp_path: Path) -> None:
    once = cell("5", '"项目"', '"地面"', '"路面"')
    corpus = corrected(tmp_path, once + once)
    assert [n.code for n in errors(corpus)] == [Code.CORRECTION_STALE]
    assert len(of_code(corpus, Code.CORRECTION)) == 1
    assert values(corpus) == changed({(1, 2): "路面"})


def test_one_stale_correction_keeps_no_other_back(tmp_path: Path) -> None:
    stale, good = STALE["another text stands there"], APPLIED["a longer text"][0]
    corpus = corrected(tmp_path, stale + good)
    assert [n.code for n in errors(corpus)] == [Code.CORRECTION_STALE]
    assert values(corpus) == changed({(4, 4): "每周一和周五"})


GOOD = cell("5", '"项目"', '"地面"', '"路面"')
INVALID = {
    "a key is missing": GOOD.replace('why = "据纸质公报"\n', ""),
    "an unknown key": GOOD + "line = 5\n",
    "a blank reason": GOOD.replace("据纸质公报", " "),
    "a blank table": GOOD.replace("早市评分表", ""),
    "a table that is no text": GOOD.replace('"早市评分表"', "1"),
    "row zero": cell("0", '"项目"', '"地面"', '"路面"'),
    "a row that is no number": cell("true", '"项目"', '"地面"', '"路面"'),
    "an anchor of another kind": cell('"table-1"', '"项目"', '"地面"', '"路面"'),
    "anchor zero": cell('"row-0"', '"项目"', '"地面"', '"路面"'),
    "no row": cell("[]", '"项目"', '"地面"', '"路面"'),
    "three rows": cell("[5, 6, 7]", '"类别"', '"卫生"', '"秩序"'),
    "a blank column": cell("5", '""', '"地面"', '"路面"'),
    "a column that is neither name nor number": cell("5", "true", '"地面"', '"路面"'),
    "a text that is a number": cell("5", '"分值"', "5", '"6"'),
    "a new text that is a list": cell("5", '"项目"', '"地面"', '["路面"]'),
    "a whole row that is no list": cell("5", '"*"', '"地面"', '"路面"'),
    "a whole row of numbers": cell("5", '"*"', "[1, 2, 3, 4]", '["1", "2", "3", "4"]'),
    "a whole row of two lengths": cell("8", '"*"', '["秩序", "车辆"]', '["秩序", "车辆", "8"]'),
    "two whole rows": cell("[7, 8]", '"*"', '["秩序"]', '["秩序"]'),
    "a join without columns": join("[5, 5]", "[2, 3]", '["地面", "5"]', '"x"').replace(
        "columns = [2, 3]\n", ""
    ),
    "a join of one row": join("[5]", "[2, 3]", '["地面", "5"]', '"地面5"'),
    "a join of whole rows": join("[5, 5]", '["*", 3]', '["地面", "5"]', '"地面5"'),
    "a join of three columns": join("[5, 5]", "[1, 2, 3]", '["卫生", "地面", "5"]', '"x"'),
    "a join of one text": join("[5, 5]", "[2, 3]", '"地面5"', '"地面5"'),
    "a join into several": join("[5, 5]", "[2, 3]", '["地面", "5"]', '["地面5"]'),
    "no table of TOML": 'cell = "地面"\n',
}


@pytest.mark.parametrize("name", INVALID)
def test_invalid(name: str, tmp_path: Path) -> None:
    corpus = corrected(tmp_path, INVALID[name])
    assert [n.code for n in errors(corpus)] == [Code.SIDECAR_INVALID]
    assert values(corpus) == PLAIN


def test_an_invalid_correction_keeps_no_other_back(tmp_path: Path) -> None:
    corpus = corrected(tmp_path, INVALID["row zero"] + GOOD)
    assert [n.code for n in errors(corpus)] == [Code.SIDECAR_INVALID]
    assert values(corpus) == changed({(1, 2): "路面"})


def test_together_with_a_correction_of_a_line(tmp_path: Path) -> None:
    text = TABLE.replace("早市评分表\n", "早市评分表\n\n早市应当安时开市。\n", 1)
    line = '[[correction]]\nline = 3\nwas = "安时"\nnow = "按照规定的时间"\nwhy = "误字"\n'
    corpus = corrected(tmp_path, line + cell("7", '"项目"', '"地面"', '"早市的地面"'), text)
    assert errors(corpus) == []
    assert len(of_code(corpus, Code.CORRECTION)) == 2
    assert values(corpus) == changed({(1, 2): "早市的地面"})
