"""Where a place on a page came from: its raw lines, and what was noted on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches

from build_tools.model.catalogue import ordered
from build_tools.model.converted import Converted
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Block, Document, TableBlock
from build_tools.model.table import TableRow
from build_tools.pages.apparatus import lines_of
from build_tools.pages.table_reasons import readings_said, why_of
from build_tools.report import one_line
from build_tools.sources.imports.record import ORIGINALS, PLAIN
from build_tools.tables.steps import drafts_of, show, trace


def explain_lines(place: str, corpus: Corpus) -> list[str] | str:
    """The lines of an explanation of ``PAGE#ANCHOR``, or a message why there is none.

    The page may be given as the browser shows it (``file:///…``, ``http://…``), with or without
    ending; a raw line (``#L106``) and a table row (``#row-7``) are places too.
    """
    address, _, anchor = place.partition("#")
    records = _records(address, corpus)
    if not records:
        return f"没有这一页：{address}"
    for record in records:
        converted = corpus.sources[record.source]
        for block in record.document.blocks:
            numbers = lines_of(block, converted.source)
            if isinstance(block, TableBlock) and (row := _row_of(block, anchor)) is not None:
                return _explained_row(record, block, row, corpus)
            if numbers and (not anchor or block.anchor == anchor or _is_line(anchor, numbers)):
                return _explained(record, block, numbers, corpus)
    known = [b.anchor for r in records for b in r.document.blocks]
    near = get_close_matches(anchor, known, 4, 0.5)
    return f"该页没有锚点 {anchor}" + (f"；相近的有 {'、'.join(near)}" if near else "")


def _records(address: str, corpus: Corpus) -> list[Record]:
    return next((corpus.by_page[page] for page in pages_of(address) if page in corpus.by_page), [])


def pages_of(place: str) -> tuple[str, str]:
    """The paths below docs/ of which the first one that is there is meant."""
    page = re.sub(r"^.*?(?=(?:documents|issues)/)", "", place.partition("#")[0])
    page = page.removesuffix(".html").removesuffix(".md") + ".md"
    return page, f"documents/{page}"


def table_steps(place: str, corpus: Corpus, documents_of: Callable[[str], Sequence[Document]]) -> list[str]:
    """The table of ``PAGE#table-1`` or of one of its rows after each step that rebuilt it.

    ``documents_of`` gives the documents of a source file before their tables are rebuilt. Empty
    where the place names no table.
    """
    address, _, anchor = place.partition("#")
    anchor = re.sub(r"-?row-\d+$", "", anchor) or "table-1"
    for record in _records(address, corpus):
        tables = [b.anchor for b in record.document.blocks if isinstance(b, TableBlock)]
        if anchor in tables:
            own = corpus.by_source[record.source].index(record)
            source = corpus.sources[record.source].source
            draft = drafts_of(documents_of(source.file)[own], source.line_of)[tables.index(anchor)]
            return [line for name, d in trace(draft) for line in (f"── {name}", show(d))]
    return []


def _is_line(anchor: str, numbers: tuple[int, ...]) -> bool:
    return re.fullmatch(r"L\d+", anchor) is not None and int(anchor[1:]) in numbers


def _row_of(block: TableBlock, anchor: str) -> TableRow | None:
    """The row of a table that an anchor names: ``row-7``, ``table-2-row-7``."""
    place = re.fullmatch(r"(?:(?P<table>.+)-)?row-(?P<n>[1-9]\d*)", anchor)
    if place is None or block.anchor != (place["table"] or "table-1"):
        return None
    number = int(place["n"])
    return block.table.rows[number - 1] if number <= len(block.table.rows) else None


def _explained_row(record: Record, block: TableBlock, row: TableRow, corpus: Corpus) -> list[str]:
    """The lines of a row, then every cell of it that is not simply printed there."""
    numbers = tuple(sorted({n for slot in row.slots for n in slot.lines} | set(row.lines)))
    said = _explained(record, block, numbers, corpus)
    for name, slot in zip(block.table.columns, row.slots, strict=True):
        if slot.basis is not None:
            said.append(f"  {name}“{slot.value}”：{why_of(slot)}")
        if slot.readings:
            said.append(f"  {name}：{readings_said(slot.readings)}")
    return said


def _in_original(converted: Converted, numbers: Sequence[int]) -> Iterator[str]:
    """Where the lines stand in the original that the source was made of."""
    record = converted.imported
    if record is not None and record.reader == PLAIN:
        yield f"  原件 {ORIGINALS}/{record.original}，行号相同"
        return
    places = {n: p for n in numbers if record is not None and (p := record.places.get(n)) is not None}
    if record is None or not places:
        return
    for part in dict.fromkeys(p.part for p in places.values()):
        own = [p for p in places.values() if p.part == part]
        at = "、".join(str(n) for n in dict.fromkeys(p.at for p in own))
        pages = "、".join(str(n) for n in dict.fromkeys(p.page for p in own if p.page is not None))
        where = f"（{part}）" if part else ""
        yield f"  原件 {ORIGINALS}/{record.original}{where} 第{at}段" + (f"，第{pages}页" if pages else "")


def _explained(record: Record, block: Block, numbers: tuple[int, ...], corpus: Corpus) -> list[str]:
    source = corpus.sources[record.source].source
    said = [f"{record.document.title}  {block.anchor}（{block.role.value}）"]
    said += [f"{source.file}:{n}: {source.line(n).strip()}" for n in numbers]
    said += _in_original(corpus.sources[record.source], numbers)
    for note in ordered(corpus.notes[record.source]):
        if note.first_line <= numbers[-1] and note.last_line >= numbers[0]:
            settled = f"（已核定：{note.accepted}）" if note.accepted else ""
            said.append(f"  {one_line(source, note)}{settled}")
    return said
