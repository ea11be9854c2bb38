"""The second half of the ledger: each block of the model against the built page, text for text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from lxml import html

from build_tools.language.signs import visible
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus
from build_tools.model.document import Block, Role

_BLANK = re.compile(r"\s+")


def prove_html(corpus: Corpus, site: Path) -> list[tuple[int, Note]]:
    """Every block of every source stands on its built page with exactly its text, in the order of the model.

    Elements with ``data-derived`` are ours and do not count. Returns (source index, error note)
    for each document that is no record as it was proven, for each block that is missing, differs or
    stands behind a later one, and for each page that holds text of no block.
    """
    errors = list(_unproven(corpus))
    for page, records in corpus.by_page.items():
        path = site / (page.removesuffix(".md") + ".html")
        texts, whole = _page_texts(path) if path.is_file() else ({}, "")
        blocks = [(r.source, b) for r in records for b in r.document.blocks]
        shown = sorted(blocks, key=lambda own: own[1].role is Role.IMPRINT)  # 版记 ends a page
        known = len(errors)
        errors += _wrong(corpus, page, shown, texts)
        if len(errors) == known and whole != "".join(_text_of(b) for _, b in shown):
            line = records[0].document.first_line
            said = f"{page} 有不属于正文的文字"
            errors.append((records[0].source, Note(Code.LEDGER_HTML, line, line, "", said)))
    return errors


def _unproven(corpus: Corpus) -> Iterator[tuple[int, Note]]:
    """Documents that the corpus holds otherwise, or elsewhere, than their source that was proven."""
    for index, converted in enumerate(corpus.sources):
        records = [record.document for record in corpus.by_source[index]]
        for document, record in zip_longest(converted.documents, records):
            if document is None or record is None or document.blocks is not record.blocks:
                line = (document or record).first_line
                said = "不是所核算的文件"
                yield index, Note(Code.LEDGER_HTML, line, line, (document or record).title[:20], said)


def _wrong(
    corpus: Corpus, page: str, shown: Sequence[tuple[int, Block]], texts: Mapping[str, str]
) -> Iterator[tuple[int, Note]]:
    """The blocks that a page does not show, shows with another text, or behind what follows them."""
    places = {anchor: place for place, anchor in enumerate(texts)}
    reached = -1
    for index, block in shown:
        wanted = _text_of(block)
        place = places.get(block.anchor, -1)
        if texts.get(block.anchor) == wanted and place >= reached:
            reached = place
            continue
        said = page if texts.get(block.anchor) != wanted else f"{page} 上的先后与正文不同"
        offset = next((t.at[0] for t in block.texts() if len(t)), 0)
        line = corpus.sources[index].source.line_of(offset)
        yield index, Note(Code.LEDGER_HTML, line, line, wanted[:20], detail=said)


def _text_of(block: Block) -> str:
    return visible(_BLANK.sub("", "".join(t.chars for t in block.texts())))


def _page_texts(path: Path) -> tuple[dict[str, str], str]:
    """The text of each element with an id in the article of a page, in order, and of the whole article."""
    shown = visible(path.read_text(encoding="utf-8"))
    root = html.document_fromstring(shown.encode(), parser=html.HTMLParser(encoding="utf-8"))
    article = root.find(".//article")
    if article is None:
        return {}, ""
    for derived in article.xpath(".//*[@data-derived] | .//a[contains(@class, 'headerlink')]"):
        derived.drop_tree()
    texts = {e.get("id"): _BLANK.sub("", e.text_content()) for e in article.xpath(".//*[@id]")}
    return texts, _BLANK.sub("", article.text_content())
