"""Every line that is in no text is told: by ``gazette check`` one by one, and on the page it stood on."""

from __future__ import annotations

import json
import re
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner

from build_tools.cli import main
from build_tools.language.radicals import equivalents
from build_tools.pages.document import pages
from build_tools.pages.every import all_pages
from build_tools.report import dropped_lines
from support.conversion import SOURCES, converted, corpus_of

TEXT = """当前位置：首页 > 政务公开
青江市人民政府关于加强早市管理的通知
青政发〔2024〕9号
各县（区）人民政府：
一、早市应当按时开市，<!-- 改 -->由市
— 2 —
商务局负责。
| 名称 | 数量 |
|---|---|
| 早市 | 1 |
— 3 —
| 名称 | 数量 |
|---|---|
| 夜市 | 2 |
青江市人民政府
2024年5月12日
扫一扫在手机打开当前页
"""
TOLD = [
    "input.txt:1: 未入正文 furniture（网页文字，在首篇正文之前）：当前位置：首页 > 政务公开",
    "input.txt:5: 未入正文 page-code：<!-- 改 -->",
    "input.txt:6: 未入正文 furniture（页码标记）：— 2 —",
    "input.txt:10: 未入正文 table-join（重复的表头已略去）：名称 数量",
    "input.txt:11: 未入正文 furniture（页码标记）：— 3 —",
    "input.txt:17: 未入正文 furniture（网页文字，在全文之后）：扫一扫在手机打开当前页",
]


def test_each_line_is_told() -> None:
    assert list(dropped_lines(corpus_of(TEXT))) == TOLD


def test_check_tells_them(tmp_path: Path) -> None:
    with chdir(tmp_path):
        Path("input.txt").write_text(TEXT, encoding="utf-8")
        said = CliRunner().invoke(main, ["check", "input.txt"]).output.split("\n")
        found = json.loads(CliRunner().invoke(main, ["check", "input.txt", "--format", "json"]).output)
    assert [line for line in said if " 未入正文 " in line] == TOLD
    assert found["dropped"] == TOLD


def test_the_page_shows_them_one_by_one() -> None:
    page = pages(corpus_of(TEXT))["documents/qing-zheng-fa-2024-9.md"]
    apparatus = page[page.index('id="apparatus"') :]
    for line, words in (
        (1, "网页文字，在首篇正文之前）：当前位置：首页 &gt; 政务公开"),
        (6, "页码标记）：— 2 —"),
        (17, "网页文字，在全文之后）：扫一扫在手机打开当前页"),
    ):
        assert f"- [第{line}行](#L{line})：去掉页码、书眉、二维码说明等非正文文字（{words}" in apparatus
        assert f'<li id="L{line}" value="{line}">' in apparatus
    assert "重复的表头已略去）：名称 数量" in apparatus


def test_what_is_told_one_by_one_and_what_in_one_line_are_counted_apart() -> None:
    page = pages(corpus_of(TEXT.replace("早市应当按时", "早市  应当，按时,")))[
        "documents/qing-zheng-fa-2024-9.md"
    ]
    apparatus = page[page.index('id="apparatus"') :].partition("</details>")[0]
    told, rest = (int(n) for n in re.findall(r"整理 (\d+) 处，标点、空格等 (\d+) 处</summary>", apparatus)[0])
    assert told == len(re.findall(r"^- \[第", apparatus, re.MULTILINE))
    assert rest == sum(int(n) for n in re.findall(r" (\d+) 处", apparatus.rpartition("\n- ")[2]))


def test_signs_and_blanks_are_not_told() -> None:
    corpus = corpus_of("<p>早市 管理办法</p>\n\n**第一条** 早市按时开市,按时收市.\n---\n![](images/1.jpg)\n")
    assert list(dropped_lines(corpus)) == []


def test_the_five_sources() -> None:
    told = [line for path in SOURCES for line in dropped_lines(converted(path))]
    assert len(told) == 8
    assert "xizang-2024-07.txt:82: 未入正文 furniture（网页文字，在首篇正文之前）：微信公众号" in told


def test_table_of_radicals() -> None:
    """The Kangxi part of Unicode's table is NFKC's; the supplement is not in it."""
    from unicodedata import normalize

    table = equivalents()
    assert len(table) == 328
    assert {c for c in map(chr, range(0x2E80, 0x2EF4)) if c not in table} == {"⺀", chr(0x2E9A)}
    kangxi = {c: now for c, now in table.items() if ord(c) >= 0x2F00}
    assert len(kangxi) == 214
    assert all(normalize("NFKC", c) == now for c, now in kangxi.items())
    assert (table["⺠"], table["⻓"], table["⻔"], table["⻛"]) == ("民", "长", "门", "风")


def test_a_raw_line_stands_on_one_page() -> None:
    """A notice shares the page of what it issues; the page of the issue does not print its lines again."""
    corpus = corpus_of(
        "青江市人民政府关于印发青江市早市管理办法的通知\n青政发〔2024〕9号\n各县（区）人民政府：\n"
        "现将《青江市早市管理办法》印发给你们。\n青江市人民政府\n2024年5月12日\n"
        "青江市早市管理办法\n第一条 早市应当按时开市。\n第二条 早市应当清洁。\n"
    )
    shown = [n for page in all_pages(corpus).values() for n in re.findall(r'id="L(\d+)"', page)]
    assert sorted(map(int, shown)) == list(range(1, 10))
