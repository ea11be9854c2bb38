"""Word by GB/T 9704-2012: an instrument with its annexes, to be worked on; real tables and footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from build_tools.books.book import Book
from build_tools.books.walk import Chapter, Shown
from build_tools.books.word_lines import in_lines, set_apart, title_lines
from build_tools.books.word_page import DERIVED, new_document, turned
from build_tools.books.word_runs import empty, run, styled
from build_tools.books.word_table import table_of
from build_tools.books.zipped import zipped
from build_tools.language.signs import visible
from build_tools.model.document import Role

_LEVELS = {
    "编": "chapter",
    "章": "chapter",
    "节": "chapter",
    "部分": "chapter",
    "一、": "first",
    "（一）": "second",
}
_NARROW = 7
"""More columns than these stand on a turned page."""
_FIRST_NOTE = 2  # 0 and 1 are the rules above footnotes


class _Writer:
    """A body in the making: its elements, and the footnotes that it has pointed at."""

    def __init__(self, chapter: Chapter) -> None:
        notes = (s for s in chapter.shown if s.block.role is Role.FOOTNOTE)
        self.waiting = {s.block.anchor: s for s in notes if s.block.anchor in chapter.signs}


def word(book: Book, chapters: Sequence[Chapter], site_name: str) -> bytes:
    """The file. Same book, same bytes."""
    first = book.records[0].document
    author = visible("、".join(first.issuers)) or site_name
    made = new_document(book.title, author, datetime.fromisoformat(book.whole_day).replace(tzinfo=UTC))
    body = made.element.body
    notes: list[Any] = []
    end = body.sectPr
    for i, chapter in enumerate(chapters):
        elements = list(_chapter(chapter, end, notes))
        if elements and elements[0].tag == qn("w:tbl"):
            elements.insert(0, empty())
        if i and elements:  # a document begins on a sheet of its own
            elements[0].pPr.insert(1, OxmlElement("w:pageBreakBefore"))
        for element in elements:
            end.addprevious(element)
    if not len(body) or body[-2].tag == qn("w:tbl"):
        end.addprevious(OxmlElement("w:p"))  # a table must not end a document
    if notes:
        uri = PackURI("/word/footnotes.xml")
        part = Part(uri, CONTENT_TYPE.WML_FOOTNOTES, _footnotes(notes), made.part.package)
        made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    saved = BytesIO()
    made.save(saved)
    with ZipFile(saved) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()})


def _derived(words: str) -> Any:
    """A title that is not printed."""
    made = styled("title", 0)
    made.append(run(in_lines(words, title_lines(words)), rstyle=DERIVED))
    return made


def _chapter(chapter: Chapter, section: Any, notes: list[Any]) -> Iterator[Any]:
    writer = _Writer(chapter)
    shown = [s for s in chapter.shown if s.block.anchor not in writer.waiting]
    if not any(s.block.role is Role.TITLE for s in shown):
        yield _derived(visible(chapter.record.document.title))
    made = [table_of(own) if own.rows else _paragraph(own, writer, notes) for own in shown]
    set_apart(shown, made)
    for own, element in zip(shown, made, strict=True):
        if own.rows and len(own.rows[0]) > _NARROW:
            yield from (_new_section(section), element, _new_section(turned(section)))
        elif own.rows:
            yield from (empty(), element, empty())
        else:
            yield element


def _new_section(section: Any) -> Any:
    """The end of a section: what stands above it is on pages of this kind."""
    made = empty()
    made.pPr.append(deepcopy(section))
    return made


_OWN = (
    *(Role.TITLE, Role.NUMBER, Role.BYLINE, Role.META, Role.COVER, Role.ADDRESSEE, Role.LABEL, Role.LINE),
    *(Role.SIGNATURE, Role.DATE, Role.IMPRINT, Role.FOOTNOTE),
)
"""The roles that have a style of their own."""


def _paragraph(shown: Shown, writer: _Writer, notes: list[Any]) -> Any:
    block, entry = shown.block, shown.entry
    face = _LEVELS.get(entry.level, "text") if block.role is Role.HEADING and entry is not None else ""
    whole = bool(face) and shown.title_end >= len(block.text)
    level = 0 if block.role is Role.TITLE else entry.depth if whole and entry is not None else None
    name = face if whole else block.role.value if block.role in _OWN else "text"
    made = styled(name, level)
    begins = title_lines(shown.chars) if block.role is Role.TITLE else []
    at = 0
    for own in shown.runs:
        for chars, leads in _parted(own.chars, shown.title_end - at if face and not whole else 0):
            lines = [place - at for place in begins if at < place <= at + len(own.chars)]
            made.append(run(in_lines(chars, lines), own.style, face=face if leads else ""))
        at += len(own.chars)
        if own.note in writer.waiting:
            _footnote(made, writer.waiting.pop(own.note), notes)
    return made


def _parted(chars: str, end: int) -> Iterator[tuple[str, bool]]:
    """The characters up to a place, and those behind it."""
    end = max(0, min(end, len(chars)))
    yield from ((part, own) for part, own in ((chars[:end], True), (chars[end:], False)) if part)


def _footnote(paragraph: Any, shown: Shown, notes: list[Any]) -> None:
    """The printed sign is the mark of the footnote: the last run of the paragraph holds it."""
    ident = str(_FIRST_NOTE + len(notes))
    mark = OxmlElement("w:footnoteReference")
    mark.set(qn("w:customMarkFollows"), "1")
    mark.set(qn("w:id"), ident)
    paragraph[-1].insert(1 if paragraph[-1].find(qn("w:rPr")) is not None else 0, mark)
    note = OxmlElement("w:footnote")
    note.set(qn("w:id"), ident)
    text = styled("footnote", None)
    for own in shown.runs:
        text.append(run(own.chars, own.style))
    note.append(text)
    notes.append(note)


def _footnotes(notes: Sequence[Any]) -> bytes:
    root = etree.fromstring(f"<w:footnotes {nsdecls('w')}/>")
    for ident, kind in enumerate(("separator", "continuationSeparator")):
        rule = OxmlElement("w:footnote")
        rule.set(qn("w:type"), kind)
        rule.set(qn("w:id"), str(ident))
        paragraph, run = OxmlElement("w:p"), OxmlElement("w:r")
        run.append(OxmlElement(f"w:{kind}"))
        paragraph.append(run)
        rule.append(paragraph)
        root.append(rule)
    root.extend(notes)
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return made
