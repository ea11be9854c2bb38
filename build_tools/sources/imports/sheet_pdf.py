"""Pages of a format that no permitted program renders, drawn from their own texts and rules as a PDF."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.sources.imports.sheet import Glyph, Sheet

# A font that the file names and does not hold: the machine's own for simplified Chinese is taken.
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [<< "
    "/Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
    "/Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName "
    "/STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
    "/CapHeight 880 /StemV 80 >> >>] >>"
)


def drawn(sheets: Sequence[Sheet]) -> bytes:
    """A PDF that shows what these pages print, lying as they lie in their file."""
    kids = " ".join(f"{4 + 2 * k} 0 R" for k in range(len(sheets)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(sheets)} /Kids [{kids}] >>",
        _FONT,
    ]
    for k, sheet in enumerate(sheets):
        content = "\n".join((*_texts(sheet), *_rules(sheet)))
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width:.2f} {sheet.height:.2f}] /Rotate "
            f"{sheet.turned} /Contents {5 + 2 * k} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return _file(objects)


def _texts(sheet: Sheet) -> list[str]:
    return [_text(g, sheet.height) for g in sheet.glyphs if g.kept is None and g.chars.strip()]


def _text(glyph: Glyph, height: float) -> str:
    code = glyph.chars.encode("utf-16-be").hex()
    return f"BT /F1 {glyph.size:.2f} Tf {glyph.x0:.2f} {height - glyph.base:.2f} Td <{code}> Tj ET"


def _rules(sheet: Sheet) -> list[str]:
    high = sheet.height
    return [f"{r.x0:.2f} {high - r.y0:.2f} m {r.x1:.2f} {high - r.y1:.2f} l S" for r in sheet.rules]


def _file(objects: Sequence[str]) -> bytes:
    """The objects as a file."""
    out = b"%PDF-1.7\n"
    places = []
    for k, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{k} 0 obj\n{text}\nendobj\n".encode("ascii")
    table = "".join(f"{at:010d} 00000 n \n" for at in places)
    end = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}".encode("ascii")
