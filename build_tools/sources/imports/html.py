"""A web page → what it prints: the document in it, its tables, its footnotes with their way back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bs4.element import NavigableString, Tag

from build_tools.language.phrases import MARKER
from build_tools.language.script import HAN, bare
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
    Script,
    Sign,
    Spot,
)
from build_tools.sources.imports.html_main import main_element, page_title, stands_apart
from build_tools.sources.imports.html_notes import Note, notes_of
from build_tools.sources.imports.html_page import Page, open_page
from build_tools.sources.imports.html_tables import cells_of, lays_out, rows_of
from build_tools.sources.imports.number_formats import written_number

_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt",
        "fieldset", "figure", "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "ul", "table",
        "caption", "tr", "td", "th", "thead", "tbody", "tfoot", "details", "summary",
    }
)  # fmt: skip
_SCRIPTS = {"sub": Script.SUB, "sup": Script.SUP, "del": Script.STRUCK, "s": Script.STRUCK} | {
    "strike": Script.STRUCK,
    "ins": Script.INSERTED,
}
_FORMS = ("textarea", "select", "button", "option", "datalist")
_CODE = ("noscript", "template", "iframe", "object", "svg")
_LISTS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_BLANK = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NO_NUMBER = re.compile(r"list-style[\w-]*\s*:[^;]*none", re.IGNORECASE)
_ICON = 48  # pixels: a smaller picture is a button


def read_html(data: bytes) -> Original:
    """What the document of a page prints. Raises Refused where the page cannot be read."""
    page = open_page(data)
    main = main_element(page.soup)
    reader = _Reader(page, bare(page_title(page.soup)), notes_of(main))
    reader.walk(main)
    reader.flush(main)
    reader.outside(main)
    return Original("html", page.nodes, tuple(reader.blocks), tuple(reader.asides), tuple(reader.doubts))


@dataclass
class _Reader:
    """Walks over the elements of a page once and collects its lines."""

    page: Page
    title: str
    notes: dict[int, Note]  # id of an element → the footnote that it is the sign or the text of
    blocks: list[OriginalBlock] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    doubts: list[OriginalDoubt] = field(default_factory=list)
    parts: list[NodeChars | Sign] = field(default_factory=list)
    node_of: dict[int, int] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)
    note: int = 0  # the footnote whose text is being read

    def __post_init__(self) -> None:
        self.node_of = {id(string): k for k, string in enumerate(self.page.strings)}

    def walk(self, element: Tag, script: Script | None = None) -> None:
        """Read the children of an element."""
        for child in list(element.children):
            if isinstance(child, Tag):
                self.element(child, script)
            elif isinstance(child, NavigableString) and id(child) in self.node_of:
                self.string(child, script)

    def element(self, element: Tag, script: Script | None) -> None:
        """Read one element: what it prints, or why it prints nothing."""
        name = element.name.lower()
        if (kind := self.unseen(element, name)) is not None:
            self.leave_out(element, kind)
        elif (note := self.notes.get(id(element))) is not None and note.sign is element:
            self.leave_out(element, Kept.NOTE_SIGN)
            self.parts.append(Sign(note.number))
        elif note is not None and note.mark is element:
            self.leave_out(element, Kept.NOTE_SIGN)
        elif note is not None:
            self.footnote(element, note)
        elif name == "br":
            self.flush(element)
        elif name == "table" and not lays_out(element):
            self.flush(element)
            self.table(element)
        elif name in _BLOCKS:
            self.flush(element)
            if name in ("ol", "li"):
                self.listed(element, name)
            self.walk(element, script)
            self.flush(element)
        elif name in ("img", "input", "embed"):
            self.object(element, name)
        else:
            self.walk(element, _SCRIPTS.get(name, script))

    def unseen(self, element: Tag, name: str) -> Kept | None:
        """Why nothing of an element is printed; None where it is."""
        if name in _FORMS:
            return Kept.FORM
        if name in _CODE:
            if name in ("iframe", "object"):
                self.doubt(element, "框架或嵌入的文件")
            return Kept.CODE
        if element.has_attr("hidden") or _HIDDEN.search(str(element.get("style") or "")):
            return Kept.HIDDEN
        return Kept.NAVIGATION if stands_apart(element, self.title) else None

    def string(self, string: NavigableString, script: Script | None) -> None:
        """The characters of a text node, blanks as a browser shows them."""
        node, chars = self.node_of[id(string)], str(string)
        self.met.add(node)
        last = 0
        for blank in [*_BLANK.finditer(chars), None]:
            start, end = blank.span() if blank is not None else (len(chars), len(chars))
            if chars[last:start]:
                self.parts.append(NodeChars(chars[last:start], node, last, script))
            if blank is not None and self.parts and not _between_han(chars, start, end):
                self.parts.append(NodeChars(" ", None, 0, script))
            last = end

    def flush(self, element: Tag) -> None:
        """End the line that is being read."""
        if any(isinstance(p, Sign) or p.chars.strip() for p in self.parts):
            block = element if element.name in _BLOCKS else element.parent or element
            self.blocks.append(Paragraph(_trimmed(self.parts), self.page.place(block), self.note))
        self.parts = []

    def footnote(self, element: Tag, note: Note) -> None:
        """The text of a footnote, one line."""
        self.flush(element)
        first = len(self.blocks)
        self.walk(element)
        self.flush(element)
        lines = [b for b in self.blocks[first:] if isinstance(b, Paragraph)]
        others = [b for b in self.blocks[first:] if not isinstance(b, Paragraph)]
        parts = [
            p for k, line in enumerate(lines) for p in ([NodeChars("\u3000")] * (k > 0) + list(line.parts))
        ]
        self.blocks[first:] = [Paragraph(_trimmed(parts), self.page.place(element), note.number), *others]

    def table(self, element: Tag) -> None:
        """A table as it stands; a table in a cell becomes lines, with a doubt."""
        if isinstance(caption := element.find("caption"), Tag) and caption.find_parent("table") is element:
            self.walk(caption)
            self.flush(caption)
        outer, self.blocks = self.blocks, []
        rows = []
        for row in rows_of(element):
            cells = []
            for cell, rowspan, colspan in cells_of(row):
                self.walk(cell)
                self.flush(cell)
                cells.append(self.cell(cell, rowspan, colspan))
            rows.append(tuple(cells))
        self.blocks = outer
        if any(rows):
            self.blocks.append(OriginalTable(tuple(r for r in rows if r), self.page.place(element)))

    def cell(self, cell: Tag, rowspan: int, colspan: int) -> OriginalCell:
        """The lines of a cell that were read."""
        lines: list[Paragraph] = []
        for block in self.blocks:
            if isinstance(block, Paragraph):
                lines.append(block)
            elif isinstance(block, OriginalTable):
                self.doubt(cell, "表格里的表格，逐行写在格内")
                for row in block.rows:
                    words = [p for c in row for q in c.paragraphs for p in (NodeChars("\u3000"), *q.parts)]
                    lines.append(Paragraph(_trimmed(words), block.place))
        self.blocks = []
        return OriginalCell(tuple(lines), rowspan, colspan)

    def listed(self, element: Tag, name: str) -> None:
        """The number that a browser sets before an item; none where the item brings its own."""
        around = element.parent
        if name != "li" or around is None or around.name != "ol":
            return
        if _NO_NUMBER.search(f"{around.get('style') or ''};{element.get('style') or ''}"):
            return
        before = element.find_previous_siblings("li")
        own = str(element.get("value") or "")
        first = str(around.get("start") or "1")
        n = int(own) if own.isdigit() else (int(first) if first.isdigit() else 1) + len(before)
        form = _LISTS.get(str(around.get("type") or "1"), "decimal")
        if not before:
            self.doubts.append(
                OriginalDoubt("original-number", self.page.place(element), detail="网页列表的编号")
            )
        if not MARKER.match(bare_start(element)):
            self.parts.append(NodeChars(f"{written_number(n, form)}. "))

    def object(self, element: Tag, name: str) -> None:
        """A check box, or a picture: what is on it cannot be read."""
        if name == "input":
            if str(element.get("type") or "").lower() in ("checkbox", "radio"):
                self.parts.append(NodeChars("☑" if element.has_attr("checked") else "□"))
            return
        sizes = [str(element.get(side) or "").removesuffix("px") for side in ("width", "height")]
        if not any(size.isdigit() and int(size) <= _ICON for size in sizes):
            self.doubt(element, "图片" if name == "img" else "嵌入的文件")

    def doubt(self, element: Tag, detail: str) -> None:
        """What raw text cannot hold, on the block around an element."""
        around = next((e for e in (element, *element.parents) if e.name in _BLOCKS), element)
        found = OriginalDoubt("original-form", self.page.place(around), detail=detail)
        if found not in self.doubts:
            self.doubts.append(found)

    def leave_out(self, element: Tag, kind: Kept) -> None:
        """All text below an element is in the list."""
        for string in element.descendants:
            if (node := self.node_of.get(id(string))) is not None and node not in self.met:
                self.met.add(node)
                self.asides.append(Aside(kind, node, self.page.nodes[node].chars))

    def outside(self, main: Tag) -> None:
        """What stands around the document is in the list; a doubt where a sentence is among it."""
        said: list[str] = []
        for k, string in enumerate(self.page.strings):
            if k in self.met:
                continue
            names = [e.name for e in string.parents]
            kind = Kept.PAGE_TITLE if "title" in names or "head" in names else Kept.NAVIGATION
            kind = Kept.CODE if any(name in _CODE for name in names) else kind
            self.asides.append(Aside(kind, k, str(string)))
            if kind is Kept.NAVIGATION and "。" in string:
                said.append(" ".join(str(string).split())[:40])
        if said:
            place = Spot("", 1)
            self.doubts.append(
                OriginalDoubt("original-form", place, detail=f"正文之外的句子没有收：{said[0]}")
            )


def bare_start(element: Tag) -> str:
    """The first characters of an element, without blanks."""
    return "".join(element.get_text().split())[:12]


def _between_han(chars: str, start: int, end: int) -> bool:
    """Whether a line end stands between two Han characters: there it parts nothing."""
    around = chars[max(0, start - 1) : start] + chars[end : end + 1]
    return "\n" in chars[start:end] and re.fullmatch(f"[{HAN}，。；：、]{{2}}", around) is not None


def _trimmed(parts: Sequence[NodeChars | Sign]) -> tuple[NodeChars | Sign, ...]:
    """The parts without blank ones at both ends."""
    kept = list(parts)
    for at in (0, -1):
        while (
            kept and isinstance(last := kept[at], NodeChars) and not last.chars.strip() and last.node is None
        ):
            kept.pop(at)
    return tuple(kept)
