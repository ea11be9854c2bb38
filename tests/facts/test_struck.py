"""What is struck out stays on the page as struck, and nothing is stated out of it."""

from __future__ import annotations

import json

import pytest

from build_tools.exports.data_files import data_files
from build_tools.exports.downloads import table_files
from build_tools.model.catalogue import Code
from build_tools.model.corpus import Corpus
from build_tools.model.text import INSERTED, PLAIN, STRUCK
from build_tools.pages.document import pages
from build_tools.sources.marked_changes import marked_changes
from support.conversion import corpus_of, ledger_notes
from support.rendering import proven

HEAD = "临江市人民政府关于调整补贴标准的通知\n\n临政发〔2023〕25号\n\n各县（区）人民政府：\n\n"
FOOT = "\n\n临江市人民政府\n2023年5月20日\n"


def letter(body: str) -> Corpus:
    """A notice with this body; its ledger holds."""
    corpus = corpus_of(HEAD + body + FOOT)
    assert ledger_notes(corpus) == []
    return corpus


def rows(corpus: Corpus, name: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(data_files(corpus)[f"{name}.json"])
    return found


def styled(corpus: Corpus) -> dict[str, str]:
    """The characters of a style, in print order."""
    said: dict[str, str] = {}
    for block in corpus.records[0].document.blocks:
        for text in block.texts():
            for char, style in zip(text.chars, text.style, strict=True):
                said[style] = said.get(style, "") + char
    return said


@pytest.mark.parametrize(
    "body",
    [
        "一、每月<del>300</del><ins>500</ins>元。",
        "一、每月<s>300</s><ins class='a'>500</ins>元。",
        "一、每月<strike>300</strike> <ins>500</ins>元。",
        '一、每月[300]{.deletion author="王某"}[500]{.insertion author="王某"}元。',
        "一、每月{--300--}{++500++}元。",
        "一、每月{~~300~>500~~}元。",
        "一、每月~~300~~<ins>500</ins>元。",
    ],
)
def test_each_way_to_mark(body: str) -> None:
    corpus = letter(body)
    said = styled(corpus)
    assert (said[STRUCK], said[INSERTED]) == ("300", "500")
    assert "一、每月元。" in said[PLAIN].replace(" ", "")
    doubts = [(n.first_line, n.was, n.now) for n in corpus.notes[0] if n.code is Code.STRUCK]
    assert doubts == [(7, "300", "500")]
    page = next(iter(pages(corpus).values()))
    assert "<del>300</del><ins>500</ins>" in page.replace("> <", "><")


def test_over_lines_and_in_cells() -> None:
    corpus = letter(
        "<del>一、按月\n\n发放。</del>\n\n| 名称 | 元 |\n|---|---|\n| 甲 | <del>3</del><ins>5</ins> |"
    )
    assert styled(corpus)[STRUCK] == "一、按月发放。3"


@pytest.mark.parametrize(
    "body",
    [
        "8月20日~9月15日，顺延3~5天。",
        "编号A--01、B--02，{县代码}{沟名}。",
        "见[附表]{表}。",
        "一<del>二。",
        "~~~~",
    ],
)
def test_no_marks(body: str) -> None:
    assert marked_changes(HEAD + body + FOOT) == []
    assert set(styled(letter(body))) == {PLAIN}


def test_nothing_is_stated_out_of_struck_words() -> None:
    corpus = letter(
        "一、市教育局负责全市补贴的检查。\n\n二、<del>市水务局负责巡查，于2023年8月31日前报送。</del>\n\n"
        "三、根据<del>《临江市供水条例》</del>《临江市用水条例》，统一标准。\n\n四、本通知自~~2023年1月1日~~2023年6月1日起施行，"
        "有效期至<s>2025年4月30日</s><ins>2028年5月31日</ins>。"
    )
    units = [u["name"] for d in rows(corpus, "duties") for u in d["units"]]  # type: ignore[attr-defined]
    assert units == ["市教育局"]
    assert [d["date"] for d in rows(corpus, "deadlines")] == []
    assert [c["text"] for c in rows(corpus, "citations")] == ["《临江市用水条例》"]
    (term,) = rows(corpus, "validity")
    assert (term["effective"], term["expires"]) == ("2023-06-01", "2028-05-31")


def test_struck_day_and_title() -> None:
    corpus = corpus_of(
        "临江市人民政府关于~~停止~~调整补贴的通知\n\n临政发〔2023〕25号\n\n各县：\n\n请执行。\n\n"
        "临江市人民政府\n~~2022年5月20日~~2023年5月20日\n"
    )
    document = corpus.records[0].document
    assert document.title == "临江市人民政府关于调整补贴的通知"
    assert document.date == "2023-05-20"


def test_tables_in_data_hold_what_is_valid() -> None:
    corpus = letter("表1 补贴\n\n| 名称 | 元 |\n|---|---|\n| 甲 | ~~300~~500 |\n| 乙 | <del>无</del> |")
    (table,) = rows(corpus, "tables")
    assert table["rows"] == [["甲", "500"], ["乙", ""]]
    csv = next(f for name, f in table_files(corpus).items() if name.endswith(".csv"))
    assert "300" not in csv.decode("utf-8")


def test_page_gives_back_each_text(tmp_path) -> None:  # type: ignore[no-untyped-def]
    corpus = letter("一、每月<del>300</del><ins>500</ins>元，~~自2023年~~起执行{++。++}\n\n<s>二、停止。</s>")
    assert proven(corpus, tmp_path) == []
