"""What a table says is proven place by place; odd spans, cut headers and corrected labels keep it true."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.model.corpus import Corpus
from build_tools.model.document import TableBlock, tables_in
from build_tools.model.table import Basis, Table
from support.conversion import convert_text, corpus_of, ledger_notes


def tables_of(corpus: Corpus) -> list[Table]:
    """The tables of a corpus."""
    return [table for r in corpus.records for table in tables_in(r.document.blocks)]


def said(text: str) -> list[list[str]]:
    """The rows of the only table of a text, ``^`` before what a span covers; the ledger holds."""
    corpus = corpus_of(f"早市管理办法\n\n{text}\n")
    assert ledger_notes(corpus) == []
    (table,) = tables_of(corpus)
    return [["^" * s.covered + s.value for s in row.slots] for row in table.all_rows()]


def html(*rows: str) -> str:
    """An HTML table in one line."""
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def test_short_row_keeps_what_spans_into_it() -> None:
    figures = "<td>1</td><td>2</td><td>3</td>"
    rows = said(html("<td>甲</td><td>乙</td><td rowspan=2>丙</td>", "<td>丁</td>", figures))
    assert rows == [["甲", "乙", "丙"], ["丁", "", "^丙"], ["1", "2", "3"]]


def test_two_spans_that_meet() -> None:
    rows = said(
        html(
            "<td>甲</td><td rowspan=2>乙</td><td>丙</td>",
            "<td colspan=2>丁</td><td>戊</td>",
            "<td>1</td><td>2</td><td>3</td>",
        )
    )
    assert rows[1][:2] == ["丁", "^乙"]


def test_label_below_a_cell_that_spans_columns() -> None:
    cut = html("<td>甲</td><td colspan=2>乙</td>", "<td>丙</td><td>1</td><td>2</td>")
    assert said(f"{cut}\n\n{html('<td>甲</td><td colspan=2>乙</td>', '<td>丁</td><td>3</td><td>4</td>')}")


def test_span_of_a_header_that_is_printed_again() -> None:
    page = html("<th>名称</th><td rowspan=2>早市</td>", "<td>1</td>")
    assert said(f"{page}\n\n{page}")[:2] == [["名称", "早市"], ["1", "^早市"]]


def test_row_beyond_the_width_of_its_table() -> None:
    rows = said(
        html(
            "<th>序号</th><th>二级指标</th>",
            "<td>区</td>",
            "<th rowspan=3>1</th>",
            "<td rowspan=2>—</td><th>a</th><td>一级指标</td><th></th>",
            "<td rowspan=3>一级指标</td>",
        )
    )
    assert {"a", "一级指标", "—"} <= {value for row in rows for value in row}


def test_form_whose_header_spans() -> None:
    corpus = corpus_of(
        "附件1\n\n早市申请表\n\n| 地面平整，无积水。 | <br> | 1 | 1 | （一） |\n|---|---|---|---|---|\n"
        "|  | 年 月 日 | 合计 | 合计 | 序号 |\n| 早市 | 1 | 二级指标 | 其中：夜市 |\n"
    )
    assert ledger_notes(corpus) == []


def test_cell_knows_the_lines_on_which_it_is_printed() -> None:
    cells = "<td>甲\n乙</td>\n<td>丙</td>"
    rows = f"<table>\n<tr>\n{cells}\n</tr>\n<tr><td>1</td><td>2</td></tr></table>"
    (table,) = tables_of(corpus_of(f"早市管理办法\n\n{rows}\n"))
    assert [slot.lines for slot in table.all_rows()[0].slots] == [(5, 6), (7,)]


def test_words_between_two_tables_stay_between_them() -> None:
    names = "| 名称 | 数量 |\n|---|---|\n| 早市 | 12 |"
    offices = "| 处室 | 电话 | 地址 | 邮编 |\n|---|---|---|---|\n| 甲 | 5 | 丙 | 6 |"
    corpus = corpus_of(f"早市管理办法\n\n{names}\n\n（续）\n\n{offices}\n")
    assert ledger_notes(corpus) == []
    blocks = corpus.records[0].document.blocks[1:]
    assert ["表" if isinstance(b, TableBlock) else b.text.chars for b in blocks] == ["表", "（续）", "表"]


LABELS = (
    "早市评分表\n\n| 类别 | 项目 | 分值 |\n|---|---|---|\n"
    "| 卫生 | 地面 | 5 |\n| 卫生 | 水池 | 6 |\n| 秩序 | 车辆 | 8 |\n"
)


@pytest.mark.parametrize(("rows", "was", "now"), [("[5, 6]", "卫生", "环境"), ("[6, 7]", "卫生", "秩序")])
def test_label_corrected_over_two_prints_is_shown_once(rows: str, was: str, now: str, tmp_path: Path) -> None:
    place = f'table = "早市评分表"\nrow = {rows}\ncolumn = "类别"'
    toml = f'[[cell]]\n{place}\nwas = "{was}"\nnow = "{now}"\nwhy = "误"\n'
    (tmp_path / "input.toml").write_text(toml, encoding="utf-8")
    corpus = convert_text(LABELS, tmp_path)
    assert [n for n in corpus.notes[0] if n.code.severity == "error"] == []
    (table,) = tables_of(corpus)
    slots = [row.slots[0] for row in table.rows if row.slots[0].basis is Basis.CORRECTION]
    assert [slot.value for slot in slots] == [now, now]
    assert ["".join(t.chars for t in slot.texts) for slot in slots] == [now, ""]
