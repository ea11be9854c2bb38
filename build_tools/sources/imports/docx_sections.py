"""The sections of a docx: where one begins on a new page, and the number that this page prints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from build_tools.model.original import Spot, Turn
from build_tools.sources.imports.docx_parts import DocxParts
from build_tools.sources.imports.docx_styles import value
from build_tools.sources.imports.package import attribute, child, local

_ON_A_PAGE = ("nextPage", "oddPage", "evenPage")


@dataclass
class Sections:
    """The properties of all sections in order; ``reached`` counts those that have ended."""

    properties: list[etree._Element]
    numbered: bool  # a footer or a header prints the number of its page
    reached: int = 0

    @classmethod
    def of(cls, parts: DocxParts, body: etree._Element | None) -> Sections:
        """The sections of a body."""
        found = [e for e in (body.iter() if body is not None else ()) if local(e) == "sectPr"]
        own = [e for e in found if local(e.getparent()) in ("pPr", "body")]
        codes = (n.chars for (p, e), n in zip(parts.texts, parts.nodes, strict=True) if _codes(p.kind, e))
        simple = (
            attribute(e, "instr") or ""
            for p in parts.parts
            if p.kind in ("header", "footer")
            for e in p.root.iter()
            if local(e) == "fldSimple"
        )
        return cls(own, any(c.split()[:1] == ["PAGE"] for c in [*codes, *simple]))

    def end(self, place: Spot) -> Iterator[Turn]:
        """Behind the last paragraph of a section: a page turn, where the next one begins on a page."""
        self.reached += 1
        following = self.properties[self.reached] if self.reached < len(self.properties) else None
        if following is None or (value(following, "type") or "nextPage") not in _ON_A_PAGE:
            return
        numbers = child(following, "pgNumType")
        start = attribute(numbers, "start") if numbers is not None else None
        known = self.numbered and start is not None and start.isdigit()
        yield Turn(place, int(start) if known and start is not None else None)


def _codes(kind: str, element: etree._Element) -> bool:
    return kind in ("header", "footer") and local(element) == "instrText"
