"""The ledger that begins at the original: each of its characters is in the raw text or in the list.

It is kept twice. When a file is added, each character of each node is met exactly once, in a piece or in the
list, and the pieces are what the raw text prints. Later, and without its reader, the characters of the
original and those that were made are counted against the raw text and the list of ``<id>.import.json``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.model.original import (
    ImportRecord,
    Node,
    NodeChars,
    Original,
    OriginalBlock,
    OriginalTable,
    Paragraph,
)
from build_tools.sources.imports.record import PLAIN
from build_tools.sources.imports.written import WrittenText, printed


@dataclass(frozen=True)
class OriginalBalance:
    """The sums of an import: non-blank characters of the original, made, in the raw text, in the list."""

    held: int
    made: int
    in_text: int
    kept_out: int


def pieces_of(blocks: Iterable[OriginalBlock]) -> Iterator[NodeChars]:
    """All pieces of blocks, in print order."""
    for block in blocks:
        match block:
            case Paragraph(parts):
                yield from (p for p in parts if isinstance(p, NodeChars))
            case OriginalTable(rows):
                yield from pieces_of(p for row in rows for cell in row for p in cell.paragraphs)
            case _:
                pass


def prove_original(original: Original, written: WrittenText) -> tuple[OriginalBalance, tuple[str, ...]]:
    """Meet every character of every node once; returns the sums, and what is wrong with words around it."""
    met = [bytearray(len(node.chars)) for node in original.nodes]
    wrong: list[str] = []
    pieces = list(pieces_of(original.blocks))
    taken = [(p.node, p.start, p.chars) for p in pieces if p.node is not None]
    taken += [(a.node, a.start, a.chars) for a in original.asides]
    for node, start, chars in taken:
        if original.nodes[node].chars[start : start + len(chars)] != chars:
            wrong.append(f"来历不明：{chars[:20]}")
            continue
        for k in range(start, start + len(chars)):
            if met[node][k] and not chars[k - start].isspace():
                wrong.append(f"重复：{chars[:20]}")
                break
            met[node][k] = 1
    for held, seen in zip(original.nodes, met, strict=True):
        left = "".join(c for c, m in zip(held.chars, seen, strict=True) if not m and not c.isspace())
        if left:
            wrong.append(f"丢失：{left[:20]}（{held.place.part} 第{held.place.at}处）")
    made = sum(_solid(p.chars) for p in pieces if p.node is None)
    text = printed(written.text)
    if _counted([text]) != _counted(p.chars for p in pieces):
        wrong.append("写成的文字与读得的文字不同")
    balance = OriginalBalance(
        sum(_solid(n.chars) for n in original.nodes),
        made,
        _solid(text),
        sum(_solid(a.chars) for a in original.asides),
    )
    return balance, tuple(dict.fromkeys(wrong))


def recount(nodes: Iterable[Node], record: ImportRecord, text: str) -> tuple[str, str]:
    """The characters that the raw text and the list lack of the original, and those that they have too many;
    both empty where all is there."""
    there = _counted(n.chars for n in nodes) + _counted(chars for _, chars in record.made)
    here = _counted([text if record.reader == PLAIN else printed(text)])
    here += _counted(k.chars for k in record.kept_out)
    return _listed(there - here), _listed(here - there)


def _counted(texts: Iterable[str]) -> Counter[str]:
    return Counter(c for text in texts for c in text if not c.isspace())


def _listed(counts: Counter[str]) -> str:
    return "".join(sorted(counts.elements()))


def _solid(chars: str) -> int:
    return sum(not c.isspace() for c in chars)
