"""A printed unit in the making: its head, body and tail as lines, before paragraphs are joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from build_tools.documents.heads.titles import HeadPart
from build_tools.language.phrases import MARKER, META
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Kind, Role
from build_tools.model.source import Item, Line

BodyPart = tuple[Role | None, Item]


@dataclass
class Section:
    """A printed unit in the making; ``body`` items with a role need no further judgement."""

    kind: Kind
    head: list[HeadPart] = field(default_factory=list)
    body: list[BodyPart] = field(default_factory=list)
    tail: list[HeadPart] = field(default_factory=list)
    imprint: list[tuple[Line, ...]] = field(default_factory=list)
    parent: int | None = None
    title: str = ""
    composed: bool = False  # the title was put together from a cover's lines
    cover: list[Line] = field(default_factory=list)
    annex_number: str | None = None
    listed: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def lines(self) -> list[int]:
        """The raw lines with which its parts begin, in print order; 版记 is printed elsewhere."""
        parts = [line.number for _, lines in (*self.head, *self.tail) for line in lines]
        return sorted([*parts, *(item.number for _, item in self.body)])

    def key(self, role: Role) -> str:
        """The matching form of a head role's lines."""
        return "".join(line.key for r, lines in self.head if r is role for line in lines)


def unit_doubts(sections: Sequence[Section], first: int) -> list[Note]:
    """The doubts on units without a title, at the ``first`` line of a source that has no unit, and on a unit
    that may be of a web page."""
    own = [s for s in sections if s.kind not in (Kind.MASTHEAD, Kind.CONTENTS)]
    notes = [Note(Code.NO_DOCUMENT, k, k) for k in _untitled_at(own, first)]
    if _like_page(own):
        lines = own[0].lines
        title = "".join(x.text.chars for role, part in own[0].head if role is Role.TITLE for x in part)
        notes.append(Note(Code.FURNITURE_UNPROVEN, min(lines), max(lines), title))
    return notes


def _untitled_at(own: Sequence[Section], first: int) -> list[int]:
    titled = (Kind.ANNEX, Kind.ATTACHED)  # by their labels, by the notice above them
    bare = [s for s in own if s.kind not in titled and not s.cover and not s.key(Role.TITLE)]
    return [s.lines[0] if s.lines else first for s in bare] if own else [first]


_FEW = 8  # lines that a page may print above a text as its own


def _like_page(own: Sequence[Section]) -> bool:
    """Whether the first unit may be but what a page prints above a text: its title is all that it has of one,
    and another text begins right below."""
    if len(own) < 2 or own[0].kind not in (Kind.TEXT, Kind.NOTICE) or own[0].cover or own[0].tail:
        return False
    unit, below = own[:2]
    begins = below.parent is None and below.kind in (Kind.NOTICE, Kind.APPOINTMENT, Kind.TEXT)
    titled = {role for role, _ in unit.head} <= {Role.TITLE, Role.META, Role.REMARK, Role.BYLINE}
    lines = [x for _, x in unit.body if isinstance(x, Line)]
    said = any("。" in x.key for x in lines)
    few = len(lines) == len(unit.body) <= _FEW and not any(MARKER.match(x.key) for x in lines)
    fields = sum(bool(META.match(x.key)) for x in lines) > 1
    return begins and titled and ((few and not said) or fields)
