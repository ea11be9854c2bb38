"""Footnotes: where each begins and ends, how they count, and that what is none stays in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.documents.paragraphs.footnote_signs import footnote_marks
from build_tools.model.catalogue import Code
from build_tools.model.corpus import Corpus
from build_tools.model.document import Role
from build_tools.pages.every import all_pages
from support.conversion import convert_text, corpus_of

_TITLE = "早市管理办法\n\n"


def _footnotes(corpus: Corpus) -> list[str]:
    return [b.text.chars for b in corpus.records[0].document.blocks if b.role is Role.FOOTNOTE]


def _text(corpus: Corpus) -> list[str]:
    blocks = corpus.records[0].document.blocks
    return [b.text.chars for b in blocks if b.role not in (Role.TITLE, Role.FOOTNOTE)]


def _codes(corpus: Corpus) -> list[tuple[Code, int, int]]:
    notes = corpus.notes[0]
    return [
        (n.code, n.first_line, n.last_line)
        for n in notes
        if n.code.name.startswith("FOOTNOTE") or n.code.severity == "doubt"
    ]


def test_a_footnote_runs_on_to_the_page_s_end() -> None:
    corpus = corpus_of(_TITLE + "早市①与摊位较少，\n\n① 早市：指清晨\n的集市。\n\n—1—\n\n需要增加。\n")
    assert _footnotes(corpus) == ["① 早市：指清晨的集市。"]
    assert _text(corpus) == ["早市①与摊位较少，需要增加。"]
    assert _codes(corpus) == [(Code.FOOTNOTE_MOVED, 5, 6)]


def test_a_footnote_of_two_sentences_runs_on_to_the_next_one() -> None:
    corpus = corpus_of(
        _TITLE
        + "各县区应当要求早市①与夜市②的摊位\n① 早市：指清晨的集市。不含\n夜市。\n② 夜市：指夜间的集市。\n"
        "- 1 -\n应当登记。\n"
    )
    assert _footnotes(corpus) == ["① 早市：指清晨的集市。不含夜市。", "② 夜市：指夜间的集市。"]
    assert _text(corpus) == ["各县区应当要求早市①与夜市②的摊位应当登记。"]


def test_below_a_finished_paragraph_it_runs_on_to_its_full_stop() -> None:
    corpus = corpus_of(_TITLE + "早市①应当登记。\n\n① 早市：指清晨\n的集市。\n\n登记不收费。\n")
    assert _footnotes(corpus) == ["① 早市：指清晨的集市。"]
    assert _text(corpus) == ["早市①应当登记。", "登记不收费。"]


def test_where_it_ends_is_a_doubt_when_the_sentence_could_go_on_instead() -> None:
    corpus = corpus_of(_TITLE + "早市①与摊位较少，\n\n① 早市：指清晨的集市\n\n需要增加。\n\n登记不收费。\n")
    assert _footnotes(corpus) == ["① 早市：指清晨的集市"]
    assert _codes(corpus) == [(Code.FOOTNOTE_OPEN, 5, 5), (Code.FOOTNOTE_MOVED, 5, 5)]


def test_a_finished_footnote_leaves_the_sentence_its_end() -> None:
    corpus = corpus_of(_TITLE + "早市①与摊位较少，\n\n① 早市：指清晨的集市。\n\n需要增加。\n")
    assert _footnotes(corpus) == ["① 早市：指清晨的集市。"]
    assert _text(corpus) == ["早市①与摊位较少，需要增加。"]


TWO_PAGES = (
    _TITLE + "一、早市①应当登记。\n① 早市：指清晨的集市。\n- 1 -\n"
    "二、摊位①应当编号，*收费公开。\n① 摊位：含流动摊位。\n* 收费：指摊位费。\n- 2 -\n"
    "三、秤具[1]每年检定。\n[1] 秤具：含电子秤。\n"
)


def test_numbers_count_anew_on_each_page() -> None:
    corpus = corpus_of(TWO_PAGES)
    assert _footnotes(corpus) == [
        "① 早市：指清晨的集市。",
        "① 摊位：含流动摊位。",
        "* 收费：指摊位费。",
        "[1] 秤具：含电子秤。",
    ]
    assert {n.code for n in corpus.notes[0]} == {Code.FOOTNOTE_MOVED, Code.FURNITURE}


def test_each_sign_leads_to_the_footnote_of_its_page() -> None:
    corpus = corpus_of(TWO_PAGES)
    source = corpus.sources[0].source
    marks = footnote_marks(corpus.records[0].document)
    assert [(source.line_of(o), source.raw[o], a) for o, a in sorted(marks.items())] == [
        (3, "①", "fn-1"),
        (6, "①", "fn-2"),
        (6, "*", "fn-3"),
        (10, "[", "fn-4"),
        (10, "1", "fn-4"),
        (10, "]", "fn-4"),
    ]
    shown = "\n".join(all_pages(corpus).values())
    for anchor in ("fn-1", "fn-2", "fn-3", "fn-4"):
        assert f"](#{anchor}){{: #{anchor.replace('fn', 'fnref')} .gz-ref }}" in shown


def test_numbers_that_count_through_the_text_go_on() -> None:
    corpus = corpus_of(
        _TITLE
        + "一、早市¹应当登记。\n¹早市是指清晨的集市。\n- 1 -\n二、摊位²应当编号。\n2 摊位含流动摊位。\n"
    )
    assert _footnotes(corpus) == ["¹早市是指清晨的集市。", "2 摊位含流动摊位。"]


NONE = {
    "items of a list": "检查下列内容：\n\n① 是否按时开市；\n\n② 是否占道。\n\n发现问题的，责令改正。\n",
    "items of a list whose signs stand in the text too": (
        "经营者应当同时具备①营业执照②健康证明。\n\n① 营业执照由市场监管部门核发。\n\n"
        "② 健康证明由医疗机构出具。\n"
    ),
    "what must be handed in": "材料中带*的为必备：\n\n*营业执照复印件；\n\n*健康证明。\n",
    "a sign of multiplication": "2*4格保温箱应当清洗。\n\n* 格：指隔间。\n",
    "the year of a number": "按照青政发[2019]12号文件执行。\n",
}


@pytest.mark.parametrize("printed", NONE.values(), ids=NONE)
def test_what_is_no_footnote_stays(printed: str) -> None:
    corpus = corpus_of(_TITLE + printed)
    assert _footnotes(corpus) == []
    assert [b.replace(" ", "") for b in _text(corpus)] == [
        x.replace(" ", "") for x in printed.split("\n") if x
    ]


def test_a_numbered_note_without_its_sign_is_a_doubt() -> None:
    corpus = corpus_of(_TITLE + "早市[1]应当登记。\n\n[1]早市：指清晨的集市。\n\n[2]夜市：指夜间的集市。\n")
    assert _codes(corpus) == [(Code.FOOTNOTE_MOVED, 5, 5), (Code.FOOTNOTE_UNMATCHED, 7, 7)]


def test_a_target_is_named_without_the_signs(tmp_path: Path) -> None:
    corpus = convert_text(
        "早市发展规划\n\n一、到2025年[1]建成早市3座。\n\n[1] 2025年：指年底。\n\n二、目标\n\n"
        "| 指标 | 2020年 | 2025年 | 属性 |\n|---|---|---|---|\n| 摊位数①（个） | 120 | 180 | 预期性 |\n\n"
        "注：①含流动摊位。\n",
        tmp_path,
    )
    goals = [goal for facts in corpus.sources[0].facts for goal in facts.obligations.goals]
    assert [goal.target.indicator for goal in goals] == ["建成早市", "摊位数（个）"]
