"""A second witness of one print: where its characters differ from those of a raw text, nothing is changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate

from build_tools.model.catalogue import Code
from build_tools.model.original import ImportRecord, LineDoubt, Spot, WitnessFile
from build_tools.model.source import Line
from build_tools.sources.clean import clean
from build_tools.sources.imports.broken_rows import SAME, Piece, Printed, in_one_order
from build_tools.sources.imports.docx_symbols import signs_of
from build_tools.sources.imports.record import PLAIN, sha256_of
from build_tools.sources.read import source_of

_ENDS = frozenset("。；：，、！？")
_MOST = 4_000_000  # pairs of characters of a passage that are compared one by one
_SHOWN = 60
_BEFORE = 8
_AROUND = ("header", "footer")  # where one page alone has them, the other file cannot tell them from text


def with_witness(
    record: ImportRecord | None,
    text: bytes,
    name: str,
    data: bytes,
    other: bytes,
    places: Mapping[int, Spot],
) -> ImportRecord:
    """The record of a source with what its witness reads otherwise, in the place of an earlier witness.

    ``data`` is the witness's file, ``other`` its raw text and ``places`` where its lines stand.
    """
    record = record or _bare(text)
    code = Code.WITNESS_DIFFERS.id
    kept = [d for d in record.doubts if d.code != code]
    around = {"".join(k.chars.split()) for k in record.kept_out if k.kind in _AROUND}
    found = [
        LineDoubt(
            code, line, was[:_SHOWN], now[:_SHOWN], _said(record.places.get(line), places.get(at), before)
        )
        for line, at, was, now, before in _differences(*in_one_order(_printed(text), _printed(other)))
        if not (_same_signs(was, now) or (not was and now in around))
    ]
    doubts = tuple(sorted([*kept, *found], key=lambda d: (d.line, d.code)))
    return replace(record, doubts=doubts, witness=WitnessFile(name, sha256_of(data)))


def _bare(text: bytes) -> ImportRecord:
    """The record of a source that was not added from an original."""
    return ImportRecord("", "", sha256_of(text), PLAIN)


def _same_signs(was: str, now: str) -> bool:
    """Whether one reads codes of a symbol font where the other has the signs that are printed for them."""
    if len(was) != len(now):
        return False
    return all(a == b or b in signs_of(a) or a in signs_of(b) for a, b in zip(was, now, strict=True))


def _printed(text: bytes) -> list[Piece]:
    """What a raw text prints, without markup and what stands around it."""
    found: list[Piece] = []
    for item in clean(source_of("witness.txt", text)[0]).items:
        if isinstance(item, Line):
            found.append(Piece(((0, item.number, _solid(item.text.chars)),)))
            continue
        for row in item.grid.rows:
            starts = accumulate((cell.colspan for cell in row.cells), initial=0)
            cells = zip(starts, row.cells, strict=False)
            words = tuple((k, row.number, _solid(t.chars)) for k, cell in cells for t in cell.texts)
            found.append(Piece(words, in_table=True))
    return found


# 第一章 总则......................1: the dots lead to a page number
_LEADER = re.compile(r"[.．·]{6,}|…{3,}")


def _solid(chars: str) -> str:
    return _LEADER.sub("", "".join(chars.split()))


def _differences(one: Printed, other: Printed) -> Iterator[tuple[int, int, str, str, str]]:
    """Of each difference: the raw lines in both, both readings, and the words before it."""
    for a, b, c, d in _passages(one.chars.translate(SAME), other.chars.translate(SAME)):
        at = max(min(a, len(one.lines) - 1), 0) if a < b else max(a - 1, 0)
        there = min(c, len(other.lines) - 1) if c < d else max(c - 1, 0)
        line = one.lines[at] if one.lines else 1
        opposite = other.lines[there] if other.lines else 1
        yield line, opposite, one.chars[a:b], other.chars[c:d], one.chars[max(0, a - _BEFORE) : a]


def _passages(one: str, other: str) -> Iterator[tuple[int, int, int, int]]:
    """Where two texts differ: clauses are compared first, then the characters of those that differ."""
    parts = [_clauses(one), _clauses(other)]
    starts = [_starts(p) for p in parts]
    for tag, a, b, c, d in SequenceMatcher(None, parts[0], parts[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        (a0, a1), (c0, c1) = (starts[0][a], starts[0][b]), (starts[1][c], starts[1][d])
        if (a1 - a0) * (c1 - c0) > _MOST:
            yield a0, a1, c0, c1
            continue
        inner = SequenceMatcher(None, one[a0:a1], other[c0:c1], autojunk=False)
        for kind, i, j, k, m in inner.get_opcodes():
            if kind != "equal":
                yield a0 + i, a0 + j, c0 + k, c0 + m


def _clauses(chars: str) -> list[str]:
    found: list[str] = []
    start = 0
    for k, char in enumerate(chars):
        if char in _ENDS or k - start >= 40:
            found.append(chars[start : k + 1])
            start = k + 1
    return [*found, chars[start:]]


def _starts(parts: Sequence[str]) -> list[int]:
    found = [0]
    for part in parts:
        found.append(found[-1] + len(part))
    return found


def _said(own: Spot | None, other: Spot | None, before: str) -> str:
    """Where a difference stands, for an editor."""
    pages = [p.page for p in (own, other) if p is not None and p.page is not None]
    page = f"第{pages[0]}页，" if pages else ""
    return f"{page}“{before}”之后" if before else f"{page}文首"
