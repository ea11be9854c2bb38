"""Docx files made for tests, from the XML of their parts: what python-docx cannot write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)  # fmt: skip
_KINDS = {
    "styles": "styles",
    "numbering": "numbering",
    "footnotes": "footnotes",
    "endnotes": "endnotes",
    "comments": "comments",
    "settings": "settings",
    "header": "hdr",
    "footer": "ftr",
}
_DAY = (2024, 1, 1, 0, 0, 0)


def t(chars: str) -> str:
    """A text node."""
    return f'<w:t xml:space="preserve">{escape(chars)}</w:t>'


def r(chars: str, properties: str = "") -> str:
    """A run."""
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{t(chars)}</w:r>"


def p(content: str = "", properties: str = "") -> str:
    """A paragraph of plain words, or of runs."""
    runs = content if content.startswith("<") or not content else r(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


def numbered(content: str, level: int = 0, number: int = 1, more: str = "") -> str:
    """A paragraph in a list."""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(content, listed + more)


def level(ilvl: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    """A level of a list."""
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{escape(text)}"/></w:lvl>'
    )


def numbering(*levels: str, overrides: Mapping[int, str] | None = None) -> str:
    """One list over the levels; ``overrides`` are further lists over them, by their number."""
    nums = {1: "", **(overrides or {})}
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>' + "".join(
        f'<w:num w:numId="{k}"><w:abstractNumId w:val="0"/>{v}</w:num>' for k, v in nums.items()
    )


def tc(content: str, properties: str = "") -> str:
    """A cell of plain words or of paragraphs."""
    held = content if content.startswith("<w:p") or content.startswith("<w:tbl") else p(content)
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{held}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row of cells."""
    held = "".join(c if c.startswith("<w:tc") else tc(c) for c in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{held}</w:tr>"


def tbl(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def footnote(n: int, content: str) -> str:
    """The text of a footnote."""
    sign = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
    runs = content if content.startswith("<w:r") else r(" " + content)
    return f'<w:footnote w:id="{n}"><w:p>{sign}{runs}</w:p></w:footnote>'


def sign(n: int) -> str:
    """The sign of a footnote."""
    return f'<w:r><w:footnoteReference w:id="{n}"/></w:r>'


def docx(body: str, more: Mapping[str, bytes] | None = None, **parts: str) -> bytes:
    """A docx with this body and these parts (the XML inside of their root); ``more`` are raw files."""
    types = [
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    ]
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    types.append(f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>')
    files = {"word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>"}
    relations = []
    for k, (kind, content) in enumerate(parts.items(), 1):
        root = _KINDS[kind]
        files[f"word/{kind}.xml"] = f"<w:{root} {_NAMES}>{content}</w:{root}>"
        types.append(f'<Override PartName="/word/{kind}.xml" ContentType="{main}.{kind}+xml"/>')
        relations.append(f'<Relationship Id="rId{k}" Type="{_REL}/{kind}" Target="{kind}.xml"/>')
    rel = "http://schemas.openxmlformats.org/package/2006/relationships"
    files["[Content_Types].xml"] = (
        f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{"".join(types)}</Types>'
    )
    top = f'<Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
    files["_rels/.rels"] = f'<Relationships xmlns="{rel}">{top}</Relationships>'
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{rel}">{"".join(relations)}</Relationships>'
    )
    packed: dict[str, bytes] = {name: content.encode() for name, content in files.items()}
    return zipped(packed | dict(more or {}))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of files, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
