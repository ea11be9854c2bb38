"""Ways to what was misprinted: who looks for 甲烷 is led to the place that prints 甲院, which stays so."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.documents.names import html_address
from build_tools.language.script import bare
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus, Record
from build_tools.pages.apparatus import lines_of
from build_tools.site.search.doors import Door
from build_tools.site.search.fold import folded


def misprinted(corpus: Corpus) -> Iterator[tuple[Door, int]]:
    """A door for each open doubt that one word stands for another as long, by the other; with its source."""
    for record in corpus.records:
        first, last = record.document.first_line, record.document.last_line
        for note in corpus.open_doubts[record.source].touching(first, last):
            if note.code is Code.MISPRINT and len(note.was) == len(note.now):
                yield _door(note, record, corpus), record.source


def _door(note: Note, record: Record, corpus: Corpus) -> Door:
    source, line = corpus.sources[record.source].source, note.first_line
    anchors = (block.anchor for block in record.document.blocks if line in lines_of(block, source))
    anchor = next(anchors, "")
    said = f"疑为“{note.now}”，照印未改（{record.document.title}，来源文本第{line}行）"
    url = html_address(f"{record.page}#{anchor}" if anchor else record.page)
    return Door(folded(bare(note.now)), "存疑", f"印作“{note.was}”", said, url)
