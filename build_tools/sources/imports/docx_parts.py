"""The parts of a docx that hold text, and every text node of them: what its ledger counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from build_tools.model.original import Node, Spot
from build_tools.sources.imports.package import Package, local, open_package
from build_tools.sources.imports.refusals import Refusal, Refused

_TEXTS = ("t", "delText", "instrText", "delInstrText")
_STORIES = ("footnotes", "endnotes", "comments", "header", "footer")
_DRAWINGS = ("diagramData", "chart", "chartEx")


@dataclass(frozen=True)
class Part:
    """A part with text: its kind by the relationship that leads to it, its name, its root."""

    kind: str
    name: str
    root: etree._Element


@dataclass(frozen=True)
class DocxParts:
    """The main part first, then what it points to; ``texts`` are the elements that hold text, ``nodes`` their
    characters, both in this order."""

    package: Package
    parts: tuple[Part, ...]
    texts: tuple[tuple[Part, etree._Element], ...]
    nodes: tuple[Node, ...]
    paragraphs: dict[etree._Element, int]  # each paragraph of each part → its number there

    @property
    def main(self) -> Part:
        """The document itself."""
        return self.parts[0]

    def root(self, kind: str) -> etree._Element | None:
        """The root of the first part of a kind: styles, numbering, settings, footnotes."""
        for part in self.parts:
            if part.kind == kind:
                return part.root
        target = next((t for k, t in self.package.related(self.main.name).values() if k == kind), None)
        return self.package.xml(target) if target in self.package.names else None


def open_docx(data: bytes) -> DocxParts:
    """Open a docx. Raises Refused where it is none, holds macros, is encrypted, broken or a bomb."""
    package = open_package(data)
    if "[Content_Types].xml" not in package.names:
        raise Refused(Refusal.FILE_UNKNOWN)
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        raise Refused(Refusal.FILE_MACROS)
    main = next((t for kind, t in package.related("").values() if kind == "officeDocument"), None)
    if main is None or main not in package.names:
        raise Refused(Refusal.FILE_BROKEN)
    parts = [Part("document", main, package.xml(main))]
    if local(parts[0].root) != "document":
        raise Refused(Refusal.FILE_UNKNOWN)
    wanted = (*_STORIES, *_DRAWINGS)
    named = dict.fromkeys((k, t) for k, t in package.related(main).values() if k in wanted)
    for kind, name in sorted(named, key=lambda x: (wanted.index(x[0]), x[1])):
        if name in package.names:
            parts.append(Part(kind, name, package.xml(name)))
    return _with_nodes(package, tuple(parts))


def _with_nodes(package: Package, parts: tuple[Part, ...]) -> DocxParts:
    texts: list[tuple[Part, etree._Element]] = []
    nodes: list[Node] = []
    paragraphs: dict[etree._Element, int] = {}
    for part in parts:
        at = 0
        for element in part.root.iter():
            if local(element) == "p":
                at += 1
                paragraphs[element] = at
            elif _holds_text(part, element):
                texts.append((part, element))
                nodes.append(Node(Spot(part.name, max(at, 1)), element.text or ""))
    return DocxParts(package, parts, tuple(texts), tuple(nodes), paragraphs)


def _holds_text(part: Part, element: etree._Element) -> bool:
    name = local(element)
    in_chart = name == "v" and part.kind in ("chart", "chartEx")
    return bool(element.text) and (name in _TEXTS or in_chart)


def docx_nodes(data: bytes) -> tuple[Node, ...]:
    """Every text node of a docx."""
    return open_docx(data).nodes


def ancestors(element: etree._Element) -> Iterator[str]:
    """The names of the elements around one, the nearest first."""
    for around in element.iterancestors():
        yield local(around)
