"""What is shown elsewhere than it is printed: 版记 behind other units, and a 目录 inside of its text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools.documents.units.section import Section
from build_tools.model.catalogue import Code, Note
from build_tools.model.document import Kind


def moved(sections: Sequence[Section]) -> Iterator[Note]:
    """A note on each part of a unit that other text parts from where the unit shows it."""
    for i, section in enumerate(sections):
        if section.imprint:
            yield from _imprints(sections, i)
        elif section.kind is Kind.CONTENTS:
            first, last = section.lines[0], section.lines[-1]
            if any(first < n for above in sections[:i] for n in above.lines):
                yield Note(Code.CONTENTS_MOVED, first, last)


def _imprints(sections: Sequence[Section], i: int) -> Iterator[Note]:
    """版记 is shown below all else of its unit, and before what follows it."""
    below = [n for section in sections[i + 1 :] for n in section.lines]
    for part in sections[i].imprint:
        first, last = part[0].number, part[-1].number
        if any(first < n for n in sections[i].lines) or any(n < first for n in below):
            yield Note(Code.IMPRINT_MOVED, first, last, part[0].text.chars[:20])
