"""The numbers that Word makes and no text node holds: 第一条, （一）, 1.1, by ECMA-376, part 1, 17.9."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from build_tools.sources.imports.docx_styles import Style, Styles, font_of, switched, value
from build_tools.sources.imports.docx_symbols import is_symbol_font, symbol
from build_tools.sources.imports.number_formats import written_number
from build_tools.sources.imports.package import attribute, child, children

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class Level:
    """One level of a list. ``restart`` is None where every level above begins it anew, 0 where none does,
    else the number (from 1) of the deepest level that does."""

    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"
    style: str | None = None
    font: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class List:
    """A list that paragraphs name: its levels, with what it overrides, and where it begins anew.

    Lists over the same ``abstract`` definition count on together.
    """

    abstract: str
    levels: Mapping[int, Level]
    starts: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Numbered:
    """The number of a paragraph as it is printed; ``unknown`` is the form that could not be written."""

    text: str
    suffix: str
    unknown: str = ""

    @property
    def printed(self) -> str:
        """The number with the gap behind it, which shows only behind a bare word or figure."""
        gap = "" if self.suffix == "nothing" or re.search(r"[、，．。.）)：:〕】·]$", self.text) else " "
        return self.text + gap if self.text else ""


@dataclass(frozen=True)
class Numbering:
    """The lists of a document by id."""

    lists: Mapping[str, List] = field(default_factory=dict)

    @classmethod
    def of(cls, root: etree._Element | None, styles: Styles) -> Numbering:
        """The lists of ``numbering.xml``."""
        abstracts = {attribute(a, "abstractNumId") or "": a for a in children(root, "abstractNum")}
        defines = {v: key for key, a in abstracts.items() if (v := value(a, "styleLink")) is not None}
        lists = {}
        for num in children(root, "num"):
            name = value(num, "abstractNumId") or ""
            linked = value(abstracts.get(name), "numStyleLink")
            name = defines.get(linked, name) if linked else name
            levels = {_ilvl(e): _level(e) for e in children(abstracts.get(name), "lvl")}
            starts = {}
            for override in children(num, "lvlOverride"):
                at = _ilvl(override)
                if (own := child(override, "lvl")) is not None:
                    levels[at] = _level(own)
                if (start := value(override, "startOverride")) is not None:
                    starts[at] = _number(start, 1)
                    levels[at] = replace(levels.get(at, Level()), start=starts[at])
            lists[attribute(num, "numId") or ""] = List(name, levels, starts)
        return cls(lists)

    def place(self, properties: etree._Element | None, styles: Sequence[Style]) -> tuple[str, int] | None:
        """The list and the level of a paragraph; None where it is in none. ``styles`` are its own, the
        nearest first."""
        direct = child(properties, "numPr")
        name, level = value(direct, "numId"), value(direct, "ilvl")
        for style in styles:
            numbered = child(style.paragraph, "numPr")
            if name is not None or numbered is None:
                continue
            name = value(numbered, "numId")
            bound = self._level_of(name, style.id)
            level = level if level is not None else value(numbered, "ilvl")
            level = str(bound) if bound is not None and direct is None else level
        if name in (None, "0") or name not in self.lists:
            return None
        return str(name), _number(level, 0)

    def _level_of(self, name: str | None, style: str) -> int | None:
        levels = self.lists[name].levels if name is not None and name in self.lists else {}
        return next((at for at, level in levels.items() if level.style == style), None)


def _ilvl(element: etree._Element) -> int:
    return _number(attribute(element, "ilvl"), 0)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,9}", text) else otherwise


def _level(element: etree._Element) -> Level:
    form = next((e for e in element.iter() if str(e.tag).endswith("}numFmt")), None)
    restart = value(element, "lvlRestart")
    return Level(
        start=_number(value(element, "start"), 0 if value(element, "start") is None else 1),
        form=(attribute(form, "val") if form is not None else None) or "decimal",
        pattern=(attribute(form, "format") if form is not None else None) or "",
        text=value(element, "lvlText") or "",
        restart=None if restart is None else _number(restart, 0),
        legal=switched(element, "isLgl") or False,
        suffix=value(element, "suff") or "tab",
        style=value(element, "pStyle"),
        font=font_of([p for p in [child(element, "rPr")] if p is not None]),
        hidden=switched(child(element, "rPr"), "vanish") or False,
    )


class Counters:
    """Counts the paragraphs of all lists, in the order in which they are printed."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def next(self, name: str, at: int) -> Numbered:
        """The number of the next paragraph of a list at a level."""
        listed = self.numbering.lists[name]
        level = listed.levels.get(at)
        if level is None:
            return Numbered("", "nothing")
        counts = self.counts.setdefault(listed.abstract, {})
        anew = at in listed.starts and (name, at) not in self.begun
        counts[at] = level.start if anew or at not in counts else counts[at] + 1
        self.begun.add((name, at))
        for deeper in [d for d in counts if d > at]:
            if _begins_anew(listed.levels.get(deeper, Level()), at):
                del counts[deeper]
        return Numbered("", "nothing") if level.hidden else _numbered(listed, level, counts)


def _begins_anew(level: Level, at: int) -> bool:
    """Whether a level begins anew where a paragraph of the level ``at`` above it stands."""
    return level.restart is None or at < level.restart


def _numbered(listed: List, level: Level, counts: Mapping[int, int]) -> Numbered:
    if level.form == "bullet":
        font = level.font
        signs = [(symbol(font, ord(c)) or c) if is_symbol_font(font) else c for c in level.text]
        return Numbered("".join(signs), level.suffix)
    unknown: list[str] = []

    def figure(match: re.Match[str]) -> str:
        k = int(match[1]) - 1
        own = listed.levels.get(k, Level())
        n = counts.get(k, own.start)
        form = "decimal" if level.legal and own.form != "decimalZero" else own.form
        if (written := written_number(n, form, own.pattern)) is None:
            unknown.append(form)
            return str(n)
        return written

    return Numbered(_PLACE.sub(figure, level.text), level.suffix, "、".join(dict.fromkeys(unknown)))
