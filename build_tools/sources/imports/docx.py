"""A docx → what it prints: paragraphs with their numbers, tables, footnotes, text boxes, page turns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from build_tools.model.original import (
    Aside,
    Kept,
    NodeChars,
    Original,
    OriginalBlock,
    OriginalCell,
    OriginalDoubt,
    OriginalTable,
    Paragraph,
    Sign,
    Spot,
    Turn,
)
from build_tools.sources.imports.docx_lines import PAGE, Lines, Parts, Story, tracked
from build_tools.sources.imports.docx_notes import Notes
from build_tools.sources.imports.docx_numbering import Counters, Numbered, Numbering
from build_tools.sources.imports.docx_parts import DocxParts, open_docx
from build_tools.sources.imports.docx_sections import Sections
from build_tools.sources.imports.docx_styles import Styles, switched
from build_tools.sources.imports.docx_tables import Placed, placed_cells, removed_row
from build_tools.sources.imports.package import child, local

CHANGE, NUMBER, FORM = "original-change", "original-number", "original-form"
"""The doubts that an original can raise; the catalogue says what they mean."""

_HOLDERS = ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
_OTHER_PARTS = {
    "comments": Kept.COMMENT,
    "header": Kept.HEADER,
    "footer": Kept.FOOTER,
    "footnotes": Kept.SEPARATOR,
    "endnotes": Kept.SEPARATOR,
    "diagramData": Kept.DRAWING,
    "chart": Kept.DRAWING,
    "chartEx": Kept.DRAWING,
}


def read_docx(data: bytes) -> Original:
    """What a docx prints, with tracked changes accepted. Raises Refused where it cannot be read."""
    parts = open_docx(data)
    reader = _Reader.of(parts)
    body = child(parts.main.root, "body")
    blocks = reader.blocks(list(body) if body is not None else [])
    met = {a.node for a in reader.asides} | {p.node for p in reader.pieces}
    for k, (part, _) in enumerate(parts.texts):
        if k not in met and part.kind in _OTHER_PARTS:
            reader.asides.append(Aside(_OTHER_PARTS[part.kind], k, parts.nodes[k].chars))
    printed = tuple(_without_idle_turns([*blocks, *reader.notes.texts]))
    return Original("docx", parts.nodes, printed, tuple(reader.asides), tuple(reader.doubts))


@dataclass
class _Reader:
    """Goes over the body once. ``carried`` is what a removed paragraph mark hands to the next one."""

    parts: DocxParts
    styles: Styles
    numbering: Numbering
    sections: Sections
    notes: Notes
    accepted: Counters
    before: Counters  # the numbers as they were before the tracked changes
    asides: list[Aside] = field(default_factory=list)
    doubts: list[OriginalDoubt] = field(default_factory=list)
    pieces: list[NodeChars] = field(default_factory=list)
    carried: list[Parts] = field(default_factory=list)

    @classmethod
    def of(cls, parts: DocxParts) -> _Reader:
        """The reader of a document, with its styles, lists and notes."""
        styles = Styles.of(parts.root("styles"))
        numbering = Numbering.of(parts.root("numbering"), styles)
        body = child(parts.main.root, "body")
        sections = Sections.of(parts, body)
        notes = Notes.of(parts)
        own = cls(parts, styles, numbering, sections, notes, Counters(numbering), Counters(numbering))
        notes.read = own.note_text
        node_of = {element: k for k, (_, element) in enumerate(parts.texts)}
        own.story = Story(node_of, styles, own.note, own.asides, own.doubts)
        return own

    story: Story = field(init=False)

    def place(self, paragraph: etree._Element, part: str | None = None) -> Spot:
        """Where a paragraph stands."""
        return Spot(part or self.part, self.parts.paragraphs.get(paragraph, 1))

    part: str = field(init=False, default="")

    def __post_init__(self) -> None:
        self.part = self.parts.main.name

    def note(self, element: etree._Element, place: Spot) -> int | None:
        """The number of a footnote; its text is read at once."""
        number, anew = self.notes.refer(element, self.sections.reached)
        if anew:
            self.doubts.append(OriginalDoubt(NUMBER, place, detail=anew))
        return number

    def note_text(self, paragraphs: Sequence[etree._Element], part: str) -> tuple[list[Parts], Spot]:
        """The printed lines of a footnote, each paragraph one line."""
        outer, self.part, self.story.fields = (self.part, self.story.fields), part, type(self.story.fields)()
        lines: list[Parts] = []
        place = self.place(paragraphs[0]) if paragraphs else Spot(part, 1)
        for block in self.blocks(paragraphs):
            if isinstance(block, Paragraph):
                lines.append(list(block.parts))
            elif isinstance(block, OriginalTable):
                self.doubts.append(OriginalDoubt(FORM, place, detail="脚注里的表格"))
                lines += [list(p.parts) for row in block.rows for cell in row for p in cell.paragraphs]
        self.part, self.story.fields = outer
        return lines, place

    def blocks(self, elements: Sequence[etree._Element], *, removed: bool = False) -> list[OriginalBlock]:
        """The blocks of a text: the body, a cell, a text box, a note."""
        found: list[OriginalBlock] = []
        for element in elements:
            match local(element):
                case "p":
                    found += self.paragraph(element, removed=removed)
                case "tbl":
                    found += self.table(element, removed=removed)
                case "AlternateContent":
                    found += self.alternative(element, removed=removed)
                case "del" | "moveFrom":
                    found += self.blocks(list(element), removed=True)
                case "altChunk":
                    self.doubts.append(OriginalDoubt(FORM, Spot(self.part, 1), detail="嵌入的另一份文件"))
                case name if name in _HOLDERS:
                    found += self.blocks(list(element), removed=removed)
        return found

    def alternative(self, element: etree._Element, *, removed: bool) -> list[OriginalBlock]:
        """One content in two writings: the first is printed, the other one is its copy."""
        first, *others = [e for e in element if local(e) in ("Choice", "Fallback")] or [element]
        for other in others:
            Lines(self.story, self.place(element), None).leave_out(other, Kept.COPY)
        return self.blocks([] if first is element else list(first), removed=removed)

    def paragraph(self, element: etree._Element, *, removed: bool) -> Iterator[OriginalBlock]:
        """A paragraph: a page turn before it, its lines, its text boxes, a page turn behind its section."""
        properties, place = child(element, "pPr"), self.place(element)
        mark = child(properties, "rPr")
        lines = Lines(self.story, place, properties)
        lines.read(list(element), removed=removed)
        self.tell(lines, mark, place)
        joined = removed or child(mark, "del") is not None or child(mark, "moveFrom") is not None
        numbered = self.number(properties, mark, place, removed=joined)
        merged = joined or bool(switched(mark, "vanish"))
        if self.styles.breaks_page(properties) and not merged:
            yield Turn(place)
        if merged:
            self.carried += [x for x in lines.lines if isinstance(x, list)]
        else:
            yield from self.lines(lines, numbered, place)
        for box in lines.boxes:
            self.doubts.append(OriginalDoubt(FORM, place, detail="文本框，文字写在所在段落之后"))
            yield from self.blocks(list(box))
        if child(properties, "sectPr") is not None and self.part == self.parts.main.name:
            yield from self.sections.end(place)

    def lines(self, lines: Lines, numbered: Numbered | None, place: Spot) -> Iterator[OriginalBlock]:
        """The printed lines, the number of the paragraph before the first of them."""
        printed = [*self.carried, *lines.lines] if not self.carried else _continued(self.carried, lines.lines)
        self.carried = []
        for k, line in enumerate(printed):
            if line is PAGE:
                yield Turn(place)
                continue
            assert isinstance(line, list)
            head = [NodeChars(numbered.printed)] if k == 0 and numbered and numbered.text else []
            if not line and not head and PAGE in printed[max(k - 1, 0) : k + 2]:
                continue  # nothing stands between the page break and the end of the paragraph
            self.pieces += [p for p in line if isinstance(p, NodeChars)]
            yield Paragraph((*head, *line), place)

    def number(
        self,
        properties: etree._Element | None,
        mark: etree._Element | None,
        place: Spot,
        *,
        removed: bool,
    ) -> Numbered | None:
        """The number of a paragraph as it is printed; a doubt where it was another one before the changes."""
        styles = self.styles.of_paragraph(properties)
        at = self.numbering.place(properties, styles)
        change = child(properties, "pPrChange")
        was_at = self.numbering.place(child(change, "pPr"), styles) if change is not None else at
        inserted = child(mark, "ins") is not None or child(mark, "moveTo") is not None
        was = self.before.next(*was_at) if was_at is not None and not inserted else None
        now = self.accepted.next(*at) if at is not None and not removed else None
        if now is not None and now.unknown:
            self.doubts.append(OriginalDoubt(NUMBER, place, now.text, detail=f"编号格式 {now.unknown} 不识"))
        if now is not None and was is not None and was.text != now.text:
            self.doubts.append(OriginalDoubt(NUMBER, place, was.text, now.text, "修订之前与接受修订之后"))
        return now

    def tell(self, lines: Lines, mark: etree._Element | None, place: Spot) -> None:
        """The doubts of a paragraph: what was changed in it, and what a line of text cannot hold."""
        found = tracked(lines.changes)
        self.doubts += [OriginalDoubt(CHANGE, place, was, now) for was, now in found]
        if not found and child(mark, "del") is not None:
            self.doubts.append(OriginalDoubt(CHANGE, place, "⏎", detail="段落标记"))
        elif not found and child(mark, "ins") is not None and any(c.strip() for _, c in lines.changes):
            self.doubts.append(OriginalDoubt(CHANGE, place, now="⏎", detail="段落标记"))
        self.doubts += [OriginalDoubt(FORM, place, detail=form) for form in dict.fromkeys(lines.forms)]

    def table(self, element: etree._Element, *, removed: bool) -> list[OriginalBlock]:
        """A table with its spans; one of a single cell only frames its paragraphs."""
        first = next((p for p in element.iter() if p in self.parts.paragraphs), None)
        place = self.place(first) if first is not None else Spot(self.part, 1)
        rows: list[list[tuple[Placed, list[OriginalBlock]]]] = []
        for cells, row in placed_cells(element):
            gone = removed or removed_row(row)
            read = [(cell, self.blocks(cell.content, removed=gone)) for cell in cells]
            if not gone:
                rows.append(read)
        if not rows:
            return []
        if len(rows) == 1 and len(rows[0]) == 1:
            return rows[0][0][1]
        return [OriginalTable(tuple(tuple(self.cells(row)) for row in rows), place)]

    def cells(self, row: Sequence[tuple[Placed, list[OriginalBlock]]]) -> Iterator[OriginalCell]:
        """The cells of a row; a table in one becomes lines, with a doubt, and so does what a merge covers."""
        for cell, blocks in row:
            found: list[Paragraph] = []
            for block in blocks:
                if isinstance(block, Paragraph):
                    found.append(block)
                elif isinstance(block, OriginalTable):
                    self.doubts.append(OriginalDoubt(FORM, block.place, detail="表格里的表格，逐行写在格内"))
                    found += [_row(inner, block.place) for inner in block.rows]
            if not cell.covered:
                yield OriginalCell(tuple(found), cell.rowspan, cell.colspan)
            elif any(p.chars.strip() for p in found):
                words = "".join(p.chars for p in found)
                self.doubts.append(OriginalDoubt(FORM, found[0].place, words, detail="合并时被盖住的格"))
                self.hide(found)

    def hide(self, paragraphs: Sequence[Paragraph]) -> None:
        """Characters that a merged cell covers: they are not printed."""
        for piece in (
            p for q in paragraphs for p in q.parts if isinstance(p, NodeChars) and p.node is not None
        ):
            assert piece.node is not None
            self.asides.append(Aside(Kept.HIDDEN, piece.node, piece.chars, piece.start))


def _row(row: Sequence[OriginalCell], place: Spot) -> Paragraph:
    """A row of a table inside of a cell as one line, blanks between its cells."""
    parts: list[NodeChars | Sign] = []
    for cell in row:
        for paragraph in cell.paragraphs:
            parts += [*([NodeChars("\u3000")] if parts else []), *paragraph.parts]
    return Paragraph(tuple(parts), place)


def _continued(carried: Sequence[Parts], lines: Sequence[object]) -> list[object]:
    """The lines of a paragraph whose mark was removed run on in the first line of the next one."""
    first = [x for line in carried for x in line]
    head, *rest = lines
    return [[*first, *head], *rest] if isinstance(head, list) else [first, head, *rest]


def _without_idle_turns(blocks: Sequence[OriginalBlock]) -> Iterator[OriginalBlock]:
    """The blocks with one turn where several stand together, and none before the first text."""
    pending: Turn | None = None
    begun = False
    for block in blocks:
        if isinstance(block, Turn):
            pending = block if pending is None or block.number is not None else pending
            continue
        text = not isinstance(block, Paragraph) or bool(block.chars.strip())
        if text and pending is not None:
            if begun:
                yield pending
            pending = None
        begun = begun or text
        yield block
