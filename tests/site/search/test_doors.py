"""Doors: lists, deadlines and chains are found by what they are called."""

from __future__ import annotations

import re
from pathlib import Path

from build_tools.documents.names import gazette_of
from build_tools.site.search.doors import doors
from build_tools.site.search.fold import folded
from build_tools.site.search.misprinted import misprinted
from build_tools.site.search.places import leaves
from support.conversion import SOURCES, convert_corpus, convert_text, converted
from support.paths import ROOT
from support.rendering import ASSETS

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


def test_a_unit_says_how_many_documents_name_it_and_as_what() -> None:
    found = {(door.key, door.tag): door for door in doors(converted(*SOURCES))}
    office = found["拉萨市财政局", "责任单位"]
    assert office.url == "lists/units/la-sa-shi-cai-zheng-ju.html"
    assert office.note == "在5篇文件里牵头3项，负责15项，配合4项；文中名称：市财政局、拉萨市财政局、财政局"
    group = found["市国防动员办公室", "责任单位"]  # printed by its only name
    assert "文中名称" not in group.note


def test_a_term_is_a_hit_without_its_bracket_and_told_with_its_line() -> None:
    found = {(door.key, door.tag): door for door in doors(converted(*SOURCES))}
    for key in ("地下车位(库)", "地下车位库", "地下车位"):
        door = found[key, "释义"]
        assert door.title == "地下车位（库）"
        assert door.url == "documents/la-zheng-ban-fa-2024-37.html#art-1"
        assert "是指城镇住宅小区开发建设项目经依法批准利用地下空间" in door.note
        assert door.note.endswith(
            "（拉萨市城镇住宅小区地下车位（库）确权登记有关问题的指导意见（试行），来源文本第758行）"
        )
    assert ("库", "释义") not in found  # what stands in a bracket is no word by itself


def test_of_a_long_sentence_the_words_around_the_term_are_told() -> None:
    found = {door.key: door for door in doors(converted(*SOURCES)) if door.tag == "释义"}
    assert "（以下简称“医疗集团”）" in found["医疗集团"].note
    assert found["医疗集团"].note.startswith("……")
    assert all(len(door.note) < 300 for door in found.values())
    assert not found["管委会"].note.startswith("……")


DEFINES = """云测市{name}办法

第一条 本办法所称工棚，是指{name}用的临时房屋。

第二条 本办法由市人民政府解释。
"""


def test_a_term_that_many_texts_define_leads_to_the_glossary(tmp_path: Path) -> None:
    names = ["施工", "养殖", "看护", "值守"]
    paths = [tmp_path / f"yun-ce-{k}.txt" for k in range(len(names))]
    for path, name in zip(paths, names, strict=True):
        path.write_text(DEFINES.format(name=name), "utf-8")
    few, many = (
        [door for door in doors(convert_corpus(some)) if (door.key, door.tag) == ("工棚", "释义")]
        for some in (paths[:3], paths)
    )
    assert [door.url.partition("#")[2] for door in few] == ["art-1"] * 3
    assert [(door.url, door.note) for door in many] == [
        ("lists/terms.html#in-g", "4篇文件各有界定，所指可能不同")
    ]


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


def test_what_was_misprinted_is_a_hit_by_the_word_that_is_meant() -> None:
    found = {door.key: door for door, _ in misprinted(converted(*SOURCES))}
    door = found["甲烷"]
    assert (door.tag, door.title) == ("存疑", "印作“甲院”")
    assert door.note.startswith("疑为“甲烷”，照印未改（西藏自治区“十五五”生态环境保护规划")
    page, _, anchor = door.url.partition("#")
    assert f"#{anchor}" in (DOCS / page).with_suffix(".md").read_text("utf-8")
    assert "要求" not in found  # a word that stands twice is another thing


def test_what_is_asked_of_the_site_is_a_hit() -> None:
    """Each word by which the box knows such a question is the name of a door."""
    script = (ASSETS / "search" / "ways.js").read_text("utf-8")
    asked = re.search(r"OF_SITE = /(.*?)/iu", script)
    assert asked
    keys = {door.key for door in doors(converted(*SOURCES)) if door.tag in ("说明", "目录")}
    assert {folded(word) for word in asked[1].split("|")} <= keys


def test_what_replaced_an_instrument_that_is_not_held_is_said() -> None:
    found = {door.title: door for door in doors(converted(*SOURCES)) if door.tag == "本库未收录"}
    ended = next(door for title, door in found.items() if "拉政发〔2022〕10号" in title)
    assert ended.note == "本库1处引用，拉政发〔2024〕21号写明废止"
    assert sum("写明废止" in door.note for door in found.values()) < len(found) / 2
