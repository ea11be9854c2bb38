"""Lines of a title end between words, and nothing is added to its characters."""

from __future__ import annotations

import pytest

from build_tools.pages.blocks import block_markdown
from build_tools.pages.title_breaks import BREAK, with_breaks
from support.conversion import corpus_of


@pytest.mark.parametrize(
    ("title", "parted"),
    [
        (
            "拉萨市人民政府办公室关于印发《拉萨市空气质量持续改善行动计划实施方案》的通知",
            "拉萨市|人民政府|办公室|关于印发|《拉萨市|空气质量|持续改善|行动计划|实施方案》的通知",
        ),
        ("西藏自治区医保参保人员信用评价指标", "西藏自治区|医保|参保人员|信用评价|指标"),
        # what is between two words that are not both known stays whole
        ("关于昂旺邓珠同志任职的通知", "关于昂旺邓珠同志任职的通知"),
        ("信用修复申请表", "信用修复申请表"),
        ("12月大事记", "12月大事记"),
        # behind a quoted word where a longer run begins with a known one: Firefox ends no line there
        ("拉萨市“无废城市”建设提质增效实施方案", "拉萨市|“无废城市”|建设提质增效实施方案"),
        ("“十四五”时期", "“十四五”时期"),
        ("能耗总量和强度“双控”目标", "能耗总量和强度|“双控”目标"),
        ("关于“三重一大”的通知", "关于|“三重一大”的通知"),
        ("", ""),
        # links, addresses and tags are left alone
        (
            "关于印发[《管理办法》](a-关于印发.md){: .gz-cite }的通知",
            "关于印发|[《管理办法》](a-关于印发.md){: .gz-cite }的通知",
        ),
        ('<span title="关于印发通知">甲</span>乙', '<span title="关于印发通知">甲</span>乙'),
    ],
)
def test_between_words(title: str, parted: str) -> None:
    assert with_breaks(title) == parted.replace("|", BREAK)
    assert with_breaks(title).replace(BREAK, "") == title


def test_on_the_page_of_a_document() -> None:
    corpus = corpus_of(
        "云测市人民政府关于印发《早市管理办法》的通知\n\n云测政发〔2024〕9号\n\n各县：\n\n请执行。\n"
    )
    record = corpus.records[0]
    shown = block_markdown(record.document.blocks[0], record, corpus, 1)
    assert shown.startswith(f"# 云测市{BREAK}人民政府{BREAK}关于印发{BREAK}《早市")
    assert record.document.title == "云测市人民政府关于印发《早市管理办法》的通知"
