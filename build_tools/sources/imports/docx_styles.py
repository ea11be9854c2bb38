"""What a paragraph or a run of a docx is, after its styles: hidden, raised, struck, on a new page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from build_tools.model.original import Script
from build_tools.sources.imports.package import attribute, child, children


def value(element: etree._Element | None, *path: str) -> str | None:
    """The attribute ``val`` of the element at the end of a path of names."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


def switched(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a property is on; None where it is not there."""
    found = child(properties, name)
    if found is None:
        return None
    return (attribute(found, "val") or "1").lower() not in ("0", "false", "off", "none")


@dataclass(frozen=True)
class Style:
    """One style: what it stands on, and its own properties."""

    id: str
    based_on: str | None
    paragraph: etree._Element | None
    run: etree._Element | None


@dataclass(frozen=True)
class Styles:
    """The styles of a document by id, and those that hold for paragraphs that name none."""

    by_id: Mapping[str, Style] = field(default_factory=dict)
    default: str | None = None

    @classmethod
    def of(cls, root: etree._Element | None) -> Styles:
        """The styles of ``styles.xml``."""
        found: dict[str, Style] = {}
        default = None
        for element in children(root, "style"):
            name = attribute(element, "styleId") or ""
            found[name] = Style(name, value(element, "basedOn"), child(element, "pPr"), child(element, "rPr"))
            if attribute(element, "type") == "paragraph" and attribute(element, "default") in ("1", "true"):
                default = name
        return cls(found, default)

    def chain(self, name: str | None) -> Iterator[Style]:
        """A style and those that it stands on, each once."""
        passed: set[str] = set()
        while name is not None and name in self.by_id and name not in passed:
            passed.add(name)
            yield self.by_id[name]
            name = self.by_id[name].based_on

    def of_paragraph(self, properties: etree._Element | None) -> list[Style]:
        """The styles of a paragraph, its own first."""
        return list(self.chain(value(properties, "pStyle") or self.default))

    def breaks_page(self, properties: etree._Element | None) -> bool:
        """Whether a paragraph begins a page."""
        own = (properties, *(s.paragraph for s in self.of_paragraph(properties)))
        return next((s for p in own if (s := switched(p, "pageBreakBefore")) is not None), False)

    def runs(self, run: etree._Element | None, paragraph: etree._Element | None) -> list[etree._Element]:
        """The run properties that hold for a run, the nearest first."""
        found = [run]
        found += [s.run for s in self.chain(value(run, "rStyle"))]
        found += [s.run for s in self.of_paragraph(paragraph)]
        return [p for p in found if p is not None]


def is_hidden(properties: list[etree._Element]) -> bool:
    """Whether a run is not printed."""
    return next((s for p in properties if (s := switched(p, "vanish")) is not None), False)


def script_of(properties: list[etree._Element]) -> Script | None:
    """What the print shows of a run: struck, raised or lowered."""
    if any(next((s for p in properties if (s := switched(p, n)) is not None), False) for n in _STRIKES):
        return Script.STRUCK
    raised = next((v for p in properties if (v := value(p, "vertAlign")) is not None), None)
    return {"superscript": Script.SUP, "subscript": Script.SUB}.get(raised or "")


_STRIKES = ("strike", "dstrike")


def font_of(properties: list[etree._Element]) -> str:
    """The font of a run's Latin letters and symbols; empty where none is named."""
    for found in properties:
        fonts = child(found, "rFonts")
        if fonts is not None and (name := attribute(fonts, "ascii") or attribute(fonts, "hAnsi")):
            return name
    return ""
