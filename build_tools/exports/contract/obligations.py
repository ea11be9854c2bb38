"""Duties, deadlines and targets: what their data files hold of each."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from build_tools.exports.contract.values import Anchor, Count, Day, Words, Year, one_of
from build_tools.model.facts import DutyRole, Form


class TargetRecord(Struct, frozen=True):
    """One record of ``targets.json``: a number to be reached."""

    document: Annotated[Words, Meta(description="条文所在行所属的记录")]
    anchor: Annotated[Anchor, Meta(description="所在页面上的锚点")]
    indicator: Annotated[Words, Meta(description="指标名称，按文中所印；指标表为行名和列名")]
    core: Annotated[
        Words, Meta(description="并列时所用的名称：略去“全区”“全市”等和括注，名称表中为同一指标的用统一名称")
    ]
    comparator: Annotated[
        Annotated[str, one_of(">=", "<=", ">", "<", "=", "约")],
        Meta(description="比较：不低于、不超过、超过、低于、等于、左右"),
    ]
    value: Annotated[Words, Meta(description="数值；一段写作 7—10")]
    unit: Annotated[Words | None, Meta(description="计量单位")]
    year: Annotated[Year | None, Meta(description="目标年份；文中未写的为空")]
    scope: Annotated[
        Words | None,
        Meta(description="适用范围：指标名称中没有、由前文写明的地域，如“拉萨市”“其他地（市）”；没有的为空"),
    ]
    period: Annotated[str | None, Meta(description="指标表标题所写的时期，如“十三五”")]
    period_end: Annotated[Year | None, Meta(description="该时期的最后一年；不写时期的为空")]
    restated: Annotated[bool, Meta(description="解读或编制说明转述另一文件")]
    words: Annotated[Words, Meta(description="所印文字")]
    line: Annotated[Count, Meta(description="来源文本的行号，从1数起")]


class DeadlineRecord(Struct, frozen=True):
    """One record of ``deadlines.json``: a dated promise."""

    document: Annotated[Words, Meta(description="条文所在行所属的记录")]
    anchor: Annotated[Anchor, Meta(description="所在页面上的锚点")]
    date: Annotated[Day, Meta(description="期限；“年底”为12月，“月底”为该月")]
    words: Annotated[Words, Meta(description="所印文字")]
    form: Annotated[
        Annotated[str, one_of("due", "before", "until", "aim", "stage", "in")],
        Meta(
            description="写法：due 完成时间：…，before …前，until 到…，aim 力争、确保…，stage 阶段，in 句"
            "首的年月"
        ),
    ]
    year_inferred: Annotated[bool, Meta(description="文中未印年份，依文件日期补出")]
    restated: Annotated[bool, Meta(description="解读或编制说明转述另一文件")]
    text: Annotated[Words, Meta(description="期限所在的句子，从期限起")]
    line: Annotated[Count, Meta(description="来源文本的行号，从1数起")]


class DutyRule(Struct, frozen=True):
    """A rule of the text that adds units or roles."""

    text: Annotated[Words, Meta(description="所印文字")]
    line: Annotated[Count, Meta(description="来源文本的行号，从1数起")]


class DutyUnit(Struct, frozen=True):
    """A unit of a duty."""

    name: Annotated[Words, Meta(description="单位名称；共用的前缀（市、区）已补上")]
    role: Annotated[
        DutyRole,
        Meta(description="lead 牵头，support 配合，responsible 负责"),
    ]
    printed: Annotated[str | None, Meta(description="补前缀以前所印的名称；未补的为空")]
    carried: Annotated[bool, Meta(description="括注中未印，依文中“以下均需……不再列出”补出")]
    unit: Annotated[Words | None, Meta(description="名称表中的统一名称；表中没有的为空")]


class DutyRecord(Struct, frozen=True):
    """One record of ``duties.json``: an item and its units."""

    document: Annotated[Words, Meta(description="条文所在行所属的记录")]
    anchor: Annotated[Anchor, Meta(description="该项任务在所在页面上的锚点")]
    item: Annotated[Words, Meta(description="任务的序号和标题；没有标题的，为第一句")]
    units: Annotated[
        Annotated[list[DutyUnit], Meta(min_length=1)],
        Meta(description="责任单位，按刊印次序；依文中规则补出的在后"),
    ]
    place: Annotated[str | None, Meta(description="发文机关所在地，单位名称在其范围内辨认；不明的为空")]
    open: Annotated[bool, Meta(description="单位名单以“等”结束")]
    rules: Annotated[list[DutyRule], Meta(description="据以补出单位或确定牵头的文中规定")]
    deadline: Annotated[Day | None, Meta(description="该项任务的期限；没有或有几个的为空")]
    deadline_from: Annotated[
        Literal["stated", "text", None],
        Meta(
            description="stated：期限印在责任单位处，是整项任务的；text：任务正文中只写了这一个日期，可能只是"
            "其中一事的；没有期限的为空"
        ),
    ]
    deadlines: Annotated[list[Day], Meta(description="该项任务中的全部期限")]
    due: Annotated[list[Day], Meta(description="其中印在责任单位处、是整项任务的期限")]
    term: Annotated[Words | None, Meta(description="责任单位处所印的时限文字，如“9月底前完成”“持续推进”")]
    form: Annotated[
        Form,
        Meta(
            description="bracket 括注，line 单独成行或置于段末的“责任单位：”，table 表格的责任单位栏，pros"
            "e 正文以“某局负责……”“某局牵头……”起句，named 正文指明“某厅为……牵头部门”，"
            "done 正文写明某日前由某局完成"
        ),
    ]
    text: Annotated[
        Words,
        Meta(
            description="括注全文（标点为全角，不含空格）；分行的以换行隔开；表格为各责任单位栏的栏名和内容；"
            "正文为该句"
        ),
    ]
    item_line: Annotated[Count, Meta(description="任务开始的行号")]
    line: Annotated[Count, Meta(description="括注开始的行号")]
    last_line: Annotated[Count, Meta(description="括注结束的行号")]
