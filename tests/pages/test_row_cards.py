"""A row of a wide table by itself: which tables are shown so, and what stands beside and over each cell."""

from __future__ import annotations

import re

from build_tools.model.table import Basis, Check, ColumnType, Slot, Table, TableRow
from build_tools.pages.table import notes_html, table_html

LABEL, NUMBER, TEXT = ColumnType.LABEL, ColumnType.NUMBER, ColumnType.TEXT
KINDS = {"l": LABEL, "n": NUMBER, "t": TEXT}
RULE = "按照规定制定相关制度，得分；未按照规定制定相关制度，每出现一例扣权重分值1/4，直至扣完。"


def row(*cells: str | Slot) -> TableRow:
    return TableRow((1,), tuple(c if isinstance(c, Slot) else Slot(c) for c in cells))


def table(types: str, *rows: TableRow, header: int = 1, form: bool = False) -> Table:
    return Table("指标", rows[:header], rows[header:], tuple(KINDS[t] for t in types), form=form)


def over(html: str) -> list[str]:
    """What reaches down to each row of the body."""
    rows = re.findall(r'<tr id="[^"]*"[^>]*>', html)
    return [m[1] if (m := re.search(r'data-over="([^"]*)"', row)) else "" for row in rows]


MERGED = table(
    "llnt",
    row("一级指标", "二级指标", "分值", "规则"),
    row(Slot("履行", rowspan=2), "制度", "2", RULE),
    row(Slot("履行", covered=True), "备案", Slot("4", rowspan=2), RULE),
    row("监管", "检查", Slot("4", covered=True), RULE),
)


def test_each_cell_of_a_wide_table_knows_its_column() -> None:
    html = table_html(MERGED, "table-1")
    assert "gz-cards" in html
    assert re.search(rf'data-head="规则">(?:<span[^>]*>)?{re.escape(RULE)}', html)
    assert html.count('data-head="二级指标"') == 3
    assert html.count('data-head="一级指标"') == 2


def test_what_is_merged_reaches_down_to_each_row() -> None:
    assert over(table_html(MERGED, "table-1")) == ["", "一级指标：履行", "分值：4"]


def test_a_doubt_reaches_down_too() -> None:
    unsure = Slot("履行", covered=True, readings=("履行", "监管"))
    made = table(
        "llnt",
        row("一级指标", "二级指标", "分值", "规则"),
        row(Slot("履行", rowspan=2), "甲", "2", RULE),
        row(unsure, "乙", "3", RULE),
    )
    assert over(table_html(made, "table-1")) == ["", "一级指标：履行（存疑）"]


def test_a_long_merged_text_is_cut_and_says_where_it_stands() -> None:
    long = RULE * 2
    rows = (row("甲", "1", "2", Slot(long, rowspan=2)), row("乙", "1", "2", Slot(long, covered=True)))
    (_, said) = over(
        table_html(table("lnnt", row("对象名称", "分值设计", "系数", "评分规则"), *rows), "table-1")
    )
    assert said.startswith("评分规则：按照规定")
    assert said.endswith("…（全文见第1行）")
    assert len(said) < 80


def test_a_cell_over_two_columns_names_both() -> None:
    wide = row("甲", Slot("不计分", colspan=2), Slot("不计分", covered=True), RULE)
    html = table_html(
        table("lnnt", row("对象名称", "分值设计", "系数", "评分规则"), wide, row("乙", "1", "2", RULE)),
        "table-1",
    )
    assert 'data-head="分值设计、系数"' in html
    assert over(html) == ["", ""]  # what stands beside does not come from above


def test_names_of_two_header_rows_are_said_from_the_top() -> None:
    heads = (
        row("地区", Slot("能源消费总量", colspan=3), *[Slot("能源消费总量", covered=True)] * 2, "说明"),
        row("地区", "2015年", "2020年", "2025年", "说明"),
    )
    html = table_html(table("lnnnt", *heads, row("拉萨", "1", "2", "3", RULE), header=2), "table-1")
    assert 'data-head="能源消费总量 · 2015年"' in html


def test_a_line_over_the_whole_head_stays_in_sight() -> None:
    unit = row(Slot("单位：万元", colspan=4), *[Slot("单位：万元", covered=True)] * 3)
    html = table_html(
        table(
            "lnnt", unit, row("对象名称", "第一系数", "第二系数", "规则"), row("甲", "1", "2", RULE), header=2
        ),
        "t",
    )
    assert html.count("gz-across") == 1
    assert 'data-head="规则"' in html


def test_bands_have_no_column() -> None:
    band = row(Slot("一、约束性", colspan=4), *[Slot("一、约束性", covered=True)] * 3)
    html = table_html(
        table("lnnt", row("对象名称", "分值设计", "系数", "评分规则"), band, row("甲", "1", "2", RULE)),
        "table-1",
    )
    assert re.search(
        r'<tr id="[^"]*" data-l="1" class="gz-band"><t[dh][^>]*>(?:<span[^>]*>)?一、约束性', html
    )
    assert not re.search(r'data-head="[^"]*"[^>]*>一、约束性', html)


def test_a_narrow_table_stays_one() -> None:
    head = row("地（市）", "降低目标（%）", "消耗总量", "增量目标")
    html = table_html(table("lnnn", head, row("拉萨", "1", "2", "3"), row("昌都", "1", "2", "3")), "table-1")
    assert 'class="gz-numbers gz-cards-large"' in html  # in large letters it is wider than a phone
    small = table_html(table("ln", row("地区", "数"), row("拉萨", "1"), row("昌都", "2")), "table-1")
    assert "gz-cards" not in small
    assert "data-head" not in small


def test_forms_and_tables_without_names_stay_as_they_are() -> None:
    headless = table("lnnt", row("甲", "1", "2", RULE), row("乙", "1", "2", RULE), header=0)
    form = table("llt", row("组", "项目", RULE), header=0, form=True)
    for made in (headless, form):
        assert "gz-cards" not in table_html(made, "table-1")


def test_names_are_escaped() -> None:
    head = row("对象名称", '"><b>', "系数", "评分规则")
    html = table_html(table("lnnt", head, row("甲", "1", "2", RULE)), "table-1")
    assert "<b>" not in html


def test_the_caption_is_for_voices_where_the_page_says_it() -> None:
    assert '<caption data-derived="true">指标</caption>' in table_html(MERGED, "table-1")
    assert 'class="gz-said">指标</caption>' in table_html(MERGED, "table-1", titled=False)


def checked(*checks: Check) -> str:
    made = Table(MERGED.title, MERGED.header, MERGED.rows, MERGED.types, checks=checks)
    return str(notes_html(made, "table-1"))


def test_what_agrees_by_rounding_alone_has_no_tick() -> None:
    exact = Check("score-sum", "各行之和", "100", "100", True)
    near = Check("share-sum", "“占比”各行之和", "100", "99.9", True, rounded=True)
    html = checked(exact, near)
    assert html.count("✓") == 1
    assert "≈ 四舍五入后相符</span> “占比”各行之和：应为100，实为99.9" in html
    assert "核对2项，1项四舍五入后相符" in html
    assert "均相符" in checked(exact)


def test_lines_that_are_counted_are_no_rows() -> None:
    """A row may be printed over several lines of the source: both are said, each as what it is."""
    rows = len(MERGED.rows)
    same = Check("row-count", "来源文本各行均在表中", str(rows), str(rows), True)
    more = Check("row-count", "来源文本各行均在表中", str(rows + 1), str(rows + 1), True)
    assert f"来源文本各行均在表中：{rows}</li>" in checked(same)
    assert f"来源文本各行均在表中：{rows + 1}（有的行占来源文本几行，表中共{rows}行）</li>" in checked(more)


def test_places_of_cells_are_called_inferred_as_in_the_data() -> None:
    """整理 is what the 校勘记 of the page counts: two numbers under one name would contradict each other."""
    moved = Slot("备案", basis=Basis.SHIFT, lines=(7,), readings=("备案", "制度"))
    made = table("lnt", row("指标", "分值", "规则"), row(moved, "2", RULE), row("检查", "4", RULE))
    html = str(notes_html(made, "table-1"))
    assert "<summary>本表：推定1处；存疑1处</summary>" in html
    assert '<p class="gz-notes-title">推定</p>' in html
    assert "整理" not in html
