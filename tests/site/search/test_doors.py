"""Doors: lists, deadlines and chains are found by what they are called."""

from __future__ import annotations

import re
from pathlib import Path

from build_tools.documents.names import gazette_of
from build_tools.site.search.doors import doors
from build_tools.site.search.places import leaves
from support.conversion import SOURCES, convert_text, converted
from support.paths import ROOT

DOCS = ROOT / "docs"


def test_every_list_is_a_hit_by_its_title() -> None:
    found = {(door.title, door.url) for door in doors(converted(*SOURCES)) if door.tag == "目录"}
    for path in [*DOCS.glob("lists/[a-z]*.md"), DOCS / "issues/index.md"]:
        title = re.search(r"^title: (.*)$", path.read_text("utf-8"), re.MULTILINE)
        assert title, path
        assert (title[1], f"{path.relative_to(DOCS).with_suffix('.html')}") in found


def test_doors_lead_to_places_that_are_there() -> None:
    found = doors(converted(*SOURCES))
    assert found
    for door in found:
        page, _, anchor = door.url.partition("#")
        text = (DOCS / page).with_suffix(".md").read_text("utf-8")
        assert not anchor or re.search(rf'[#"\' ]{re.escape(anchor)}["\' ]', text), door


def test_a_month_and_a_chain_are_hits() -> None:
    found = {(door.key, door.tag): door.url for door in doors(converted(*SOURCES))}
    assert found["2026年底", "期限"] == found["2026年12月", "期限"] == "lists/deadlines.html#by-2026-12"
    chain = "拉萨市空气质量持续改善行动计划实施方案"
    assert found[chain, "上下级文件对照"] == "lists/chains/la-zheng-ban-fa-2024-34.html"


def test_an_indicator_and_a_term_are_hits() -> None:
    found = {(door.key, door.tag): door for door in doors(converted(*SOURCES))}
    indicator = found["畜禽粪污综合利用率", "指标"]
    assert indicator.url.startswith("lists/targets.html#several-")
    assert "拉萨市 2025年：达到92%以上" in indicator.note
    assert found["全区畜禽粪污综合利用率", "指标"].url == indicator.url  # by each printed name
    term = found["医保信用管理", "释义"]
    assert term.url.startswith("documents/zang-yi-bao-2023-33.html#")
    assert "以下简称医保信用管理" in term.note
    assert all(len(key) > 1 for key, tag in found if tag == "释义")


NOTICE = """云测市关于印发登记表的通知

云测发〔2024〕1号

各单位：

现印发登记表。

附件：1.登记表

云测市人民政府

2024年1月2日

附件1

登记表

姓名由本人填写。
"""


def test_an_annex_belongs_to_the_source_of_its_document(tmp_path: Path) -> None:
    corpus = convert_text(NOTICE, tmp_path)
    held = leaves(corpus)
    assert [leaf.kind for leaf in held if "annex" in leaf.url] == ["附件"]
    assert {leaf.gazette for leaf in held} == {gazette_of(corpus.records[0], corpus)}


def test_what_replaced_an_instrument_that_is_not_held_is_said() -> None:
    found = {door.title: door for door in doors(converted(*SOURCES)) if door.tag == "本库未收录"}
    ended = next(door for title, door in found.items() if "拉政发〔2022〕10号" in title)
    assert ended.note == "本库1处引用，拉政发〔2024〕21号写明废止"
    assert sum("写明废止" in door.note for door in found.values()) < len(found) / 2
