"""Word back to what is printed: the text, and the footnotes, of a file that :mod:`word` wrote."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx.oxml.ns import qn
from lxml import etree

from build_tools.books.proof import printed_apart, solid
from build_tools.books.word_page import style_id
from build_tools.model.corpus import Record

Printed = tuple[str, tuple[str, ...]]
"""The text, and the footnotes in an order of their own."""


def printed_in(data: bytes) -> Printed:
    """The printed characters of a file, blanks left out."""
    with ZipFile(BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        has_notes = "word/footnotes.xml" in archive.namelist()
        notes = etree.fromstring(archive.read("word/footnotes.xml")) if has_notes else ()
    paragraphs = [(p, _style_of(p)) for p in body.iter(qn("w:p"))]
    text = "".join(_text(p) for p, style in paragraphs if style != style_id("footnote"))
    own = [_text(p) for p, style in paragraphs if style == style_id("footnote")]
    own += [_text(note) for note in notes if note.get(qn("w:type")) is None]
    return text, tuple(sorted(own))


def printed_of(records: Sequence[Record]) -> Printed:
    """The same of the model."""
    text, notes = printed_apart(records)
    return text, tuple(sorted(notes))


def _style_of(paragraph: Any) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if style is None else str(style.get(qn("w:val")))


def _text(element: Any) -> str:
    runs = (r for r in element.iter(qn("w:r")) if r.find(f"{qn('w:rPr')}/{qn('w:rStyle')}") is None)
    return solid("".join(t.text or "" for r in runs for t in r.iter(qn("w:t"))))
