"""Documents that were published under an address: they keep it, whatever else would be named so now."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from build_tools.model.converted import Converted
from build_tools.model.document import ISSUE_KINDS, Document, Kind
from build_tools.model.published import PageMark, Past

_T = TypeVar("_T")

Place = tuple[int, int]
"""A source and a document of it, by their index."""


@dataclass(frozen=True)
class _Held:
    """A document that has a page of its own name."""

    place: Place
    file: str
    document: Document

    @property
    def key(self) -> tuple[str, str]:
        return self.document.doc_number or "", self.document.title


def first_holders(past: Past, sources: Sequence[Converted]) -> dict[Place, str]:
    """The identifier of each document that was published under it. A number or title that was corrected makes
    another document of it, whose page moves."""
    own = [
        _Held((index, i), converted.source.file, document)
        for index, converted in enumerate(sources)
        for i, document in enumerate(converted.documents)
        if document.kind not in (*ISSUE_KINDS, Kind.ANNEX, Kind.ATTACHED)
    ]
    pages = [page.mark for page in past.pages if page.stands and _name(page.mark)]
    found: dict[Place, str] = {}
    ways: tuple[tuple[Callable[[PageMark], Hashable], Callable[[_Held], Hashable]], ...] = (
        (lambda p: (p.file, p.number, p.title), lambda h: (h.file, *h.key)),
        (lambda p: (p.number, p.title), lambda h: h.key),
    )
    for of_page, of_document in ways:
        named = set(found.values())
        left = _alone([p for p in pages if _name(p) not in named], of_page)
        free = _alone([h for h in own if h.place not in found], of_document)
        found |= {free[key].place: _name(page) for key, page in left.items() if key in free}
    return found


def _name(page: PageMark) -> str:
    """The identifier that an address is made of; nothing for an annex, whose address follows its text's."""
    folder, _, name = page.address.removesuffix(".html").partition("/")
    return name if folder == "documents" and "/" not in name else ""


def _alone(values: Sequence[_T], key: Callable[[_T], Hashable]) -> Mapping[Hashable, _T]:
    """The values that no other one is like."""
    found: dict[Hashable, list[_T]] = {}
    for value in values:
        found.setdefault(key(value), []).append(value)
    return {k: alike[0] for k, alike in found.items() if len(alike) == 1}
