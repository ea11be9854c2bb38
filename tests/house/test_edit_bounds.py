"""Nothing leaves the text but within the bound of its code: planted edits and false evidence are errors."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_tools import pipeline
from build_tools.edit_account import Account
from build_tools.edit_bounds import BOUNDS, out_of_bounds
from build_tools.model.catalogue import Code, Evidence, Note
from build_tools.model.converted import Converted
from build_tools.model.corpus import Corpus
from build_tools.model.text import Edit
from build_tools.sources.clean import clean
from support.conversion import SOURCES, TEXTS, convert_text, converted, corpus_of, ledger_notes, source_of

LETTER = """当前位置：首页 > 政务公开
青江市人民政府关于加强早市管理的通知
青江市人民政府关于加强早市管理的通知
青政发〔2024〕9号
各县（区）人民政府：
一、早市应当按时开市，由市
— 1 —
商务局负责，
— 2 —
每月检查一次。
青江市人民政府
2024年5月12日
扫一扫在手机打开当前页
"""


def beyond(corpus: Corpus) -> list[str]:
    """What the bounds say of a corpus."""
    return [n.detail for n in ledger_notes(corpus) if n.code is Code.LEDGER_BOUNDS]


def judged(whole: Converted, notes: tuple[Note, ...]) -> list[tuple[int, str]]:
    """Line and words of each error, with other notes than the pipeline made."""
    found = out_of_bounds(Account(whole.source, whole.documents, notes))
    return [(n.first_line, n.detail) for n in found]


@pytest.mark.parametrize("path", [*SOURCES, *TEXTS], ids=lambda p: p.stem)
def test_every_edit_of_a_file_is_within_its_bound(path: object) -> None:
    assert beyond(converted(path)) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("code", "was", "now"),
    [
        (Code.PUNCTUATION, ",;:?!()", "，；：？！（）"),
        (Code.PUNCTUATION, '""', "“”"),
        (Code.SPACES, " \u3000\t", " "),
        (Code.CONTROL, "\ufeff\u200b\x07", ""),
        (Code.RADICAL, "⼈⺠", "人民"),
        (Code.MARK_FORM, "︵︒﹐︱", "（。，—"),
        (Code.MARKUP, "<p style='font-family:宋体'>", "\n"),
        (Code.MARKUP, "<font face=宋体 size=3>", ""),
        (Code.MARKUP, '<input type="checkbox" checked/>', "☑"),
        (Code.MARKUP, "&ldquo;", "“"),
        (Code.MARKUP, "\\geq", "≥"),
        (Code.MARKUP, "](/政策/a.doc)", ""),
        (Code.MARKUP, "{--", ""),
        (Code.MARKUP, ']{.deletion author="王某" date="2024-03-02T09:10:00Z"}', ""),
        (Code.MARKUP, "| --- | :---: |", ""),
        (Code.PAGE_CODE, "<!-- 第三条 -->", ""),
        (Code.PAGE_CODE, ".a{font-family:宋体;}", ""),
        (Code.CORRECTION, "早", "晚"),
    ],
)
def test_what_a_code_may_do(code: Code, was: str, now: str) -> None:
    assert _errors(code, was, now) == []


@pytest.mark.parametrize(
    ("code", "was", "now"),
    [
        (Code.PUNCTUATION, ",", "；"),
        (Code.PUNCTUATION, "，", ","),
        (Code.PUNCTUATION, ",", ""),
        (Code.PUNCTUATION, "早", "晚"),
        (Code.SPACES, "早 市", "早市"),
        (Code.SPACES, " ", "市"),
        (Code.CONTROL, "早\u200b", ""),
        (Code.CONTROL, "\u200b", "市"),
        (Code.RADICAL, "⼈", "入"),
        (Code.MARK_FORM, "︵", "）"),
        (Code.MARK_FORM, "︒", ""),
        (Code.MARK_FORM, "，", "，"),
        (Code.MARK_FORM, "①", "1"),
        (Code.RADICAL, "⺀", ""),
        (Code.RADICAL, "早", "早"),
        (Code.MARKUP, "<b 早市>", ""),
        (Code.MARKUP, "早市", ""),
        (Code.MARKUP, "<p>早市</p>", "\n"),
        (Code.MARKUP, "第1条", ""),
        (Code.MARKUP, "2024", ""),
        (Code.MARKUP, "&lt;", ">"),
        (Code.MARKUP, "<p>", "□"),
        (Code.MARKUP, "![图1 组织机构图](images/a.png)", ""),
        (Code.MARKUP, "::: 早市", ""),
        (Code.PAGE_CODE, "早市应当按时开市。", ""),
        (Code.PAGE_CODE, "var 是变量。;", ""),
        (Code.PAGE_CODE, "<!-- 早市 -->", "早"),
        (Code.TABLE_JOIN, "早市", ""),
        (Code.JOIN, "早市", ""),
        (Code.SEQUENCE, "早", ""),
    ],
)
def test_what_it_may_not(code: Code, was: str, now: str) -> None:
    assert len(_errors(code, was, now)) == 1


def _errors(code: Code, was: str, now: str) -> list[Note]:
    edit = Edit(tuple(range(len(was))), was, now)
    return list(
        out_of_bounds(Account(source_of(f"{was}\n"), (), (Note(code, 1, 1, was, now, edits=(edit,)),)))
    )


def test_every_code_that_edits_has_a_bound() -> None:
    edited = {n.code for path in (*SOURCES, *TEXTS) for n in converted(path).sources[0].notes if n.edits}
    assert edited <= set(BOUNDS)
    assert {Code.FURNITURE, Code.MARKUP, Code.PUNCTUATION, Code.SPACES, Code.TABLE_JOIN} <= edited


# Dropped lines


def _dropped(whole: Converted) -> dict[int, Note]:
    return {n.first_line: n for n in whole.notes if n.code is Code.FURNITURE}


def test_evidence_of_each_dropped_line() -> None:
    corpus = corpus_of(LETTER)
    found = {line: note.evidence for line, note in _dropped(corpus.sources[0]).items()}
    assert found == {
        1: Evidence.ABOVE,
        2: Evidence.REPEATED,
        7: Evidence.PAGE_MARK,
        9: Evidence.PAGE_MARK,
        13: Evidence.BELOW,
    }
    assert beyond(corpus) == []


@pytest.mark.parametrize(
    ("line", "evidence"),
    [
        (1, None),
        (1, Evidence.BELOW),
        (1, Evidence.REPEATED),
        (1, Evidence.PAGE_MARK),
        (7, Evidence.ABOVE),
        (7, Evidence.BELOW),
        (7, Evidence.RUNNING_HEAD),
        (7, Evidence.PAGE_NUMBER),
        (7, Evidence.COLUMN),
        (13, Evidence.ABOVE),
        (13, Evidence.COLUMN),
        (13, Evidence.RUNNING_HEAD),
    ],
)
def test_false_evidence(line: int, evidence: Evidence | None) -> None:
    whole = corpus_of(LETTER).sources[0]
    notes = tuple(replace(n, evidence=evidence) if n is _dropped(whole)[line] else n for n in whole.notes)
    assert [at for at, _ in judged(whole, notes)] == [line]


def test_page_mark_out_of_its_row() -> None:
    whole = corpus_of(LETTER).sources[0]
    mark = _dropped(whole)[9]
    other = replace(mark, was="— 0 —")
    assert [at for at, _ in judged(whole, tuple(other if n is mark else n for n in whole.notes))] == [9]


@pytest.mark.parametrize(
    "line",
    ["第十条 网站主办者应当标明ICP备案编号。", "一、早市按时开市", "500元", "早市管理单位", "青江市商务局"],
)
def test_line_that_a_stage_drops_without_proof(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A furniture rule gone wild takes a line out of the middle of a text: the ledger names the line."""
    text = LETTER.replace("商务局负责，", f"商务局负责，\n{line}\n")
    number = text.split("\n").index(line) + 1
    assert number in {
        n for d in corpus_of(text).sources[0].documents for n in range(d.first_line, d.last_line)
    }

    for evidence in Evidence:
        monkeypatch.setattr(pipeline, "clean", _without(number, evidence))
        assert [n.first_line for n in ledger_notes(corpus_of(text))] == [number], evidence
        monkeypatch.undo()


def _without(number: int, evidence: Evidence) -> object:
    """The cleaner with one more line dropped, by a note that claims some evidence."""

    def cleaned(source, corrections=(), marks=()):  # type: ignore[no-untyped-def]
        whole = clean(source, corrections, marks)
        keep, notes = [], list(whole.notes)
        for item in whole.items:
            offsets = tuple(item.text.at)
            if not any(source.line_of(o) == number for o in offsets):
                keep.append(item)
                continue
            edit = Edit(offsets, item.text.chars, "")
            notes.append(
                Note(Code.FURNITURE, number, number, item.text.chars, edits=(edit,), evidence=evidence)
            )
        return replace(whole, items=tuple(keep), notes=tuple(notes))

    return cleaned


def test_dropped_part_of_a_line() -> None:
    whole = corpus_of("早市管理办法\n\n第一条 早市按时开市。\n").sources[0]
    offset = whole.source.raw.index("按时")
    edit = Edit((offset, offset + 1), "按时", "")
    note = Note(Code.FURNITURE, 3, 3, "按时", edits=(edit,), evidence=Evidence.BELOW)
    assert [at for at, _ in judged(whole, (*whole.notes, note))] == [3]


def test_header_that_says_something_else_stays(tmp_path: object) -> None:
    first = "| 名称 | 数量（个） |\n|---|---|\n| 早市 | 1 |\n"
    second = "| 名称 | 数量（元） |\n|---|---|\n| 夜市 | 2 |\n"
    corpus = corpus_of(f"早市一览表\n\n{first}\n— 1 —\n\n{second}")
    assert ledger_notes(corpus) == []
    assert "数量（元）" in "".join(
        t.chars for d in corpus.sources[0].documents for b in d.blocks for t in b.texts()
    )


def test_conversion_stops(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(pipeline, "clean", _without(3, Evidence.ABOVE))
    corpus = convert_text("早市管理办法\n\n第一条 早市按时开市。\n\n第二条 按时收市。\n", tmp_path)
    assert [(n.code, n.first_line) for n in ledger_notes(corpus)] == [(Code.LEDGER_BOUNDS, 3)]


@pytest.mark.parametrize(
    "text",
    [
        "早市管理办法\n\n- \u3000（一）早市按时开市。\n",
        "<table><tr><td>名称</td><td>数量</td></tr></table>— 3 —\n早市按时开市。\n",
        "早市<s tro\nng >按时</s>开市。\n",
        "---\n---\n\n早市管理办法\n\n早市按时开市。\n",
        "｜ 名称 ｜ 数量 ｜\n| --- | --- |\n｜ 早市 ｜ 1 ｜\n",
        "欢迎访问本站\n当前位置：首页 > 政务公开\n早市管理办法\n早市按时开市。\n",
        "当前位置：首页 > 政务公开<br>早市管理办法<br>早市按时开市。<br>【打印】【关闭】",
    ],
)
def test_odd_text_is_within_the_bounds(text: str) -> None:
    assert ledger_notes(corpus_of(text)) == []
