"""Previews: what a link leads to, as one script file for each document page.

``theme/assets/gazette/page/preview.js`` has it loaded when a reader points at a link.
"""

from __future__ import annotations

from build_tools.documents.names import opening, summary_of
from build_tools.language.days import chinese
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import Block
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
    """Anchor → text of each block that something leads to; under "" what the page itself is."""
    blocks = [b for r in records for b in r.document.blocks]
    content: dict[str, object] = {"": _head(records)}
    content |= {b.anchor: _text(b) for b in blocks if (page, b.anchor) in wanted}
    return content


def _head(records: list[Record]) -> dict[str, str]:
    """What a page is: its first record, and the first paragraph that it prints."""
    document = records[0].document
    return {
        "title": document.title,
        "number": document.doc_number or "",
        "date": chinese(document.date) if document.date else "",
        "text": summary_of(records),
    }


def _text(block: Block) -> str:
    return opening(Text.joined(block.texts()).chars)
