"""The account of every character: it holds for all sources, and every planted fault is caught."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from build_tools import pipeline
from build_tools.documents.structure import Structured
from build_tools.ledger import prove, texts_of
from build_tools.model.catalogue import Code
from build_tools.model.converted import Converted
from build_tools.model.text import Edit, Text
from support.conversion import SOURCES, convert_text, converted, ledger_notes, source_of

_EACH_SOURCE = pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)


def edits_of(converted_source: Converted) -> list[Edit]:
    """All edits in the order in which they were made."""
    return [e for n in converted_source.notes for e in n.edits]


def is_printed(text: Text) -> bool:
    """Whether a text holds anything but blanks."""
    return bool(text.chars.strip())


# From text to model


@_EACH_SOURCE
def test_ledger_holds(path: Path) -> None:
    corpus = converted(path)
    balance, source = corpus.balances[0], corpus.sources[0].source
    assert balance.printed == sum(not c.isspace() for c in source.raw)
    assert balance.printed == balance.in_blocks + balance.in_notes
    assert balance.in_blocks == sum(not c.isspace() for t in texts_of(corpus.sources[0]) for c in t.chars)
    assert ledger_notes(corpus) == []


def lose(text: Text, i: int) -> Text:
    """One character is gone."""
    return text[:i] + text[i + 1 :]


def invent(text: Text, i: int) -> Text:
    """One character that was never printed, beside one that was."""
    return text[:i] + Text("□", text.at[i : i + 1], " ") + text[i:]


def duplicate(text: Text, i: int) -> Text:
    """One character twice."""
    return text[: i + 1] + text[i:]


def substitute(text: Text, i: int) -> Text:
    """One character is another, and no note says so."""
    return Text(f"{text.chars[:i]}〓{text.chars[i + 1 :]}", text.at, text.style)


def swap(text: Text, i: int) -> Text:
    """A character and the next different one change places."""
    k = next((k for k in range(i + 1, len(text)) if text.chars[k] not in (text.chars[i], " ")), None)
    if k is None:
        return substitute(text, i)
    chars = list(text.chars)
    chars[i], chars[k] = chars[k], chars[i]
    return Text("".join(chars), text.at, text.style)


Fault = Callable[[Text, int], Text]
_FAULTS = pytest.mark.parametrize(
    ("fault", "code"),
    [
        (lose, Code.LEDGER_LOST),
        (invent, Code.LEDGER_INVENTED),
        (duplicate, Code.LEDGER_INVENTED),
        (substitute, Code.LEDGER_INVENTED),
        (swap, Code.LEDGER_INVENTED),
    ],
)


def _places(texts: list[Text], count: int = 5) -> Iterator[tuple[int, int]]:
    """Some printed characters, spread over all texts: at a text's head, middle and end."""
    printed = [n for n, t in enumerate(texts) if is_printed(t)]
    for k in range(count):
        n = printed[(len(printed) - 1) * k // (count - 1)]
        wanted = (len(texts[n]) - 1) * (k % 3) // 2
        yield n, next(i for i in range(wanted, -1, -1) if not texts[n].chars[i].isspace())


@_EACH_SOURCE
@_FAULTS
def test_planted_fault_is_caught(path: Path, fault: Fault, code: Code) -> None:
    whole = converted(path).sources[0]
    texts, edits = list(texts_of(whole)), edits_of(whole)
    places = list(_places(texts))
    assert len(places) == 5
    for n, i in places:
        line = whole.source.line_of(texts[n].at[i])
        planted = [*texts[:n], fault(texts[n], i), *texts[n + 1 :]]
        _, notes = prove(whole.source, planted, edits)
        assert (code, line) in {(note.code, note.first_line) for note in notes}


@_EACH_SOURCE
def test_whole_text_lost(path: Path) -> None:
    whole = converted(path).sources[0]
    texts, edits = list(texts_of(whole)), edits_of(whole)
    n = max(range(len(texts)), key=lambda k: len(texts[k]))
    lines = {
        whole.source.line_of(o) for c, o in zip(texts[n].chars, texts[n].at, strict=True) if not c.isspace()
    }
    _, notes = prove(whole.source, [*texts[:n], *texts[n + 1 :]], edits)
    assert {note.first_line for note in notes} == lines
    assert {note.code for note in notes} == {Code.LEDGER_LOST}


@_EACH_SOURCE
def test_edit_left_out_is_caught(path: Path) -> None:
    whole = converted(path).sources[0]
    texts, edits = list(texts_of(whole)), edits_of(whole)
    k = next(k for k, e in enumerate(edits) if e.was.strip())
    line = whole.source.line_of(
        next(o for c, o in zip(edits[k].was, edits[k].offsets, strict=True) if c.strip())
    )
    _, notes = prove(whole.source, texts, [*edits[:k], *edits[k + 1 :]])
    code = Code.LEDGER_INVENTED if edits[k].now else Code.LEDGER_LOST
    assert (code, line) in {(note.code, note.first_line) for note in notes}


# The replay of edits


def _proof(raw: str, kept: list[Text], edits: list[Edit]) -> list[tuple[str, int]]:
    return [(n.code.id, n.first_line) for n in prove(source_of(raw), kept, edits)[1]]


def test_edits_on_one_place_follow_each_other() -> None:
    kept = [Text("早；", array("L", [0, 1]), "  ")]
    assert _proof("早,", kept, [Edit((1,), ",", "，"), Edit((1,), "，", "；")]) == []


def test_edit_that_reads_what_is_not_there() -> None:
    kept = [Text.of("早", 0)]
    assert _proof("早\n市", kept, [Edit((2,), "事", "")]) == [("ledger-invented", 2)]


def test_edits_out_of_order() -> None:
    kept = [Text("早；", array("L", [0, 1]), "  ")]
    edits = [Edit((1,), "，", "；"), Edit((1,), ",", "，")]
    assert _proof("早,", kept, edits) == [("ledger-invented", 1)]


def test_dropped_character_that_is_kept_all_the_same() -> None:
    assert _proof("早市", [Text.of("早市", 0)], [Edit((1,), "市", "")]) == [("ledger-invented", 1)]


def test_shorter_reading_drops_the_rest() -> None:
    kept = [Text("A≥9", array("L", [0, 1, 6]), "   ")]
    edit = Edit((1, 2, 3, 4, 5), "\\geq ", "≥")
    balance, notes = prove(source_of("A\\geq 9"), kept, [edit])
    assert notes == ()
    assert (balance.printed, balance.in_blocks, balance.in_notes, balance.substituted) == (6, 3, 3, 1)


def test_blanks_are_no_part_of_the_account() -> None:
    assert _proof("早 市\n", [Text.of("早", 0), Text.of("市", 2)], []) == []
    assert _proof("早 市\n", [Text.of("早", 0), Text("，市", array("L", [1, 2]), "  ")], []) == [
        ("ledger-invented", 1)
    ]


def test_conversion_stops_at_a_loss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stage that loses a character cannot hide it: the pipeline's own notes name file and line."""
    real = pipeline.structure

    def losing(*args: object, **kwargs: object) -> Structured:
        structured = real(*args, **kwargs)  # type: ignore[arg-type]
        first = structured.documents[0]
        block = first.blocks[-1]
        short = replace(first, blocks=(*first.blocks[:-1], replace(block, text=block.text[:-1])))
        return replace(structured, documents=(short, *structured.documents[1:]))

    monkeypatch.setattr(pipeline, "structure", losing)
    corpus = convert_text("早市管理办法\n\n早市按时开市。\n", tmp_path)
    assert [(n.code, n.first_line, n.was) for n in ledger_notes(corpus)] == [(Code.LEDGER_LOST, 3, "。")]
