"""What changed between two releases: each planted change is told, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools.exports.text_lines import Line, text_lines
from build_tools.model.corpus import Failed
from build_tools.model.source import Source
from build_tools.pipeline import convert_corpus
from build_tools.publishing.changes_page import changes_page
from build_tools.publishing.compare import compare
from build_tools.publishing.difference import Difference
from build_tools.publishing.told import as_message, as_text, summary

RULES = """青江市人民政府关于印发《青江市早市管理办法》的通知

青政发〔2024〕9号

各县（区）人民政府：

现将《青江市早市管理办法》印发给你们，请遵照执行。

附件：早市评分表

青江市人民政府

2024年5月12日

青江市早市管理办法

第一章 总则

第一条 为了规范早市管理，根据《青江市市场条例》，制定本办法。

第二条 本市行政区域内早市的规划、建设和管理，适用本办法。

第三条 早市应当在每日六时开市，九时闭市。

第二章 职责

第四条 早市的秩序由所在地的街道维护，经营者应当服从管理。

第五条 市商务局应当于2024年12月31日前建成早市信息平台。

第六条 到2025年，全市早市达标率达到95%以上。

第七条 按照《青江市供水管理办法》（青政发〔2023〕2号）的规定供水。

第三章 附则

第八条 本办法自2024年6月1日起施行，有效期至2026年5月31日。

附件

早市评分表

| 项目 | 分值 | 标准 |
|---|---|---|
| 开市 | 10 | 按时开市 |
| 卫生 | 20 | 地面清洁 |
| 秩序 | 30 | 不占道经营 |
"""
WATER = """青江市人民政府关于印发《青江市供水管理办法》的通知

青政发〔2023〕2号

各县（区）人民政府：

现将《青江市供水管理办法》印发给你们，请遵照执行。

青江市人民政府

2023年3月8日

青江市供水管理办法

第一条 为了规范供水，制定本办法。

第二条 供水应当不间断。
"""
POSTS = """青江市人民政府关于王某等同志任免职务的通知

青政任〔2024〕3号

各县（区）人民政府：

任命：

王某甲同志为青江市水务局副局长；

王某乙同志为青江市商务局副局长。

青江市人民政府

2024年5月20日
"""
BEFORE = {"a-rules": RULES, "b-water": WATER, "c-posts": POSTS}
LATE = """青江市人民政府关于加强夜市管理的通知

青政发〔2024〕10号

各县（区）人民政府：

夜市应当按时闭市。

青江市人民政府

2024年5月28日
"""


def lines(texts: Mapping[str, str], folder: Path) -> list[Line]:
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return list(text_lines(convert_corpus(sorted(folder.glob("*.txt")))))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> list[Line]:
    return lines(BEFORE, tmp_path_factory.mktemp("before") / "raw")


def found(before: list[Line], texts: Mapping[str, str], tmp_path: Path) -> tuple[Difference, ...]:
    return compare(before, lines(texts, tmp_path / "raw"))


def replaced(name: str, was: str, now: str) -> dict[str, str]:
    assert BEFORE[name].count(was) == 1, was
    return {**BEFORE, name: BEFORE[name].replace(was, now)}


def without(name: str) -> dict[str, str]:
    return {k: v for k, v in BEFORE.items() if k != name}


ROWS = "| 开市 | 10 | 按时开市 |\n| 卫生 | 20 | 地面清洁 |"
SWAPPED = "| 卫生 | 20 | 地面清洁 |\n| 开市 | 10 | 按时开市 |"
SUPPLY = "《青江市供水管理办法》（青政发〔2023〕2号）"

PLANTED: dict[str, tuple[str, str, str, str]] = {
    "a word": ("a-rules", "所在地的街道", "所在地的乡镇", "block changed"),
    "a mark": ("a-rules", "开市，九时", "开市、九时", "block changed"),
    "a cell": ("a-rules", "| 20 |", "| 25 |", "cell changed 分值"),
    "a row lost": ("a-rules", "| 卫生 | 20 | 地面清洁 |\n", "", "row gone"),
    "a row new": ("a-rules", "| 秩序 |", "| 服务 | 5 | 明码标价 |\n| 秩序 |", "row new"),
    "a row moved": ("a-rules", ROWS, SWAPPED, "row moved"),
    "a column": ("a-rules", "| 分值 |", "| 得分 |", "column changed 2"),
    "a day": (
        "b-water",
        "2023年3月8日",
        "2023年3月9日",
        "field changed date, block changed",
    ),
    "an article lost": (
        "a-rules",
        "第三条 早市应当在每日六时开市，九时闭市。\n\n",
        "",
        "block gone, doubt new sequence",
    ),
    "an article new": (
        "b-water",
        "应当不间断。\n",
        "应当不间断。\n\n第三条 水质应当达标。\n",
        "block new",
    ),
    "an article without its number": (
        "a-rules",
        "第四条 早市",
        "早市",
        "block changed, role changed, place changed, doubt new sequence",
    ),
    "a paragraph parted": (
        "a-rules",
        "秩序由所在地的街道维护，经营者",
        "秩序由所在地的街道维护。\n\n经营者",
        "block changed, block new",
    ),
    "a page moved, and a link lost with it": (
        "b-water",
        "青政发〔2023〕2号",
        "青政发〔2023〕12号",
        "document moved, field changed number, block changed, link changed based-on",
    ),
    "a link lost": (
        "a-rules",
        f"按照{SUPPLY}的规定供水",
        "按照供水的规定供水",
        "block changed, link gone based-on",
    ),
    "a link new": (
        "b-water",
        "供水应当不间断。",
        f"供水应当不间断，执行{SUPPLY}。",
        "block changed, link new implements",
    ),
    "a state": (
        "a-rules",
        "有效期至2026年5月31日",
        "有效期至2027年5月31日",
        "block changed, state changed 青江市早市管理办法",
    ),
    "a date": (
        "a-rules",
        "2024年12月31日前",
        "2024年11月30日前",
        "block changed, date gone 2024-12-31, date new 2024-11-30",
    ),
    "a post": (
        "c-posts",
        "水务局副局长",
        "水务局局长",
        "block changed, post gone 王某甲, post new 王某甲",
    ),
    "an issuer": (
        "c-posts",
        "青江市人民政府\n\n2024年5月20日",
        "青江市人民政府办公室\n\n2024年5月20日",
        "field changed issuers, block changed",
    ),
}

WHOLE = {
    "a document new": ({**BEFORE, "d-late": LATE}, "document new"),
    "a document gone": (without("c-posts"), "document gone"),
    "a source of another name": ({**without("b-water"), "z-water": WATER}, ""),
    "nothing": (BEFORE, ""),
}


def said(found: tuple[Difference, ...]) -> list[str]:
    named = [f"{d.what} {d.how}" + (f" {d.name}" if d.what not in UNNAMED else "") for d in found]
    return sorted(word.strip() for word in named)


UNNAMED = ("document", "block", "role", "place", "row")


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_change_is_told_and_nothing_else(name: str, before: list[Line], tmp_path: Path) -> None:
    source, was, now, expected = PLANTED[name]
    assert said(found(before, replaced(source, was, now), tmp_path)) == sorted(expected.split(", "))


@pytest.mark.parametrize("name", WHOLE)
def test_documents_come_and_go(name: str, before: list[Line], tmp_path: Path) -> None:
    texts, expected = WHOLE[name]
    assert said(found(before, texts, tmp_path)) == sorted(filter(None, expected.split(", ")))


TOGETHER = (
    "a word", "a mark", "a cell", "a row new", "a day", "an article new", "a link lost",
    "a state", "a date", "a post", "an issuer",
)  # fmt: skip


def test_many_at_once(before: list[Line], tmp_path: Path) -> None:
    """All that can be planted beside each other, and a new document: none is lost among the others."""
    texts = {**BEFORE, "d-late": LATE}
    expected = ["document new"]
    for source, was, now, words in (PLANTED[name] for name in TOGETHER):
        texts[source] = texts[source].replace(was, now)
        expected += words.split(", ")
    assert said(found(before, texts, tmp_path)) == sorted(expected)


def test_what_an_editor_reads(before: list[Line], tmp_path: Path) -> None:
    texts = {**replaced("a-rules", "2024年12月31日前", "2024年11月30日前"), "d-late": LATE}
    different = found(before, texts, tmp_path)
    assert summary(different) == "新增 1 篇，改动 1 页"
    shown = "\n".join(as_text(different))
    assert (
        "documents/qing-zheng-fa-2024-10.html  青江市人民政府关于加强夜市管理的通知（青政发〔2024〕10号）"
        in shown
    )
    assert (
        "#art-5 文字：第五条 市商务局应当于2024年［-12-］［+11+］月［-31-］［+30+］日前建成早市信息平台。"
        in shown
    )
    assert "- 新增：青江市人民政府关于加强夜市管理的通知" in as_message(different)
    page = changes_page("2024-06-01", different)
    assert "2024年<del>12</del><ins>11</ins>月" in page


def test_a_first_publication_has_nothing_before_it(before: list[Line]) -> None:
    assert {d.how for d in compare((), before) if d.what == "document"} == {"new"}
    assert {d.what for d in compare((), before)} == {"document"}


def test_a_source_that_is_lacking_is_told(before: list[Line], tmp_path: Path) -> None:
    (tmp_path / "a-rules.txt").write_text(RULES, encoding="utf-8")
    failed = Failed(Source("b-water", "b-water.txt", "", "", (0,), ""), ())
    corpus = replace(convert_corpus([tmp_path / "a-rules.txt"]), failed=(failed,))
    different = compare(before, text_lines(corpus))
    assert [d.name for d in different if d.what == "missing"] == ["b-water.txt"]
