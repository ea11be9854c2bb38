"""Chains of implementation: only what the texts say, level by level, with the targets of each."""

from __future__ import annotations

from pathlib import Path

from build_tools.facts.chains import chain_ends, chain_page, chains
from build_tools.model.corpus import Corpus
from build_tools.pages.lists.chains import CHAINS_PAGE, chain_listing, chain_pages
from support.conversion import SOURCES, convert_text, converted
from support.lists import pages_of

UPPER = (
    "青江省人民政府关于印发《青江省早市行动方案》的通知\n\n青政发〔2024〕9号\n\n各市人民政府：\n\n"
    "现将《青江省早市行动方案》印发给你们。\n\n青江省人民政府\n2024年3月1日\n\n青江省早市行动方案\n\n"
    "为贯彻落实《国务院关于早市工作的意见》（国发〔2023〕5号），制定本方案。\n\n"
    "到2025年，早市摊位覆盖率达到90%以上。\n\n"
)
LOWER = (
    "白河市人民政府关于印发《白河市早市实施方案》的通知\n\n白政发〔2024〕3号\n\n各县人民政府：\n\n"
    "现将《白河市早市实施方案》印发给你们。\n\n白河市人民政府\n2024年6月1日\n\n白河市早市实施方案\n\n"
    "为贯彻落实{grounds}，制定本方案。\n\n到2025年，早市摊位覆盖率达到95%以上。\n"
)


def _corpus(tmp_path: Path, grounds: str) -> Corpus:
    return convert_text(UPPER + LOWER.format(grounds=grounds), tmp_path)


def test_a_chain_of_three_levels_with_targets(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path, "《青江省早市行动方案》（青政发〔2024〕9号）")
    (chain,) = chains(corpus)
    assert [c.stands_for.doc_number for c in chain.above] == ["国发〔2023〕5号"]
    assert chain.pages == ("documents/qing-zheng-fa-2024-9.md", "documents/bai-zheng-fa-2024-3.md")
    page = chain_pages(corpus)[chain_page(chain.pages[-1])]
    assert "早市摊位覆盖率 | [达到90%以上（2025年）]" in page
    assert "[达到95%以上（2025年）]" in page


def test_a_ministrys_namesake_makes_no_chain(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path, "商务部印发的《早市行动方案》")
    assert chains(corpus) == []
    assert "现有文件中没有可列入的。" in pages_of([chain_listing(corpus)])[CHAINS_PAGE]


def test_a_task_is_no_ground(tmp_path: Path) -> None:
    text = (
        LOWER.format(grounds="上级要求")
        + "\n一、主要任务\n\n严格执行《青江省早市行动方案》（青政发〔2024〕9号）。\n"
    )
    assert chains(convert_text(UPPER + text, tmp_path)) == []


def test_air_quality_from_nation_to_city() -> None:
    corpus = converted(*SOURCES)
    found = {chain.pages: [c.stands_for.doc_number for c in chain.above] for chain in chains(corpus)}
    air = ("documents/zang-zheng-fa-2024-11.md", "documents/la-zheng-ban-fa-2024-34.md")
    assert found[air] == ["国发〔2023〕24号"]
    page = chain_pages(corpus)[chain_page(air[-1])]
    row = next(line for line in page.splitlines() if line.startswith("| 空气质量优良天数比率"))
    assert "达到99.4%" in row
    assert "达到99.7%" in row


def test_each_page_of_a_chain_leads_to_it(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path, "《青江省早市行动方案》（青政发〔2024〕9号）")
    (chain,) = chains(corpus)
    assert [chain_ends(page, corpus) for page in chain.pages] == [[chain.pages[-1]]] * 2
    assert "lists/chains/bai-zheng-fa-2024-3.md" in chain_pages(corpus)


def test_a_page_in_no_chain_leads_to_none(tmp_path: Path) -> None:
    corpus = _corpus(tmp_path, "上级要求")
    assert [chain_ends(page, corpus) for page in corpus.by_page] == [[]] * len(corpus.by_page)


def test_what_explains_a_text_is_no_link_of_a_chain(tmp_path: Path) -> None:
    explained = "\n《青江省早市行动方案》政策解读\n\n"
    explained += "根据《青江省早市行动方案》（青政发〔2024〕9号），制定配套细则。\n"
    corpus = convert_text(UPPER + explained, tmp_path)
    assert [r.document.kind.value for r in corpus.records][-1] == "interpretation"
    assert chains(corpus) == []


def _notice(place: str, year: int, *grounds: str) -> str:
    named = "、".join(f"《{g}市人民政府关于早市工作的意见》（{g}政发〔2024〕{year}号）" for g in grounds)
    rests = f"根据{named}，现提出以下意见。" if grounds else "现提出以下意见。"
    head = f"{place}市人民政府关于早市工作的意见\n\n{place}政发〔2024〕{year}号\n\n各县人民政府：\n\n"
    return f"{head}    {rests}\n\n{place}市人民政府\n2024年3月1日\n\n"


def _assert_each_end_has_a_page(corpus: Corpus) -> None:
    made = chain_pages(corpus)
    ends = {end for page in corpus.by_page for end in chain_ends(page, corpus)}
    assert {chain_page(end) for end in ends} == set(made)


def test_texts_that_rest_on_each_other_end_no_chain(tmp_path: Path) -> None:
    corpus = convert_text(_notice("白河", 1, "青江") + _notice("青江", 1, "白河"), tmp_path)
    assert [c.is_ground for cited in corpus.web.cited_in.values() for c in cited] == [True, True]
    _assert_each_end_has_a_page(corpus)


def test_two_ways_to_one_text_end_in_it(tmp_path: Path) -> None:
    text = _notice("白河", 1) + _notice("青江", 1, "白河") + _notice("柳江", 1, "白河")
    corpus = convert_text(text + _notice("石门", 1, "青江", "柳江"), tmp_path)
    assert len(chains(corpus)) == 2
    _assert_each_end_has_a_page(corpus)
