"""A printed unit in the making: its head, body and tail as lines, before paragraphs are joined."""

from __future__ import annotations

from dataclasses import dataclass, field

from build_tools.documents.titles import HeadPart
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
