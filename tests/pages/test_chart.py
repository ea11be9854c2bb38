"""A chart says what its table says, in bars as long as the numbers; what it cannot say, it does not draw."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from build_tools.model.table import Basis, ColumnType, Slot, Table, TableRow
from build_tools.pages.chart import MOST_BARS, MOST_PANELS, chart, picture
from build_tools.pages.chart_drawing import LABEL_WIDTH, TYPE, WIDTH, Bar, Panel, measured, wrapped

LABEL, NUMBER, PERCENT = ColumnType.LABEL, ColumnType.NUMBER, ColumnType.PERCENT
SCORE, SERIAL, TEXT = ColumnType.SCORE, ColumnType.SERIAL, ColumnType.TEXT


def table_of(types: str, *rows: tuple[str | Slot, ...], unit: str | None = None, form: bool = False) -> Table:
    """A table: a letter per column type, the first row its header."""
    kinds = {"l": LABEL, "n": NUMBER, "p": PERCENT, "s": SCORE, "#": SERIAL, "t": TEXT}
    made = tuple(
        TableRow((i,), tuple(v if isinstance(v, Slot) else Slot(v) for v in row))
        for i, row in enumerate(rows, 1)
    )
    return Table("附件2 计划", made[:1], made[1:], tuple(kinds[t] for t in types), unit=unit, form=form)


# raw/xizang-2018-energy-plan.txt, lines 56-64
ENERGY = table_of(
    "lnnn",
    (
        "地（市）",
        "能耗强度降低目标（%）",
        "2015年能源消耗总量（万吨标准煤，等价值）",
        "增量控制目标（万吨标准煤）",
    ),
    ("拉萨市", "12", "215", "90"),
    ("日喀则市", "9", "78", "59"),
    ("昌都市", "9", "51", "46"),
    ("林芝市", "11", "26", "17"),
    ("山南市", "10", "54", "24"),
    ("那曲地区", "9", "20", "17"),
    ("阿里地区", "10", "12", "8"),
)
# the same, lines 67-74
EMISSIONS = table_of(
    "lnnnn",
    ("", "化学需氧量", "氨氮", "二氧化硫", "氮氧化物"),
    ("拉萨市", "1.160", "0.119", "0.157", "1.750"),
    ("日喀则市", "0.631", "0.079", "0.048", "0.574"),
    ("昌都市", "0.444", "0.058", "0.099", "0.994"),
    ("林芝市", "0.203", "0.029", "0.002", "0.681"),
    ("山南市", "0.246", "0.035", "0.047", "0.456"),
    ("那曲地区", "0.130", "0.017", "0.108", "0.527"),
    ("阿里地区", "0.069", "0.007", "0.077", "0.291"),
    unit="万吨",
)
# raw/xizang-2023-departments.txt, annex 8, without its texts
PHARMACISTS = table_of(
    "lls",
    ("一级指标", "二级指标", "分值设计"),
    *(("协议管理", "备案管理", n) for n in ("3", "3")),
    *(("服务管理", "服务管理", n) for n in ("3", "3", "3", "3", "5", "15")),
    *(("基金监管", "协助套取个人账户现金", n) for n in ("15", "10", "15")),
    *(("社会信用", "舆情评价", n) for n in ("2", "10", "10")),
    *(("一票否决", "收受贿赂", n) for n in ("—", "—")),
)
ALL = pytest.mark.parametrize(
    "table", [ENERGY, EMISSIONS, PHARMACISTS], ids=["energy", "emissions", "scores"]
)


def figure(table: Table, name: str = "t1") -> Any:
    """The figure as a tree; fails where there is none or it is not well-formed."""
    drawn = chart(table, name)
    assert drawn is not None
    return etree.fromstring(drawn)


def texts(tree: Any, kind: str) -> list[str]:
    """The shown texts of a class, without the titles in them."""
    return ["".join(t.xpath("text()")) for t in tree.iterfind(f".//text[@class='{kind}']")]


def lengths(tree: Any) -> list[float]:
    """The lengths of the bars."""
    return [float(r.get("width")) for r in tree.iter("rect")]


# What every chart guarantees


@ALL
def test_only_what_the_site_allows(table: Table) -> None:
    drawn = chart(table, "t1")
    assert drawn is not None
    assert not re.search(r"\bstyle\b|<script|\bon\w+=|href|\n\s*\n", drawn)
    tree = etree.fromstring(drawn)
    assert (tree.tag, tree.get("class"), tree.get("data-derived")) == ("figure", "gz-chart", "true")
    assert tree.findtext("figcaption").startswith("由表中数据绘制")
    sizes = {int(t.get("font-size")) for t in tree.iter("text")}
    assert sizes == {12, 13}


@ALL
def test_everything_stands_inside_the_picture(table: Table) -> None:
    pictures = list(figure(table).iter("svg"))
    assert pictures
    for svg in pictures:
        height = float(svg.get("height"))
        assert svg.findall(".//{*}text")
        assert svg.findall(".//{*}rect")
        assert svg.get("viewBox") == f"0 0 {WIDTH} {svg.get('height')}"
        for text in svg.iter("text"):
            width = measured("".join(text.xpath("text()")), int(text.get("font-size")))
            assert 0 <= float(text.get("x")) <= WIDTH - width
            assert 0 < float(text.get("y")) < height
        for rect in svg.iter("rect"):
            assert 0 <= float(rect.get("x")) <= WIDTH - float(rect.get("width"))


@ALL
def test_said_in_words(table: Table) -> None:
    drawn = (chart(table, "t1") or "") + (chart(table, "t2") or "")
    tree = etree.fromstring(f"<div>{drawn}</div>")
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    for svg in tree.iter("svg"):
        assert svg.get("role") == "img"
        assert svg.find("title").get("id") == svg.get("aria-labelledby")
        assert svg.find("desc").get("id") == svg.get("aria-describedby")
        pairs = zip(texts(svg, "label"), texts(svg, "value"), strict=True)
        assert svg.findtext("desc") == "；".join(f"{a} {b}" for a, b in pairs) + "。"


def test_same_table_same_chart() -> None:
    assert chart(ENERGY, "t1") == chart(ENERGY, "t1")


# Tables of figures


@pytest.mark.parametrize("table", [ENERGY, EMISSIONS], ids=["energy", "emissions"])
def test_a_panel_per_column(table: Table) -> None:
    panels = list(figure(table).iter("svg"))
    assert len(panels) == len(table.types) - 1
    for c, svg in enumerate(panels, 1):
        printed = [row.slots[c].value for row in table.rows]
        assert texts(svg, "value") == printed
        assert texts(svg, "label") == [row.slots[0].value for row in table.rows]
        longest = max(Decimal(p) for p in printed)
        for width, value in zip(lengths(svg), printed, strict=True):
            assert width / max(lengths(svg)) == pytest.approx(float(Decimal(value) / longest), abs=1e-4)
        assert {r.get("class") for r in svg.iter("rect")} == {"s0"}  # which column is no matter of colour
        assert {r.get("fill") for r in svg.iter("rect")} == {"currentColor"}


def test_panels_name_their_unit() -> None:
    titles = ["化学需氧量（万吨）", "氨氮（万吨）", "二氧化硫（万吨）", "氮氧化物（万吨）"]
    assert texts(figure(EMISSIONS), "panel") == titles
    assert "".join(texts(figure(ENERGY), "panel")) == "".join(c for c in ENERGY.columns[1:])
    assert figure(EMISSIONS).findtext("svg/title") == "附件2 计划：化学需氧量（万吨）"
    own = table_of("lnp", ("地区", "产量（2015年）", "增速"), ("甲", "1", "2"), ("乙", "3", "4"), unit="万吨")
    assert texts(figure(own), "panel") == ["产量（2015年）（万吨）", "增速"]


def test_totals_are_left_out() -> None:
    rows = [("甲", "1"), ("小 计", "1"), ("乙", "2"), ("合计", "约3"), ("全区", "3"), ("总计（含其他）", "9")]
    tree = figure(table_of("ln", ("地区", "数"), *rows))
    assert texts(tree, "value") == ["1", "2"]
    assert "不含合计" in tree.findtext("figcaption")


def test_missing_values_have_no_bar() -> None:
    tree = figure(table_of("ln", ("地区", "数"), ("甲", "1"), ("乙", "—"), ("丙", ""), ("丁", "1,234.50")))
    assert texts(tree, "label") == list("甲乙丙丁")
    assert texts(tree, "value") == ["1", "—", "1,234.50"]
    assert len(lengths(tree)) == 2
    assert "丙 空；" in tree.findtext("svg/desc")


def test_negative_bars_stand_left_of_zero() -> None:
    tree = figure(
        table_of("lp", ("地区", "增速"), ("甲", "-5%"), ("乙", "10%"), ("丙", "−2.5%"), ("丁", "0%"))
    )
    zero = float(tree.find(".//line[@class='axis']").get("x1"))
    bars = [(float(r.get("x")), float(r.get("width"))) for r in tree.iter("rect")]
    assert [x < zero for x, _ in bars] == [True, False, True]
    assert bars[0][0] + bars[0][1] == pytest.approx(zero, abs=0.02)
    assert bars[1][0] == pytest.approx(zero, abs=0.02)
    assert [w / bars[1][1] for _, w in bars] == pytest.approx([0.5, 1, 0.25], abs=1e-3)
    assert texts(tree, "value") == ["-5%", "10%", "−2.5%", "0%"]


_VALUES = st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=MOST_BARS).filter(any)


@given(_VALUES)
def test_bars_are_as_long_as_the_numbers(values: list[int]) -> None:
    tree = figure(table_of("ln", ("地区", "数"), *(("甲", f"{v:,}") for v in values)))
    assert texts(tree, "value") == [f"{v:,}" for v in values]
    most, drawn = max(map(abs, values)), lengths(tree)
    expected = [abs(v) / most * max(drawn) for v in values if v]
    assert drawn == pytest.approx(expected, abs=0.02)


def test_other_columns_do_not_disturb() -> None:
    rows = [("1", "甲", "3", "无", "2015"), ("2", "乙", "4", "", "2016")]
    tree = figure(table_of("#lntn", ("序号", "地区", "数", "备注", "建成年份"), *rows))
    assert texts(tree, "value") == ["3", "4"]


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        (("215", "78"), ["0", "200"]),
        (("0.344", "0.1"), ["0", "0.2"]),
        (("-5%", "10%"), ["0", "10", "-5"]),
        (("-0.01", "10"), ["0", "10"]),  # no room for a number beside 0
        (("-30", "-4"), ["0", "-20"]),
    ],
)
def test_each_panel_says_its_scale(values: tuple[str, str], scale: list[str]) -> None:
    kind = "p" if "%" in values[0] else "n"
    tree = figure(table_of(f"l{kind}", ("地区", "数"), ("甲", values[0]), ("乙", values[1])))
    assert texts(tree, "scale") == scale
    assert len(tree.findall(".//line[@class='grid']")) == len(scale) - 1
    assert "标尺" not in tree.findtext("figcaption")


def test_a_long_value_ends_inside_and_keeps_its_whole() -> None:
    long = "不超过10.5微克/立方米；控制在10.5微克/立方米以内"
    bars = (
        Bar("西藏自治区 2025年", long, Decimal("10.5")),
        Bar("拉萨市 2025年", "不超过11.5微克/立方米", Decimal("11.5")),
    )
    tree = etree.fromstring(picture(Panel("浓度", bars), "t1", "图"))
    first = tree.find(".//text[@class='value']")
    assert "".join(first.xpath("text()")).endswith("…")
    assert first.findtext("title") == long
    for text in tree.iter("text"):
        width = measured("".join(text.xpath("text()")), int(text.get("font-size")))
        assert float(text.get("x")) + width <= WIDTH


def test_panels_of_different_scales_are_said_to_be() -> None:
    assert "各图标尺不同" in figure(ENERGY).findtext("figcaption")


def test_a_doubtful_label_has_a_hatched_bar() -> None:
    unsure = Slot("丙", readings=("丙", "丁"))
    rows = [("甲", "5"), (unsure, "3"), ("丁", "4")]
    tree = figure(table_of("ls", ("项目", "分值"), *rows))
    ink = {
        t.text: r for t, r in zip(tree.iterfind(".//text[@class='label']"), tree.iter("rect"), strict=True)
    }
    assert ink["甲"].get("class") == "s0"
    for name in "丙丁":  # the score may belong to either
        assert ink[name].get("fill") == f"url(#{tree.find('.//pattern').get('id')})"
    assert "斜线：标签存疑" in tree.findtext("figcaption")
    assert figure(ENERGY).find(".//pattern") is None


# Scores


def test_scores_are_summed_by_first_label() -> None:
    tree = figure(PHARMACISTS)
    assert texts(tree, "panel") == ["各一级指标分值"]
    assert texts(tree, "label") == ["协议管理", "服务管理", "基金监管", "社会信用", "一票否决"]
    assert texts(tree, "value") == ["6", "32", "40", "22", "—"]
    assert [w / max(lengths(tree)) for w in lengths(tree)] == pytest.approx([0.15, 0.8, 1, 0.55], abs=1e-3)


def test_scores_need_not_stand_together_nor_be_whole() -> None:
    rows = [("甲", "1.5"), ("乙", "10"), ("甲", "2.5"), ("乙", "0.25"), ("合计", "14.25")]
    tree = figure(table_of("ls", ("项目", "分值"), *rows))
    assert texts(tree, "panel") == ["各项目分值"]
    assert dict(zip(texts(tree, "label"), texts(tree, "value"), strict=True)) == {"甲": "4", "乙": "10.25"}


def test_each_column_of_scores_has_its_panel() -> None:
    tree = figure(table_of("lss", ("项目", "满分", "得分"), ("甲", "5分", "—"), ("乙", "4分", "3")))
    assert texts(tree, "panel") == ["各项目分值：满分", "各项目分值：得分"]
    assert texts(tree, "value") == ["5分", "4分", "—", "3"]


def test_a_merged_score_counts_once() -> None:
    merged = Slot("5", basis=Basis.MERGE, covered=True)
    rows = [("甲", "一", Slot("5", rowspan=2)), ("甲", "二", merged), ("乙", "三", "4")]
    assert texts(figure(table_of("lls", ("一级", "二级", "分"), *rows)), "value") == ["5", "4"]


# Text


def test_markup_in_a_table_stays_text() -> None:
    rows = [('<script>alert("1")</script>&', "1"), ("]]><b>", "2")]
    drawn = chart(table_of("ln", ("地区", "<i>数</i>"), *rows), 'a"><script>')
    assert drawn is not None
    assert "<script" not in drawn
    assert "<b>" not in drawn
    tree = etree.fromstring(drawn)
    assert tree.findtext(".//text[@class='label']/title") == rows[0][0]
    assert rows[0][0] in tree.findtext("svg/desc")


def test_long_labels_wrap_and_keep_their_whole() -> None:
    long = "农牧区义务教育阶段学生营养改善计划覆盖率（含非寄宿制学校的全部在校学生）"
    tree = figure(table_of("ln", ("项目", "数"), (long, "1"), ("短", "2")))
    shown = texts(tree, "label")
    assert len(shown) == 3
    assert "".join(shown[:2]).endswith("…")
    assert all(measured(s, TYPE) <= LABEL_WIDTH for s in shown)
    assert tree.findtext(".//text[@class='label']/title") == long
    assert long in tree.findtext("svg/desc")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", [""]),
        ("拉萨市", ["拉萨市"]),
        ("一二三四五六", ["一二三四五", "六"]),
        ("一二三四，五六", ["一二三四，", "五六"]),
        ("一二三四五，六", ["一二三四", "五，六"]),
        ("一二三2025年", ["一二三", "2025年"]),
        ("一二三四五六七八九十甲", ["一二三四五", "六七八九…"]),
        ("GDP per capita", ["GDP per ", "capita"]),
        ("Internationalization", ["Interna…"]),
    ],
)
def test_wrapped(text: str, lines: list[str]) -> None:
    assert wrapped(text, 62, 12, 2) == lines


@given(st.text(max_size=60), st.integers(30, 200), st.integers(1, 3))
def test_wrapped_lines_fit(text: str, width: int, most: int) -> None:
    lines = wrapped(text, width, 12, most)
    assert 1 <= len(lines) <= most
    assert all(measured(line.rstrip(), 12) <= width for line in lines)


# Where there is no picture

ROWS = (("甲", "1"), ("乙", "2"))
HEAD = ("地区", "数")


@pytest.mark.parametrize(
    "table",
    [
        table_of("ln", HEAD, *ROWS, form=True),
        table_of("lt", HEAD, *ROWS),
        table_of("tn", HEAD, *ROWS),
        table_of("ln", HEAD),
        table_of("ln", HEAD, ROWS[0]),
        table_of("ln", HEAD, ROWS[0], ("合计", "1")),
        table_of("ln", HEAD, ("甲", "0"), ("乙", "0")),
        table_of("ln", HEAD, ("甲", "1"), ("乙", "—")),
        table_of("ln", HEAD, *ROWS, ("丙", "≥95")),
        table_of("ln", HEAD, *ROWS, ("丙", "1 2")),
        table_of("ln", HEAD, *ROWS, ("丙", "12,34")),
        table_of("ln", HEAD, *ROWS, ("丙", "3%")),
        table_of("ln", HEAD, *ROWS, ("丙", Slot("3", readings=("3", "8")))),
        table_of("ln", HEAD, *ROWS, ("丙", Slot("2", basis=Basis.MERGE, covered=True))),
        table_of("lnn", ("地区", "甲", "乙"), ("甲", "1", "1"), ("乙", "2", "约2")),
        table_of("ln", HEAD, ("人口（万人）", "350"), ("生产总值（亿元）", "2000")),
        table_of("ltn", ("指标", "单位", "2025"), ("人口", "万人", "350"), ("增速", "%", "8")),
        table_of("lln", ("一级", "二级", "数"), ("甲", "一", "350"), ("乙", "二", "8")),
        table_of("ln", HEAD, *ROWS, ("", "3")),
        table_of("ln", ("界址点", "X坐标"), ("甲", "15172.500"), ("乙", "14829.000")),
        table_of("ln", ("地区", "邮编"), ("拉萨", "850000"), ("林芝", "860000")),
        table_of("ln", HEAD, *(("甲", str(i)) for i in range(MOST_BARS + 1))),
        table_of("l" + "n" * (MOST_PANELS + 1), ("甲",) * 10, ("甲", *"123456789"), ("乙", *"123456789")),
        table_of("ls", ("一级指标", "分值"), ("甲", "3"), ("甲", "4")),
        table_of("ls", ("一级指标", "分值"), ("甲", "3"), ("", "4")),
        table_of("ls", ("一级指标", "分值"), ("甲", "3"), ("乙", "0-5")),
    ],
)
def test_no_picture(table: Table) -> None:
    assert chart(table, "t1") is None


def test_the_limits_themselves_are_drawn() -> None:
    assert chart(table_of("ln", HEAD, *ROWS), "t1")
    assert chart(table_of("ln", HEAD, *(("甲", str(i)) for i in range(MOST_BARS))), "t1")
    assert chart(
        table_of("ltn", ("指标", "单位", "2025"), ("城镇", "万人", "3"), ("农村", "万人", "8")), "t1"
    )
    assert chart(
        table_of("l" + "n" * MOST_PANELS, ("甲",) * 9, ("甲", *"12345678"), ("乙", *"12345678")), "t1"
    )


@pytest.mark.parametrize(
    ("values", "is_drawn"),
    [
        *((near, False) for near in (("99.4", "99", "99.7"), ("90", "92"), ("50", "50"), ("0", "0"))),
        *((apart, True) for apart in (("49", "56", "49"), ("10.5", "11.5"), ("-5", "5"), ("0", "1"))),
    ],
)
def test_values_side_by_side_are_drawn_where_bars_show_the_difference(
    values: tuple[str, ...], is_drawn: bool
) -> None:
    panel = Panel(
        "优良天数比率", tuple(Bar(f"{n}年", value, Decimal(value)) for n, value in enumerate(values))
    )
    assert (picture(panel, "target-1", "自零起。") is not None) == is_drawn
