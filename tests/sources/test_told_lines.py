"""What an editor says of raw lines: tables, lines that are one, a line that is two."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_tools.model.catalogue import Code
from build_tools.model.corpus import Corpus
from build_tools.model.document import TableBlock, tables_in
from support.conversion import convert_text, ledger_notes

HEAD = "早市管理办法\n\n第一条 早市按时开市。\n\n"


def converted(text: str, sidecar: str, folder: Path) -> Corpus:
    (folder / "input.toml").write_text(sidecar, encoding="utf-8")
    corpus = convert_text(HEAD + text, folder)
    assert ledger_notes(corpus) == []
    return corpus


def table(first: int, last: int, separator: str, columns: int) -> str:
    how = f'separator = "{separator}"\ncolumns = {columns}'
    return f'[[table]]\nlines = [{first}, {last}]\n{how}\nwhy = "据纸质公报"\n'


def rows(corpus: Corpus) -> list[list[str]]:
    (found,) = [table for d in corpus.sources[0].documents for table in tables_in(d.blocks)]
    return [list(found.columns), *([slot.value for slot in row.slots] for row in found.rows)]


def stale(corpus: Corpus) -> list[str]:
    return [n.detail for n in corpus.notes[0] if n.code is Code.CORRECTION_STALE]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("区域 泊位 收费\n东岸 120 否\n西岸 80 是\n", "blanks"),
        ("区域　泊位　收费\n东岸区 公共　120　否\n\n西岸　80　是\n", "blanks"),
        ("区域\t泊位\t收费\n东岸\t120\t\n西岸\t80\t是\n", "tab"),
        ("区域\n泊位\n收费\n东岸\n120\n否\n", "line"),
    ],
)
def test_lines_as_a_table(text: str, separator: str, tmp_path: Path) -> None:
    corpus = converted(text, table(5, 4 + text.count("\n"), separator, 3), tmp_path)
    found = rows(corpus)
    assert found[0] == ["区域", "泊位", "收费"]
    assert {len(row) for row in found} == {3}
    assert found[1][1] == "120"
    assert [n.detail for n in corpus.notes[0] if n.code is Code.EDITOR_TABLE] == ["据纸质公报"]


def test_a_table_of_other_lines_is_stale(tmp_path: Path) -> None:
    text = "区域 泊位\n东岸 120 否\n"
    corpus = converted(text, table(5, 6, "blanks", 2), tmp_path)
    assert stale(corpus) == ["[[table]] 第6行分出 3 格，不是 2 格"]
    assert stale(converted(text, table(5, 9, "blanks", 2), tmp_path)) == ["[[table]] 没有第9行"]
    assert stale(converted("甲\n乙\n丙\n", table(5, 7, "line", 2), tmp_path)) == [
        "[[table]] 3 行分不成每行 2 格"
    ]


def paragraphs(corpus: Corpus) -> list[str]:
    blocks = [b for d in corpus.sources[0].documents for b in d.blocks]
    return [b.text.chars for b in blocks if not isinstance(b, TableBlock)][2:]


def test_lines_that_are_one_and_a_line_that_is_two(tmp_path: Path) -> None:
    text = "早市的摊位由\n\n市场划定。早市的费用由市场收取。\n"
    join = '[[lines]]\njoin = [5, 7]\nwhy = "据纸质公报"\n'
    part = '[[lines]]\npart = 5\nbefore = "早市的费用"\nwhy = "据纸质公报"\n'
    assert paragraphs(converted(text, join, tmp_path)) == ["早市的摊位由市场划定。早市的费用由市场收取。"]
    parted = "早市的摊位由市场划定，早市的费用由市场收取。\n"
    assert paragraphs(converted(parted, "", tmp_path)) == [parted.strip()]
    assert paragraphs(converted(parted, part, tmp_path)) == [
        "早市的摊位由市场划定，",
        "早市的费用由市场收取。",
    ]
    assert stale(converted("甲。\n", part, tmp_path)) == ["[[lines]] “早市的费用”不在该行"]
    assert stale(converted("早市的费用。\n", part, tmp_path)) == ["[[lines]] “早市的费用”在该行之首"]


def said(line: int, kind: str) -> str:
    return f'[[lines]]\nline = {line}\nas = "{kind}"\nwhy = "据纸质公报"\n'


def test_a_line_that_is_no_text(tmp_path: Path) -> None:
    text = "内部资料注意保存\n\n第二条 早市按时收市。\n"
    assert "内部资料注意保存" in paragraphs(converted(text, "", tmp_path))
    corpus = converted(text, said(5, "furniture"), tmp_path)
    assert "内部资料注意保存" not in paragraphs(corpus)
    (note,) = [n for n in corpus.notes[0] if n.code is Code.EDITOR_FURNITURE]
    assert (note.first_line, note.was, note.dropped) == (5, "内部资料注意保存", ("内部资料注意保存",))
    assert stale(converted(text, said(6, "furniture"), tmp_path)) == ["[[lines]] 第6行没有文字"]
    assert stale(converted(text, said(9, "furniture"), tmp_path)) == [
        "[[lines]] 所指的行不在文中，在表格里，或已另有指明"
    ]


def test_a_line_that_is_text(tmp_path: Path) -> None:
    text = "第二条 早市按时收市。\n\n— 3 —\n\n第三条 早市由市场管理。\n\n— 4 —\n\n第四条 早市免费。\n"
    assert not any("3" in p for p in paragraphs(converted(text, "", tmp_path)))
    corpus = converted(text, said(7, "text"), tmp_path)
    assert any("3" in p for p in paragraphs(corpus))
    assert [n.first_line for n in corpus.notes[0] if n.code is Code.EDITOR_TEXT] == [7]


@pytest.mark.parametrize(
    "sidecar",
    [
        table(5, 4, "tab", 2),
        table(5, 6, "comma", 2),
        table(5, 6, "tab", 1),
        '[[lines]]\njoin = [5, 5]\nwhy = "x"\n',
        '[[lines]]\npart = 5\nwhy = "x"\n',
        '[[lines]]\npart = 5\nbefore = ""\nwhy = "x"\n',
        '[[lines]]\nline = 5\nas = "footer"\nwhy = "x"\n',
        '[[lines]]\nline = 5\nas = "text"\n',
    ],
)
def test_marks_that_say_nothing(sidecar: str, tmp_path: Path) -> None:
    corpus = converted("甲 1\n乙 2\n", sidecar, tmp_path)
    assert [n.code for n in corpus.notes[0] if n.code.severity == "error"] == [Code.SIDECAR_INVALID]


def test_a_correction_tells_where_its_words_stand(tmp_path: Path) -> None:
    entry = '[[correction]]\nline = 3\nwas = "夜市"\nnow = "早市"\nwhy = "误识"\n'
    assert stale(converted("又\n\n夜市。\n\n夜市收市。\n", entry, tmp_path)) == ["不在该行，现在第7行"]
    assert stale(converted("又。\n", entry, tmp_path)) == ["不在该行，也不在其他行"]
