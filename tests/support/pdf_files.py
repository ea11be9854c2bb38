"""PDF files made for tests, from their objects: what no printer writes."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts "
    "[<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
    "/Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName "
    "/STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
    "/CapHeight 880 /StemV 80 >> >>] >>"
)


def words(chars: str, x: float, y: float, size: float = 12, more: str = "") -> str:
    """Characters at a place counted from the lower left corner of a page, ``more`` operators before them."""
    code = chars.encode("utf-16-be").hex()
    return f"BT {more} /F1 {size} Tf {x} {y} Td <{code}> Tj ET "


def pdf(
    pages: Sequence[str],
    *,
    catalog: str = "",
    trailer: str = "",
    page: str = "",
    own: str = "",
    box: str = "0 0 595 842",
    objects: Sequence[str] = (),
) -> bytes:
    """A PDF with these contents of pages; the other texts go into its catalog, its trailer, the resources of
    its pages (``page``) and its pages themselves (``own``). Further objects count from 4 on."""
    first = 4 + len(objects)
    kids = " ".join(f"{first + 2 * k} 0 R" for k in range(len(pages)))
    held = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] >>",
        _FONT,
        *objects,
    ]
    for k, content in enumerate(pages):
        packed = zlib.compress(content.encode("latin-1"))
        held.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] {own} /Contents {first + 2 * k + 1} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {page} >> >>"
        )
        held.append(stream(packed, "/Filter /FlateDecode"))
    out = b"%PDF-1.7\n"
    places = []
    for k, text in enumerate(held, 1):
        places.append(len(out))
        out += f"{k} 0 obj\n".encode() + text.encode("latin-1") + b"\nendobj\n"
    table = "".join(f"{at:010d} 00000 n \n" for at in places)
    return out + (
        f"xref\n0 {len(held) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(held) + 1} /Root 1 0 R "
        f"{trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode("latin-1")


def stream(data: bytes, more: str = "") -> str:
    """A stream object."""
    return f"<< /Length {len(data)} {more} >>\nstream\n{data.decode('latin-1')}\nendstream"


PICTURE = stream(
    b"\x00" * 16,
    "/Type /XObject /Subtype /Image /Width 4 /Height 4 /ColorSpace /DeviceGray /BitsPerComponent 8",
)
"""A black square as object 4: ``/Im1`` where the page's resources name it so."""
HOLDS_PICTURE = "/XObject << /Im1 4 0 R >>"
