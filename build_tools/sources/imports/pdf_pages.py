"""The characters and rules of a PDF by pdfium. Runs as a program of its own: a file that makes pdfium hang,
swell or crash ends this process and nothing else.

``python -m build_tools.sources.imports.pdf_pages`` reads a PDF from standard input and writes JSON.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from math import degrees, hypot, isfinite
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from build_tools.sources.imports.matrices import Matrix, moved, times
from build_tools.sources.imports.pdf_overlooked import with_overlooked
from build_tools.sources.imports.pdf_rules import MOST_RULES, View, rules_of
from build_tools.sources.imports.sheet_shapes import HIDDEN, NO_INK, OFF_PAGE, Covered, upright

MOST_PAGES = 3000
MOST_CHARS = 200_000  # of a page
MOST_OBJECTS = 500_000  # of a page
MOST_LEVELS = 12  # of objects in objects
LONGEST = 20_000.0  # points of a page's side
_PIXELS = 3_000_000  # of a page's picture
_INK = 24  # by how much a printed character differs from what is around it, of 255


class Bad(Exception):
    """Why a PDF is not read: the word for the caller, and what of it."""


def pages_of(data: bytes) -> dict[str, Any]:
    """The pages of a PDF. Raises Bad."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise Bad("encrypted" if locked else "broken", str(error)) from error
    if len(document) > MOST_PAGES:
        raise Bad("big", f"{len(document)} 页")
    if raw.FPDFDoc_GetJavaScriptActionCount(document.raw) > 0:
        raise Bad("script", "JavaScript")
    if (attached := raw.FPDFDoc_GetAttachmentCount(document.raw)) > 0:
        raise Bad("attached", f"{attached} 个")
    pages = [_page(document, k) for k in range(len(document))]
    with_overlooked(data, [page for page in pages if page.pop("overlooked")])
    return {"pages": pages}


def _page(document: Any, k: int) -> dict[str, Any]:
    try:
        page = document[k]
        width, height = page.get_size()
        if not (0 < width <= LONGEST and 0 < height <= LONGEST):
            raise Bad("big", f"第{k + 1}页 {width:.0f}×{height:.0f} 磅")
        known: dict[Any, tuple[bool, bool]] = {}
        glyphs = list(_glyphs(page, known))
    except pdfium.PdfiumError as error:
        raise Bad("broken", f"第{k + 1}页") from error
    rules, pictures, texts = _drawn(page)
    unsure = _without_ink(page, glyphs)
    return {
        "number": k + 1,
        "width": width,
        "height": height,
        "glyphs": glyphs,
        "rules": rules,
        "pictures": pictures,
        "unsure": unsure,
        "more": _shows_more(page),
        "overlooked": not texts <= set(known),
    }


def _shows_more(page: Any) -> bool:
    """Whether annotations, fields of a form or seals stand on a page, whose words are none of its texts."""
    for k in range(min(raw.FPDFPage_GetAnnotCount(page.raw), MOST_OBJECTS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, k)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind not in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
            return True
    return False


def _glyphs(page: Any, known: dict[Any, tuple[bool, bool]]) -> Iterator[list[Any]]:
    """Of each character: itself, its box, origin, size, angle, why it is not seen; and how grey it is where
    the file does not hold its font."""
    held = page.get_textpage()
    text, view = held.raw, View(page)
    count = raw.FPDFText_CountChars(text)
    if count > MOST_CHARS:
        raise Bad("big", f"一页 {count} 字")
    width, height = page.get_size()
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    for i in range(count):
        code = raw.FPDFText_GetUnicode(text, i)
        if raw.FPDFText_IsGenerated(text, i) == 1 and code != 0x20:
            continue  # a line's end; a blank says that the print shows one
        if _LOW <= code < _LOW + 0x400 and i and _HIGH <= raw.FPDFText_GetUnicode(text, i - 1) < _LOW:
            continue  # the second half of the character before
        if _HIGH <= code < _LOW and i + 1 < count:
            code = _joined(code, raw.FPDFText_GetUnicode(text, i + 1))
        chars = _chars(code, raw.FPDFText_HasUnicodeMapError(text, i) == 1)
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        raw.FPDFText_GetLooseCharBox(text, i, box)
        raw.FPDFText_GetMatrix(text, i, matrix)
        size = abs(raw.FPDFText_GetFontSize(text, i)) * hypot(matrix.c, matrix.d)
        angle = round(degrees(raw.FPDFText_GetCharAngle(text, i)) + view.turn) % 360
        corners = [view.at(box.left, box.bottom), view.at(box.right, box.top)]
        ox, oy = view.at(x.value, y.value)
        if "\u4e00" <= chars <= "\u9fff":  # a Han character fills its square, also where its ink does not
            em = abs(raw.FPDFText_GetFontSize(text, i))
            corners += [(ox, oy), view.at(x.value + em * matrix.a, y.value + em * matrix.b)]
        xs, ys = zip(*corners, strict=True)
        values = [min(xs), min(ys), max(xs), max(ys), ox, oy, size]
        if not all(map(isfinite, values)) or size > LONGEST:
            values, kept, embedded = [0.0] * 7, OFF_PAGE, True
        else:
            kept = ""
            unseen, embedded = _look(raw.FPDFText_GetTextObject(text, i), known)
            raw.FPDFText_GetFillColor(text, i, r, g, b, a)
            if values[2] < 0 or values[3] < 0 or values[0] > width or values[1] > height:
                kept = OFF_PAGE
            elif unseen or a.value == 0:
                kept = HIDDEN
        grey = round(0.299 * r.value + 0.587 * g.value + 0.114 * b.value)
        yield [chars, *(round(v, 2) for v in values), angle, kept, -1 if embedded else grey]


# 𠮷 and other rare characters are told as two halves, as UTF-16 writes them.
_HIGH, _LOW = 0xD800, 0xDC00


def _joined(high: int, low: int) -> int:
    """The code that two halves make; the first one where the second is none."""
    return 0x10000 + (high - _HIGH) * 0x400 + low - _LOW if _LOW <= low < _LOW + 0x400 else high


def _chars(code: int, unknown: bool) -> str:
    """The character of a code; the code itself where the file does not say what it stands for."""
    if unknown:
        return f"(cid:{code})"
    if code in (0x2, 0xAD):
        return "-"  # pdfium's sign for a hyphen at the end of a line
    if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return "\ufffd"
    return " " if code < 0x20 else chr(code)


def _look(thing: Any, known: dict[Any, tuple[bool, bool]]) -> tuple[bool, bool]:
    """Whether a text object is drawn without ink, or not at all; and whether the file holds its font."""
    key = _key(thing)
    if key not in known:
        mode = raw.FPDFTextObj_GetTextRenderMode(thing)
        active = ctypes.c_int(1)
        raw.FPDFPageObj_GetIsActive(thing, active)
        font = raw.FPDFTextObj_GetFont(thing)
        known[key] = mode in (3, 7) or not active.value, raw.FPDFFont_GetIsEmbedded(font) == 1
    return known[key]


def _drawn(page: Any) -> tuple[list[list[float]], float, set[Any]]:
    """The rules of a page, the part of it that pictures cover, and which objects are its texts."""
    view = View(page)
    rules: list[list[float]] = []
    texts: set[Any] = set()
    covered = Covered(*page.get_size())
    for number, (kind, thing, matrix) in enumerate(_objects(page)):
        if number > MOST_OBJECTS or len(rules) > MOST_RULES:
            raise Bad("big", "一页里的图形过多")
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            edges = [ctypes.c_float() for _ in range(4)]
            if raw.FPDFPageObj_GetBounds(thing, *edges):
                corners = [edges[a].value for a in range(4)]
                if all(map(isfinite, corners)):
                    ends = (view.at(*moved(matrix, *corners[a : a + 2])) for a in (0, 2))
                    covered.add(*(at for end in ends for at in end))
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            rules += rules_of(thing, matrix, view)
        elif kind == raw.FPDF_PAGEOBJ_TEXT:
            texts.add(_key(thing))
    return [[round(v, 2) for v in rule] for rule in rules], covered.part, texts


def _key(thing: Any) -> Any:
    """What tells an object of the file from another one."""
    return ctypes.cast(thing, ctypes.c_void_p).value


def _objects(page: Any) -> Iterator[tuple[int, Any, Matrix]]:
    """The objects of a page, those inside of forms too, with what moves their places to the page."""
    stack: list[tuple[Any, bool, Matrix, int]] = [(page.raw, True, (1, 0, 0, 1, 0, 0), 0)]
    while stack:
        holder, top, outer, level = stack.pop()
        count = raw.FPDFPage_CountObjects(holder) if top else raw.FPDFFormObj_CountObjects(holder)
        for k in range(min(count, MOST_OBJECTS)):
            thing = raw.FPDFPage_GetObject(holder, k) if top else raw.FPDFFormObj_GetObject(holder, k)
            kind = raw.FPDFPageObj_GetType(thing)
            own = raw.FS_MATRIX()
            raw.FPDFPageObj_GetMatrix(thing, own)
            matrix = times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
            if kind == raw.FPDF_PAGEOBJ_FORM:
                if level < MOST_LEVELS:
                    stack.append((thing, False, matrix, level + 1))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                yield kind, thing, outer  # its bounds are moved already
            else:
                yield kind, thing, matrix


def _without_ink(page: Any, glyphs: list[list[Any]]) -> str:
    """Say of each character that leaves no ink on the page that it does not: white on white, under a
    picture, cut off, on a layer that is switched off. Returns those of which it cannot be said, since the
    file does not hold their font and this machine may lack it."""
    seen = [g for g in glyphs if not g[9] and g[0].strip()]
    if not seen:
        return ""
    width, height = page.get_size()
    scale = min(1.5, (_PIXELS / (width * height)) ** 0.5)
    picture = page.render(scale=scale, grayscale=True, may_draw_forms=False).to_numpy()
    rows, columns = picture.shape[:2]
    picture = picture.reshape(rows, columns)
    unsure = ""
    for glyph in seen:
        x0, y0, x1, y1 = (round(v * scale) for v in glyph[1:5])
        inked = picture[max(y0, 0) : max(y1, y0 + 1), max(x0, 0) : max(x1, x0 + 1)]
        if inked.size and int(inked.max()) - int(inked.min()) < _INK:
            if glyph[10] < 0 or abs(glyph[10] - int(inked.min())) < _INK:
                glyph[9] = NO_INK
            else:
                unsure += glyph[0]
    return unsure


def main() -> None:
    """Read a PDF from standard input, write its pages to standard output."""
    try:
        found = pages_of(sys.stdin.buffer.read())
        for page in found["pages"]:
            upright(page)
    except Bad as error:
        found = {"bad": list(error.args)}
    json.dump(found, sys.stdout, ensure_ascii=True, separators=(",", ":"))


if __name__ == "__main__":
    main()
