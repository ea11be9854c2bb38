"""One paragraph of a docx → the lines that it prints, what stays out of them, the changes tracked in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from build_tools.model.original import Aside, Kept, NodeChars, OriginalDoubt, Script, Sign, Spot
from build_tools.sources.imports.docx_fields import Fields, checked_box, chosen_entry
from build_tools.sources.imports.docx_styles import Styles, font_of, is_hidden, script_of
from build_tools.sources.imports.docx_symbols import is_symbol_font, symbol
from build_tools.sources.imports.package import attribute, child, children, local

_WRAPPERS = (
    "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "bdo", "dir", "subDoc",
    "ins", "moveTo",
    "oMathPara", "oMath", "e", "num", "den", "sub", "sup", "deg", "fName", "lim", "mr",
    "sSub", "sSup", "sSubSup", "rad", "d", "nary", "func", "f", "acc", "bar", "box", "borderBox", "groupChr",
    "limLow", "limUpp", "m", "eqArr", "phant", "sPre", "rubyBase",
)  # fmt: skip
_MATH_SCRIPTS = {"sub": Script.SUB, "sup": Script.SUP}
_SHAPED = ("f", "rad", "nary", "m", "eqArr", "limLow", "limUpp", "sPre", "acc")
_REMOVED = ("del", "moveFrom")


@dataclass
class Story:
    """What all paragraphs of a text share: its nodes, styles, open fields, and what was noticed."""

    node_of: dict[etree._Element, int]
    styles: Styles
    note: Callable[[etree._Element, Spot], int | None]  # the number of the footnote that an element refers to
    asides: list[Aside]
    doubts: list[OriginalDoubt]
    fields: Fields = field(default_factory=Fields)


@dataclass
class _Turned:
    """The page turns inside of a paragraph."""


PAGE = _Turned()
Parts = list[NodeChars | Sign]


@dataclass
class Lines:
    """Reads the children of one paragraph. ``lines`` are its printed lines with :data:`PAGE` where the page
    turns between them, ``boxes`` the contents of its text boxes, ``changes`` what was tracked, in order."""

    story: Story
    place: Spot
    paragraph: etree._Element | None
    lines: list[Parts | _Turned] = field(default_factory=lambda: [[]])
    boxes: list[etree._Element] = field(default_factory=list)
    changes: list[tuple[str, str]] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)

    def read(self, elements: Sequence[etree._Element], *, removed: bool = False, added: bool = False) -> None:
        """Go over the children of a paragraph."""
        for element in elements:
            name = local(element)
            if name == "r":
                self.run(element, removed, added, None)
            elif name in _REMOVED:
                self.read(list(element), removed=True)
            elif name == "AlternateContent":
                self.alternative(element, removed, added)
            elif name in _WRAPPERS:
                self.wrapper(element, name, removed, added)

    def wrapper(self, element: etree._Element, name: str, removed: bool, added: bool) -> None:
        """An element that only holds runs; of a formula, what the line cannot show is told."""
        if name in _SHAPED:
            self.forms.append("公式")
        script = _MATH_SCRIPTS.get(name) if "math" in str(element.tag) else None
        first = len(self.line)
        self.read(list(element), removed=removed, added=added or name in ("ins", "moveTo"))
        if name == "num":
            self.made("/", None, removed)
        if script is not None:
            for k in range(first, len(self.line)):
                part = self.line[k]
                if isinstance(part, NodeChars):
                    self.line[k] = NodeChars(part.chars, part.node, part.start, script)

    @property
    def line(self) -> Parts:
        """The line that is being written."""
        last = self.lines[-1]
        if isinstance(last, _Turned):
            last = []
            self.lines.append(last)
        return last

    def alternative(self, element: etree._Element, removed: bool, added: bool) -> None:
        """One content in two writings: the first is printed, the other one is its copy."""
        choice, fallback = child(element, "Choice"), child(element, "Fallback")
        kept = choice if choice is not None else fallback
        if kept is None:
            return
        if choice is not None and fallback is not None:
            words = [self.chars(part) for part in (choice, fallback)]
            if words[1] and words[0] != words[1]:
                self.forms.append(f"图形的两种写法文字不同：{words[1][:20]}")
            self.leave_out(fallback, Kept.COPY)
        for part in kept:
            if local(part) == "r":
                self.run(part, removed, added, None)
            else:
                self.object(part, removed)

    def chars(self, element: etree._Element) -> str:
        """All text below an element, without blanks."""
        return "".join("".join((e.text or "").split()) for e in element.iter() if e in self.story.node_of)

    def leave_out(self, element: etree._Element, kind: Kept) -> None:
        """All text below an element is in the list."""
        for text in element.iter():
            if (node := self.story.node_of.get(text)) is not None:
                self.story.asides.append(Aside(kind, node, text.text or ""))

    def run(self, run: etree._Element, removed: bool, added: bool, script: Script | None) -> None:
        """A run: its characters, breaks, signs and objects."""
        own = child(run, "rPr")
        properties = self.story.styles.runs(own, self.paragraph)
        added = added or child(own, "ins") is not None
        hidden = is_hidden(properties)
        look = script or script_of(properties)
        for element in run:
            name = local(element)
            if element in self.story.node_of:
                self.text(element, removed, added, hidden, look, font_of(properties))
            elif name == "fldChar":
                self.field_sign(element, removed or hidden)
            elif name in ("br", "cr", "tab", "ptab", "noBreakHyphen", "sym"):
                if not (removed or hidden or self.story.fields.in_code):
                    self.mark(element, name, look)
            elif name in ("footnoteReference", "endnoteReference"):
                if not (removed or hidden):
                    self.sign(element)
            elif name == "AlternateContent":
                self.alternative(element, removed or hidden, added)
            elif name in ("drawing", "pict", "object"):
                self.object(element, removed or hidden)
            elif name == "ruby":
                self.ruby(element, removed, added)

    def text(
        self,
        element: etree._Element,
        removed: bool,
        added: bool,
        unseen: bool,
        look: Script | None,
        font: str,
    ) -> None:
        """The characters of one node: printed, or in the list with the reason."""
        node, chars = self.story.node_of[element], element.text or ""
        fields = self.story.fields
        if local(element) in ("instrText", "delInstrText"):
            fields.code(chars)
            self.story.asides.append(Aside(Kept.FIELD, node, chars))
        elif removed or local(element) == "delText":
            self.story.asides.append(Aside(Kept.REVISION, node, chars))
            self.changes.append(("del", chars))
        elif (fields.in_code and fields.in_result) or unseen:
            self.story.asides.append(Aside(Kept.HIDDEN if unseen else Kept.FIELD, node, chars))
        elif is_symbol_font(font):
            self.symbols(node, chars, font, look)
        else:
            if fields.in_code:
                self.forms.append("域没有写完，其后的文字按正文收录")
            self.line.append(NodeChars(chars, node, 0, look))
            self.changes.append(("ins" if added else "text", chars))

    def symbols(self, node: int, chars: str, font: str, look: Script | None) -> None:
        """Letters of a symbol font: what is printed for them."""
        for k, c in enumerate(chars):
            shown = symbol(font, ord(c))
            if shown is None:
                self.line.append(NodeChars(c, node, k, look))
            else:
                self.story.asides.append(Aside(Kept.SYMBOL, node, c, k))
                self.line.append(NodeChars(shown, None, 0, look))

    def made(self, chars: str, look: Script | None, removed: bool) -> None:
        """Characters that no node holds."""
        if not removed:
            self.line.append(NodeChars(chars, None, 0, look))

    def mark(self, element: etree._Element, name: str, look: Script | None) -> None:
        """What a run prints without text: a break, a tab, a hyphen, a symbol."""
        match name:
            case "br" if attribute(element, "type") == "page":
                self.lines += [PAGE, []]
            case "br" | "cr":
                self.lines.append([])
            case "tab" | "ptab":
                self.line.append(NodeChars("\t"))
            case "noBreakHyphen":
                self.line.append(NodeChars("-", None, 0, look))
            case _:
                font, code = attribute(element, "font") or "", attribute(element, "char") or ""
                number = int(code, 16) if code and set(code.lower()) <= set("0123456789abcdef") else 0xFFFD
                number = number if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else 0xFFFD
                self.line.append(NodeChars(symbol(font, number) or chr(number), None, 0, look))

    def sign(self, element: etree._Element) -> None:
        """The sign of a footnote; one that the writer set by hand stands there as text."""
        number = self.story.note(element, self.place)
        if number is not None:
            self.line.append(Sign(number))

    def field_sign(self, element: etree._Element, unseen: bool) -> None:
        """The beginning, the middle or the end of a field; what a form field prints."""
        kind = attribute(element, "fldCharType") or ""
        closed = self.story.fields.sign(kind)
        data = child(element, "ffData")
        if kind == "begin" and data is not None and not unseen:
            shown = checked_box(data) or chosen_entry(data)
            self.made(shown, None, not shown)
        if closed:
            self.forms.append(closed)

    def object(self, element: etree._Element, removed: bool) -> None:
        """A drawing or an object: the contents of its text boxes are printed; a picture cannot be read."""
        boxes = [e for e in element.iter() if local(e) == "txbxContent" and not _inside(e, element)]
        for box in boxes:
            if removed:
                self.leave_out(box, Kept.REVISION)
            else:
                self.boxes.append(box)
        if boxes:
            return
        self.leave_out(element, Kept.DRAWING)
        drawn = [attribute(e, "string") or "" for e in element.iter() if local(e) == "textpath"]
        self.forms += [f"艺术字 {words}" for words in drawn if not removed]
        names = {local(e) for e in element.iter()}
        if not removed and names & {"pic", "imagedata", "chart", "relIds", "OLEObject", "blip"}:
            kinds = {"chart": "图表", "relIds": "图示", "OLEObject": "嵌入的对象"}
            self.forms.append(next((said for name, said in kinds.items() if name in names), "图片"))

    def ruby(self, element: etree._Element, removed: bool, added: bool) -> None:
        """Characters with their reading above them: the reading is in the list."""
        for base in children(element, "rubyBase"):
            self.read(list(base), removed=removed, added=added)
        for reading in children(element, "rt"):
            self.leave_out(reading, Kept.RUBY)
        self.forms.append("注音")


def _inside(box: etree._Element, top: etree._Element) -> bool:
    """Whether a text box stands in another one, or in a copy, below ``top``."""
    for around in box.iterancestors():
        if around is top:
            return False
        if local(around) in ("txbxContent", "Fallback"):
            return True
    return False


def tracked(changes: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What stands together of tracked changes: the words removed and the words added there."""
    found: list[tuple[str, str]] = []
    was = now = ""
    for kind, chars in [*changes, ("text", "")]:
        if kind == "del":
            was += chars
        elif kind == "ins":
            now += chars
        elif was or now:
            found.append((was, now))
            was = now = ""
    return [(w, n) for w, n in found if w.strip() or n.strip()]
