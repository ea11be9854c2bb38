"""The second half of the ledger: each block of the model against the built page, text for text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from lxml import html

from build_tools.cache.store import Store
from build_tools.cache.workers import forked_or_here
from build_tools.exports.proof import Files, prove_files
from build_tools.language.signs import visible
from build_tools.model.catalogue import Code, Note
from build_tools.model.corpus import Corpus, Failed, Record
from build_tools.model.document import Block, Role
from build_tools.model.guard import wrong_sources

_BLANK = re.compile(r"\s+")

HtmlOf = Callable[[str], str | None]
"""Path of a page below docs/ → its HTML, None where there is none."""


def built(site: Path) -> HtmlOf:
    """The pages as they stand in a built site."""

    def read(page: str) -> str | None:
        path = site / (page.removesuffix(".md") + ".html")
        return path.read_text(encoding="utf-8") if path.is_file() else None

    return read


def prove_html(
    corpus: Corpus, html_of: HtmlOf, proven: Collection[str] = (), sources: Iterable[int] | None = None
) -> dict[int, Failed]:
    """Every block of every source, or of these, stands on its page with exactly its text, in the order of the
    model.

    Elements with ``data-derived`` are ours and do not count; ``proven`` pages were shown before to be so.
    Returns the sources (by their index) with an
    error for each document that is no record as it was proven, for each block that is missing, differs or
    stands behind a later one, for each page that holds text of no block, and for each anchor that stands
    on a page twice.
    """
    return wrong_sources(corpus, lambda index: _wrong_in(index, corpus, html_of, proven), sources)


def prove_site(
    corpus: Corpus, files: Files, site: Path, proven: Collection[str], store: Store, workers: int
) -> list[Failed]:
    """The sources of which a file of a table among the data ``files`` or a page of the site is not as in the
    model, the files first. With several ``workers`` each proves the pages of a part of the sources."""

    def prove(k: int) -> tuple[dict[int, Failed], frozenset[str]]:
        if k == workers:
            return prove_files(corpus, files, store), store.used
        own = range(k, len(corpus.sources), workers)
        return prove_html(corpus, built(site), proven, own), frozenset()

    *parts, (tables, used) = forked_or_here(prove, workers + 1, workers)
    store.use(used)
    pages = sorted((index, failed) for part, _ in parts for index, failed in part.items())
    return [*tables.values(), *(failed for _, failed in pages)]


def _wrong_in(index: int, corpus: Corpus, html_of: HtmlOf, proven: Collection[str]) -> Iterator[Note]:
    """What is wrong with the records of one source, and on their pages."""
    yield from _unproven(index, corpus)
    line_of = corpus.sources[index].source.line_of
    for page in dict.fromkeys(record.page for record in corpus.by_source[index]):
        if page not in proven:
            yield from _wrong_on(page, corpus.by_page[page], html_of(page), line_of)


def _unproven(index: int, corpus: Corpus) -> Iterator[Note]:
    """Documents that the corpus holds otherwise, or elsewhere, than their source that was proven."""
    records = [record.document for record in corpus.by_source[index]]
    for document, record in zip_longest(corpus.sources[index].documents, records):
        if document is None or record is None or document.blocks is not record.blocks:
            line = (document or record).first_line
            said = "不是所核算的文件"
            yield Note(Code.LEDGER_HTML, line, line, (document or record).title[:20], said)


def _wrong_on(
    page: str, records: Sequence[Record], markup: str | None, line_of: Callable[[int], int]
) -> list[Note]:
    texts, whole, twice = _page_texts(markup) if markup is not None else ({}, "", [])
    blocks = [b for r in records for b in r.document.blocks]
    shown = sorted(blocks, key=lambda block: block.role is Role.IMPRINT)  # 版记 ends a page
    notes = list(_wrong(page, shown, texts, line_of))
    first = records[0].document.first_line
    if not notes and whole != "".join(map(_text_of, shown)):
        notes.append(Note(Code.LEDGER_HTML, first, first, detail=f"{page} 有不属于正文的文字"))
    return notes + [Note(Code.LEDGER_HTML, first, first, detail=f"{page} 有两处 #{name}") for name in twice]


def _wrong(
    page: str, shown: Sequence[Block], texts: Mapping[str, str], line_of: Callable[[int], int]
) -> Iterator[Note]:
    """The blocks that a page does not show, shows with another text, or behind what follows them."""
    places = {anchor: place for place, anchor in enumerate(texts)}
    reached = -1
    for block in shown:
        wanted = _text_of(block)
        place = places.get(block.anchor, -1)
        if texts.get(block.anchor) == wanted and place >= reached:
            reached = place
            continue
        said = page if texts.get(block.anchor) != wanted else f"{page} 上的先后与正文不同"
        line = line_of(next((t.at[0] for t in block.texts() if len(t)), 0))
        yield Note(Code.LEDGER_HTML, line, line, wanted[:20], detail=said)


def _text_of(block: Block) -> str:
    return visible(_BLANK.sub("", "".join(t.chars for t in block.texts())))


def _page_texts(markup: str) -> tuple[dict[str, str], str, list[str]]:
    """The text of each element with an id in the article of a page, in order; that of the whole article;
    and the ids that stand there twice."""
    root = html.document_fromstring(visible(markup).encode(), parser=html.HTMLParser(encoding="utf-8"))
    article = root.find(".//article")
    if article is None:
        return {}, "", []
    twice = [name for name, times in Counter(article.xpath(".//@id")).items() if times > 1]
    for derived in article.xpath(".//*[@data-derived] | .//a[contains(@class, 'headerlink')]"):
        derived.drop_tree()
    texts = {e.get("id"): _BLANK.sub("", e.text_content()) for e in article.xpath(".//*[@id]")}
    return texts, _BLANK.sub("", article.text_content()), twice
