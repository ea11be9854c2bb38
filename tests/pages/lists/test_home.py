"""Ways in: the home page, the issues of a gazette one after the other, and what stands beside a document."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_tools.documents.names import issue_path
from build_tools.model.corpus import Corpus
from build_tools.model.document import Kind
from build_tools.pages.document import pages
from build_tools.pages.every import all_pages
from build_tools.pages.lists.groups import groupings
from build_tools.pages.lists.home import home_parts
from build_tools.pipeline import convert_corpus
from support.conversion import SOURCES, converted, made_up

MINI = made_up("20-mini-gazette")


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """Three issues of one gazette, given out of order, and a document that none of them prints."""
    folder = tmp_path_factory.mktemp("year")
    text = MINI.read_text(encoding="utf-8")
    paths = []
    for number in (6, 4, 5):
        own = text.replace("2024年第5期", f"2024年第{number}期").replace("2024年5月", f"2024年{number}月")
        own = own.replace("〔2024〕9号", f"〔2024〕{number}号").replace("总第128期", f"总第{123 + number}期")
        paths.append(folder / f"issue-{number}.txt")
        paths[-1].write_text(own, encoding="utf-8")
    alone = folder / "alone.txt"
    alone.write_text(
        "关于加强早市管理的通知\n\n青政发〔2024〕19号\n\n各县：\n\n照办。\n\n2024年9月1日\n", "utf-8"
    )
    return convert_corpus([*paths, alone])


def _ways(markdown: str, words: str) -> list[str]:
    return re.findall(rf"^- {words}：\[.*?\]\((.*?)\)$", markdown, re.MULTILINE)


def test_issues_of_a_gazette_follow_each_other(year: Corpus) -> None:
    made = pages(year)
    order = [("issue-4", [], ["issue-5.md"]), ("issue-5", ["issue-4.md"], ["issue-6.md"])]
    for name, before, after in [*order, ("issue-6", ["issue-5.md"], [])]:
        page = made[f"issues/{name}.md"]
        assert _ways(page, "上一期") == before
        assert _ways(page, "下一期") == after
    assert "一期：" not in made["issues/alone.md"]


def test_home_shows_the_newest_issue_of_a_gazette_and_what_else_is_new(year: Corpus) -> None:
    newest = home_parts(year, groupings(year))["lists/_newest.md"]
    assert "### [青江市人民政府公报 2024年第6期（总第129期）](issues/issue-6.md)" in newest
    assert (
        "[青江市人民政府关于印发《青江市露天早市管理规则》的通知](documents/qing-zheng-fa-2024-6.md)"
        in newest
    )
    others = newest.partition("其他新收")[2]
    assert re.findall(r"\]\((issues/.*?)\)", others) == [
        "issues/alone.md",  # of September
        "issues/issue-5.md",
        "issues/issue-4.md",
    ]


def test_doors_count_what_lies_behind_them() -> None:
    corpus = converted(*SOURCES)
    doors = home_parts(corpus, groupings(corpus))["lists/_doors.md"]
    made = all_pages(corpus)
    for page, anchor, count in re.findall(r"\]\((lists/by-[a-z]+\.md)#(.+?)\) (\d+)", doors):
        section = made[page].split(f"{{ #{anchor} }}")[1].partition("\n## ")[0]
        assert section.count("\n- ") == int(count), (page, anchor)
    for page in re.findall(r"\]\(([^)#]+\.md)", doors):
        assert page in made, page
    assert "任免29项" in doors
    assert sum(r.document.kind is Kind.NOTICE for r in corpus.records) == 17
    assert "[公文](lists/by-kind.md#kind-gong-wen) 17" in doors


def test_the_chief_organs_and_series_come_first() -> None:
    corpus = converted(*SOURCES)
    doors = home_parts(corpus, groupings(corpus))["lists/_doors.md"]
    lines = {
        page: re.findall(rf"\[([^]]+)\]\({page}", doors)
        for page in ("lists/by-issuer.md", "lists/by-number.md")
    }
    city = ["拉萨市人民政府", "拉萨市人民政府办公室"]
    assert lines["lists/by-issuer.md"][1:] == [
        "西藏自治区人民政府",
        "西藏自治区人民政府办公厅",
        *city,
        "全部9个",
    ]
    assert lines["lists/by-number.md"][1:4] == ["藏政发", "藏政办发", "藏政办函"]
    assert lines["lists/by-number.md"][-1] == "全部9个"


def test_each_document_stands_once_in_each_list() -> None:
    corpus = converted(*SOURCES)
    for grouping in groupings(corpus):
        anchors = [g.anchor for g in grouping.groups]
        assert len(anchors) == len(set(anchors))
        for group in grouping.groups:
            assert len(group.records) == len({r.id for r in group.records})
    by_kind = next(g for g in groupings(corpus) if g.page == "lists/by-kind.md")
    assert [g.name for g in by_kind.groups][:2] == ["公文", "规划方案"]  # in the order of a gazette


def test_the_contents_of_the_issue_stand_beside_its_documents() -> None:
    corpus = converted(*SOURCES)
    made = pages(corpus)
    for page, records in corpus.by_page.items():
        if page not in made or records[0].document.kind in (Kind.MASTHEAD, Kind.CONTENTS):
            continue
        beside = made[page].partition('<nav class="gz-issue"')[2]
        if not beside:
            continue
        assert len(re.findall(r"- \*\*.*?\*\*$", beside, re.MULTILINE)) == 1, page
        assert f"../{issue_path(records[0].source, corpus)})" in beside.replace("../../", "../")
    annex = made["documents/zang-yi-bao-2023-33/annex-6.md"].partition('<nav class="gz-issue"')[2]
    assert "    - **附件6 西藏自治区定点医疗机构信用评价指标**" in annex
    other = made["documents/zang-jing-xin-fa-2023-46.md"].partition('<nav class="gz-issue"')[2]
    assert "附件" not in other  # those of its neighbour do not stand beside it


def test_what_interprets_a_text_stands_beside_it() -> None:
    made = pages(converted(*SOURCES))
    notice = made["documents/zang-zheng-fa-2024-11.md"]
    said = made["documents/xizang-2024-07-kong-qi-zhi-liang-chi-xu-jie-du.md"]
    explained = "《西藏自治区空气质量持续改善行动实施方案》政策解读"
    address = "documents/xizang-2024-07-kong-qi-zhi-liang-chi-xu-jie-du.html"
    assert f"beside:\n- label: 解读\n  address: {address}\n  title: {explained}\n" in notice
    original = "label: 原文\n  address: documents/zang-zheng-fa-2024-11.html#title\n  title: 西藏自治区空气"
    assert original in said
    assert "beside:" not in made["documents/la-zheng-fa-2024-21.md"]


def test_an_empty_project_has_a_home_page(tmp_path: Path) -> None:
    corpus = convert_corpus([])
    parts = home_parts(corpus, groupings(corpus))
    assert "尚无来源文本" in parts["lists/_newest.md"]
    assert "[时效日历](lists/calendar.md)" in parts["lists/_doors.md"]
