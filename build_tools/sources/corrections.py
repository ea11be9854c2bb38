"""An editor's corrections, from the sidecar: applied to the printed line, or an error if stale."""

from __future__ import annotations

import re
from array import array
from dataclasses import replace

from build_tools.model.catalogue import Code, Note
from build_tools.model.source import Acceptance, CellCorrection, Correction, Source
from build_tools.model.text import Edit, Text


def with_insertions(
    source: Source, corrections: tuple[Correction, ...], cells: tuple[CellCorrection, ...] = ()
) -> Source:
    """The source with an offset beyond its text for every character that a correction adds."""
    lines = [c.line for c in corrections for _ in range(_further(c))]
    lines += [c.line for c in cells for _ in range(growth(c))]
    return replace(source, inserted=tuple(lines))


def _further(correction: Correction) -> int:
    """How many characters a correction adds to those that are printed; blanks have no place of their own."""
    return max(0, len(correction.now) - sum(not c.isspace() for c in correction.was))


def growth(cell: CellCorrection) -> int:
    """The most characters that a correction of a table may add to what is printed."""
    return len("".join(cell.now))


class Corrector:
    """Applies the corrections of a source to its lines, each exactly once."""

    def __init__(self, source: Source, corrections: tuple[Correction, ...]) -> None:
        self.source = source
        self.by_line: dict[int, list[tuple[Correction, int]]] = {}
        self.notes: list[Note] = []
        free = len(source.raw)
        for correction in corrections:
            self.by_line.setdefault(correction.line, []).append((correction, free))
            free += _further(correction)

    def apply(self, number: int, text: Text) -> Text:
        """The text of raw line ``number`` as corrected; each correction becomes a note."""
        for correction, free in self.by_line.pop(number, []):
            matches = list(printed(correction.was).finditer(text.chars))
            if len(matches) != 1:
                several = f"在该行出现 {len(matches)} 次，请写得长一些"
                self.notes.append(_stale(correction, several if matches else self._elsewhere(correction)))
                continue
            start, end = matches[0].span()
            now, edit = replaced(text[start:end], correction.now, free)
            text = Text.joined([text[:start], now, text[end:]])
            self.notes.append(
                Note(
                    Code.CORRECTION,
                    number,
                    number,
                    correction.was,
                    correction.now,
                    correction.why,
                    (edit,),
                )
            )
        return text

    def _elsewhere(self, correction: Correction) -> str:
        """That the words are not on the line, and on which line nearest to it they stand."""
        lines = range(1, len(self.source.starts) + 1)
        there = [n for n in lines if printed(correction.was).search(self.source.line(n))]
        near = min(there, key=lambda n: abs(n - correction.line), default=None)
        return "不在该行" + (f"，现在第{near}行" if near is not None else "，也不在其他行")

    def leftovers(self) -> list[Note]:
        """Corrections whose line is not there, or holds no text that can be corrected."""
        left = (c for entries in self.by_line.values() for c, _ in entries)
        return [_stale(c, f"没有可校勘的这一行：{self._elsewhere(c)}") for c in left]


def printed(was: str) -> re.Pattern[str]:
    """``was`` as it may be printed: blanks between its characters do not count."""
    return re.compile(r"\s*".join(re.escape(c) for c in was if not c.isspace()) or r"(?!)")


def _stale(correction: Correction, detail: str) -> Note:
    line = max(correction.line, 1)
    return Note(Code.CORRECTION_STALE, line, line, correction.was, correction.now, detail)


def replaced(was: Text, now: str, free: int) -> tuple[Text, Edit]:
    """``now`` in the place of ``was``: its characters take the printed offsets, then free ones."""
    solid = [i for i, c in enumerate(was.chars) if not c.isspace()]
    offsets = [was.at[i] for i in solid]
    further = range(free, free + max(0, len(now) - len(offsets)))
    places = array("L", [*offsets, *further])
    edit = Edit(tuple(places), "".join(was.chars[i] for i in solid), now)
    return Text(now, places[: len(now)], " " * len(now)), edit


def settle(notes: tuple[Note, ...], accepted: tuple[Acceptance, ...]) -> tuple[Note, ...]:
    """Mark the doubts that an editor lets stand; an acceptance without its doubt is an error."""
    result = list(notes)
    for acceptance in accepted:
        hits = [
            i
            for i, n in enumerate(result)
            if n.code.id == acceptance.code
            and n.code.severity == "doubt"
            and n.first_line <= acceptance.line <= n.last_line
        ]
        for i in hits:
            result[i] = replace(result[i], accepted=acceptance.why)
        if not hits:
            line = max(acceptance.line, 1)
            result.append(Note(Code.ACCEPT_STALE, line, line, acceptance.code, detail=acceptance.why))
    return tuple(result)
