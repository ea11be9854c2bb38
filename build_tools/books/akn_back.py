"""Akoma Ntoso back to blocks: what :mod:`akn` wrote reads as anchors, roles, texts and cells of the model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from build_tools.books.akn_meta import NAMESPACE
from build_tools.language.signs import visible
from build_tools.model.corpus import Record
from build_tools.model.document import Block, Role, TableBlock

Told = tuple[str, str, object]
"""Anchor, role, and the text; of a table its rows of cells: texts, rows and columns taken, whether head."""


def blocks_in(data: bytes) -> list[Told]:
    """All blocks of a file, document by document; the footnotes of each stand at its end."""
    root = etree.fromstring(data)
    return [told for document in root.iter(f"{{{NAMESPACE}}}doc") for told in _of_document(document)]


def blocks_of(records: Sequence[Record]) -> list[Told]:
    """The same of the model."""
    pages: dict[str, list[Record]] = {}
    for record in records:
        pages.setdefault(record.page, []).append(record)
    found: list[Told] = []
    for own in pages.values():
        imprint = [b for r in own for b in r.document.blocks if b.role is Role.IMPRINT]
        for record in own:
            shown = [b for b in record.document.blocks if b.role is not Role.IMPRINT]
            shown += imprint if record is own[-1] else []
            notes = sorted((_told(b) for b in shown if b.role is Role.FOOTNOTE), key=str)
            found += [*(_told(b) for b in shown if b.role is not Role.FOOTNOTE), *notes]
    return found


def _told(block: Block) -> Told:
    if not isinstance(block, TableBlock):
        return block.anchor, block.role.value, visible(block.text.chars)
    heads = len(block.table.header)
    rows = [
        [
            ([visible(t.chars) for t in slot.texts if t.chars], slot.rowspan, slot.colspan, i < heads)
            for slot in row.slots
            if not slot.covered
        ]
        for i, row in enumerate(block.table.all_rows())
    ]
    return block.anchor, block.role.value, rows


def _of_document(document: etree._Element) -> Iterator[Told]:
    blocks: list[Told] = []
    notes: list[Told] = []
    for part in ("preface", "mainBody", "conclusions"):
        for element in document.findall(f"{{{NAMESPACE}}}{part}"):
            blocks += _below(element)
            notes += (_note(n) for n in element.iter(f"{{{NAMESPACE}}}authorialNote"))
    notes += [told for told in blocks if told[1] == Role.FOOTNOTE]
    yield from (told for told in blocks if told[1] != Role.FOOTNOTE)
    yield from sorted(notes, key=str)


def _below(parent: etree._Element) -> Iterator[Told]:
    """The blocks of a part of a document, in their order."""
    for element in parent:
        match _name(element):
            case "table":
                yield _anchor(element), element.get("class"), [_row(row) for row in element]
            case "p":
                if element.get("eId"):
                    yield _anchor(element), element.get("class"), _text(element)
            case "intro" | "content":
                yield from _below(element)
            case "num" | "heading":
                pass
            case "paragraph" if element.get("class") == "run-in":
                yield from _below(element)
            case _:
                yield _anchor(element), element.get("class"), "".join(_own(element))
                yield from _below(element)


def _own(node: etree._Element) -> Iterator[str]:
    """Number, title, and what runs on behind them."""
    for element in node:
        if _name(element) in ("num", "heading"):
            yield _text(element)
        elif _name(element) in ("intro", "content"):
            yield from (_text(p) for p in element if p.get("class") == "run-in")
        elif element.get("class") == "run-in":
            yield from _own(element)


def _note(note: etree._Element) -> Told:
    return _anchor(note), Role.FOOTNOTE.value, "".join(map(_text, note))


def _row(row: etree._Element) -> list[object]:
    return [
        (
            [text for p in cell if (text := _text(p))],
            int(cell.get("rowspan", 1)),
            int(cell.get("colspan", 1)),
            _name(cell) == "th",
        )
        for cell in row
    ]


def _anchor(element: etree._Element) -> str:
    return str(element.get("eId")).rpartition("__")[2]


def _name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _text(element: etree._Element) -> str:
    """All characters but those of footnotes."""
    parts = [element.text or ""]
    for child in element:
        if _name(child) != "authorialNote":
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
