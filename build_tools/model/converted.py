"""A source with everything that was read from it, before the corpus is known."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from build_tools.model.catalogue import Note
from build_tools.model.citation import Citation, Reference
from build_tools.model.document import ContentsEntry, Document, Kind
from build_tools.model.facts import Facts
from build_tools.model.original import ImportRecord
from build_tools.model.source import Sidecar, Source


@dataclass(frozen=True)
class Converted:
    """A source with everything that was read from it, before the corpus is known."""

    source: Source
    sidecar: Sidecar
    documents: tuple[Document, ...]
    contents: tuple[ContentsEntry, ...]
    notes: tuple[Note, ...]
    citations: tuple[Citation, ...] = ()
    references: tuple[Reference, ...] = ()
    facts: tuple[Facts, ...] = ()  # what each document states
    imported: ImportRecord | None = None  # where an original was added
    key: str = ""  # the hash of the files that it was read from
    told: str = ""  # the hash of what it states beside its running text

    @cached_property
    def cover(self) -> Document | None:
        """The printed cover, where there is one."""
        return next((d for d in self.documents if d.kind is Kind.MASTHEAD), None)

    @cached_property
    def alone(self) -> Document | None:
        """The one document that the source prints, with what belongs to it; None where it prints others."""
        tops = [d for d in self.documents if d.parent is None and d.kind is not Kind.CONTENTS]
        return tops[0] if len(tops) == 1 else None

    def pictured_page(self, line: int) -> int | None:
        """The page of the original that a raw line stands on; None where no picture of it is wanted."""
        if not self.sidecar.page_images or self.imported is None:
            return None
        place = self.imported.places.get(line)
        return place.page if place is not None else None

    @cached_property
    def newest_date(self) -> str:
        """The newest date without doubt that the source prints of its documents; empty where none is."""
        return max((d.sure_date or "" for d in self.documents), default="")


@dataclass(frozen=True)
class Balance:
    """The sums of a source: non-blank characters printed, in blocks, and dropped by notes."""

    printed: int
    in_blocks: int
    in_notes: int
    substituted: int
    inserted: int = 0  # added by editors' corrections: printed + inserted = in_blocks + in_notes
