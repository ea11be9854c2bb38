"""Where a place on a page came from: its raw lines, and what was noted on them."""

from __future__ import annotations

from build_tools.link import Corpus
from build_tools.model import Block
from build_tools.records import ordered
from build_tools.report import one_line


def explain_lines(place: str, corpus: Corpus) -> list[str] | None:
    """The lines of an explanation of ``PAGE#ANCHOR``; None if there is no such place."""
    page, _, anchor = place.partition("#")
    page = page.removeprefix("docs/").removeprefix("site/").removeprefix("/")
    page = page.removesuffix(".html").removesuffix(".md") + ".md"
    for record in corpus.by_page.get(page) or corpus.by_page.get(f"documents/{page}") or []:
        converted = corpus.sources[record.source]
        for block in record.document.blocks:
            if anchor and block.anchor != anchor:
                continue
            numbers = _lines(block, converted.source.line_of)
            if not numbers:
                continue
            said = [f"{record.document.title}  {block.anchor}（{block.role.value}）"]
            said += [f"{converted.source.file}:{n}: {converted.source.line(n).strip()}" for n in numbers]
            notes = [
                n
                for n in ordered(corpus.notes[record.source])
                if n.first_line <= numbers[-1] and n.last_line >= numbers[0]
            ]
            return said + [f"  {one_line(converted.source, n)}" for n in notes]
    return None


def _lines(block: Block, line_of: object) -> list[int]:
    assert callable(line_of)
    return sorted({line_of(offset) for text in block.texts() for offset in text.at})
