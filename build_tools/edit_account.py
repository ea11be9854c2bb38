"""What an edit is judged by: the source, what was made of it, and all its notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from build_tools.language.script import bare, key
from build_tools.model.catalogue import Code, Evidence, Note
from build_tools.model.document import ISSUE_KINDS, Block, Document, Role, tables_in
from build_tools.model.source import Source
from build_tools.sources.furniture.page_marks import form_of, page_of
from build_tools.sources.furniture.two_sided_heads import sides


@dataclass(frozen=True)
class Account:
    """What an edit is judged by: the source, what was made of it, and all its notes."""

    source: Source
    documents: Sequence[Document]
    notes: Sequence[Note]

    @cached_property
    def marks(self) -> Mapping[str, list[tuple[int, int]]]:
        """Offset and number of each page mark and page number that was dropped, by form, in print order."""
        found: dict[str, list[tuple[int, int]]] = {}
        for note in self.notes:
            page = page_of(note.was)
            if note.evidence in (Evidence.PAGE_MARK, Evidence.PAGE_NUMBER) and page is not None:
                found.setdefault(form_of(note.was), []).append((place_of(note), page))
        return {form: sorted(marks) for form, marks in found.items()}

    @cached_property
    def blocks(self) -> list[tuple[int, Block]]:
        """The blocks of all texts (no cover, no contents) with the raw offset at which each begins."""
        blocks = (b for d in self.documents if d.kind not in ISSUE_KINDS for b in d.blocks)
        return [(min((t.at[0] for t in b.texts() if len(t)), default=0), b) for b in blocks]

    @cached_property
    def letters(self) -> list[tuple[int, str]]:
        """Every letter, digit and Han in blocks with its raw offset, in print order."""
        texts = (t for d in self.documents for b in d.blocks for t in b.texts())
        return sorted((at, bare(c)) for t in texts for c, at in zip(t.chars, t.at, strict=True) if bare(c))

    @cached_property
    def first_text(self) -> int:
        """The raw offset at which the first number or addressee ends, or the first sentence."""
        ends = [t.at[t.chars.index("。")] for _, b in self.blocks for t in b.texts() if "。" in t.chars]
        ends += [b.text.at[-1] for _, b in self.blocks if b.role in (Role.NUMBER, Role.ADDRESSEE)]
        return min(ends, default=len(self.source.raw))

    @cached_property
    def last_text(self) -> int:
        """The raw offset of the last day or full stop of a text; what is in doubt counts for none."""
        doubted = {n.first_line for n in self.notes if n.code is Code.FURNITURE_UNPROVEN}
        around = (Role.IMPRINT, Role.REMARK)
        texts = (t for _, b in self.blocks if b.role not in around for t in b.texts())
        stops = [at for t in texts for c, at in zip(t.chars, t.at, strict=True) if c == "。"]
        days = [at for at, b in self.blocks if b.role is Role.DATE]
        return max((o for o in [*stops, *days] if self.source.line_of(o) not in doubted), default=0)

    @cached_property
    def sides(self) -> Counter[frozenset[str]]:
        """How many raw lines set the same words far apart."""
        return Counter(found for line in self.source.raw.splitlines() if (found := sides(line)))

    @cached_property
    def contents(self) -> str:
        """The letters of all printed contents."""
        texts = (b.text.chars for d in self.documents for b in d.blocks if b.role is Role.CONTENTS)
        return bare("".join(texts))

    @cached_property
    def held(self) -> frozenset[int]:
        """The raw offsets of all characters in blocks."""
        texts = (t for d in self.documents for b in d.blocks for t in b.texts())
        return frozenset(o for t in texts for o, c in zip(t.at, t.chars, strict=True) if not c.isspace())

    @cached_property
    def breaks(self) -> frozenset[int]:
        """The raw offsets of signs that end a line: ``<br>``, ``</p>``, the tags of a table."""
        edits = (e for n in self.notes for e in n.edits if n.code is Code.MARKUP)
        return frozenset(o for e in edits if "\n" in e.now or _CELL.match(e.was) for o in e.offsets)

    @cached_property
    def cells(self) -> frozenset[str]:
        """The words of all cells of tables, and of what an editor corrected, in matching form."""
        slots = [
            s for d in self.documents for t in tables_in(d.blocks) for r in t.all_rows() for s in r.slots
        ]
        printed = [t.chars for slot in slots for t in slot.texts]
        corrected = [e.was for n in self.notes if n.code is Code.CORRECTION for e in n.edits]
        return frozenset(key(words) for words in [*printed, *corrected, *(slot.value for slot in slots)])


def place_of(note: Note) -> int:
    """The raw offset at which a dropped line begins."""
    return note.edits[0].offsets[0]


_CELL = re.compile(r"</?(?:table|t[dhr])\b", re.IGNORECASE)
