"""Units of lines → documents of blocks: paragraphs joined and repaired, levels found, facts read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from build_tools.documents.annexes import with_annexes
from build_tools.documents.behind_signature import titles_behind
from build_tools.documents.contents.issue import cover_title
from build_tools.documents.heads.titles import HeadPart
from build_tools.documents.misreadings import odd_characters, odd_number
from build_tools.documents.outline.amended_text import amended_text
from build_tools.documents.outline.anchors import unique
from build_tools.documents.outline.levels import outline
from build_tools.documents.outline.misread_heads import unsigned_heads
from build_tools.documents.paragraphs.join import join
from build_tools.documents.particulars import described, inherited, role_key
from build_tools.documents.units.section import Section
from build_tools.language.phrases import ORGAN
from build_tools.language.script import SMALL, bare, key
from build_tools.language.typography import repair
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import (
    Block,
    Document,
    GridBlock,
    Kind,
    NumberedBlock,
    OutlineEntry,
    Piece,
    Role,
    TextBlock,
    annex_name,
)
from build_tools.model.edits import glue, inserted_blank
from build_tools.model.source import Line, TableLine
from build_tools.model.text import Text

# Units whose numbered paragraphs are no outline: covers, contents, days, name lists.
_FLAT = (Kind.MASTHEAD, Kind.CONTENTS, Kind.CHRONICLE, Kind.ABOUT, Kind.APPOINTMENT)


# Roles of which a unit has many: their anchors are counted.
_COUNTED = (Role.META, Role.LISTED, Role.TABLE, Role.LINE, Role.COVER, Role.CONTENTS, Role.IMPRINT)


@dataclass(frozen=True)
class Structured:
    """The documents of a source in print order; parents are indexes."""

    documents: tuple[Document, ...]
    notes: tuple[Note, ...]


def structure(
    sections: tuple[Section, ...],
    wrap: int,
    line_of: Callable[[int], int],
    known: frozenset[str] = frozenset(),
) -> Structured:
    """Build the documents of a source. Guarantees: no character of a section is left out.

    ``known`` are bare titles that the printed contents show whole; ``line_of`` maps a raw offset to
    its line.
    """
    notes: list[Note] = []
    documents: list[Document] = []
    for i, section in enumerate(sections):
        document, found = _document(section, wrap, _prefix(sections, i), known, _titles(sections, i))
        documents.append(replace(document, text_number=_text_number(sections, i)))
        notes += found
    documents = [inherited(d, documents) for d in documents]
    documents = with_annexes(documents, sections, notes, line_of)
    return Structured(tuple(documents), tuple(notes))


def _text_number(sections: tuple[Section, ...], i: int) -> int:
    section = sections[i]
    if section.kind is not Kind.ATTACHED:
        return 0
    return 1 + sum(s.kind is Kind.ATTACHED and s.parent == section.parent for s in sections[:i])


def _prefix(sections: tuple[Section, ...], i: int) -> str:
    """Anchors of the first text of a page have no prefix, of the second ``t2-``, of a cover ``n-``.

    All printed contents of a source, of the issue and of its texts, stand on the page of the issue.
    """
    n = _text_number(sections, i)
    if sections[i].kind is Kind.CONTENTS:
        n = 1 + sum(s.kind is Kind.CONTENTS for s in sections[:i])
    if n:
        return "" if n == 1 else f"t{n}-"
    covers = any(s.kind is Kind.ATTACHED and s.parent == i for s in sections)
    return "n-" if covers else ""


class _Blocks:
    """Collects the blocks of one unit with anchors that are unique in it."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self.seen: dict[str, int] = {}
        self.counts: dict[Role, int] = {}

    def add(self, role: Role, text: Text, lines: tuple[int, ...], *, title: bool = False) -> Text:
        """Repair a text and add it as a block; returns the repaired text."""
        if role is not Role.CONTENTS:
            text, notes = repair(text, lines, title=title)
            self.notes += notes
        self.blocks.append(TextBlock(role, text, self.anchor(role)))
        return text

    def anchor(self, role: Role) -> str:
        self.counts[role] = self.counts.get(role, 0) + 1
        name = role_key(role)
        if role in _COUNTED:
            name += f"-{self.counts[role]}"
        elif role is Role.FOOTNOTE:
            name = f"fn-{self.counts[role]}"
        return unique(self.prefix + name, self.seen)


def _titles(sections: tuple[Section, ...], i: int) -> frozenset[str]:
    """The bare titles of a unit and of the units that it belongs to."""
    units: list[int] = []
    above: int | None = i
    while above is not None and above not in units:
        units.append(above)
        above = sections[above].parent
    titles = (bare(sections[k].key(Role.TITLE) or sections[k].title) for k in units)
    return frozenset(title for title in titles if len(title) > 3)


def _document(
    section: Section, wrap: int, prefix: str, known: frozenset[str], titles: frozenset[str]
) -> tuple[Document, list[Note]]:
    out = _Blocks(prefix)
    heads = _parts(section.head, out)
    label_title = _title_in_label(heads)
    pieces, footnotes, notes = _pieces(section, wrap, known, titles)
    out.notes += notes
    out.notes += titles_behind(pieces, section)
    fixed = [_repaired(p, out) for p in pieces]
    entries = _body(fixed, section, out)
    tails = _parts(section.tail, out)
    for note in footnotes:
        out.add(Role.FOOTNOTE, note.text, note.lines)
    for lines in section.imprint:
        out.add(Role.IMPRINT, glue([x.text for x in lines]), tuple(x.number for x in lines))
    title = _title(section, heads, label_title)
    body_lines = [n for p in pieces for n in p.lines] + [n for f in footnotes for n in f.lines]
    own = [line.number for _, lines in section.head + section.tail for line in lines] + body_lines
    document = Document(
        kind=section.kind,
        title=title,
        blocks=_in_print_order(out.blocks),
        outline=tuple(entries),
        annex_number=section.annex_number,
        parent=section.parent,
        first_line=min(own, default=0),
        last_line=max(own, default=0),
        more=tuple((lines[0].number, lines[-1].number) for lines in section.imprint),
        page_breaks=_page_breaks(section),
    )
    return described(document, section, heads, tails), out.notes


def _in_print_order(blocks: list[Block]) -> tuple[Block, ...]:
    """Blocks as printed, by their first character; footnotes and 版记 stay at the end."""
    last = (Role.FOOTNOTE, Role.IMPRINT)

    def place(block: Block) -> tuple[bool, int]:
        first = next((text.at[0] for text in block.texts() if len(text)), 0)
        return block.role in last, 0 if block.role in last else first

    return tuple(sorted(blocks, key=place))


def _parts(parts: list[HeadPart], out: _Blocks) -> dict[Role, list[Text]]:
    """Add head or tail parts as blocks; returns the repaired texts by role, without what is struck out."""
    found: dict[Role, list[Text]] = {}
    for role, lines in parts:
        numbers = tuple(line.number for line in lines)
        if len(lines) > 1:
            detail = f"{len(lines) - 1} 处"
            out.notes.append(Note(Code.JOIN, numbers[0], numbers[-1], detail=detail))
        texts = [x.text for x in lines]
        text = out.add(
            role,
            _glued_title(texts) if role is Role.TITLE else glue(texts),
            numbers,
            title=role is Role.TITLE,
        )
        out.notes += odd_characters(text.chars, numbers)
        if role in (Role.META, Role.NUMBER):
            out.notes += odd_number(text.chars, numbers)
        found.setdefault(role, []).append(text.unstruck())
    return found


def _glued_title(texts: list[Text]) -> Text:
    """The lines of a title; a blank parts two issuers that stand in lines of their own."""
    parts = texts[:1]
    for above, text in pairwise(texts):
        if ORGAN.search(key(above.chars)):
            parts.append(inserted_blank(text.at[0]))
        parts.append(text)
    return Text.joined(parts)


_TITLED_LABEL = re.compile(
    rf"^附\s*[件表录图]\s*(?:\d{{1,3}}\s*[－—–-]\s*\d{{1,2}}|[\d{SMALL}]*|[A-Z])\s*[：:.．、]?\s*(?P<title>.+)$"
)


def _title_in_label(heads: dict[Role, list[Text]]) -> str | None:
    """``附件1“十三五”各地（市）…目标``: label and title in one line."""
    for text in heads.get(Role.LABEL, []):
        match = _TITLED_LABEL.match(text.chars)
        if match:
            return match["title"]
    return None


# 标 题 青江市人民政府关于印发《…》的通知, a field of a page that prints no title
_TITLE_FIELD = re.compile(r"^\s*[标標]\s*[题題]\s*[：:]?\s*(?P<title>\S.{4,})$")


def _title(section: Section, heads: dict[Role, list[Text]], label_title: str | None) -> str:
    if title := "".join(t.chars for t in heads.get(Role.TITLE, ())):  # none where all of it is struck out
        return title
    if label_title:
        return label_title
    if section.composed:
        return section.title
    for text in heads.get(Role.META, ()):
        if named := _TITLE_FIELD.match(text.chars):
            return named["title"]  # that no title is printed is a doubt
    if section.title:
        text, _ = repair(Text.of(section.title, 0), (1,), title=True)
        return text.chars
    if section.annex_number:
        return annex_name(section.annex_number)
    return "附件" if section.kind is Kind.ANNEX else "无标题"


def _pieces(
    section: Section, wrap: int, known: frozenset[str], titles: frozenset[str]
) -> tuple[list[Piece], list[Piece], list[Note]]:
    if section.kind is Kind.MASTHEAD:
        return _cover_pieces(section), [], []
    tails = [line.text.at[0] for _, lines in section.tail for line in lines]
    return join(list(section.body), wrap, known, titles, tails)


def _cover_pieces(section: Section) -> list[Piece]:
    """The lines of a cover; names that run on in the next line stay together."""
    groups: list[list[Line]] = []
    lines = [x for _, x in section.body if isinstance(x, Line)]
    title = [] if section.composed else cover_title(lines)
    for line in lines:
        if line in title[1:] and line.gap == 0:
            groups[-1].append(line)
            continue
        runs_on = line.gap == 0 and "：" not in line.key and groups and "：" in groups[-1][0].key
        if runs_on:
            groups[-1].append(line)
        else:
            groups.append([line])
    pieces = []
    for group in groups:
        texts = [group[0].text]
        for line in group[1:]:
            blank = [] if line in title else [inserted_blank(line.text.at[0])]
            texts += [*blank, line.text]
        pieces.append(Piece(Role.COVER, Text.joined(texts), tuple(x.number for x in group)))
    return pieces


def _repaired(piece: Piece, out: _Blocks) -> Piece:
    if piece.grid is not None:
        return piece  # its cells are repaired once they are in place
    if piece.role in (Role.CONTENTS, Role.LINE):
        return piece
    text, notes = repair(piece.text, piece.lines)
    out.notes += notes
    return replace(piece, text=text)


def _body(pieces: list[Piece], section: Section, out: _Blocks) -> list[OutlineEntry]:
    """Add the body as blocks with their levels; returns the outline entries in print order."""
    kind = section.kind
    amended = amended_text(pieces, section.key(Role.TITLE))
    levels = outline([] if kind in _FLAT else pieces, amended.pieces)
    out.notes += levels.notes
    out.notes += [_unsigned(p) for p in unsigned_heads(pieces)]
    lines = [p.lines[0] for p in pieces]
    entries = levels.entries(lines, out.prefix)
    ends = {m.index: m.title_end for m in levels.marked}
    count = 0
    for i, piece in enumerate(pieces):
        if piece.role is not None:
            anchor = out.anchor(piece.role)
            printed = GridBlock(anchor, piece.grid) if piece.grid is not None else None
            out.blocks.append(printed or TextBlock(piece.role, piece.text, anchor))
            continue
        role = levels.roles.get(i, Role.ENTRY if kind is Kind.CHRONICLE else Role.PARAGRAPH)
        name = levels.anchors.get(i)
        if name is None:
            count += 1
            name = f"p-{count}"
        anchor = unique(out.prefix + name, out.seen)
        entry = entries.get(i)
        if entry is not None and entry.anchor != anchor:
            entry = entries[i] = replace(entry, anchor=anchor)
        quoted = amended.words.get(i, ())
        if entry is None:
            out.blocks.append(TextBlock(role, piece.text, anchor, quoted))
        else:
            out.blocks.append(NumberedBlock(role, piece.text, anchor, entry, ends.get(i, 0), quoted))
        out.notes += odd_characters(piece.text.chars, piece.lines)
    return [entries[i] for i in sorted(entries)]


def _unsigned(piece: Piece) -> Note:
    """The doubt on a heading that counts, and has lost the sign behind its number."""
    return Note(Code.MISREAD_FIGURE, piece.lines[0], piece.lines[-1], piece.text.chars[:6])


def _page_breaks(section: Section) -> tuple[int, ...]:
    lines = [line for _, part in section.head + section.tail for line in part]
    items = [item for _, item in section.body]
    return tuple(
        sorted(x.number for x in [*lines, *items] if isinstance(x, Line | TableLine) and x.page_break)
    )
