"""The footnotes and endnotes of a docx: the number of each sign, and the text that belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from build_tools.model.original import NodeChars, Paragraph, Sign, Spot
from build_tools.sources.imports.docx_parts import DocxParts
from build_tools.sources.imports.docx_styles import value
from build_tools.sources.imports.package import attribute, child, local

Read = Callable[[Sequence[etree._Element], str], tuple[list[list[NodeChars | Sign]], Spot]]
_KINDS = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass
class _Kind:
    """The notes of one kind, and where their counting stands."""

    part: str = ""
    by_id: dict[str, etree._Element] = field(default_factory=dict)
    referred: dict[str, int | None] = field(default_factory=dict)
    start: int = 1
    restart: str = "continuous"
    last: int = 0
    section: int = 0


@dataclass
class Notes:
    """All notes. ``texts`` are those that were referred to, in the order of their signs."""

    kinds: dict[str, _Kind]
    read: Read = field(init=False)
    texts: list[Paragraph] = field(default_factory=list)
    told: bool = False

    @classmethod
    def of(cls, parts: DocxParts) -> Notes:
        """The notes of a document and how they count."""
        kinds = {kind: _Kind() for kind in _KINDS.values()}
        settings = parts.root("settings")
        for part in parts.parts:
            if part.kind in kinds:
                own = kinds[part.kind]
                own.part = part.name
                own.by_id = {attribute(e, "id") or "": e for e in part.root}
        for kind, name in (("footnotes", "footnotePr"), ("endnotes", "endnotePr")):
            found = [child(settings, name), *(e for e in parts.main.root.iter() if local(e) == name)]
            for properties in (p for p in found if p is not None):
                kinds[kind].restart = value(properties, "numRestart") or kinds[kind].restart
                start = value(properties, "numStart")
                kinds[kind].start = int(start) if start and start.isdigit() else kinds[kind].start
        for kind_ in kinds.values():
            kind_.last = kind_.start - 1
        return cls(kinds)

    def refer(self, element: etree._Element, section: int) -> tuple[int | None, str]:
        """The number of the sign at an element, None where it was set by hand; and what is in doubt."""
        kind = self.kinds[_KINDS[local(element)]]
        name = attribute(element, "id") or ""
        if name in kind.referred:
            return kind.referred[name], ""  # a sign that is set twice has one text
        body = kind.by_id.get(name)
        doubt = ""
        if (attribute(element, "customMarkFollows") or "0").lower() in ("1", "true", "on"):
            number, doubt = None, "脚注的注码是手写的"
        else:
            if kind.restart == "eachSect" and section != kind.section:
                kind.last, kind.section = kind.start - 1, section
            kind.last += 1
            number = kind.last
            both = all(k.last >= k.start for k in self.kinds.values())
            if (kind.restart == "eachPage" or both) and not self.told:
                self.told = True
                doubt = "脚注每页重新编号，来源文本里是连续的" if not both else "既有脚注又有尾注，注码相混"
        lines, place = self.read(list(body) if body is not None else [], kind.part)
        parts: list[NodeChars | Sign] = []
        for line in lines:
            parts += [*([NodeChars("\u3000")] if parts else []), *line]
        kind.referred[name] = number
        self.texts.append(Paragraph(_stripped(parts), place, number or 0))
        return number, doubt


def _stripped(parts: list[NodeChars | Sign]) -> tuple[NodeChars | Sign, ...]:
    """The parts without the blanks that part a note from its sign."""
    if parts and isinstance(parts[0], NodeChars):
        chars = parts[0].chars.lstrip()
        gone = len(parts[0].chars) - len(chars)
        parts[0] = NodeChars(chars, parts[0].node, parts[0].start + gone, parts[0].script)
    return tuple(parts)
