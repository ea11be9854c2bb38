"""The page of official documents by GB/T 9704-2012 in Word: paper, typefaces by level, the page number."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.styles.style import BaseStyle

_FANG, _HEI, _KAI, _SONG, _TITLE = "仿宋", "黑体", "楷体", "宋体", "方正小标宋简体"
THIRD, _SECOND, _FOURTH = 16.0, 22.0, 14.0
"""三号, 二号, 四号 in points."""
LINE = 28.95
"""22 lines on the 225 mm of a page."""

_LEFT, _CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT

# name: typeface, size, indent of the first line in characters, from the right in characters, alignment
_STYLES: dict[str, tuple[str, float, int, int, WD_ALIGN_PARAGRAPH]] = {
    "title": (_TITLE, _SECOND, 0, 0, _CENTRE),
    "number": (_FANG, THIRD, 0, 0, _CENTRE),
    "byline": (_KAI, THIRD, 0, 0, _CENTRE),
    "meta": (_FANG, THIRD, 0, 0, _CENTRE),
    "cover": (_FANG, THIRD, 0, 0, _CENTRE),
    "addressee": (_FANG, THIRD, 0, 0, _LEFT),
    "label": (_HEI, THIRD, 0, 0, _LEFT),
    "chapter": (_HEI, THIRD, 0, 0, _CENTRE),
    "first": (_HEI, THIRD, 2, 0, _LEFT),
    "second": (_KAI, THIRD, 2, 0, _LEFT),
    "text": (_FANG, THIRD, 2, 0, _LEFT),
    "line": (_FANG, THIRD, 0, 0, WD_ALIGN_PARAGRAPH.LEFT),
    "signature": (_FANG, THIRD, 0, 2, _RIGHT),
    "date": (_FANG, THIRD, 0, 4, _RIGHT),
    "imprint": (_FANG, _FOURTH, 0, 0, _LEFT),
    "cell": (_FANG, 12.0, 0, 0, WD_ALIGN_PARAGRAPH.LEFT),
    "footnote": (_FANG, 10.5, 0, 0, _LEFT),
}
_TITLE_LINE = 35.0
_OFF_GRID = ("title", "cell", "footnote")
DERIVED = "derived"
"""The style of characters that are not printed."""


def new_document(title: str, author: str, day: datetime) -> WordDocument:
    """An empty document on the page of the standard; its days are ``day``."""
    made = Document()
    _set_styles(made)
    _set_page(made.sections[0])
    _set_foot(made)
    core = made.core_properties
    core.title, core.author, core.last_modified_by = title[:255], author[:255], ""
    core.created = core.modified = day
    core.comments, core.language, core.revision = "", "zh-CN", 1
    return made


def style_id(name: str) -> str:
    """The identifier of one of our styles."""
    return f"Gz{name.title()}"


def _set_styles(made: WordDocument) -> None:
    normal = made.styles["Normal"]
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")  # else signs are drawn as in Taiwan
    _face(normal, _FANG, THIRD)
    for name, (face, size, indent, right, alignment) in _STYLES.items():
        style: Any = made.styles.add_style(style_id(name), WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _face(style, face, size)
        form = style.paragraph_format
        form.alignment = alignment
        form.space_before = form.space_after = Pt(0)
        if name in _OFF_GRID:
            off = OxmlElement("w:snapToGrid")  # the lines of the page are too far apart for a cell
            off.set(qn("w:val"), "0")
            style.element.get_or_add_pPr().insert_element_before(off, *_BEHIND_GRID)
        if name in ("cell", "footnote"):
            form.line_spacing = 1.0
        else:
            high = _TITLE_LINE if name == "title" else LINE
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(high)
        form.first_line_indent = Pt(indent * size)
        form.right_indent = Pt(right * size)
        form.keep_with_next = name in ("title", "chapter", "first")
    derived = made.styles.add_style(DERIVED, WD_STYLE_TYPE.CHARACTER)
    derived.font.italic = True


_BEHIND_GRID = ("w:spacing", "w:ind", "w:jc")
"""What may follow it among the properties of a paragraph."""


def _face(style: BaseStyle, face: str, size: float) -> None:
    """A typeface for Chinese, and the one that stands beside it for all else."""
    own: Any = style
    own.font.size = Pt(size)
    own.font.name = "Times New Roman"
    fonts = own.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), face)


def turned(section: Any) -> Any:
    """The same section on pages that are turned."""
    made = deepcopy(section)
    size, margins = made.find(qn("w:pgSz")), made.find(qn("w:pgMar"))
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    for name, value in (("w", height), ("h", width), ("orient", "landscape")):
        size.set(qn(f"w:{name}"), value)
    sides = ("top", "right", "bottom", "left")
    old = [margins.get(qn(f"w:{side}")) for side in sides]
    for side, value in zip(sides, (old[3], old[0], old[1], old[2]), strict=True):
        margins.set(qn(f"w:{side}"), value)
    return made


def _set_page(section: Section) -> None:
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(35 - 7 - 5)
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(round(LINE * 20)))
    section._sectPr.append(grid)


def _set_foot(made: WordDocument) -> None:
    """— 1 —, outside at the foot: at the right of odd pages, at the left of even ones."""
    made.settings.odd_and_even_pages_header_footer = True
    section = made.sections[0]
    for footer, alignment in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = alignment
        form = paragraph.paragraph_format
        form.left_indent = form.right_indent = Pt(_FOURTH)
        form.first_line_indent = Pt(0)
        run = paragraph.add_run("— ")
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run._r.append(_field(kind, text))
        run.add_text(" —")
        run.font.size = Pt(_FOURTH)
        run.font.name = _SONG
        run._r.rPr.rFonts.set(qn("w:eastAsia"), _SONG)


def _field(kind: str, text: str) -> Any:
    made = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        made.set(qn("w:fldCharType"), kind)
    else:
        made.set(qn("xml:space"), "preserve")
        made.text = text
    return made
