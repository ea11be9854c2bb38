"""Previews: what a link leads to, as one script file for each document page.

A page opened from a file may not fetch, but may load scripts; so each file is a call that hands
its data over. ``docs/assets/preview.js`` loads it when a reader points at a link.
"""

from __future__ import annotations

import json

from build_tools.days import chinese
from build_tools.link import Corpus, Record
from build_tools.model import Block, Role
from build_tools.texts import Text

FOLDER = "assets/previews"
_LONGEST = 120
_FIRST = (Role.PARAGRAPH, Role.ARTICLE, Role.ENTRY)
# What would end a script element, or a line of script, in the middle of a string.
_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def previews(corpus: Corpus) -> dict[str, str]:
    """Path below the site → script, for each document page."""
    wanted = _targets(corpus)
    return {
        f"{FOLDER}/{page.removeprefix('documents/').removesuffix('.md')}.js": _script(page, records, wanted)
        for page, records in corpus.by_page.items()
        if page.startswith("documents/")
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


def _script(page: str, records: list[Record], wanted: set[tuple[str, str]]) -> str:
    blocks = [b for r in records for b in r.document.blocks]
    content: dict[str, object] = {"": _head(records[0], blocks)}
    content |= {b.anchor: _text(b) for b in blocks if (page, b.anchor) in wanted}
    return f"gazettePreview({_json(page.replace('.md', '.html'))}, {_json(content)});\n"


def _head(record: Record, blocks: list[Block]) -> dict[str, str]:
    """What a page is: its first record, and the first paragraph that it prints."""
    document = record.document
    return {
        "title": document.title,
        "number": document.doc_number or "",
        "date": chinese(document.date) if document.date else "",
        "text": next((_text(b) for b in blocks if b.role in _FIRST), ""),
    }


def _text(block: Block) -> str:
    chars = Text.joined(block.texts()).chars.strip()
    return chars if len(chars) <= _LONGEST else f"{chars[:_LONGEST]}…"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1).translate(_ESCAPES)
