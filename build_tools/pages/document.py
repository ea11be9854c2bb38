"""Records → Markdown pages: one per instrument, annex and issue. Pure: nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial

from build_tools.cache.hashes import hash_of
from build_tools.cache.spill import Spill
from build_tools.cache.store import NOTHING_KEPT, Store
from build_tools.documents.names import ISSUES, Way, issue_path, issue_title, way_to
from build_tools.language.signs import visible
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import ISSUE_KINDS, Block, Document, Kind, NumberedBlock, Role, tables_in
from build_tools.pages.amended import AmendmentNote, amendment_notes
from build_tools.pages.apparatus import Apparatus
from build_tools.pages.blocks import block_markdown, prints_title, relative, target_of, ways_of
from build_tools.pages.cite_as import citation
from build_tools.pages.connections import beside, connections
from build_tools.pages.front_matter import front_matter
from build_tools.pages.head import page_meta
from build_tools.pages.issue import IssueBeside, Runs, issue_page, issue_runs
from build_tools.pages.markdown import box, escape, heading, link
from build_tools.pages.print_pictures import pictures_of
from build_tools.pages.state import by_days, has_states, states_of
from build_tools.pages.surroundings import surroundings
from build_tools.pages.title_block import facts

Made = dict[str, str]
"""Path below docs/ → Markdown."""

Each = Callable[[int, Callable[[], None]], None]
"""How the pages of one source (its index) are made: the work on each goes through this."""


def pages(corpus: Corpus, each: Each = lambda _, work: work(), store: Store = NOTHING_KEPT) -> Spill:
    """Each page of documents and of issues, source by source; what ``store`` holds is not made anew."""
    runs = issue_runs(corpus)
    made = store.room()
    for index in range(len(corpus.sources)):
        each(index, partial(fill_in, made, index, corpus, runs, store))
    return made


def fill_in(made: Spill, index: int, corpus: Corpus, runs: Runs, store: Store) -> None:
    """The pages of one source; ``runs`` are the issues of each gazette."""
    store.fill(made, "pages", _inputs(index, corpus, runs), partial(_source_pages, index, corpus, runs))


def are_kept(index: int, corpus: Corpus, runs: Runs, store: Store) -> bool:
    """Whether the pages of a source were made before."""
    return store.keeps("pages", _inputs(index, corpus, runs))


def _inputs(index: int, corpus: Corpus, runs: Runs) -> str:
    return hash_of(corpus.sources[index].key, surroundings(index, corpus, runs))


def _source_pages(index: int, corpus: Corpus, runs: Runs) -> Made:
    """The pages of one source: of each of its documents, and its own."""
    own = dict.fromkeys(r.page for r in corpus.by_source[index] if r.document.kind not in ISSUE_KINDS)
    notes, others = Apparatus(index, corpus), IssueBeside(index, corpus)
    made = {page: _document_page(corpus.by_page[page], corpus, notes, others) for page in own}
    made[issue_path(index, corpus)] = issue_page(index, corpus, runs, notes)
    return {page: visible(markdown) for page, markdown in made.items()}


def _document_page(records: list[Record], corpus: Corpus, notes: Apparatus, others: IssueBeside) -> str:
    first = records[0]
    document = first.document
    source = corpus.sources[first.source].source
    changed = {record.id: amendment_notes(record, corpus) for record in records}
    aside = others.of_page(first)
    meta: dict[str, object] = {
        "title": document.title,
        "kind": document.kind.value,
        "doc_number": document.doc_number,
        "issuers": list(document.issuers),
        "date": document.date,
        "issue": first.issue,
        **page_meta(records, corpus),
        "cite": citation(records, corpus, issue_title(first.source, corpus)),
        "source": f"raw/{source.file}",
        "above": _above(first, corpus),
        "on_paper": _on_paper(first, corpus),
        "beside": beside(records, corpus),
        "outline": [entry for r in records for entry in _outline(r)],
        "has": _has(records, changed, corpus) + ["issue"] * bool(aside),
    }
    parts = [front_matter(meta, f"raw/{source.file}")]
    if not any(prints_title(b, document) for b in document.blocks):
        parts += [heading(1, escape(document.title), "page-title", derived=True), _box(first, corpus)]
    for record in records:
        parts += _record(record, corpus, changed[record.id], top=record is first)
    imprints = [(b, r) for r in records for b in r.document.blocks if b.role is Role.IMPRINT]
    parts += [block_markdown(b, r, corpus, 1) for b, r in imprints]
    parts += [pictures_of(records, corpus), notes.of_page(records), _neighbours(first, corpus), aside]
    return "\n\n".join(p for p in parts if p) + "\n"


Changed = Mapping[str, AmendmentNote]
"""The notes on amendments below the blocks of a record, by anchor."""


def _has(records: list[Record], changed: Mapping[str, Changed], corpus: Corpus) -> list[str]:
    """What the page has work for scripts and room for: ``tables``, and states by their days (``clock``)."""
    blocks = [b for r in records for b in r.document.blocks]
    dated = {a for notes in changed.values() for a, note in notes.items() if note.dated}
    clock = has_states(records[0], corpus) or any(b.anchor in dated for b in blocks)
    return ["tables"] * any(tables_in(blocks)) + ["clock"] * clock


def _record(record: Record, corpus: Corpus, notes: Changed, *, top: bool) -> list[str]:
    """The blocks of one record; the box stands below the title and the number. 版记 comes last."""
    ways = ways_of(record, corpus)
    base = 1 if top else 2
    document = record.document
    shown = [b for b in document.blocks if b.role is not Role.IMPRINT]
    parts = []
    if not top and not any(prints_title(b, document) for b in shown):
        words, anchor = escape(document.title), f"page-title-{document.text_number}"
        parts.append(heading(2, words, anchor, derived=True))
    last = _end_of_head(shown, document) if top else None
    for block in shown:
        parts.append(block_markdown(block, record, corpus, base, ways))
        if block.anchor in notes:
            parts.append(notes[block.anchor].markdown)
        if block is last:
            parts.append(_box(record, corpus))
    return parts


def _end_of_head(blocks: list[Block], document: Document) -> Block | None:
    """The last block of the printed title block: the title, or the number or the line right below it."""
    title = next((i for i, b in enumerate(blocks) if prints_title(b, document)), None)
    if title is None:
        return None
    last = title
    while last + 1 < len(blocks) and blocks[last + 1].role in (Role.TITLE, Role.NUMBER, Role.BYLINE):
        last += 1
    return blocks[last]


def _outline(record: Record) -> list[dict[str, object]]:
    """The outline beside the text: the title, each titled entry, and each article with its first words."""
    deeper = int(record.document.kind is Kind.ATTACHED)
    titles = [b for b in record.document.blocks if prints_title(b, record.document)]
    shown = [_outlined(1 + deeper, b.anchor, b.text.chars) for b in titles]
    opening = {b.anchor: _opening(b) for b in record.document.blocks if isinstance(b, NumberedBlock)}
    for entry in record.document.outline:
        title = entry.title if entry.title is not None or entry.level != "条" else opening.get(entry.anchor)
        if title is not None:
            number = entry.number or ""
            gap = "" if not number or number.endswith(("、", "）")) else " "
            shown.append(_outlined(1 + deeper + entry.depth, entry.anchor, f"{number}{gap}{title}".strip()))
    return shown


_MOST_OF_ARTICLE = 16
# 第一条 为规范管理，… · 第十二条 本办法自2024年10月1日起施行。
_CLAUSE_END = re.compile(r"[，。；：]")


def _opening(block: NumberedBlock) -> str:
    """The first words of an article, for no title of it is printed; … where there are more."""
    words = block.text.chars.removeprefix(block.entry.number or "").strip()
    end = _CLAUSE_END.search(words)
    first = words[: end.start()] if end else words
    first = first if len(first) <= _MOST_OF_ARTICLE else first[: _MOST_OF_ARTICLE - 1]
    return f"{first}…" if len(first) < len(words.rstrip("。")) else first


def _outlined(depth: int, anchor: str, words: str) -> dict[str, object]:
    return {"depth": depth, "anchor": anchor, "words": words}


def _box(record: Record, corpus: Corpus) -> str:
    """What is known of the page: its facts, then its connections."""
    around = connections(corpus.by_page[record.page], corpus)
    return "\n\n".join(x for x in (facts(record, corpus), around) if x)


def _on_paper(record: Record, corpus: Corpus) -> str:
    """What the last line on paper says of a document: where it is printed, and its states by their days."""
    title, document = issue_title(record.source, corpus), record.document
    page = f"第{document.print_page}页" if document.print_page else ""
    found = [f"刊载于{title}{page}。"] if title != document.title else []
    known = states_of(corpus.top(record).page, corpus)
    if known:
        found.append(f"{by_days(known)}。")
    return "".join(found)


def _above(record: Record, corpus: Corpus) -> list[Way]:
    """The way down to a page: the issue, and for an annex its instrument."""
    ways = [ISSUES]
    title = issue_title(record.source, corpus)
    top = corpus.top(record)
    if title != top.document.title:
        ways.append(way_to(issue_path(record.source, corpus), title))
    if top.page != record.page:
        ways.append(way_to(target_of(top), top.document.title))
    return ways


def _neighbours(record: Record, corpus: Corpus) -> str:
    """Previous and next page of the same source."""
    links = []
    for words, page in zip(("上一篇", "下一篇"), corpus.neighbours[record.page], strict=True):
        if page is not None:
            other = corpus.by_page[page][0]
            links.append(f"- {words}：{link(other.document.title, relative(page, record.page))}")
    return box("gz-neighbours", "\n".join(links)) if links else ""
