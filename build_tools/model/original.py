"""The values of importing: what a reader finds in an original, and what is kept of it beside the raw text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, from the page's upper left corner."""


@dataclass(frozen=True)
class Spot:
    """Where in an original something stands.

    ``part`` is the part of the file (``word/document.xml``), ``at`` the paragraph or element in it, counted
    from 1; a format that has pages gives ``page`` and ``box`` too.
    """

    part: str
    at: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True)
class Node:
    """A run of characters of the original: a ``w:t``, a text node, the characters of a PDF's line."""

    place: Spot
    chars: str


class Script(Enum):
    """What the print shows of characters beside what they are; the value is their tag in the raw text."""

    SUB = "sub"
    SUP = "sup"
    STRUCK = "del"
    INSERTED = "ins"


@dataclass(frozen=True)
class NodeChars:
    """Characters of a line: those of a node from ``start`` on, or made by the program that shows the file.

    ``node`` is None for what is made: a number of a list, a check box, a symbol.
    """

    chars: str
    node: int | None = None
    start: int = 0
    script: Script | None = None


@dataclass(frozen=True)
class Sign:
    """The sign of a footnote, where it stands in a line."""

    number: int


@dataclass(frozen=True)
class Paragraph:
    """One printed paragraph, or the text of footnote ``note``."""

    parts: tuple[NodeChars | Sign, ...]
    place: Spot
    note: int = 0

    @property
    def chars(self) -> str:
        """Its characters without the signs of footnotes."""
        return "".join(p.chars for p in self.parts if isinstance(p, NodeChars))


@dataclass(frozen=True)
class OriginalCell:
    """A cell of a table with the paragraphs that it prints."""

    paragraphs: tuple[Paragraph, ...]
    rowspan: int = 1
    colspan: int = 1


@dataclass(frozen=True)
class OriginalTable:
    """A table as it is printed: the cells that begin in each row."""

    rows: tuple[tuple[OriginalCell, ...], ...]
    place: Spot


@dataclass(frozen=True)
class Turn:
    """The print turns the page; ``number`` is printed on the page that begins, where it is known."""

    place: Spot
    number: int | None = None


OriginalBlock = Paragraph | OriginalTable | Turn


class Kept(Enum):
    """Why characters of an original are not in the raw text; the value says it to editors."""

    REVISION = "修订所删的文字"
    COMMENT = "批注"
    HIDDEN = "隐藏文字"
    FIELD = "域代码"
    HEADER = "页眉"
    FOOTER = "页脚"
    COPY = "兼容副本（与正文相同）"
    DRAWING = "图形、图表内的文字"
    SYMBOL = "符号字体的代码（已换成所印的符号）"
    NOTE_SIGN = "脚注的注码（已写作注号）"
    RUBY = "拼音、注音"
    SEPARATOR = "脚注分隔线等"
    PAGE_TITLE = "网页窗口的标题"
    NAVIGATION = "网页导航、按钮、相关链接等"
    CODE = "网页代码"
    FORM = "网页表单"
    OFF_PAGE = "页面之外的文字"
    NO_INK = "看不见的文字（与底色相同，或被盖住）"
    SLANTED = "斜排、倒排的文字（水印等）"
    TWICE = "同一处重印的字（加粗等）"
    SIDEWAYS = "与全页方向不同的侧排文字"
    HEAD_AGAIN = "换页处重印的表头"


@dataclass(frozen=True)
class Aside:
    """Characters of a node, from ``start`` on, that the raw text does not hold, and why."""

    kind: Kept
    node: int
    chars: str
    start: int = 0


@dataclass(frozen=True)
class OriginalDoubt:
    """What only the original can show; ``code`` is a code of the catalogue, told on the line of ``place``."""

    code: str
    place: Spot
    was: str = ""
    now: str = ""
    detail: str = ""


@dataclass(frozen=True)
class Original:
    """An original as its reader understands it: the same value for every format."""

    reader: str
    nodes: tuple[Node, ...]
    blocks: tuple[OriginalBlock, ...]
    asides: tuple[Aside, ...] = ()
    doubts: tuple[OriginalDoubt, ...] = ()
    remarks: tuple[str, ...] = ()  # of the file as a whole, for the person who adds it


@dataclass(frozen=True)
class LineDoubt:
    """A doubt that only the original can show, on the raw lines that it concerns."""

    code: str
    line: int
    was: str = ""
    now: str = ""
    detail: str = ""


@dataclass(frozen=True)
class KeptOut:
    """Characters of the original that the raw text does not hold: why, where, which."""

    kind: str
    place: Spot
    chars: str


@dataclass(frozen=True)
class WitnessFile:
    """The file that a raw text was compared with."""

    name: str
    sha256: str


@dataclass(frozen=True)
class ImportRecord:
    """``raw/<id>.import.json``: what is kept of an original beside the raw text that was made of it."""

    original: str  # its file below raw/originals
    original_sha256: str
    text_sha256: str
    reader: str
    places: Mapping[int, Spot] = field(default_factory=dict)  # raw line → where it stands in the original
    made: tuple[tuple[int, str], ...] = ()  # raw line, characters that no node holds
    kept_out: tuple[KeptOut, ...] = ()
    doubts: tuple[LineDoubt, ...] = ()
    witness: WitnessFile | None = None
    held: str = ""  # all its characters, where another program had to read it
