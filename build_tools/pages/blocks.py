"""One block of a document as Markdown: its text, anchor and role, and the raw lines it came from."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import assert_never

from build_tools.citations.leads import Lead, leads
from build_tools.documents.names import table_id
from build_tools.documents.outline.locators import locators
from build_tools.documents.paragraphs.footnote_signs import footnote_marks
from build_tools.model.corpus import Corpus, Record
from build_tools.model.document import (
    Block,
    Document,
    GridBlock,
    NumberedBlock,
    Role,
    TableBlock,
    TextBlock,
    Worded,
)
from build_tools.model.text import PLAIN, Text
from build_tools.pages.apparatus import doubt_mark, line_range, lines_of
from build_tools.pages.chart import chart
from build_tools.pages.markdown import MISSING, Mark, Marks, attributes, heading, line, link, span
from build_tools.pages.page_turns import PageMarks, page_marks
from build_tools.pages.safe_html import fill_in
from build_tools.pages.table import is_turned, notes_html, table_html
from build_tools.pages.table_signs import signs_said
from build_tools.pages.terms import term_marks
from build_tools.pages.title_breaks import with_breaks
from build_tools.tables.place import solid


def relative(target: str, page: str) -> str:
    """The address of a page or fragment below docs/ as seen from another page."""
    path, _, fragment = target.partition("#")
    address = _way(path, page) if path != page else ""
    return (address + (f"#{fragment}" if fragment else "")) or posixpath.basename(page)


@lru_cache(maxsize=16_384)
def _way(path: str, page: str) -> str:
    """From the folder of a page to a path; both are ours, without ``..``."""
    here, there = page.split("/")[:-1], path.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:])


def on_list(corpus: Corpus, address: str) -> str:
    """Where an entry of a list stands; ``address`` is its place where the list has one page."""
    return corpus.moved.get(address, address)


def target_of(record: Record) -> str:
    """The Markdown page of a record, with the fragment under which it begins."""
    fragment = record.url.partition("#")[2]
    return record.page + (f"#{fragment}" if fragment else "")


_CLASSES = {
    Role.NUMBER: "gz-number",
    Role.META: "gz-meta",
    Role.BYLINE: "gz-byline",
    Role.ADDRESSEE: "gz-addressee",
    Role.ARTICLE: "gz-article",
    Role.ITEM: "gz-item",
    Role.SIGNATURE: "gz-signature",
    Role.DATE: "gz-date",
    Role.REMARK: "gz-remark",
    Role.LABEL: "gz-label",
    Role.LISTED: "gz-listed",
    Role.ENTRY: "gz-entry",
    Role.FOOTNOTE: "gz-footnote",
    Role.IMPRINT: "gz-imprint",
    Role.COVER: "gz-cover",
    Role.CONTENTS: "gz-contents",
    Role.PARAGRAPH: "gz-p",
    Role.LINE: "gz-line",
}

_LEVELS = {
    "编": "gz-l-part",
    "部分": "gz-l-part",
    "章": "gz-l-chapter",
    "节": "gz-l-section",
    "一、": "gz-l-1",
    "（一）": "gz-l-2",
}
"""The levels that have a typeface of their own in official documents; all others are set as the text."""


@dataclass(frozen=True)
class Ways:
    """What of a record's text leads elsewhere: the signs of its footnotes
    and the links of its citations and references; where its printed pages begin, and what a citation
    calls its blocks."""

    notes: Mapping[int, str] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)
    pages: PageMarks = field(default_factory=PageMarks)
    places: Mapping[str, str] = field(default_factory=dict)


NO_WAYS = Ways()


def ways_of(record: Record, corpus: Corpus) -> Ways:
    """The ways out of a record's text."""
    document = record.document
    return Ways(
        footnote_marks(document),
        text_marks(record, corpus),
        page_marks(document, corpus.sources[record.source]),
        locators(document),
    )


def text_marks(record: Record, corpus: Corpus) -> Marks:
    """The links of a record's defined words, units, citations and references, by the raw offset of each
    character.

    A unit that answers for an item leads to its page. A reference to what the source does not print
    has no address.
    """
    units = corpus.facts.units
    marks: dict[int, Mark] = {offset: mark for mark, used in term_marks(record, corpus) for offset in used.at}
    for number, (unit, at) in enumerate(units.printed.get(record.id, ()), start=1):
        mark = Mark(-number, relative(units.pages[unit], record.page), "gz-unit")
        marks.update((offset, mark) for offset in at)
    for offset, lead in leads(record, corpus).items():
        marks[offset] = Mark(lead.number, _address(lead, record.page, corpus))
    return marks


def _address(lead: Lead, page: str, corpus: Corpus) -> str:
    """Where words lead, as seen from a page; empty for what the source does not print."""
    if lead.record is None:
        return ""
    other = corpus.by_id[lead.record]
    return relative(f"{other.page}#{lead.anchor}" if lead.anchor else target_of(other), page)


def prints_title(block: Block, document: Document) -> bool:
    """Whether a block prints the title: by its role, or as the label of an annex that goes on with it.

    ``附件1“十三五”各地（市）能耗总量和强度“双控”目标``: printed once, it is shown once.
    """
    titled = any(b.role is Role.TITLE for b in document.blocks)
    if titled or block.role is not Role.LABEL:
        return block.role is Role.TITLE
    title = solid(document.title)
    return bool(title) and solid(block.text.chars).endswith(title)


def block_markdown(block: Block, record: Record, corpus: Corpus, base: int, ways: Ways = NO_WAYS) -> str:
    """A block as Markdown, below the sign of the printed page that it begins. ``base`` is the heading
    level of the record's title."""
    lines = lines_of(block, corpus.sources[record.source].source)
    shown = _block(block, record, corpus, base, ways, line_range(lines) if lines else "")
    sign = ways.pages.before.get(block.anchor)
    return f"{sign}\n\n{shown}" if sign else shown


# An attribute list knows no escapes: what could end it is left out (the script then says nothing).
_PLAIN = re.compile(r"[\w〇（）“”、。，：；·.]+")


def _block(block: Block, record: Record, corpus: Corpus, base: int, ways: Ways, lines: str) -> str:
    place = ways.places.get(block.anchor, "")
    match block:
        case TableBlock():
            return _table(block, {"data-l": lines, "data-at": place}, record, ways.marks)
        case GridBlock():
            raise ValueError(f"the table {block.anchor} of {record.id} was not rebuilt")
        case NumberedBlock():
            doubt = doubt_mark(block, corpus, record.source)
            return _numbered(block, base, ways, _extra(lines, place), doubt)
        case TextBlock():
            return _worded(block, record, corpus, base, ways, _extra(lines, place))
        case _:
            assert_never(block)


def _extra(lines: str, place: str) -> str:
    """``data-l="106-110" data-at="第十五条"``: the raw lines of a block, and what a citation calls it."""
    named = f'data-at="{place}"' if _PLAIN.fullmatch(place) and "_" not in place else ""
    return " ".join(x for x in (f'data-l="{lines}"' if lines else "", named) if x)


def _numbered(block: NumberedBlock, base: int, ways: Ways, extra: str, doubt: str) -> str:
    """A heading, alone or at the head of its text; an article or item."""
    if block.role is not Role.HEADING:
        return _attributed(_referenced(block.text, ways) + doubt, block, extra)
    levels = [_LEVELS[block.entry.level]] if block.entry.level in _LEVELS else []
    if block.title_end >= len(block.text):
        level = " ".join(x for x in (*(f".{c}" for c in levels), extra) if x)
        words = _referenced(block.text, ways) + doubt
        return heading(base + block.entry.depth, words, block.anchor, extra=level)
    head, rest = block.text[: block.title_end], block.text[block.title_end :]
    text = f"{span('lead', _referenced(head, ways))}{_referenced(rest, ways)}{doubt}"
    return f"{text}\n{attributes(block.anchor, 'gz-run-in', *levels, extra=extra)}"


def _worded(block: TextBlock, record: Record, corpus: Corpus, base: int, ways: Ways, extra: str) -> str:
    """A text by its role."""
    doubt = doubt_mark(block, corpus, record.source)
    if prints_title(block, record.document):
        words = with_breaks(_referenced(block.text, ways)) + doubt
        return heading(base, words, block.anchor, extra=f".gz-title {extra}".rstrip())
    match block.role:
        case Role.LISTED:
            text = f"{line(block.text, turns=ways.pages.inside)}{_listed(block, record, corpus)}"
        case Role.FOOTNOTE:
            text = f"{line(block.text, ways.marks)}{_way_back(block, ways.notes)}"
        case Role.LINE:
            text = _gapped(block.text, ways)
        case _:
            text = _referenced(block.text, ways)
    return _attributed(text + doubt, block, extra)


def _attributed(text: str, block: Worded, extra: str) -> str:
    """A paragraph with its anchor and the class of its role."""
    return f"{text}\n{attributes(block.anchor, _CLASSES[block.role], extra=extra)}"


def _listed(block: TextBlock, record: Record, corpus: Corpus) -> str:
    """Below a listed annex: the way to it, or that the source does not print it."""
    source = corpus.sources[record.source].source
    lines = source.lines_of(block.text.at)
    said = []
    for annex in record.annexes:
        if annex.line in lines:
            if annex.id is not None and annex.id in corpus.by_id:
                target = relative(target_of(corpus.by_id[annex.id]), record.page)
                said.append(f'{link("→ 打开", target)}{{: data-derived="true" .gz-open }}')
            else:
                said.append(MISSING)
    return " ".join(["", *said]) if said else ""


def _referenced(text: Text, ways: Ways) -> str:
    """A paragraph; the sign of a footnote becomes a link to it (its characters stay)."""
    notes, marks, turns = ways.notes, ways.marks, ways.pages.inside
    if notes.keys().isdisjoint(text.at):
        return line(text, marks, turns)
    places = [i for i, offset in enumerate(text.at) if offset in notes]
    parts, last = [], 0
    for anchor, at in groupby(places, key=lambda i: notes[text.at[i]]):
        start, *more = at
        end = start + len(more) + 1
        sign = line(text[start:end].styled(PLAIN))
        parts.append(line(text[last:start], marks, turns))
        parts.append(f"[{sign}](#{anchor}){{: #{anchor.replace('fn-', 'fnref-')} .gz-ref }}")
        last = end
    return "".join([*parts, line(text[last:], marks, turns)])


_GAP = re.compile(r"\t\s*|\s{2,}|\u3000\s*")


def _gapped(text: Text, ways: Ways) -> str:
    """A line of what may be a table: the gaps between its cells show, as wide as two characters."""
    edges = [0, *(edge for gap in _GAP.finditer(text.chars) for edge in gap.span()), len(text)]
    return "&emsp;&emsp;".join(
        _referenced(text[a:b], ways) for a, b in zip(edges[::2], edges[1::2], strict=True)
    )


def _way_back(block: Block, notes: Mapping[int, str]) -> str:
    if block.anchor not in notes.values():
        return ""
    back = block.anchor.replace("fn-", "fnref-")
    return f' [↩](#{back}){{: data-derived="true" .gz-back title="回到正文" }}'


def _table(block: TableBlock, placed: Mapping[str, str], record: Record, marks: Marks) -> str:
    """A table with its files, its checks and its chart; ``placed`` says where it stands."""
    name, table = table_id(record, block), block.table
    ways = {kind: relative(f"data/tables/{name}.{kind}", record.page) for kind in ("csv", "xlsx", "json")}
    figure = fill_in(
        "figure",
        anchor=block.anchor,
        attributes={"id": block.anchor} | {name: said for name, said in placed.items() if said},
        title=table.title,
        turned=is_turned(table),
        files=ways,
        table=table_html(
            table, block.anchor, marks, titled=solid(table.title) != solid(record.document.title)
        ),
        notes=notes_html(table, block.anchor),
        signs=signs_said(table),
    )
    drawn = chart(table, name)
    return f"{figure}\n{drawn}" if drawn else str(figure)
