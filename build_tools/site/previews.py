"""Previews: what a link leads to, as one script file for each document page.

``theme/assets/gazette/page/preview.js`` has it loaded when a reader points at a link.
"""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.documents.names import opening, summary_of
from build_tools.language.days import chinese
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Block, Role
from build_tools.model.text import Text
from build_tools.site.shards import shard


def previews(corpus: Corpus) -> dict[str, str]:
    """Path below the site → script, for each document page."""
    wanted = _targets(corpus)
    pages = {page: records for page, records in corpus.by_page.items() if page.startswith("documents/")}
    names = {page: f"previews/{page.removeprefix('documents/').removesuffix('.md')}" for page in pages}
    return {
        f"assets/{names[page]}.js": shard(names[page], _texts(page, records, wanted))
        for page, records in pages.items()
    }


def _targets(corpus: Corpus) -> set[tuple[str, str]]:
    """The blocks that a citation or reference leads to: page and anchor."""
    cited = {corpus.by_id[c.target].url for c in corpus.web.citations if c.target is not None}
    referred = {
        f"{corpus.by_id[target[0]].page}#{target[1]}" if target[1] else corpus.by_id[target[0]].url
        for reference in corpus.web.references
        for target in reference.targets
        if target is not None
    }
    parted = (address.partition("#") for address in cited | referred)
    return {(page.replace(".html", ".md"), anchor) for page, _, anchor in parted if anchor}


def _texts(page: str, records: list[Record], wanted: set[tuple[str, str]]) -> dict[str, object]:
    """Anchor → text of each block that something leads to, of a title the text below it; under "" what the
    page itself is, under "=党组" the sentence that defines a word."""
    content: dict[str, object] = {"": _head(records)}
    for record in records:
        blocks = record.document.blocks
        for i, block in enumerate(blocks):
            if (page, block.anchor) in wanted:
                content[block.anchor] = (
                    summary_of([record]) or _text(block) if block.role is Role.TITLE else _words(blocks[i:])
                )
        content |= {f"={d.term}": d.sentence for d in record.facts.definitions}
    return content


def _words(blocks: Sequence[Block]) -> str:
    """The words of the first block; below a heading those of what stands below it too."""
    title = Text.joined(blocks[0].texts()).chars.strip()
    below = [b for b in blocks[1:2] if blocks[0].role is Role.HEADING and b.role in _TEXT]
    return opening("　".join([title, *(Text.joined(b.texts()).chars.strip() for b in below)]))


def _head(records: list[Record]) -> dict[str, str]:
    """What a page is: its first record, and the first paragraph that it prints."""
    document = records[0].document
    return {
        "title": document.title,
        "number": document.doc_number or "",
        "date": chinese(document.date) if document.date else "",
        "text": summary_of(records),
    }


_TEXT = (Role.PARAGRAPH, Role.ARTICLE, Role.ITEM, Role.ENTRY)


def _text(block: Block) -> str:
    return opening(Text.joined(block.texts()).chars)
