"""The account of every printed character: the proof that none was lost and none was invented."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.model.catalogue import Code, Note
from build_tools.model.converted import Balance, Converted
from build_tools.model.source import Source
from build_tools.model.text import Edit, Text


def texts_of(converted: Converted) -> Iterator[Text]:
    """Every text of every block of every document of a source."""
    for document in converted.documents:
        for block in document.blocks:
            yield from block.texts()


def prove(source: Source, texts: Iterable[Text], edits: Iterable[Edit]) -> tuple[Balance, tuple[Note, ...]]:
    """Replay all edits over the raw text, then meet every character with exactly one in a block.

    ``edits`` must come in the order in which they were made. Returns the balance and one error
    note per raw line on which a character is lost (printed, neither in a block nor dropped) or
    invented (in a block, but not what the line prints, or there twice).
    """
    raw = source.raw
    state: dict[int, str] = {}
    wrong: dict[tuple[Code, int], str] = {}
    for edit in edits:
        for k, offset in enumerate(edit.offsets):
            if offset >= len(raw) and k >= len(edit.was):
                state[offset] = edit.now[k]  # an editor's insertion
                continue
            if edit.was[k].isspace():
                continue  # blanks are not counted; one may stand for a line end
            if (state[offset] if offset in state else raw[offset]) != edit.was[k]:
                wrong.setdefault((Code.LEDGER_INVENTED, source.line_of(offset)), edit.was)
            state[offset] = edit.now[k] if k < len(edit.now) else ""
    blank = [c.isspace() for c in raw]
    inserted = [o for o in state if o >= len(raw)]
    blank += [True] * len(source.inserted)
    for offset in inserted:
        blank[offset] = state[offset].isspace()
    held = bytearray(len(blank))
    for text in texts:
        for c, offset in zip(text.chars, text.at, strict=True):
            if c.isspace():
                continue
            if held[offset] or blank[offset] or (state[offset] if offset in state else raw[offset]) != c:
                wrong.setdefault((Code.LEDGER_INVENTED, source.line_of(offset)), c)
            held[offset] = 1
    dropped = substituted = 0
    for offset, c in enumerate(raw):
        if blank[offset] or held[offset]:
            substituted += bool(held[offset] and offset in state and state[offset] != c)
            continue
        if state.get(offset) == "" or (offset in state and state[offset].isspace()):
            dropped += 1
        else:
            wrong.setdefault((Code.LEDGER_LOST, source.line_of(offset)), c)
    for offset in inserted:
        if not blank[offset] and not held[offset] and state[offset]:
            wrong.setdefault((Code.LEDGER_LOST, source.line_of(offset)), state[offset])
    printed = len(raw) - sum(blank[: len(raw)])
    added = sum(not blank[o] and state[o] != "" for o in inserted)
    notes = tuple(
        Note(code, line, line, was) for (code, line), was in sorted(wrong.items(), key=lambda x: x[0][1])
    )
    return Balance(printed, sum(held), dropped, substituted, added), notes
