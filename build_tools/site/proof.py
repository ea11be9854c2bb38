"""The second half of the ledger: each block of the model against the built page, text for text."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import html

from build_tools.language.signs import visible
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus
from build_tools.model.document import Block, Role

_BLANK = re.compile(r"\s+")


def prove_html(corpus: Corpus, site: Path) -> list[tuple[int, Note]]:
    """Every block of every record stands on its built page with exactly its text.

    Elements with ``data-derived`` are ours and do not count. Returns (source index, error note)
    for each block that is missing or differs, and for each page that holds text of no block.
    """
    errors: list[tuple[int, Note]] = []
    for page, records in corpus.by_page.items():
        path = site / (page.removesuffix(".md") + ".html")
        texts, whole = _page_texts(path) if path.is_file() else ({}, "")
        blocks = [b for r in records for b in r.document.blocks]
        body = [b for b in blocks if b.role is not Role.IMPRINT]
        expected = "".join(_text_of(b) for b in [*body, *(b for b in blocks if b.role is Role.IMPRINT)])
        known = len(errors)
        for record in records:
            source = corpus.sources[record.source].source
            for block in record.document.blocks:
                wanted = _text_of(block)
                if texts.get(block.anchor) != wanted:
                    offset = next((t.at[0] for t in block.texts() if len(t)), 0)
                    line = source.line_of(offset)
                    errors.append((record.source, Note(Code.LEDGER_HTML, line, line, wanted[:20], page)))
        if len(errors) == known and whole != expected:
            first = records[0]
            line = first.document.first_line
            errors.append(
                (first.source, Note(Code.LEDGER_HTML, line, line, "", f"{page} 有不属于正文的文字"))
            )
    return errors


def _text_of(block: Block) -> str:
    return visible(_BLANK.sub("", "".join(t.chars for t in block.texts())))


def _page_texts(path: Path) -> tuple[dict[str, str], str]:
    """The text of each element with an id in the article of a page, and of the whole article."""
    shown = visible(path.read_text(encoding="utf-8"))
    root = html.document_fromstring(shown.encode(), parser=html.HTMLParser(encoding="utf-8"))
    article = root.find(".//article")
    if article is None:
        return {}, ""
    for derived in article.xpath(".//*[@data-derived] | .//a[contains(@class, 'headerlink')]"):
        derived.drop_tree()
    texts = {e.get("id"): _BLANK.sub("", e.text_content()) for e in article.xpath(".//*[@id]")}
    return texts, _BLANK.sub("", article.text_content())
