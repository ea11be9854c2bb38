"""What most readers come for stands first, in words of theirs."""

from __future__ import annotations

import re

from build_tools.pages.every import all_pages
from support.conversion import SOURCES, converted


def test_what_readers_subscribe_to_stands_before_what_programs_read() -> None:
    page = all_pages(converted(*SOURCES))["lists/data.md"]
    headings = re.findall(r"^## (\S+)", page, re.MULTILINE)
    assert headings == ["订阅", "日历", "表格", "数据文件", "正文", "合为一体", "十个问题"]


def test_why_names_are_one_is_told_by_the_issue_and_not_by_a_file() -> None:
    page = all_pages(converted(*SOURCES))["lists/units/la-sa-shi-cai-zheng-ju.md"]
    assert "“拉萨市财政局”见拉萨市人民政府公报 2024年12月的来源文本第461行" in page
    assert ".txt" not in page.partition("# ")[2]


def test_number_and_title_of_an_annex_stay_together() -> None:
    page = all_pages(converted(*SOURCES))["documents/zang-yi-bao-2023-33.md"]
    assert len(re.findall(r'<span class="gz-annex">\[\d+ ', page)) == 10
    assert '<span class="gz-annex">1 异议信息处理申请表（来源文本未刊）</span>' in page
