"""Akoma Ntoso 3.0: an instrument as a document with its annexes attached, an issue as a collection.

Headings and provisions make the hierarchy by their depth; every block stands in it once, with its own text,
its anchor as ``eId`` and its role as ``class``, so that the file reads back to the blocks (:mod:`akn_back`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from lxml import etree

from build_tools.books.akn_meta import NAMESPACE, Meta, meta_of
from build_tools.books.akn_places import place_of, prefix_at
from build_tools.books.book import Book
from build_tools.books.walk import CellShown, Chapter, Run, Shown
from build_tools.language.signs import visible
from build_tools.model.corpus import Corpus
from build_tools.model.document import Role
from build_tools.model.text import INSERTED, NOTEREF, STRONG, STRUCK, SUB, SUP

_TAGS = {STRONG: "b", SUB: "sub", SUP: "sup", NOTEREF: "sup", STRUCK: "del", INSERTED: "ins"}
_RUN_IN = "run-in"
_LEVELS = {"编": "book", "部分": "part", "章": "chapter", "节": "section", "条": "article"}
_HEAD = (Role.TITLE, Role.NUMBER, Role.BYLINE, Role.META, Role.ADDRESSEE, Role.COVER, Role.LABEL)
_TAIL = (Role.SIGNATURE, Role.DATE, Role.REMARK, Role.IMPRINT, Role.FOOTNOTE)
_INLINE = {Role.TITLE: "docTitle", Role.NUMBER: "docNumber", Role.SIGNATURE: "signature"}


@dataclass
class _Writer:
    """A document in the making: what its anchors begin with, what its notes are, what leads where."""

    chapter: Chapter
    prefix: str
    meta: Meta
    notes: dict[str, Shown] = field(default_factory=dict)

    def id(self, anchor: str) -> str:
        """The anchor, no other's in the whole file."""
        return self.prefix + anchor


def akn(book: Book, chapters: Sequence[Chapter], corpus: Corpus, site_name: str) -> bytes:
    """The file. Same book, same bytes."""
    root = etree.Element(_tag("akomaNtoso"), nsmap={None: NAMESPACE})
    here = {c.record.id: prefix_at(i, of_issue=book.of_issue) for i, c in enumerate(chapters)}
    meta = Meta(book, corpus, site_name, here)
    if book.of_issue:
        collection = etree.SubElement(root, _tag("documentCollection"), name="issue")
        collection.append(meta_of(None, meta))
        body = etree.SubElement(collection, _tag("collectionBody"))
        for i, chapter in enumerate(chapters, start=1):
            component = etree.SubElement(body, _tag("component"), eId=f"component-{i}")
            component.append(_document(chapter, meta))
    else:
        own = _document(chapters[0], meta)
        root.append(own)
        if chapters[1:]:
            attached = etree.SubElement(own, _tag("attachments"))
            for i, chapter in enumerate(chapters[1:], start=1):
                attachment = etree.SubElement(attached, _tag("attachment"), eId=f"att-{i}")
                attachment.append(_document(chapter, meta))
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _document(chapter: Chapter, meta: Meta) -> etree._Element:
    """A document: preface, body, conclusions, in the order of its blocks."""
    record = chapter.record
    writer = _Writer(chapter, meta.here[record.id], meta)
    for shown in chapter.shown:
        if shown.block.role is Role.FOOTNOTE and shown.block.anchor in chapter.signs:
            writer.notes[shown.block.anchor] = shown
    rest = [s for s in chapter.shown if s.block.anchor not in writer.notes]
    head = list(takewhile(lambda s: s.block.role in _HEAD, rest))
    tail = list(takewhile(lambda s: s.block.role in _TAIL, reversed(rest[len(head) :])))[::-1]
    body = rest[len(head) : len(rest) - len(tail)]
    made = etree.Element(_tag("doc"), name=record.document.kind.value)
    made.append(meta_of(record, meta))
    if head:
        preface = etree.SubElement(made, _tag("preface"))
        preface.extend(_blocks(head, writer))
    main = etree.SubElement(made, _tag("mainBody"))
    main.extend(_nodes(body, writer))
    if not len(main):
        etree.SubElement(main, _tag("p"))
    if tail:
        conclusions = etree.SubElement(made, _tag("conclusions"))
        conclusions.extend(_blocks(tail, writer))
    return made


def _nodes(body: Sequence[Shown], writer: _Writer) -> Iterator[etree._Element]:
    """Blocks before the first entry as they stand, then the entries as a hierarchy by their depth."""
    first = next((i for i, s in enumerate(body) if s.entry is not None), len(body))
    yield from _blocks(body[:first], writer)
    i = first
    while i < len(body):
        depth = _depth(body[i])
        end = next(
            (k for k in range(i + 1, len(body)) if body[k].entry and _depth(body[k]) <= depth),
            len(body),
        )
        yield _node(body[i:end], writer)
        i = end


def _depth(shown: Shown) -> int:
    assert shown.entry is not None
    return shown.entry.depth


def _node(own: Sequence[Shown], writer: _Writer) -> etree._Element:
    """An entry with all that stands below it: number and title, text, deeper entries."""
    block, entry = own[0].block, own[0].entry
    assert entry is not None
    anchor = writer.id(block.anchor)
    node = etree.Element(_tag(_LEVELS.get(entry.level, "level")), eId=anchor)
    node.set("class", _class(block.role))
    number, title, rest = _parted(own[0])
    _filled(node, "num", number, writer)
    _filled(node, "heading", title, writer)
    first = next((k for k in range(1, len(own)) if own[k].entry is not None), len(own))
    clauses = _clauses(own[:first], rest, writer) if entry.level == "条" else []
    texts = [] if clauses else [*([_run_in(rest, writer)] if rest else []), *_blocks(own[1:first], writer)]
    below = [*clauses, *_nodes(own[first:], writer)]
    if below:
        if texts:
            etree.SubElement(node, _tag("intro"), eId=f"{anchor}__intro").extend(texts)
        node.extend(below)
    else:
        etree.SubElement(node, _tag("content"), eId=f"{anchor}__content").extend(
            texts or [etree.Element(_tag("p"))]
        )
    return node


def _run_in(runs: Sequence[Run], writer: _Writer) -> etree._Element:
    """Text that goes on behind the number of what it stands in."""
    made = etree.Element(_tag("p"))
    made.set("class", _RUN_IN)
    _fill(made, runs, writer)
    return made


# art-15-2, art-22-1-3, behind the anchor of the article: 款, and 项 of a 款
_CLAUSE = re.compile(r"-(?P<clause>\d+)(?:-(?P<item>\d+))?")


def _clauses(own: Sequence[Shown], rest: Sequence[Run], writer: _Writer) -> list[etree._Element]:
    """An article of several 款, or of 项, as paragraphs and points; none where other blocks stand in it."""
    article = own[0].block.anchor
    places = [_CLAUSE.fullmatch(s.block.anchor.removeprefix(article)) for s in own[1:]]
    if not rest or not places or not all(places) or any(s.rows for s in own):
        return []
    parts: list[tuple[str, str, list[etree._Element], list[etree._Element]]] = [
        (f"{article}__para-1", _RUN_IN, [_run_in(rest, writer)], [])
    ]
    for shown, place in zip(own[1:], places, strict=True):
        block = shown.block
        text = _run_in(shown.runs, writer)
        if place is not None and place["item"]:
            point = etree.Element(_tag("point"), eId=writer.id(block.anchor))
            point.set("class", _class(block.role))
            etree.SubElement(point, _tag("content"), eId=f"{writer.id(block.anchor)}__content").append(text)
            parts[-1][3].append(point)
        else:
            parts.append((block.anchor, _class(block.role), [text], []))
    return [_clause(writer.id(anchor), kind, texts, points) for anchor, kind, texts, points in parts]


def _clause(
    anchor: str, kind: str, texts: list[etree._Element], points: list[etree._Element]
) -> etree._Element:
    made = etree.Element(_tag("paragraph"), eId=anchor)
    made.set("class", kind)
    holder = "intro" if points else "content"
    etree.SubElement(made, _tag(holder), eId=f"{anchor}__{holder}").extend(texts)
    made.extend(points)
    return made


def _class(role: Role) -> str:
    return role.value


def _parted(shown: Shown) -> tuple[list[Run], list[Run], list[Run]]:
    """The text of an entry in three: its number, its title, what runs on behind it."""
    block = shown.block
    assert shown.entry is not None
    chars, number = block.text.chars, shown.entry.number or ""
    end = 0
    for c in number:  # as printed it may hold blanks
        end = chars.find(c, end) + 1
        if not end:
            break
    title = max(end, shown.title_end if shown.entry.title is not None else end)
    runs = shown.runs
    return _between(runs, 0, end), _between(runs, end, title), _between(runs, title, len(chars))


def _between(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    found, at = [], 0
    for run in runs:
        a, b = max(start - at, 0), min(end - at, len(run.chars))
        if a < b:
            found.append(Run(run.chars[a:b], run.style, run.note, run.lead, run.turn if a == 0 else None))
        at += len(run.chars)
    return found


def _filled(node: etree._Element, name: str, runs: Sequence[Run], writer: _Writer) -> None:
    if runs:
        _fill(etree.SubElement(node, _tag(name)), runs, writer)


def _blocks(own: Sequence[Shown], writer: _Writer) -> Iterator[etree._Element]:
    for shown in own:
        if shown.rows:
            yield _table(shown, writer)
            continue
        block = shown.block
        made = etree.Element(_tag("p"), eId=writer.id(block.anchor))
        made.set("class", _class(block.role))
        if shown.turn is not None and shown.turn.page is not None:
            _page(made, shown.turn.page, writer)
        inner, day = made, writer.chapter.record.document.date or ""
        if block.role in _INLINE:
            inner = etree.SubElement(made, _tag(_INLINE[block.role]))
        elif block.role is Role.DATE and len(day) == 10:
            inner = etree.SubElement(made, _tag("docDate"), date=day)
        _fill(inner, shown.runs, writer)
        yield made


def _page(parent: etree._Element, number: int, writer: _Writer) -> None:
    """The page of the print that begins here."""
    etree.SubElement(parent, _tag("eop"), eId=writer.id(f"page-{number}"))


def _fill(parent: etree._Element, runs: Sequence[Run], writer: _Writer) -> None:
    """Runs as inline elements; behind the sign of a footnote stands the footnote."""
    for run in runs:
        if run.turn is not None and run.turn.page is not None:
            _page(parent, run.turn.page, writer)
        target = parent
        if run.lead is not None and run.lead.record is not None:
            corpus = writer.meta.corpus
            way = place_of(corpus.by_id[run.lead.record], run.lead.anchor, writer.meta.here, corpus)
            target = etree.SubElement(parent, _tag("ref"), href=way)
        if run.style in _TAGS:
            target = etree.SubElement(target, _tag(_TAGS[run.style]))
        _say(target, run.chars)
        if run.note in writer.notes:
            _footnote(parent, run, writer)


def _say(parent: etree._Element, chars: str) -> None:
    """Characters behind what stands there already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + chars
    else:
        parent.text = (parent.text or "") + chars


def _footnote(parent: etree._Element, run: Run, writer: _Writer) -> None:
    shown = writer.notes.pop(run.note)
    note = etree.SubElement(
        parent, _tag("authorialNote"), eId=writer.id(run.note), marker=run.chars.strip(), placement="bottom"
    )
    text = etree.SubElement(note, _tag("p"))
    text.set("class", _class(Role.FOOTNOTE))
    _fill(text, shown.runs, writer)


def _table(shown: Shown, writer: _Writer) -> etree._Element:
    block = shown.block
    assert shown.table is not None
    table = etree.Element(_tag("table"), eId=writer.id(block.anchor))
    table.set("class", _class(block.role))
    if shown.table.title:
        table.set("title", visible(shown.table.title))
    for row in shown.rows:
        line = etree.SubElement(table, _tag("tr"))
        for cell in row:
            _cell(line, cell, writer)
    return table


def _cell(line: etree._Element, cell: CellShown, writer: _Writer) -> None:
    made = etree.SubElement(line, _tag("th" if cell.head else "td"))
    for name, span in (("rowspan", cell.slot.rowspan), ("colspan", cell.slot.colspan)):
        if span > 1:
            made.set(name, str(span))
    if cell.said:
        made.set("title", cell.said)
    for piece in cell.pieces or ((),):
        _fill(etree.SubElement(made, _tag("p")), piece, writer)
