"""Where a place on a page came from: its raw lines, and what was noted on them."""

from __future__ import annotations

import re
from difflib import get_close_matches

from build_tools.apparatus import lines_of
from build_tools.link import Corpus, Record
from build_tools.model import Block
from build_tools.records import ordered
from build_tools.report import one_line


def explain_lines(place: str, corpus: Corpus) -> list[str] | str:
    """The lines of an explanation of ``PAGE#ANCHOR``, or a message why there is none.

    The page may be given as the browser shows it (``file:///…``, ``http://…``), with or without
    ending; a raw line (``#L106``) and a table row (``#row-7``) are places too.
    """
    address, _, anchor = place.partition("#")
    page = re.sub(r"^.*?(?=(?:documents|issues)/)", "", address)
    page = page.removesuffix(".html").removesuffix(".md") + ".md"
    records = corpus.by_page.get(page) or corpus.by_page.get(f"documents/{page}")
    if not records:
        return f"没有这一页：{address}"
    for record in records:
        converted = corpus.sources[record.source]
        for block in record.document.blocks:
            numbers = lines_of(block, converted.source)
            if numbers and _is_place(block, anchor, numbers):
                return _explained(record, block, numbers, corpus)
    known = [b.anchor for r in records for b in r.document.blocks]
    near = get_close_matches(anchor, known, 4, 0.5)
    return f"该页没有锚点 {anchor}" + (f"；相近的有 {'、'.join(near)}" if near else "")


def _is_place(block: Block, anchor: str, numbers: tuple[int, ...]) -> bool:
    if not anchor or block.anchor == anchor:
        return True
    if re.fullmatch(r"L\d+", anchor):
        return int(anchor[1:]) in numbers
    row = re.fullmatch(r"(?:(?P<table>.+)-)?row-(?P<n>\d+)", anchor)
    if row is None or block.grid is None:
        return False
    return block.anchor == (row["table"] or "table-1") and int(row["n"]) <= len(block.grid.rows)


def _explained(record: Record, block: Block, numbers: tuple[int, ...], corpus: Corpus) -> list[str]:
    source = corpus.sources[record.source].source
    said = [f"{record.document.title}  {block.anchor}（{block.role.value}）"]
    said += [f"{source.file}:{n}: {source.line(n).strip()}" for n in numbers]
    for note in ordered(corpus.notes[record.source]):
        if note.first_line <= numbers[-1] and note.last_line >= numbers[0]:
            settled = f"（已核定：{note.accepted}）" if note.accepted else ""
            said.append(f"  {one_line(source, note)}{settled}")
    return said
