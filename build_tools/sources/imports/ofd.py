"""An OFD (GB/T 33190) → its pages: a zip of XML, texts and paths with their places.

Elements are known by their local name, since writers differ in the namespace.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from build_tools.model.original import Node, Original, Spot
from build_tools.sources.imports.matrices import Matrix, moved, times
from build_tools.sources.imports.ofd_beside import pages_with_more, part_at
from build_tools.sources.imports.ofd_objects import (
    glyphs_of,
    numbers,
    outlines_of,
    own_matrix,
)
from build_tools.sources.imports.package import Package, child, children, local, open_package
from build_tools.sources.imports.printed import read_sheets
from build_tools.sources.imports.refusals import Refusal, Refused
from build_tools.sources.imports.sheet import Sheet
from build_tools.sources.imports.sheet_shapes import Covered, count_once, ruled, sheet_of, upright

_POINTS = 72 / 25.4  # of a millimetre
_MOST_PAGES = 3000
_MOST_CHARS = 200_000  # of a page
_MOST_LEVELS = 12
_LONGEST = 20_000.0  # points of a page's side
_ROOT = "OFD.xml"


def is_ofd(package: Package) -> bool:
    """Whether a zip is an OFD."""
    return _ROOT in package.names


def read_ofd(data: bytes) -> Original:
    """What an OFD prints. Raises Refused where it cannot be read, or is a scan."""
    sheets = ofd_sheets(data)
    if not any(g.kept is None and g.chars.strip() for s in sheets for g in s.glyphs):
        raise Refused(Refusal.FILE_SCAN if any(s.pictures for s in sheets) else Refusal.FILE_EMPTY)
    return read_sheets("ofd", sheets)


def ofd_nodes(data: bytes) -> tuple[Node, ...]:
    """All characters of an OFD, a page a node."""
    return tuple(
        Node(Spot("", k, s.number), "".join(g.chars for g in s.glyphs))
        for k, s in enumerate(ofd_sheets(data), 1)
    )


def ofd_sheets(data: bytes) -> tuple[Sheet, ...]:
    """The pages of an OFD. Raises Refused where they cannot be read."""
    package = open_package(data)
    root = package.xml(_ROOT)
    if any(name.rpartition("/")[2] == "Encryptions.xml" for name in package.names):
        raise Refused(Refusal.FILE_ENCRYPTED)
    found: list[dict[str, Any]] = []
    for body in children(root, "DocBody"):
        where = child(body, "DocRoot")
        if where is None or not where.text:
            raise Refused(Refusal.FILE_BROKEN, _ROOT)
        document = _Document.of(package, part_at("", where.text), body)
        found += document.pages(len(found))
    if not found:
        raise Refused(Refusal.FILE_BROKEN, _ROOT)
    for page in found:
        count_once(page)
        upright(page)
    return tuple(sheet_of(page) for page in found)


@dataclass(frozen=True)
class _Document:
    """One document of the file."""

    package: Package
    name: str
    root: etree._Element
    more: set[str]  # ids of pages on which more is shown than their objects
    templates: dict[str, str] = field(default_factory=dict)  # id → part

    @classmethod
    def of(cls, package: Package, name: str, body: etree._Element) -> _Document:
        root = package.xml(name)
        own = cls(package, name, root, pages_with_more(package, body, name, root))
        if child(root, "Attachments") is not None and _holds_files(own):
            raise Refused(Refusal.FILE_ATTACHED)
        for template in children(child(root, "CommonData"), "TemplatePage"):
            own.templates[template.get("ID", "")] = own.at(template.get("BaseLoc", ""))
        return own

    def at(self, where: str) -> str:
        return part_at(posixpath.dirname(self.name), where)

    def pages(self, before: int) -> Iterator[dict[str, Any]]:
        """The pages, counted on from those before."""
        listed = list(children(child(self.root, "Pages"), "Page"))
        if before + len(listed) > _MOST_PAGES:
            raise Refused(Refusal.FILE_TOO_BIG, f"{before + len(listed)} 页")
        for k, entry in enumerate(listed, before + 1):
            page = self.page(k, self.package.xml(self.at(entry.get("BaseLoc", ""))))
            yield {**page, "more": entry.get("ID", "") in self.more}

    def page(self, number: int, content: etree._Element) -> dict[str, Any]:
        """A page with its template below or above it."""
        area = child(content, "Area", "PhysicalBox")
        if area is None:
            area = child(self.root, "CommonData", "PageArea", "PhysicalBox")
        box = numbers(area.text if area is not None else "")
        if len(box) != 4 or not all(0 < side * _POINTS <= _LONGEST for side in box[2:]):
            raise Refused(Refusal.FILE_BROKEN, f"第{number}页的大小")
        start = (_POINTS, 0.0, 0.0, _POINTS, -box[0] * _POINTS, -box[1] * _POINTS)
        page = _Page(number, box[2] * _POINTS, box[3] * _POINTS)
        for template in children(content, "Template"):
            part = self.templates.get(template.get("TemplateID", ""))
            if part is not None:
                page.layers(self.package.xml(part), start)
        page.layers(content, start)
        return page.found()


def _holds_files(document: _Document) -> bool:
    """Whether the list of attachments names any."""
    element = child(document.root, "Attachments")
    name = document.at((element.text or "") if element is not None else "")
    return name not in document.package.names or any(
        local(e) == "Attachment" for e in document.package.xml(name)
    )


class _Page:
    """Collects what stands on a page."""

    def __init__(self, number: int, width: float, height: float) -> None:
        self.number, self.width, self.height = number, width, height
        self.glyphs: list[list[Any]] = []
        self.rules: list[list[float]] = []
        self.pictures = Covered(width, height)
        self.dark = False  # something dark is filled: white may be read on it

    def layers(self, content: etree._Element, start: Matrix) -> None:
        """The layers of a page or of a template."""
        for layer in children(child(content, "Content"), "Layer"):
            self.objects(layer, start, 0)

    def objects(self, holder: etree._Element, outer: Matrix, level: int) -> None:
        """The objects of a layer or of a block in it."""
        if level > _MOST_LEVELS:
            raise Refused(Refusal.FILE_TOO_DEEP)
        for thing in holder:
            match local(thing):
                case "TextObject":
                    self.glyphs += glyphs_of(thing, outer, self.width, self.height, white_shows=self.dark)
                    if len(self.glyphs) > _MOST_CHARS:
                        raise Refused(Refusal.FILE_TOO_BIG, f"一页 {len(self.glyphs)} 字")
                case "PathObject":
                    self.path(thing, outer)
                case "ImageObject" | "CompositeObject":
                    box = numbers(thing.get("Boundary", ""))
                    if len(box) == 4:
                        ends = (moved(outer, *at) for at in (box[:2], (box[0] + box[2], box[1] + box[3])))
                        self.pictures.add(*(at for end in ends for at in end))
                case "PageBlock":
                    self.objects(thing, outer, level + 1)

    def path(self, thing: etree._Element, outer: Matrix) -> None:
        """The rules that a path draws."""
        stroked = thing.get("Stroke", "true").lower() != "false"
        filled = thing.get("Fill", "false").lower() == "true"
        if not (stroked or filled) or thing.get("Visible", "true").lower() == "false":
            return
        for corners in outlines_of(thing, times(own_matrix(thing), outer)):
            lines = list(ruled(corners, stroked=stroked))
            self.dark = self.dark or (filled and not lines)
            self.rules += lines

    def found(self) -> dict[str, Any]:
        """The page as the other readers give it."""
        return {
            "number": self.number, "width": self.width, "height": self.height, "glyphs": self.glyphs,
            "rules": self.rules, "pictures": self.pictures.part, "unsure": "",
        }  # fmt: skip
