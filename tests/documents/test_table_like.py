"""What may be a table is never joined into sentences: a table, or its lines as printed, with a doubt."""

from __future__ import annotations

import pytest

from build_tools.model.catalogue import Code
from build_tools.model.corpus import Corpus
from build_tools.model.document import Role, tables_in
from build_tools.pages.every import all_pages
from support.conversion import corpus_of

_TITLE = "青江市早市统计\n\n"
_BELOW = "\n\n早市应当按时开市。\n"

UNREAD = {
    "below names of columns, words parted by one blank": (
        "编号 摊位名称 摊位种类 摊位编码\n"
        "1 豆腐 固定摊位（在早市期间不得移动的，含 A0101\n"
        "临时占用的）\n"
        "流动摊位 A0102\n"
        "2 蔬菜 固定摊位 B0101"
    ),
    "rows that count on, whose last cells are sentences that wrap": (
        "序号 考核内容 分值 评分标准\n"
        "1 组织领导 10 成立领导小组，明确责任科室，得10\n"
        "分；未成立的不得分。\n"
        "2 日常管理 30 台账齐全得15分，缺一项扣3分；信息报送及\n"
        "时得15分，迟报一次扣1分，全年迟报超过三次的不得分，由市商务局认定。\n"
        "3 经费保障 60 列入预算得60分。"
    ),
    "the same without names": (
        "1 组织领导 10 成立领导小组，明确责任科室，得10\n"
        "分；未成立的不得分。\n"
        "2 日常管理 30 台账齐全得15分，缺一项扣3分。\n"
        "3 经费保障 60 列入预算得60分。"
    ),
    "rows as wide as the names above them": (
        "项目名称 申报条件 申报材料 受理部门\n"
        "固定摊位 成立一年以上；按时收市 申请书；营业执照 市商务局\n"
        "流动摊位 成立二年以上；按时清扫 申请书；健康证明 市城管局"
    ),
    "wide gaps, rows that begin with numbers of their own": (
        "一级项目  二级项目  分值  评分办法\n"
        "一、秩序  （一）开市  20  按时开市得20分。\n"
        "（二）收市  10  按时收市得10分。\n"
        "二、卫生  （一）清扫  30  每日清扫得30分。"
    ),
    "wide gaps, no names of columns": (
        "东门早市  每日五时至九时开市，逢雨顺延  市商务局\n"
        "西门早市  每日六时至十时开市，逢雪休市  市城管局\n"
        "南门早市  每周六开市  市市场监管局"
    ),
    "a label with figures at the same places, labels between": (
        "摊位数（个） 120 98 22.4\n东区\n客流（万人次） 8.1 — 7.5\n西区\n销售额（万元） 64 60 6.7"
    ),
    "two columns, one figure": (
        "城东片区固定早市摊位数量 120\n城西片区固定早市摊位数量 98\n城南片区固定早市摊位数量 101"
    ),
    "two columns of sentences, below each other": (
        "开市时间    每日五时，冬季推迟一小时\n"
        "收市时间    每日九时，遇有大风、暴雨等天气提前收市\n"
        "摊位费用    每日五元，按月缴纳的减收一成"
    ),
    "a bar inside of each line": "东门早市｜一百二十个摊位\n西门早市｜九十八个摊位\n南门早市｜一百零一个摊位",
}


def _lines(corpus: Corpus) -> list[str]:
    return [b.text.chars for r in corpus.records for b in r.document.blocks if b.role is Role.LINE]


def _doubted(corpus: Corpus) -> list[tuple[int, int]]:
    return [(n.first_line, n.last_line) for n in corpus.notes[0] if n.code is Code.TABLE_UNREAD]


@pytest.mark.parametrize("printed", UNREAD.values(), ids=UNREAD)
def test_the_lines_stand_as_printed(printed: str) -> None:
    corpus = corpus_of(_TITLE + printed + _BELOW)
    lines = printed.split("\n")
    assert _lines(corpus) == lines
    assert _doubted(corpus) == [(3, 2 + len(lines))]
    (document,) = (r.document for r in corpus.records)
    assert document.outline == ()
    assert document.blocks[-1].text.chars == "早市应当按时开市。"


PROSE = {
    "equal length alone": (
        "早市经营者应当在每日开市以前到达摊位并出示证件\n"
        "经营者不得在早市以外的道路两侧摆放货物或者桌椅\n"
        "市场监管部门应当每周检查一次早市内的食品和秤具"
    ),
    "figures of a sentence that blanks part": (
        "1.摊位总数 达到 120，比 2010 年增加 22 个，低于规划目标\n130 以上的要求。\n"
        "2.客流 达到 8.1 万人次，年均增长 12 %，高于目标 9 % 的要求。\n3.收入 达到 64 万元。"
    ),
    "items that count on, with what they count": (
        "1 建设 3 个早市，增加固定摊位。\n2 改造 5 个夜市，增加照明设施。\n3 新增 200 个车位，方便停车。"
    ),
    "numbers set off by blanks": (
        "第一条  早市应当按时开市。\n第二条  早市应当按时收市，遵循下列原则：\n"
        "（一）  依法开市；\n（二）  依法收市；\n（三）  方便居民。"
    ),
    "names side by side": (
        "东门村   西门村     南门村\n北门村   石桥头村   柳树湾村\n大坪村   上河村     下河村"
    ),
    "who was there": (
        "主持：×××    市政府    市  长\n出席：×××    商务局    局  长\n记录：×××    办公室    科  员"
    ),
    "ways to reach someone": (
        "商务局早市科      联系电话：0891-0000001\n城管局市容科      联系电话：0891-0000002\n"
        "公安局治安支队    联系电话：0891-0000003"
    ),
}


@pytest.mark.parametrize("printed", PROSE.values(), ids=PROSE)
def test_what_is_no_table_is_read_as_before(printed: str) -> None:
    corpus = corpus_of(_TITLE + printed + _BELOW)
    assert _lines(corpus) == []
    assert _doubted(corpus) == []


def test_pages_of_contents_are_no_figures() -> None:
    corpus = corpus_of(
        "青江市公报\n\n目录\n\n早市管理办法    3\n夜市管理办法    9\n晨市管理办法    14\n\n早市管理办法\n\n"
        "第一条 早市按时开市。\n"
    )
    assert _doubted(corpus) == []


def test_a_part_of_a_table_is_no_table() -> None:
    """Rows 3 to 5 alone could be read; without the names of their columns they say nothing."""
    printed = (
        "指标 目标 实绩\n2015年 增长（%） 2015年 增长（%）\n秩序\n1.摊位 81 — 74 —\n卫生\n2.清扫 50 12 40 8\n"
        "3.垃圾箱 14 9 15 12\n4.水龙头 6 11 5 7"
    )
    corpus = corpus_of(_TITLE + printed + _BELOW)
    assert _lines(corpus) == printed.split("\n")
    assert not [table for r in corpus.records for table in tables_in(r.document.blocks)]


def test_names_that_a_table_lost_are_doubted() -> None:
    corpus = corpus_of(
        _TITLE + "      豆腐                  蔬菜\n"
        "| 早市 | 摊位 | 销售额 | 摊位 | 销售额 |\n|---|---|---|---|---|\n| 东门 | 12 | 3 | 20 | 4 |\n"
    )
    assert _doubted(corpus) == [(3, 3)]


def test_the_page_shows_the_gaps() -> None:
    pages = all_pages(corpus_of(_TITLE + UNREAD["wide gaps, rows that begin with numbers of their own"]))
    shown = "\n".join(pages.values())
    assert "（二）收市&emsp;&emsp;10&emsp;&emsp;按时收市得10分。" in shown


def test_bars_at_one_end_of_the_line_make_a_table() -> None:
    corpus = corpus_of(
        "青江市摊位价目\n早市 | 单位 | 价格 |\n东门 | 元/日 | 5 |\n西门 | 元/日 | 4 |\n说明：自2024年起使用\n"
    )
    (table,) = tables_in(corpus.records[0].document.blocks)
    assert table.columns == ("早市", "单位", "价格")
    assert [[s.value for s in row.slots] for row in table.rows] == [
        ["东门", "元/日", "5"],
        ["西门", "元/日", "4"],
    ]


def test_two_bars_in_a_sentence_make_none() -> None:
    corpus = corpus_of(_TITLE + "摊位按“编码|名称|位置”的格式登记，三项之间以竖线隔开。" + _BELOW)
    assert not list(tables_in(corpus.records[0].document.blocks))


def test_cells_of_a_tab_table_may_end_on_a_full_stop() -> None:
    corpus = corpus_of("评分\n\n项目\t分值\t标准\n秩序\t3\t按时的得3分。\n\t6\t整洁的得6分。\n")
    (table,) = tables_in(corpus.records[0].document.blocks)
    assert [s.value for s in table.rows[0].slots] == ["秩序", "3", "按时的得3分。"]


def test_tabs_that_indent_make_no_table() -> None:
    corpus = corpus_of(
        "青江市商务局关于早市的通知\n\n各早市：\n\n\t现通知如下：\n一、\t\t按时开市。\n二、\t\t按时收市。\n\n"
        "\t\t\t青江市商务局\n\t\t\t2024年4月16日\n"
    )
    document = corpus.records[0].document
    assert not list(tables_in(document.blocks))
    assert document.date == "2024-04-16"
