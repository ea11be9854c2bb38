"""What may move: where a note says so, and nothing else; what moves for one reason keeps its own order."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path

import pytest

from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Document, Kind, Role, TextBlock
from build_tools.model.places import Places
from build_tools.model.text import Edit, Text
from build_tools.order import MOVES, prove_order
from support.conversion import convert_text, source_of

RAW = "甲一\n乙二\n丙三\n丁四\n"


def said(blocks: Sequence[tuple[Role, str]], notes: Sequence[Note] = ()) -> list[tuple[int, str]]:
    """Line and words of each error on a document of blocks, each a run of characters of ``RAW``."""
    source = source_of(RAW)
    made = tuple(TextBlock(role, Text.of(words, RAW.index(words))) for role, words in blocks)
    places = Places(source, (edit for note in notes for edit in note.edits))
    errors = prove_order([Document(Kind.TEXT, "甲", made)], notes, places)
    assert {n.code for n in errors} <= {Code.LEDGER_ORDER}
    return [(n.first_line, n.was) for n in errors]


P = Role.PARAGRAPH


def test_blocks_as_printed() -> None:
    assert said([(P, "甲一"), (P, "乙二"), (P, "丙三")]) == []


def test_block_behind_a_later_one() -> None:
    assert said([(P, "甲一"), (P, "丙三"), (P, "乙二")]) == [(2, "乙二")]
    assert said([(P, "丙三"), (P, "甲一"), (P, "乙二")]) == [(1, "甲一"), (2, "乙二")]


@pytest.mark.parametrize("code", MOVES, ids=lambda c: c.id)
def test_note_lets_its_roles_move_and_no_others(code: Code) -> None:
    printed = [(P, "甲一"), (P, "丙三")]
    let = {role for role in Role if not said([*printed, (role, "乙二")], [Note(code, 2, 2)])}
    assert let == MOVES[code]


def test_note_lets_nothing_move_on_other_lines() -> None:
    moved = [(P, "丙三"), (Role.FOOTNOTE, "乙二")]
    assert said(moved, [Note(Code.FOOTNOTE_MOVED, 3, 4)]) == [(2, "乙二")]
    assert said(moved, [Note(Code.JOIN, 2, 2)]) == [(2, "乙二")]


def test_what_moves_for_one_reason_keeps_its_own_order() -> None:
    notes = [Note(Code.FOOTNOTE_MOVED, 2, 2), Note(Code.FOOTNOTE_MOVED, 3, 3)]
    first, second = (Role.FOOTNOTE, "乙二"), (Role.FOOTNOTE, "丙三")
    assert said([(P, "甲一"), (P, "丁四"), first, second], notes) == []
    assert said([(P, "甲一"), (P, "丁四"), second, first], notes) == [(2, "乙二")]


@pytest.mark.parametrize(("kept", "footnote", "wrong"), [("丙三", "丁四", 0), ("乙二", "甲一", 1)])
def test_footnote_stays_in_its_document(kept: str, footnote: str, wrong: int) -> None:
    line = RAW.split().index(footnote) + 1
    assert len(said([(P, kept), (Role.FOOTNOTE, footnote)], [Note(Code.FOOTNOTE_MOVED, line, line)])) == wrong


def test_lines_turned_inside_of_a_paragraph() -> None:
    source = source_of(RAW)
    text = Text.joined([Text.of("乙二", 3), Text.of("甲一", 0)])
    errors = prove_order([Document(Kind.TEXT, "甲", (TextBlock(P, text),))], [], Places(source, ()))
    assert [(n.code, n.first_line) for n in errors] == [(Code.LEDGER_ORDER, 1)]


def test_characters_that_a_correction_adds_stand_where_it_stands() -> None:
    source = source_of("甲乙丙\n")
    edit = Edit((1, 4, 5), "乙", "一二三")
    places = Places(source, [edit])
    assert list(places.of(Text("甲一二三丙", array("L", [0, 1, 4, 5, 2]), "     "))) == [0, 1, 1, 1, 2]
    assert list(places.of(Text("甲一丙二三", array("L", [0, 1, 2, 4, 5]), "     "))) == [0, 1, 2, 1, 1]


def test_corrected_text_is_in_order(tmp_path: Path) -> None:
    toml = '[[correction]]\nline = 3\nwas = "开市"\nnow = "准时开市和收市"\nwhy = "漏字"\n'
    (tmp_path / "input.toml").write_text(toml, encoding="utf-8")
    corpus = convert_text("早市管理办法\n\n早市开市，不得\n\n迟误。\n", tmp_path)
    assert [n for n in corpus.notes[0] if n.code.severity == "error"] == []
    assert "早市准时开市和收市" in "".join(b.text.chars for b in corpus.records[0].document.blocks)
