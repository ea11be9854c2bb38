"""Paragraphs and runs of Word, in the styles of :mod:`word_page`."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from build_tools.books.word_page import style_id
from build_tools.model.text import INSERTED, NOTEREF, STRONG, STRUCK, SUB, SUP

_MARKS = {
    STRONG: ("w:b", ""),
    SUB: ("w:vertAlign", "subscript"),
    SUP: ("w:vertAlign", "superscript"),
    NOTEREF: ("w:vertAlign", "superscript"),
    STRUCK: ("w:strike", ""),
    INSERTED: ("w:u", "single"),
}
_SIGNS = {"\t": "w:tab", "\n": "w:br"}
_BREAKS = re.compile(r"([\t\n])")
_FACES = {"first": "黑体", "second": "楷体", "chapter": "黑体"}


def styled(name: str, level: int | None) -> Any:
    """A paragraph in one of our styles; with a level it stands in the outline."""
    made = OxmlElement("w:p")
    form = made.get_or_add_pPr()
    style = OxmlElement("w:pStyle")
    style.set(qn("w:val"), style_id(name))
    form.append(style)
    if level is not None:
        outline = OxmlElement("w:outlineLvl")
        outline.set(qn("w:val"), str(min(level, 8)))
        form.append(outline)
    return made


def empty() -> Any:
    """A small paragraph without text."""
    return styled("cell", None)


def run(chars: str, style: str = "", *, rstyle: str = "", face: str = "") -> Any:
    """Characters of one style; those of a title that runs on into the text have the face of its level."""
    made = OxmlElement("w:r")
    form = OxmlElement("w:rPr")
    if rstyle:
        form.append(valued("w:rStyle", rstyle))
    if face in _FACES:
        fonts = OxmlElement("w:rFonts")
        fonts.set(qn("w:eastAsia"), _FACES[face])
        form.append(fonts)
    if style in _MARKS:
        name, value = _MARKS[style]
        form.append(valued(name, value))
    if len(form):
        made.append(form)
    for part in _BREAKS.split(chars):
        if part in _SIGNS:
            made.append(OxmlElement(_SIGNS[part]))
            continue
        text = OxmlElement("w:t")
        text.set(qn("xml:space"), "preserve")
        text.text = part
        made.append(text)
    return made


def valued(name: str, value: str) -> Any:
    """An element that only says a value."""
    made = OxmlElement(name)
    if value:
        made.set(qn("w:val"), value)
    return made
