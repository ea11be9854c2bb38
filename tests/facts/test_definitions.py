"""Words that a text defines for itself: which, by which sentence, and where they are used."""

from __future__ import annotations

import pytest

from build_tools.model.corpus import Corpus
from build_tools.pages.blocks import text_marks
from support.conversion import SOURCES, converted, corpus_of

HEAD = "云测市人民政府关于印发《云测市早市管理办法》的通知\n\n云测政发〔2024〕9号\n\n各县（区）人民政府：\n\n"


def _terms(corpus: Corpus) -> list[tuple[str, str]]:
    return [(d.term, d.sentence) for r in corpus.records for d in r.facts.definitions]


@pytest.mark.parametrize(
    ("printed", "terms"),
    [
        ("由市商务局党组（以下简称党组）研究。", ["党组"]),
        ("由管理委员会（以下简称“管委会”）负责。", ["管委会"]),
        ("设立母基金（以下简称“甲金”）和子基金（以下简称“乙金”）。", ["甲金", "乙金"]),
        ("早市、夜市（以下统称“集市”或者“市场”）。", ["集市", "市场"]),
        ("依据《云测市条例》（云测令第1号，以下简称《条例》）制定。", ["《条例》"]),
        ("第二条 本办法所称早市，是指经批准设立的临时市场。", ["早市"]),
        ("第二条 本办法所称早市是指经批准设立的临时市场。", ["早市"]),
        ("第二条 本办法所称指标是指考核的项目。", ["指标"]),
        ("由早市经营者（以下称经营者）登记。", ["经营者"]),
        ("第九条 下列用语的含义：\n\n（一）早市是指临时市场。\n\n（二）摊位指固定位置。", ["早市", "摊位"]),
        ("第二条 本办法所称地下车位（库），是指地下空间。", ["地下车位（库）"]),
        ("第二条 本规定所称的“三重一大”指重大事项。", ["三重一大"]),
        ("第二条 本办法所称信用管理（以下简称信管），是指评价活动。", ["信用管理", "信管"]),
        (
            "第九条 本办法下列用语的含义：\n\n（一）早市，是指临时市场。\n\n（二）摊位：指固定位置。",
            ["早市", "摊位"],
        ),
        # not sure which words are meant, or no definition
        ("由甲、乙、丙（以下简称甲方、乙方）负责。", []),
        ("有关部门（以下简称见附件的各单位，下同）负责。", []),
        ("第二条 本办法所称意见是指导性文件。", []),
        ("第二条 本办法所称情形包括三种。", []),
        ("（一）早市，是指临时市场。", []),
        ("以下简称另行规定。", []),
    ],
)
def test_words_that_are_defined(printed: str, terms: list[str]) -> None:
    assert [
        term for term, _ in _terms(corpus_of(f"{HEAD}{printed}\n\n云测市人民政府\n\n2024年5月12日\n"))
    ] == terms


def test_the_sentence_is_whole_and_as_printed() -> None:
    printed = "早市由市商务局党组（以下简称“党组”）研究,报市政府；其他事项另定。"
    corpus = corpus_of(f"{HEAD}先行说明。{printed}后文。\n\n云测市人民政府\n\n2024年5月12日\n")
    assert [s for _, s in _terms(corpus)] == ["早市由市商务局党组（以下简称“党组”）研究，报市政府；"]


def test_in_the_sources() -> None:
    """By reading them."""
    corpus = converted(*SOURCES)
    found = {
        (corpus.sources[r.source].source.file, d.line, d.term)
        for r in corpus.records
        for d in r.facts.definitions
    }
    law, gazette = "xizang-2023-departments.txt", "lhasa-2024-12.txt"
    assert {
        (law, 25, "医疗保障基金使用信用管理"),
        (law, 25, "医保信用管理"),
        (law, 31, "信用主体"),
        (gazette, 30, "党组"),
        (gazette, 30, "市政府"),
        (gazette, 32, "市委"),
        (gazette, 340, "母基金"),
        (gazette, 340, "子基金"),
        (gazette, 410, "管委会"),
        (gazette, 758, "地下车位（库）"),
        (gazette, 800, "医疗集团"),
        ("xizang-2024-07.txt", 272, "一体化平台"),
    } <= found
    assert len(found) == 18


@pytest.mark.parametrize(
    ("used", "marked"),
    [
        ("各党组应当研究。", "党组"),
        ("党组应当研究。", "党组"),
        ("由党组予以研究。", "党组"),
        ("自治区党组应当研究。", ""),
        ("党组织应当研究。", ""),
        ("市党组会议决定。", ""),
    ],
)
def test_a_word_is_marked_where_it_stands_alone(used: str, marked: str) -> None:
    body = f"第一条 由市商务局党组（以下简称党组）研究。\n\n第二条 {used}\n"
    corpus = corpus_of(f"云测市早市管理办法\n\n{body}")
    record = next(r for r in corpus.records if r.facts.definitions)
    marks = text_marks(record, corpus)
    text = next(b for b in record.document.blocks if b.anchor == "art-2").text  # type: ignore[union-attr]
    terms = [i for i, at in enumerate(text.at) if at in marks and marks[at].kind == "gz-term"]
    assert "".join(text.chars[i] for i in terms) == marked
