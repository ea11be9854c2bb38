"""The account of every printed character: the proof that none was lost and none was invented."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import compress

from build_tools.model.catalogue import Code, Note
from build_tools.model.converted import Balance, Converted
from build_tools.model.source import Source
from build_tools.model.text import Edit, Text

_BLANKS = re.compile(r"\s+")


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
    raw, end = source.raw, len(source.raw)
    now = [*raw, *[""] * len(source.inserted)]  # what stands at each offset once all edits are made
    touched: set[int] = set()
    wrong: dict[tuple[Code, int], str] = {}
    for edit in edits:
        for k, offset in enumerate(edit.offsets):
            inserted = offset >= end and k >= len(edit.was)  # by an editor
            if not inserted and edit.was[k].isspace():
                continue  # blanks are not counted; one may stand for a line end
            if not inserted and now[offset] != edit.was[k]:
                wrong.setdefault((Code.LEDGER_INVENTED, source.line_of(offset)), edit.was)
            now[offset] = edit.now[k] if k < len(edit.now) else ""
            touched.add(offset)
    printed = bytearray(b"\1" * end)
    for blanks in _BLANKS.finditer(raw):
        printed[blanks.start() : blanks.end()] = bytes(len(blanks[0]))
    waiting = printed + bytes(len(source.inserted))
    for offset in touched:
        waiting[offset] = (offset >= end or printed[offset]) and now[offset].strip() != ""
    held = bytearray(len(waiting))
    for text in texts:
        for c, offset in zip(text.chars, text.at, strict=True):
            if waiting[offset] and now[offset] == c:
                waiting[offset] = 0
            elif c.isspace():
                continue
            else:
                wrong.setdefault((Code.LEDGER_INVENTED, source.line_of(offset)), c)
            held[offset] = 1
    for offset in compress(range(len(waiting)), waiting):
        if not held[offset]:
            lost = raw[offset] if offset < end else now[offset]
            wrong.setdefault((Code.LEDGER_LOST, source.line_of(offset)), lost)
    own = [o for o in touched if o < end]
    dropped = sum(printed[o] and not held[o] and not now[o].strip() for o in own)
    substituted = sum(held[o] and now[o] != raw[o] for o in own)
    added = sum(now[o].strip() != "" for o in range(end, len(now)))
    notes = tuple(
        Note(code, line, line, was) for (code, line), was in sorted(wrong.items(), key=lambda x: x[0][1])
    )
    return Balance(sum(printed), sum(held), dropped, substituted, added), notes
