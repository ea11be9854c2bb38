"""OFD files made for tests, by the schema of GB/T 33190."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from xml.sax.saxutils import escape

from build_tools.sources.imports.sheet import Glyph, Rule, Sheet
from support.docx_files import zipped

_MM = 25.4 / 72
_NAME = "http://www.ofdspec.org/2016"


def ofd(
    pages: Sequence[str],
    *,
    sizes: Sequence[tuple[float, float]] = (),
    common: str = "",
    head: str = "",
    document: str = "",
    body: str = "",
    more: Mapping[str, bytes] | None = None,
    namespace: str = _NAME,
    prefix: str = "ofd:",
) -> bytes:
    """An OFD with these objects on its pages, ``sizes`` in millimetres; the other texts go into its common
    data, before the content of each page, into its document, and into its entry in OFD.xml (``body``)."""
    tag = f'xmlns{":" + prefix[:-1] if prefix else ""}="{namespace}"'
    listed = "".join(
        f'<ofd:Page ID="{900 + k}" BaseLoc="Pages/Page_{k}/Content.xml"/>' for k in range(len(pages))
    )
    parts = {
        "OFD.xml": f'<ofd:OFD {tag} DocType="OFD" Version="1.1"><ofd:DocBody><ofd:DocInfo><ofd:DocID>'
        "00000000000000000000000000000001</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml"
        f"</ofd:DocRoot>{body}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {tag}><ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID>"
        "<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        f"<ofd:PublicRes>PublicRes.xml</ofd:PublicRes>{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{document}"
        "</ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {tag} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="1" FontName="宋体"/>'
        "</ofd:Fonts></ofd:Res>",
    }
    for k, objects in enumerate(pages):
        wide, high = sizes[k] if sizes else (210, 297)
        box = f"<ofd:Area><ofd:PhysicalBox>0 0 {wide:.3f} {high:.3f}</ofd:PhysicalBox></ofd:Area>"
        parts[f"Doc_0/Pages/Page_{k}/Content.xml"] = (
            f'<ofd:Page {tag}>{box}{head}<ofd:Content><ofd:Layer ID="{800 + k}" Type="Body">{objects}'
            "</ofd:Layer></ofd:Content></ofd:Page>"
        )
    written = {name: text.replace("ofd:", prefix).encode() for name, text in parts.items()}
    return zipped({**written, **(more or {})})


def words(
    chars: str, x: float, y: float, size: float = 4.2, more: str = "", inside: str = "", steps: str = ""
) -> str:
    """A text with its base line at a place of the page, in millimetres."""
    given = steps or f"g {len(chars) - 1} {size}"
    steps = f' DeltaX="{given}"' * (len(chars) > 1)
    return (
        f'<ofd:TextObject ID="1" Boundary="{x} {y - size} 200 {size * 1.3}" Font="1" Size="{size}" {more}>'
        f'{inside}<ofd:TextCode X="0" Y="{size}"{steps}>{escape(chars)}</ofd:TextCode></ofd:TextObject>'
    )


def of_sheets(sheets: Sequence[Sheet]) -> bytes:
    """The pages of another format as an OFD."""
    return ofd([_objects(sheet) for sheet in sheets], sizes=[(s.width * _MM, s.height * _MM) for s in sheets])


def _objects(sheet: Sheet) -> str:
    texts = [g for g in sheet.glyphs if g.kept is None and g.size > 2]  # a blank that pdfium made has no size
    runs = groupby(texts, key=lambda g: (g.base, g.size))
    return "".join(_text(list(run)) for _, run in runs) + "".join(map(_rule, sheet.rules))


def _text(run: Sequence[Glyph]) -> str:
    """Characters of one line, each step written out."""
    first, size = run[0], run[0].size * _MM
    steps = " ".join(f"{(b.x0 - a.x0) * _MM:.4f}" for a, b in pairwise(run))
    delta = f' DeltaX="{steps}"' * bool(steps)
    chars = escape("".join(g.chars for g in run))
    return (
        f'<ofd:TextObject ID="1" Boundary="{first.x0 * _MM:.4f} {first.base * _MM - size:.4f} 300 9" '
        f'Font="1" Size="{size:.4f}"><ofd:TextCode X="0" Y="{size:.4f}"{delta}>{chars}</ofd:TextCode>'
        "</ofd:TextObject>"
    )


def _rule(rule: Rule) -> str:
    x0, y0, x1, y1 = (v * _MM for v in (rule.x0, rule.y0, rule.x1, rule.y1))
    return (
        f'<ofd:PathObject ID="2" Boundary="{x0:.4f} {y0:.4f} {x1 - x0 + 0.2:.4f} {y1 - y0 + 0.2:.4f}" '
        f'LineWidth="0.2"><ofd:AbbreviatedData>M 0 0 L {x1 - x0:.4f} {y1 - y0:.4f}</ofd:AbbreviatedData>'
        "</ofd:PathObject>"
    )
