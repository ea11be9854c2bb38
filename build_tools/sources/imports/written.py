"""The written form: what a reader found, as raw text of one dialect, and back to characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from build_tools.model.original import (
    LineDoubt,
    NodeChars,
    Original,
    OriginalBlock,
    OriginalCell,
    OriginalDoubt,
    OriginalTable,
    Paragraph,
    Script,
    Sign,
    Spot,
    Turn,
)
from build_tools.sources.dialects.written import HEAD

_MOST_BLANK = 2  # blank lines that stand for empty paragraphs
_ENDS = re.compile(r"[。；：！？.;:!?”」』）)]$")


@dataclass(frozen=True)
class WrittenText:
    """Raw text with the place of each of its lines, the characters that no node of the original holds, and
    the doubts on their lines."""

    text: str
    places: dict[int, Spot]
    made: tuple[tuple[int, str], ...]
    doubts: tuple[LineDoubt, ...]


def escaped(chars: str) -> str:
    """Printed characters as the written form holds them: none can be taken for one of its signs."""
    return (
        chars.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("[^", "&#91;^")
        .replace("\n", " ")
        .replace("\r", " ")
        .replace("\f", " ")
    )


def write(original: Original) -> WrittenText:
    """The raw text of an original. Every piece of its blocks is in one line, in their order; the text of a
    footnote stands behind the paragraph or table of its sign, else where the reader has put it."""
    lines = _Lines()
    for block in with_notes_in_place(original.blocks):
        lines.block(block)
    doubts = [lines.doubt(d) for d in original.doubts]
    ordered = sorted(doubts, key=lambda d: (d.line, d.code))
    text = "\n".join(lines.text).rstrip("\n") + "\n"
    return WrittenText(text, lines.places, tuple(lines.made), tuple(ordered))


@dataclass
class _Lines:
    text: list[str] = field(default_factory=lambda: [HEAD])
    places: dict[int, Spot] = field(default_factory=dict)
    made: list[tuple[int, str]] = field(default_factory=list)
    first_of: dict[tuple[str, int], int] = field(default_factory=dict)
    waiting: list[tuple[str, int]] = field(default_factory=list)  # empty paragraphs above the next line

    def block(self, block: OriginalBlock) -> None:
        match block:
            case Paragraph():
                self.paragraph(block)
            case OriginalTable():
                self.table(block)
            case Turn(place, number):
                self.add("<page>" if number is None else f"<page {number}>", place)

    def add(self, line: str, place: Spot) -> None:
        self.text.append(line)
        self.places[len(self.text)] = place
        for key in (*self.waiting, (place.part, place.at)):
            self.first_of.setdefault(key, len(self.text))
        self.waiting.clear()

    def paragraph(self, paragraph: Paragraph) -> None:
        head = f"[^{paragraph.note}]: " if paragraph.note else ""
        line = head + _line(paragraph.parts)
        if not line.strip():
            if any(self.text[-_MOST_BLANK:]):
                self.text.append("")
            self.waiting.append((paragraph.place.part, paragraph.place.at))
            return
        self.add(line, paragraph.place)
        self.note_made(paragraph.parts)

    def table(self, table: OriginalTable) -> None:
        self.add("<table>", table.place)
        for row in table.rows:
            parts = [p for cell in row for q in cell.paragraphs for p in q.parts]
            place = next((q.place for cell in row for q in cell.paragraphs), table.place)
            self.add(f"<tr>{''.join(map(_cell, row))}</tr>", place)
            self.note_made(parts)
            for paragraph in (q for cell in row for q in cell.paragraphs):
                self.first_of.setdefault((paragraph.place.part, paragraph.place.at), len(self.text))
        self.add("</table>", table.place)

    def note_made(self, parts: Iterable[NodeChars | Sign]) -> None:
        for part in parts:
            if isinstance(part, NodeChars) and part.node is None and part.chars.strip():
                self.made.append((len(self.text), part.chars))

    def doubt(self, doubt: OriginalDoubt) -> LineDoubt:
        """The doubt on its line; one on a place that has no line stands on the line before it."""
        line = self.first_of.get((doubt.place.part, doubt.place.at))
        if line is None:
            own = (doubt.place.part, doubt.place.at)
            above = [n for n, p in self.places.items() if (p.part, p.at) <= own]
            line = max(above, default=min(2, len(self.text)))
        return LineDoubt(doubt.code, line, doubt.was, doubt.now, doubt.detail)


def _cell(cell: OriginalCell) -> str:
    spans = f' rowspan="{cell.rowspan}"' * (cell.rowspan > 1)
    spans += f' colspan="{cell.colspan}"' * (cell.colspan > 1)
    lines = (_line(p.parts) for p in cell.paragraphs)
    return f"<td{spans}>{'<br>'.join(line for line in lines if line.strip())}</td>"


def _line(parts: Sequence[NodeChars | Sign]) -> str:
    """The parts of a line, runs of one script in one tag."""
    written: list[str] = []
    opened: Script | None = None
    for part in parts:
        script = part.script if isinstance(part, NodeChars) else None
        if opened is not None and script is not opened:
            written.append(f"</{opened.value}>")
        if script is not None and script is not opened:
            written.append(f"<{script.value}>")
        opened = script
        words = escaped(part.chars) if isinstance(part, NodeChars) else f"[^{part.number}]"
        above = written[-1] if written else ""
        if isinstance(part, NodeChars) and words.startswith("^") and above.endswith("["):
            written[-1] = above[:-1] + "&#91;"
        if isinstance(part, NodeChars) and words.startswith(":") and _NOTE.fullmatch(above):
            words = "&#58;" + words[1:]  # a colon behind a sign makes no text of a footnote
        written.append(words)
    if opened is not None:
        written.append(f"</{opened.value}>")
    return "".join(written)


def with_notes_in_place(blocks: Sequence[OriginalBlock]) -> list[OriginalBlock]:
    """The blocks with the text of each footnote behind the block that holds its sign, or behind the next
    paragraph that ends a sentence where that is a title or a heading; a page turn lets none pass."""
    placed: list[OriginalBlock] = []
    notes = {id(b) for b in blocks if isinstance(b, Paragraph) and b.note}
    bodies = [b for b in blocks if id(b) not in notes]
    waiting: list[Paragraph] = []
    left = [b for b in blocks if isinstance(b, Paragraph) and b.note]
    for block in bodies:
        if isinstance(block, Turn):
            placed += waiting
            waiting = []
        placed.append(block)
        for number in _signs(block):
            own = next((n for n in left if n.note == number), None)
            if own is not None:
                left.remove(own)
                waiting.append(own)
        if waiting and (isinstance(block, OriginalTable) or _ends_sentence(block)):
            placed += waiting
            waiting = []
    return [*placed, *waiting, *left]


def _ends_sentence(block: OriginalBlock) -> bool:
    return isinstance(block, Paragraph) and bool(_ENDS.search(block.chars.rstrip()))


def _signs(block: OriginalBlock) -> list[int]:
    match block:
        case Paragraph(parts):
            return [p.number for p in parts if isinstance(p, Sign)]
        case OriginalTable(rows):
            return [n for row in rows for cell in row for p in cell.paragraphs for n in _signs(p)]
        case _:
            return []


_MARK = re.compile(
    r"<page(?: \d{1,5})?>|</?(?:table|tr|sub|sup|del|ins)>|<br>|</td>"
    r'|<td(?: rowspan="\d+")?(?: colspan="\d+")?>'
)
_NOTE = re.compile(r"^\[\^\d{1,4}\]: |\[\^\d{1,4}\]", re.MULTILINE)
_ESCAPED = {"&amp;": "&", "&lt;": "<", "&#91;": "[", "&#58;": ":"}
_ENTITY = re.compile("|".join(_ESCAPED))


def printed(text: str) -> str:
    """The printed characters of raw text in the written form, without its signs."""
    text = text.removeprefix(HEAD + "\n")
    return _ENTITY.sub(lambda m: _ESCAPED[m[0]], _NOTE.sub("", _MARK.sub("", text)))
